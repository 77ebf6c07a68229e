"""Experiments, surveys, listening and benchmarks, recomputed from the raw files with the standard library alone.

Counts are exact fractions; tests and intervals are floats, written from the textbook formulas and not from Fupan's code.
"""

import datetime
import math
import re
from collections import defaultdict
from fractions import Fraction
from statistics import NormalDist

from Tests.Recompute import kpis, shown
from Tests.Recompute.raw import read_csv

Z = NormalDist().inv_cdf(0.975)
RANGE = re.compile(r"(\S+) 至 (\S+?)(个百分点)?")
QUESTIONS = {"客户满意度": "satisfaction", "净推荐值": "nps", "品牌知名度": "brand-awareness", "品牌好感度": "brand-favorability",
             "品牌推荐度": "brand-recommendation", "品牌联想": "brand-association"}
YES = {"知道", "愿意", "提到"}


def number(text: str) -> Fraction:
    return Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)


def files(campaign, prefix: str) -> list[dict[str, str]]:
    return [row for path in sorted((campaign.folder / "data").glob(f"{prefix}*.csv")) for row in read_csv(path)]


def register(campaign, id: str) -> list[dict[str, str]]:
    path = campaign.folder / "registers" / f"{id}.csv"
    return read_csv(path) if path.exists() else []


# ---------------------------------------------------------------- statistics


def two_sided(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))


def wilson(x, n) -> tuple[float, float]:
    x, n = float(x), float(n)
    middle, half = (x + Z * Z / 2) / (n + Z * Z), Z * math.sqrt(x * (n - x) / n + Z * Z / 4) / (n + Z * Z)
    return middle - half, middle + half


def rates(x1, n1, x2, n2) -> dict:
    p1, p2, pooled = float(x1 / n1), float(x2 / n2), float((x1 + x2) / (n1 + n2))
    (l1, u1), (l2, u2), d = wilson(x1, n1), wilson(x2, n2), float(x2 / n2 - x1 / n1)
    spread = Z * math.sqrt(1 / float(x1) - 1 / float(n1) + 1 / float(x2) - 1 / float(n2))
    return {
        "difference": d, "low": d - math.hypot(p2 - l2, u1 - p1), "high": d + math.hypot(u2 - p2, p1 - l1),
        "p": two_sided(d / math.sqrt(pooled * (1 - pooled) * float(1 / n1 + 1 / n2))),
        "lift": x2 / n2 / (x1 / n1) - 1, "lift low": p2 / p1 * math.exp(-spread) - 1, "lift high": p2 / p1 * math.exp(spread) - 1,
    }


def normal_change(m1, v1, n1, m2, v2, n2) -> dict:
    error, d = math.sqrt(float(v1 / n1 + v2 / n2)), float(m2 - m1)
    return {"difference": d, "low": d - Z * error, "high": d + Z * error, "p": two_sided(d / error)}


def sample_roots(p1, p2) -> tuple[float, float]:
    middle = (p1 + p2) / 2
    return math.sqrt(2 * middle * (1 - middle)), math.sqrt(p1 * (1 - p1) + p2 * (1 - p2))


def sample_size(p1: float, p2: float) -> float:
    without, with_ = sample_roots(p1, p2)
    return ((Z * without + NormalDist().inv_cdf(0.8) * with_) / (p2 - p1)) ** 2


def power(p1: float, p2: float, n: float) -> float:
    without, with_ = sample_roots(p1, p2)
    return sum(NormalDist().cdf((sign * (p2 - p1) * math.sqrt(n) - Z * without) / with_) for sign in (1, -1))


def detectable(p1: float, n: float) -> float:
    low, high = p1, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if sample_size(p1, middle) > n else (low, middle)
    return high


# ---------------------------------------------------------------- experiments


