"""What drove the change, year on year, sales lift and the control group, recomputed from the raw files.

Logarithms and means of floats are turned into fractions; what a review shows of them is rounded far more coarsely.
"""

import datetime
import functools
import math
import statistics
from fractions import Fraction

from Tests.Recompute import kpis
from Tests.Recompute.raw import Campaign

# Factors of the measure that a campaign is about, by its first target.
CHAINS = {"revenue": ["visits", "orders", "revenue"], "impressions": ["media_cost", "impressions"]}
FACTORS = {"visits": ["visits"], "order-rate": ["visits", "orders"], "aov": ["orders", "revenue"],
           "media_cost": ["media_cost"], "impressions-per-yuan": ["media_cost", "impressions"]}
FACTOR_NAMES = {"访问次数": "visits", "下单转化率": "order-rate", "平均订单价值": "aov", "媒介花费": "media_cost",
                "每元媒介花费买到的展示": "impressions-per-yuan"}
# The rate that is taken apart over channels.
RATES = {"618-promotion": ("conversion-rate", "conversions", "visits"), "618-2025": ("conversion-rate", "conversions", "visits"),
         "spring-launch": ("engagement-rate", "interactions", "impressions")}
CONTROL = ("region", "西南")


def main_measure(campaign: Campaign) -> str:
    first = {"revenue-total": "revenue", "brand-exposure": "impressions"}
    return next(first[target["kpi"]] for target in campaign.brief["targets"] if target["kpi"] in first)


def cents(value: float | Fraction, decimals: int = 2) -> Fraction:
    scaled = Fraction(value) * 10**decimals
    rounded = math.floor(abs(scaled) + Fraction(1, 2))
    return Fraction(rounded if scaled >= 0 else -rounded, 10**decimals)


def apportioned(parts: list, total: Fraction, decimals: int) -> list[Fraction]:
    """Rounded parts that add up to the total: the largest takes what rounding leaves."""
    result = [cents(part, decimals) for part in parts]
    lead = max(range(len(parts)), key=lambda index: abs(parts[index]))
    result[lead] = total - sum(result) + result[lead]
    return result


def total(campaign: Campaign, measure: str, baseline=False, part=None) -> Fraction:
    return campaign.total(measure, campaign.baseline if baseline else campaign.period, part) or Fraction(0)


@functools.cache
def drivers(campaign: Campaign) -> dict[str, Fraction]:
    """Contributions by factor, which add up to the change; periods of the samples are of equal length."""
    chain = CHAINS[main_measure(campaign)]
    before, after = ([float(total(campaign, id, baseline)) for id in chain] for baseline in (True, False))
    weight = (after[-1] - before[-1]) / math.log(after[-1] / before[-1])
    effects = []
    for index in range(len(chain)):
        now, then = (values[index] / (values[index - 1] if index else 1) for values in (after, before))
        effects.append(weight * math.log(now / then))
    ids = [id for id, measures in FACTORS.items() if measures in [chain[:1]] + [chain[i:i + 2] for i in range(len(chain) - 1)]]
    change = total(campaign, chain[-1]) - total(campaign, chain[-1], True)
    return dict(zip(ids, apportioned(effects, change, 2 if chain[-1] == "revenue" else 0), strict=True))


def channel_drivers(campaign: Campaign, channel: str) -> list[Fraction]:
    """One channel's contributions by factor, and their sum, to the cent or a tenth."""
    chain, part = CHAINS[main_measure(campaign)], {"channel": channel}
    before, after = ([float(total(campaign, id, baseline, part)) for id in chain] for baseline in (True, False))
    decimals = 2 if chain[-1] == "revenue" else 1
    change = total(campaign, chain[-1], False, part) - total(campaign, chain[-1], True, part)
    if any(not values[i] and values[i + 1] for values in (before, after) for i in range(len(chain) - 1)):
        # What comes of nothing is no product of its factors.
        return [None] * len(chain) + [cents(change, decimals)]
    if before[-1] == 0 or after[-1] == 0:
        # Factors that are 0 at that end share the change.
        end = [value / (values[i - 1] if i and values[i - 1] else 1) for values in [before if before[-1] == 0 else after]
               for i, value in enumerate(values)]
        zeros = sum(value == 0 for value in end)
        return [cents(change / zeros if value == 0 else 0, decimals) for value in end] + [cents(change, decimals)]
    weight = (after[-1] - before[-1]) / math.log(after[-1] / before[-1])
    factors = [[values[i] / (values[i - 1] if i else 1) for i in range(len(chain))] for values in (before, after)]
    return [cents(weight * math.log(now / then), decimals) for then, now in zip(*factors)] + [cents(change, decimals)]


