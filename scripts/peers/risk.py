"""A covariance of the suite's market beside numpy's and scikit-learn's, both over their own OpenBLAS and its threads."""

from collections.abc import Iterator

import numpy as np

from . import libraries, reference_market
from .agreement import compare
from .contest import Contest, Peer
from .rows import Findings
from .tables import write_wide
from .timing import Clock

DAYS, ASSETS = 1_000, 2_000
QUICK_DAYS, QUICK_ASSETS = 252, 500


def compare_all(findings: Findings, clock: Clock) -> None:
    """The sample covariance, and Ledoit and Wolf's."""
    days, assets = (QUICK_DAYS, QUICK_ASSETS) if clock.is_quick else (DAYS, ASSETS)
    prices = reference_market.prices(days + 1, assets).astype(np.float32)
    write_wide(clock.program.folder / "risk.csv", prices)
    wide = prices.astype(np.float64)
    returns = (wide[1:] / wide[:-1] - 1).astype(np.float32)
    size = f"{days}x{assets}"

    def numpy() -> Iterator[Peer]:
        theirs = np.cov(returns, rowvar=False, dtype=np.float32)
        agreement = compare({"covariance": scaled(theirs)}, {"covariance": scaled(ours(clock))}, 1e-5, absolute=1e-5)
        yield Peer("numpy.cov, Float32", lambda: np.cov(returns, rowvar=False, dtype=np.float32), agreement, threads=2)

    def scikit_learn() -> Iterator[Peer]:
        covariance = libraries.load("sklearn.covariance")
        theirs = covariance.ledoit_wolf(returns)[0]
        mine = ours(clock, "--shrinkage", "ledoit-wolf")
        agreement = compare({"covariance": scaled(theirs)}, {"covariance": scaled(mine)}, 1e-5, absolute=1e-5)
        yield Peer("scikit-learn ledoit_wolf", lambda: covariance.ledoit_wolf(returns), agreement, threads=2)

    Contest(findings, clock, "Covariance", f"{size}, sample", f"risk/covariance/{size}").hold(numpy)
    Contest(findings, clock, "Covariance", f"{size}, shrunk", f"risk/shrunk-covariance/{size}").hold(scikit_learn)


def ours(clock: Clock, *options: str) -> np.ndarray:
    """What `tickmark risk` says of the same prices."""
    clock.program.run("risk", "--prices", "risk.csv", "--covariance", "covariance.csv", *options)
    rows = (clock.program.folder / "covariance.csv").read_text().splitlines()[1:]
    return np.array([row.split(",")[1:] for row in rows], dtype=np.float64)


def scaled(matrix: np.ndarray) -> np.ndarray:
    """Correlations, and logarithms of the variances on the diagonal: what the contract bounds."""
    matrix = matrix.astype(np.float64)
    deviations = np.sqrt(np.diag(matrix))
    result = matrix / np.outer(deviations, deviations)
    np.fill_diagonal(result, np.log(np.diag(matrix)))
    return result
