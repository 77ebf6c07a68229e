"""Every table and chart of the sample reviews: each shown number is the rounding of the recomputed one."""

import itertools
from fractions import Fraction

import pytest

from Tests.Recompute import change as changes
from Tests.Recompute import customers, execution, kpis, money_shown, outreach, research, shown

# Chinese names as the tables print them.
NAMES = {
    "销售额": "revenue", "归因收入": "attributed_revenue", "展示次数": "impressions", "点击次数": "clicks", "毛利": "gross_profit",
    "订单数": "orders", "件数": "units", "售出件数": "units", "首购客户数": "new_buyers", "访问次数": "visits",
    "媒介花费": "media_cost", "营销成本": "cost", "点击率": "ctr", "转化率": "conversion-rate", "平均点击成本": "cpc",
    "广告收入回报": "roas", "渠道 ROI": "channel-roi", "平均订单价值": "aov", "客户获取成本": "cac",
    "营销投资回报率": "marketing-roi", "到达率": "reach-rate", "费销比": "budget-to-sales", "单次转化成本": "cpa",
    "销售提升率": "sales-lift", "新客户占比": "new-customer-share", "促销投资回报率": "promotion-roi",
    "品牌曝光增长率": "brand-exposure-growth", "品牌知名度": "brand-awareness", "品牌好感度": "brand-favorability",
    "品牌推荐度": "brand-recommendation", "声量份额": "share-of-voice", "情感倾向": "net-sentiment", "净情感": "net-sentiment",
    "独立访客": "uv", "页面浏览量": "pv", "跳出率": "bounce-rate", "停留时间": "avg-dwell-time",
    "品牌曝光量": "brand-exposure", "下单转化率": "order-rate", "预算执行率": "budget-execution-rate",
    "互动率": "engagement-rate", "千次展示成本": "cpm",
}
DIMENSIONS = {"渠道": "channel", "地区": "region", "客群": "segment", "账户": "account", "推广计划": "campaign"}
STATUS = {"达标": "green", "接近": "yellow", "未达": "red"}
# Tables of words, dates and names only, or whose numbers are counts of the import report, tested where it is made.
WORDS = {"overview-facts", "execution-events", "data-files", "data-set-aside", "data-checks", "data-guesses", "data-coverage",
         "data-definitions", "data-unmatched", "data-missing", "sales-feedback", "data-quality", "data-registry", "data-logic",
         "data-restated"} | research.WORDS | execution.WORDS


def name_of(title: str) -> str:
    """The id of a column or row title, whose unit may stand in brackets."""
    return NAMES[title.split("（")[0]]


def value_of(campaign, id, part=None, baseline=False):
    period = campaign.baseline if baseline else campaign.period
    if id in campaign.measures or id == "cost":
        return campaign.total(id, period, part)
    actual = campaign.actual(id, period)
    return actual if actual is not None else kpis.kpi(campaign, id, baseline, part)


def per_day(campaign, id, part=None, baseline=False):
    value = value_of(campaign, id, part, baseline)
    return None if value is None else value / len(campaign.days(campaign.baseline if baseline else campaign.period))


def change(now, before):
    return None if now is None or not before else now / before - 1


def breakdown(campaign, table):
    """Cells of a table by dimension: the measure, its share, its change per day, and KPIs of each part."""
    dimension, measure = DIMENSIONS[table["columns"][0]], name_of(table["columns"][1])
    whole = value_of(campaign, measure)
    named = campaign.values_of(dimension, measure) - {None}
    shares = Fraction(0)
    for row in table["rows"] + [table["total"]]:
        part = {} if row is table["total"] else {dimension: row[0]}
        rest = row[0] == "未标注"
        value = whole - sum(value_of(campaign, measure, {dimension: name}) for name in named) if rest else value_of(
            campaign, measure, part)
        shares += value / whole if part else 0
        for title, cell in list(zip(table["columns"], row))[1:]:
            if title == "占比":
                yield row[0], title, cell, value / whole
            elif rest and title != table["columns"][1]:
                yield row[0], title, cell, None
            elif title == "比基准期":
                yield row[0], title, cell, change(
                    per_day(campaign, measure, part), per_day(campaign, measure, part, baseline=True))
            elif title == "渠道 ROI" and not part:
                yield row[0], title, cell, kpis.kpi(campaign, "marketing-roi")
            else:
                yield row[0], title, cell, value if title == table["columns"][1] else value_of(campaign, name_of(title), part)
    assert shares == 1, f"the shares of {table['id']} add up to {float(shares)}"


