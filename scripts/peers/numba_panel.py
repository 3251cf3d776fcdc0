"""A panel, the kernel of `numba_packs*.py` that suits it, and the buffers that it fills."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from . import libraries


@cache
def kernels(name: str, layout: str, parallel: bool, fastmath: bool) -> tuple[Callable[..., None], Callable[..., None]]:
    """The kernel of a set for a layout, compiled, and the one for a stock with gaps."""
    numba = libraries.load("numba")
    from . import numba_packs, numba_packs_by_day, numba_packs_gaps

    module, suffix = (numba_packs, "by_stock") if layout == "by stock" else (numba_packs_by_day, "by_day")
    flags = {"reassoc", "arcp", "contract", "nsz"} if fastmath else False
    compiled = numba.njit(error_model="numpy", fastmath=flags, parallel=parallel)
    return compiled(getattr(module, f"{name}_{suffix}")), getattr(numba_packs_gaps, f"{name}_with_gaps")


@dataclass
class NumbaPanel:
    """One input in one layout. `fill` is what is timed: it looks for gaps first, as the definitions ask."""

    layout: str
    close: NDArray[np.floating]
    volume: NDArray[np.floating]
    out: NDArray[np.floating]
    block: int
    kernel: Callable[..., None]
    with_gaps: Callable[..., None]

    @classmethod
    def make(
        cls, name: str, layout: str, close: NDArray, volume: NDArray, threads: int = 1, fastmath: bool = False
    ) -> "NumbaPanel":
        """Compiles a kernel for panels `[day, stock]`, which are transposed here where the layout asks for it.

        `fastmath` allows what keeps NaN: other orders of additions, reciprocals, contraction.
        """
        if layout == "by stock":
            close, volume = np.ascontiguousarray(close.T), np.ascontiguousarray(volume.T)
        stocks = close.shape[0] if layout == "by stock" else close.shape[1]
        return cls(
            layout, close, volume, np.empty((6, *close.shape), close.dtype), -(-stocks // threads),
            *kernels(name, layout, threads > 1, fastmath),
        )  # fmt: skip

    def fill(self) -> None:
        """Fills every column."""
        # One gap makes the sum NaN or infinite, and a sum is one pass of vector code.
        if np.isfinite(self.close.sum()) and np.isfinite(self.volume.sum()):
            self.kernel(self.close, self.volume, self.out, self.block)
            return
        for stock in range(self.close.shape[0 if self.layout == "by stock" else 1]):
            if self.layout == "by stock":
                self.with_gaps(self.close[stock], self.volume[stock], self.out[:, stock])
            else:
                self.with_gaps(self.close[:, stock], self.volume[:, stock], self.out[:, :, stock])

    def columns(self) -> NDArray[np.floating]:
        """Fills and returns `[column, day, stock]`."""
        self.fill()
        return self.out.transpose(0, 2, 1) if self.layout == "by stock" else self.out
