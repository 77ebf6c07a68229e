"""Figures that the acceptance tests of experiments, surveys and listening expect (ExperimentRequirements, ResearchRequirements).

SciPy 1.17.1, statsmodels 0.15.0 (`pip install scipy statsmodels numpy`).
"""
import numpy as np
from scipy import stats
from statsmodels.stats import proportion as sp
from statsmodels.stats.multitest import multipletests


def two(x1, n1, x2, n2):
    z, p = sp.proportions_ztest([x2, x1], [n2, n1])
    d = sp.confint_proportions_2indep(x2, n2, x1, n1, method="newcomb", compare="diff")
    r = sp.confint_proportions_2indep(x2, n2, x1, n1, method="log", compare="ratio")
    print(f"{x1}/{n1} {x2}/{n2}: rates {x1/n1:.4%} {x2/n2:.4%} lift {x2/n2/(x1/n1)-1:.4%} p {p:.5f} "
          f"difference {x2/n2-x1/n1:.4%} {d[0]:.4%} {d[1]:.4%} lift {r[0]-1:.4%} {r[1]-1:.4%}")
    return p


two(220, 10000, 290, 10050)
two(220, 10000, 231, 10050)
two(110, 5000, 175, 5020)
print("split", stats.chisquare([10000, 10600]).pvalue)
three = [two(120, 5000, 152, 5000), two(120, 5000, 131, 5000), two(152, 5000, 131, 5000)]
print("holm", multipletests(three, method="holm")[1])
n = sp.samplesize_proportions_2indep_onetail(0.0066, 0.022, 0.8, alpha=0.05, alternative="two-sided")
print("sample", n, "days", 2 * np.ceil(n) / 1500)
print("power", sp.power_proportions_2indep(0.0066, 0.022, 5000, alpha=0.05, alternative="two-sided").power,
      sp.power_proportions_2indep(0.0066, 0.022, 10000, alpha=0.05, alternative="two-sided").power)
two(318, 1000, 372, 1000)
two(541, 1000, 584, 1000)
for x in (300, 318, 372):
    print("wilson", x, sp.proportion_confint(x, 1000, method="wilson"))
two(9, 18, 15, 20)
r = stats.ttest_ind_from_stats(4.31, 0.82, 436, 4.12, 0.91, 412, equal_var=False)
v1, v2 = 0.91**2 / 412, 0.82**2 / 436
df = (v1 + v2) ** 2 / (v1**2 / 411 + v2**2 / 435)
h = stats.t.ppf(0.975, df) * np.sqrt(v1 + v2)
print("welch", r.pvalue, 0.19 - h, 0.19 + h)
# Sentiment: 60 up, 30 in the middle, 10 down; then 70, 30, 60.


def net(p, q, d):
    n = p + q + d
    m = (p - d) / n
    return m, (p + d) / n - m * m, n


(m1, s1, n1), (m2, s2, n2) = net(60, 30, 10), net(70, 30, 60)
e = np.sqrt(s1 / n1 + s2 / n2)
print("net", m1, m2, m2 - m1 - 1.959964 * e, m2 - m1 + 1.959964 * e, 2 * stats.norm.sf(abs(m2 - m1) / e))
