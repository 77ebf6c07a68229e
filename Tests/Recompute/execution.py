"""How the work of a sample campaign went, from its files of staff and its registers: by period, role and group."""

import datetime
from fractions import Fraction

from Tests.Recompute import kpis
from Tests.Recompute.raw import Campaign, read_csv

FEWEST = 5


def table(campaign: Campaign, name: str) -> list[dict[str, str]]:
    for path in (campaign.folder / "registers" / f"{name}.csv", campaign.folder / "data" / f"{name}.csv"):
        if path.exists():
            return read_csv(path)
    return []


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def span(text: str) -> tuple[datetime.date, datetime.date]:
    if "至" in text:
        first, last = text.split("至")
        return day(first), day(last)
    year, week = text.split("-W")
    return (datetime.date.fromisocalendar(int(year), int(week), 1), datetime.date.fromisocalendar(int(year), int(week), 7))


# ---------------------------------------------------------------- staff


def staff(campaign: Campaign, before: bool = False) -> list[dict[str, str]]:
    """The rows whose period lies within the campaign, or the baseline: periods of the samples never straddle."""
    first, last = campaign.baseline if before else campaign.period
    rows = [row for row in table(campaign, "staff") if first <= span(row["期间"])[0] <= last]
    assert rows
    return rows


def periods(rows) -> list[str]:
    return list(dict.fromkeys(row["期间"] for row in rows))


def heads(rows, roles=None) -> Fraction:
    """The mean over periods; a role states its heads on each of its rows."""
    sums = []
    for period in periods(rows):
        stated = {row["角色"]: Fraction(row["人数"]) for row in rows if row["期间"] == period}
        sums.append(sum((value for role, value in stated.items() if roles is None or role in roles), Fraction(0)))
    return sum(sums) / len(sums)


def hours(rows, role=None, work=None) -> Fraction:
    return sum((Fraction(row["工时"]) for row in rows
                if (role is None or row["角色"] in role) and (work is None or row["工作类型"] == work)), Fraction(0))


def items(campaign: Campaign, roles=None) -> Fraction | None:
    """Pieces of content published within the campaign's periods; None without a plan of content."""
    if not table(campaign, "content_plan"):
        return None
    spans = [span(period) for period in periods(staff(campaign))]
    return Fraction(sum(
        1 for row in table(campaign, "content_plan")
        if row["状态"] == "发布" and any(first <= day(row["发布日期"]) <= last for first, last in spans)
        and (roles is None or row["负责人"] in roles)))


def groups(campaign: Campaign) -> list[tuple[str, set[str]]]:
    """Roles as the table shows them: the large ones, then the small ones together."""
    rows = staff(campaign)
    sizes = {role: heads(rows, {role}) for role in {row["角色"] for row in rows}}
    large = sorted((role for role in sizes if sizes[role] >= FEWEST), key=lambda role: (-sizes[role], role))
    small = {role for role in sizes if sizes[role] < FEWEST}
    while small and sum(sizes[role] for role in small) < FEWEST:
        small.add(large.pop())
    return [(role, {role}) for role in large] + ([("其他", small)] if small else [])


# ---------------------------------------------------------------- tasks and actions


def due(campaign: Campaign) -> list[dict[str, str]]:
    """Tasks that are no packages; the sample campaigns are over, so that all are due."""
    rows = table(campaign, "tasks")
    parents = {row["上级任务"] for row in rows}
    return [row for row in rows if row["编号"] not in parents and row["状态"] != "取消"]


def on_time(row) -> bool:
    return row["状态"] == "已完成" and row["实际完成"] <= row["计划完成"]


def members(campaign: Campaign, team: str) -> set[str]:
    roster = table(campaign, "team")
    if not roster:
        return {team}
    placed = {}
    for row in roster:
        placed.setdefault(row["角色"], row["组别"])
    return ({row["负责人"] for row in due(campaign)} - set(placed) if team == "其他角色"
            else {role for role, group in placed.items() if group == team})


def share(rows, test) -> Fraction | None:
    return Fraction(sum(1 for row in rows if test(row)), len(rows)) if rows else None


