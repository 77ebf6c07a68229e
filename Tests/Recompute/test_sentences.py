"""Every amount and rate in the sentences of the sample reviews comes from the raw files.

A sentence names the figures that it is made of. Each number in it has to be the rounding of one of them as recomputed,
or of what two of them say together: their difference, their ratio, the change from one to the other; per day where it
is about days.
"""

import itertools
import re

import pytest

from Tests.Recompute import change as changes
from Tests.Recompute import customers, execution, kpis, money_shown, outreach, research, shown
from Tests.Recompute.test_figures import EXCEPTIONS, expected
from Tests.Recompute.test_tables import change, main_measure, mean, per_day, value_of

AMOUNT = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?(?:万|亿|%|个百分点|倍)?(?=[^\d]|$)")
# Days, chapter numbers, counts of things and quoted names: words around which no amount stands.
PLACES = re.compile(
    r"(\d+年)?\d+月\d+日(至\d+日)?|至\d+日|第 ?\d+ ?章|(?<![\d.])\d+ ?(个类别|项|步|个环节|天|处|个渠道|个地区|个客群|个推广计划|个账户|个表|个文件)"
    r"|\d+ ?时(?!长)|[0-9a-f]{16}|T\+\d+|“[^”]*”")
# Counts of rows and lengths of time in the chapters on what people did.
COUNTS = re.compile(r"\d+ ?(个|项|条|起|次(?!数)|人(?!均)|天|小时|分|秒)|晚 ?\d+ ?天")
OF_PEOPLE = {"retro-cause", "retro-rule"}
# Running text has a space between Han characters and numbers.
SPACES = re.compile(r"(?<=[\d%]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=[\d¥+−-])")
# Both ends of a range have the unit that stands behind the second.
RANGE = re.compile(r"(\d)至([+−]?[\d.]+个百分点)")
# Words from registers, which may hold numbers.
QUOTED = re.compile(r"登记的(原因|事件)：.*|前后有事件：.*|累计采用 ?\d+ ?项改动：.*|[AB]（[^）]*）")
# Sentences about the files, not about the campaign; the files are counted where they are read.
ABOUT_FILES = {"data-files", "data-checks", "data-coverage", "data-fingerprint", "data-quality", "data-build"}


def candidates(review, campaign, sentence) -> set:
    values = set()
    for key in sentence["figures"]:
        if key in EXCEPTIONS:
            values.add(kpis.Fraction(review["figures"][key]["value"]))
            continue
        value = expected(campaign, key)
        if value is not None and not isinstance(value, str):
            values.add(value)
    values |= {first - second for first, second in itertools.permutations(values, 2)} | {
        first / second for first, second in itertools.permutations(values, 2) if second} | {
        first / second - 1 for first, second in itertools.permutations(values, 2) if second}
    values |= money_shown.said(campaign, sentence["id"])
    section = sentence["section"]
    if section in ("summary", "trend", "breakdown"):
        values |= day_values(campaign)
    if section in ("breakdown", "summary"):
        values |= shares_of_growth(campaign)
    if section == "execution":
        values |= execution.shifts(campaign)
    if section in ("budget", "summary", "overview"):
        values |= budget_values(campaign)
    if section in ("brand", "benchmark", "experiments", "summary", "actions"):
        values |= research.values(campaign, section)
    if section == "behaviour":
        values |= customers.numbers(campaign)
    if section in ("behaviour", "summary", "actions"):
        values |= outreach.numbers(campaign)
    values |= {kpis.CAP} | {1 / kpis.Fraction(count) for count in range(2, 9)}
    values |= changes.values(campaign, section)
    return values | {-value for value in values}


def day_values(campaign) -> set:
    """Means per day, the highest and lowest day, unusual days and what was usual."""
    main = main_measure(campaign)
    series = campaign.series(main)
    half = len(series) // 2
    now, before = per_day(campaign, main), per_day(campaign, main, baseline=True)
    first, second = mean(series[:half]), mean(series[half:])
    days = [value for _, value in series if value is not None]
    found = {now, before, change(now, before), first, second, change(second, first), max(days), min(days)}
    parts = [{}] + [{"channel": name} for name in campaign.values_of("channel", main) - {None}]
    for part in parts:
        for _, value, usual in kpis.unusual_days(campaign.series(main, part)):
            found |= {value, usual, value / usual - 1, value - usual}
    return found


def shares_of_growth(campaign) -> set:
    """Each part's share of the whole, of what came on top of the baseline, and of what one without a label has."""
    found = set()
    for measure in (main_measure(campaign), "attributed_revenue"):
        if measure not in campaign.measures:
            continue
        whole = value_of(campaign, measure)
        growth = whole - kpis.Scope(campaign).before(measure)
        for dimension in ("channel", "region", "segment", "account", "campaign"):
            names = campaign.values_of(dimension, measure) - {None}
            parts = {name: value_of(campaign, measure, {dimension: name}) for name in names}
            found |= {value / whole for value in parts.values()} | {1 - sum(parts.values()) / whole}
            for name, value in parts.items():
                before = campaign.total(measure, campaign.baseline, {dimension: name}) or 0
                found.add((value - before) / growth)
    return found


def budget_values(campaign) -> set:
    budget, reserve = kpis.Fraction(campaign.brief["budget"]), kpis.Fraction(campaign.brief["reserve"])
    cost = value_of(campaign, "cost")
    types = {row["cost_type"] for row in campaign.spend}
    return {budget, reserve, reserve / budget} | {value_of(campaign, "cost", {"cost_type": name}) / cost for name in types}


def test_every_number_of_a_sentence_comes_from_the_raw_files(review, campaign):
    faults, checked = [], 0
    for section in review["sections"]:
        for sentence in section["sentences"]:
            if sentence["id"] in ABOUT_FILES | OF_PEOPLE or section["id"] == "data-quality":
                continue
            values = candidates(review, campaign, sentence | {"section": section["id"]})
            text = PLACES.sub("·", RANGE.sub(r"\1个百分点至\2", QUOTED.sub("", SPACES.sub("", sentence["text"]))))
            if section["id"] in ("execution", "lessons", "actions"):
                text = COUNTS.sub("·", text)
            for number in AMOUNT.findall(text):
                checked += 1
                if not any(shown.agrees(number, value) for value in values):
                    faults.append(f"{section['id']}, {sentence['id']}: {number} in {sentence['text']!r}")
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
    assert checked > 20
