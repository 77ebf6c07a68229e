"""Reference values of DistributionsTests: mpmath with 50 digits. Prints the tables as Swift.

mpmath 1.4.1 (`pip install mpmath`); SciPy 1.17.1 agrees to its own accuracy.
"""
from mpmath import mp, mpf, erfc, sqrt, betainc, gammainc, findroot, erfinv, log

mp.dps = 50


def normal_cdf(z):
    return erfc(-mpf(z) / sqrt(2)) / 2


def student_cdf(t, degrees):
    t, degrees = mpf(t), mpf(degrees)
    tail = betainc(degrees / 2, mpf(1) / 2, 0, degrees / (degrees + t * t), regularized=True) / 2
    return 1 - tail if t > 0 else tail


def chi_survival(x, degrees):
    return gammainc(mpf(degrees) / 2, mpf(x) / 2, regularized=True)


def fisher_survival(x, above, below):
    return betainc(mpf(below) / 2, mpf(above) / 2, 0, mpf(below) / (below + above * mpf(x)), regularized=True)


def show(name, rows):
    print(f"// {name}")
    for row in rows:
        print("    (" + ", ".join(repr(float(v)) for v in row) + "),")


show("normal CDF", [(z, normal_cdf(z)) for z in (-30, -8.5, -3, -1.959963984540054, -0.3, 0, 0.7, 2.5, 6)])
show("normal quantile", [
    (p, findroot(lambda z: log(normal_cdf(z)) - log(mpf(p)), -21.27 if p < 1e-20 else float(sqrt(2) * erfinv(2 * mpf(p) - 1))))
    for p in (1e-100, 1e-12, 0.001, 0.025, 0.2, 0.5, 0.6, 0.8, 0.975, 0.9999)])
T = [(-3, 1), (-40, 2.5), (1.5, 4), (-2.2, 17.3), (-6, 60), (0.1, 500), (-2, 29876.4), (-4.5, 1e6), (-3, 1e9), (-12, 8)]
show("Student CDF", [(t, d, student_cdf(t, d)) for t, d in T])
Q = [(0.025, 1, -12), (0.975, 2, 4), (0.01, 3.7, -3), (0.6, 12, 0.2), (0.9995, 45, 3.5), (0.975, 12345, 1.96), (1e-9, 5, -30)]
show("Student quantile", [
    (p, d, findroot(lambda t: log(student_cdf(t, d)) - log(mpf(p)) if p < 0.5 else log(1 - student_cdf(t, d)) - log(1 - mpf(p)), s))
    for p, d, s in Q])
X = [(0.5, 1), (3.841458820694124, 1), (40, 1), (2, 3), (15.5, 7), (90, 60.5), (1050, 1000), (900, 1000), (300, 4)]
show("chi-square survival", [(x, d, chi_survival(x, d)) for x, d in X])
show("chi-square quantile", [
    (p, d, findroot(lambda x: log(chi_survival(x, d)) - log(1 - mpf(p)), s))
    for p, d, s in [(0.95, 1, 3.8), (0.999, 1, 10.8), (0.05, 9, 3.3), (0.5, 40, 39), (0.975, 200, 241)]])
show("F survival", [(x, a, b, fisher_survival(x, a, b)) for x, a, b in
                    [(0.2, 1, 5), (4, 3, 20), (2.5, 12, 300), (30, 2, 9), (1.1, 1000, 800)]])
