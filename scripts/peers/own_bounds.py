"""What ours has to reach by itself: times, memory, threads and allocations, from the suites of `tickmark run`."""

from typing import Any

from .rows import Figure, Findings
from .timing import Clock

COMPARISON = "By itself"
# Far from what memory gives: their threads have nothing to share but the processor's mood.
COMPUTE_BOUND = ("adx", "correlation", "beta")
# Every kernel at its smallest size; the pools' plain allocation and what makes frames are no kernels.
KERNELS = ("indicators/*/100x10", "single-indicators/*/250x64", "streams/*/10000", "tracking/*/100x10", "book/*/1000x50")
MUST_EFFICIENCY = 0.85

Times = dict[str, float]


def compare_all(findings: Findings, clock: Clock) -> None:
    """Every bound; the shortest of several rounds where it is a time, as beside the peers."""
    for case, variant, must in [
        ("tracking/statistics/5040x3000", "simd", 20.0),
        ("tracking/statistics/5040x3000", "parallel", 12.0),
        ("book/ledger/2520x500", "simd", 8.0),
    ]:
        if clock.is_quick:
            findings.left_out.append(f"{case} {variant}")
            continue
        value = shortest(clock, case)[variant] / 1e6
        add(findings, f"{case}, {variant}", value, "ms", f"≤ {must:g}", value <= must)
    whole_day(findings, clock)
    pools(findings, clock)
    threads(findings, clock)
    allocations(findings, clock)


def add(findings: Findings, item: str, value: float, unit: str, must: str, reached: bool, note: str = "") -> None:
    findings.figures.append(Figure(COMPARISON, item, value, unit, must, reached, note))


def shortest(clock: Clock, case: str) -> Times:
    """The shortest time of each variant over the rounds, in nanoseconds a call."""
    best: Times = {}
    for _ in range(clock.rounds):
        for variant, time in clock.program.time(case, clock.seconds).items():
            best[variant] = min(time, best.get(variant, float("inf")))
    return best


def whole_day(findings: Findings, clock: Clock) -> None:
    """From the file to the statistics."""
    case = "pipeline/whole-day/252x400" if clock.is_quick else "pipeline/whole-day/5040x4000"
    for row in clock.program.rows(case, seconds=clock.seconds):
        if row["variant"] != "parallel":
            continue
        seconds = min(row["metrics"]["wall"]["samples"]) / 1e9
        resident = row["metrics"]["residentBytes"]["median"] / 1e9
        add(findings, f"{row['case']}, two threads", seconds, "s", "≤ 3", seconds <= 3)
        add(findings, f"{row['case']}, resident", resident, "GB", "≤ 1", resident <= 1, "inputs and two outputs with it")


def pools(findings: Findings, clock: Clock) -> None:
    """Lease and return of one order; one share of a pool on each of two threads."""
    orders = 100_000
    alone = shortest(clock, f"pools/turnover/{orders}")
    add(findings, "lease and return, one thread", alone["share"] / orders, "ns", "≤ 8", alone["share"] / orders <= 8)
    case, row = f"pools/turnover-on-two/{orders}", None
    for row in clock.program.rows(case, seconds=clock.seconds):
        if row["variant"] == "share":
            each = min(row["metrics"]["wall"]["samples"]) / row["rows"]
            factor = alone["share"] / orders / each
            add(findings, "two threads over one, orders a second", factor, "×", "≥ 1.5", factor >= 1.5)


def threads(findings: Findings, clock: Clock) -> None:
    """What two threads make of two processors where memory is not in the way."""
    for name in COMPUTE_BOUND:
        times = shortest(clock, f"single-indicators/{name}/250x4000")
        efficiency = times["simd"] / (2 * times["parallel"])
        add(
            findings, f"{name}, 1,000,000 rows, two threads", efficiency, "of two processors", f"≥ {MUST_EFFICIENCY}",
            efficiency >= MUST_EFFICIENCY,
        )  # fmt: skip


def allocations(findings: Findings, clock: Clock) -> None:
    """The most that any kernel allocates in one call."""
    worst: tuple[float, str] = (0, "")
    rows: list[dict[str, Any]] = [row for case in KERNELS for row in clock.program.rows(case, seconds=0.01)]
    for row in rows:
        count = row["metrics"].get("allocations", {}).get("median")
        if count is None or count > worst[0]:
            worst = (float("inf") if count is None else count, f"{row['case']} {row['variant']}")
    add(findings, f"allocations of one call, {len(rows)} kernels", worst[0], "at most", "0", worst[0] == 0, worst[1])
