"""Each single indicator on a million rows beside TA-Lib, where TA-Lib has the same definition.

TA-Lib's C library is called through its Python wrapper in the two ways there are: once on one series of a million rows,
and once a stock. Ours must beat both. A new indicator is a line in `INDICATORS`.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from . import libraries, reference_market
from .agreement import Agreement, compare
from .contest import Contest, Peer
from .ours import OursFailed, Program
from .rows import Findings
from .tables import names, read_columns, write_long
from .timing import Clock

DAYS, STOCKS = 250, 4_000
# Of these, so many are compared value by value: the rest would only make the files larger.
COMPARED = 400
MUST, MUST_SMA = 2.0, 1.2
QUICK = {"sma", "ema", "rsi", "macd", "bollinger"}

Series = NDArray[np.float64]


@dataclass
class Bars:
    """Columns of one or many stocks, `[stock, day]` or `[row]`."""

    close: Series
    high: Series
    low: Series
    volume: Series
    index: Series

    @classmethod
    def make(cls, days: int, stocks: int) -> "Bars":
        """The bars of the suite `single-indicators`, its first stock being the index."""

        def beside(seed: int) -> Series:
            return reference_market.uniform(seed, days * stocks).reshape(days, stocks)

        def stored(panel: Series) -> Series:
            return np.ascontiguousarray(panel.astype(np.float32).astype(np.float64).T)

        close = stored(reference_market.prices(days, stocks)).T
        high, low = close * (1.0 + 0.02 * beside(44)), close * (1.0 - 0.02 * beside(45))
        volume = np.rint(beside(43) * 1_000_000.0)
        return cls(*map(stored, (close, high, low, volume, np.repeat(close[:, :1], stocks, axis=1))))

    def first(self, stocks: int) -> "Bars":
        return Bars(*(column[:stocks] for column in vars(self).values()))

    def joined(self) -> "Bars":
        """All stocks one after the other as one series."""
        return Bars(*(column.ravel() for column in vars(self).values()))

    def each(self) -> list["Bars"]:
        """A stock at a time."""
        return [Bars(*rows) for rows in zip(*vars(self).values())]


@dataclass
class Indicator:
    """One indicator: what ours is called, and what TA-Lib calls the same."""

    # The case's name in the suite, what `tickmark indicators --indicators` takes, and the columns that come of it.
    case: str
    ours: str
    columns: list[str]
    talib: Callable[[ModuleType, Bars], Series | tuple[Series, ...]]


INDICATORS = [
    Indicator("sma", "sma:20", ["sma_20"], lambda ta, b: ta.SMA(b.close, 20)),
    Indicator("ema", "ema:12", ["ema_12"], lambda ta, b: ta.EMA(b.close, 12)),
    Indicator("wma", "wma:20", ["wma_20"], lambda ta, b: ta.WMA(b.close, 20)),
    Indicator("rsi", "rsi:14", ["rsi_14"], lambda ta, b: ta.RSI(b.close, 14)),
    Indicator(
        "macd", "macd:12/26/9", ["macd_12_26_9", "macd_signal_12_26_9", "macd_histogram_12_26_9"],
        lambda ta, b: ta.MACD(b.close, 12, 26, 9),
    ),
    Indicator(
        "bollinger", "bollinger:20/2/0", ["bb_upper_20_2_0", "bb_middle_20_2_0", "bb_lower_20_2_0"],
        lambda ta, b: ta.BBANDS(b.close, 20, 2.0, 2.0),
    ),
    Indicator("atr", "atr:14", ["atr_14"], lambda ta, b: ta.ATR(b.high, b.low, b.close, 14)),
    Indicator("adx", "adx:14", ["adx_14"], lambda ta, b: ta.ADX(b.high, b.low, b.close, 14)),
    Indicator(
        "stoch", "stoch:14/3/3", ["stoch_k_14_3_3", "stoch_d_14_3_3"],
        lambda ta, b: ta.STOCH(b.high, b.low, b.close, 14, 3, 0, 3, 0),
    ),
    Indicator("roc", "roc:14", ["roc_14"], lambda ta, b: ta.ROC(b.close, 14)),
    Indicator("deviation", "deviation:20/0", ["deviation_20_0"], lambda ta, b: ta.STDDEV(b.close, 20)),
    Indicator("minmax", "minmax:20", ["min_20", "max_20"], lambda ta, b: (ta.MIN(b.close, 20), ta.MAX(b.close, 20))),
    Indicator("obv", "obv", ["obv"], lambda ta, b: ta.OBV(b.close, b.volume)),
    Indicator("volume-sma", "volume-sma:20", ["volume_sma_20"], lambda ta, b: ta.SMA(b.volume, 20)),
    Indicator("beta", "beta:30", ["beta_30"], lambda ta, b: ta.BETA(b.index, b.close, 30)),
    # TA-Lib correlates what it is given; ours correlates returns.
    Indicator(
        "correlation", "correlation:30", ["correlation_30"],
        lambda ta, b: ta.CORREL(ta.ROCP(b.index, 1), ta.ROCP(b.close, 1), 30),
    ),
]  # fmt: skip


def compare_all(findings: Findings, clock: Clock) -> None:
    """A contest an indicator; a quick one for those that have a rate of their own to reach."""
    chosen = [indicator for indicator in INDICATORS if not clock.is_quick or indicator.case in QUICK]
    findings.left_out += [f"single: {indicator.ours}" for indicator in INDICATORS if indicator not in chosen]
    bars = Bars.make(DAYS, STOCKS)
    with tempfile.TemporaryDirectory() as folder:
        prices = Path(folder) / "prices.csv"
        some = bars.first(COMPARED)
        write_long(prices, some.close.T, some.volume.T, high=some.high.T, low=some.low.T)
        for indicator in chosen:
            case = f"single-indicators/{indicator.case}/{DAYS}x{STOCKS}"
            item = f"{indicator.ours}, {DAYS * STOCKS:,} rows"
            maker = partial(talib, clock.program, indicator, bars, prices)
            maker.__name__ = "TA-Lib"
            Contest(findings, clock, "Single indicators", item, case).hold(maker)


def talib(program: Program, indicator: Indicator, bars: Bars, prices: Path) -> Iterator[Peer]:
    """Both ways to call it, timed only if the values are ours."""
    ta = libraries.load("talib")
    agreement, note = against_ours(program, ta, indicator, bars.first(COMPARED), prices)
    stocks, whole = bars.each(), bars.joined()
    must = MUST_SMA if indicator.case == "sma" else MUST

    def by_stock() -> None:
        for stock in stocks:
            indicator.talib(ta, stock)

    yield Peer("TA-Lib, one series", lambda: indicator.talib(ta, whole), agreement, must=must, note=note)
    yield Peer("TA-Lib, a call a stock", by_stock, agreement, must=must, note=note)


def against_ours(
    program: Program, ta: ModuleType, indicator: Indicator, bars: Bars, prices: Path
) -> tuple[Agreement | None, str]:
    """Compares the first stocks on Float64; none, and why, where ours does not have the indicator."""
    output = prices.with_name("columns.csv")
    days = bars.close.shape[1]
    try:
        program.run(
            "indicators", "--prices", str(prices), "--indicators", indicator.ours, "--index", names(1)[0],
            "--precision", "float64", "--output", str(output),
        )  # fmt: skip
    except OursFailed as reason:
        return None, str(reason)
    ours = read_columns(output, indicator.columns, days, len(bars.close))
    parts = [np.atleast_2d(indicator.talib(ta, stock)) for stock in bars.each()]
    # [stock][column][day] to [column, day, stock]
    theirs = np.array(parts).transpose(1, 2, 0)
    return compare(dict(zip(indicator.columns, theirs)), ours, 1e-9), ""
