"""The SQLite store beside Python's `sqlite3` on the same tables with the same settings, and what it has to reach."""

import csv
import io
import sqlite3
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from .agreement import compare
from .contest import Contest, Peer
from .rows import Figure, Findings
from .timing import Clock

COMPARISON = "Store"
SYMBOLS = 400
BATCH = 10_000
COLUMNS = "code, day, open, high, low, close, volume"
INSERT = f"INSERT OR REPLACE INTO prices ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
LATEST = "SELECT day, close FROM prices WHERE code = ? AND close IS NOT NULL ORDER BY day DESC LIMIT 1"
# Written by hand; the store's own statement is in Sources/Engine/Store/Portfolio.
VALUE = """
SELECT symbols.name, quantity, (
  SELECT close FROM prices WHERE prices.code = portfolio.code AND close IS NOT NULL ORDER BY day DESC LIMIT 1) AS last
FROM portfolio JOIN symbols USING (code) ORDER BY quantity * last DESC, symbols.name
"""


def compare_all(findings: Findings, clock: Clock) -> None:
    """Rows in, last closes and the worth of a portfolio out; then what is asked of ours alone."""
    days = 250
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        job = Job(clock, Path(folder), days)
        for name, make in [("insert", job.insert), ("latest", job.latest), ("value", job.value)]:
            item = f"{name}, {len(job.rows):,} rows of {SYMBOLS} symbols"
            Contest(findings, clock, COMPARISON, item, f"store/{name}/{days}x{SYMBOLS}").hold(make)
    bounds(findings, clock)


class Job:
    """One market in a store of ours and in one of Python's making."""

    def __init__(self, clock: Clock, folder: Path, days: int) -> None:
        self.run, self.ours = clock.program.run, str(folder / "ours.db")
        market, held = folder / "market.csv", folder / "held.csv"
        self.run("data", "generate", "--symbols", str(SYMBOLS), "--days", str(days), "--output", str(market))
        self.run("store", "import", str(market), "--store", self.ours)
        table = pd.read_csv(market, float_precision="round_trip")
        self.symbols = sorted(set(table["symbol"]))
        held.write_text("symbol,quantity\n" + "".join(f"{s},{i % 97 - 20.5}\n" for i, s in enumerate(self.symbols)))
        self.run("store", "holdings", str(held), "--store", self.ours)
        self.codes = {symbol: code for code, symbol in enumerate(self.symbols, 1)}
        table.insert(0, "code", table["symbol"].map(self.codes))
        table["day"] = pd.to_datetime(table["date"]).to_numpy().astype("datetime64[D]").astype(np.int64)
        table = table[COLUMNS.split(", ")].astype(object)
        self.rows = list(table.where(table.notna(), None).itertuples(index=False, name=None))
        self.theirs = self.made(str(folder / "theirs.db"))

    def made(self, path: str) -> sqlite3.Connection:
        """Tables of the store's own layout; a connection that is as durable."""
        base = sqlite3.connect(path, isolation_level=None)
        for setting in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -16384", "mmap_size = 1073741824"):
            base.execute(f"PRAGMA {setting}")
        base.execute(
            "CREATE TABLE prices (code INTEGER NOT NULL, day INTEGER NOT NULL, open REAL, high REAL, low REAL, close REAL,"
            " volume NUMERIC, PRIMARY KEY (code, day)) WITHOUT ROWID"
        )
        base.execute("CREATE TABLE symbols (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)")
        base.execute("CREATE TABLE portfolio (code INTEGER PRIMARY KEY, quantity REAL NOT NULL)")
        base.executemany("INSERT INTO symbols (name, code) VALUES (?, ?)", self.codes.items())
        base.executemany("INSERT INTO portfolio VALUES (?, ?)", [(code, (code - 1) % 97 - 20.5) for code in self.codes.values()])
        return base

    def refill(self) -> None:
        """Empties the table and fills it, as the suite does."""
        self.theirs.execute("DELETE FROM prices")
        for first in range(0, len(self.rows), BATCH):
            self.theirs.execute("BEGIN IMMEDIATE")
            self.theirs.executemany(INSERT, self.rows[first : first + BATCH])
            self.theirs.execute("COMMIT")

    def insert(self) -> Iterator[Peer]:
        self.refill()
        ours = sqlite3.connect(self.ours)
        both = [np.array(base.execute(f"SELECT {COLUMNS} FROM prices ORDER BY code, day").fetchall(), float) for base in (self.theirs, ours)]
        ours.close()
        agreement = compare({"prices": both[0]}, {"prices": both[1]}, 1e-15)
        yield Peer("Python's sqlite3, executemany", self.refill, agreement, note="transactions of 10,000, synchronous = FULL")

    def ask(self, codes: list[int]) -> list[tuple[int, float]]:
        execute = self.theirs.execute
        return [execute(LATEST, (code,)).fetchone() for code in codes]

    def latest(self) -> Iterator[Peer]:
        text = self.run("store", "latest", *self.symbols, "--store", self.ours)
        ours = np.array([float(row["close"] or "nan") for row in csv.DictReader(io.StringIO(text))])
        theirs = np.array([row[1] for row in self.ask(list(self.codes.values()))])
        codes = [number * 7_919 % SYMBOLS + 1 for number in range(1_000)]
        agreement = compare({"closes": theirs}, {"closes": ours}, 1e-15)
        yield Peer("Python's sqlite3", partial(self.ask, codes), agreement, note="1,000 queries a call, one connection")

    def value(self) -> Iterator[Peer]:
        text = self.run("store", "value", "--store", self.ours)
        ours = np.array([float(row["value"]) for row in csv.DictReader(io.StringIO(text))])
        theirs = np.array([quantity * close for _, quantity, close in self.theirs.execute(VALUE)])
        agreement = compare({"values": theirs}, {"values": ours}, 1e-15)
        yield Peer("Python's sqlite3", lambda: self.theirs.execute(VALUE).fetchall(), agreement, note="400 positions")


