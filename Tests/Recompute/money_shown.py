"""What tables, charts and sentences about money have to show, from the raw files."""

import datetime
import statistics
from fractions import Fraction

from Tests.conftest import TODAY
from Tests.Recompute import money, shown

REFERENCE = {"品牌": Fraction(40, 100), "需求": Fraction(35, 100), "转化": Fraction(15, 100), "维系": Fraction(10, 100)}
FULL_COST = "全成本投资回报率"
LIMIT = datetime.date.fromisoformat(TODAY)


def budget_of(campaign) -> tuple[Fraction, Fraction]:
    return Fraction(campaign.brief["budget"]), Fraction(campaign.brief["reserve"])


def planned(campaign, category=None) -> Fraction:
    return sum(Fraction(row["planned"]) for row in campaign.budget if category in (None, row["category"]))


def spent(campaign, category=None) -> Fraction:
    return sum((Fraction(row["amount"]) for row in campaign.spend if category in (None, row["category"])), Fraction(0))


def beyond_plan(campaign) -> list[tuple[dict, Fraction]]:
    """Payments by date that their category's plan no longer covered, and by how much."""
    left, found = {}, []
    for row in sorted(campaign.spend, key=lambda row: row["date"]):
        category, paid = row["category"], Fraction(row["amount"])
        left[category] = left.get(category, planned(campaign, category)) - paid
        if left[category] < 0:
            found.append((row, min(-left[category], paid)))
    return found


def methods(campaign) -> dict[str, Fraction]:
    """Quantity times unit amount times rate of what was included, by method."""
    result: dict[str, Fraction] = {}
    for row in money.rows_of(campaign, "registers/budget_inputs.csv"):
        if row["采纳"] == "是":
            rate = Fraction(row["比例"].rstrip("%")) / 100 if row["比例"] else 1
            part = Fraction(row["数量"] or 1) * Fraction(row["单价"]) * rate
            result[row["方法"]] = result.get(row["方法"], Fraction(0)) + part
    return result


def media(campaign, part) -> tuple:
    """(spending, revenue, revenue per spending, return by profit)."""
    cost, revenue, profit = (
        campaign.total(id, campaign.period, part) for id in ("media_cost", "attributed_revenue", "attributed_profit"))
    if not cost:
        return cost, revenue, None, None
    return cost, revenue, None if revenue is None else revenue / cost, None if profit is None else (profit - cost) / cost


# ---------------------------------------------------------------- tables


def cells_of(table, row, wanted, first=1):
    for title, cell, value in zip(table["columns"][first:], row[first:], wanted, strict=True):
        yield row[0], title, cell, value


def plan(campaign, table):
    assert [row[:3] for row in table["rows"]] == [[row["category"], row["channel"], row["month"]] for row in campaign.budget]
    for row, line in zip(table["rows"], campaign.budget):
        yield row[0], "计划", row[3], Fraction(line["planned"])
    yield "合计", "计划", table["total"][3], planned(campaign)


def over_plan(campaign, table):
    wanted = beyond_plan(campaign)
    assert [(row[0], row[1], row[6]) for row in table["rows"]] == [(line["date"], line["category"], line["approver"]) for line, _ in wanted]
    for row, (line, over) in zip(table["rows"], wanted):
        yield row[0], "金额", row[4], Fraction(line["amount"])
        yield row[0], "其中超出计划", row[5], over


def approvals(campaign, table):
    assert {row[0] for row in table["rows"]} == {row["approver"] for row in campaign.spend}
    for row in table["rows"]:
        own = [Fraction(line["amount"]) for line in campaign.spend if line["approver"] == row[0]]
        yield from cells_of(table, row, (Fraction(len(own)), sum(own)))


def allocation(campaign, table):
    budget, reserve = budget_of(campaign)
    for row in table["rows"]:
        reference, own = REFERENCE[row[0]], planned(campaign, row[0])
        share = own / (budget - reserve)
        yield from cells_of(
            table | {"columns": table["columns"][:7]}, row[:7],
            (reference, reference * (budget - reserve), own, share, share - reference, spent(campaign, row[0]) / spent(campaign)))
        reasons = {line["note"] for line in campaign.budget if line["category"] == row[0] and line.get("note")}
        assert row[7] == "；".join(sorted(reasons)), row


