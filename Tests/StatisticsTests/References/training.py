#!/usr/bin/env python3
"""Prints the reference values of TrainingTests.swift: paired comparison, signed ranks, item analysis.

    python3 Tests/StatisticsTests/References/training.py

NumPy 2.4.6 and SciPy 1.17.1; nothing here is taken from Fupan. Where SciPy has no function the value comes by
another road than there: the upper and lower groups by putting tied learners in every order, KR-20 as Cronbach's alpha
of the covariance matrix, signs of ranks by trying all of them.
"""
import itertools

import numpy as np
from scipy import stats


def show(name, *values):
    print(name, *(repr(float(v)) for v in values))


def paired(name, before, after):
    before, after = np.array(before, float), np.array(after, float)
    change = after - before
    n = len(change)
    show(f"{name} means", before.mean(), after.mean(), change.mean())
    test = stats.ttest_rel(after, before)
    low, high = test.confidence_interval(0.95)
    show(f"{name} t df p low high", test.statistic, test.df, test.pvalue, low, high)
    d_av = change.mean() / ((before.std(ddof=1) + after.std(ddof=1)) / 2)
    show(f"{name} g_av", d_av * (1 - 3 / (4 * (n - 1) - 1)))
    ranks(name, change)


def ranks(name, change):
    change = np.array([x for x in change if x != 0], float)
    exact = len(set(abs(change))) == len(change) and len(change) <= 25
    test = stats.wilcoxon(change, method="exact" if exact else "asymptotic", correction=False)
    rank = stats.rankdata(abs(change))
    show(f"{name} ranks above below p", rank[change > 0].sum(), rank[change < 0].sum(), test.pvalue)
    print(name, "exact" if exact else "normal", len(change))


# Sleep gained under two drugs: Student (1908), the ten patients of Cushny and Peebles.
paired("sleep", [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
       [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
# Heights of cross- and self-fertilised maize in eighths of an inch: Darwin (1876), in Fisher (1935).
maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
show("maize t p", *stats.ttest_1samp(maize, 0))
ranks("maize", maize)
signs = [sum(r for r, s in zip(range(1, 16), choice) if s) for choice in itertools.product((0, 1), repeat=15)]
rank = stats.rankdata(np.abs(maize))
lesser = min(rank[np.array(maize) > 0].sum(), rank[np.array(maize) < 0].sum())
show("maize all signs", 2 * np.mean(np.array(signs) <= lesser))
# Eight questions, scores in eighths: ties and zeros.
BEFORE = [50, 62.5, 37.5, 75, 50, 62.5, 25, 87.5, 62.5, 50, 75, 37.5]
AFTER = [75, 87.5, 62.5, 75, 87.5, 75, 62.5, 100, 50, 87.5, 87.5, 75]
paired("eighths", BEFORE, AFTER)
show("eighths gain", (np.mean(AFTER) - np.mean(BEFORE)) / (100 - np.mean(BEFORE)))
# More than 25 differences, no ties.
many = [((i * 7919) % 101 + i / 100) * (-1 if i % 4 == 0 else 1) for i in range(1, 31)]
ranks("thirty", many)
ranks("all above", range(1, 6))

# --- items: twelve learners, five questions
ANSWERS = np.array([[int(c) for c in row] for row in (
    "11111 11110 11110 11101 11100 11010 10110 11000 10100 01000 10000 00001").split()])
total = ANSWERS.sum(axis=1)
size = int(round(0.27 * len(total)))


def index(question, score):
    """The upper share less the lower, the mean over every order of learners with the same score."""
    def group(score):
        levels = sorted(set(score), reverse=True)
        taken = []
        for level in levels:
            tied = [i for i in range(len(score)) if score[i] == level]
            if len(taken) + len(tied) <= size:
                taken += tied
                continue
            picks = itertools.combinations(tied, size - len(taken))
            return np.mean([np.mean([ANSWERS[i, question] for i in taken + list(pick)]) for pick in picks])
        return np.mean([ANSWERS[i, question] for i in taken])
    return group(score) - group(-score)


for question in range(5):
    others = total - ANSWERS[:, question]
    correlation = stats.pointbiserialr(ANSWERS[:, question], others).statistic
    show(f"item {question + 1}", ANSWERS[:, question].mean(), correlation, index(question, total))
covariance = np.cov(ANSWERS.T, ddof=0)
show("KR-20", 5 / 4 * (1 - np.trace(covariance) / covariance.sum()))
# Weights: the last question counts three.
weights = np.array([1, 1, 1, 1, 3])
score = ANSWERS @ weights
for question in range(5):
    rest = score - ANSWERS[:, question] * weights[question]
    show(f"weighted {question + 1}", stats.pearsonr(ANSWERS[:, question], rest).statistic, index(question, score))
