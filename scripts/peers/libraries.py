"""Which peers are installed here. One that is not is a row of its own, never silence."""

import importlib
import platform
from importlib import metadata
from types import ModuleType

# Import name, and name in the Python index.
PACKAGES = {
    "numpy": "numpy", "numba": "numba", "pandas": "pandas", "polars": "polars", "talib": "TA-Lib", "vectorbt":
    "vectorbt", "optuna": "optuna", "sklearn": "scikit-learn", "scipy": "scipy", "cvxpy": "cvxpy", "clarabel":
    "clarabel", }  # fmt: skip


class PeerMissing(Exception):
    """A peer that cannot be imported; the message says which and why."""


def load(name: str) -> ModuleType:
    """Imports a peer.

    Raises `PeerMissing`, whatever it was that went wrong inside.
    """
    try:
        return importlib.import_module(name)
    except Exception as error:  # noqa: BLE001  a library that breaks on import is missing, in whatever way it breaks
        raise PeerMissing(f"{PACKAGES.get(name, name)} is not usable here: {error}") from error


def versions() -> dict[str, str]:
    """Of Python and of every peer that is installed."""
    found = {"Python": platform.python_version()}
    for package in PACKAGES.values():
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found