def seconds(rows, column: str) -> Fraction | None:
    spans = [datetime.datetime.fromisoformat(row[column]) - datetime.datetime.fromisoformat(row["发生时间"])
             for row in rows if row[column]]
    return Fraction(int(sum(one.total_seconds() for one in spans)), len(spans)) if spans else None


# ---------------------------------------------------------------- figures


def expected(campaign: Campaign, id: str, aspect: str, part: dict[str, str]) -> Fraction | None:
    """The value of a figure of the chapters on execution and actions; KeyError for others."""
    before = aspect == "baseline"
    if id in ("task-completion-rate", "tasks-on-time"):
        rows = due(campaign)
        if "team" in part:
            rows = [row for row in rows if row["负责人"] in members(campaign, part["team"])]
        return share(rows, on_time if id == "tasks-on-time" else lambda row: row["状态"] == "已完成")
    if id == "milestone-on-time":
        return share(table(campaign, "milestones"), lambda row: row["实际日"] and row["实际日"] <= row["计划日"])
    if id in ("incident-response", "incident-repair"):
        rows = table(campaign, "incidents")
        if "team" in part:
            rows = [row for row in rows if row["处理人"] in members(campaign, part["team"])]
        return seconds(rows, "响应时间" if id == "incident-response" else "恢复时间")
    if id in ("improvement-closure", "actions-on-time"):
        rows = [row for row in table(campaign, "actions") if row["状态"] != "已取消"]
        done = [row for row in rows if row["状态"] == "已完成"]
        if id == "improvement-closure":
            return Fraction(len(done), len(rows))
        return share(done, lambda row: row["完成日期"] <= row["期限"])
    if id == "staff":
        return heads(staff(campaign))
    if id == "hours":
        return hours(staff(campaign), work=part.get("work_type"))
    if id in ("sales-per-marketer", "reach-per-marketer"):
        measure = "attributed_revenue" if id.startswith("sales") else "reach"
        amount = campaign.total(measure, campaign.baseline if before else campaign.period)
        return None if amount is None else amount / heads(staff(campaign, before))
    if id == "output-per-hour":
        return items(campaign) / hours(staff(campaign))
    raise KeyError(id)


def shifts(campaign: Campaign) -> set:
    """How the share of each kind of work moved against the baseline."""
    if not table(campaign, "staff"):
        return set()
    now, then = staff(campaign), staff(campaign, before=True)
    return {hours(now, work=work) / hours(now) - hours(then, work=work) / hours(then) for work in {row["工作类型"] for row in now}}


# ---------------------------------------------------------------- tables: (row, title, cell, value)


def teams_table(campaign, table_):
    for row in table_["rows"]:
        rows = [one for one in due(campaign) if one["负责人"] in members(campaign, row[0])]
        stages = {
            "筹备": [one for one in rows if day(one["计划完成"]) < campaign.period[0]],
            "执行": [one for one in rows if campaign.period[0] <= day(one["计划完成"]) <= campaign.period[1]],
            "收尾": [one for one in rows if day(one["计划完成"]) > campaign.period[1]],
        }
        wanted = {
            "到期任务": Fraction(len(rows)), "完成": Fraction(sum(1 for one in rows if one["状态"] == "已完成")),
            "完成率": share(rows, lambda one: one["状态"] == "已完成"), "按期率": share(rows, on_time),
        } | {f"按期率：{name}": share(part, on_time) for name, part in stages.items()}
        for title, cell in zip(table_["columns"], row):
            if title in wanted:
                yield row[0], title, cell, wanted[title]


def efficiency_table(campaign, table_):
    for row in table_["rows"]:
        id = {"人均贡献销售额": "sales-per-marketer", "人均触达用户数": "reach-per-marketer"}.get(row[0])
        if id is None:
            yield row[0], "活动期", row[1], 100 * expected(campaign, "output-per-hour", "", {})
            continue
        now, then = expected(campaign, id, "", {}), expected(campaign, id, "baseline", {})
        # The samples' campaign and baseline are equally long.
        change = None if now is None or not then else now / then - 1
        for title, cell, wanted in zip(table_["columns"][1:], row[1:], (now, then, change)):
            yield row[0], title, cell, wanted


