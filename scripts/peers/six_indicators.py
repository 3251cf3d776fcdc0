"""Six indicators of every stock: the sets `seed` and `bench` beside Numba, pandas, polars and TA-Lib.

Ours reads Float32 and writes Float32 with Float64 sums, so the Numba kernels do too. pandas and polars compute in
Float64 tables, their usual form. Results are compared on Float64 columns to 1e-9 and, for what is timed in Float32, to
its rounding.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import libraries, reference_cases, reference_market
from .agreement import Agreement, compare
from .contest import Contest, Peer
from .numba_panel import NumbaPanel
from .ours import Program
from .rows import Figure, Findings
from .tables import read_columns, write_long
from .timing import Clock, Laps

COLUMNS = {
    "seed": ["sma_20", "sma_50", "rsi", "bb_middle", "bb_upper", "bb_lower"],
    "bench": ["sma_20", "sma_50", "rsi", "volume_sma", "returns", "volatility"],
}
OPERATIONS = {"seed": "six-pack", "bench": "bench-pack"}
NUMBA_MUST = 3.0
COPY = "copy"
# Threads, and whether LLVM may reorder sums; the latter has made no difference worth a compilation in a quick run.
FORMS = [(1, False), (1, True), (2, False)]
QUICK_FORMS = [(1, False), (2, False)]
# Two results rounded to Float32 may lie on both sides of a step.
FLOAT32_STEP = 2.5e-7


@dataclass
class Table:
    """The input that everybody reads, and what ours makes of it."""

    name: str
    close: NDArray[np.float64]
    volume: NDArray[np.float64]
    ours: dict[str, NDArray[np.float64]]

    @classmethod
    def make(cls, program: Program, name: str, days: int, stocks: int) -> "Table":
        """Generates the suite's panel and has the executable compute the set in Float64 from a file."""
        # Through Float32 and back, so that all sides read the numbers that the suite reads.
        close = reference_market.prices(days, stocks).astype(np.float32).astype(np.float64)
        volume = reference_market.volumes(days, stocks)
        with tempfile.TemporaryDirectory() as folder:
            prices, output = Path(folder) / "prices.csv", Path(folder) / "columns.csv"
            write_long(prices, close, volume)
            arguments = ["--prices", str(prices), "--output", str(output), "--set", name, "--precision", "float64"]
            program.run("indicators", *arguments)
            ours = read_columns(output, COLUMNS[name], days, stocks)
        return cls(name, close, volume, ours)

    def agreement(self, columns: NDArray[np.floating], relative: float = 1e-9) -> Agreement:
        """Compares a peer's `[column, day, stock]` with ours."""
        return compare(dict(zip(COLUMNS[self.name], columns)), self.ours, relative)


def compare_all(findings: Findings, clock: Clock, days: int, stocks: int) -> None:
    """Both sets, and the share of a plain copy's rate."""
    if clock.is_quick:
        findings.left_out.append("six: Numba with fastmath")
    for name in COLUMNS:
        table = Table.make(clock.program, name, days, stocks)
        case = f"indicators/{OPERATIONS[name]}/{days}x{stocks}"
        contest = Contest(findings, clock, "Six indicators", f"set {name}, {stocks:,} stocks × {days} days", case)
        forms = QUICK_FORMS if clock.is_quick else FORMS
        makers = [named(numba, partial(numba, table, forms))]
        makers += [named(make, partial(make, table)) for make in (pandas, polars)]
        if name == "bench":
            makers.append(named(talib, partial(talib, table)))
        source = np.ones((6, days, stocks), np.float32)
        target = np.zeros_like(source)
        laps = contest.hold(*makers, beside={COPY: lambda: np.copyto(target, source)})  # noqa: B023
        add_figures(findings, name, laps, stocks)


def named(original, call):
    """A partial call that keeps its name for the report."""
    call.__name__ = original.__name__
    return call


def numba(table: Table, forms: list[tuple[int, bool]]) -> Iterator[Peer]:
    """Both layouts, alone and on all processors; the fastest of them is the one to beat."""
    libraries.load("numba")
    for layout in ("by stock", "by day"):
        exact = NumbaPanel.make(table.name, layout, table.close, table.volume)
        broken = reference_cases.first_broken(reference_cases.packs(table.name, layout))
        agreement = broken or table.agreement(exact.columns())
        close, volume = table.close.astype(np.float32), table.volume.astype(np.float32)
        for threads, fastmath in forms:
            panel = NumbaPanel.make(table.name, layout, close, volume, threads=threads, fastmath=fastmath)
            rounded = table.agreement(panel.columns(), FLOAT32_STEP * (10 if fastmath else 1))
            words = [f"Numba {layout}", "fastmath" if fastmath else "", "2 threads" if threads > 1 else ""]
            yield Peer(
                ", ".join(filter(None, words)), panel.fill, agreement if rounded.holds else rounded, threads,
                must=NUMBA_MUST if threads == 1 else None, note="Float32 in and out, Float64 sums, its own buffers",
            )  # fmt: skip


