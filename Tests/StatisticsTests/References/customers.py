#!/usr/bin/env python3
"""Reference values for customer statistics, computed with SciPy; writes customers.json and cdnow.csv beside itself.

    pip install scipy==1.* numpy lifetimes==0.11.3 --no-deps   # lifetimes only for its copy of the CDNOW summary
    python3 Tests/StatisticsTests/References/customers.py PATH/cdnow_customers_summary.csv

The CDNOW data is the 1/10 sample that Fader, Hardie and Lee (2005) fit their model to: 2,357 customers, 39 weeks. They
print r = 0.243, alpha = 4.414, a = 0.793, b = 2.426, LL = -9582.4.
"""
import csv
import json
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import scipy
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, hyp2f1, digamma

HERE = Path(__file__).parent


def negative_log_likelihood(theta, x, last, age, weight):
    r, alpha, a, b = np.exp(theta)
    first = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    still = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + age)
    with np.errstate(divide="ignore", invalid="ignore"):
        gone = np.where(x > 0, betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b) - (r + x) * np.log(alpha + last), -np.inf)
    return -np.sum(weight * (first + np.logaddexp(still, gone)))


def fit(cells):
    x, last, age, weight = (np.array([c[i] for c in cells], float) for i in range(4))
    arguments = (x, last / 7, age / 7, weight)
    best = None
    for start in ([0, 0, 0, 0], [-1, 1, 0, 1], [0.5, 2, -1, 1]):
        found = minimize(negative_log_likelihood, start, arguments, method="Nelder-Mead",
                         options=dict(xatol=1e-12, fatol=1e-12, maxiter=20000, maxfev=20000))
        found = minimize(negative_log_likelihood, found.x, arguments, method="Nelder-Mead",
                         options=dict(xatol=1e-12, fatol=1e-12, maxiter=20000, maxfev=20000))
        if best is None or found.fun < best.fun:
            best = found
    return [float(v) for v in np.exp(best.x)], float(-best.fun)


def expected(p, x, last, age, t):
    r, alpha, a, b = p
    last, age, t = last / 7, age / 7, t / 7
    top = (a + b + x - 1) / (a - 1) * (1 - ((alpha + age) / (alpha + age + t)) ** (r + x)
                                       * hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + age + t)))
    return float(top / (1 + (a / (b + x - 1) * ((alpha + age) / (alpha + last)) ** (r + x) if x > 0 else 0)))


def probability(p, x, t):
    r, alpha, a, b = p
    t = t / 7
    nbd = lambda j: np.exp(gammaln(r + j) - gammaln(r) - gammaln(j + 1)) * (alpha / (alpha + t)) ** r * (t / (alpha + t)) ** j
    value = np.exp(betaln(a, b + x) - betaln(a, b)) * nbd(x)
    if x > 0:
        value += np.exp(betaln(a + 1, b + x - 1) - betaln(a, b)) * (1 - sum(nbd(j) for j in range(x)))
    return float(value)


def generated():
    """3,000 customers of a known model, in whole days over 30 weeks."""
    dice = np.random.default_rng(20260601)
    cells = Counter()
    for _ in range(3000):
        rate, leave = dice.gamma(0.8, 1 / 9), dice.beta(1.2, 3.5)
        age = int(dice.integers(1, 210))
        day, days = 0.0, []
        while True:
            day += dice.exponential(1 / rate) * 7
            if day > age:
                break
            if int(day) > 0 and (not days or int(day) > days[-1]):
                days.append(int(day))
            if dice.random() < leave:
                break
        cells[len(days), days[-1] if days else 0, age] += 1
    return sorted(key + (count,) for key, count in cells.items())


def main():
    cdnow = Counter()
    for row in csv.DictReader(open(sys.argv[1])):
        # Weeks to two digits are whole days.
        cdnow[int(row["frequency"]), round(float(row["recency"]) * 7), round(float(row["T"]) * 7)] += 1
    cdnow = sorted(key + (count,) for key, count in cdnow.items())
    own = generated()
    for name, cells in (("cdnow", cdnow), ("generated", own)):
        with open(HERE / f"{name}.csv", "w") as file:
            file.write("repeats,last,age,customers\n")
            file.writelines(",".join(map(str, cell)) + "\n" for cell in cells)
    result = {"scipy": scipy.__version__, "numpy": np.__version__}
    for name, cells in (("cdnow", cdnow), ("generated", own)):
        p, value = fit(cells)
        histories = [(2, 213, 272), (0, 0, 200), (7, 180, 190), (1, 5, 260)]
        result[name] = dict(
            parameters=p, logLikelihood=value,
            expected=[expected(p, *h, 90) for h in histories],
            counts=[float(sum(c[3] * probability(p, x, c[2]) for c in cells)) for x in range(6)])
    points = [0.01, 0.243, 1, 2.5, 9.99, 10, 37.2, 1e4]
    result["logGamma"] = [[x, float(gammaln(x)), float(digamma(x))] for x in points]
    result["hypergeometric"] = [
        [a, b, c, z, float(hyp2f1(a, b, c, z))]
        for a, b, c, z in [(0.5, 1.5, 2.2, 0.3), (2.243, 4.426, 4.219, 0.8), (1, 1, 2, 0.5), (7.2, 9.4, 8.1, 0.25)]]
    (HERE / "customers.json").write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps(result, indent=1))


main()