def factor(campaign: Campaign, id: str, baseline: bool) -> Fraction:
    measures = FACTORS[id]
    value = total(campaign, measures[-1], baseline)
    return value if len(measures) == 1 else value / total(campaign, measures[0], baseline)


@functools.cache
def mix(campaign: Campaign) -> dict[str, tuple]:
    """Channel -> shares, rates, effects before and after, as fractions; an absent rate is None. `""` is the whole."""
    _, hits, base = RATES[campaign.id]
    channels = sorted(campaign.values_of("channel", base) - {None})
    bases = [total(campaign, base, baseline) for baseline in (True, False)]
    whole = [total(campaign, hits, baseline) / bases[not baseline] for baseline in (True, False)]
    middle = sum(whole) / 2
    result = {}
    for name in channels:
        counts = [(total(campaign, hits, b, {"channel": name}), total(campaign, base, b, {"channel": name})) for b in (True, False)]
        shares = [count[1] / bases[index] for index, count in enumerate(counts)]
        rates = [count[0] / count[1] if count[1] else None for count in counts]
        old, new = (rates[i] if rates[i] is not None else rates[1 - i] for i in (0, 1))
        result[name] = (*shares, *rates, sum(shares) / 2 * (new - old), (shares[1] - shares[0]) * ((old + new) / 2 - middle))
    own, weights = (sum(row[index] for row in result.values()) for index in (4, 5))
    return result | {"": (Fraction(1), Fraction(1), *whole, own, weights)}


@functools.cache
def shown_mix(campaign: Campaign) -> dict[str, tuple]:
    """The same with effects to a hundredth of a percentage point that add up both ways."""
    rows = mix(campaign)
    names = [name for name in rows if name]
    # The order in which the page lists channels decides nothing here: the largest effect takes the rest.
    change = cents(rows[""][3] - rows[""][2], 4)
    own, weights = apportioned([rows[""][4], rows[""][5]], change, 4)
    owns = apportioned([rows[name][4] for name in names], own, 4)
    others = apportioned([rows[name][5] for name in names], weights, 4)
    return {name: (*rows[name][:4], a, b) for name, a, b in zip(names, owns, others)} | {"": (*rows[""][:4], own, weights)}


@functools.cache
def mix_counts(campaign: Campaign) -> list[Fraction]:
    """The change of what came true, and the volume, rate and mix of it, in whole numbers."""
    _, hits, base = RATES[campaign.id]
    rows = mix(campaign)
    bases = [total(campaign, base, True), total(campaign, base)]
    volume = (bases[1] - bases[0]) * (rows[""][2] + rows[""][3]) / 2
    change = total(campaign, hits) - total(campaign, hits, True)
    return [change, *apportioned([volume, sum(bases) / 2 * rows[""][4], sum(bases) / 2 * rows[""][5]], change, 0)]


def target_gap(campaign: Campaign) -> list:
    """The gap to the revenue target, by orders and by their value, where the brief sets both."""
    goals = {target["kpi"]: Fraction(str(target["target"])) for target in campaign.brief["targets"]}
    if not {"revenue-total", "aov"} <= goals.keys():
        return []
    sales, orders = total(campaign, "revenue"), total(campaign, "orders")
    gap, wanted = sales - goals["revenue-total"], goals["revenue-total"] / goals["aov"]
    weight = float(gap) / math.log(sales / goals["revenue-total"])
    parts = [weight * math.log(orders / wanted), weight * math.log(sales / orders / goals["aov"])]
    return [gap, cents(wanted, 0), orders, sales / orders, goals["aov"], *apportioned(parts, gap, 2)]


@functools.cache
def other(campaign: Campaign) -> Campaign | None:
    return Campaign(campaign.folder.parent / campaign.brief["compare"]) if "compare" in campaign.brief else None


