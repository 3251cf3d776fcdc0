"""The repository's reference cases: a peer that misses one computes something else, and is not timed.

They were made by implementations that are neither ours nor the peers'.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .agreement import Agreement, compare

INDICATORS = Path("Tests/Engine/IndicatorsTests/Fixtures")
BACKTESTS = Path("Tests/Engine/BacktestTests/Fixtures")


def first_broken(agreements: Iterator[tuple[str, Agreement]]) -> Agreement | None:
    """The first case that does not hold, named; none where all do."""
    for name, agreement in agreements:
        if not agreement.holds:
            return Agreement(agreement.values, agreement.largest, f"reference case {name}: {agreement.first}")
    return None


def packs(name: str, layout: str) -> Iterator[tuple[str, Agreement]]:
    """The awkward series of the indicator sets: gaps, flat, rising, short, far from zero."""
    from .numba_panel import NumbaPanel
    from .six_indicators import COLUMNS

    for folder in sorted(path.parent for path in INDICATORS.glob("*/snippet.csv")):
        series = pd.read_csv(folder / "input.csv", float_precision="round_trip").astype(np.float64)
        expected = pd.read_csv(folder / {"seed": "snippet.csv", "bench": "bench.csv"}[name])
        panel = NumbaPanel.make(name, layout, series[["close"]].to_numpy(), series[["volume"]].to_numpy())
        ours = {column: expected[column].to_numpy(np.float64) for column in COLUMNS[name]}
        theirs = dict(zip(COLUMNS[name], panel.columns()[:, :, 0].copy()))
        yield folder.name, compare(theirs, ours, 1e-9)


def tracking(threads: int) -> Iterator[tuple[str, Agreement]]:
    """All 59 statistics of each tracking case."""
    from .numba_tracking import NumbaTracking

    for folder, case in _cases("perday_stats"):
        weights, prices = (np.ascontiguousarray(_panel(folder, name, case).T) for name in ("weights", "prices"))
        dates = np.array(case["dates"], "datetime64[D]").astype(np.int64)
        costs = np.fromfile(folder / "costs.f64")
        theirs = NumbaTracking(weights, prices, costs, dates, threads, case["portfolio_value"]).run()
        yield folder.name, compare(theirs, {name: float(value) for name, value in case["perday_stats"].items()}, 1e-9)


def books() -> Iterator[tuple[str, Agreement]]:
    """NAV of each case with shares and cash, and its ledger in order."""
    from .numba_book import NumbaBook, Rules

    for folder, case in _cases("n_ledger"):
        points = case["transaction_costs_bps"]
        way = {
            "reinvest": case["allocation_mode"] == "reinvestment", "next_open": case["timing"] == "next_bar_open",
            "capital": case["portfolio_value"],
        }  # fmt: skip
        rules = Rules.of_broker(**way) if points is None else Rules(rate=points / 1e4, **way)
        rebalance = np.fromfile(folder / "rebalance_mask_in.f64") != 0
        panels = [_panel(folder, name, case) for name in ("weights", "close", "open")]
        theirs = NumbaBook(*panels, rebalance, rules).results()
        ledger = pd.read_csv(folder / "ledger.csv", float_precision="round_trip")
        named = {"price": "execution_price", "value": "execution_value"}
        same = ("quantity", "cash_before", "cash_after", "cost")
        expected = {f"ledger_{name}": ledger[named.get(name, name)].to_numpy() for name in (*same, *named)}
        nav = np.fromfile(folder / "portfolio_values.f64")
        yield folder.name, compare(theirs, expected | {"nav": nav}, 1e-9)


def _cases(key: str) -> Iterator[tuple[Path, dict]]:
    """Folders whose `expected.json` has some key."""
    for path in sorted(BACKTESTS.glob("*/expected.json")):
        case = json.loads(path.read_text())
        if key in case:
            yield path.parent, case


def _panel(folder: Path, name: str, case: dict) -> NDArray[np.float64]:
    return np.fromfile(folder / f"{name}.f64").reshape(case["T"], case["N"])