def roles_table(campaign, table_):
    now, then = staff(campaign), staff(campaign, before=True)
    shown = groups(campaign)
    assert [row[0] for row in table_["rows"]] == [
        name if name != "其他" else next(row[0] for row in table_["rows"] if row[0].startswith("其他")) for name, _ in shown]
    days = [sum((span(p)[1] - span(p)[0]).days + 1 for p in periods(rows)) for rows in (now, then)]
    for row, (_, roles) in zip(table_["rows"], shown):
        own, made = hours(now, roles), items(campaign, roles)
        change = (own / days[0]) / (hours(then, roles) / days[1]) - 1
        wanted = (heads(now, roles), own, own / hours(now), change, made, 100 * made / own if made else None)
        for title, cell, value in zip(table_["columns"][1:], row[1:], wanted):
            yield row[0], title, cell, value
    total = table_["total"]
    yield "合计", "平均人数", total[1], heads(now)
    yield "合计", "工时", total[2], hours(now)


def hours_table(campaign, table_):
    now, then = staff(campaign), staff(campaign, before=True)
    for row in table_["rows"]:
        own, earlier = hours(now, work=row[0]) / hours(now), hours(then, work=row[0]) / hours(then)
        for title, cell, value in zip(table_["columns"][1:], row[1:], (hours(now, work=row[0]), own, earlier, own - earlier)):
            yield row[0], title, cell, value


def causes_table(campaign, table_):
    """Completion of the targets that were missed; each has a cause on record."""
    names = {"客户获取成本": "cac", "转化率": "conversion-rate", "声量份额": "share-of-voice", "品牌好感度": "brand-favorability", "点击率": "ctr"}
    stated = kpis.targets(campaign)
    causes = table(campaign, "gap_causes")
    assert len(table_["rows"]) == len(causes)
    for row in table_["rows"]:
        assert any(one["指标"] == names[row[0]] and one["原因"] == row[4] for one in causes), row
        yield row[0], "完成度", row[2], stated[names[row[0]]]["completion"]


CELLS = {
    "execution-teams": teams_table, "execution-efficiency": efficiency_table, "execution-roles": roles_table,
    "execution-hours": hours_table, "lessons-causes": causes_table,
}
# Tables of what people wrote, with dates, counts of days and lengths of time.
WORDS = {
    "execution-late", "execution-milestones", "execution-risks", "execution-incidents", "execution-changes", "lessons-learned",
    "actions-list", "actions-advice",
}


def chart_values(campaign, chart):
    """(what, found, wanted) of a chart of these chapters; None for other charts."""
    if chart["id"] == "execution-staff":
        measure = "attributed_revenue" if "attributed_revenue" in campaign.measures else "impressions"
        rows = staff(campaign, before=True) + staff(campaign)
        wanted = []
        for period in periods(rows):
            first, last = span(period)
            part = [row for row in rows if row["期间"] == period]
            wanted.append(campaign.total(measure, (first, last)) / heads(part) / ((last - first).days + 1))
        return [(name, found, value) for name, found, value in zip(chart["categories"], chart["series"][0]["values"], wanted, strict=True)]
    if chart["id"] == "execution-hours":
        now, result = staff(campaign), []
        parts = [staff(campaign, before=True)] + [[row for row in now if row["期间"] == period] for period in periods(now)]
        named = {series["name"] for series in chart["series"]}
        for series in chart["series"]:
            for part, found in zip(parts, series["values"], strict=True):
                wanted = hours(part, work=series["name"]) if series["name"] != "其他" else sum(
                    (hours(part, work=work) for work in {row["工作类型"] for row in part} - named), Fraction(0))
                result.append((series["name"], found, wanted))
        return result
    if chart["id"] == "lessons-causes":
        causes = table(campaign, "gap_causes")
        return [(row[0], row[1], Fraction(sum(1 for one in causes if one["原因类别"] == row[0]))) for row in chart["rows"]]
    if chart["id"] == "execution-schedule":
        return []
    return None
