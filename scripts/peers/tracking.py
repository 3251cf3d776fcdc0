"""The tracker: all 59 statistics from weights and prices, beside a complete Numba version and plain NumPy.

Both sides read the same Float32 weights and prices and compute in Float64, so the statistics are compared to 1e-9.
"""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import libraries, reference_cases, reference_market
from .agreement import compare
from .contest import Contest, Peer
from .numpy_tracking import track
from .ours import Program
from .rows import Findings
from .tables import write_costs, write_wide
from .timing import Clock

MUST = 3.5
SIZES = [(2_520, 500), (1_000, 50), (5_040, 3_000)]
CAPITAL = 100_000.0


class Job:
    """One input, and our statistics of it."""

    def __init__(self, program: Program, days: int, assets: int) -> None:
        weights = reference_market.monthly_weights(days, assets)
        self.costs = reference_market.costs(weights)
        self.weights = weights.astype(np.float32)
        self.prices = reference_market.prices(days, assets).astype(np.float32)
        self.dates = reference_market.business_days(days).astype(np.int64)
        self.ours = statistics(program, self.weights, self.prices, self.costs)


def statistics(
    program: Program, weights: NDArray[np.float32], prices: NDArray[np.float32], costs: NDArray[np.float64]
) -> dict[str, float]:
    """What `tickmark backtest --rules seed` makes of the same numbers, through files."""
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / f"{name}.csv" for name in ("weights", "prices", "costs")}
        write_wide(files["weights"], weights)
        write_wide(files["prices"], prices)
        write_costs(files["costs"], costs)
        arguments = [word for name, path in files.items() for word in (f"--{name}", str(path))]
        result = program.statistics("--rules", "seed", "--capital", str(CAPITAL), *arguments)
    return {name: np.nan if value is None else value for name, value in result["statistics"].items()}


def compare_all(findings: Findings, clock: Clock) -> None:
    """A contest a size; a quick one leaves out the largest, whose files alone take minutes."""
    findings.left_out += [f"tracking: {days} days × {assets} assets" for days, assets in SIZES[1:] if clock.is_quick]
    for days, assets in SIZES[:1] if clock.is_quick else SIZES:
        job = Job(clock.program, days, assets)
        item, case = f"{days:,} days × {assets:,} assets", f"tracking/statistics/{days}x{assets}"
        contest = Contest(findings, clock, "Tracking, 59 statistics", item, case)
        make_numba, make_numpy = partial(numba, job), partial(numpy, job)
        make_numba.__name__, make_numpy.__name__ = "Numba", "NumPy"
        contest.hold(make_numba, make_numpy)


def numba(job: Job) -> Iterator[Peer]:
    """The complete version, alone and on two threads."""
    libraries.load("numba")
    from .numba_tracking import NumbaTracking

    weights, prices = np.ascontiguousarray(job.weights.T), np.ascontiguousarray(job.prices.T)
    for threads in (1, 2):
        peer = NumbaTracking(weights, prices, job.costs, job.dates, threads, CAPITAL)
        agreement = reference_cases.first_broken(reference_cases.tracking(threads)) or compare(
            peer.run(), job.ours, 1e-9
        )
        yield Peer(
            "Numba, complete" + (", 2 threads" if threads > 1 else ""), peer.run, agreement, threads,
            must=MUST if threads == 1 else None, note="an asset's days together; its own buffers",
        )  # fmt: skip


def numpy(job: Job) -> Iterator[Peer]:
    """Whole-array NumPy: what a vectorised notebook version costs."""
    call = partial(track, job.weights, job.prices, job.costs, job.dates, CAPITAL)
    yield Peer("NumPy, whole arrays", call, compare(call(), job.ours, 1e-9), note="the same 59 statistics")
