"""Whether two results are the same numbers; nothing is timed before it is known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass
class Agreement:
    """How far two results are from each other."""

    values: int
    largest: float
    # Where they differ by more than was allowed; empty where they agree.
    first: str = ""

    @property
    def holds(self) -> bool:
        return not self.first


def compare(
    theirs: dict[str, ArrayLike], ours: dict[str, ArrayLike], relative: float, absolute: float = 1e-9
) -> Agreement:
    """Compares columns of one name, value by value; a gap agrees with a gap only, and an infinity with its like.

    A difference is divided by the larger size of the two, or by `absolute / relative` where both are smaller than that.
    """
    result = Agreement(0, 0.0)
    for name, column in ours.items():
        if name not in theirs:
            return Agreement(result.values, result.largest, f"the peer has no '{name}'")
        a, b = np.asarray(theirs[name], np.float64), np.asarray(column, np.float64)
        if a.shape != b.shape:
            return Agreement(result.values, result.largest, f"{name}: shape {a.shape} for {b.shape}")
        scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), absolute / relative)
        with np.errstate(invalid="ignore"):
            difference = np.where((a == b) | (np.isnan(a) & np.isnan(b)), 0.0, np.abs(a - b) / scale)
        # What is left is NaN against a number, or an infinity against something else.
        difference = np.where(np.isnan(difference), np.inf, difference)
        result.values += a.size
        result.largest = max(result.largest, float(difference.max(initial=0.0)))
        if (difference > relative).any() and not result.first:
            place = np.unravel_index(int(np.argmax(difference > relative)), a.shape) if a.shape else ()
            at = ",".join(str(int(index)) for index in place)
            result.first = f"{name}[{at}]: {float(a[place])!r} for our {float(b[place])!r}"
    return result
