"""Has Optuna load a study of ours, say what it finds, continue it and put a trial in line.

usage: optuna_continues.py STORAGE STUDY     prints one JSON object
"""
import json
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
study = optuna.load_study(study_name=sys.argv[2], storage=sys.argv[1])
found = {
    "version": optuna.__version__,
    "trials": [
        {"number": t.number, "state": t.state.name, "values": t.values, "params": t.params,
         "steps": {str(k): v for k, v in t.intermediate_values.items()}}
        for t in study.get_trials()
    ],
    "best": study.best_value, "bestParams": study.best_params,
}


def objective(trial):
    fast = trial.suggest_int("fast", 2, 20, step=2)
    rate = trial.suggest_float("rate", 1e-4, 1, log=True)
    kind = trial.suggest_categorical("kind", ["sma", "ema"])
    return fast * rate + (1 if kind == "ema" else 0)


study.optimize(objective, n_trials=3)
study.enqueue_trial({"fast": 12, "rate": 0.25, "kind": "sma"})
json.dump(found, sys.stdout)
