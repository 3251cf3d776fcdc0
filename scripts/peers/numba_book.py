"""Shares and cash in Numba: the rules `engine` of `documentation/backtest-rules.md`, to NAV, cash and ledger.

One pass over the days, Float32 panels `[day, asset]`, everything else Float64, into buffers that the caller keeps. No
trades and no statistics: what it is set against does more.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from numba import njit
from numpy.typing import NDArray

EPSILON = 1e-9
# The ledger's columns of numbers; its whole numbers are decision day, execution day and asset.
LEDGER = ["quantity", "price", "value", "cash_before", "cash_after", "shares_before", "shares_after", "cost"]


@dataclass
class Rules:
    """How a book is kept; costs are `min(max(shares · per_share, minimum), value · cap) + value · rate`."""

    capital: float = 100_000.0
    reinvest: bool = True
    next_open: bool = False
    per_share: float = 0.0
    minimum: float = 0.0
    cap: float = math.inf
    rate: float = 0.0

    @classmethod
    def of_broker(cls, **others) -> "Rules":
        """The default commission and slippage."""
        return cls(per_share=0.005, minimum=1.0, cap=0.005, rate=2.5e-4, **others)


@njit(error_model="numpy")
def _is_price(price):
    return price > 0.0 and price < math.inf


@njit(error_model="numpy")
def _see_closes(closes, last):
    for asset in range(closes.size):
        price = np.float64(closes[asset])
        last[asset] = price if (price > 0.0) & (price < math.inf) else last[asset]


@njit(error_model="numpy")
def _worth(shares, last):
    total = 0.0
    for asset in range(shares.size):
        total += shares[asset] * last[asset]
    return total


@njit(error_model="numpy")
def _has_weights(weights):
    for weight in weights:
        if abs(weight) > EPSILON and math.isfinite(weight):
            return True
    return False


@njit(error_model="numpy")
def _keep(
    weights, closes, opens, rebalance, capital, reinvest, next_open, per_share, minimum, cap, rate,
    shares, last, nav, cash_of, places, ledger,
):  # fmt: skip
    days, assets = weights.shape
    shares[:] = 0.0
    last[:] = 0.0
    cash, fills, held_up = capital, 0, False
    for day in range(days):
        if not next_open:
            _see_closes(closes[day], last)
        if rebalance[day] or held_up or (day == 0 and _has_weights(weights[0])):
            held_up = False
            base = capital
            if reinvest:
                base = cash
                for asset in range(assets):
                    price = np.float64(opens[day, asset]) if next_open else last[asset]
                    base += shares[asset] * (price if _is_price(price) else last[asset])
            for asset in range(assets):
                weight = np.float64(weights[day, asset])
                weight = weight if math.isfinite(weight) and abs(weight) > EPSILON else 0.0
                price = np.float64(opens[day, asset] if next_open else closes[day, asset])
                if not _is_price(price):
                    held_up = held_up or (next_open and weight != 0.0)
                    continue
                target = weight * base / price
                before = shares[asset]
                change = target - before
                if abs(change) <= EPSILON:
                    continue
                value = abs(change) * price
                cost = min(max(abs(change) * per_share, minimum), value * cap) + value * rate
                places[fills, 0] = max(day - 1, 0) if next_open else day
                places[fills, 1] = day
                places[fills, 2] = asset
                row = ledger[fills]
                row[0], row[1], row[2], row[3] = change, price, change * price, cash
                cash -= change * price + cost
                row[4], row[5], row[6], row[7] = cash, before, target, cost
                shares[asset] = target
                fills += 1
        if next_open:
            _see_closes(closes[day], last)
        nav[day] = cash + _worth(shares, last)
        cash_of[day] = cash
    return fills


@dataclass
class NumbaBook:
    """One input and the memory that its runs share."""

    weights: NDArray[np.floating]
    closes: NDArray[np.floating]
    opens: NDArray[np.floating]
    rebalance: NDArray[np.bool_]
    rules: Rules
    fills: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        days, assets = self.weights.shape
        # A book that is held up trades every day.
        events = days if self.rules.next_open else int(self.rebalance.sum()) + 1
        self.shares, self.last = np.zeros(assets), np.zeros(assets)
        self.nav, self.cash = np.zeros(days), np.zeros(days)
        self.places = np.zeros((events * assets, 3), np.int32)
        self.ledger = np.zeros((events * assets, len(LEDGER)))

    def run(self) -> None:
        """Fills `nav`, `cash` and the first `fills` rows of the ledger."""
        rules = self.rules
        self.fills = _keep(
            self.weights, self.closes, self.opens, self.rebalance, rules.capital, rules.reinvest, rules.next_open,
            rules.per_share, rules.minimum, rules.cap, rules.rate, self.shares, self.last, self.nav, self.cash,
            self.places, self.ledger,
        )  # fmt: skip

    def results(self) -> dict[str, NDArray]:
        """What is compared: NAV and cash of each day, and the ledger row for row."""
        self.run()
        numbers = {f"ledger_{name}": self.ledger[: self.fills, place] for place, name in enumerate(LEDGER)}
        return {"nav": self.nav.copy(), "cash": self.cash.copy()} | {n: v.copy() for n, v in numbers.items()}