def experiments(campaign) -> dict[str, dict[str, dict]]:
    result: dict[str, dict[str, dict]] = {}
    for row in files(campaign, "experiments"):
        result.setdefault(row["实验"], {})[row["实验组"]] = {
            "n": Fraction(row["访客数"]), "x": Fraction(row["转化人数"]),
            **({"revenue": Fraction(row["收入"]), "squares": Fraction(row["收入平方和"])} if row.get("收入") else {})}
    return result


def comparison(campaign, id: str) -> dict:
    a, b = (experiments(campaign)[id][name] for name in "AB")
    return rates(a["x"], a["n"], b["x"], b["n"])


def plans(campaign) -> dict[str, dict[str, str]]:
    return {row["编号"]: row for row in register(campaign, "experiment_plans")}


def experiment_table(campaign, table):
    id = table["id"].removeprefix("experiment-")
    found = comparison(campaign, id)
    for row, (name, arm) in zip(table["rows"], experiments(campaign)[id].items(), strict=True):
        assert row[0].startswith(name)
        cells = dict(zip(table["columns"], row))
        yield row[0], "访客", cells["访客"], arm["n"]
        yield row[0], "转化", cells["转化"], arm["x"]
        yield row[0], "转化率", cells["转化率"], arm["x"] / arm["n"]
        if "每访客收入" in cells:
            yield row[0], "每访客收入", cells["每访客收入"], arm["revenue"] / arm["n"]
        if name == "A":
            continue
        yield row[0], "相对提升", cells["相对提升"], found["lift"]
        yield from interval(row[0], cells["提升的 95% 区间"], found["lift low"], found["lift high"])
        if cells["p（校正后）"] != "< 0.001":
            yield row[0], "p", cells["p（校正后）"], found["p"]
        else:
            assert found["p"] < 0.001


def designs(campaign, table):
    for row, plan in zip(table["rows"], plans(campaign).values(), strict=True):
        before = number(plan["基准转化率"])
        after = before * (1 + number(plan["想看出的提升"]))
        needed = math.ceil(sample_size(float(before), float(after)))
        least = min(arm["n"] for arm in experiments(campaign)[plan["编号"]].values())
        planned = datetime.date.fromisoformat(plan["结束日期"]) - datetime.date.fromisoformat(plan["开始日期"])
        wanted = [before, after, needed, least, math.ceil(2 * needed / int(plan["日流量"])), planned.days + 1,
                  power(float(before), float(after), float(least))]
        for title, cell, value in zip(table["columns"][3:], row[3:], wanted, strict=True):
            yield row[0], title, cell, Fraction(value)


def experiment_values(campaign) -> set:
    """What sentences about experiments may say."""
    found = set()
    for id, arms in experiments(campaign).items():
        total = sum(arm["n"] for arm in arms.values())
        change = comparison(campaign, id)
        found |= {Fraction(value) for value in change.values()} | {arm["n"] for arm in arms.values()}
        found |= {arm["x"] / arm["n"] for arm in arms.values()} | {arm["n"] / total for arm in arms.values()}
        a, least = arms["A"], float(min(arm["n"] for arm in arms.values()))
        found.add(Fraction(detectable(float(a["x"] / a["n"]), least) / float(a["x"] / a["n"]) - 1))
        if "revenue" in a:
            moments = [(arm["revenue"] / arm["n"], (arm["squares"] - arm["revenue"] ** 2 / arm["n"]) / (arm["n"] - 1), arm["n"])
                       for arm in arms.values()]
            found |= {moment[0] for moment in moments}
            # With thousands of degrees of freedom Student's t is the normal distribution to three places.
            found.add(Fraction(round(normal_change(*moments[0], *moments[1])["p"], 3)))
        if plan := plans(campaign).get(id):
            before, lift = number(plan["基准转化率"]), number(plan["想看出的提升"])
            after = before * (1 + lift)
            found |= {lift, Fraction(math.ceil(sample_size(float(before), float(after)))), Fraction(power(float(before), float(after), least))}
    return found


# ---------------------------------------------------------------- surveys