def kpi_completion(campaign, table):
    targets = kpis.targets(campaign)
    fields = {"实际": "value", "目标": "target", "基准": "baseline", "差额": "gap", "完成度": "completion", "权重": "weight"}
    assert len(table["rows"]) == len(targets)
    for row, entry in zip(table["rows"], targets.values()):
        for title, cell in list(zip(table["columns"], row))[1:]:
            if title == "状态":
                assert STATUS[cell] == entry["status"], f"{row[0]}: {cell}"
            else:
                wanted = entry.get(fields[title])
                yield row[0], title, cell, None if wanted is None else Fraction(wanted)


def trend_periods(campaign, table):
    main = main_measure(campaign)
    series = campaign.series(main)
    half = len(series) // 2
    wanted = [(per_day(campaign, main), per_day(campaign, main, baseline=True)), (mean(series[half:]), mean(series[:half]))]
    # Then every whole week, Monday to Sunday, beside the one before it.
    start = next(index for index, (day, _) in enumerate(series) if day.weekday() == 0)
    weeks = [week for index in range(start, len(series), 7) if len(week := series[index:index + 7]) == 7]
    wanted += [(mean(now), mean(before)) for before, now in itertools.pairwise(weeks)]
    assert len(table["rows"]) == len(wanted), f"{len(table['rows'])} comparisons, expected {len(wanted)}"
    for row, week in zip(table["rows"][2:], weeks[1:]):
        assert row[0].startswith(f"{week[0][0].month}月{week[0][0].day}日"), row[0]
    for row, (now, before) in zip(table["rows"], wanted):
        for title, cell, number in zip(table["columns"][1:], row[1:], (now, before, change(now, before))):
            yield row[0], title, cell, number


def main_measure(campaign) -> str:
    return changes.main_measure(campaign)


def mean(series):
    values = [value for _, value in series if value is not None]
    return sum(values) / len(values)


def trend_anomalies(campaign, table):
    main = main_measure(campaign)
    found = [(day, "整体", value, usual) for day, value, usual in kpis.unusual_days(campaign.series(main))]
    channels = sorted(campaign.values_of("channel", main) - {None}, key=lambda name: -value_of(campaign, main, {"channel": name}))
    for channel in channels:
        series = campaign.series(main, {"channel": channel})
        found += [(day, channel, value, usual) for day, value, usual in kpis.unusual_days(series)]
    rows = {(row[0], row[1]): row for row in table["rows"]}
    wanted = {(str(day), scope) for day, scope, _, _ in found}
    assert set(rows) == wanted, f"listed {sorted(set(rows) - wanted)}, not listed {sorted(wanted - set(rows))}"
    for day, scope, value, usual in found:
        for title, cell, number in zip(table["columns"][2:5], rows[str(day), scope][2:5], (value, usual, value / usual - 1)):
            yield f"{day} {scope}", title, cell, number


def funnel_segments(campaign, table):
    stages = [table["columns"][1]] + [title.split("→")[1] for title in table["columns"][2:-1]]
    for row in table["rows"] + [table["total"]]:
        segment = "" if row is table["total"] else row[0]
        counts = [campaign.stage_count(stage, segment) for stage in stages]
        wanted = [counts[0], *(now / before for before, now in itertools.pairwise(counts)), counts[-1] / counts[0]]
        for title, cell, number in zip(table["columns"][1:], row[1:], wanted):
            yield row[0], title, cell, number


def sales_lift(campaign, table):
    for row in table["rows"]:
        id = name_of(row[0])
        now, before = value_of(campaign, id), kpis.Scope(campaign).before(id)
        for title, cell, wanted in zip(table["columns"][1:], row[1:], (now, before, change(now, before))):
            yield row[0], title, cell, wanted


def value_list(campaign, table):
    for row in table["rows"]:
        wanted = money_shown.full_cost(campaign) if row[0] == money_shown.FULL_COST else value_of(campaign, name_of(row[0]))
        yield row[0], table["columns"][1], row[1], wanted


def budget_categories(campaign, table):
    assert {row[0] for row in table["rows"]} == {row["category"] for row in campaign.budget}
    for row in table["rows"] + [table["total"]]:
        part = {} if row is table["total"] else {"category": row[0]}
        planned, spent = (campaign.total(id, campaign.period, part) for id in ("planned_budget", "cost"))
        for title, cell, wanted in zip(table["columns"][1:], row[1:], (planned, spent, spent / planned, spent - planned)):
            yield row[0], title, cell, wanted


