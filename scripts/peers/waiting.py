"""Four processes on one study with waiting trials: each trial is run once, on both databases; beside Optuna's processes."""

import collections
import importlib.util
import json
import os
import subprocess
import sys

from . import libraries, studies
from .rows import Figure, Findings, Row, State
from .timing import Clock

COMPARISON = "Waiting trials"
PROCESSES = 4

THEIRS = """
import sys, optuna
optuna.logging.set_verbosity(optuna.logging.ERROR)
study = optuna.load_study(study_name="waiting", storage=sys.argv[1])
def objective(trial):
    print(trial.number, flush=True)
    return trial.suggest_int("fast", 1, 250) + trial.suggest_int("slow", 1, 250)
study.optimize(objective, n_trials=int(sys.argv[2]))
"""


def compare_all(findings: Findings, clock: Clock) -> None:
    """Ours on SQLite and PostgreSQL, Optuna on SQLite."""
    studies.tiny(clock.program.folder)
    try:
        optuna = libraries.load("optuna")
    except libraries.PeerMissing as reason:
        findings.rows.append(Row(COMPARISON, "all", "optuna", State.PEER_MISSING, note=str(reason)))
        return
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    trials = 400 if clock.is_quick else 4_000
    folder = clock.program.folder
    ours(findings, clock, "SQLite", f"sqlite:///{folder}/waiting.db", trials)
    server = os.environ.get("TICKMARK_TEST_POSTGRES")
    if server and importlib.util.find_spec("psycopg2"):
        ours(findings, clock, "PostgreSQL", server, trials)
    else:
        findings.left_out.append("waiting trials on PostgreSQL: no server, or no psycopg2, could be had")
    theirs(findings, clock, f"sqlite:///{folder}/their-waiting.db", 40 if clock.is_quick else 120)


def ours(findings: Findings, clock: Clock, name: str, storage: str, trials: int) -> None:
    """A study of one trial, then so many that wait, put in line as Optuna would; and four processes of ours."""
    options = ("--study", "waiting", "--storage", storage, "--trials", "1")
    studies.optimize(clock.program, "wide.toml", *options)
    enqueue(storage, trials)
    documents = studies.together(clock.program, "wide.toml", PROCESSES, *options, "--resume")
    shares = [document["complete"] for document in documents]
    found = libraries.load("optuna").load_study(study_name="waiting", storage=storage.replace("postgresql:", "postgresql+psycopg2:"))
    states = collections.Counter(trial.state.name for trial in found.trials)
    is_once = sum(shares) == trials and states == {"COMPLETE": trials + 1}
    findings.figures.append(
        Figure(
            COMPARISON, f"{trials:,} waiting trials, {PROCESSES} processes, {name}", sum(shares), "runs", f"{trials:,}",
            is_once, f"shares {', '.join(map(str, shares))}; at the end {dict(states)}",
        )
    )  # fmt: skip


def enqueue(storage: str, trials: int) -> None:
    """What `enqueue_trial` writes, for many trials in one transaction."""
    import sqlalchemy

    engine = sqlalchemy.create_engine(storage.replace("postgresql:", "postgresql+psycopg2:"))
    with engine.begin() as connection:
        study = connection.execute(sqlalchemy.text("SELECT study_id FROM studies WHERE study_name = 'waiting'")).scalar_one()
        first = connection.execute(sqlalchemy.text("SELECT MAX(trial_id) FROM trials")).scalar_one() + 1
        connection.execute(
            sqlalchemy.text("INSERT INTO trials (trial_id, number, study_id, state) VALUES (:id, :number, :study, 'WAITING')"),
            [{"id": first + index, "number": index + 1, "study": study} for index in range(trials)],
        )
        connection.execute(
            sqlalchemy.text(
                "INSERT INTO trial_system_attributes (trial_id, key, value_json) VALUES (:id, 'fixed_params', :values)"
            ),
            [
                {"id": first + index, "values": json.dumps({"fast": 1 + index % 250, "slow": 1 + index // 250})}
                for index in range(trials)
            ],
        )
        if engine.dialect.name == "postgresql":
            connection.execute(sqlalchemy.text("SELECT setval('trials_trial_id_seq', (SELECT MAX(trial_id) FROM trials))"))
    engine.dispose()


def theirs(findings: Findings, clock: Clock, storage: str, trials: int) -> None:
    """Optuna's own enqueued trials, and four processes that take them."""
    optuna = libraries.load("optuna")
    study = optuna.create_study(study_name="waiting", storage=storage)
    for index in range(trials):
        study.enqueue_trial({"fast": 1 + index % 250, "slow": 1 + index // 250})
    program = clock.program.folder / "their_worker.py"
    program.write_text(THEIRS)
    command = [sys.executable, str(program), storage, str(trials // PROCESSES)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    running = [subprocess.Popen(command, **pipes) for _ in range(PROCESSES)]
    runs = collections.Counter(number for process in running for number in process.communicate()[0].split())
    ended = sum(process.returncode != 0 for process in running)
    twice = sum(count > 1 for count in runs.values())
    findings.figures.append(
        Figure(
            COMPARISON, f"{trials} waiting trials, {PROCESSES} processes of Optuna, SQLite", twice, "run more than once",
            note=f"{sum(runs.values())} runs of {len(runs)} trials; {ended} processes ended with an error of another's trial",
        )
    )  # fmt: skip