def surveys(campaign) -> dict[str, list[dict]]:
    """Waves of every question: value, respondents n, variance v, interval, answers by option."""
    counted: dict[str, dict[str, dict[str, Fraction]]] = defaultdict(lambda: defaultdict(dict))
    result: dict[str, list[dict]] = {}
    for row in files(campaign, "survey"):
        if row.get("选项"):
            counted[row["指标"]][row["期次"]][row["选项"]] = Fraction(row["人数"])
        else:
            waves = []
            for when in ("前测", "后测"):
                value, n = number(row[when]), Fraction(row[f"{when}样本数"])
                deviation = number(row[f"{when}标准差"]) if row[f"{when}标准差"] else None
                waves.append({"wave": when, "value": value, "n": n, "v": deviation ** 2 if deviation else None, "x": value * n})
            result[row["指标"]] = waves
    for question, waves in counted.items():
        result[question] = []
        for wave, options in waves.items():
            n = sum(options.values())

            def part(fits):
                return sum((count for option, count in options.items() if fits(option)), Fraction(0)) / n

            entry = {"wave": wave, "n": n, "options": options}
            if question == "nps":
                up, down = part(lambda o: int(o) >= 9), part(lambda o: int(o) <= 6)
                entry |= {"value": (up - down) * 100, "v": up + down - (up - down) ** 2, "up": up, "down": down}
                half = Z * math.sqrt(float(entry["v"] / n)) * 100
                entry |= {"low": float(entry["value"]) - half, "high": float(entry["value"]) + half}
            else:
                value = part(lambda o: int(o) >= 4 if o.isdigit() else o in YES)
                low, high = wilson(value * n, n)
                entry |= {"value": value, "x": value * n, "v": None, "low": low, "high": high}
            result[question].append(entry)
    return result


def survey_change(question: str, waves: list[dict]) -> dict | None:
    if len(waves) < 2:
        return None
    a, b = waves[-2:]
    if question == "nps":
        found = normal_change(a["value"] / 100, a["v"], a["n"], b["value"] / 100, b["v"], b["n"])
        return {key: value * (1 if key == "p" else 100) for key, value in found.items()}
    if a.get("v"):
        # Two places do not tell Student's t with 800 degrees of freedom from the normal distribution.
        return normal_change(a["value"], a["v"], a["n"], b["value"], b["v"], b["n"])
    return rates(a["x"], a["n"], b["x"], b["n"])


def survey_table(campaign, table):
    asked = surveys(campaign)
    for row in table["rows"]:
        id = QUESTIONS.get(row[0], row[0])
        if id not in asked:
            id = {"声量份额": "share-of-voice", "情感倾向": "net-sentiment"}[row[0]]
            before, after = (campaign.actual(id, period) for period in (campaign.baseline, campaign.period))
            wanted = [before, after, after - before]
        else:
            waves, found = asked[id], survey_change(id, asked[id])
            wanted = [waves[-2]["value"], waves[-1]["value"], waves[-1]["value"] - waves[-2]["value"]]
            yield from interval(row[0], row[4], found["low"], found["high"])
            for cell, wave in zip(row[5].split(" / "), waves[-2:]):
                yield row[0], "样本", cell, wave["n"]
            assert ("显著" in row[6]) == (found["p"] < 0.05 and min(wave["n"] for wave in waves[-2:]) >= 30), row
        for title, cell, value in zip(table["columns"][1:4], row[1:4], wanted):
            yield row[0], title, cell, value


def survey_values(campaign) -> set:
    found = set()
    for question, waves in surveys(campaign).items():
        change = survey_change(question, waves)
        found |= {Fraction(value) for value in (change or {}).values()}
        for wave in waves:
            found |= {wave["value"], wave["n"]} | {Fraction(wave[key]) for key in ("low", "high", "up", "down") if key in wave}
            if question == "nps":
                found.add(1 - wave["up"] - wave["down"])
        found.add(waves[-1]["value"] - waves[-2]["value"])
    return found


# ---------------------------------------------------------------- listening


