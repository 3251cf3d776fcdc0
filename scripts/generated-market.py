#!/usr/bin/env python3
"""Makes the market of `tickmark data generate` a second time, without Tickmark: the same bits from numpy alone.

    scripts/generated-market.py SYMBOLS DAYS SEED          the long CSV, numbers as shortest Float64
    scripts/generated-market.py SYMBOLS DAYS SEED --bits   one line a row: symbol, row of the calendar, five bit patterns

The contract is in Sources/Engine/Frames/Generators/MarketGenerator.swift; all arithmetic is + - * / of doubles.
"""
import struct
import sys

import numpy as np

MASK = (1 << 64) - 1
STREAMS = ["market", "move", "jump", "jumpSize", "open", "high", "low", "turnover", "gap", "listed", "listing",
           "delisted", "delisting", "firstPrice", "spread", "beta", "size"]


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def stream_seed(seed, stream):
    return mix((seed + (STREAMS.index(stream) + 1) * 0xD1B54A32D192ED03) & MASK)


def bits(seed, index):
    return mix((seed + (index + 1) * 0x9E3779B97F4A7C15) & MASK)


def unit(seed, index):
    return float(bits(seed, index) >> 11) * 2.0 ** -53


def shock(seed, index):
    z = bits(seed, index)
    return float((z >> 43) + ((z >> 22) & 0x1FFFFF) + ((z >> 1) & 0x1FFFFF)) * 2.0 ** -20 - 3.0


def whole(value):
    return (value + 2.0 ** 52) - 2.0 ** 52


def ticks(price):
    return max(whole(price * 10000.0), 1.0) / 10000.0


def market(symbols, days, seed):
    """Yields symbol, row of the calendar, and (open, high, low, close, volume) or None for a gap."""
    s = {name: stream_seed(seed, name) for name in STREAMS}
    market_moves = [0.008 * shock(s["market"], day) for day in range(days)]
    for symbol in range(symbols):
        first = int(unit(s["listing"], symbol) * (days / 2.0)) if unit(s["listed"], symbol) < 0.15 else 0
        last = days - int(unit(s["delisting"], symbol) * (days / 3.0)) if unit(s["delisted"], symbol) < 0.1 else days
        level = unit(s["firstPrice"], symbol)
        price = 5.0 + 495.0 * (level * level)
        spread = 0.005 + 0.02 * unit(s["spread"], symbol)
        beta = 0.5 + unit(s["beta"], symbol)
        scale = unit(s["size"], symbol)
        size = 10000.0 * (1.0 + 999.0 * (scale * scale * scale))
        for day in range(first, last):
            i = symbol * days + day
            move = 0.0003 + beta * market_moves[day] + spread * shock(s["move"], i)
            if unit(s["jump"], i) < 0.002:
                move += 0.3 * (unit(s["jumpSize"], i) - 0.5)
            previous, price = price, price * (1.0 + move)
            if unit(s["gap"], i) < 0.003:
                yield symbol, day, None
                continue
            close = ticks(price)
            open_ = ticks(previous * (1.0 + 0.3 * (spread * shock(s["open"], i))))
            high = ticks(max(open_, close) * (1.0 + 0.5 * (spread * unit(s["high"], i))))
            low = ticks(min(open_, close) * (1.0 - 0.5 * (spread * unit(s["low"], i))))
            activity = (0.25 + 1.5 * unit(s["turnover"], i)) * (1.0 + 20.0 * abs(move))
            yield symbol, day, (open_, high, low, close, whole(size * activity))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    symbols, days, seed = (int(argument) for argument in sys.argv[1:4])
    width = max(4, len(str(max(symbols - 1, 0))))
    calendar = np.busday_offset("2015-01-01", np.arange(days), roll="forward")
    as_bits = sys.argv[4:] == ["--bits"]
    if not as_bits:
        print("symbol,date,open,high,low,close,volume")
    for symbol, day, bar in market(symbols, days, seed):
        name = "S" + str(symbol).zfill(width)
        if as_bits:
            print(name, day, *(["-"] if bar is None else [struct.pack(">d", value).hex() for value in bar]))
        elif bar is None:
            print(f"{name},{calendar[day]},,,,,")
        else:
            print(f"{name},{calendar[day]}," + ",".join(repr(v) for v in bar[:4]) + f",{int(bar[4])}")


main()