def budget_cost_types(campaign, table):
    whole = value_of(campaign, "cost")
    assert sum(shown.read(row[1])[0] for row in table["rows"]) == whole
    for row in table["rows"] + [table["total"]]:
        spent = value_of(campaign, "cost", {} if row is table["total"] else {"cost_type": row[0]})
        for title, cell, wanted in zip(table["columns"][1:], row[1:], (spent, spent / whole)):
            yield row[0], title, cell, wanted


def budget_channels(campaign, table):
    for row in table["rows"] + [table["total"]]:
        part = {} if row is table["total"] else {"channel": row[0]}
        for title, cell in list(zip(table["columns"], row))[1:]:
            yield row[0], title, cell, value_of(campaign, name_of(title), part)


def part_values(campaign, table):
    dimension = DIMENSIONS[table["columns"][0]]
    for row in table["rows"] + [table["total"]]:
        part = {} if row is table["total"] else {dimension: row[0]}
        for title, cell in list(zip(table["columns"], row))[1:]:
            yield row[0], title, cell, value_of(campaign, "marketing-roi" if title == "渠道 ROI" and not part else name_of(title), part)


def traffic(campaign, table):
    for row in table["rows"] + [table["total"]]:
        part = {} if row is table["total"] else {"channel": row[0]}
        visits = campaign.total("visits", campaign.period, part)
        wanted = [campaign.total("uv", campaign.period, part), campaign.total("pv", campaign.period, part),
                  campaign.total("bounces", campaign.period, part) / visits,
                  campaign.total("dwell_seconds", campaign.period, part) / visits]
        for title, cell, number in zip(table["columns"][1:], row[1:], wanted):
            if title == "停留时间":
                minutes, seconds = map(int, cell.rstrip("秒").split("分"))
                cell, number = str(minutes * 60 + seconds), Fraction(round(number))
            yield row[0], title, cell, number


def customer_values(campaign, table):
    own = customers.figures(campaign)
    ids = {"复购率": "repurchase-rate", "客户留存率": "retention-rate", "流失率": "churn-rate", "客户生命周期价值": "clv",
           "历史客户价值": "clv-historic", "价值与成本比": "clv-cac-ratio"}
    plain = {"平均订单价值": ("revenue", "orders"), "客单价": ("revenue", "buyers"), "购买频次": ("orders", "buyers")}
    for row in table["rows"]:
        if row[0] in plain:
            over, under = (campaign.total(id, campaign.period) for id in plain[row[0]])
            wanted = over / under
        else:
            wanted = own[ids[row[0]]]
        yield row[0], "值", row[1].removesuffix("次/人"), wanted


def evidence(campaign, table):
    for row in table["rows"]:
        yield row[0], row[1], row[2], value_of(campaign, name_of(row[1]))


CELLS = {
    "kpi-completion": kpi_completion, "trend-periods": trend_periods, "trend-anomalies": trend_anomalies,
    "funnel-segments": funnel_segments, "sales-lift": sales_lift, "sales-lift-table": sales_lift,
    "budget-categories": budget_categories, "budget-cost-types": budget_cost_types,
    "budget-returns": value_list, "budget-channels": budget_channels,
    "behaviour-traffic": traffic, "customer-value": customer_values, "lessons-wins": evidence, "lessons-gaps": evidence,
} | {f"breakdown-{dimension}": breakdown for dimension in DIMENSIONS.values()} | {
    f"breakdown-{dimension}-ads": part_values for dimension in DIMENSIONS.values()
} | changes.CELLS | customers.TABLES | execution.CELLS | money_shown.CELLS | outreach.TABLES


def find(table: str):
    """The recomputation of a table, under its id with or without a prefix that keeps it apart from its chart."""
    return research.cells(table) or CELLS.get(table) or CELLS.get(table.removeprefix("table-")) or CELLS.get(table.removesuffix("-table"))


def tables(review):
    return [table for section in review["sections"] for table in section["tables"] if table["id"] not in WORDS]


def charts(review):
    return [chart for section in review["sections"] for chart in section["charts"]]


def test_every_shown_number_is_the_rounding_of_the_recomputed_one(review, campaign):
    faults, checked = [], 0
    for table in tables(review):
        cells = find(table["id"])
        if cells is None:
            faults.append(f"{table['id']}: no recomputation here for this table, {table['columns']}")
            continue
        try:
            for row, title, cell, wanted in cells(campaign, table):
                checked += 1
                if not shown.agrees(cell, wanted):
                    faults.append(f"{table['id']}, {row}, {title}: {cell}, recomputed "
                                  f"{'missing' if wanted is None else float(wanted)}")
        except (AssertionError, KeyError, ValueError) as error:
            faults.append(f"{table['id']}: {error!r}")
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
    assert checked > 50