@functools.cache
def year(campaign: Campaign) -> dict[str, list[tuple]]:
    """Way of aligning -> (day, value, value of the other campaign or None), in the order of the table."""
    last, main = other(campaign), main_measure(campaign)
    if last is None:
        return {}
    series, before = campaign.series(main), dict(last.series(main))
    events = [next(datetime.date.fromisoformat(row["date"]) for row in c.events if row["kind"] == "大促当日") for c in (campaign, last)]
    shift = events[1] - events[0]
    return {
        "按距": [(day, value, before.get(day + shift)) for day, value in series],
        "按活动": [(day, value, then) for (day, value), (_, then) in zip(series, last.series(main), strict=True)],
        "按日历": [(day, value, before.get(day.replace(year=day.year - 1))) for day, value in series],
    }


def year_sums(rows: list[tuple]) -> tuple[int, Fraction, Fraction]:
    both = [(now, then) for _, now, then in rows if then is not None]
    return len(both), sum(now for now, _ in both), sum(then for _, then in both)


def groups(campaign: Campaign, measure: str) -> dict[str, list[list[Fraction]]]:
    """Daily values of the parts with the campaign and of the control group, before and after."""
    found = {"treated": [], "control": []}
    for period in (campaign.baseline, campaign.period):
        whole = [value for _, value in campaign.series(measure, None, period)]
        control = [value for _, value in campaign.series(measure, dict([CONTROL]), period)]
        found["control"].append(control)
        found["treated"].append([a - b for a, b in zip(whole, control)])
    return found


def mean(values):
    return sum(values) / len(values)


def student_tail(t: float, degrees: float) -> float:
    """The probability that Student's t lies beyond ±t, by Simpson's rule over the density."""
    scale = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)) / math.sqrt(degrees * math.pi)
    steps = 2000
    heights = [scale * (1 + (t * i / steps) ** 2 / degrees) ** (-(degrees + 1) / 2) for i in range(steps + 1)]
    inner = t / steps / 3 * (heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2]))
    return 1 - 2 * inner


def student_quantile(degrees: float) -> float:
    """The t beyond which, to both sides, 5 % lie."""
    low, high = 0.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if student_tail(middle, degrees) > 0.05 else (low, middle)
    return low


def trend(values: list[float]) -> tuple[float, float]:
    """The slope of a straight line, and how likely one as steep would be by chance."""
    count, level = len(values), statistics.fmean(values)
    places = [index - (count - 1) / 2 for index in range(count)]
    squares = sum(x * x for x in places)
    slope = sum(x * y for x, y in zip(places, values)) / squares
    rest = sum((y - level - slope * x) ** 2 for x, y in zip(places, values))
    return slope, student_tail(abs(slope) / math.sqrt(rest / (count - 2) / squares), count - 2)


@functools.cache
def difference(campaign: Campaign, measure: str) -> dict:
    """Difference in differences over the control group; the interval is the delta method's with Welch's degrees."""
    found = groups(campaign, measure)
    (t0, t1), (c0, c1) = found["treated"], found["control"]
    size, growth = mean(t0) / mean(c0), mean(c1) / mean(c0)
    expected = mean(t0) * growth
    effect = mean(t1) - expected
    parts = [growth**2 * statistics.variance([a - size * b for a, b in zip(t0, c0)]) / len(t0),
             statistics.variance([a - size * b for a, b in zip(t1, c1)]) / len(t1)]
    degrees = float(sum(parts)**2 / (parts[0]**2 / (len(t0) - 1) + parts[1]**2 / (len(t1) - 1)))
    margin = Fraction(student_quantile(degrees) * math.sqrt(sum(parts)))
    slope, p = trend([float(a / b) for a, b in zip(t0, c0)])
    return {
        "before": mean(t0), "after": mean(t1), "control before": mean(c0), "control after": mean(c1), "expected": expected,
        "effect": effect, "margin": margin, "days": len(t1), "p": Fraction(p),
        "weekly": Fraction(slope * 7 / float(mean([a / b for a, b in zip(t0, c0)]))),
    }


def has_control(campaign: Campaign) -> bool:
    return "control" in campaign.brief


# ---------------------------------------------------------------- what the tests ask


def figure(campaign: Campaign, id: str, part: dict[str, str]):
    """A figure of these chapters that no formula over sums gives; None where it is none of them."""
    if id == "driver-effect":
        return drivers(campaign)[part["driver"]]
    if id in ("rate-effect", "mix-effect"):
        return mix(campaign)[""][4 if id == "rate-effect" else 5]
    if id == "revenue-growth":
        return total(campaign, "revenue") / total(other(campaign), "revenue") - 1
    if id in ("incremental-revenue-net", "incremental-profit-net", "net-lift"):
        found = difference(campaign, "gross_profit" if "profit" in id else "revenue")
        return found["effect"] / found["expected"] if id == "net-lift" else cents(found["effect"] * found["days"])
    return None


