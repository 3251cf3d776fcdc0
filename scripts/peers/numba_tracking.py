"""The tracker of the rule set `seed` in Numba, complete: all 59 statistics, no Python in the hot part.

The rules are those of `documentation/backtest-rules.md`. As there, no book of positions is needed: trades are the runs
of target days. Weights and prices are Float32 `[asset, day]`, an asset's days together, so that the runs are
predictable to the processor; everything after the reading is Float64. Buffers are the caller's and are used again.
"""

import math
from dataclasses import dataclass

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

SMALLEST = 1e-6
DIRECTION = (
    "num_trades num_winners num_losers win_rate_pct total_commissions_paid total_pnl_net largest_profit largest_loss "
    "mean_profit mean_loss mean_trade_pnl reward_risk_ratio avg_mfe avg_mae min_trade_duration_days "
    "max_trade_duration_days mean_trade_duration_days information_score trades_per_month"
).split()
NAMES = [f"{group}_{name}" for group in ("all", "long", "short") for name in DIRECTION] + [
    "max_margin_load",
    "mean_margin_load",
]

# The fields of a trade as it is recorded: whole numbers, then prices.
ENTRY, EXIT, AT_END = 0, 1, 2
WEIGHT, ENTRY_PRICE, EXIT_PRICE, HIGHEST, LOWEST = 0, 1, 2, 3, 4


@njit(error_model="numpy")
def _count_day(weights, prices, capital, active, margin, held):
    """One asset's part in each day's counts; a loop without branches, so that LLVM vectorises it."""
    for day in range(weights.size):
        weight = np.float64(weights[day])
        price = np.float64(prices[day])
        size = abs(weight)
        target = (price > 0.0) & (size * capital > SMALLEST * price)
        held[day] = target
        active[day] += weight != 0.0
        margin[day] += size if target else 0.0


@njit(error_model="numpy")
def _record_asset(weights, prices, held, whole, real, count):
    """Appends one asset's trades and returns how many there are now."""
    days = weights.size
    day = 0
    while day < days:
        if not held[day]:
            day += 1
            continue
        entry = day
        highest = lowest = prices[day]
        day += 1
        while day < days and held[day]:
            highest = max(highest, prices[day])
            lowest = min(lowest, prices[day])
            day += 1
        last = min(day, days - 1)
        whole[count, ENTRY] = entry
        whole[count, EXIT] = last
        whole[count, AT_END] = day == days
        real[count, WEIGHT] = weights[entry]
        real[count, ENTRY_PRICE] = prices[entry]
        real[count, EXIT_PRICE] = prices[last]
        real[count, HIGHEST] = highest
        real[count, LOWEST] = lowest
        count += 1
    return count