def voice(campaign, period=None) -> dict[str, dict]:
    """Mentions and sentiment of every brand; our own is the first."""
    result: dict[str, dict] = {}
    for row in sorted(files(campaign, "listening"), key=lambda row: row["自家"] != "是"):
        if period and not str(period[0]) <= row["日期"] <= str(period[1]):
            continue
        tally = result.setdefault(row["品牌"], defaultdict(Fraction))
        for key in ("提及量", "正面", "中性", "负面"):
            tally[key] += Fraction(row[key])
    return result


def net(tally) -> Fraction:
    return (tally["正面"] - tally["负面"]) / (tally["正面"] + tally["中性"] + tally["负面"])


def variance(tally) -> Fraction:
    return (tally["正面"] + tally["负面"]) / (tally["正面"] + tally["中性"] + tally["负面"]) - net(tally) ** 2


def judged(tally) -> Fraction:
    return tally["正面"] + tally["中性"] + tally["负面"]


def growth(campaign, before, now) -> Fraction:
    days = [len(campaign.days(period)) for period in (campaign.baseline, campaign.period)]
    return now / (before * days[1] / days[0]) - 1


def voice_table(campaign, table):
    now, before = voice(campaign, campaign.period), voice(campaign, campaign.baseline)
    all_now, all_before = (sum(tally["提及量"] for tally in half.values()) for half in (now, before))
    assert len(table["rows"]) == len(now)
    for row in table["rows"]:
        brand = row[0].split("·")[0]
        a, b = before[brand]["提及量"], now[brand]["提及量"]
        wanted = [a, b, growth(campaign, a, b), a / all_before, b / all_now, b / all_now - a / all_before, net(now[brand])]
        for title, cell, value in zip(table["columns"][1:], row[1:], wanted, strict=True):
            yield row[0], title, cell, value


def voice_values(campaign) -> set:
    now, before = voice(campaign, campaign.period), voice(campaign, campaign.baseline)
    if not now or not before:
        return set()
    own, past = next(iter(now.values())), next(iter(before.values()))
    others = [sum(tally["提及量"] for tally in list(half.values())[1:]) for half in (before, now)]
    change = normal_change(net(past), variance(past), judged(past), net(own), variance(own), judged(own))
    found = {Fraction(value) for value in change.values()} | {
        growth(campaign, past["提及量"], own["提及量"]), growth(campaign, *others), net(own), net(past), own["负面"] / judged(own),
        own["提及量"] / (own["提及量"] + others[1]), past["提及量"] / (past["提及量"] + others[0])}
    for day in campaign.days(campaign.period):
        tally = next(iter(voice(campaign, (day, day)).values()))
        found |= {net(tally), tally["负面"]}
    return found


# ---------------------------------------------------------------- benchmarks


def benchmarks(campaign) -> list[dict]:
    return [row | {"value": number(row["对标值"])} for row in files(campaign, "benchmarks") if row["来源"]]


def own(campaign, kpi: str) -> Fraction:
    actual = campaign.actual(kpi, campaign.period)
    return actual if actual is not None else kpis.kpi(campaign, kpi)


def standing(campaign, kpi: str, entity: str | None = None) -> tuple[int, int]:
    """Rank, of us without an entity, and how many there are; averages of the industry have none."""
    values = {row["对标对象"]: row["value"] for row in benchmarks(campaign) if row["指标"] == kpi and "行业" not in row["对标对象"]}
    values[None] = own(campaign, kpi)
    ordered = sorted(values.values(), reverse=kpi not in kpis.LOWER)
    return ordered.index(values[entity]) + 1, len(values)


def benchmark_table(campaign, table):
    rows = benchmarks(campaign)
    assert len(table["rows"]) == len(rows)
    for row, wanted in zip(table["rows"], rows):
        mine, theirs = own(campaign, wanted["指标"]), wanted["value"]
        assert row[2] == wanted["对标对象"] and row[9] == wanted["来源"]
        for index, value in ((1, mine), (3, theirs), (4, mine - theirs), (5, mine / theirs - 1)):
            yield f"{row[0]} {row[2]}", table["columns"][index], row[index], value
        if row[7]:
            assert row[7] == "{} / {}".format(*standing(campaign, wanted["指标"], wanted["对标对象"])), row


