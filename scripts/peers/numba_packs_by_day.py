"""`numba_packs.py` the other way round: all stocks of a day side by side, so that LLVM vectorises over the stocks.

A block is the share of one thread. Blocks that fit the first-level cache were slower: each inner loop then pays for its
checks of overlapping arrays more often than the cache saves.
"""

import math

import numba
import numpy as np


def seed_by_day(close, _volume, out, block):
    """`SixPack`: closes [day, stock] to columns [6, day, stock]."""
    days, stocks = close.shape
    for part in numba.prange((stocks + block - 1) // block):
        low = part * block
        high = min(stocks, low + block)
        width = high - low
        first = close[0, low:high].astype(np.float64)
        short, long, squares = np.zeros(width), np.zeros(width), np.zeros(width)
        gains, moves, equal = np.zeros(width), np.zeros(width), np.zeros(width)
        for day in range(days):
            x = close[day, low:high]
            for lane in range(width):
                value = x[lane] - first[lane]
                short[lane] += value
                long[lane] += value
                squares[lane] += value * value
            if day >= 20:
                left = close[day - 20, low:high]
                for lane in range(width):
                    old = left[lane] - first[lane]
                    short[lane] -= old
                    squares[lane] -= old * old
            if day >= 50:
                left = close[day - 50, low:high]
                for lane in range(width):
                    long[lane] -= left[lane] - first[lane]
            before = close[max(day - 1, 0), low:high]
            for lane in range(width):
                move = np.float64(x[lane]) - np.float64(before[lane])
                size = abs(move)
                gains[lane] += 0.5 * (move + size)
                moves[lane] += size
                equal[lane] = equal[lane] + 1.0 if size == 0.0 else 1.0
            if day >= 15:
                new, before = close[day - 14, low:high], close[day - 15, low:high]
                for lane in range(width):
                    move = np.float64(new[lane]) - np.float64(before[lane])
                    size = abs(move)
                    gains[lane] -= 0.5 * (move + size)
                    moves[lane] -= size
            per_short, per_long = 1.0 / min(day + 1, 20), 1.0 / min(day + 1, 50)
            sma_20, sma_50, rsi = out[0, day, low:high], out[1, day, low:high], out[2, day, low:high]
            middle, upper, lower = out[3, day, low:high], out[4, day, low:high], out[5, day, low:high]
            for lane in range(width):
                sma_50[lane] = first[lane] + long[lane] * per_long
            for lane in range(width):
                rsi[lane] = 100.0 * (gains[lane] / moves[lane]) if day >= 14 and equal[lane] < 15.0 else math.nan
            for lane in range(width):
                mean = first[lane] + short[lane] * per_short
                variance = max(squares[lane] - short[lane] * (short[lane] * 0.05), 0.0) * (1.0 / 19.0)
                band = 0.0 if equal[lane] >= 20.0 else 2.0 * math.sqrt(variance)
                sma_20[lane] = mean
                middle[lane] = mean
                upper[lane] = mean + band
                lower[lane] = mean - band
            if day < 19:
                middle[:] = math.nan
                upper[:] = math.nan
                lower[:] = math.nan


def bench_by_day(close, volume, out, block):
    """`BenchPack`: closes and volumes [day, stock] to columns [6, day, stock]."""
    days, stocks = close.shape
    for part in numba.prange((stocks + block - 1) // block):
        low = part * block
        high = min(stocks, low + block)
        width = high - low
        first = close[0, low:high].astype(np.float64)
        short, long, turnover = np.zeros(width), np.zeros(width), np.zeros(width)
        gains, moves, still = np.zeros(width), np.zeros(width), np.zeros(width)
        total, squares, equal = np.zeros(width), np.zeros(width), np.zeros(width)
        last = np.zeros(width)
        # The last twenty returns in full precision: dividing again costs more than keeping them.
        kept = np.zeros((20, width))
        for day in range(days):
            x, v = close[day, low:high], volume[day, low:high]
            for lane in range(width):
                value = x[lane] - first[lane]
                short[lane] += value
                long[lane] += value
                turnover[lane] += v[lane]
            if day >= 20:
                left, left_volume = close[day - 20, low:high], volume[day - 20, low:high]
                for lane in range(width):
                    short[lane] -= left[lane] - first[lane]
                    turnover[lane] -= left_volume[lane]
            if day >= 50:
                left = close[day - 50, low:high]
                for lane in range(width):
                    long[lane] -= left[lane] - first[lane]
            before = close[max(day - 1, 0), low:high]
            for lane in range(width):
                move = np.float64(x[lane]) - np.float64(before[lane])
                size = abs(move)
                gains[lane] += 0.5 * (move + size)
                moves[lane] += size
                still[lane] = still[lane] + 1.0 if size == 0.0 else 0.0
            slot = kept[day % 20]
            change = out[4, day, low:high]
            if day == 0:
                change[:] = math.nan
            else:
                for lane in range(width):
                    ret = np.float64(x[lane]) / np.float64(before[lane]) - 1.0
                    old = slot[lane]
                    slot[lane] = ret
                    change[lane] = ret
                    total[lane] += ret - old
                    squares[lane] += ret * ret - old * old
                    equal[lane] = equal[lane] + 1.0 if ret == last[lane] else 1.0
                    last[lane] = ret
            if day >= 15:
                new, before = close[day - 14, low:high], close[day - 15, low:high]
                for lane in range(width):
                    move = np.float64(new[lane]) - np.float64(before[lane])
                    size = abs(move)
                    gains[lane] -= 0.5 * (move + size)
                    moves[lane] -= size
            sma_20, sma_50, rsi = out[0, day, low:high], out[1, day, low:high], out[2, day, low:high]
            average, volatility = out[3, day, low:high], out[5, day, low:high]
            for lane in range(width):
                sma_20[lane] = first[lane] + short[lane] * 0.05 if day >= 19 else math.nan
                sma_50[lane] = first[lane] + long[lane] * 0.02 if day >= 49 else math.nan
                average[lane] = turnover[lane] * 0.05 if day >= 19 else math.nan
            for lane in range(width):
                rsi[lane] = 100.0 * (gains[lane] / moves[lane]) if day >= 13 and still[lane] < 14.0 else math.nan
            for lane in range(width):
                variance = max(squares[lane] - total[lane] * (total[lane] * 0.05), 0.0) * (1.0 / 19.0)
                volatility[lane] = 0.0 if equal[lane] >= 20.0 else math.sqrt(variance)
            if day < 20:
                volatility[:] = math.nan