def pandas(table: Table) -> Iterator[Peer]:
    """Rolling windows over a wide table."""
    pd = libraries.load("pandas")
    close, volume = pd.DataFrame(table.close), pd.DataFrame(table.volume)

    def seed():
        move = close.diff()
        gain = move.clip(lower=0).rolling(14).mean()
        loss = (-move.clip(upper=0)).rolling(14).mean()
        middle = close.rolling(20).mean()
        band = 2 * close.rolling(20).std()
        short, long = close.rolling(20, min_periods=1).mean(), close.rolling(50, min_periods=1).mean()
        return short, long, 100 * gain / (gain + loss), middle, middle + band, middle - band

    def bench():
        move = close.diff().fillna(0.0)
        gain = move.clip(lower=0).rolling(14).mean()
        loss = (-move.clip(upper=0)).rolling(14).mean()
        change = close.pct_change(fill_method=None)
        short, long = close.rolling(20).mean(), close.rolling(50).mean()
        return short, long, 100 * gain / (gain + loss), volume.rolling(20).mean(), change, change.rolling(20).std()

    call = {"seed": seed, "bench": bench}[table.name]
    columns = np.stack([frame.to_numpy() for frame in call()])
    yield Peer("pandas rolling", call, table.agreement(columns), note="wide Float64 table")


def polars(table: Table) -> Iterator[Peer]:
    """Rolling expressions over a wide table, a column a stock; polars takes every processor there is."""
    pl = libraries.load("polars")
    names = [f"S{stock}" for stock in range(table.close.shape[1])]
    close = pl.DataFrame(np.asfortranarray(table.close), schema=names)
    volume = pl.DataFrame(np.asfortranarray(table.volume), schema=names)
    every = pl.all()

    # What leads an expression names its columns, so numbers come last.
    def rsi(move):
        gain = ((move + move.abs()) * 0.5).rolling_mean(14)
        return gain / move.abs().rolling_mean(14) * 100

    def seed():
        middle, band = every.rolling_mean(20), every.rolling_std(20) * 2
        expressions = [
            every.rolling_mean(20, min_samples=1), every.rolling_mean(50, min_samples=1), rsi(every.diff()), middle,
            middle + band, middle - band,
        ]  # fmt: skip
        return tuple(close.select(expression) for expression in expressions)

    def bench():
        change = every / every.shift(1) - 1
        expressions = [
            every.rolling_mean(20), every.rolling_mean(50), rsi(every.diff().fill_null(0.0)), None, change,
            change.rolling_std(20),
        ]  # fmt: skip
        return tuple(
            volume.select(every.rolling_mean(20)) if expression is None else close.select(expression)
            for expression in expressions
        )

    call = {"seed": seed, "bench": bench}[table.name]
    columns = np.stack([frame.to_numpy() for frame in call()])
    yield Peer("polars", call, table.agreement(columns), threads=pl.thread_pool_size(), note="wide Float64 table")


def talib(table: Table) -> Iterator[Peer]:
    """A call a stock and column, where it has our definitions: all of `bench` but the RSI, which is Wilder's."""
    ta = libraries.load("talib")
    closes, volumes = np.ascontiguousarray(table.close.T), np.ascontiguousarray(table.volume.T)
    # TA-Lib's deviation is that of a population.
    sample = (20 / 19) ** 0.5

    def call():
        found = []
        for close, volume in zip(closes, volumes):
            change = ta.ROCP(close, 1)
            deviation = ta.STDDEV(change, 20) * sample
            found.append((ta.SMA(close, 20), ta.SMA(close, 50), ta.SMA(volume, 20), change, deviation))
        return found

    # [stock][column][day] to [column, day, stock]
    columns = np.array(call()).transpose(1, 2, 0)
    names = [name for name in COLUMNS["bench"] if name != "rsi"]
    agreement = compare(dict(zip(names, columns)), {name: table.ours[name] for name in names}, 1e-9)
    yield Peer(
        "TA-Lib", call, agreement, note="five of the six columns: its RSI is another one; a call a stock and column"
    )


def add_figures(findings: Findings, name: str, laps: Laps, stocks: int) -> None:
    """Stocks a second, and how near the set comes to a copy of as many bytes as it writes."""
    copy = min(laps.peers[COPY])
    least = {"simd": 1.2, "parallel": 2.0} if name == "seed" else {}
    for variant, times in laps.ours.items():
        rate, share, must = stocks / min(times) * 1e3, copy / min(times) * 100, least.get(variant)
        item, bound = f"set {name}, {variant}", f"≥ {must:g}" if must else ""
        reached = rate >= must if must else None
        findings.figures.append(Figure("Six indicators", item, rate, "M stocks/s", bound, reached))
        if variant == "simd":
            note = f"numpy.copyto of the columns' bytes, in the same rounds: {copy / 1e6:.2f} ms"
            figure = Figure("Six indicators", item, share, "% of a copy's rate", "≥ 25 %", share >= 25, note)
            findings.figures.append(figure)
