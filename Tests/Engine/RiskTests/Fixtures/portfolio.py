"""Makes portfolio.json: problems with random numbers, and the objectives that Clarabel reaches on them through cvxpy.

pip install cvxpy==1.9.3 clarabel==0.11.1 scipy==1.17.1; python portfolio.py > portfolio.json
"""

import json

import cvxpy as cp
import numpy as np

rng = np.random.default_rng(20261122)
TOLERANCES = dict(tol_gap_abs=1e-12, tol_gap_rel=1e-12, tol_feas=1e-12, max_iter=500)


def numbers(count, days):
    market = rng.normal(0, 0.01, days)
    returns = np.outer(market, rng.uniform(0.5, 1.5, count)) + rng.normal(0, 1, (days, count)) * rng.uniform(0.005, 0.025, count)
    sigma = np.atleast_2d(np.cov(returns, rowvar=False) * 252)
    # Rounded, one of low rank would be indefinite.
    return np.round(rng.normal(0.05, 0.12, count), 6), sigma if days < count else np.round(sigma, 7)


def problem(goal, count, *, days=None, lower=0.0, cap=0.1, groups=(), **parameters):
    mu, sigma = numbers(count, days or 3 * count + 10)
    sigma = (sigma + sigma.T) / 2
    # A root that a rounded matrix of low rank has, too.
    values, vectors = np.linalg.eigh(sigma)
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    w = cp.Variable(count)
    limits = [cp.sum(w) == 1, w >= lower, w <= cap]
    for group in groups:
        total = cp.sum(w[group["members"]])
        limits += [total >= group["lower"], total <= group["upper"]]
    risk = cp.norm2(root @ w)
    if goal == "returnLessRisk":
        best = cp.Problem(cp.Maximize(mu @ w - parameters["aversion"] * risk), limits).solve(cp.CLARABEL, **TOLERANCES)
    elif goal == "minimumRisk":
        best = cp.Problem(cp.Minimize(risk), limits).solve(cp.CLARABEL, **TOLERANCES)
    elif goal == "return":
        reached = [*limits, mu @ w == parameters["target"]]
        best = cp.Problem(cp.Minimize(risk), reached).solve(cp.CLARABEL, **TOLERANCES)
    elif goal == "maximumSharpe":
        # In units of the excess return: y = w / (excess · w).
        scale = cp.sum(w)
        limits = [(mu - parameters["riskFree"]) @ w == 1, w >= lower * scale, w <= cap * scale, scale >= 0]
        best = 1 / cp.Problem(cp.Minimize(risk), limits).solve(cp.CLARABEL, **TOLERANCES)
    elif goal == "riskParity":
        budgets = np.full(count, 1 / count)
        x = cp.Variable(count)
        convex = cp.sum_squares(root @ x) / 2 - budgets @ cp.log(x)
        cp.Problem(cp.Minimize(convex)).solve(cp.CLARABEL, **TOLERANCES)
        weights = x.value / x.value.sum()
        best = np.sqrt(weights @ sigma @ weights)
    return {
        "goal": goal, "parameters": parameters, "expectedReturns": mu.tolist(), "covariance": sigma.ravel().tolist(),
        "lower": lower, "cap": cap, "groups": list(groups), "objective": float(best),
    }


def groups(count):
    return [
        {"name": f"sector {sector}", "members": list(range(sector, count, 4)), "lower": [0.2, 0, 0, 0.05][sector],
         "upper": [0.5, 0.15, 0.4, 0.3][sector]}
        for sector in range(4)
    ] + [{"name": "home", "members": list(range(count // 2)), "lower": 0.3, "upper": 0.45}]


problems = []
for count, cap in [(1, 1.0), (2, 0.7), (5, 0.4), (12, 0.1), (18, 0.1)]:
    for aversion in [0.0, 0.5, 1.0, 4.0]:
        problems.append(problem("returnLessRisk", count, cap=cap, aversion=aversion))
    problems.append(problem("minimumRisk", count, cap=cap))
    problems.append(problem("riskParity", count, cap=1.0))
for count in [8, 18]:
    problems.append(problem("returnLessRisk", count, lower=-0.2, cap=0.4, aversion=2.0))
    problems.append(problem("minimumRisk", count, lower=-0.2, cap=0.4))
    problems.append(problem("maximumSharpe", count, cap=0.3, riskFree=0.01))
    problems.append(problem("maximumSharpe", count, lower=-0.1, cap=0.3, riskFree=-0.02))
    problems.append(problem("returnLessRisk", count, days=count // 2, cap=0.3, aversion=1.0))
    problems.append(problem("minimumRisk", count, days=count // 2, cap=0.3))
for count in [12, 18]:
    for aversion in [0.0, 1.0, 5.0]:
        problems.append(problem("returnLessRisk", count, cap=0.2, groups=groups(count), aversion=aversion))
    problems.append(problem("minimumRisk", count, cap=0.2, groups=groups(count)))
    problems.append(problem("return", count, cap=0.2, groups=groups(count), target=0.05))
print(json.dumps(problems))
