"""What a comparison says: one row a peer and a variant of ours."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """What became of a row. Only `TIMED` has a ratio."""

    TIMED = "timed"
    DISAGREES = "disagrees"
    PEER_MISSING = "peer missing"
    OURS_MISSING = "ours missing"
    PEER_FAILED = "peer failed"
    OURS_FAILED = "ours failed"


@dataclass
class Row:
    """One peer beside one variant of ours.

    Times are nanoseconds a call; `ratio` is peer over ours, above 1 where ours is faster.
    """

    comparison: str
    item: str
    peer: str
    state: State
    variant: str = ""
    ours: float | None = None
    theirs: float | None = None
    ratio: float | None = None
    # Smallest and largest ratio of a single round.
    spread: tuple[float, float] | None = None
    must: float | None = None
    # The largest relative difference of the results that were compared, and how many there were.
    difference: float | None = None
    values: int = 0
    note: str = ""

    @property
    def is_below(self) -> bool:
        """Whether a ratio that had to be reached was not."""
        return self.must is not None and self.ratio is not None and self.ratio < self.must

    def as_json(self) -> dict[str, Any]:
        """The row with its state in words, and what does not apply left out."""
        found = {name: value for name, value in asdict(self).items() if value not in (None, "")}
        return found | {"below": self.is_below}


@dataclass
class Figure:
    """A number that is not a ratio of times: bytes a bar, the share of a copy's rate."""

    comparison: str
    item: str
    value: float
    unit: str
    must: str = ""
    reached: bool | None = None
    note: str = ""


@dataclass
class Findings:
    """Everything that a run found."""

    rows: list[Row] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    # What was left out on purpose, one line each.
    left_out: list[str] = field(default_factory=list)
    machine: dict[str, Any] = field(default_factory=dict)

    def count(self, state: State) -> int:
        return sum(row.state == state for row in self.rows)
