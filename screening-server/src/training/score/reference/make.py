"""Writes cases.csv: measures of signal detection computed with SciPy, for the tests of this folder.

    pip install scipy && python3 make.py > cases.csv

Rates of 0 and 1, single trials and very many trials are among the cases. Formulas: docs/scores.md.
"""

import itertools
import math
import sys

from scipy.stats import binomtest, norm

COUNTS = [
    (1, 0, 0, 1), (0, 1, 1, 0), (1, 0, 1, 0), (0, 1, 0, 1),
    (10, 0, 0, 10), (0, 10, 10, 0), (10, 0, 10, 0), (0, 10, 0, 10),
    (5, 5, 5, 5), (9, 1, 0, 10), (10, 0, 1, 9), (20, 5, 10, 15),
    (1, 99, 0, 400), (99, 1, 400, 0), (100000, 0, 0, 100000), (0, 100000, 100000, 0),
    (99999, 1, 1, 99999), (3, 7, 6, 4), (1, 2, 2, 1), (4000000, 0, 7, 1),
]
COUNTS += [(h, 8 - h, f, 12 - f) for h, f in itertools.product((0, 2, 5, 8), (0, 1, 6, 11, 12))]


def corrected(name, successes, trials):
    if name == "log_linear":
        return (successes + 0.5) / (trials + 1)
    return min(max(successes / trials, 0.5 / trials), 1 - 0.5 / trials)


def a_prime(h, f):
    if h == f:
        return 0.5
    if h > f:
        return 0.5 + (h - f) * (1 + h - f) / (4 * h * (1 - f))
    return 0.5 - (f - h) * (1 + f - h) / (4 * f * (1 - h))


def wilson(successes, trials, confidence):
    interval = binomtest(successes, trials).proportion_ci(confidence, method="wilson")
    return interval.low, interval.high


def row(name, h, m, f, c):
    signal, noise = h + m, f + c
    hit, false = corrected(name, h, signal), corrected(name, f, noise)
    z_hit, z_false = norm.ppf(hit), norm.ppf(false)
    variance = hit * (1 - hit) / (signal * norm.pdf(z_hit) ** 2) + false * (1 - false) / (noise * norm.pdf(z_false) ** 2)
    half = norm.ppf(0.975) * math.sqrt(variance)
    d, criterion = z_hit - z_false, -(z_hit + z_false) / 2
    hits, falses = wilson(h, signal, 0.95), wilson(f, noise, 0.95)
    each = math.sqrt(0.95)
    wide_hits, wide_falses = wilson(h, signal, each), wilson(f, noise, each)
    values = [
        hit, false, h / signal, *hits, f / noise, *falses,
        d, d - half, d + half, criterion, criterion - half / 2, criterion + half / 2,
        a_prime(h / signal, f / noise), a_prime(wide_hits[0], wide_falses[1]), a_prime(wide_hits[1], wide_falses[0]),
    ]
    return [name, h, m, f, c, *(repr(float(value)) for value in values)]


HEAD = (
    "correction,hits,misses,false_alarms,correct_rejections,corrected_hit_rate,corrected_false_alarm_rate,"
    "hit_rate,hit_rate_low,hit_rate_high,false_alarm_rate,false_alarm_rate_low,false_alarm_rate_high,"
    "d_prime,d_prime_low,d_prime_high,criterion,criterion_low,criterion_high,a_prime,a_prime_low,a_prime_high"
)
print(HEAD)
for counts in COUNTS:
    for name in ("log_linear", "half_trial"):
        print(",".join(str(value) for value in row(name, *counts)))
print(f"{2 * len(COUNTS)} cases", file=sys.stderr)
