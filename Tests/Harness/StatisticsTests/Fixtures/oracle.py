#!/usr/bin/env python3
"""Values that scipy gives for what the Statistics module computes, as oracle.json beside this file.

Run it as `python3 oracle.py`; the same scipy writes the same bytes. Made with scipy 1.17.1, numpy 2.4.6, mpmath 1.3.0.
Where scipy has no such function (Holm, the interpolated interval, lag-1, SplitMix64, error spending) a plain transcription of
the published formula stands in, written apart from the Swift one. Tails far below 1e-15 come from mpmath at 60 digits.
"""

import json
import math
import pathlib

import mpmath
import numpy as np
import scipy.stats as st

mpmath.mp.dps = 60
rng = np.random.default_rng(20240501)


def samples():
    return {
        "one": [3.25],
        "two": [2.0, -1.0],
        "five": [5.0, 1.0, 4.0, 2.5, 9.0],
        "ties": [1.0, 2.0, 2.0, 2.0, 3.0, 3.0, 7.0, 7.0],
        "normal20": rng.normal(10, 2, 20).tolist(),
        "lognormal31": rng.lognormal(0, 1, 31).tolist(),
        "offset50": (1e9 + rng.normal(0, 1, 50)).tolist(),
        "exponential200": rng.exponential(1, 200).tolist(),
    }


def descriptive():
    rows = []
    for name, x in samples().items():
        x = np.array(x)
        mean = float(np.mean(x.astype(np.longdouble)))
        d = x.astype(np.longdouble) - np.mean(x.astype(np.longdouble))
        row = {
            "name": name,
            "samples": x.tolist(),
            "probabilities": [0, 0.01, 0.25, 1 / 3, 0.5, 0.9, 0.99, 1],
            "mean": mean,
            "mad": float(st.median_abs_deviation(x)),
            "standardDeviation": float(np.sqrt(np.sum(d * d) / (len(x) - 1))) if len(x) > 1 else None,
            "lag1": float(np.sum(d[1:] * d[:-1]) / np.sum(d * d)) if len(x) > 2 else None,
        }
        row["quantiles"] = [float(np.quantile(x, p, method="linear")) for p in row["probabilities"]]
        row["robustVariation"] = float(st.median_abs_deviation(x, scale="normal") / abs(np.median(x)))
        rows.append(row)
    return rows


def normal():
    z = [-37, -20, -8, -3, -1, -0.1, -1e-8, 0, 1e-8, 0.3, 1, 2.5, 6, 8]
    p = [1e-300, 1e-100, 1e-20, 1e-12, 0.0005, 0.025, 0.1, 0.2499, 0.2501, 0.49, 0.499999, 0.5, 0.500001, 0.51, 0.8, 0.975, 0.9995, 1 - 2.0**-40]
    return {
        "z": z,
        "cumulative": [float(mpmath.erfc(-mpmath.mpf(v) / mpmath.sqrt(2)) / 2) for v in z],
        "p": p,
        "quantile": [float(st.norm.ppf(v)) for v in p],
    }


