"""The CSV files through which the executable reads the peers' input and its results come back."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .reference_market import business_days


def names(assets: int) -> list[str]:
    """As many digits for all, so that the order of names is that of numbers."""
    return [f"S{asset:05d}" for asset in range(assets)]


def write_long(path: Path, close: NDArray, volume: NDArray, **others: NDArray) -> None:
    """A row a stock and day, stock by stock, from panels `[day, asset]`; `others` are more columns by name."""
    days, assets = close.shape
    table = {
        "symbol": np.repeat(names(assets), days),
        "date": np.tile(np.datetime_as_string(business_days(days)), assets),
        "close": close.T.ravel(),
        "volume": volume.T.ravel().astype(np.int64),
        **{name: panel.T.ravel() for name, panel in others.items()},
    }
    pd.DataFrame(table).to_csv(path, index=False)


def write_wide(path: Path, values: NDArray[np.floating]) -> None:
    """A row a day, a column an asset; Float32 values in the digits that a Float32 needs."""
    frame = pd.DataFrame(values, columns=names(values.shape[1]))
    frame.insert(0, "Date", np.datetime_as_string(business_days(len(values))))
    frame.to_csv(path, index=False)


def write_costs(path: Path, costs: NDArray[np.float64]) -> None:
    """A fraction of the capital a day."""
    pd.DataFrame({"Date": np.datetime_as_string(business_days(len(costs))), "cost": costs}).to_csv(path, index=False)


def read_columns(path: Path, columns: list[str], days: int, assets: int) -> dict[str, NDArray[np.float64]]:
    """Columns `[day, asset]` from a file that is ordered by stock and day."""
    table = pd.read_csv(path, usecols=columns, dtype=np.float64, float_precision="round_trip")
    return {column: table[column].to_numpy().reshape(assets, days).T for column in columns}
