"""Scenarios of ours for comparisons of searches, and one run of `tickmark optimize`."""

import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .ours import OursFailed, Program

DAYS = 300


@dataclass
class Search:
    """What a run of a study came to, and its wall time as a whole process in seconds."""

    seconds: float
    document: dict[str, Any]

    @property
    def trials(self) -> int:
        return self.document["complete"]


def tiny(folder: Path) -> tuple[str, str]:
    """Two scenarios that cost next to nothing to evaluate, one asset of 300 days: a wide space, and one of 12 points."""
    prices = "".join(f"{1990 + day // 300}-{1 + day // 25 % 12:02}-{1 + day % 25:02},{100 + day % 7}\n" for day in range(DAYS))
    (folder / "tiny.csv").write_text("date,A\n" + prices)
    wide = scenario("tiny.csv", 'fast = { low = 1, high = 250 }\nslow = { low = 1, high = 250 }', "random", 2_000)
    twelve = scenario("tiny.csv", 'fast = { low = 1, high = 3 }\nslow = { low = 4, high = 7 }', "random", 1_000)
    (folder / "wide.toml").write_text(wide)
    (folder / "twelve.toml").write_text(twelve)
    return "wide.toml", "twelve.toml"


def scenario(prices: str, space: str, sampler: str, trials: int, rules: str = "capital = 1_000_000") -> str:
    """A moving-average cross-over that is judged by its total return."""
    return (
        f'[data]\nprices = "{prices}"\n[strategy]\nname = "moving-average-crossover"\n[space]\n{space}\n'
        f'[search]\nobjective = "total-return"\nsampler = "{sampler}"\ntrials = {trials}\nseed = 1\n[rules]\n{rules}\n'
    )


def optimize(program: Program, file: str, *options: str) -> Search:
    """Runs a study over two workers, in a process of its own."""
    start = time.perf_counter()
    text = program.run("optimize", file, "--n-jobs", "2", "--quiet", "--format", "json=-", *options)
    return Search(time.perf_counter() - start, json.loads(text))


def together(program: Program, file: str, processes: int, *options: str) -> list[dict[str, Any]]:
    """The same study from several processes with one worker each; their documents."""
    command = [str(program.executable), "optimize", file, "--n-jobs", "1", "--quiet", "--format", "json=-", *options]
    pipes = {"cwd": program.folder, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = [subprocess.Popen(command, **pipes) for _ in range(processes)]
    said = [process.communicate() for process in running]
    for process, (_, errors) in zip(running, said):
        if process.returncode:
            raise OursFailed(f"'tickmark optimize' ended with {process.returncode}: {errors.strip()[-200:]}")
    return [json.loads(output) for output, _ in said]
