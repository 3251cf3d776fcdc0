"""The tracker of the rule set `seed` in whole-array NumPy, complete: no loop over days or assets."""

import numpy as np
from numpy.typing import NDArray

SMALLEST = 1e-6


def track(
    weights: NDArray[np.floating], prices: NDArray[np.floating], costs: NDArray[np.float64], dates: NDArray[np.int64],
    capital: float,
) -> dict[str, float]:  # fmt: skip
    """The 59 statistics of weights and prices `[day, asset]` by name."""
    weights, prices = weights.T.astype(np.float64), prices.T.astype(np.float64)
    days = weights.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        targets = (prices > 0) & (np.abs(weights) * capital / prices > SMALLEST)
    active = np.maximum((weights != 0).sum(axis=0), 1)
    margin = np.where(targets, np.abs(weights), 0.0).sum(axis=0)

    # A run of target days begins where a target follows none and ends on the first day after it.
    padded = np.pad(targets, ((0, 0), (1, 1)))
    asset, entry = np.nonzero(padded[:, 1:-1] & ~padded[:, :-2])
    _, final = np.nonzero(padded[:, 1:-1] & ~padded[:, 2:])
    at_end = final == days - 1
    leave = np.where(at_end, days - 1, final + 1)

    # Best and worst prices of each run: a reduction from its first cell to the one after its last.
    bounds = np.column_stack([asset * days + entry, asset * days + final + 1]).ravel()
    flat = np.append(prices.ravel(), 0.0)
    highest, lowest = np.maximum.reduceat(flat, bounds)[::2], np.minimum.reduceat(flat, bounds)[::2]

    weight, entry_price, exit_price = weights[asset, entry], prices[asset, entry], prices[asset, leave]
    long = weight > 0
    sign = np.where(long, 1.0, -1.0)
    size = np.abs(weight * capital / entry_price)
    fee = costs[entry] / active[entry] + np.where(at_end, 0.0, costs[leave] / active[leave])
    net = sign * (exit_price - entry_price) * size - fee
    best = np.maximum(0.0, np.where(long, highest - entry_price, entry_price - lowest)) * size
    worst = np.minimum(0.0, np.where(long, lowest - entry_price, entry_price - highest)) * size
    trades = np.column_stack([net, fee, best, worst, dates[entry], dates[leave], net / (size * entry_price)])
    trades, long = (column[np.lexsort((asset, leave))] for column in (trades, long))
    groups = {"all": trades, "long": trades[long], "short": trades[~long]}
    result = {f"{group}_{name}": value for group, rows in groups.items() for name, value in _summary(rows).items()}
    some = len(trades) > 0
    return result | {
        "max_margin_load": margin.max() if some else 0.0, "mean_margin_load": margin.mean() if some else 0.0,
    }  # fmt: skip


def _summary(trades: NDArray[np.float64]) -> dict[str, float]:
    """The nineteen statistics of one direction; zeros where it has no trade."""
    net, fee, best, worst, entered, left, relative = trades.T
    count = len(net)
    wins = net > 0
    profit = net[wins].mean() if wins.any() else 0.0
    loss = net[~wins].mean() if not wins.all() else 0.0
    duration = left - entered
    deviation = relative.std() if count else 0.0
    months = (left.max() - entered.min()) / 30.44 if count else 0.0
    return {
        "num_trades": count,
        "num_winners": wins.sum(),
        "num_losers": count - wins.sum(),
        "win_rate_pct": wins.mean() * 100 if count else 0.0,
        "total_commissions_paid": fee.sum(),
        "total_pnl_net": net.sum(),
        "largest_profit": net[wins].max(initial=0.0),
        "largest_loss": net[~wins].min(initial=0.0),
        "mean_profit": profit,
        "mean_loss": loss,
        "mean_trade_pnl": net.mean() if count else 0.0,
        "reward_risk_ratio": abs(profit / loss) if loss != 0 else (np.inf if profit > 0 else 0.0),
        "avg_mfe": best.mean() if count else 0.0,
        "avg_mae": worst.mean() if count else 0.0,
        "min_trade_duration_days": duration.min() if count else 0.0,
        "max_trade_duration_days": duration.max() if count else 0.0,
        "mean_trade_duration_days": duration.mean() if count else 0.0,
        "information_score": relative.mean() / deviation if count >= 2 and deviation > 0 else 0.0,
        "trades_per_month": count / months if months > 0 else 0.0,
    }
