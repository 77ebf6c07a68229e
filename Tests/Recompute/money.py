"""Attribution, returns on media cost, incentives, pace and reallocation, from the raw files and the definitions."""

import datetime
import math
from fractions import Fraction

from Tests.Recompute.raw import Campaign, amount, read_csv

FIGURES = {
    "attribution-share", "media-roi", "full-cost-roi", "incentive-rate", "budget-planned-to-date", "budget-spent-to-date",
    "reallocation-gain",
}
MODELS = ("first", "last", "linear", "position", "decay", "markov", "shapley")


def rows_of(campaign: Campaign, path: str) -> list[dict]:
    file = campaign.folder / path
    return read_csv(file) if file.exists() else []


def expected(campaign: Campaign, id: str, part: dict[str, str], today: datetime.date):
    if id == "attribution-share":
        credit = credits(campaign, part["model"])
        return credit.get(part["channel"], 0) / sum(credit.values())
    if id == "media-roi":
        cost = campaign.total("media_cost", campaign.period, part)
        profit = campaign.total("attributed_profit", campaign.period, part)
        return (profit - cost) / cost if cost and profit is not None else None
    if id == "full-cost-roi":
        labour = any(row["cost_type"] == "人力" for row in campaign.spend)
        cost, profit = (campaign.total(name, campaign.period) for name in ("cost", "attributed_profit"))
        return (profit - cost) / cost if labour and cost and profit is not None else None
    if id == "incentive-rate":
        return sum(payable(row) for row in incentives(campaign, part["channel"])) / campaign.total("revenue", campaign.period, part)
    if id == "budget-planned-to-date":
        return sum(planned_by(campaign, row, today) for row in campaign.budget)
    if id == "budget-spent-to-date":
        return sum(Fraction(row["amount"]) for row in campaign.spend if row["date"] <= str(today))
    return Fraction(round(reallocation(campaign)[0] * 100), 100)


# ---------------------------------------------------------------- registers


def incentives(campaign: Campaign, channel: str) -> list[dict]:
    return [row for row in rows_of(campaign, "registers/channel_incentives.csv") if row["渠道"] == channel]


def payable(row: dict) -> Fraction:
    rate = Fraction(row["比例"].rstrip("%") or 0) / 100
    return (amount(row["计奖基数"]) or 0) * rate + (amount(row["固定奖金"]) or 0)


def planned_by(campaign: Campaign, row: dict, today: datetime.date) -> Fraction:
    """A month's plan is spread over its days, or over those in the campaign where there are any."""
    first = datetime.date.fromisoformat(row["month"] + "-01")
    last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    start, end = max(first, campaign.period[0]), min(last, campaign.period[1])
    if start > end:
        start, end = first, last
    past = min(max((today - start).days + 1, 0), (end - start).days + 1)
    return Fraction(row["planned"]) * past / ((end - start).days + 1)


# ---------------------------------------------------------------- attribution


def journeys(campaign: Campaign) -> list[tuple]:
    """(channels, days before the conversion or None, conversions, value, paths without a conversion)."""
    rows = rows_of(campaign, "data/journeys.csv")
    if rows and "path" in rows[0]:
        return [
            (row["path"].split(" > "), None, Fraction(row["conversions"]), Fraction(row["value"]), Fraction(row["nulls"]))
            for row in rows]
    paths, open_paths = [], {}
    for row in sorted(rows, key=lambda row: row["time"]):
        touches = open_paths.setdefault(row["customer"], [])
        touches.append((row["channel"], datetime.datetime.fromisoformat(row["time"])))
        if row["converted"] == "是":
            names, times = zip(*touches)
            ages = [(times[-1] - time).total_seconds() / 86_400 for time in times]
            paths.append((list(names), ages, Fraction(1), Fraction(row["value"]), Fraction(0)))
            open_paths[row["customer"]] = []
    paths += [([name for name, _ in touches], None, Fraction(0), Fraction(0), Fraction(1)) for touches in open_paths.values() if touches]
    return paths


def weights(model: str, names: list[str], ages: list[float] | None) -> list:
    count = len(names)
    if model == "first":
        return [1] + [0] * (count - 1)
    if model == "last":
        return [0] * (count - 1) + [1]
    if model == "linear":
        return [Fraction(1, count)] * count
    if model == "position":
        if count < 3:
            return [Fraction(1, count)] * count
        return [Fraction(2, 5)] + [Fraction(1, 5) / (count - 2)] * (count - 2) + [Fraction(2, 5)]
    if model == "shapley":
        # Conversions of a path need all of its channels: each adds as much, whatever the order of joining.
        return [Fraction(1, len(set(names))) if names.index(name) == place else 0 for place, name in enumerate(names)]
    parts = [2 ** (-(age if ages else count - 1 - place) / 7) for place, age in enumerate(ages or names)]
    return [Fraction(part) / sum(map(Fraction, parts)) for part in parts]


