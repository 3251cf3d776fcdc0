"""A cross-over sweep over real prices beside vectorbt: equal rules, equal total returns, then time."""

import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from . import libraries, studies
from .agreement import compare
from .ours import Program
from .rows import Figure, Findings, Row, State
from .timing import Clock

COMPARISON = "Cross-over sweep, 20 stocks"
CAPITAL = 1e6
FAST = range(5, 105, 5)
SLOW = range(105, 355, 5)
SPACE = "fast = { low = 5, high = 100, step = 5 }\nslow = { low = 105, high = 350, step = 5 }"
TOLERANCE = 1e-6
MUST_RATE = 2_000

# Each of ours, and what makes vectorbt do the same.
#
# `book` brings all back to their weights on a day of change: orders by percentage, sales first, so that cash suffices.
# `changes` trades what changes, a fixed part of the initial capital each: orders by value, with cash to spare.
RULES = {
    "book": 'capital = 1_000_000\nscope = "book"',
    "changes": 'capital = 1_000_000\nscope = "changes"\nallocation = "fixed"',
}


def compare_all(findings: Findings, clock: Clock) -> None:
    """1,000 combinations of ours over two workers; a part of them by vectorbt."""
    prices = Path(".tickmark/data/sp500_dataset.csv").resolve()
    if not prices.exists():
        subprocess.run([str(clock.program.executable), "data", "fetch"], check=False, capture_output=True)
    if not prices.exists():
        findings.left_out.append("the sweep: the real prices cannot be fetched (tickmark data fetch)")
        return
    closes = pd.read_csv(prices, index_col=0).astype(np.float32).astype(np.float64)
    combinations = 12 if clock.is_quick else 40
    chosen = [(fast, slow) for fast in FAST for slow in SLOW][:: 1_000 // combinations][:combinations]
    for scope, rules in RULES.items():
        file = f"sweep-{scope}.toml"
        (clock.program.folder / file).write_text(studies.scenario(str(prices), SPACE, "grid", 1_000, rules))
        side_by_side(findings, clock, scope, file, closes, chosen)


def side_by_side(
    findings: Findings, clock: Clock, scope: str, file: str, closes: pd.DataFrame, chosen: list[tuple[int, int]]
) -> None:
    """One rule: values first, then rounds in turn."""
    item = f"scope {scope}, a combination"
    try:
        vectorbt = libraries.load("vectorbt")
        # Theirs need not compute them: 22 windows for 40 combinations would weigh more than 70 for 1,000.
        averages = moving_averages(vectorbt, closes, chosen)
        theirs = simulate(vectorbt, scope, closes, averages, chosen)  # Compiles, too.
    except libraries.PeerMissing as reason:
        findings.rows.append(Row(COMPARISON, item, "vectorbt", State.PEER_MISSING, note=str(reason)))
        vectorbt = None
    agreement = None
    if vectorbt:
        mine = values_of_ours(clock.program, file, chosen)
        agreement = compare({"total return": theirs}, {"total return": mine}, TOLERANCE)
    if agreement and not agreement.holds:
        findings.rows.append(Row(COMPARISON, item, "vectorbt", State.DISAGREES, note=f"{agreement.first}; not timed"))
        vectorbt = None
    ours, peer = [], []
    for _ in range(clock.rounds):
        ours.append(studies.optimize(clock.program, file).seconds / 1_000 * 1e9)
        if vectorbt:
            start = time.perf_counter()
            simulate(vectorbt, scope, closes, averages, chosen)
            peer.append((time.perf_counter() - start) / len(chosen) * 1e9)
    rate = 1e9 / min(ours)
    note = f"1,000 combinations on 2 workers, start included, with all statistics; of all rounds {1e9 / max(ours):,.0f} and more"
    findings.figures.append(
        Figure(COMPARISON, f"scope {scope}", rate, "combinations/s", f"≥ {MUST_RATE:,}", rate >= MUST_RATE, note)
    )
    if vectorbt and agreement:
        single = [their / our for their, our in zip(peer, ours)]
        findings.rows.append(
            Row(
                COMPARISON, item, "vectorbt", State.TIMED, variant="2 workers", ours=min(ours), theirs=min(peer),
                ratio=min(peer) / min(ours), spread=(min(single), max(single)), difference=agreement.largest,
                values=agreement.values, note="total returns compared; vectorbt, on one thread, computes these and win rates from averages that it is given",
            )
        )  # fmt: skip


def values_of_ours(program: Program, file: str, chosen: list[tuple[int, int]]) -> np.ndarray:
    """The total returns of those combinations."""
    path = program.folder / f"{file}.db"
    studies.optimize(program, file, "--storage", f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT f.param_value, s.param_value, v.value FROM trial_values v "
            "JOIN trial_params f ON f.trial_id = v.trial_id AND f.param_name = 'fast' "
            "JOIN trial_params s ON s.trial_id = v.trial_id AND s.param_name = 'slow'"
        ).fetchall()
    found = {(int(fast), int(slow)): value for fast, slow, value in rows}
    return np.array([found[pair] for pair in chosen])


def moving_averages(vectorbt: Any, closes: pd.DataFrame, chosen: list[tuple[int, int]]) -> dict[int, np.ndarray]:
    """By window. Ours keeps averages in Float32: two that are equal there cross on another day by their last digits."""
    return {
        window: vectorbt.MA.run(closes, window, short_name="ma").ma.to_numpy().astype(np.float32)
        for window in sorted({window for pair in chosen for window in pair})
    }


def simulate(
    vectorbt: Any, scope: str, closes: pd.DataFrame, averages: dict[int, np.ndarray], chosen: list[tuple[int, int]]
) -> np.ndarray:
    """Total returns by vectorbt, all combinations at once: a group of columns each, that shares its cash."""
    prices = closes.to_numpy()
    holds = np.hstack([averages[fast] > averages[slow] for fast, slow in chosen])
    changes = np.vstack([holds[:1], holds[1:] != holds[:-1]])
    count = len(chosen)
    cash, kind, share = CAPITAL, "targetpercent", 1 / closes.shape[1]
    if scope == "book":
        # On a day of change all of the group's columns have an order; the first day has one where it has a weight.
        traded = np.repeat(changes.reshape(len(prices), count, -1).any(axis=2), closes.shape[1], axis=1)
    else:
        traded, cash, kind, share = changes, 100 * CAPITAL, "targetvalue", CAPITAL / closes.shape[1]
    size = np.where(traded, holds * share, np.nan)
    portfolio = vectorbt.Portfolio.from_orders(
        np.tile(prices, (1, count)), size, size_type=kind, init_cash=cash, fees=0.0,
        group_by=np.repeat(np.arange(count), closes.shape[1]), cash_sharing=True, call_seq="auto", freq="D",
    )  # fmt: skip
    portfolio.trades.win_rate()
    final = portfolio.final_value().to_numpy()
    return (final - cash) / CAPITAL
