"""What a trial costs beside its own evaluation: starting workers, handing out, storing, answering duplicates; beside Optuna."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from . import libraries, studies
from .rows import Figure, Findings, Row, State
from .timing import Clock

COMPARISON = "Search"
CASE = "studies/trials/500"


def compare_all(findings: Findings, clock: Clock) -> None:
    """Trials in memory and on the disk beside Optuna's, and what ours has to reach."""
    wide, twelve = studies.tiny(clock.program.folder)
    beside_optuna(findings, clock, "random trials in memory", "memory", 1_000, lambda: None, must_rate=50_000)
    beside_optuna(findings, clock, "random trials in SQLite", "sqlite", 60, database(clock), must_rate=5_000)
    start(findings, clock, wide)
    whole_program(findings, clock, wide)
    duplicates(findings, clock, twelve)


def beside_optuna(
    findings: Findings, clock: Clock, item: str, variant: str, trials: int, storage: Callable[[], str | None],
    must_rate: float,
) -> None:  # fmt: skip
    """One thread each: the sum of two parameters as the objective, random points, rounds in turn."""
    ours: list[float] = []
    theirs: list[float] = []
    try:
        run = optuna_study()
        run(storage(), 5)
    except libraries.PeerMissing as reason:
        run = None
        findings.rows.append(Row(COMPARISON, item, "optuna", State.PEER_MISSING, note=str(reason)))
    for _ in range(clock.rounds):
        if run:
            theirs.append(run(storage(), trials) / trials * 1e9)
        ours.append(median_of_ours(clock, variant))
    rate = 1e9 / statistics.median(ours)
    findings.figures.append(
        Figure(COMPARISON, item, rate, "trials/s", f"≥ {must_rate:,}", rate >= must_rate, f"{CASE} {variant}, one thread; median")
    )
    if run:
        single = [their / our for their, our in zip(theirs, ours)]
        findings.rows.append(
            Row(
                COMPARISON, f"{item}, a trial", "optuna", State.TIMED, variant=variant, ours=statistics.median(ours),
                theirs=statistics.median(theirs), ratio=statistics.median(single), spread=(min(single), max(single)),
                note="medians; each draws its own points; every value is checked to be their sum",
            )
        )  # fmt: skip


def median_of_ours(clock: Clock, variant: str) -> float:
    """Nanoseconds a trial. Not the shortest: how often the study's two threads wait for each other is a part of it."""
    rows = clock.program.rows(f"{CASE}*", clock.seconds)
    return next(row["metrics"]["wall"]["median"] for row in rows if row["variant"] == variant) / 500


def optuna_study() -> Callable[[str | None, int], float]:
    """Runs a study of so many trials and returns its seconds."""
    optuna = libraries.load("optuna")
    optuna.logging.set_verbosity(optuna.logging.ERROR)

    def objective(trial: object) -> float:
        return trial.suggest_float("a", 0, 1) + trial.suggest_float("b", 0, 1)

    def run(storage: str | None, trials: int) -> float:
        study = optuna.create_study(storage=storage, sampler=optuna.samplers.RandomSampler(seed=1), direction="maximize")
        start = time.perf_counter()
        study.optimize(objective, n_trials=trials)
        seconds = time.perf_counter() - start
        wrong = [trial for trial in study.trials if trial.value != trial.params["a"] + trial.params["b"]]
        if wrong or len(study.trials) != trials:
            raise ValueError("Optuna's study has other values than its points say")
        return seconds

    return run


def database(clock: Clock) -> Callable[[], str]:
    """A new file each time."""
    count = 0

    def make() -> str:
        nonlocal count
        count += 1
        return f"sqlite:///{clock.program.folder}/optuna-{count}.db"

    return make


POOL = """
import concurrent.futures, multiprocessing
def first(_):
    import optuna
    return 1
if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        print(next(pool.map(first, range(2))), flush=True)
"""