def t_tail(t, df):
    t, df = mpmath.mpf(t), mpmath.mpf(df)
    return float(mpmath.betainc(df / 2, mpmath.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2)


def student():
    rows = []
    for df in [1, 1.5, 2, 3, 4, 7.3, 19, 30, 120.5, 1000, 99999]:
        for t in [1e-6, 0.01, 0.5, 1, 2, 4.5, 12, 40]:
            tail = t_tail(t, df)
            # scipy 1.17.1 is off by 1.4e-11 at one degree of freedom and t = 1e-6, where the truth is 1/2 + t/pi.
            assert abs(float(st.t.cdf(t, df)) - (1 - tail)) < 2e-11, (t, df)
            rows.append({"df": df, "t": t, "cumulative": 1 - tail, "upperTail": tail})
    quantiles = []
    for df in [1, 1.5, 2, 3, 4, 7.3, 19, 30, 120.5, 1000, 99999]:
        for p in [1e-12, 1e-6, 0.0005, 0.025, 0.2, 0.26, 0.45, 0.499999, 0.5, 0.6, 0.975, 0.9995]:
            quantiles.append({"df": df, "p": p, "quantile": float(student_quantile(p, df))})
    return {"probabilities": rows, "quantiles": quantiles}


def student_quantile(p, df):
    """scipy's quantile, polished by Newton steps at 60 digits: its own is good to about 1e-12 only in the middle."""
    if p == 0.5:
        return 0.0
    t, nu = mpmath.mpf(float(st.t.ppf(p, df))), mpmath.mpf(df)
    p = mpmath.mpf(p)
    constant = mpmath.gamma((nu + 1) / 2) / (mpmath.sqrt(nu * mpmath.pi) * mpmath.gamma(nu / 2))
    for _ in range(4):
        tail = mpmath.betainc(nu / 2, mpmath.mpf(1) / 2, 0, nu / (nu + t * t), regularized=True) / 2
        below = tail if t < 0 else 1 - tail
        t -= (below - p) / (constant * (1 + t * t / nu) ** (-(nu + 1) / 2))
    return t


def binomial():
    rows = []
    for n, p in [(1, 0.5), (6, 0.5), (20, 0.5), (20, 0.03), (101, 0.5), (1000, 0.999), (10000, 0.5), (10000, 1e-4)]:
        ks = {0, 1, n // 10, n // 3, int(n * p), n // 2, n - 1, max(0, int(n * p - 5 * math.sqrt(n * p * (1 - p))))}
        for k in sorted(k for k in ks if k < n):
            q = mpmath.mpf(p)
            terms = [mpmath.binomial(n, i) * q**i * (1 - q) ** (n - i) for i in range(k + 1)]
            lower = mpmath.fsum(terms)
            scipy_lower = float(st.binom.cdf(k, n, p))
            assert scipy_lower < 1e-290 or abs(scipy_lower / float(lower) - 1) < 1e-10, (n, p, k)
            rows.append({"k": k, "n": n, "p": p, "cumulative": float(lower), "upperTail": float(1 - lower)})
    return [r for r in rows if r["cumulative"] > 1e-300]


def interpolated(x, confidence):
    x, n = sorted(x), len(x)
    gamma = lambda k: 1 - 2 * float(st.binom.cdf(k - 1, n, 0.5))
    k = max(j for j in range(1, n // 2 + 1) if gamma(j) >= confidence)
    i = (gamma(k) - confidence) / (gamma(k) - gamma(k + 1))
    w = (n - k) * i / (k + (n - 2 * k) * i)
    X = lambda j: x[j - 1]
    return [(1 - w) * X(k) + w * X(k + 1), (1 - w) * X(n - k + 1) + w * X(n - k)]


def median_intervals():
    rows = []
    for n in [6, 7, 10, 20, 31, 200, 1001]:
        x = rng.lognormal(0, 0.1, n).tolist()
        for confidence in [0.8, 0.95, 0.999]:
            if 1 - 2.0 ** (1 - n) < confidence:
                continue
            exact = st.quantile_test(x, p=0.5).confidence_interval(confidence_level=confidence)
            k = sorted(x).index(exact.low) + 1
            rows.append({
                "samples": x, "confidence": confidence, "exact": [float(exact.low), float(exact.high)],
                "achieved": 1 - 2 * float(st.binom.cdf(k - 1, n, 0.5)), "interpolated": interpolated(x, confidence),
            })
    return rows


def processes():
    rows = []
    for p, n in [(2, 12), (5, 20), (11, 15), (20, 30)]:
        a = [rng.lognormal(0, 0.05, n).tolist() for _ in range(p)]
        b = [rng.lognormal(0.01, 0.05, n).tolist() for _ in range(p)]
        medians = [float(np.median(np.log(np.array(y) / np.array(x)))) for x, y in zip(a, b)]
        test = st.ttest_1samp(medians, 0.003)
        rows.append({
            "a": a, "b": b, "medians": medians, "mean": float(np.mean(medians)), "hypothesis": 0.003,
            "pValue": float(test.pvalue),
            "intervals": {str(c): [float(v) for v in st.ttest_1samp(medians, 0).confidence_interval(c)] for c in [0.95, 0.999]},
        })
    return rows


def unpaired():
    rows = []
    for na, nb, sa, sb in [(2, 3, 0.1, 0.1), (5, 5, 0.02, 0.2), (12, 7, 0.05, 0.01), (40, 60, 0.3, 0.3)]:
        a, b = rng.lognormal(1, sa, na), rng.lognormal(1.05, sb, nb)
        test = st.ttest_ind(np.log(b), np.log(a), equal_var=False)
        interval = test.confidence_interval(0.95)
        rows.append({
            "a": a.tolist(), "b": b.tolist(), "logRatio": float(np.mean(np.log(b)) - np.mean(np.log(a))),
            "degreesOfFreedom": float(test.df), "pValue": float(test.pvalue),
            "interval": [float(interval.low), float(interval.high)],
        })
    return rows


def trimmed():
    own = np.random.default_rng(1974)  # a stream of its own, so that the other rows stay as they are
    rows = []
    for na, nb in [(10, 10), (10, 20), (25, 11)]:
        a, b = own.normal(1, 0.02, na), own.normal(1.03, 0.02, nb)
        a[0] += 0.5  # a process that had bad luck
        test = st.ttest_ind(b, a, equal_var=False, trim=0.2)
        difference = st.trim_mean(b, 0.2) - st.trim_mean(a, 0.2)
        half = abs(difference / test.statistic) * st.t.ppf(0.975, test.df)
        rows.append({
            "a": a.tolist(), "b": b.tolist(), "logRatio": float(difference), "degreesOfFreedom": float(test.df),
            "pValue": float(test.pvalue), "interval": [float(difference - half), float(difference + half)],
        })
    return rows


def mann_whitney():
    rows = []
    cases = [(1, 1), (1, 9), (3, 4), (8, 8), (25, 25), (5, 45), (30, 40)]
    for na, nb in cases:
        a, b = rng.normal(0, 1, na), rng.normal(0.6, 1, nb)
        rows.append((a, b))
    for na, nb in [(6, 9), (20, 20), (60, 80)]:
        rows.append((rng.integers(0, 6, na).astype(float), rng.integers(1, 7, nb).astype(float)))
    out = []
    for a, b in rows:
        ties = len(set(a.tolist() + b.tolist())) < len(a) + len(b)
        method = "asymptotic" if ties or len(a) + len(b) > 50 else "exact"
        test = st.mannwhitneyu(a, b, method=method)
        out.append({"a": a.tolist(), "b": b.tolist(), "u": float(test.statistic), "pValue": float(test.pvalue),
                    "exact": method == "exact"})
    return out


def holm(p):
    order, out, running = np.argsort(p, kind="stable"), [0.0] * len(p), 0.0
    for rank, index in enumerate(order):
        running = max(running, min(1.0, (len(p) - rank) * p[index]))
        out[index] = running
    return out


def holms():
    lists = [[], [0.03], [0.01, 0.04, 0.03, 0.005], [0.2, 0.2, 0.2], [0, 1, 0.5], rng.uniform(0, 1, 30).tolist() + [1e-6, 1e-5, 1e-4]]
    return [{"p": p, "adjusted": holm(p)} for p in lists]


def sign_tests():
    rows = []
    for n in [1, 6, 20, 101]:
        x = rng.normal(0.3, 1, n)
        k = int(np.sum(x < 0))
        rows.append({"samples": x.tolist(), "pValue": float(st.binomtest(k, n, 0.5).pvalue)})
    return rows


def splitmix(seed, count):
    mask, out = 2**64 - 1, []
    for _ in range(count):
        seed = (seed + 0x9E3779B97F4A7C15) & mask
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        out.append(str(z ^ (z >> 31)))
    return out


def detectable():
    rows = []
    for se, confidence, power, df, margin in [
        (0.002, 0.95, 0.8, None, 0.0), (0.0005, 0.999, 0.95, None, 0.005), (0.01, 0.999, 0.99, 4, 0.02)]:
        q = st.norm.ppf if df is None else lambda v, df=df: st.t.ppf(v, df)
        critical = q(1 - (1 - confidence) / 2)
        change = math.expm1(math.log1p(margin) + (critical + q(power)) * se)
        rows.append({"standardError": se, "halfWidth": float(critical * se), "confidence": confidence, "power": power, "df": df, "margin": margin, "change": float(change)})
    return rows


def tolerance():
    own = np.random.default_rng(1941)  # a stream of its own, so that the other rows stay as they are
    rows = []
    for n, q, confidence in [(10, 0.5, 0.95), (58, 0.95, 0.95), (59, 0.95, 0.95), (200, 0.95, 0.95), (500, 0.99, 0.9), (300, 0.1, 0.999)]:
        x = own.lognormal(0, 0.1, n)
        ordered = [None] + sorted(x.tolist())
        upper = [k for k in range(1, n + 1) if st.binom.cdf(k - 1, n, q) >= confidence]
        lower = [k for k in range(1, n + 1) if st.binom.sf(k - 1, n, q) >= confidence]
        rows.append({
            "samples": x.tolist(), "quantile": q, "confidence": confidence,
            "upper": ordered[upper[0]] if upper else None, "lower": ordered[lower[-1]] if lower else None,
        })
    return rows


def spending():
    rows = []
    for budget, looks in [(0.05, 1), (0.05, 5), (0.001, 4), (0.001, 20)]:
        z = st.norm.isf(budget / 2)
        late = [2 * float(st.norm.sf(z / math.sqrt((k + 1) / looks))) for k in range(looks)]
        rows.append({"budget": budget, "looks": looks, "late": late})
    return rows


oracle = {
    "descriptive": descriptive(), "normal": normal(), "student": student(), "binomial": binomial(),
    "medianIntervals": median_intervals(), "processes": processes(), "unpaired": unpaired(), "trimmed": trimmed(),
    "mannWhitney": mann_whitney(),
    "holm": holms(), "signTests": sign_tests(), "splitMix": {"0": splitmix(0, 5), "1234567": splitmix(1234567, 5)},
    "detectable": detectable(), "spending": spending(),
    "tolerance": tolerance(),
}
path = pathlib.Path(__file__).with_name("oracle.json")
path.write_text(json.dumps(oracle, indent=None, separators=(",", ":"), allow_nan=False) + "\n")
