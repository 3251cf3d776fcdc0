"""What a bar costs in memory: our frame beside tables of pandas and polars that hold the same bars."""

import json
import tempfile
from pathlib import Path

from . import libraries
from .rows import Figure, Findings, Row, State
from .timing import Clock

COMPARISON = "Memory"
SYMBOLS, DAYS = 400, 252
MUST = 28


def compare_all(findings: Findings, clock: Clock) -> None:
    """Bytes a bar of a generated market, read from one CSV file by all."""
    with tempfile.TemporaryDirectory() as folder:
        bars = Path(folder) / "bars.csv"
        clock.program.run("data", "generate", "--symbols", str(SYMBOLS), "--days", str(DAYS), "--output", str(bars))
        frame = json.loads(clock.program.run("data", "info", str(bars), "--format", "json=-"))
        size = frame["bytesPerRow"]
        note = "columns " + ", ".join(f"{column['name']} {column['bytesPerRow']}" for column in frame["columns"])
        findings.figures.append(Figure(COMPARISON, "frame", size, "bytes a bar", f"≤ {MUST}", size <= MUST, note))
        for name, measure in [("pandas", pandas), ("polars", polars)]:
            try:
                sizes = measure(bars, frame["rows"])
            except (libraries.PeerMissing, ValueError) as reason:
                state = State.DISAGREES if isinstance(reason, ValueError) else State.PEER_MISSING
                findings.rows.append(Row(COMPARISON, "table", name, state, note=str(reason)))
                continue
            for item, theirs in sizes.items():
                findings.figures.append(
                    Figure(COMPARISON, item, theirs, "bytes a bar", note=f"{theirs / size:.2f} × our frame")
                )


def pandas(bars: Path, rows: int) -> dict[str, float]:
    """As the file is read, and with the symbols made categories."""
    pd = libraries.load("pandas")
    table = pd.read_csv(bars, parse_dates=["date"])
    tight = table.astype({"symbol": "category"})
    check(len(table), rows)
    return {
        "pandas, as read": float(table.memory_usage(deep=True).sum() / rows),
        "pandas, symbols as categories": float(tight.memory_usage(deep=True).sum() / rows),
    }


def polars(bars: Path, rows: int) -> dict[str, float]:
    """As the file is read, and with the symbols made categories."""
    pl = libraries.load("polars")
    table = pl.read_csv(bars, try_parse_dates=True)
    tight = table.with_columns(pl.col("symbol").cast(pl.Categorical))
    check(table.height, rows)
    return {
        "polars, as read": table.estimated_size() / rows,
        "polars, symbols as categories": tight.estimated_size() / rows,
    }


def check(theirs: int, ours: int) -> None:
    """Raises `ValueError` where a table has other rows than our frame."""
    if theirs != ours:
        raise ValueError(f"{theirs} rows in the table, {ours} in our frame")
