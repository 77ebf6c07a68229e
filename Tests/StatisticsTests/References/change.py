#!/usr/bin/env python3
"""Prints the reference values of ChangeTests.swift: drivers, mix, difference in differences, trend.

    python3 Tests/StatisticsTests/References/change.py

NumPy 2.4.6, SciPy 1.17.1 and statsmodels 0.15.0; nothing here is taken from Fupan. The effects
are computed by other roads than there: the logarithmic mean as an integral, the standard error from the full
covariance of the four means with a numerical gradient, the slope by statsmodels.
"""
import numpy as np
import statsmodels.api as sm
from scipy import integrate, stats

np.set_printoptions(precision=17)


def show(name, *values):
    print(name, *(repr(float(v)) for v in values))


# --- the logarithmic mean is the integral of a^(1-t) b^t over 0..1
for a, b in ((2, 8), (1e-3, 5e4), (100, 100.0001)):
    show(f"logmean {a} {b}", integrate.quad(lambda t: a ** (1 - t) * b**t, 0, 1, epsabs=0, epsrel=1e-13, limit=500)[0])

# --- drivers: visits, orders per visit, value of an order
before, after = np.array([286807, 7356 / 286807, 2117185.25 / 7356]), np.array([493759, 13681 / 493759, 4184069.90 / 13681])
v0, v1 = before.prod(), after.prod()
weight = integrate.quad(lambda t: v0 ** (1 - t) * v1**t, 0, 1, epsabs=0, epsrel=1e-13)[0]
show("drivers", *(weight * np.log(after / before)), v1 - v0)

# --- zeros: the limit is taken by putting 1e-300 for every zero, as the small value strategy has it
for x0, x1 in (((0, 2, 3), (4, 2, 3)), ((0, 0, 3), (4, 2, 5)), ((4, 2, 5), (4, 0, 5))):
    tiny = [(max(a, 1e-300), max(b, 1e-300)) for a, b in zip(x0, x1)]
    log0, log1 = sum(np.log(a) for a, _ in tiny), sum(np.log(b) for _, b in tiny)
    weight = (np.exp(log1) - np.exp(log0)) / (log1 - log0)
    print("zeros (small value 1e-300, near the limit)", x0, x1, [float(weight * np.log(b / a)) for a, b in tiny])

# --- rate and mix: orders per visit of three channels; Kitagawa by hand with the shares and rates as arrays
n0, k0 = np.array([5000, 3000, 2000.0]), np.array([100, 90, 80.0])
n1, k1 = np.array([4000, 3000, 9000.0]), np.array([72, 84, 342.0])
s0, s1, r0, r1 = n0 / n0.sum(), n1 / n1.sum(), k0 / n0, k1 / n1
middle = (k0.sum() / n0.sum() + k1.sum() / n1.sum()) / 2
show("rate effects", *((s0 + s1) / 2 * (r1 - r0)))
show("mix effects", *((s1 - s0) * ((r0 + r1) / 2 - middle)))
show("whole", k0.sum() / n0.sum(), k1.sum() / n1.sum(), (n1.sum() - n0.sum()) * middle)

# --- difference in differences
t0 = np.array([10.2, 11.1, 9.8, 10.5, 12.0, 13.1, 12.6, 10.0, 10.9, 9.9])
c0 = np.array([5.0, 5.6, 5.1, 5.2, 6.1, 6.4, 6.2, 4.9, 5.5, 5.2])
t1 = np.array([18.9, 19.9, 18.1, 19.0, 22.3, 24.0, 22.9, 19.5])
c1 = np.array([5.4, 5.7, 5.2, 5.5, 6.3, 6.9, 6.5, 5.3])


def effect(means):
    return means[2] - means[0] * means[3] / means[1]


means = np.array([t0.mean(), c0.mean(), t1.mean(), c1.mean()])
covariance = np.zeros((4, 4))
covariance[:2, :2] = np.cov(t0, c0) / len(t0)
covariance[2:, 2:] = np.cov(t1, c1) / len(t1)
# Complex steps give the gradient to the last digit.
gradient = np.array([effect(means + 1e-200j * np.eye(4)[i]).imag / 1e-200 for i in range(4)])
first = gradient[:2] @ covariance[:2, :2] @ gradient[:2]
second = gradient[2:] @ covariance[2:, 2:] @ gradient[2:]
error = np.sqrt(gradient @ covariance @ gradient)
degrees = (first + second) ** 2 / (first**2 / (len(t0) - 1) + second**2 / (len(t1) - 1))
show("did effect", effect(means))
show("did error", error)
show("did degrees", degrees)
show("did margin 95%", stats.t.ppf(0.975, degrees) * error)
show("did p", 2 * stats.t.sf(effect(means) / error, degrees))
show("did growth", t1.mean() / t0.mean() - 1, c1.mean() / c0.mean() - 1, effect(means) / (t0.mean() * c1.mean() / c0.mean()))

# --- the trend of the groups' ratio over the baseline, the fourth day missing
y = t0 / c0
x = np.arange(len(y))
keep = x != 3
fit = sm.OLS(y[keep], sm.add_constant(x[keep])).fit()
show("trend", fit.params[1], fit.bse[1], fit.pvalues[1])