def start(findings: Findings, clock: Clock, wide: str) -> None:
    """From the shell to the first result of a pool of two, the whole process and its end included."""
    try:
        libraries.load("optuna")
    except libraries.PeerMissing as reason:
        findings.rows.append(Row(COMPARISON, "pool of 2 to its first result", "optuna", State.PEER_MISSING, note=str(reason)))
        return
    program = clock.program.folder / "pool.py"
    program.write_text(POOL)
    ours, theirs = [], []
    for _ in range(clock.rounds):
        ours.append(studies.optimize(clock.program, wide, "--trials", "1").seconds)
        begin = time.perf_counter()
        subprocess.run([sys.executable, str(program)], check=True, stdout=subprocess.DEVNULL)
        theirs.append(time.perf_counter() - begin)
    milliseconds = statistics.median(ours) * 1e3
    note = "a whole 'tickmark optimize' of one trial: the pool is a part of it; median"
    findings.figures.append(Figure(COMPARISON, "pool of 2 to its first result", milliseconds, "ms", "≤ 250", milliseconds <= 250, note))
    single = [their / our for their, our in zip(theirs, ours)]
    findings.rows.append(
        Row(
            COMPARISON, "pool of 2 to its first result", "Python's process pool that imports optuna", State.TIMED,
            variant="whole program", ours=min(ours) * 1e9, theirs=min(theirs) * 1e9, ratio=min(theirs) / min(ours),
            spread=(min(single), max(single)), note="nothing to compare but that there is a result",
        )
    )  # fmt: skip


def whole_program(findings: Findings, clock: Clock, wide: str) -> None:
    """Two worker processes: what a trial costs with its way there and back, in memory and durable."""
    trials = 5_000 if clock.is_quick else 30_000
    options = ("--trials", str(trials), "--disable-deduplication")
    one = min(studies.optimize(clock.program, wide, "--trials", "1").seconds for _ in range(clock.rounds))
    in_memory = [studies.optimize(clock.program, wide, *options).seconds - one for _ in range(clock.rounds)]
    each = min(in_memory) / trials * 1e6
    findings.figures.append(
        Figure(
            COMPARISON, "a trial over 2 worker processes, in memory", each, "µs", "≤ 50", each <= 50,
            f"{trials:,} back-tests of 300 days, evaluation included",
        )
    )  # fmt: skip
    durable = []
    for number in range(clock.rounds):
        storage = f"sqlite:///ours-{number}.db"
        durable.append(studies.optimize(clock.program, wide, *options, "--storage", storage).seconds - one)
    rate = trials / min(durable)
    findings.figures.append(
        Figure(
            COMPARISON, "durable trials over 2 worker processes, SQLite", rate, "trials/s", "≥ 5,000", rate >= 5_000,
            readable(f"sqlite:///{clock.program.folder}/ours-0.db", trials),
        )
    )  # fmt: skip


def readable(storage: str, trials: int) -> str:
    """Whether Optuna loads the study and finds every trial complete."""
    try:
        optuna = libraries.load("optuna")
    except libraries.PeerMissing as reason:
        return str(reason)
    found = optuna.load_study(study_name="wide", storage=storage).trials
    complete = sum(trial.state.name == "COMPLETE" for trial in found)
    if complete != trials:
        raise ValueError(f"Optuna finds {complete} complete trials of {trials}")
    return f"Optuna {optuna.__version__} loads it: {complete:,} complete"


def duplicates(findings: Findings, clock: Clock, twelve: str) -> None:
    """A space of twelve points: so many evaluations, whatever the number of trials."""
    small = studies.optimize(clock.program, twelve).document
    evaluations = small["complete"] - small["duplicates"]
    findings.figures.append(
        Figure(COMPARISON, "evaluations for 1,000 trials of 12 points", evaluations, "evaluations", "12", evaluations == 12)
    )
    many = [studies.optimize(clock.program, twelve, "--trials", "200000") for _ in range(clock.rounds)]
    rate = max(run.document["duplicates"] / run.seconds for run in many)
    note = "200,000 trials, the start of the program and of its workers included"
    findings.figures.append(
        Figure(COMPARISON, "duplicates answered, in memory", rate, "duplicates/s", "≥ 50,000", rate >= 50_000, note)
    )