@functools.cache
def values(campaign: Campaign, section: str) -> set:
    """Numbers that sentences of a chapter state beyond their figures."""
    found: set = set()
    if section in ("trend", "summary", "actions"):
        effects = drivers(campaign)
        change = sum(effects.values())
        found |= set(effects.values()) | {value / change for value in effects.values()} | {change}
        found |= {factor(campaign, id, baseline) for id in effects for baseline in (True, False)}
        for row in shown_mix(campaign).values():
            found |= {value for value in row if value is not None} | {row[4] + row[5]}
        found |= set(mix_counts(campaign)) | set(target_gap(campaign))
        for rows in year(campaign).values():
            count, now, then = year_sums(rows)
            found |= {Fraction(count), now, then, now / then - 1}
        main = [(day, value) for day, value in campaign.series(main_measure(campaign)) if value is not None]
        unusual = {day for day, _, _ in kpis.unusual_days(campaign.series(main_measure(campaign)))}
        found |= {mean([value for day, value in main if day not in unusual])}
    if section in ("sales-lift", "summary", "actions"):
        for measure in ("impressions", "reach"):
            before, now = (campaign.total(measure, period) for period in (campaign.baseline, campaign.period))
            if before and now:
                found |= {before, now, now / before - 1}
        gain, cost = kpis.known(campaign, "incremental-profit"), campaign.total("promo_cost", campaign.period)
        if gain is not None and cost:
            found |= {Fraction(1), gain / cost, gain / cost - 1}
        if has_control(campaign):
            for measure in ("revenue", "gross_profit"):
                one = difference(campaign, measure)
                days, net = one["days"], one["effect"] * one["days"]
                gross = (one["after"] - one["before"]) * days
                found |= {net, (one["effect"] - one["margin"]) * days, (one["effect"] + one["margin"]) * days, gross, gross - net,
                          (gross - net) / gross, net - total(campaign, "cost"), Fraction(95, 100), one["p"], one["weekly"]}
                found |= {(one["effect"] + sign * one["margin"]) / one["expected"] for sign in (-1, 0, 1)}
                found |= {one["after"] / one["before"] - 1, one["control after"] / one["control before"] - 1}
    return found


def driver_table(campaign, table):
    effects = drivers(campaign)
    change = sum(effects.values())
    for row in table["rows"]:
        id = FACTOR_NAMES[row[0]]
        before, after = factor(campaign, id, True), factor(campaign, id, False)
        wanted = (before, after, after / before - 1, effects[id], effects[id] / change)
        yield from ((row[0], title, cell, number) for title, cell, number in zip(table["columns"][1:], row[1:], wanted))
    main = main_measure(campaign)
    before, after = total(campaign, main, True), total(campaign, main)
    for title, cell, number in zip(table["columns"][1:5], table["total"][1:5], (before, after, after / before - 1, change)):
        yield "total", title, cell, number


def mix_table(campaign, table):
    rows = shown_mix(campaign)
    assert len(table["rows"]) == len(rows) - 1
    for row in table["rows"] + [table["total"]]:
        found = rows["" if row is table["total"] else row[0]]
        for title, cell, number in zip(table["columns"][1:], row[1:], (*found, found[4] + found[5])):
            yield row[0], title, cell, number


def cleaning_table(campaign, table):
    main = main_measure(campaign)
    days = len(campaign.days(campaign.period))
    unusual = kpis.unusual_days(campaign.series(main))
    parts = sum(len(kpis.unusual_days(campaign.series(main, {"channel": name}))) for name in campaign.values_of("channel", main) - {None})
    for row, (count, share) in zip(table["rows"], ((0, Fraction(0)), (len(unusual), Fraction(len(unusual), days)), (parts, None))):
        yield row[0], "数量", row[1], Fraction(count)
        yield row[0], "占比", row[2], share


def year_table(campaign, table):
    ways = year(campaign)
    for row, (start, rows) in zip(table["rows"], ways.items(), strict=True):
        assert row[0].startswith(start), row[0]
        count, now, then = year_sums(rows)
        yield from ((row[0], title, cell, number) for title, cell, number in zip(
            table["columns"][1:], row[1:], (Fraction(count), now, then, now / then - 1)))