def credits(campaign: Campaign, model: str, of_value: bool = False) -> dict[str, Fraction]:
    paths = journeys(campaign)
    if model == "markov":
        effects = removal_effects(paths)
        whole = sum(path[3 if of_value else 2] for path in paths)
        return {name: whole * effect / sum(effects.values()) for name, effect in effects.items()}
    result: dict[str, Fraction] = {}
    for names, ages, conversions, value, _ in paths:
        for name, weight in zip(names, weights(model, names, ages)):
            result[name] = result.get(name, Fraction(0)) + weight * (value if of_value else conversions)
    return result


def removal_effects(paths: list[tuple]) -> dict[str, Fraction]:
    names = sorted({name for path in paths for name in path[0]})
    steps: dict[str, dict[str, Fraction]] = {}
    for touched, _, conversions, _, nulls in paths:
        states = ["(start)"] + touched
        for a, b in zip(states, touched):
            steps.setdefault(a, {})[b] = steps.get(a, {}).get(b, Fraction(0)) + conversions + nulls
        for end, count in (("(yes)", conversions), ("(no)", nulls)):
            steps.setdefault(states[-1], {})[end] = steps.get(states[-1], {}).get(end, Fraction(0)) + count
    whole = chance(steps, names, None)
    return {name: 1 - chance(steps, names, name) / whole for name in names}


def chance(steps, names, removed) -> Fraction:
    """The chance to convert, exactly: each state's chance is the mean of those it leads to."""
    states = ["(start)"] + [name for name in names if name != removed]
    matrix = []
    for state in states:
        out = steps.get(state, {})
        total = sum(out.values()) or Fraction(1)
        matrix.append([(state == other) - out.get(other, Fraction(0)) / total for other in states] + [out.get("(yes)", Fraction(0)) / total])
    for i in range(len(states)):
        pivot = next(row for row in range(i, len(states)) if matrix[row][i])
        matrix[i], matrix[pivot] = matrix[pivot], matrix[i]
        matrix[i] = [cell / matrix[i][i] for cell in matrix[i]]
        for row in range(len(states)):
            if row != i and matrix[row][i]:
                matrix[row] = [a - matrix[row][i] * b for a, b in zip(matrix[row], matrix[i])]
    return matrix[0][-1]


# ---------------------------------------------------------------- reallocation


def fit(xs: list[float], ys: list[float]) -> tuple[float, float]:
    """Ceiling and half of the curve of least squares, by a golden section over the logarithm of half."""

    def best(logarithm):
        half = math.exp(logarithm)
        shape = [x / (half + x) for x in xs]
        ceiling = sum(s * y for s, y in zip(shape, ys)) / sum(s * s for s in shape)
        return sum((y - ceiling * s) ** 2 for s, y in zip(shape, ys)), ceiling, half

    mean = sum(xs) / len(xs)
    low, high = math.log(mean / 1000), math.log(mean * 1000)
    golden = (math.sqrt(5) - 1) / 2
    for _ in range(120):
        a, b = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, b) if best(a)[0] < best(b)[0] else (a, high)
    return best((low + high) / 2)[1:]


def reallocation(campaign: Campaign) -> tuple[float, dict[str, tuple]]:
    """The gain over the campaign, and each channel's ceiling, half, spending a day now and proposed."""
    found = {}
    for channel in campaign.values_of("channel", "media_cost") - {None}:
        pairs = [
            (float(x), float(y)) for (_, x), (_, y) in zip(
                campaign.series("media_cost", {"channel": channel}), campaign.series("attributed_revenue", {"channel": channel}))
            if x and y is not None]
        xs, ys = zip(*pairs)
        found[channel] = (*fit(xs, ys), sum(xs) / len(xs), min(xs), max(xs))
    budget = sum(item[2] for item in found.values())

    def split(marginal):
        return {
            name: min(max(math.sqrt(a * c / marginal) - c, now * 0.7, least), now * 1.3, most)
            for name, (a, c, now, least, most) in found.items()}

    low, high = 1e-6, 1e6
    for _ in range(200):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if sum(split(middle).values()) > budget else (low, middle)
    proposed = split(high)
    gain = sum(a * (x := proposed[name]) / (c + x) - a * now / (c + now) for name, (a, c, now, _, _) in found.items())
    days = (campaign.period[1] - campaign.period[0]).days + 1
    return gain * days, {name: (a, c, now, proposed[name]) for name, (a, c, now, _, _) in found.items()}
