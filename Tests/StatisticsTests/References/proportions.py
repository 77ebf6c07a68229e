"""Reference values of ProportionTests, ExperimentTests and SurveyTests. Prints them; the tests hold the numbers.

SciPy 1.17.1, statsmodels 0.15.0, NumPy 2.4.6 (`pip install scipy statsmodels numpy`).
"""
import numpy as np
from scipy import stats
from statsmodels.stats import proportion as sp
from statsmodels.stats.multitest import multipletests

print("wilson")
for x, n in [(318, 1000), (0, 12), (7, 7), (3, 40), (4.5, 31)]:
    print(" ", x, n, sp.proportion_confint(x, n, method="wilson"))

print("two proportions: z, p; newcombe; ratio by the log method, less 1")
for (x1, n1), (x2, n2) in [((318, 1000), (372, 1000)), ((180, 9412), (241, 9388)), ((3, 40), (9, 38)), ((0, 25), (4, 30))]:
    z, p = sp.proportions_ztest([x2, x1], [n2, n1])
    low, high = sp.confint_proportions_2indep(x2, n2, x1, n1, method="newcomb", compare="diff")
    ratio = (np.nan, np.nan)
    if x1:
        ratio = sp.confint_proportions_2indep(x2, n2, x1, n1, method="log", compare="ratio")
    print(" ", (x1, n1), (x2, n2), float(z), float(p), float(low), float(high), *(float(r) - 1 for r in ratio))

print("chi-square of k rates")
print(" ", stats.chi2_contingency([[120, 150, 131], [4880, 4850, 4869]], correction=False)[:3])
print("goodness of fit")
print(" ", stats.chisquare([10180, 9820]), stats.chisquare([6500, 3300, 200], [6000, 3500, 500]))
print("holm")
print(" ", multipletests([0.01, 0.04, 0.03, 0.005], method="holm")[1], multipletests([0.6, 0.5, 0.02], method="holm")[1])

print("welch from statistics")
r = stats.ttest_ind_from_stats(4.31, 0.82, 436, 4.12, 0.91, 412, equal_var=False)
print(" ", r, r.df if hasattr(r, "df") else "")
a = stats.norm.ppf((np.arange(400) + 0.5) / 400) * 12 + 30
b = stats.expon.ppf((np.arange(500) + 0.5) / 500) * 33
r = stats.ttest_ind(b, a, equal_var=False)
ci = r.confidence_interval()
print(" ", repr(a.sum()), repr((a * a).sum()), repr(b.sum()), repr((b * b).sum()))
print(" ", b.mean() - a.mean(), r.statistic, r.df, r.pvalue, ci.low, ci.high)

print("sample size and power")
for p1, p2, alpha, power in [(0.022, 0.0286, 0.05, 0.8), (0.1, 0.12, 0.05, 0.9), (0.5, 0.45, 0.01, 0.8)]:
    n = sp.samplesize_proportions_2indep_onetail(p2 - p1, p1, power, ratio=1, alpha=alpha, alternative="two-sided")
    print(" ", p1, p2, n)
for p1, p2, n in [(0.022, 0.0286, 5000), (0.1, 0.12, 900), (0.5, 0.45, 300)]:
    print(" ", p1, p2, n, sp.power_proportions_2indep(p2 - p1, p1, n, ratio=1, alpha=0.05, alternative="two-sided").power)

print("nps: 182 promoters, 160 passives, 94 detractors; 139, 165, 108")


def nps(p, q, d):
    x = np.repeat([1, 0, -1], [p, q, d])
    return x.mean(), x.var(), len(x)


(m2, v2, n2), (m1, v1, n1) = nps(182, 160, 94), nps(139, 165, 108)
q = stats.norm.ppf(0.975)
print(" ", m2, v2, m2 - q * np.sqrt(v2 / n2), m2 + q * np.sqrt(v2 / n2))
e = np.sqrt(v1 / n1 + v2 / n2)
print(" ", m2 - m1, (m2 - m1) / e, 2 * stats.norm.sf(abs(m2 - m1) / e), m2 - m1 - q * e, m2 - m1 + q * e)