def scorecard_table(campaign, table):
    ids = ["sales-lift", "new-customer-share", "promotion-roi", "promotion-roi-net", "brand-exposure-growth"]
    for row, id in zip(table["rows"], ids, strict=True):
        actual = campaign.actual(id, campaign.period)
        yield row[0], "值", row[1], actual if actual is not None else kpis.kpi(campaign, id)


def control_table(campaign, table):
    one = difference(campaign, "revenue")
    pairs = [(one["before"], one["after"]), (one["control before"], one["control after"]), (one["before"], one["expected"])]
    for row, (before, after) in zip(table["rows"], pairs, strict=True):
        for title, cell, number in zip(table["columns"][1:], row[1:], (before, after, after - before, after / before - 1)):
            yield row[0], title, cell, number
    yield "net", "差", table["total"][3], one["effect"]
    yield "net", "变化", table["total"][4], one["effect"] / one["expected"]


CELLS = {"trend-drivers": driver_table, "trend-mix": mix_table, "trend-cleaning": cleaning_table, "trend-year": year_table,
         "promotion-scorecard": scorecard_table, "incrementality": control_table}


def average(series: list[tuple], before: dict) -> list[Fraction | None]:
    """Means of each day and the six before, of five values or more."""
    result = []
    for day, value in series:
        window = [before.get(day - datetime.timedelta(days=n)) for n in range(7)]
        known = [item for item in window if item is not None]
        result.append(mean(known) if len(known) >= 5 and value is not None else None)
    return result


def chart(campaign: Campaign, chart: dict):
    """(what, found, wanted) of every value of a chart of these chapters; None where it is none of them."""
    id, main = chart["id"], main_measure(campaign)
    if id == "trend-drivers":
        wanted = [total(campaign, main, True), *drivers(campaign).values(), total(campaign, main)]
        return [(row[0], row[1], number) for row, number in zip(chart["rows"], wanted, strict=True)]
    if id == "trend-calendar":
        return [(day, found, value) for (day, value), (_, found) in zip(campaign.series(main), chart["rows"], strict=True)]
    if id == "trend-drivers-channel":
        return [(row[0], found, number) for row in chart["rows"]
                for found, number in zip(row[1:], channel_drivers(campaign, row[0]), strict=True)]
    if id == "trend-mix":
        rows = shown_mix(campaign)
        return [(name, found, rows[name][4 + index] * 100) for index, series in enumerate(chart["series"])
                for name, found in zip(chart["categories"], series["values"], strict=True)]
    if id == "trend-year":
        rows = next(iter(year(campaign).values()))
        return [(f"{day}", found, row[1 + index]) for index, series in enumerate(chart["series"])
                for row, found in zip(rows, series["values"], strict=True) for day in [row[0]]]
    if id == "sales-lift":
        days = campaign.series("revenue")
        usual: dict[int, list] = {}
        for day, value in campaign.series("revenue", None, campaign.baseline):
            usual.setdefault(day.weekday(), []).append(value)
        wanted = [[value for _, value in days], [mean(usual[day.weekday()]) for day, _ in days]]
        return [(f"{day}", found, number) for series, numbers in zip(chart["series"], wanted)
                for (day, _), found, number in zip(days, series["values"], numbers, strict=True)]
    if id == "profit-contribution":
        costs = {row["cost_type"]: total(campaign, "cost", part={"cost_type": row["cost_type"]}) for row in campaign.spend}
        gain = kpis.kpi(campaign, "incremental-profit")
        wanted = {"增量利润": gain, "利润贡献": gain - sum(costs.values())} | {name: -cost for name, cost in costs.items()}
        return [(name, found, wanted[name]) for name, found in chart["rows"]]
    if id == "incrementality":
        found = groups(campaign, "revenue")
        return [(series["name"], value, wanted) for series, key in zip(chart["series"], ("treated", "control"))
                for value, wanted in zip(
                    series["values"], [item / mean(found[key][0]) * 100 for period in found[key] for item in period], strict=True)]
    return None


def main_average(campaign: Campaign) -> list[tuple]:
    """(day, moving average) of the main chart."""
    main = main_measure(campaign)
    start = campaign.period[0] - datetime.timedelta(days=6)
    wide = dict(campaign.series(main, None, (start, campaign.period[1])))
    series = campaign.series(main)
    return list(zip([day for day, _ in series], average(series, wide)))
