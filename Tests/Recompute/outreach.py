"""What content, accounts, mail, live streams and pages of a sample campaign brought, from its raw files."""

import datetime
import statistics
from collections import defaultdict
from fractions import Fraction

from Tests.Recompute.raw import Campaign, read_csv


def table(campaign: Campaign, name: str) -> list[dict[str, str]]:
    for path in (campaign.folder / "data" / f"{name}.csv", campaign.folder / "registers" / f"{name}.csv"):
        if path.exists():
            return read_csv(path)
    return []


def amount(cell: str) -> Fraction | None:
    """Percentages as fractions, durations in seconds; an empty cell is missing."""
    cell = (cell or "").strip()
    if not cell:
        return None
    if cell.endswith("%"):
        return Fraction(cell[:-1]) / 100
    return Fraction(cell.removesuffix("秒").replace(",", ""))


def total(rows, column: str) -> Fraction | None:
    values = [value for row in rows if (value := amount(row.get(column, ""))) is not None]
    return sum(values) if values else None


def ratio(rows, part: str, whole: str, factor: int = 1) -> Fraction | None:
    """The ratio of sums, over the rows that have both."""
    rows = [row for row in rows if amount(row.get(part, "")) is not None and amount(row.get(whole, "")) is not None]
    below = total(rows, whole)
    return factor * total(rows, part) / below if below else None


def weighted(rows, rate: str) -> Fraction | None:
    rows = [row for row in rows if amount(row[rate]) is not None]
    seen = total(rows, "播放量")
    return sum(amount(row[rate]) * amount(row["播放量"]) for row in rows) / seen if seen else None


# ---------------------------------------------------------------- content


def content(campaign: Campaign) -> list[dict[str, str]]:
    plan = {row["编号"]: row for row in table(campaign, "content_plan")}
    return [row | {"内容支柱": plan[row["内容ID"]]["内容支柱"], "形式": plan[row["内容ID"]]["形式"]} for row in table(campaign, "content")]


CONTENT = {
    "条数": lambda rows: Fraction(len(rows)), "阅读": lambda rows: total(rows, "播放量"),
    "完成率": lambda rows: weighted(rows, "完播率"), "平均停留": lambda rows: weighted(rows, "平均停留时长"),
    "分享": lambda rows: total(rows, "分享"), "分享率": lambda rows: ratio(rows, "分享", "播放量"),
    "评论": lambda rows: total(rows, "评论"), "线索": lambda rows: total(rows, "线索"),
    "每千次阅读线索": lambda rows: ratio(rows, "线索", "播放量", 1000),
}


def seconds(cell: str, wanted: Fraction | None) -> tuple[str, Fraction | None]:
    """`1分13秒` as seconds, and what was recomputed in whole seconds."""
    if wanted is None:
        return cell, None
    minutes, _, rest = cell.rpartition("分")
    shown = Fraction(minutes or 0) * 60 + Fraction(rest.rstrip("秒") or 0)
    # Above a minute it is shown in whole seconds, below in tenths.
    step = 1 if minutes else Fraction(1, 10)
    return str(float(shown)), Fraction(round(wanted / step)) * step


def content_cells(campaign: Campaign, table):
    key = {"content-pillar": "内容支柱", "content-format": "形式", "content-platform": "平台", "content-top": "内容标题"}[table["id"]]
    for row in table["rows"] + ([table["total"]] if table.get("total") else []):
        rows = [item for item in content(campaign) if row is table.get("total") or item[key] == row[0]]
        for title, cell in list(zip(table["columns"], row))[1:]:
            wanted = CONTENT[title](rows)
            if title == "平均停留":
                cell, wanted = seconds(cell, wanted)
            yield row[0], title, cell, wanted


# ---------------------------------------------------------------- accounts


def accounts(campaign: Campaign) -> dict[str, dict]:
    """Per platform: followers before the campaign and at its end, reads and interactions within it."""
    first, last = campaign.period
    result = {}
    for platform in sorted({row["平台"] for row in table(campaign, "social")}):
        rows = {datetime.date.fromisoformat(row["日期"]): row for row in table(campaign, "social") if row["平台"] == platform}
        within = [row for day, row in rows.items() if first <= day <= last]
        start = rows.get(first - datetime.timedelta(days=1)) or rows[first]
        result[platform] = {
            "start": Fraction(start["粉丝数"]), "end": Fraction(rows[last]["粉丝数"]), "reads": total(within, "阅读量"),
            "acts": sum(total(within, column) for column in ("点赞", "评论", "分享")),
            "days": {day: Fraction(row["粉丝数"]) for day, row in rows.items() if first <= day <= last}}
    return result


