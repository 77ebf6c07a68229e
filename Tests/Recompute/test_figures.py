"""Every figure of the sample reviews, recomputed from the raw files."""

import datetime
import re
from fractions import Fraction

import pytest

from Tests.conftest import TODAY
from Tests.Recompute import change, customers, execution, kpis, money, outreach, research
from Tests.Recompute.raw import Campaign

# Figures that this test does not recompute, each with its reason.
EXCEPTIONS: dict[str, str] = {
    f"bg-nbd-parameter[parameter={name}]": "fitted; see test_the_model_of_repeat_buying_is_at_its_maximum"
    for name in ("r", "alpha", "a", "b")
} | {key: "follows from the fitted parameters" for key in ("alive-share", "expected-purchases[days=90]", "bg-nbd-log-likelihood")} | {
    f"data-{name}": "about the files themselves; the tests of requirements count cells of small files"
    for name in ("completeness", "accuracy", "timeliness")}


def parse(key: str) -> tuple[str, str, dict[str, str]]:
    """`id@aspect[dimension=value,…]` in its parts."""
    id, aspect, part = re.fullmatch(r"([^@\[]+)(?:@([a-z]+))?(?:\[(.*)\])?", key).groups()
    pairs = [pair.split("=", 1) for pair in part.split(",")] if part else []
    return id, aspect or "", dict(pairs)


def expected(campaign: Campaign, key: str) -> Fraction | str | None:
    """The value that a figure has to have; a status is a word. KeyError when it is not known here."""
    if key in (own := customers.figures(campaign)):
        return own[key]
    if key in (own := outreach.figures(campaign)):
        return own[key]
    id, aspect, part = parse(key)
    if id in money.FIGURES:
        return money.expected(campaign, id, part, datetime.date.fromisoformat(TODAY))
    if aspect and not part and id in (targets := kpis.targets(campaign)):
        return targets[id].get(aspect)
    if aspect not in ("", "baseline"):
        raise KeyError(key)
    try:
        return execution.expected(campaign, id, aspect, part)
    except KeyError:
        pass
    before = aspect == "baseline"
    if (value := change.figure(campaign, id, part)) is not None:
        return value
    if id == "funnel-stage":
        return campaign.stage_count(part["stage"])
    if id in ("funnel-step-rate", "funnel-total-rate"):
        return funnel_rate(campaign, part.get("stage"))
    if id == "weighted-score":
        return kpis.weighted_score(campaign)
    if id in ("baseline_revenue", "baseline_profit"):
        measure = {"baseline_revenue": "revenue", "baseline_profit": "gross_profit"}[id]
        try:
            return kpis.Scope(campaign, part=part).before(measure)
        except kpis.Missing:
            return None
    if not part and campaign.actual(id, campaign.period) is not None:
        return campaign.actual(id, campaign.baseline if before else campaign.period)
    try:
        return research.figure(campaign, id, before, part)
    except (KeyError, StopIteration):
        pass
    if "-" not in id and id not in kpis.FORMULAS:
        if id not in campaign.measures | {"cost", "promo_cost", "planned_budget", "attributed_profit", "reach", "audience", "uv", "buyers"}:
            raise KeyError(key)
        return campaign.total(id, campaign.baseline if before else campaign.period, part)
    return kpis.kpi(campaign, id, before, part)


def funnel_rate(campaign: Campaign, stage: str | None) -> Fraction:
    """The rate from the stage before; without a stage from the first to the last."""
    names = list(dict.fromkeys(row["stage"] for row in campaign.stages))
    counts = [campaign.stage_count(name) for name in names]
    if not names:
        steps = [(name, campaign.total(id, campaign.period)) for name, id in kpis.STEPS.items()]
        names, counts = zip(*[step for step in steps if step[1] is not None])
    index = list(names).index(stage) if stage else len(names) - 1
    return counts[index] / counts[index - 1 if stage else 0]


