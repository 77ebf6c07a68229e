"""KPI formulas, written from the definitions of the KPIs and not from Fupan's dictionary."""

import datetime
import statistics
from collections import defaultdict
from fractions import Fraction

from Tests.Recompute.raw import Campaign

# A completion counts up to this in the weighted score.
CAP = Fraction(12, 10)
LOWER = {"cac", "cpc", "cpm", "cpa", "cpl", "bounce-rate", "refund-rate", "budget-to-sales", "overspend-amount"}


class Missing(Exception):
    """An operand is missing or a denominator is 0."""


class Scope:
    """Measures of a campaign in one period and part, as a formula asks for them."""

    def __init__(self, campaign: Campaign, baseline: bool = False, part: dict[str, str] | None = None):
        self.campaign, self.is_baseline, self.part = campaign, baseline, part or {}
        self.period = campaign.baseline if baseline else campaign.period

    def __call__(self, measure: str) -> Fraction:
        return self._present(self.campaign.total(measure, self.period, self.part))

    def before(self, measure: str) -> Fraction:
        """The baseline, scaled to as many days as the campaign has."""
        if self.is_baseline:
            raise Missing
        value = self._present(self.campaign.total(measure, self.campaign.baseline, self.part))
        days = [len(self.campaign.days(period)) for period in (self.campaign.period, self.campaign.baseline)]
        return value * days[0] / days[1]

    def before_by_weekday(self, measure: str) -> Fraction:
        """For every day of the campaign the mean of the baseline's days of the same weekday, added up."""
        days = defaultdict(list)
        for day, value in self.campaign.series(measure, self.part, self.campaign.baseline):
            if value is not None:
                days[day.weekday()].append(value)
        if not all(days[day.weekday()] for day in self.campaign.days(self.campaign.period)):
            raise Missing
        return sum(
            sum(days[day.weekday()]) / len(days[day.weekday()]) for day in self.campaign.days(self.campaign.period))

    def whole(self, measure: str) -> Fraction:
        return self._present(self.campaign.total(measure, self.period))

    def has(self, measure: str) -> bool:
        return bool(self.campaign.total(measure, self.period))

    @staticmethod
    def _present(value):
        if value is None:
            raise Missing
        return value


def ratio(part: Fraction, whole: Fraction) -> Fraction:
    if whole == 0:
        raise Missing
    return part / whole


def profit_roi(s: Scope) -> Fraction:
    return ratio(s("attributed_profit") - s("cost"), s("cost"))


FORMULAS = {
    "revenue-total": lambda s: s("revenue"),
    "sales-volume": lambda s: s("units"),
    "impressions-total": lambda s: s("impressions"),
    "brand-exposure": lambda s: s("impressions"),
    "clicks-total": lambda s: s("clicks"),
    "visits-total": lambda s: s("visits"),
    "page-views": lambda s: s("pv"),
    "unique-visitors": lambda s: s("uv"),
    "conversions-total": lambda s: s("conversions"),
    "new-registrations": lambda s: s("registrations"),
    "ctr": lambda s: ratio(s("clicks"), s("impressions")),
    "engagement-rate": lambda s: ratio(s("interactions"), s("impressions")),
    "reach-rate": lambda s: ratio(s("reach"), s("audience")),
    "frequency": lambda s: ratio(s("impressions"), s("reach")),
    "cpc": lambda s: ratio(s("media_cost"), s("clicks")),
    "cpm": lambda s: ratio(s("media_cost") * 1000, s("impressions")),
    "cpa": lambda s: ratio(s("cost"), s("conversions")),
    "cac": lambda s: ratio(s("cost"), s("new_buyers")),
    "bounce-rate": lambda s: ratio(s("bounces"), s("visits")),
    "avg-dwell-time": lambda s: ratio(s("dwell_seconds"), s("visits")),
    "conversion-rate": lambda s: ratio(s("conversions"), s("visits") if s.has("visits") else s("clicks")),
    "registration-rate": lambda s: ratio(s("registrations"), s("visits")),
    "order-rate": lambda s: ratio(s("orders"), s("visits")),
    "aov": lambda s: ratio(s("revenue"), s("orders")),
    "revenue-per-buyer": lambda s: ratio(s("revenue"), s("buyers")),
    "purchase-frequency": lambda s: ratio(s("orders"), s("buyers")),
    "profit-margin": lambda s: ratio(s("gross_profit"), s("revenue")),
    "new-customer-share": lambda s: ratio(s("new_buyer_orders"), s("orders")),
    "brand-exposure-growth": lambda s: ratio(s("impressions") - s.before("impressions"), s.before("impressions")),
    "sales-lift": lambda s: ratio(s("revenue") - s.before("revenue"), s.before("revenue")),
    "sales-lift-weekday": lambda s: ratio(s("revenue"), s.before_by_weekday("revenue")) - 1,
    "sales-lift-weekday-matched": lambda s: ratio(s("revenue"), s.before_by_weekday("revenue")) - 1,
    "incremental-revenue": lambda s: s("revenue") - s.before("revenue"),
    "incremental-profit": lambda s: s("gross_profit") - s.before("gross_profit"),
    "new-orders": lambda s: s("orders") - s.before("orders"),
    "promotion-roi": lambda s: ratio(s("gross_profit") - s.before("gross_profit"), s("promo_cost")),
    "promotion-roi-net": lambda s: ratio(
        s("gross_profit") - s.before("gross_profit") - s("promo_cost"), s("promo_cost")),
    "profit-contribution": lambda s: s("gross_profit") - s.before("gross_profit") - s("cost"),
    "marketing-roi": profit_roi,
    "campaign-roi": profit_roi,
    "channel-roi": profit_roi,
    "roas": lambda s: ratio(s("attributed_revenue"), s("media_cost")),
    "spend-share": lambda s: ratio(s("cost"), s.whole("cost")),
    "budget-to-sales": lambda s: ratio(s("cost"), s("revenue")),
    "budget-execution-rate": lambda s: ratio(s("cost"), s("planned_budget")),
    "budget-variance": lambda s: s("cost") - s("planned_budget"),
    "overspend-amount": lambda s: max(Fraction(0), s("cost") - s("planned_budget")),
}
# Measures by the names that a reader sees, for a funnel made of daily files.
STEPS = {"展示": "impressions", "点击": "clicks", "访问": "visits", "转化": "conversions", "下单": "orders"}


