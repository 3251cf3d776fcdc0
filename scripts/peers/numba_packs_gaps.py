"""The two sets of six indicators for one stock with gaps: every window is counted, nothing is assumed.

What `numba_packs.py` and `numba_packs_by_day.py` fall back on. Each window is summed afresh, which is slow and exact.
"""

import math

import numpy as np
from numba import njit


@njit(error_model="numpy")
def _finite(value):
    return value if math.isfinite(value) else math.nan


@njit(error_model="numpy")
def _mean(x, day, width):
    """Mean of the valid values among the last `width`, and how many there are."""
    total, count = 0.0, 0
    for row in range(max(0, day - width + 1), day + 1):
        value = _finite(np.float64(x[row]))
        if not math.isnan(value):
            total += value
            count += 1
    return (total / count if count else math.nan), count


@njit(error_model="numpy")
def _deviation(values, day, width):
    """Sample standard deviation of a full window; NaN where a value is missing."""
    total, equal = 0.0, True
    for row in range(day - width + 1, day + 1):
        total += values[row]
        equal = equal and values[row] == values[day]
    mean, squares = total / width, 0.0
    for row in range(day - width + 1, day + 1):
        squares += (values[row] - mean) ** 2
    return 0.0 if equal else math.sqrt(squares / (width - 1))


@njit(error_model="numpy")
def _rsi(moves, day, width):
    gains, total = 0.0, 0.0
    for row in range(day - width + 1, day + 1):
        gains += 0.5 * (moves[row] + abs(moves[row]))
        total += abs(moves[row])
    return 100.0 * (gains / total) if total != 0.0 else math.nan


@njit(error_model="numpy")
def seed_with_gaps(x, _volume, out):
    """`SixPack` of one stock: closes [day] to columns [6, day]."""
    days = x.size
    close = np.empty(days)
    moves = np.full(days, math.nan)
    for day in range(days):
        close[day] = _finite(np.float64(x[day]))
        if day > 0:
            moves[day] = close[day] - close[day - 1]
    for day in range(days):
        mean, count = _mean(close, day, 20)
        middle = mean if count == 20 else math.nan
        band = 2.0 * _deviation(close, day, 20) if count == 20 else math.nan
        out[0, day] = mean
        out[1, day] = _mean(close, day, 50)[0]
        out[2, day] = _rsi(moves, day, 14) if day >= 14 else math.nan
        out[3, day] = middle
        out[4, day] = middle + band
        out[5, day] = middle - band


@njit(error_model="numpy")
def bench_with_gaps(x, v, out):
    """`BenchPack` of one stock: closes and volumes [day] to columns [6, day]."""
    days = x.size
    close, volume = np.empty(days), np.empty(days)
    moves, change = np.zeros(days), np.full(days, math.nan)
    for day in range(days):
        close[day] = _finite(np.float64(x[day]))
        volume[day] = _finite(np.float64(v[day]))
        if day > 0:
            move = close[day] - close[day - 1]
            moves[day] = 0.0 if math.isnan(move) else move
            change[day] = close[day] / close[day - 1] - 1.0
    for day in range(days):
        short, short_count = _mean(close, day, 20)
        long, long_count = _mean(close, day, 50)
        turnover, volume_count = _mean(volume, day, 20)
        out[0, day] = short if short_count == 20 else math.nan
        out[1, day] = long if long_count == 50 else math.nan
        out[2, day] = _rsi(moves, day, 14) if day >= 13 else math.nan
        out[3, day] = turnover if volume_count == 20 else math.nan
        out[4, day] = change[day]
        out[5, day] = _deviation(change, day, 20) if day >= 20 else math.nan