def reserve(campaign, table):
    budget, kept = budget_of(campaign)
    drawn = max(spent(campaign) - planned(campaign), Fraction(0))
    for row, amount in zip(table["rows"], (budget, kept, drawn, kept - drawn), strict=True):
        yield from cells_of(table, row, (amount, amount / budget))


def budget_methods(campaign, table):
    wanted = methods(campaign)
    assert [row[0] for row in table["rows"]] == list(wanted)
    for row in table["rows"]:
        yield row[0], "金额", row[1], wanted[row[0]]
        yield row[0], "与总预算之差", row[2], wanted[row[0]] - budget_of(campaign)[0]


def return_parts(campaign, table):
    dimensions = {"渠道": "channel", "推广计划": "campaign", "客群": "segment", "地区": "region"}
    for row in table["rows"] + [table["total"]]:
        part = {} if row is table["total"] else {dimensions[row[0]]: row[1]}
        yield from cells_of(table, row, media(campaign, part), first=2)


def incentive_rules(campaign, table):
    for row, line in zip(table["rows"], money.rows_of(campaign, "registers/channel_incentives.csv"), strict=True):
        yield row[0], "应付", row[3], money.payable(line)
        yield row[0], "已付", row[4], Fraction(line["已付"])


def incentive_channels(campaign, table):
    for row in table["rows"]:
        own = money.incentives(campaign, row[0])
        due, paid = sum(map(money.payable, own)), sum(Fraction(line["已付"]) for line in own)
        revenue = campaign.total("revenue", campaign.period, {"channel": row[0]})
        yield from cells_of(table, row, (due, revenue, due / revenue, due - paid))


def credited(of_value):
    def cells(campaign, table):
        credits = [money.credits(campaign, model, of_value) for model in money.MODELS]
        for row in table["rows"]:
            wanted = [credit.get(row[0], Fraction(0)) for credit in credits]
            for title, cell, value in zip(table["columns"][1:], row[1:], wanted):
                # Parts are rounded so that they add up, which moves a part by less than a whole last digit.
                found = shown.read(cell)[0]
                yield row[0], title, cell, found if abs(found - value) < Fraction(1, 100) else value
            if not of_value:
                shares = [value / sum(credit.values()) for value, credit in zip(wanted, credits)]
                yield row[0], table["columns"][-1], row[-1], max(shares) - min(shares)
        for title, cell, credit in zip(table["columns"][1:], table["total"][1:], credits):
            yield "合计", title, cell, Fraction(round(sum(credit.values()), 2))
    return cells


def fits(campaign, table):
    """Of channels that lack the days a curve needs."""
    for row in table["rows"]:
        spending = [float(value) for _, value in campaign.series("media_cost", {"channel": row[0]}) if value]
        assert len(spending) < 21 and row[9].startswith("数据不足")
        variation = Fraction(statistics.stdev(spending) / statistics.mean(spending))
        yield from cells_of(table | {"columns": table["columns"][:9]}, row[:9], [Fraction(len(spending)), variation] + [None] * 6)


CELLS = {
    "budget-plan": plan, "budget-over-plan": over_plan, "budget-approvals": approvals, "budget-allocation": allocation,
    "budget-reserve": reserve, "budget-methods": budget_methods, "roi-parts": return_parts, "incentive-rules": incentive_rules,
    "incentive-channels": incentive_channels, "attribution-conversions": credited(False), "attribution-values": credited(True),
    "reallocation-fits": fits,
}


# ---------------------------------------------------------------- charts


def bars(chart, wanted):
    """`wanted` gives the value of a series and category."""
    for series in chart["series"]:
        for category, found in zip(chart["categories"], series["values"], strict=True):
            yield f"{series['name']} {category}", found, wanted(series["name"], category)


def pace_chart(campaign, chart):
    days = [datetime.date.fromisoformat(day) for day in chart["days"]]
    for day, found in zip(days, chart["series"][0]["values"], strict=True):
        wanted = sum(money.planned_by(campaign, row, day) for row in campaign.budget)
        # Sums over days of doubles are good to ten digits.
        yield f"计划 {day}", Fraction(round(Fraction(found), 4)), Fraction(round(wanted, 4))
    for day, found in zip(days, chart["series"][1]["values"], strict=True):
        wanted = sum(Fraction(row["amount"]) for row in campaign.spend if row["date"] <= str(day))
        yield f"支出 {day}", found if day > LIMIT else Fraction(round(Fraction(found), 4)), None if day > LIMIT else wanted


