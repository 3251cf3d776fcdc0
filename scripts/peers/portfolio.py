"""The best weights beside scipy's SLSQP, as the seed calls it, and cvxpy with Clarabel.

The inputs are those of the suite `portfolio`, made a second time; objectives are compared by the definition, after clipping and
renormalising what the others return: an interior-point method "beats" the optimum by leaving the limits.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from . import libraries, reference_market
from .rows import Figure, Findings, Row, State
from .timing import Clock, best

COMPARISON = "Portfolio, return less risk"
# Days, assets, microseconds that ours may take, and how many times as fast as SLSQP it has to be.
SIZES = [(250, 20, 60, None), (250, 50, None, 50), (500, 100, 1_000, 50), (1_000, 500, 10_000, 50)]
CAP, AVERSION = 0.1, 1.0
# SLSQP takes seconds where there are so many assets.
LARGEST_OF_SLSQP = 200

Floats = NDArray[np.float64]


def compare_all(findings: Findings, clock: Clock) -> None:
    """Every size beside both, then what a warm start is worth."""
    for days, assets, limit, must in SIZES[:2] if clock.is_quick else SIZES:
        one_size(findings, clock, days, assets, limit, must)


def one_size(findings: Findings, clock: Clock, days: int, assets: int, limit: int | None, must: float | None) -> None:
    """Objectives first, then times in turn."""
    mu, sigma = inputs(days, assets)
    cap = max(CAP, 2.0 / assets)
    weights = of_ours(clock, mu, sigma, cap)
    ours = utility(mu, sigma, weights)
    case = f"portfolio/return-less-risk/{days}x{assets}"
    peers: dict[str, Callable[[], Floats]] = {}
    for name, make in {"scipy SLSQP": slsqp, "cvxpy Clarabel": clarabel}.items():
        if name == "scipy SLSQP" and assets > LARGEST_OF_SLSQP:
            findings.left_out.append(f"{name} on {assets} assets: it takes too long")
            continue
        try:
            peers[name] = make(mu, sigma, cap)
        except libraries.PeerMissing as reason:
            findings.rows.append(Row(COMPARISON, f"{assets} assets", name, State.PEER_MISSING, note=str(reason)))
    reached = {name: utility(mu, sigma, feasible(call(), cap)) for name, call in peers.items()}
    rows: list[tuple[dict[str, float], dict[str, float]]] = []
    for _ in range(clock.rounds):
        theirs = {name: best(call, clock.seconds / 4) for name, call in peers.items()}
        rows.append((theirs, clock.program.time(case, clock.seconds)))
    for name in peers:
        single = [theirs[name] / mine["activeSet"] for theirs, mine in rows]
        behind = (reached[name] - ours) / max(abs(ours), abs(reached[name]))
        agrees = behind <= 1e-9
        findings.rows.append(
            Row(
                COMPARISON, f"{assets} assets", name, State.TIMED if agrees else State.DISAGREES, variant="activeSet",
                ours=min(mine["activeSet"] for _, mine in rows), theirs=min(theirs[name] for theirs, _ in rows),
                ratio=min(theirs[name] for theirs, _ in rows) / min(mine["activeSet"] for _, mine in rows),
                spread=(min(single), max(single)), must=must if name == "scipy SLSQP" else None,
                difference=abs(behind), values=1,
                note=f"objectives compared: ours {'at least as high' if behind <= 0 else 'lower by rounding'}",
            )
        )  # fmt: skip
    microseconds = min(mine["activeSet"] for _, mine in rows) / 1e3
    findings.figures.append(
        Figure(
            COMPARISON, f"{assets} assets, cold", microseconds, "µs", f"≤ {limit:,}" if limit else "",
            microseconds <= limit if limit else None, case,
        )
    )  # fmt: skip
    for name, what in {"again": "other returns", "again-estimated": "another covariance"}.items():
        times = clock.program.time(f"portfolio/{name}/{days}x{assets}", clock.seconds)
        ratio = times["cold"] / times["warm"]
        findings.figures.append(
            Figure(
                COMPARISON, f"{assets} assets, warm after {what}", ratio, "times as fast as cold", "≥ 5", ratio >= 5,
                f"cold {times['cold'] / 1e3:.1f} µs, warm {times['warm'] / 1e3:.1f} µs",
            )
        )  # fmt: skip


def inputs(days: int, assets: int) -> tuple[Floats, Floats]:
    """A year's expected returns and covariances, as `Sources/Suites/Portfolio/PortfolioInputs.swift` has them."""
    prices = reference_market.prices(days + 1, assets)
    moves = prices[1:] / prices[:-1] - 1
    returns = (moves + moves[:, :1])[1:]
    return returns.mean(axis=0) * 252, np.cov(returns, rowvar=False) * 252


def utility(mu: Floats, sigma: Floats, weights: Floats) -> float:
    return float(mu @ weights - AVERSION * np.sqrt(weights @ sigma @ weights))


def feasible(weights: Floats, cap: float) -> Floats:
    """Clipped to the limits, and what that makes the sum miss put where there is room."""
    clipped = np.clip(weights, 0.0, cap)
    for _ in range(100):
        missing = 1.0 - clipped.sum()
        room = (cap - clipped) if missing > 0 else clipped
        if abs(missing) < 1e-16 or room.sum() == 0:
            break
        clipped = np.clip(clipped + missing * room / room.sum(), 0.0, cap)
    return clipped


def of_ours(clock: Clock, mu: Floats, sigma: Floats, cap: float) -> Floats:
    """The weights that `tickmark portfolio` finds on the same numbers."""
    folder = clock.program.folder
    np.savetxt(folder / "mu.csv", mu, fmt="%.17g")
    np.savetxt(folder / "cov.csv", sigma, fmt="%.17g", delimiter=",")
    text = clock.program.run(
        "portfolio", "--mu", "mu.csv", "--cov", "cov.csv", "--risk-aversion", f"{AVERSION}", "--cap", f"{cap}"
    )
    return np.array([float(line.split(",")[1]) for line in text.splitlines()[1:]])


def slsqp(mu: Floats, sigma: Floats, cap: float) -> Callable[[], Floats]:
    """As in the seed: bounds, one equality, no gradient, equal weights to begin with."""
    optimize = libraries.load("scipy.optimize")
    count = len(mu)
    limits = {"type": "eq", "fun": lambda w: np.sum(w) - 1}

    def call() -> Floats:
        found = optimize.minimize(
            lambda w: -utility(mu, sigma, w), np.full(count, 1 / count), method="SLSQP",
            bounds=[(0.0, cap)] * count, constraints=limits, options={"maxiter": 1_000},
        )  # fmt: skip
        return found.x

    return call


def clarabel(mu: Floats, sigma: Floats, cap: float) -> Callable[[], Floats]:
    """Built once, as one who re-solves does; the parameters stay the same."""
    cvxpy = libraries.load("cvxpy")
    weights = cvxpy.Variable(len(mu))
    values, vectors = np.linalg.eigh(sigma)
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    goal = cvxpy.Maximize(mu @ weights - AVERSION * cvxpy.norm2(root @ weights))
    problem = cvxpy.Problem(goal, [cvxpy.sum(weights) == 1, weights >= 0, weights <= cap])

    def call() -> Floats:
        problem.solve(cvxpy.CLARABEL)
        return weights.value

    return call