def _record(weights, prices, capital, active, margin, held, whole, real, counts):
    """Trades and counts of every asset, a thread a share of the assets."""
    shares = counts.size
    assets = weights.shape[0]
    for share in prange(shares):
        active[share] = 0
        margin[share] = 0.0
        count = 0
        for asset in range(assets * share // shares, assets * (share + 1) // shares):
            _count_day(weights[asset], prices[asset], capital, active[share], margin[share], held[share])
            count = _record_asset(weights[asset], prices[asset], held[share], whole[share], real[share], count)
        counts[share] = count


@njit(error_model="numpy")
def _order(whole, counts, days, starts, order):
    """A counting sort by exit day that keeps the assets' order within a day."""
    starts[:] = 0
    for share in range(counts.size):
        for trade in range(counts[share]):
            starts[whole[share, trade, EXIT] + 1] += 1
    for day in range(1, days + 1):
        starts[day] += starts[day - 1]
    for share in range(counts.size):
        for trade in range(counts[share]):
            day = whole[share, trade, EXIT]
            order[starts[day], 0] = share
            order[starts[day], 1] = trade
            starts[day] += 1


@njit(error_model="numpy")
def _add(sums, net, commission, best, worst, duration, entry_date, exit_date, relative):
    """Adds a trade to the running sums of a direction; the places are those of `DIRECTION` until `_finish`."""
    sums[14] = duration if sums[0] == 0.0 else min(sums[14], duration)
    sums[15] = max(sums[15], duration)
    sums[0] += 1.0
    if net > 0.0:
        sums[1] += 1.0
        sums[8] += net
        sums[6] = max(sums[6], net)
    else:
        sums[2] += 1.0
        sums[9] += net
        if math.isnan(net) or net < sums[7]:
            sums[7] = net
    sums[4] += commission
    sums[5] += net
    sums[12] += best
    sums[13] += worst
    sums[16] += duration
    sums[17] += relative
    sums[19] = min(sums[19], entry_date)
    sums[20] = max(sums[20], exit_date)


@njit(error_model="numpy")
def _finish(sums, scatter):
    trades = sums[0]
    if trades == 0.0:
        return
    sums[3] = sums[1] / trades * 100.0
    sums[8] = sums[8] / sums[1] if sums[1] > 0.0 else 0.0
    sums[9] = sums[9] / sums[2] if sums[2] > 0.0 else 0.0
    sums[10] = sums[5] / trades
    if sums[9] == 0.0:
        sums[11] = math.inf if sums[8] > 0.0 else 0.0
    else:
        sums[11] = abs(sums[8] / sums[9])
    sums[12] /= trades
    sums[13] /= trades
    sums[16] /= trades
    deviation = math.sqrt(scatter / trades)
    sums[17] = sums[17] / trades / deviation if trades >= 2.0 and deviation > 0.0 else 0.0
    months = (sums[20] - sums[19]) / 30.44
    sums[18] = trades / months if months > 0.0 else 0.0


@njit(error_model="numpy")
def _summarise(whole, real, total, order, active, margin, costs, dates, capital, relatives, sums):
    sums[:] = 0.0
    sums[:, 19] = math.inf
    sums[:, 20] = -math.inf
    for place in range(total):
        share, trade = order[place]
        entry, last = whole[share, trade, ENTRY], whole[share, trade, EXIT]
        weight, entry_price = real[share, trade, WEIGHT], real[share, trade, ENTRY_PRICE]
        size = abs(weight * capital / entry_price)
        long = weight > 0.0
        gross = (real[share, trade, EXIT_PRICE] - entry_price) * (size if long else -size)
        entry_fee = costs[entry] / max(active[entry], 1)
        exit_fee = 0.0 if whole[share, trade, AT_END] else costs[last] / max(active[last], 1)
        net = gross - entry_fee - exit_fee
        high = real[share, trade, HIGHEST] - entry_price
        low = real[share, trade, LOWEST] - entry_price
        best = max(0.0, high if long else -low) * size
        worst = min(0.0, low if long else -high) * size
        relatives[place] = net / (size * entry_price)
        duration = dates[last] - dates[entry]
        fee = entry_fee + exit_fee
        _add(sums[0], net, fee, best, worst, duration, dates[entry], dates[last], relatives[place])
        _add(sums[1 if long else 2], net, fee, best, worst, duration, dates[entry], dates[last], relatives[place])
    means = sums[:, 17] / np.maximum(sums[:, 0], 1.0)
    scatter = np.zeros(3)
    for place in range(total):
        share, trade = order[place]
        group = 1 if real[share, trade, WEIGHT] > 0.0 else 2
        scatter[0] += (relatives[place] - means[0]) ** 2
        scatter[group] += (relatives[place] - means[group]) ** 2
    for group in range(3):
        _finish(sums[group], scatter[group])
    return (margin.max(), margin.mean()) if total > 0 else (0.0, 0.0)


_record_alone = njit(error_model="numpy")(_record)
_record_together = njit(error_model="numpy", parallel=True)(_record)


@dataclass
class NumbaTracking:
    """One input and the memory that its runs share."""

    weights: NDArray[np.float32]
    prices: NDArray[np.float32]
    costs: NDArray[np.float64]
    dates: NDArray[np.int64]
    threads: int = 1
    capital: float = 100_000.0

    def __post_init__(self) -> None:
        assets, days = self.weights.shape
        # A trade takes a day at least, and a day without a target must follow it.
        runs = np.count_nonzero(np.diff((self.weights != 0).astype(np.int8), axis=1) != 0) + assets
        room = min(runs + np.count_nonzero(~(self.prices > 0)), assets * (days + 1) // 2 + assets)
        self.active = np.zeros((self.threads, days), np.int32)
        self.margin = np.zeros((self.threads, days))
        self.held = np.zeros((self.threads, days), np.bool_)
        self.whole = np.zeros((self.threads, room, 3), np.int32)
        self.real = np.zeros((self.threads, room, 5))
        self.counts = np.zeros(self.threads, np.int64)
        self.starts = np.zeros(days + 2, np.int64)
        self.order = np.zeros((room, 2), np.int32)
        self.relatives = np.zeros(room)
        self.sums = np.zeros((3, 21))
        self.record = _record_together if self.threads > 1 else _record_alone

    def run(self) -> dict[str, float]:
        """The 59 statistics by name."""
        self.record(
            self.weights, self.prices, self.capital, self.active, self.margin, self.held, self.whole, self.real,
            self.counts,
        )  # fmt: skip
        days = self.weights.shape[1]
        _order(self.whole, self.counts, days, self.starts, self.order)
        active = self.active[0] if self.threads == 1 else self.active.sum(axis=0)
        margin = self.margin[0] if self.threads == 1 else self.margin.sum(axis=0)
        loads = _summarise(
            self.whole, self.real, int(self.counts.sum()), self.order, active, margin, self.costs, self.dates,
            self.capital, self.relatives, self.sums,
        )  # fmt: skip
        return dict(zip(NAMES, [*self.sums[:, :19].ravel().tolist(), *loads]))