def allocation_chart(campaign, chart):
    budget, kept = budget_of(campaign)
    return bars(chart, lambda series, category: {
        "参考": REFERENCE[category], "计划": planned(campaign, category) / (budget - kept),
        "实际": spent(campaign, category) / spent(campaign)}[series])


def cost_chart(campaign, chart):
    return bars(chart, lambda series, category: campaign.total("cost", campaign.period, {"category": category, "cost_type": series}))


def scatter(campaign, chart):
    for name, *found in chart["rows"]:
        for value, wanted in zip(found, media(campaign, {"channel": name})):
            yield name, value, wanted


def heat(campaign, chart):
    for name, *found in chart["rows"]:
        for segment, value in zip(chart["columns"][1:], found, strict=True):
            # Campaigns whose rows tell no customer groups apart are split by region.
            by = "segment" if campaign.values_of("segment", "attributed_revenue") - {None} else "region"
            yield f"{name} {segment}", value, media(campaign, {"channel": name, by: segment})[3]


def attribution(campaign, chart):
    names = dict(zip(("首次触点", "末次触点", "线性平均", "首尾加重", "时间衰减", "马尔可夫链", "夏普利值"), money.MODELS))
    credits = {name: money.credits(campaign, model) for name, model in names.items()}
    return bars(chart, lambda series, category: credits[series].get(category, 0) / sum(credits[series].values()))


CHARTS = {
    "budget-pace": pace_chart, "budget-allocation": allocation_chart, "budget-cost-structure": cost_chart,
    "budget-methods": lambda campaign, chart: bars(chart, lambda _, category: methods(campaign)[category]),
    "roi-channels": scatter, "roi-heat": heat, "attribution-models": attribution,
}


# ---------------------------------------------------------------- sentences


def said(campaign, id: str) -> set[Fraction]:
    """What the numbers of a sentence may be the roundings of, beside the figures that it names."""
    budget, kept = budget_of(campaign)
    if id == "budget-plan":
        return {Fraction(len(campaign.budget)), planned(campaign), budget, kept}
    if id == "budget-pace":
        gap = abs(spent(campaign) - planned(campaign))
        return {gap, gap / planned(campaign)}
    if id == "budget-approvals":
        return {Fraction(len(beyond_plan(campaign)))}
    if id == "budget-allocation":
        shares = {name: planned(campaign, name) / (budget - kept) for name in REFERENCE}
        far = {name for name in REFERENCE if abs(shares[name] - REFERENCE[name]) > Fraction(1, 10)}
        return {budget - kept, Fraction(1, 10), Fraction(len(far))} | {shares[name] for name in far} | {REFERENCE[name] for name in far}
    if id == "reserve-check":
        return {kept, kept / budget, Fraction(10, 100), Fraction(15, 100)}
    if id == "budget-methods":
        found = methods(campaign)
        return {Fraction(len(found)), min(found.values()), max(found.values()), budget}
    if id in ("roi-channels", "roi-cells"):
        channels = campaign.values_of("channel", "media_cost") - {None}
        spending = [campaign.total("media_cost", campaign.period, {"channel": name}) for name in channels]
        return {max(spending) / sum(spending)}
    if id == "channel-incentives":
        rows = money.rows_of(campaign, "registers/channel_incentives.csv")
        return {sum(map(money.payable, rows))}
    if id == "attribution-result":
        paths = money.journeys(campaign)
        whole = sum(path[2] for path in paths)
        return {
            whole, sum(path[3] for path in paths), sum(path[4] for path in paths),
            sum(path[2] * len(path[0]) for path in paths) / whole,
            sum(path[2] for path in paths if len(set(path[0])) == 1) / whole}
    if id == "reallocation-advice":
        spending = {sum(1 for _, value in campaign.series("media_cost", {"channel": name}) if value)
                    for name in campaign.values_of("channel", "media_cost") - {None}}
        return {Fraction(21), Fraction(len(campaign.values_of("channel", "media_cost") - {None}))} | set(map(Fraction, spending))
    return set()


def full_cost(campaign) -> Fraction | None:
    return money.expected(campaign, "full-cost-roi", {}, LIMIT)

