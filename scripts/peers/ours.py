"""Tickmark itself: its suites are timed and its operations run on files by the executable that users have."""

import json
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

# What `tickmark run` may end with and still have timed: a worse row, undecided, an unfit machine, no baseline.
TIMED = {0, 1, 2, 3, 4}


class OursFailed(Exception):
    """Our own program failed: nothing can be compared with it."""


@dataclass
class Program:
    """The executable, and the folder in which it runs and leaves its files."""

    executable: Path
    folder: Path
    machine: dict[str, Any] = field(default_factory=dict)
    # Cases in which the program found that the machine cannot tell now.
    controls: list[str] = field(default_factory=list)

    def run(self, *arguments: str, allowed: frozenset[int] | set[int] = frozenset({0})) -> str:
        """Standard output of one call.

        Raises `OursFailed` for an exit status that is not allowed.
        """
        command = [str(self.executable), *arguments]
        result = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if result.returncode not in allowed:
            lines = result.stderr.strip().splitlines() or ["no message"]
            said = next((line for line in lines if line.startswith("Error:")), lines[-1])
            raise OursFailed(f"'tickmark {arguments[0]}' ended with {result.returncode}: {said}")
        return result.stdout

    @cached_property
    def cases(self) -> dict[str, list[str]]:
        """Every case there is, with its variants."""
        lines = [line.split(maxsplit=1) for line in self.run("list").splitlines() if line.startswith("  ")]
        return {words[0]: words[1].split(", ") for words in lines if len(words) == 2}

    def time(self, case: str, seconds: float) -> dict[str, float]:
        """The shortest slice of each variant in nanoseconds a call, over two fresh processes."""
        rows = self.rows(f"{case}*", seconds)
        return {row["variant"]: min(row["metrics"]["wall"]["samples"]) for row in rows if row["case"] == case}

    def rows(self, pattern: str, seconds: float) -> list[dict[str, Any]]:
        """What `tickmark run` writes of the cases that match, over two fresh processes.

        A pattern with a star must match the whole name, one without a part of it.
        """
        path = self.folder / "run.json"
        path.unlink(missing_ok=True)
        filtered = ("--filter", pattern, "--processes", "2", "--seconds", f"{seconds}")
        self.run("run", "--quiet", *filtered, "--format", f"json={path}", allowed=TIMED)
        run = json.loads(path.read_text())
        self.machine = run["machine"]
        self.controls += [control["case"] for control in run["controls"] if control["fired"]]
        return [row for row in run["cases"] if "wall" in row["metrics"]]

    def statistics(self, *arguments: str) -> dict[str, Any]:
        """What `tickmark backtest` says of some files."""
        return json.loads(self.run("backtest", *arguments, "--format", "json=-"))