def benchmark_values(campaign) -> set:
    found = set()
    for row in benchmarks(campaign):
        found |= {row["value"], own(campaign, row["指标"]), own(campaign, row["指标"]) / row["value"] - 1}
        found |= {Fraction(part) for part in standing(campaign, row["指标"])}
    return found


# ---------------------------------------------------------------- all of them


def brand_consistency(campaign) -> Fraction:
    results = [row["结果"] for row in register(campaign, "brand_checks")]
    return Fraction(results.count("合规"), results.count("合规") + results.count("不合规"))


def figure(campaign, id: str, before: bool, part: dict[str, str]) -> Fraction:
    """KeyError where the figure is none of these."""
    if id.startswith("experiment-"):
        arm = experiments(campaign)[part["experiment"]][part["variant"]]
        if id == "experiment-rate":
            return arm["x"] / arm["n"]
        return Fraction(comparison(campaign, part["experiment"])[{"experiment-lift": "lift", "experiment-p": "p"}[id]])
    if id == "benchmark-gap" and part:
        [row] = [row for row in benchmarks(campaign) if (row["指标"], row["对标对象"]) == (part["kpi"], part["entity"])]
        return own(campaign, part["kpi"]) / row["value"] - 1
    if id == "brand-consistency":
        return brand_consistency(campaign)
    if "wave" in part:
        [wave] = [wave for wave in surveys(campaign)[part.get("question", id)] if wave["wave"] == part["wave"]]
        return wave["value"]
    if part:
        raise KeyError(id)
    if id in ("nps-promoters", "nps-passives", "nps-detractors"):
        last = surveys(campaign)["nps"][-1]
        return {"nps-promoters": last["up"], "nps-detractors": last["down"], "nps-passives": 1 - last["up"] - last["down"]}[id]
    if id in surveys(campaign):
        return surveys(campaign)[id][-2 if before else -1]["value"]
    mentions = voice(campaign, campaign.baseline if before else campaign.period)
    if id == "mention-growth":
        past = next(iter(voice(campaign, campaign.baseline).values()))
        return growth(campaign, past["提及量"], next(iter(mentions.values()))["提及量"])
    if id == "share-of-voice":
        return next(iter(mentions.values()))["提及量"] / sum(tally["提及量"] for tally in mentions.values())
    if id == "net-sentiment":
        return net(next(iter(mentions.values())))
    raise KeyError(id)


def interval(row: str, cell: str, low: float, high: float):
    """The two ends of a cell like `−10.7 至 +0.33个百分点`."""
    first, second, unit = RANGE.fullmatch(cell).groups()
    yield row, "区间下限", first + (unit or ""), Fraction(low)
    yield row, "区间上限", second + (unit or ""), Fraction(high)


def long_short(campaign, table):
    ids = {"销售额": "revenue-total", "订单数": "orders", "转化率": "conversion-rate", "营销投资回报率": "marketing-roi",
           "新客户占比": "new-customer-share", "点击率": "ctr", "声量份额": "share-of-voice", "情感倾向": "net-sentiment",
           "品牌曝光量": "brand-exposure", **QUESTIONS}

    def value(id, before):
        period = campaign.baseline if before else campaign.period
        if id == "orders":
            return campaign.total(id, period)
        if (actual := campaign.actual(id, period)) is not None:
            return actual
        try:
            return figure(campaign, id, before, {})
        except KeyError:
            return kpis.kpi(campaign, id, before)

    for row in table["rows"]:
        id = ids[row[1]]
        before, after = value(id, True), value(id, False)
        adds = id in ("revenue-total", "orders", "brand-exposure")
        change = None if before is None else after / before - 1 if adds else after - before
        for title, cell, wanted in zip(table["columns"][2:], row[2:], (before, after, change)):
            yield row[1], title, cell, wanted


