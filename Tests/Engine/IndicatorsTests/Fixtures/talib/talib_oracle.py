#!/usr/bin/env python3
"""What TA-Lib computes from 260 seeded bars: input.csv and expected.csv beside this file.

Run it as `scripts/indicator-fixtures`; the same versions write the same bytes. Made with TA-Lib 0.8.2, numpy 2.4.6.
A column has the name that Tickmark gives it: the series, then the parameters. TA-Lib's NaN are empty fields. Where TA-Lib
has no function of that name, the comment beside the column says what it was made of.
"""

import pathlib

import numpy as np
import talib

ROWS = 260
FOLDER = pathlib.Path(__file__).parent


def bars():
    """A random walk with an index that it follows; numbers with few digits, so that both sides read the same."""
    rng = np.random.default_rng(20261121)
    index_move = rng.normal(0.0003, 0.01, ROWS)
    index = np.round(1000 * np.exp(np.cumsum(index_move)), 2)
    close = np.round(80 * np.exp(np.cumsum(1.2 * index_move + rng.normal(0, 0.012, ROWS))), 3)
    # Some days do not move, some gap.
    close[60:66] = close[60]
    close[200] *= 1.25
    high = np.round(close * (1 + np.abs(rng.normal(0, 0.008, ROWS))), 3)
    low = np.round(close * (1 - np.abs(rng.normal(0, 0.008, ROWS))), 3)
    volume = rng.integers(1_000, 5_000_000, ROWS).astype(float)
    return {"close": close, "high": np.maximum(high, close), "low": np.minimum(low, close), "volume": volume,
            "index": index}


def returns(series):
    return np.concatenate([[np.nan], series[1:] / series[:-1] - 1])


def after_gap(function, first, second, period):
    """A TA-Lib function over series whose first value is missing."""
    return np.concatenate([[np.nan], function(first[1:], second[1:], period)])


def averages(close):
    for period in (2, 5, 20, 50):
        yield f"sma_{period}", talib.SMA(close, period)
        yield f"ema_{period}", talib.EMA(close, period)
        yield f"wma_{period}", talib.WMA(close, period)
        yield f"min_{period}", talib.MIN(close, period)
        yield f"max_{period}", talib.MAX(close, period)


def momentum(bar):
    close, high, low = bar["close"], bar["high"], bar["low"]
    for period in (2, 14, 30):
        yield f"rsi_{period}", talib.RSI(close, period)
        yield f"atr_{period}", talib.ATR(high, low, close, period)
        yield f"adx_{period}", talib.ADX(high, low, close, period)
        yield f"plus_di_{period}", talib.PLUS_DI(high, low, close, period)
        yield f"minus_di_{period}", talib.MINUS_DI(high, low, close, period)
        yield f"roc_{period}", talib.ROC(close, period)
    for fast, slow, signal in ((12, 26, 9), (3, 10, 16), (5, 6, 2)):
        parts = talib.MACD(close, fast, slow, signal)
        for name, part in zip(("macd", "macd_signal", "macd_histogram"), parts):
            yield f"{name}_{fast}_{slow}_{signal}", part
    # A slowing of 1 is TA-Lib's STOCHF.
    for look, slowing, signal in ((14, 3, 3), (5, 1, 3), (20, 5, 2)):
        if slowing == 1:
            parts = talib.STOCHF(high, low, close, look, signal)
        else:
            parts = talib.STOCH(high, low, close, look, slowing, 0, signal, 0)
        for name, part in zip(("stoch_k", "stoch_d"), parts):
            yield f"{name}_{look}_{slowing}_{signal}", part


def spread(close):
    for period in (2, 5, 20, 50):
        sample = np.sqrt(period / (period - 1))
        mean, deviation = talib.SMA(close, period), talib.STDDEV(close, period)
        yield f"deviation_{period}_0", deviation
        yield f"deviation_{period}_1", deviation * sample  # from n to n - 1
    for period, width in ((20, 2), (5, 1.5)):
        parts = talib.BBANDS(close, period, width, width)
        for name, part in zip(("bb_upper", "bb_middle", "bb_lower"), parts):
            yield f"{name}_{period}_{width}_0", part
        # From n to n - 1.
        sample = width * np.sqrt(period / (period - 1))
        for name, part in zip(("bb_upper", "bb_middle", "bb_lower"), talib.BBANDS(close, period, sample, sample)):
            yield f"{name}_{period}_{width}_1", part


def together(bar):
    close, index = bar["close"], bar["index"]
    yield "obv", talib.OBV(close, bar["volume"])
    for period in (5, 20):
        yield f"volume_sma_{period}", talib.SMA(bar["volume"], period)
    for period in (5, 30, 60):
        # TA-Lib's first series is the explaining one, and it takes the returns itself.
        yield f"beta_{period}", talib.BETA(index, close, period)
        yield f"correlation_{period}", after_gap(talib.CORREL, returns(index), returns(close), period)


def write(name, columns):
    rows = zip(*columns.values())
    lines = [",".join(columns)] + [",".join("" if np.isnan(x) else repr(float(x)) for x in row) for row in rows]
    (FOLDER / name).write_text("\n".join(lines) + "\n")


def main():
    bar = bars()
    write("input.csv", bar)
    expected = {}
    for part in (averages(bar["close"]), momentum(bar), spread(bar["close"]), together(bar)):
        expected.update(part)
    write("expected.csv", expected)


if __name__ == "__main__":
    main()
