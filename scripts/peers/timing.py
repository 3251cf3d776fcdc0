"""Times ours and a peer in turn, so that a slow minute of the machine falls on both."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .ours import Program

Call = Callable[[], object]


def best(call: Call, seconds: float) -> float:
    """The shortest time of one call in nanoseconds, after warming up.

    Calls run for `seconds` in slices of at least a millisecond, at least five of them as where `tickmark run` times
    ours; two where one takes longer than that time.
    """
    call()
    start = time.perf_counter_ns()
    call()
    once = max(time.perf_counter_ns() - start, 1)
    calls, least = max(1, int(1e6 / once)), 5 if once < seconds * 1e9 else 2
    shortest, slices, until = float("inf"), 0, time.perf_counter() + seconds
    while slices < least or time.perf_counter() < until:
        start = time.perf_counter_ns()
        for _ in range(calls):
            call()
        shortest = min(shortest, (time.perf_counter_ns() - start) / calls)
        slices += 1
    return shortest


@dataclass
class Laps:
    """The best time of each round in nanoseconds, by peer and by variant of ours."""

    peers: dict[str, list[float]] = field(default_factory=dict)
    ours: dict[str, list[float]] = field(default_factory=dict)

    def ratio(self, peer: str, variant: str) -> tuple[float, tuple[float, float]]:
        """Peer over ours: of the bests of all rounds, and the smallest and largest of a single round."""
        single = [theirs / mine for theirs, mine in zip(self.peers[peer], self.ours[variant])]
        return min(self.peers[peer]) / min(self.ours[variant]), (min(single), max(single))


@dataclass
class Clock:
    """How often and how long everything is timed."""

    program: Program
    rounds: int
    seconds: float
    # Whether smaller inputs and fewer peers will do; what is left out for it is noted.
    is_quick: bool = False

    def side_by_side(self, peers: dict[str, Call], case: str | None) -> Laps:
        """Rounds of every peer in turn and then ours, as far as there is such a case; the order of peers is reversed in
        every second round."""
        laps = Laps({name: [] for name in peers})
        for number in range(self.rounds):
            order = list(peers) if number % 2 == 0 else list(reversed(peers))
            for name in order:
                laps.peers[name].append(best(peers[name], self.seconds))
            if case is not None:
                for variant, shortest in self.program.time(case, self.seconds).items():
                    laps.ours.setdefault(variant, []).append(shortest)
        return laps