def account_cells(campaign: Campaign, table):
    known = accounts(campaign)
    for row in table["rows"]:
        one = known[row[0]]
        gain = one["end"] - one["start"]
        wanted = [one["start"], one["end"], gain, gain / one["start"], one["reads"], one["acts"], one["acts"] / one["reads"]]
        for title, cell, number in zip(table["columns"][1:], row[1:], wanted, strict=True):
            yield row[0], title, cell, number


# ---------------------------------------------------------------- mail, live streams, replies, pages


def mail_cells(campaign: Campaign, table):
    mails = globals()["table"](campaign, "emails")
    for row in table["rows"] + [table["total"]]:
        rows = [mail for mail in mails if row is table["total"] or mail["类型"] == row[0].removesuffix("式")]
        wanted = [
            Fraction(len(rows)), total(rows, "发送"), total(rows, "送达"), ratio(rows, "送达", "发送"), ratio(rows, "打开", "送达"),
            ratio(rows, "点击", "送达"), ratio(rows, "退订", "送达"), total(rows, "订单"), total(rows, "销售额")]
        for title, cell, number in zip(table["columns"][1:], row[1:], wanted, strict=True):
            yield row[0], title, cell, number


def hosts(campaign: Campaign) -> dict[str, dict]:
    """Sessions, net sales, cost and ROI on gross profit by host; the whole under ""."""
    margin = Fraction(str(campaign.brief.get("gross_margin", 0)))
    result = {}
    rows = table(campaign, "live_sessions")
    for host in {row["主播或达人"] for row in rows} | {""}:
        own = [row for row in rows if host in ("", row["主播或达人"])]
        net = sum(Fraction(row["平台成交额"]) - Fraction(row["退款"]) for row in own)
        cost = sum(Fraction(row["费用"]) for row in own)
        result[host] = {
            "sessions": Fraction(len(own)), "viewers": total(own, "观看人数"), "orders": total(own, "成交单数"), "net": net,
            "cost": cost, "roas": net / cost if cost else None, "roi": (net * margin - cost) / cost if cost else None}
    return result


def live_cells(campaign: Campaign, table):
    known = hosts(campaign)
    for row in table["rows"] + [table["total"]]:
        one = known["" if row is table["total"] else row[0]]
        wanted = [one[key] for key in ("sessions", "viewers", "orders", "net", "cost", "roas", "roi")]
        for title, cell, number in zip(table["columns"][1:], row[1:], wanted, strict=True):
            yield row[0], title, cell, number


def replies(campaign: Campaign) -> tuple[int, int, float]:
    """How many called for a reply, how many got one, and the median of minutes until then."""
    rows = [row for row in table(campaign, "interaction_log") if row["状态"] != "无需回复"]
    done = [row for row in rows if row["状态"] == "已回复"]
    times = [datetime.datetime.fromisoformat(row["回复时间"]) - datetime.datetime.fromisoformat(row["收到时间"])
             for row in done if row["回复时间"]]
    return len(rows), len(done), statistics.median(time.total_seconds() / 60 for time in times)


def exits(campaign: Campaign) -> set[Fraction]:
    whole, leaving = defaultdict(Fraction), defaultdict(Fraction)
    for row in table(campaign, "page_moves"):
        whole[row["从"]] += Fraction(row["会话"])
        if row["到"] == "离开":
            leaving[row["从"]] += Fraction(row["会话"])
    return {leaving[page] / whole[page] for page in whole}


# ---------------------------------------------------------------- what the tests ask


TABLES = {
    "content-pillar": content_cells, "content-format": content_cells, "content-platform": content_cells,
    "content-top": content_cells, "social-platforms": account_cells, "emails": mail_cells, "live-hosts": live_cells}