def kpi(campaign: Campaign, id: str, baseline: bool = False, part: dict[str, str] | None = None) -> Fraction | None:
    """A KPI's value: a ready-made one, else by its formula; None is missing."""
    actual = None if part else campaign.actual(id, campaign.baseline if baseline else campaign.period)
    if actual is not None:
        return actual
    if id not in FORMULAS:
        raise KeyError(id)
    try:
        return FORMULAS[id](Scope(campaign, baseline, part))
    except Missing:
        return None


def targets(campaign: Campaign) -> dict[str, dict]:
    """The brief's targets: value, target, baseline, gap, completion, status, weight."""
    result = {}
    for stated in campaign.brief["targets"]:
        id, target = stated["kpi"], Fraction(str(stated["target"]))
        value = known(campaign, id)
        baseline = Fraction(str(stated["baseline"])) if "baseline" in stated else known(campaign, id, baseline=True)
        entry = {"value": value, "target": target, "baseline": baseline, "weight": stated.get("weight", 0)}
        if value is not None:
            completion = target / value if id in LOWER else value / target
            entry |= {"gap": value - target, "completion": completion}
            better = value <= target if id in LOWER else value >= target
            near = value <= target * Fraction(11, 10) if id in LOWER else value >= target * Fraction(9, 10)
            entry["status"] = "green" if better else "yellow" if near else "red"
        result[id] = entry
    return result


def known(campaign: Campaign, id: str, baseline: bool = False) -> Fraction | None:
    """A KPI that may be given by an actuals file alone."""
    try:
        return kpi(campaign, id, baseline)
    except KeyError:
        return None


def weighted_score(campaign: Campaign) -> Fraction:
    scored = [entry for entry in targets(campaign).values() if "completion" in entry]
    points = sum(entry["weight"] * min(entry["completion"], CAP) for entry in scored)
    return points / sum(entry["weight"] for entry in scored) * 100


def unusual_days(series: list[tuple[datetime.date, Fraction | None]]) -> list[tuple[datetime.date, Fraction, Fraction]]:
    """(day, value, usual) of the days beyond 3.5 robust deviations, after Iglewicz and Hoaglin (1993).

    Usual is the median of the weekday where there are three of them, else of all days. Each weekday's day nearest to
    its median is left out of the spread: it is near 0 by construction.
    """
    known_days = [(day, value) for day, value in series if value is not None]
    if len(known_days) < 7:
        return []
    weekdays = defaultdict(list)
    for day, value in known_days:
        weekdays[day.weekday()].append((day, value))
    overall = statistics.median(value for _, value in known_days)
    usual, explained = {}, set()
    for group in weekdays.values():
        middle = statistics.median(value for _, value in group) if len(group) >= 3 else overall
        usual |= {day: middle for day, _ in group}
        if len(group) >= 3:
            explained.add(min(group, key=lambda item: abs(item[1] - middle))[0])
    rest = {day: value - usual[day] for day, value in known_days}
    centre = statistics.median(rest.values())
    spread = statistics.median(abs(value - centre) for day, value in rest.items() if day not in explained)
    # 1 / Φ⁻¹(3/4)
    scale = float(spread) / statistics.NormalDist().inv_cdf(0.75)
    return [(day, value, usual[day]) for day, value in known_days if abs(float(rest[day] - centre)) / scale > 3.5]
