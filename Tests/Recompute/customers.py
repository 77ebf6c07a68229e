"""What chapter 9 of the sample reviews says of customers, recomputed from the files of orders and the registers.

Scores, cohorts, tiers and pairs are counted here in another way than the program does; the fit of the BG/NBD model is
held to its own likelihood, written from the paper: no step from the program's parameters may raise it.
"""

import bisect
import datetime
import functools
import itertools
import math
import statistics
from collections import Counter, defaultdict
from fractions import Fraction

from Tests.Recompute.raw import Campaign, read_csv

NAMES = {
    (1, 1, 1): "重要价值客户", (0, 1, 1): "重要保持客户", (1, 0, 1): "重要发展客户", (0, 0, 1): "重要挽留客户",
    (1, 1, 0): "一般价值客户", (0, 1, 0): "一般保持客户", (1, 0, 0): "一般发展客户", (0, 0, 0): "一般挽留客户",
}
TIERS = ["活跃", "需要关注", "流失风险", "已流失"]
STAGES = ["新线索", "已联系", "有意向", "已报价", "成交"]


class Orders:
    """The orders of a campaign by customer."""

    def __init__(self, campaign: Campaign):
        lines = [row for path in sorted((campaign.folder / "data").glob("orders*.csv")) for row in read_csv(path)]
        self.lines = lines
        self.margin = Fraction(str(campaign.brief.get("gross_margin", 0)))
        self.spent, self.days, self.first = defaultdict(Fraction), defaultdict(set), {}
        numbered = set()
        self.count = 0
        for row in lines:
            name, day = row["客户ID"], datetime.date.fromisoformat(row["日期"])
            self.spent[name] += Fraction(row["金额"])
            self.days[name].add(day)
            if row["首购"] == "是":
                self.first[name] = min(day, self.first.get(name, day))
            number = row.get("订单号")
            if not number or number not in numbered:
                self.count += 1
            if number:
                numbered.add(number)
        self.days = {name: sorted(days) for name, days in self.days.items()}
        self.people = len(self.days)
        self.start = min(days[0] for days in self.days.values()) if self.days else None
        self.end = max(days[-1] for days in self.days.values()) if self.days else None
        self.revenue = sum(self.spent.values())

    # Groups

    def scores(self, values):
        order = sorted(values.values())
        return {name: 1 + 5 * bisect.bisect_left(order, value) // len(order) for name, value in values.items()}

    @functools.cached_property
    def groups(self):
        """Group name -> people and what they spent."""
        kinds = [
            self.scores({name: days[-1] for name, days in self.days.items()}),
            self.scores({name: len(days) for name, days in self.days.items()}), self.scores(self.spent)]
        means = [Fraction(sum(scores.values()), len(scores)) for scores in kinds]
        result = defaultdict(lambda: [0, Fraction(0)])
        self.matrix = Counter()
        for name in self.days:
            group = NAMES[tuple(int(scores[name] > mean) for scores, mean in zip(kinds, means))]
            result[group][0] += 1
            result[group][1] += self.spent[name]
            self.matrix[kinds[0][name], kinds[1][name]] += 1
        return result

    # Retention

    @functools.cached_property
    def cohorts(self):
        """(month, months later) -> customers, of those whose first purchase is marked."""
        def number(day):
            return day.year * 12 + day.month - 1
        result = Counter()
        for name, first in self.first.items():
            for month in {number(day) for day in self.days[name] if number(day) >= number(first)}:
                result[number(first), month - number(first)] += 1
        return result

    @property
    def months(self):
        return sorted({month for month, _ in self.cohorts})

    def halves(self):
        length = (self.end - self.start).days + 1
        half = min(365, length // 2)
        after = self.end - datetime.timedelta(days=half - 1)
        return after - datetime.timedelta(days=half), after, half

    @functools.cached_property
    def retention(self):
        before, after, _ = self.halves()
        start = [days for days in self.days.values() if any(before <= day < after for day in days)]
        return Fraction(sum(days[-1] >= after for days in start), len(start))

    @functools.cached_property
    def repurchase(self):
        since = self.end - datetime.timedelta(days=364)
        counts = [sum(day >= since for day in days) for days in self.days.values()]
        return Fraction(sum(count > 1 for count in counts), sum(count > 0 for count in counts))

    # Value

    @functools.cached_property
    def inputs(self):
        """Average order, orders a year, margin, years."""
        years = Fraction(sum((self.end - days[0]).days for days in self.days.values()), 365)
        kept = float(self.retention) ** (365 / self.halves()[2])
        return self.revenue / self.count, (self.count - self.people) / years, self.margin, Fraction(1 / (1 - kept))

    # Risk

    @functools.cached_property
    def interval(self):
        return Fraction(statistics.median(
            (later - day).days for days in self.days.values() for day, later in itertools.pairwise(days)))

    @functools.cached_property
    def tiers(self):
        result = {tier: [0, Fraction(0)] for tier in TIERS}
        for name, days in self.days.items():
            own = Fraction((days[-1] - days[0]).days, len(days) - 1) if len(days) > 2 else self.interval
            ratio = (self.end - days[-1]).days / own
            tier = TIERS[min(3, max(0, math.ceil(ratio) - 1))]
            result[tier][0] += 1
            result[tier][1] += self.spent[name]
        return result

    # Baskets

    @functools.cached_property
    def pairs(self):
        """(from, to) -> orders with both, with the first, with the second, all; from the commoner one."""
        baskets = defaultdict(set)
        for index, row in enumerate(self.lines):
            if row.get("商品"):
                baskets[row.get("订单号") or index].add(row["商品"])
        single = Counter(item for basket in baskets.values() for item in basket)
        both = Counter(pair for basket in baskets.values() for pair in itertools.permutations(basket, 2))
        return {(a, b): (count, single[a], single[b], len(baskets)) for (a, b), count in both.items() if single[a] >= single[b]}

    # Repeat buying

    @functools.cached_property
    def histories(self):
        """(repeats, last, age) in days -> customers, of those whose first purchase is marked."""
        result = Counter()
        for name in self.first:
            days = self.days[name]
            result[len(days) - 1, (days[-1] - days[0]).days, (self.end - days[0]).days] += 1
        return result

    def likelihood(self, r, alpha, a, b):
        def beta(x, y):
            return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)
        total = 0.0
        for (x, last, age), count in self.histories.items():
            still = beta(a, b + x) - beta(a, b) - (r + x) * math.log(alpha + age / 7)
            value = still
            if x:
                gone = beta(a + 1, b + x - 1) - beta(a, b) - (r + x) * math.log(alpha + last / 7)
                value = max(still, gone) + math.log1p(math.exp(-abs(still - gone)))
            total += count * (math.lgamma(r + x) - math.lgamma(r) + r * math.log(alpha) + value)
        return total


@functools.cache
def orders(folder) -> Orders:
    return Orders(Campaign(folder))


def register(campaign: Campaign, name: str):
    path = campaign.folder / "registers" / f"{name}.csv"
    if not path.exists():
        path = campaign.folder.parents[1] / "registers" / f"{name}.csv"
    return read_csv(path) if path.exists() else []


def feedback(campaign: Campaign):
    """Category -> items, negative, closed, days × items, items with days."""
    result = defaultdict(lambda: [0, 0, 0, 0, 0])
    for row in register(campaign, "feedback"):
        count, entry = int(row["条数"]), result[row["类别"]]
        entry[0] += count
        entry[1] += count * (row["情感"] == "负面")
        entry[2] += count * (row["状态"] in ("已处理", "无需处理"))
        if row["处理日期"]:
            took = datetime.date.fromisoformat(row["处理日期"]) - datetime.date.fromisoformat(row["日期"])
            entry[3] += count * took.days
            entry[4] += count
    return dict(result)


def loyalty(campaign: Campaign):
    rows = register(campaign, "loyalty")
    month = max((row["月份"] for row in rows if row["月份"] <= str(campaign.period[1])[:7]), default=None)
    return [row for row in rows if row["月份"] == month]


def leads(campaign: Campaign):
    """Stage -> leads and their mean days."""
    counts, days = Counter(), Counter()
    for row in register(campaign, "leads"):
        counts[row["阶段"]] += int(row["线索数"])
        if row["离开日"]:
            stay = datetime.date.fromisoformat(row["离开日"]) - datetime.date.fromisoformat(row["进入日"])
            days[row["阶段"]] += int(row["线索数"]) * stay.days
    return {stage: (counts[stage], Fraction(days[stage], counts[stage])) for stage in counts}


def touchpoints(campaign: Campaign):
    """Name -> score and weight."""
    return {row["触点"]: (Fraction(int(row["效果分"]) + int(row["体验分"]), 2), Fraction(row["权重"].rstrip("%")) / 100)
            for row in register(campaign, "touchpoints")}


@functools.cache
def _figures(folder) -> dict[str, Fraction]:
    campaign, shop = Campaign(folder), orders(folder)
    found: dict[str, Fraction] = {}
    if shop.lines:
        average, yearly, margin, years = shop.inputs
        value = average * yearly * margin * years
        cost, media = (campaign.total(id, campaign.period) for id in ("cost", "media_cost"))
        found |= {
            "customers-total": Fraction(shop.people), "repurchase-rate": shop.repurchase, "retention-rate": shop.retention,
            "churn-rate": 1 - shop.retention, "clv": value, "clv-historic": shop.revenue * margin / shop.people,
            "clv-average-order": average, "clv-orders-per-year": yearly, "clv-margin": margin, "clv-lifetime": years,
            "purchase-interval": shop.interval,
        }
        for per in ("new_buyers", "registrations"):
            people = campaign.total(per, campaign.period)
            found |= {f"cac-full[per={per}]": cost / people, f"cac-media[per={per}]": media / people}
        found["clv-cac-ratio"] = value / found["cac-full[per=new_buyers]"]
        for name, (people, spent) in shop.groups.items():
            found |= {f"rfm-customers[rfm={name}]": Fraction(people), f"rfm-revenue-share[rfm={name}]": spent / shop.revenue}
        for name, (people, _) in shop.tiers.items():
            found[f"churn-risk-customers[risk={name}]"] = Fraction(people)
        followed = shop.months[:-1]
        found["cohort-retention[month=1]"] = Fraction(
            sum(shop.cohorts[month, 1] for month in followed), sum(shop.cohorts[month, 0] for month in followed))
        for (a, b), (both, first, second, whole) in shop.pairs.items():
            pair = f"[pair={a} → {b}]"
            found |= {f"pair-support{pair}": Fraction(both, whole), f"pair-confidence{pair}": Fraction(both, first),
                      f"pair-lift{pair}": Fraction(both * whole, first * second)}
    if said := feedback(campaign):
        whole = sum(entry[0] for entry in said.values())
        found["feedback-closure"] = Fraction(sum(entry[2] for entry in said.values()), whole)
        found |= {f"feedback-share[category={name}]": Fraction(entry[0], whole) for name, entry in said.items()}
    if points := touchpoints(campaign):
        found["touchpoint-score"] = sum(score * weight for score, weight in points.values()) / sum(
            weight for _, weight in points.values())
    if rows := loyalty(campaign):
        for group, inside in (("会员", True), ("非会员", False)):
            part = [row for row in rows if (row["会员等级"] != "非会员") == inside]
            found[f"loyalty-repurchase[group={group}]"] = Fraction(
                sum(int(row["复购人数"]) for row in part), sum(int(row["购买人数"]) for row in part))
    if stages := leads(campaign):
        for before, stage in itertools.pairwise(STAGES):
            found[f"lead-step-rate[stage={stage}]"] = Fraction(stages[stage][0], stages[before][0])
        found["lead-cost"] = sum(
            Fraction(row["获取花费"] or 0) for row in register(campaign, "leads")) / stages["新线索"][0]
    return found


def figures(campaign: Campaign) -> dict[str, Fraction]:
    """Every figure of customers that has one right value, by key."""
    return _figures(campaign.folder)


def numbers(campaign: Campaign) -> set[Fraction]:
    """What the sentences of chapter 9 say beside figures."""
    shop, found = orders(campaign.folder), set()
    if shop.lines:
        found |= {Fraction((shop.end - shop.start).days + 1), Fraction(90), Fraction(26), Fraction(3)}
        found |= {Fraction(people, shop.people) for people, _ in [*shop.groups.values(), *shop.tiers.values()]}
    if said := feedback(campaign):
        columns = [sum(column) for column in zip(*said.values())]
        found |= {Fraction(columns[0]), Fraction(columns[1]), Fraction(columns[3], columns[4] or 1)}
        found |= {Fraction(entry[1]) for entry in said.values()}
    if shop.lines:
        found.add(1 - figures(campaign)["cohort-retention[month=1]"])
        found |= {Fraction(both, first) for both, first, _, _ in shop.pairs.values()}
    if loyalty(campaign):
        found |= {Fraction(part) for part in loyalty(campaign)[0]["月份"].split("-")}
    if points := touchpoints(campaign):
        found |= {Fraction(5)} | {score for score, _ in points.values()}
    if stages := leads(campaign):
        found |= {Fraction(count) for count, _ in stages.values()} | {Fraction(stages["成交"][0], stages["新线索"][0])}
    return found


# Tables: (row, title, cell, wanted) for every number.


def _columns(table, row, wanted):
    for title, cell, number in zip(table["columns"][1:], row[1:], wanted):
        if number is not False:
            yield row[0], title, cell, number


def _table(table, wanted, total=None):
    """`wanted(first cell)` gives a number for each further column, None for a missing one and False for words."""
    for row in table["rows"]:
        yield from _columns(table, row, wanted(row[0]))
    if total is not None and table["total"]:
        yield from _columns(table, table["total"], total)


def groups(campaign, table):
    shop = orders(campaign.folder)
    assert {row[0] for row in table["rows"]} == set(shop.groups)
    words = (False, False, False)
    return _table(table, lambda name: (
        False, shop.groups[name][0], Fraction(shop.groups[name][0], shop.people), shop.groups[name][1] / shop.revenue,
        shop.groups[name][1] / shop.groups[name][0], *words), (False, shop.people, 1, 1, shop.revenue / shop.people, *words))


def cohorts(campaign, table):
    shop = orders(campaign.folder)
    last = shop.end.year * 12 + shop.end.month - 1

    def wanted(name):
        year, month = map(int, name.split("-"))
        start = year * 12 + month - 1
        return (shop.cohorts[start, 0], *(shop.cohorts[start, k] if start + k <= last else None
                                          for k in range(1, len(table["columns"]) - 1)))
    return _table(table, wanted)


def tiers(campaign, table):
    shop = orders(campaign.folder)
    words = (False, False, False)
    return _table(table, lambda name: (
        False, shop.tiers[name][0], Fraction(shop.tiers[name][0], shop.people), shop.tiers[name][1] / shop.revenue, *words),
        (False, shop.people, 1, 1, *words))


def fit(campaign, table):
    shop = orders(campaign.folder)
    counts = Counter(min(7, x) for (x, _, _), count in shop.histories.items() for _ in range(count))
    # The model's own numbers are held to its likelihood.
    return _table(table, lambda name: (counts[int(name[0])], False))


def pairs(campaign, table):
    shop = orders(campaign.folder)
    for row in table["rows"]:
        both, first, second, whole = shop.pairs[row[0], row[1]]
        yield from _columns(table, row, (
            False, both, Fraction(both, whole), Fraction(both, first), Fraction(both * whole, first * second), False))


def feedback_table(campaign, table):
    said = feedback(campaign)
    whole = sum(entry[0] for entry in said.values())
    columns = [sum(column) for column in zip(*said.values())]

    def wanted(entry, share):
        days = Fraction(entry[3], entry[4]) if entry[4] else None
        return entry[0], share, entry[1], Fraction(entry[2], entry[0]), days and round(days * 10) / Fraction(10), False
    return _table(table, lambda name: wanted(said[name], Fraction(said[name][0], whole)), wanted(columns, 1))


def touchpoint_table(campaign, table):
    points = touchpoints(campaign)
    weight = sum(weight for _, weight in points.values())
    whole = sum(score * weight for score, weight in points.values())
    return _table(table, lambda name: (False, points[name][0], points[name][1], points[name][0] * points[name][1], False, False),
                  (False, whole / weight, weight, whole, False, False))


def loyalty_table(campaign, table):
    rows = {row["会员等级"]: row for row in loyalty(campaign)}

    def part(row, over, under):
        return Fraction(int(row[over]), int(row[under])) if row[over] and row[under] else None

    def wanted(name):
        row = rows[name]
        return (int(row["人数"]), part(row, "活跃人数", "人数"), int(row["购买人数"]), part(row, "复购人数", "购买人数"),
                part(row, "兑换积分", "发放积分"))
    return _table(table, wanted)


def lead_table(campaign, table):
    stages = leads(campaign)

    def wanted(name):
        place = STAGES.index(name)
        rate = Fraction(stages[name][0], stages[STAGES[place - 1]][0]) if place else None
        return stages[name][0], rate, None if name == "成交" else round(stages[name][1] * 10) / Fraction(10)
    return _table(table, wanted)


def lifetime(campaign, table):
    return ((row[0], "值", row[1].rstrip("年单"), wanted) for row, wanted in zip(table["rows"], orders(campaign.folder).inputs))


def acquisition(campaign, table):
    for row, per in zip(table["rows"], ("new_buyers", "registrations")):
        people = campaign.total(per, campaign.period)
        yield from _columns(table, row, (people, *(campaign.total(id, campaign.period) / people for id in ("cost", "media_cost"))))


TABLES = {
    "customer-groups": groups, "customer-cohorts": cohorts, "churn-risk": tiers, "customer-fit": fit, "cross-sell": pairs,
    "feedback-categories": feedback_table, "touchpoint-scores": touchpoint_table, "loyalty": loyalty_table,
    "lead-stages": lead_table, "customer-lifetime": lifetime, "customer-acquisition": acquisition,
}


def chart(campaign, chart):
    """(what, found, wanted) for every number of a chart; None for a chart that is not of customers."""
    shop = orders(campaign.folder)
    id = chart["id"]
    if id == "chart-rfm":
        shop.groups
        return [(f"{row[0]} {title}", value, Fraction(shop.matrix[int(row[0][1]), int(title[1])]))
                for row in chart["rows"] for title, value in zip(chart["columns"][1:], row[1:])]
    if id == "chart-group-value":
        return [(name, value, shop.groups[name][1] * shop.margin / shop.groups[name][0])
                for name, value in zip(chart["categories"], chart["series"][0]["values"])]
    if id == "chart-cohorts":
        found = []
        for row in chart["rows"]:
            year, month = map(int, row[0].split("-"))
            start, last = year * 12 + month - 1, shop.end.year * 12 + shop.end.month - 1
            for k, value in enumerate(row[2:], 1):
                found.append((f"{row[0]} {k}", value,
                              Fraction(shop.cohorts[start, k], shop.cohorts[start, 0]) if start + k <= last else None))
        return found
    if id == "chart-bg-nbd":
        counts = Counter(min(7, x) for (x, _, _), count in shop.histories.items() for _ in range(count))
        return [(name, value, Fraction(counts[k]))
                for k, (name, value) in enumerate(zip(chart["categories"], chart["series"][0]["values"]))]
    if id == "chart-feedback":
        said = feedback(campaign)
        column = 1 if any(entry[1] for entry in said.values()) else 0
        whole, sum_ = sum(entry[column] for entry in said.values()), 0
        found = []
        for name, value, share, cumulative in chart["rows"]:
            sum_ += said[name][column]
            found += [(name, value, Fraction(said[name][column])), (name, share, Fraction(said[name][column], whole)),
                      (name, cumulative, Fraction(sum_, whole))]
        return found
    if id == "chart-leads":
        return [(step["name"], step["value"], Fraction(leads(campaign)[step["name"]][0])) for step in chart["steps"]]
    return None
