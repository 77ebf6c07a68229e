#!/usr/bin/env python3
"""Prints what the results of the sample sessions of module M22 come to: reference values of ResultsSampleTests.swift.

    python3 Tests/StatisticsTests/References/training_sample.py [FOLDER]

FOLDER holds the files, content/training/m22-marketing-budget/data of this repository when absent. NumPy 2.4.6 and
SciPy 1.17.1 from the raw files; nothing here is taken from Fupan. The pass mark is 80, every question has one point.
"""
import csv
import sys
from pathlib import Path

import numpy as np
from scipy import stats

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else
              Path(__file__).parents[3] / "content/training/m22-marketing-budget/data")
SESSIONS = ["P2610", "P2611H"]
GOALS = [2, 3, 3, 3, 1, 4, 1, 2]
COUNT = len(GOALS)


def wilson(count, of):
    return stats.binomtest(count, of).proportion_ci(0.95, method="wilson")


def show(name, *values):
    print(name, *(repr(float(v)) if isinstance(v, (float, np.floating)) else str(v) for v in values))


def table(kind):
    rows = []
    for path in sorted(FOLDER.glob(kind + "-*.csv")):
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def mean(name, values):
    low, high = stats.t.interval(0.95, len(values) - 1, np.mean(values), stats.sem(values))
    show(name, len(values), float(np.mean(values)), low, high)


def index(answers, question):
    """Upper less lower 27 %, tied learners averaged over all choices of them."""
    total = answers.sum(axis=1)
    size = int(np.floor(0.27 * len(total) + 0.5))

    def group(score):
        edge = np.sort(score)[::-1][size - 1]
        inside, tied = np.flatnonzero(score > edge), np.flatnonzero(score == edge)
        # The mean over all choices is that of choosing one of the tied, times how many are chosen.
        return (answers[inside, question].sum() + (size - len(inside)) * answers[tied, question].mean()) / size
    return group(total) - group(-total)


def tests(name, marks, arrived):
    """marks: learner -> phase -> answers."""
    after = np.array([own["后测"] for own in marks.values() if "后测" in own])
    score = after.sum(axis=1) / COUNT * 100
    passed = int((score >= 80).sum())
    show(f"{name} mastery", passed, len(score), *wilson(passed, len(score)))
    show(f"{name} attainment", passed, arrived, *wilson(passed, arrived))
    mean(f"{name} after", score)
    before = np.array([own["前测"] for own in marks.values() if "前测" in own])
    mean(f"{name} before", before.sum(axis=1) / COUNT * 100)
    pairs = np.array([(sum(own["前测"]), sum(own["后测"])) for own in marks.values() if len(own) == 2]) / COUNT * 100
    first, second = pairs[:, 0], pairs[:, 1]
    change = second - first
    n = len(change)
    test = stats.ttest_rel(second, first)
    low, high = test.confidence_interval(0.95)
    show(f"{name} pairs", n, first.mean(), second.mean(), change.mean(), low, high)
    show(f"{name} t", test.statistic, int(test.df), test.pvalue)
    d = change.mean() / ((first.std(ddof=1) + second.std(ddof=1)) / 2)
    show(f"{name} g gain", d * (1 - 3 / (4 * (n - 1) - 1)), change.mean() / (100 - first.mean()))
    ranks = stats.wilcoxon(change, zero_method="wilcox", correction=False, method="asymptotic")
    show(f"{name} wilcoxon", int((change != 0).sum()), ranks.statistic, ranks.pvalue)
    total = after.sum(axis=1)
    for q in range(COUNT):
        r = stats.pointbiserialr(after[:, q], total - after[:, q]).statistic if after[:, q].std() else "none"
        show(f"{name} question {q + 1}", after[:, q].mean(), before[:, q].mean(), r, index(after, q))
    covariance = np.cov(after.T, ddof=0)
    show(f"{name} KR-20", COUNT / (COUNT - 1) * (1 - np.trace(covariance) / covariance.sum()))
    for goal in sorted(set(GOALS)):
        own = [q for q in range(COUNT) if GOALS[q] == goal]
        show(f"{name} goal {goal}", after[:, own].mean())


def survey(name, rows):
    columns = {"usefulness": "内容实用性", "trainer": "讲师专业水平", "form": "形式与节奏", "material": "资料与练习"}
    overall = [int(row["满意度"]) for row in rows]
    content = sum(score >= 4 for score in overall)
    show(f"{name} satisfaction", content, len(rows), *wilson(content, len(rows)))
    show(f"{name} answers", [overall.count(x) for x in range(1, 6)])
    for scale, column in columns.items():
        mean(f"{name} {scale}", [int(row[column]) for row in rows])


signins, answers, papers = table("signins"), table("tests"), table("survey")
arrived = {s: sum(row["场次"] == s and row["到场"] == "是" for row in signins) for s in SESSIONS}
show("attendance", arrived, sum(arrived.values()) / len(signins))
for name in SESSIONS + ["all"]:
    marks = {}
    for row in answers:
        if name in ("all", row["场次"]):
            marks.setdefault(row["学员"], {}).setdefault(row["阶段"], []).append(int(row["答对"] == "是"))
    tests(name, marks, sum(arrived.values()) if name == "all" else arrived[name])
    survey(name, [row for row in papers if name in ("all", row["场次"])])

codes = table("results")
first = {row["learner"]: row for row in codes if row["attempt"] == "1"}
passed = sum(int(row["score"]) * 100 >= 80 * COUNT for row in first.values())
ever = {row["learner"] for row in codes if int(row["score"]) * 100 >= 80 * COUNT}
show("quiz codes learners", len(codes), len(first))
show("quiz passed first, ever", passed, len(ever), *wilson(passed, len(first)))
show("quiz attempts", len(codes) / len(first))
marks = np.array([[sign == "1" for sign in row["marks"].lstrip("'")] for row in first.values()])
show("quiz shares", *marks.mean(axis=0))
