#!/usr/bin/env python3
"""Reference values of MoneyTests.swift: attribution by its definitions, curves and splits by SciPy.

    python3 Tests/StatisticsTests/References/money.py

NumPy 2.4, SciPy 1.17. Attribution is worked out here the long way: the chain is solved anew for every removed
channel, and Shapley values are the weighted sum over all coalitions.
"""
from itertools import combinations
from math import factorial, log, pi

import numpy as np
import scipy
from scipy.optimize import brentq, curve_fit, minimize

# path, conversions, value, nulls
PATHS = [
    ([0], 12, 2400, 40), ([0, 1], 8, 1900, 10), ([1, 0, 2], 5, 1500, 7), ([2, 2, 1], 3, 600, 12),
    ([3], 0, 0, 25), ([3, 0, 3, 1, 2], 4, 1100, 3), ([1], 6, 900, 30), ([2, 3], 2, 450, 9),
]
N = 4


def conversion_chance(removed=None):
    counts = np.zeros((N + 3, N + 3))
    for path, converted, _, nulls in PATHS:
        state = 0
        for channel in path:
            counts[state, channel + 1] += converted + nulls
            state = channel + 1
        counts[state, N + 1] += converted
        counts[state, N + 2] += nulls
    p = counts[: N + 1] / counts[: N + 1].sum(axis=1, keepdims=True)
    if removed is not None:
        p[:, N + 2] += p[:, removed + 1]
        p[:, removed + 1] = 0
    q, r = p[:, : N + 1], p[:, N + 1]
    return np.linalg.solve(np.eye(N + 1) - q, r)[0]


def shapley():
    def worth(coalition):
        return sum(c for path, c, _, _ in PATHS if set(path) <= set(coalition))

    result = []
    for i in range(N):
        others = [j for j in range(N) if j != i]
        value = 0
        for size in range(N):
            weight = factorial(size) * factorial(N - size - 1) / factorial(N)
            value += weight * sum(worth(s + (i,)) - worth(s) for s in combinations(others, size))
        result.append(value)
    return result


def decay():
    result = [0.0] * N
    for path, converted, _, _ in PATHS:
        weights = [2 ** (-(len(path) - 1 - k) / 7) for k in range(len(path))]
        for channel, weight in zip(path, weights):
            result[channel] += converted * weight / sum(weights)
    return result


X = [120, 340, 560, 200, 90, 410, 780, 650, 300, 150, 480, 700, 260, 380, 520, 610, 230, 170, 440, 590, 330, 820]
BUMPS = [3, -2, 1, 4, -3, -1, 2, -4, 0, 2, -2, 3, -1, 1, -3, 2, 4, -2, 0, 1, -4, 3]
Y = [9000 * x / (400 + x) + 40 * b for x, b in zip(X, BUMPS)]


def likelihood(rss, n):
    return -n / 2 * (log(2 * pi * rss / n) + 1)


def main():
    print("numpy", np.__version__, "scipy", scipy.__version__)
    whole = conversion_chance()
    print("removal effects", [1 - conversion_chance(i) / whole for i in range(N)])
    print("shapley", shapley())
    print("decay", decay())

    x, y = np.array(X, float), np.array(Y)
    curve = lambda x, a, c: a * x / (c + x)
    (a, c), covariance = curve_fit(curve, x, y, p0=(8000, 300), xtol=1e-15, ftol=1e-15, gtol=1e-15)
    rss = float(((y - curve(x, a, c)) ** 2).sum())
    print("curve", a, c, "rss", rss, "likelihood", likelihood(rss, len(x)), "aic", 6 - 2 * likelihood(rss, len(x)))
    print("covariance", covariance.tolist(), "r2", 1 - rss / float(((y - y.mean()) ** 2).sum()))
    slope, intercept = np.polyfit(x, y, 1)
    line = float(((y - slope * x - intercept) ** 2).sum())
    print("line", intercept, slope, "rss", line, "aic", 6 - 2 * likelihood(line, len(x)))

    curves = [(9000, 400), (5000, 150), (20000, 2500)]
    for bound in (0.3, 5):
        now = np.array([500.0, 500.0, 800.0])
        low, high = np.maximum(0, now * (1 - bound)), now * (1 + bound)
        split = lambda m: [min(max((a * c / m) ** 0.5 - c, l), h) for (a, c), l, h in zip(curves, low, high)]
        marginal = brentq(lambda m: sum(split(m)) - now.sum(), 0.01, 100, xtol=1e-15, rtol=1e-14)
        print("split", bound, split(marginal))
        # A search that knows nothing of marginal returns comes to the same place, as near as its steps are small.
        found = minimize(
            lambda s: -sum(a * v / (c + v) for v, (a, c) in zip(s, curves)), now, method="SLSQP", bounds=list(zip(low, high)),
            constraints={"type": "eq", "fun": lambda s: s.sum() - now.sum()}, options={"ftol": 1e-15, "maxiter": 1000})
        assert np.allclose(found.x, split(marginal), rtol=1e-5)


if __name__ == "__main__":
    main()