def test_every_value_of_a_chart_is_the_recomputed_one(review, campaign):
    faults, main, checked = [], main_measure(campaign), 0

    def expect(chart, what, found, wanted):
        nonlocal checked
        checked += 1
        same = found is None and wanted is None or None not in (found, wanted) and abs(
            Fraction(found) - wanted) <= abs(wanted) * Fraction(1, 10**12)
        if not same:
            faults.append(f"{chart['id']}, {what}: {found}, recomputed {None if wanted is None else float(wanted)}")

    for chart in charts(review):
        found = research.chart_values(campaign, chart)
        if found is None:
            found = changes.chart(campaign, chart)
        if found is None and chart["id"] in money_shown.CHARTS:
            found = money_shown.CHARTS[chart["id"]](campaign, chart)
        if found is None:
            found = customers.chart(campaign, chart)
        if found is None:
            found = execution.chart_values(campaign, chart)
        if found is None:
            found = outreach.chart(campaign, chart)
        if found is not None:
            for what, value, wanted in found:
                expect(chart, what, value, wanted)
        elif chart["type"] == "bullet":
            for row, entry in zip(chart["rows"], kpis.targets(campaign).values()):
                for field in ("value", "target", "baseline"):
                    # Quotients of money come to a chart with six places.
                    wanted = entry.get(field)
                    if row["unit"] == "money" and wanted is not None and row[field] is not None:
                        wanted = Fraction(row[field]) if abs(Fraction(row[field]) - wanted) < Fraction(1, 10**6) else wanted
                    expect(chart, f"{row['name']} {field}", row.get(field), wanted)
        elif chart["type"] == "line":
            for line in chart["series"]:
                part = {} if chart["id"] == "trend-main" else {chart["id"].removeprefix("trend-").removesuffix("-chart"): line["name"]}
                days = changes.main_average(campaign) if "移动平均" in line["name"] else campaign.series(main, part)
                if line["name"] == "基准期":
                    # Aligned with the campaign by the number of the day.
                    days = campaign.series(main, {}, campaign.baseline)[:len(days)]
                for (day, wanted), found in zip(days, line["values"], strict=True):
                    expect(chart, f"{line['name']} {day}", found, wanted)
            for reference in chart["references"]:
                expect(chart, reference["name"], reference["value"], per_day(campaign, main, baseline=True))
        elif chart["type"] == "funnel":
            for step in chart["steps"]:
                wanted = campaign.stage_count(step["name"])
                expect(chart, step["name"], step["value"], wanted if wanted is not None else campaign.total(
                    kpis.STEPS[step["name"]], campaign.period))
        elif chart["type"] == "bar" and "budget" in chart["id"]:
            for series, id in zip(chart["series"], ("planned_budget", "cost")):
                for category, found in zip(chart["categories"], series["values"], strict=True):
                    expect(chart, category, found, campaign.total(id, campaign.period, {"category": category}))
        elif chart["id"].endswith("-shares"):
            # The baseline's parts above the campaign's; those without a bar of their own together.
            dimension, measure = chart["id"].split("-")[1], name_of(chart["subject"].split("按")[0])
            for place, baseline in enumerate((True, False)):
                named = {
                    series["name"]: value_of(campaign, measure, {dimension: series["name"]}, baseline=baseline)
                    for series in chart["series"] if series["name"] not in ("其他", "未标注")}
                rest = value_of(campaign, measure, baseline=baseline) - sum(value or 0 for value in named.values())
                for series in chart["series"]:
                    expect(chart, f"{series['name']} {place}", series["values"][place], named.get(series["name"], rest))
        elif chart["type"] == "bar" and chart["id"].startswith("breakdown-"):
            dimension = chart["id"].split("-")[1]
            for series in chart["series"]:
                id = name_of(series["name"])
                named = {name: value_of(campaign, id, {dimension: name}) for name in chart["categories"] if name != "未标注"}
                for category, found in zip(chart["categories"], series["values"], strict=True):
                    rest = value_of(campaign, id) - sum(named.values()) if category == "未标注" else None
                    expect(chart, category, found, named.get(category, rest))
        else:
            faults.append(f"{chart['id']}: no recomputation here for this chart of type {chart['type']}")
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
    assert checked > 40
