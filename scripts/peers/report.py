"""Findings as Markdown for people and JSON for programs."""

import json
from pathlib import Path
from typing import Any

from .rows import Figure, Findings, Row, State

SCHEMA = "tickmark.peers/1"
INTRODUCTION = (
    "Same machine, same input, same definitions; results compared before anything is timed; warm, best of several, "
    "ours and theirs in turn. *Ratio* is the peer's time over ours: above 1 ours is faster; beside it the smallest and "
    "the largest ratio of a single round."
)
HEADINGS = ["what", "ours", "peer", "ours, time", "peer, time", "ratio", "must", "largest difference", ""]


def write(findings: Findings, about: dict[str, Any], folder: Path) -> None:
    """Writes `README.md` and `peers.json`, each beside its place first: a reader never meets half a file."""
    folder.mkdir(parents=True, exist_ok=True)
    document = {
        "schema": SCHEMA,
        **about,
        "machine": findings.machine,
        "leftOut": findings.left_out,
        "rows": [row.as_json() for row in findings.rows],
        "figures": [vars(figure) for figure in findings.figures],
    }
    _replace(folder / "peers.json", json.dumps(document, indent=1, sort_keys=True, allow_nan=False) + "\n")
    _replace(folder / "README.md", markdown(findings, about))


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text)
    draft.replace(path)


def markdown(findings: Findings, about: dict[str, Any]) -> str:
    """The whole report."""
    parts = ["# Tickmark beside its peers", _preface(findings, about)]
    for comparison in dict.fromkeys(row.comparison for row in findings.rows):
        rows = [row for row in findings.rows if row.comparison == comparison]
        parts.append(f"## {comparison}\n\n{_timed(rows)}{_untimed(rows)}")
    if findings.figures:
        parts.append(_figures(findings.figures))
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _preface(findings: Findings, about: dict[str, Any]) -> str:
    machine = findings.machine
    versions = ", ".join(f"{name} {version}" for name, version in about["versions"].items())
    processor = f"{machine.get('class', 'unknown')}, {machine.get('cores', '?')} cores"
    dirty = ", with uncommitted changes" if about["dirty"] else ""
    lines = [
        f"- Machine: {processor}, instruction set {machine.get('instructionSet', '?')}, load before the last run "
        f"{machine.get('loadBefore', '?')}",
        f"- Versions: {machine.get('toolchain', '?')}, {versions}",
        f"- Commit {about['commit']}{dirty}; {about['started']}",
        f"- Command: `{about['command']}`",
        f"- {summary(findings)}",
    ]
    if findings.left_out:
        lines.append(f"- Left out, {len(findings.left_out)}: {', '.join(findings.left_out)}")
    if about["controls"]:
        lines.append(f"- The machine was restless: {about['controls']} times identical code seemed to differ.")
    return INTRODUCTION + "\n\n" + "\n".join(lines)


def summary(findings: Findings) -> str:
    """One sentence that counts what happened to the rows."""
    below = sum(row.is_below for row in findings.rows) + sum(figure.reached is False for figure in findings.figures)
    counts = [f"{findings.count(state)} {state}" for state in State if findings.count(state)]
    return f"{', '.join(counts) or 'nothing compared'}; {below} below what they must reach"


def _timed(rows: list[Row]) -> str:
    timed = [row for row in rows if row.state in (State.TIMED, State.OURS_MISSING)]
    if not timed:
        return ""
    lines = [f"| {' | '.join(HEADINGS)} |", "|---|---|---|--:|--:|--:|--:|--:|---|"]
    for row in timed:
        spread = f" ({row.spread[0]:.2f}–{row.spread[1]:.2f})" if row.spread else ""
        ratio = f"{row.ratio:.2f}×{spread}" if row.ratio else "–"
        must = "" if row.must is None else f"{row.must:g}×" + (" ✗" if row.is_below else " ✓" if row.ratio else "")
        difference = "not compared" if row.difference is None else f"{row.difference:.1e} of {row.values:,}"
        cells = [row.item, row.variant or "none yet", row.peer, duration(row.ours), duration(row.theirs), ratio, must]
        lines.append("| " + " | ".join([*cells, difference, row.note]) + " |")
    return "\n".join(lines) + "\n\n"


def _untimed(rows: list[Row]) -> str:
    lines = [
        f"- **{row.state.upper()}**: {row.item}, {row.peer}: {row.note}"
        for row in rows
        if row.state not in (State.TIMED, State.OURS_MISSING)
    ]
    return "\n".join(lines) + "\n" if lines else ""


def _figures(figures: list[Figure]) -> str:
    lines = ["## Other figures", "", "| | what | value | must | |", "|---|---|--:|--:|---|"]
    for figure in figures:
        mark = {True: " ✓", False: " ✗", None: ""}[figure.reached]
        cells = [figure.comparison, figure.item, f"{figure.value:.1f} {figure.unit}", figure.must + mark, figure.note]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def duration(nanoseconds: float | None) -> str:
    """With the unit that suits it."""
    if nanoseconds is None:
        return "–"
    for unit, size in [("s", 1e9), ("ms", 1e6), ("µs", 1e3)]:
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"