def figures(campaign: Campaign) -> dict[str, Fraction]:
    result = {}
    if items := table(campaign, "content"):
        result |= {
            "reads": total(items, "播放量"), "social-shares": total(items, "分享"), "share-rate": ratio(items, "分享", "播放量"),
            "comments": total(items, "评论"), "video-completion-rate": weighted(items, "完播率")}
    if table(campaign, "social"):
        result["follower-growth"] = sum(one["end"] - one["start"] for one in accounts(campaign).values())
    if mails := table(campaign, "emails"):
        result |= {
            "email-open-rate": ratio(mails, "打开", "送达"), "email-click-rate": ratio(mails, "点击", "送达"),
            "unsubscribe-rate": ratio(mails, "退订", "送达")}
    if table(campaign, "live_sessions"):
        result["live-gmv"] = hosts(campaign)[""]["net"]
    if table(campaign, "interaction_log"):
        due, done, _ = replies(campaign)
        result["response-rate"] = Fraction(done, due)
    return result


def slots(campaign: Campaign) -> set[Fraction]:
    """How much more the posts of each hour were seen than their platform's mean."""
    items = table(campaign, "content")
    means = {platform: total(own, "播放量") / len(own) for platform in {item["平台"] for item in items}
             if (own := [item for item in items if item["平台"] == platform])}
    ratios = defaultdict(list)
    for item in items:
        ratios[item["时段"]].append(amount(item["播放量"]) / means[item["平台"]])
    return {sum(own) / len(own) - 1 for own in ratios.values()}


def numbers(campaign: Campaign) -> set[Fraction]:
    """What sentences on outreach may state beside the figures."""
    found = set(figures(campaign).values()) | exits(campaign) | slots(campaign)
    items = content(campaign)
    found |= {Fraction(len(items)), total(items, "线索") or Fraction(0)}
    for key in ("内容支柱", "平台"):
        for name in {item[key] for item in items}:
            own = [item for item in items if item[key] == name]
            found |= {Fraction(len(own)), ratio(own, "线索", "播放量", 1000), total(own, "播放量") / total(items, "播放量")}
    perfect = [ratio([item for item in items if item["内容支柱"] == name], "线索", "播放量") for name in {item["内容支柱"] for item in items}]
    found |= {first / second for first in perfect for second in perfect if second}
    for one in accounts(campaign).values():
        found |= {one["end"] - one["start"], (one["end"] - one["start"]) / one["start"]}
    mails = table(campaign, "emails")
    if mails:
        broad, triggered = ([mail for mail in mails if mail["类型"] == kind] for kind in ("群发", "触发"))
        rates = [ratio(rows, "点击", "送达") for rows in (broad, triggered)]
        found |= {total(mails, "送达"), *rates, rates[1] / rates[0]}
    if table(campaign, "live_sessions"):
        for one in hosts(campaign).values():
            found |= {one["sessions"], one["roi"], -one["roi"], one["net"]}
    if table(campaign, "interaction_log"):
        due, done, median = replies(campaign)
        found |= {Fraction(due), Fraction(done), Fraction(median)}
    return {value for value in found if value is not None}


def chart(campaign: Campaign, chart):
    """(what, found, recomputed) of a chart; None when it is none of these."""
    if chart["id"] == "content-pillars":
        items = content(campaign)
        return [(name, found, total([item for item in items if item["内容支柱"] == name], "播放量"))
                for name, found in zip(chart["categories"], chart["series"][0]["values"], strict=True)]
    if chart["id"] == "social-followers":
        known = accounts(campaign)
        return [
            (f"{line['name']} {day}", found, known[line["name"]]["days"][datetime.date.fromisoformat(day)] / known[line["name"]]["start"] - 1)
            for line in chart["series"] for day, found in zip(chart["days"], line["values"], strict=True)]
    if chart["id"] == "page-heat":
        rates = {(row["页面"], row["区块"]): Fraction(row["点击"]) / Fraction(row["区块曝光"]) for row in table(campaign, "page_behaviour")}
        return [(f"{row[0]} {page}", found, rates.get((page, row[0])))
                for row in chart["rows"] for page, found in zip(chart["columns"][1:], row[1:], strict=True)]
    if chart["id"] == "page-moves":
        moves = {f"{row['从']} → {row['到']}": Fraction(row["会话"]) for row in table(campaign, "page_moves")}
        return [(name, found, moves[name]) for name, found in zip(chart["categories"], chart["series"][0]["values"], strict=True)]
    return None
