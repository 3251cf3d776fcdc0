"""The back-test by shares and cash: a Numba version of the same rules, and vectorbt where its definitions are ours.

Both sides read the same Float32 panels and compute in Float64: NAV, cash and every ledger row are compared to 1e-9.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from . import libraries, reference_cases, reference_market
from .agreement import Agreement, compare
from .contest import Contest, Peer
from .ours import Program
from .rows import Findings
from .tables import write_wide
from .timing import Clock

COMPARISON = "Back-test by shares and cash"
# The suite's case on this module's input: monthly weights and prices of seed 42, rebalanced where weights change, the
# broker's costs, at the close.
OPERATION = "book/ledger"
CAPITAL = 1e8
FEE_BASIS_POINTS = 10.0
# There is no case of ours without shorts: results are compared on the same input, ours is timed on its neighbour.
OURS_ON_SUITE = "ours is timed on the suite's input: the same size and days, with shorts and the broker's costs"


@dataclass
class Book:
    """One input and our results of it."""

    weights: NDArray[np.float32]
    closes: NDArray[np.float32]
    opens: NDArray[np.float32]
    rebalance: NDArray[np.bool_]
    ours: dict[str, NDArray[np.float64]]

    @classmethod
    def make(cls, program: Program, weights: NDArray[np.float64], *arguments: str) -> "Book":
        """Generates prices for some weights and has our program keep the book, with more `arguments` for it."""
        days, assets = weights.shape
        exact = reference_market.prices(days, assets)
        nights = 1.0 + 0.01 * (reference_market.uniform(46, days * assets).reshape(days, assets) - 0.5)
        opens = np.vstack([exact[:1], exact[:-1]]) * nights
        panels = [panel.astype(np.float32) for panel in (weights, exact, opens)]
        changes = np.zeros(days, np.bool_)
        changes[1:] = (np.diff(panels[0], axis=0) != 0).any(axis=1)
        return cls(*panels, changes, keep(program, *panels, *arguments))


def keep(
    program: Program, weights: NDArray, closes: NDArray, opens: NDArray, *arguments: str
) -> dict[str, NDArray[np.float64]]:
    """Our NAV, cash and ledger, through files."""
    from .numba_book import LEDGER

    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / f"{name}.csv" for name in ("weights", "prices", "open")}
        for path, panel in zip(files.values(), (weights, closes, opens)):
            write_wide(path, panel)
        ledger, result = Path(folder) / "ledger.csv", Path(folder) / "book.json"
        inputs = [word for name, path in files.items() for word in (f"--{name}", str(path))]
        precision = "float32" if weights.dtype == np.float32 else "float64"
        program.run(
            "backtest", "--rules", "engine", "--precision", precision, "--capital", str(CAPITAL), *inputs, *arguments,
            "--ledger", str(ledger), "--format", f"json={result}",
        )  # fmt: skip
        book = json.loads(result.read_text())
        rows = pd.read_csv(ledger, float_precision="round_trip")
    found = {"nav": np.array(book["nav"], float), "cash": np.array(book["cash"], float)}
    return found | {f"ledger_{name}": rows[name].to_numpy() for name in LEDGER}


def compare_all(findings: Findings, clock: Clock, days: int, assets: int) -> None:
    """At the close and at the next open with the broker's costs, and long only for vectorbt."""
    monthly = reference_market.monthly_weights(days, assets)
    size = f"{days:,} days × {assets:,} assets, monthly"
    timings = [
        ("barClose", "at the close", OPERATION),
        ("nextBarOpen", "at the next open", f"{OPERATION}-next-open"),
    ]
    findings.left_out += [f"book: {words}" for _, words, _ in timings[1:] if clock.is_quick]
    for timing, words, operation in timings[:1] if clock.is_quick else timings:
        book = Book.make(clock.program, monthly, "--cost-per-share", "0.005", "--timing", timing)
        contest = Contest(findings, clock, COMPARISON, f"{size}, {words}", f"{operation}/{days}x{assets}")
        maker = partial(numba, book, next_open=timing == "nextBarOpen")
        maker.__name__ = "Numba"
        contest.hold(maker)
    # Long only and a tenth in cash, so that no order lacks the money: vectorbt refuses those, our rules do not.
    book = Book.make(clock.program, np.abs(monthly) * 0.9, "--cost-bps", str(FEE_BASIS_POINTS))
    item = f"{size}, long only, at the close, {FEE_BASIS_POINTS:g} bps"
    contest = Contest(findings, clock, COMPARISON, item, f"{OPERATION}/{days}x{assets}")
    maker, other = partial(numba, book, rate=FEE_BASIS_POINTS / 1e4), partial(vectorbt, book)
    maker.__name__, other.__name__ = "Numba", "vectorbt"
    contest.hold(maker, other)


def numba(book: Book, next_open: bool = False, rate: float | None = None) -> Iterator[Peer]:
    """The same rules to NAV, cash and ledger."""
    libraries.load("numba")
    from .numba_book import NumbaBook, Rules

    way = {"capital": CAPITAL, "next_open": next_open}
    rules = Rules.of_broker(**way) if rate is None else Rules(rate=rate, **way)
    peer = NumbaBook(book.weights, book.closes, book.opens, book.rebalance, rules)
    agreement = reference_cases.first_broken(reference_cases.books()) or compare(peer.results(), book.ours, 1e-9)
    note = "NAV, cash and ledger only: no trades, no statistics" + (f"; {OURS_ON_SUITE}" if rate else "")
    yield Peer("Numba", peer.run, agreement, note=note)


def vectorbt(book: Book) -> Iterator[Peer]:
    """`Portfolio.from_orders` with target percentages on the rebalance days; NAV is what it has in common with ours."""
    vbt = libraries.load("vectorbt")
    days = book.rebalance.copy()
    days[0] = True
    size = np.where(days[:, None], book.weights.astype(np.float64), np.nan)
    closes = pd.DataFrame(book.closes.astype(np.float64))

    def call():
        portfolio = vbt.Portfolio.from_orders(
            closes, size=size, size_type="targetpercent", fees=FEE_BASIS_POINTS / 1e4, init_cash=CAPITAL,
            cash_sharing=True, group_by=True, call_seq="auto", freq="1D",
        )  # fmt: skip
        return portfolio.value()

    agreement: Agreement = compare({"nav": call().to_numpy()}, {"nav": book.ours["nav"]}, 1e-9)
    yield Peer("vectorbt", call, agreement, note=f"NAV and orders only; {OURS_ON_SUITE}")
