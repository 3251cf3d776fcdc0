"""Has Optuna load a study of 'tickmark optimize', compare it with what that said, and add trials.

usage: looks_and_adds.py STORAGE STUDY DOCUMENT TRIALS COUNT

DOCUMENT is the JSON of 'tickmark optimize', TRIALS how many complete trials there are, COUNT how many are added.

exit: 0 Optuna finds the same · 1 it does not
"""
import collections
import json
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
storage, name, document, trials, count = sys.argv[1:]
study = optuna.load_study(study_name=name, storage=storage)
with open(document, encoding="utf-8") as file:
    best = json.load(file)["best"]
states = collections.Counter(trial.state.name for trial in study.trials)
complete = [trial for trial in study.trials if trial.state.name == "COMPLETE"]
# Those that Optuna has drawn may be equal to one of ours; ours are not to each other.
ours = [trial for trial in complete if "tickmark:key" in trial.system_attrs]
points = {tuple(sorted(trial.params.items())) for trial in ours}
first = study.best_trial
problems = []
if len(complete) != int(trials):
    problems.append(f"{len(complete)} complete trials of {trials}")
if len(points) != len(ours):
    problems.append(f"{len(ours)} trials of ours have {len(points)} points")
if states["RUNNING"] or states["WAITING"]:
    problems.append(f"trials were left: {dict(states)}")
if [first.value] != best["values"] or first.params != best["parameters"]:
    problems.append(f"best {first.value!r} at {first.params} for our {best}")
print(
    f"Optuna {optuna.__version__}: {dict(states)}, best {first.value} at {first.params}: "
    + ("; ".join(problems) or "the same as ours"), file=sys.stderr)


def objective(trial):
    """Worse than any of ours, so that theirs stays the best."""
    for parameter, distribution in complete[0].distributions.items():
        trial._suggest(parameter, distribution)
    return -1.0


study.optimize(objective, n_trials=int(count))
sys.exit(1 if problems else 0)
