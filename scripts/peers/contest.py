"""One contest: some peers and one case of ours. Whoever agrees is timed; the rest is told apart and not timed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .agreement import Agreement
from .libraries import PeerMissing
from .rows import Findings, Row, State
from .timing import Call, Clock, Laps


@dataclass
class Peer:
    """A peer that is ready to run on the contest's input."""

    name: str
    call: Callable[[], object]
    # None where ours cannot compute the same yet: the peer is timed alone then.
    agreement: Agreement | None
    # One, or several: the peer is then set against our variant `parallel`, where there is one.
    threads: int = 1
    must: float | None = None
    note: str = ""


@dataclass
class Contest:
    """What is compared, and where the rows go."""

    findings: Findings
    clock: Clock
    comparison: str
    item: str
    # `suite/operation/size` of ours.
    case: str

    def hold(self, *makers: Callable[[], Iterable[Peer]], beside: dict[str, Call] | None = None) -> Laps:
        """Runs every peer that `makers` make and adds their rows.

        `beside` is timed in the same rounds and has no row of its own. The laps have no variants of ours where there is
        no such case yet.
        """
        peers = list(self._ready(makers))
        case = self.case if self.case in self.clock.program.cases else None
        laps = self.clock.side_by_side({peer.name: peer.call for peer in peers} | (beside or {}), case)
        for peer in peers:
            row = Row(self.comparison, self.item, peer.name, State.TIMED, must=peer.must, note=peer.note)
            row.theirs = min(laps.peers[peer.name])
            if peer.agreement is not None:
                row.difference, row.values = peer.agreement.largest, peer.agreement.values
            variant = self._opponent(peer, laps.ours) if peer.agreement is not None else None
            if variant is None:
                why = f"no variant of {self.case} to set against it yet" if peer.agreement is not None else ""
                row.state = State.OURS_MISSING
                row.note = "; ".join(filter(None, [row.note, why]))
            else:
                row.variant, row.ours = variant, min(laps.ours[variant])
                row.ratio, row.spread = laps.ratio(peer.name, variant)
            self.findings.rows.append(row)
        return laps

    def _ready(self, makers: Iterable[Callable[[], Iterable[Peer]]]) -> Iterator[Peer]:
        for make in makers:
            name = make.__name__.strip("_").replace("_", " ")
            try:
                for peer in make():
                    if peer.agreement is None or peer.agreement.holds:
                        yield peer
                    else:
                        self._refuse(peer.name, State.DISAGREES, f"{peer.agreement.first}; not timed")
            except PeerMissing as reason:
                self._refuse(name, State.PEER_MISSING, str(reason))
            except Exception as error:  # noqa: BLE001  one peer's fault must not cost the others their rows
                self._refuse(name, State.PEER_FAILED, f"{type(error).__name__}: {error}")

    def _refuse(self, peer: str, state: State, why: str) -> None:
        self.findings.rows.append(Row(self.comparison, self.item, peer, state, note=" ".join(why.split())))

    @staticmethod
    def _opponent(peer: Peer, ours: dict[str, list[float]]) -> str | None:
        """One thread against our fastest variant on one thread, and so several while we have no `parallel`."""
        if peer.threads > 1 and "parallel" in ours:
            return "parallel"
        # A bare call that others are held against is nobody's whole operation.
        alone = [variant for variant in ours if variant not in {"parallel", "ssyrk"}]
        return min(alone, key=lambda variant: min(ours[variant]), default=None)
