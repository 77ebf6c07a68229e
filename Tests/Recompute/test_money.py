"""The money of all sample campaigns, recomputed from the raw files: figures of chapters 8 and 15, and their tables."""

import datetime
import re
from fractions import Fraction

import pytest

from Tests.conftest import ROOT
from Tests.Recompute import money
from Tests.Recompute.conftest import report
from Tests.Recompute.raw import Campaign
from Tests.Recompute.test_figures import fault, parse

# After all of them.
TODAY = "2026-11-22"


@pytest.fixture(scope="module", params=("618-promotion", "spring-launch", "always-on-2026"))
def both(request, fupan):
    return report(fupan, request.param, today=TODAY), Campaign(ROOT / "content/campaigns" / request.param)


def tables(review) -> dict[str, dict]:
    return {table["id"]: table for section in review["sections"] for table in section["tables"]}


def number(cell: str) -> float:
    text = re.sub(r"[^\d.\-]", "", cell.replace("−", "-"))
    return float(text) / (100 if "%" in cell else 1)


def test_figures_of_money_are_what_the_raw_files_say(both):
    review, campaign = both
    faults = []
    for key, figure in review["figures"].items():
        id, _, part = parse(key)
        if id not in money.FIGURES:
            continue
        wanted = money.expected(campaign, id, part, datetime.date.fromisoformat(TODAY))
        if problem := fault(figure, None if wanted is None else Fraction(wanted)):
            faults.append(f"{key}: {problem}")
    assert not faults, "\n".join(faults)
    assert sum(parse(key)[0] in money.FIGURES for key in review["figures"]) >= 3


def test_credits_in_the_tables_are_those_of_the_paths_and_add_up(both):
    review, campaign = both
    found = tables(review)
    if not money.journeys(campaign):
        assert "attribution-conversions" not in found
        return
    for id, of_value in (("attribution-conversions", False), ("attribution-values", True)):
        table = found[id]
        for column, model in enumerate(money.MODELS, 1):
            credit = money.credits(campaign, model, of_value)
            for row in table["rows"]:
                assert abs(number(row[column]) - float(credit.get(row[0], 0))) <= 0.0101, (id, model, row[0])
            shown = sum(round(number(row[column]) * 100) for row in table["rows"])
            assert shown == round(number(table["total"][column]) * 100) == round(sum(credit.values()) * 100), (id, model)


def test_the_curves_are_those_of_least_squares_and_the_split_is_the_best(both):
    review, campaign = both
    found = tables(review)
    if "reallocation-moves" not in found:
        return
    gain, curves = money.reallocation(campaign)
    for row in found["reallocation-fits"]["rows"]:
        ceiling, half, _, _ = curves[row[0]]
        assert number(row[3]) == pytest.approx(ceiling, rel=1e-5) and number(row[4]) == pytest.approx(half, rel=1e-4)
    for row in found["reallocation-moves"]["rows"]:
        _, _, now, proposed = curves[row[0]]
        assert number(row[1]) == pytest.approx(now, abs=0.006) and number(row[2]) == pytest.approx(proposed, abs=0.02)
    assert gain > 0