def fault(figure: dict, wanted: Fraction | str | None) -> str | None:
    """What is wrong with a figure; None when it is as wanted."""
    if figure["kind"] == "status":
        found = figure.get("status")
        return None if found == wanted else f"status {found}, recomputed {wanted}"
    found = figure["value"]
    if found is None or wanted is None:
        if found is None and wanted is None:
            return None if figure["missing"] else "missing without a reason"
        return f"{found}, recomputed {'missing' if wanted is None else float(wanted)}"
    if figure["unit"] == "money":
        assert isinstance(found, str)
        # Money is exact to the cent where it is a sum; a quotient of money is written to six places.
        slack = 0 if wanted * 100 == int(wanted * 100) else Fraction(1, 2_000_000)
        same = abs(Fraction(found) - wanted) <= slack
    else:
        # Over a quotient of money, which is written to six places, a ratio is good to as many.
        slack = Fraction(1, 10**7 if figure["kind"] == "completion" or "completion" in figure["formula"] else 10**12)
        same = abs(Fraction(found) - wanted) <= abs(wanted) * slack
        # The difference of such a quotient from another figure is as good as the quotient, not as itself.
        same = same or "benchmark" in figure["formula"] and abs(Fraction(found) - wanted) <= Fraction(1, 10**7)
    return None if same else f"{found}, recomputed {float(wanted)!r}"


def test_every_figure_is_what_the_raw_files_say(review, campaign):
    faults = []
    for key, figure in review["figures"].items():
        if key in EXCEPTIONS:
            continue
        try:
            wanted = expected(campaign, key)
        except KeyError:
            faults.append(f"{key}: no formula here for it, Fupan says {figure['value']}")
            continue
        if problem := fault(figure, wanted):
            faults.append(f"{key}: {problem}")
    if faults:
        pytest.fail(f"{len(faults)} of {len(review['figures'])} figures\n" + "\n".join(faults), pytrace=False)
    assert len(review["figures"]) > 60


def test_no_measure_is_supplied_by_two_sources_for_one_channel(campaign):
    """What makes plain sums over all files right for these campaigns."""
    kinds: dict[tuple, set] = {}
    for row in campaign.rows:
        for measure in row.values:
            kinds.setdefault((measure, row.dimensions["channel"]), set()).add(row.file.split("/")[0].split(".")[-1])
    assert [key for key, files in kinds.items() if len(files) > 1] == []


def test_the_rows_that_a_figure_names_are_the_rows_it_was_summed_from(review, campaign):
    faults = []
    for key, figure in review["figures"].items():
        id, aspect, part = parse(key)
        if figure["kind"] != "measure" or id not in campaign.measures or aspect:
            continue
        wanted: dict[str, int] = {}
        for row in campaign.matching(id, campaign.period, part):
            wanted[row.file] = wanted.get(row.file, 0) + 1
        prefix = f"content/campaigns/{campaign.id}/data/"
        found = {source["file"].removeprefix(prefix): source["rows"] for source in figure["sources"]}
        if found != wanted:
            faults.append(f"{key}: {found}, counted {wanted}")
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_parts_add_up_to_the_whole_to_the_cent(review):
    """Every additive measure that is shown by part: the shown parts, and the rest, are the shown whole."""
    figures = review["figures"]
    groups: dict[tuple[str, str], list[str]] = {}
    for key, figure in figures.items():
        id, aspect, part = parse(key)
        if figure["kind"] == "measure" and not aspect and len(part) == 1 and id in figures:
            groups.setdefault((id, next(iter(part))), []).append(key)
    checked = 0
    for (id, dimension), keys in groups.items():
        whole = Fraction(figures[id]["value"])
        parts = sum(Fraction(figures[key]["value"]) for key in keys)
        # People are counted once in each part.
        if id in ("uv", "reach", "buyers", "audience"):
            continue
        if dimension in ("channel", "region", "segment", "category", "cost_type") and len(keys) > 2:
            if id == "cost" and dimension == "channel":
                continue  # spending that belongs to no channel has no key
            assert parts == whole, (id, dimension)
            checked += 1
    assert checked >= 1


def test_the_model_of_repeat_buying_is_at_its_maximum(review, campaign):
    """The likelihood of the printed parameters is the printed one, and no neighbour has a greater."""
    keys = [f"bg-nbd-parameter[parameter={name}]" for name in ("r", "alpha", "a", "b")]
    if keys[0] not in review["figures"]:
        pytest.skip("this campaign has no model")
    found = [review["figures"][key]["value"] for key in keys]
    shop = customers.orders(campaign.folder)
    value = shop.likelihood(*found)
    assert abs(value - review["figures"]["bg-nbd-log-likelihood"]["value"]) < 1e-6
    for place in range(4):
        for factor in (0.995, 1.005):
            other = list(found)
            other[place] *= factor
            assert shop.likelihood(*other) < value, (keys[place], factor)
