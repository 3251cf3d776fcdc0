"""The inputs of the timed suites, made a second time: the same bits as
`Sources/Engine/Frames/Generators/ReferenceMarket.swift`.

Every number is a splitmix64 counter and + - * / of doubles in the order written here, so that both sides of a
comparison read the same prices without a file between them. `verify` holds this port to inputs that lie in the
repository.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_INCREMENT = np.uint64(0x9E3779B97F4A7C15)
_FIRST_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SECOND_MIX = np.uint64(0x94D049BB133111EB)


def uniform(seed: int, count: int, first: int = 0) -> Floats:
    """Numbers `first` to `first + count` of a stream, in [0, 1)."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(first + 1, first + count + 1, dtype=np.uint64) * _INCREMENT
        z = (z ^ (z >> np.uint64(30))) * _FIRST_MIX
        z = (z ^ (z >> np.uint64(27))) * _SECOND_MIX
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-53


def prices(days: int, assets: int, seed: int = 42) -> Floats:
    """Random walks of uniform moves, `[day, asset]`."""
    walk = np.empty((days, assets))
    walk[0] = 20.0 + 180.0 * uniform(seed, assets)
    for day in range(1, days):
        moves = uniform(seed + 1, assets, first=(day - 1) * assets)
        walk[day] = walk[day - 1] * (1.0 + 0.04 * (moves - 0.5))
    return walk


def volumes(days: int, assets: int, seed: int = 43) -> Floats:
    """Whole numbers of shares below a million, `[day, asset]`: those of the suite `indicators`."""
    return np.floor(uniform(seed, days * assets) * 1_000_000).reshape(days, assets)


def monthly_weights(
    days: int, assets: int, seed: int = 42, every: int = 21, holding: float = 0.3, short: float = 0.2
) -> Floats:
    """Equal weights, some of them short, decided anew every `every` days and held from the day after."""
    weights = np.zeros((days, assets))
    target = np.zeros(assets)
    for rebalance, day in enumerate(range(0, days, every)):
        weights[day] = target
        held = uniform(seed + 2, assets, first=rebalance * assets) < holding
        side = np.where(uniform(seed + 3, assets, first=rebalance * assets) < short, -1.0, 1.0)
        target = np.where(held, side / float(max(int(held.sum()), 1)), 0.0)
        weights[day + 1 : day + every] = target
    return weights


def costs(weights: Floats, basis_points: float = 5.0) -> Floats:
    """Each day's turnover, summed from left to right, times the basis points; day 0 costs nothing."""
    result = np.zeros(len(weights))
    turnover = np.abs(np.diff(weights, axis=0))
    # cumsum adds from left to right; sum would add in pairs.
    result[1:] = np.cumsum(turnover, axis=1)[:, -1] * (basis_points / 10_000.0) if weights.shape[1] else 0.0
    return result


def business_days(days: int) -> NDArray[np.datetime64]:
    """Consecutive days from Monday to Friday, from Thursday 2015-01-01 on."""
    return np.busday_offset("2015-01-01", np.arange(days), roll="forward")


def verify(fixtures: Path) -> None:
    """Compares this port, bit for bit, with inputs of the repository's own tests.

    Raises `ValueError` where one differs: nothing may be compared then.
    """
    for name, days, assets, seed in FIXTURES:
        folder = fixtures / name
        weights = monthly_weights(days, assets, seed)
        for field, ours in [("prices", prices(days, assets, seed)), ("weights", weights), ("costs", costs(weights))]:
            stored = np.fromfile(folder / f"{field}.f64").reshape(ours.shape)
            if not np.array_equal(ours, stored):
                raise ValueError(f"{folder / field}.f64 differs from what reference_market.py makes; mend the port")


FIXTURES = [("tiny_12x3_monthly", 12, 3, 7), ("small_120x8_monthly", 120, 8, 1)]