def bounds(findings: Findings, clock: Clock) -> None:
    """Rates of ours; medians, since a disk has good and bad moments."""

    def add(item: str, value: float, unit: str, must: str, reached: bool, note: str = "") -> None:
        findings.figures.append(Figure(COMPARISON, item, value, unit, must, reached, note))

    def medians(case: str) -> dict[str, tuple[float, int]]:
        rows = clock.program.rows(f"{case}*", max(clock.seconds, 2))
        return {row["variant"]: (row["metrics"]["wall"]["median"], row["rows"]) for row in rows}

    size = f"250x{SYMBOLS}"
    insert = {name: rows / time * 1e9 for name, (time, rows) in medians(f"store/insert/{size}").items()}
    latest = {name: rows / time * 1e9 for name, (time, rows) in medians(f"store/latest/{size}").items()}
    add("durable rows, (symbol, day) as key", insert["streamed"] / 1e3, "k rows/s", "≥ 500", insert["streamed"] >= 5e5)
    add("latest close, one reader", latest["bound"] / 1e3, "k queries/s", "≥ 250", latest["bound"] >= 2.5e5)
    if clock.is_quick:
        findings.left_out += ["store: layouts, readers beside a load, 500 positions over 10,000,000 rows"]
        return
    load = {name: rows / time * 1e9 for name, (time, rows) in medians(f"store-settings/load/{size}").items()}
    for name, must in [("heap", 1e6), ("indexed", 5e5), ("indexed-after", 5e5), ("clustered", 5e5)]:
        add(f"durable rows, {name}", load[name] / 1e3, "k rows/s", f"≥ {must / 1e3:.0f}", load[name] >= must)
    beside = {name: time for name, (time, _) in medians(f"store-settings/readers-beside-a-load/{size}").items()}
    for name, words in [("loading", "with their priority"), ("loading-behind", "behind them (nice 10)")]:
        share = beside["alone"] / beside[name]
        add(f"two readers during a load {words}", 100 * share, "% of their rate", "≥ 70", share >= 0.7)
    value, positions = medians("store/value/2000x5000")["bound"]
    add(f"{positions} positions over 10 M rows", value / 1e6, "ms", "≤ 1", value <= 1e6)