CELLS = {
    "brand-actuals": survey_table, "satisfaction": survey_table, "brand-voice": voice_table, "benchmark-gaps": benchmark_table,
    "experiments-designs": designs, "long-short": long_short,
}
# Tables of words.
WORDS = {"experiments-results", "experiments-log", "brand-checks", "brand-broken", "brand-features"}


def cells(table: str):
    return CELLS.get(table) or (experiment_table if re.fullmatch(r"experiment-(618|SL|618-25|AO)-X\d", table) else None)


def chart_values(campaign, chart):
    """(what, found, wanted) of every value of one of these charts; None for any other chart."""
    id = chart["id"]
    if id == "experiments-lifts":
        names = {row["测试名称"]: key for key, row in plans(campaign).items()}
        return [(row[0], found, Fraction(wanted)) for row in chart["rows"]
                for change in [comparison(campaign, names[row[0].split("：")[0]])]
                for found, wanted in zip(row[1:], (change["lift"], change["lift low"], change["lift high"]))]
    if id == "brand-changes":
        return [(row[0], found, Fraction(wanted)) for row in chart["rows"]
                for question in [QUESTIONS[row[0]]] for change in [survey_change(question, surveys(campaign)[question])]
                for found, wanted in zip(row[1:], (change["difference"], change["low"], change["high"]))]
    if id in ("nps-trend", "satisfaction-trend", "brand-wave-errors"):
        question = {"nps-trend": "nps", "satisfaction-trend": "satisfaction", "brand-wave-errors": "brand-awareness"}[id]
        return [(row[0], found, Fraction(wave[key])) for row, wave in zip(chart["rows"], surveys(campaign)[question], strict=True)
                for found, key in zip(row[1:], ("value", "low", "high"))]
    if id == "brand-waves":
        return [(line["name"], found, wave["value"]) for line in chart["series"]
                for found, wave in zip(line["values"], surveys(campaign)[QUESTIONS[line["name"]]], strict=True)]
    if id == "nps-distribution":
        return [(category, found, wave["options"][category.split(" ")[0]] / wave["n"])
                for line, wave in zip(chart["series"], surveys(campaign)["nps"][-2:], strict=True)
                for category, found in zip(chart["categories"], line["values"], strict=True)]
    if id in ("voice-share", "sentiment-trend"):
        result = []
        for index, day in enumerate(campaign.days(campaign.period)):
            said = voice(campaign, (day, day))
            total = sum(tally["提及量"] for tally in said.values())
            for line in chart["series"]:
                wanted = net(next(iter(said.values()))) if id == "sentiment-trend" else said[line["name"]]["提及量"] / total
                result.append((f"{line['name']} {day}", line["values"][index], wanted))
        return result
    if id.startswith("benchmark-"):
        kpi = id.removeprefix("benchmark-")
        values = {row["对标对象"]: row["value"] for row in benchmarks(campaign) if row["指标"] == kpi} | {"自家": own(campaign, kpi)}
        shown_ = [(name, found, values[name]) for name, found in zip(chart["categories"], chart["series"][0]["values"], strict=True)]
        # Quotients of money come to a chart with six places.
        return [(what, found, Fraction(found) if abs(Fraction(found) - wanted) < Fraction(1, 10**6) else wanted)
                for what, found, wanted in shown_]
    return None


def values(campaign, section: str) -> set:
    """What sentences of a chapter may say beyond the figures that they name."""
    constants = {Fraction(95, 100), *map(Fraction, (0, 6, 7, 8, 9, 10, 30, 5))}
    summary = section in ("summary", "actions")
    found = constants
    if section == "experiments" or summary:
        found = found | experiment_values(campaign) | {Fraction(80, 100)}
    if section == "brand" or summary:
        found = found | survey_values(campaign) | voice_values(campaign)
    if section == "benchmark" or summary:
        found = found | benchmark_values(campaign)
    return found
