"""Compares, writes the report and ends with what it found; started by `scripts/compare-peers`."""

import argparse
import datetime
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import libraries, reference_market, report
from .ours import OursFailed, Program
from .rows import Findings, Row, State
from .timing import Clock

PASSED, BELOW, DISAGREE, USAGE, INTERNAL, INTERRUPTED = 0, 1, 5, 64, 70, 130
FIXTURES = Path("Tests/Engine/BacktestTests/Fixtures")


def comparisons() -> dict[str, Callable[[Findings, Clock], None]]:
    """Every comparison by the name that `--only` takes; imported when asked for, since libraries may be missing."""
    from . import book, memory, own_bounds, portfolio, risk, search, single_indicators, six_indicators, store, sweep
    from . import tracking, waiting

    return {
        "six": lambda findings, clock: six_indicators.compare_all(findings, clock, 252, 4_000),
        "single": single_indicators.compare_all,
        "tracking": tracking.compare_all,
        "book": lambda findings, clock: book.compare_all(findings, clock, 2_520, 500),
        "memory": memory.compare_all,
        "itself": own_bounds.compare_all,
        "portfolio": portfolio.compare_all,
        "search": search.compare_all,
        "sweep": sweep.compare_all,
        "waiting": waiting.compare_all,
        "risk": risk.compare_all,
        "store": store.compare_all,
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="compare-peers", description=__doc__)
    parser.add_argument("--tickmark", type=Path, required=True, help="our executable")
    parser.add_argument("--output", type=Path, required=True, help="where the report goes")
    parser.add_argument("--command", required=True, help="what the report says how it was made")
    parser.add_argument("--quick", action="store_true", help="smaller sizes and fewer rounds")
    parser.add_argument("--strict", action="store_true", help="a ratio below what it must reach is exit status 1")
    parser.add_argument("--only", action="append", default=[], help="only this comparison; may be repeated")
    options = parser.parse_args()
    table = comparisons()
    unknown = set(options.only) - set(table)
    if unknown:
        print(f"compare-peers: no comparison '{unknown.pop()}'; there are {', '.join(table)}", file=sys.stderr)
        return USAGE

    started = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    reference_market.verify(FIXTURES)
    findings = Findings()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(options.tickmark.resolve(), Path(folder))
        clock = Clock(program, 2, 0.1, is_quick=True) if options.quick else Clock(program, 5, 0.4)
        for name, compare in table.items():
            if options.only and name not in options.only:
                continue
            print(f"== {name}", file=sys.stderr, flush=True)
            try:
                compare(findings, clock)
            except OursFailed as error:  # The others' rows are not lost with it.
                findings.rows.append(Row(name, "all", "Tickmark", State.OURS_FAILED, note=str(error)))
        if not program.machine:
            program.time(next(iter(program.cases)), 0.02)  # Any case tells the machine.
        findings.machine = program.machine
        about = {
            "command": options.command, "started": started, "versions": libraries.versions(),
            "controls": len(program.controls), **git_state(),
        }  # fmt: skip
        report.write(findings, about, options.output)
    print(report.markdown(findings, about))
    print(f"{options.output / 'README.md'}: {report.summary(findings)}", file=sys.stderr)
    if findings.count(State.OURS_FAILED):
        return INTERNAL
    if findings.count(State.DISAGREES) or findings.count(State.PEER_FAILED):
        return DISAGREE
    below = any(row.is_below for row in findings.rows) or any(figure.reached is False for figure in findings.figures)
    return BELOW if options.strict and below else PASSED


def git_state() -> dict[str, object]:
    """The commit that was measured, and whether the work tree differs from it."""

    def git(*arguments: str) -> str | None:
        result = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
        return result.stdout.strip() if result.returncode == 0 else None

    return {"commit": (git("rev-parse", "HEAD") or "unknown")[:12], "dirty": bool(git("status", "--porcelain"))}


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OursFailed as error:
        print(f"compare-peers: {error}", file=sys.stderr)
        sys.exit(INTERNAL)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
