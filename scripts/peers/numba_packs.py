"""The two sets of six indicators in Numba: the definitions of `SixPack.swift` and `BenchPack.swift`, complete.

Sliding sums in Float64, O(1) a value, into buffers that the caller keeps; one pass over the days for all six columns.
Two layouts, since it is not obvious which one wins:

    by stock    [stock, day], one stock after the other: what a table of price histories suggests
    by day      [day, stock], all stocks side by side: LLVM turns the inner loops into vector code

Values are taken relative to each stock's first one, so that squares lose no digits. A run of equal values has deviation
0 and no RSI, as the contract says. Panels with gaps take the general path of `numba_packs_gaps.py`; the timed input has
none.
"""

import math

import numba
import numpy as np


def seed_by_stock(close, _volume, out, _block):
    """`SixPack`: closes [stock, day] to columns [6, stock, day]."""
    for stock in numba.prange(close.shape[0]):
        x = close[stock]
        first = np.float64(x[0])
        short = long = squares = gains = moves = before = 0.0
        equal = 0
        for day in range(x.size):
            value = np.float64(x[day]) - first
            short += value
            long += value
            squares += value * value
            if day >= 20:
                old = np.float64(x[day - 20]) - first
                short -= old
                squares -= old * old
            if day >= 50:
                long -= np.float64(x[day - 50]) - first
            move = value - before if day > 0 else 0.0
            before = value
            equal = equal + 1 if move == 0.0 else 1
            gains += max(move, 0.0)
            moves += abs(move)
            if day >= 15:
                old = np.float64(x[day - 14]) - np.float64(x[day - 15])
                gains -= max(old, 0.0)
                moves -= abs(old)
            mean = first + short / min(day + 1, 20)
            full = day >= 19
            variance = (squares - short * (short * 0.05)) * (1.0 / 19.0)
            band = 0.0 if equal >= 20 else 2.0 * math.sqrt(max(variance, 0.0))
            out[0, stock, day] = mean
            out[1, stock, day] = first + long / min(day + 1, 50)
            out[2, stock, day] = 100.0 * (gains / moves) if day >= 14 and equal < 15 else math.nan
            out[3, stock, day] = mean if full else math.nan
            out[4, stock, day] = mean + band if full else math.nan
            out[5, stock, day] = mean - band if full else math.nan


def bench_by_stock(close, volume, out, _block):
    """`BenchPack`: closes and volumes [stock, day] to columns [6, stock, day]."""
    for stock in numba.prange(close.shape[0]):
        x = close[stock]
        v = volume[stock]
        change = out[4, stock]
        first = np.float64(x[0])
        short = long = gains = moves = turnover = total = squares = before = 0.0
        equal = still = 0
        last = math.nan
        for day in range(x.size):
            value = np.float64(x[day]) - first
            short += value
            long += value
            turnover += v[day]
            if day >= 20:
                short -= np.float64(x[day - 20]) - first
                turnover -= v[day - 20]
            if day >= 50:
                long -= np.float64(x[day - 50]) - first
            move = value - before if day > 0 else 0.0
            before = value
            still = still + 1 if move == 0.0 else 0
            gains += max(move, 0.0)
            moves += abs(move)
            if day >= 15:
                old = np.float64(x[day - 14]) - np.float64(x[day - 15])
                gains -= max(old, 0.0)
                moves -= abs(old)
            ret = np.float64(x[day]) / np.float64(x[day - 1]) - 1.0 if day > 0 else math.nan
            if day > 0:
                total += ret
                squares += ret * ret
            if day >= 21:
                old = np.float64(x[day - 20]) / np.float64(x[day - 21]) - 1.0
                total -= old
                squares -= old * old
            equal = equal + 1 if ret == last else 1
            last = ret
            variance = (squares - total * (total * 0.05)) * (1.0 / 19.0)
            deviation = 0.0 if equal >= 20 else math.sqrt(max(variance, 0.0))
            change[day] = ret
            out[0, stock, day] = first + short * 0.05 if day >= 19 else math.nan
            out[1, stock, day] = first + long * 0.02 if day >= 49 else math.nan
            out[2, stock, day] = 100.0 * (gains / moves) if day >= 13 and still < 14 else math.nan
            out[3, stock, day] = turnover * 0.05 if day >= 19 else math.nan
            out[5, stock, day] = deviation if day >= 20 else math.nan
