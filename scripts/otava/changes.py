"""Holds the change points of our histories against Apache Otava's.

usage: changes.py EXECUTABLE FOLDER

The series are Otava's own examples, read from the tests in its source package, and generated ones whose changes are known.
FOLDER gets a history a series, `<name>.jsonl`. Otava asks Student's t test at places that it has chosen, in windows of
fifty; ours asks chance for the greatest distance: `documentation/history.md` says where that makes a difference.

Holds where ours are the planted changes, each within two runs, and no others; where ours include what the original method
finds in the long example, within eight runs; and where three quarters of all that Otava finds are ours, too.
"""

import ast
import json
import pathlib
import random
import subprocess
import sys
import tarfile
import tempfile

from otava.analysis import compute_change_points, compute_change_points_orig

VERSION = "0.8.0"


def own_examples():
    """Lists of numbers in Otava's tests that are long enough for a change between two fives."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--no-binary", ":all:", f"apache-otava=={VERSION}", "-d", folder],
            check=True, stdout=sys.stderr)
        package = next(pathlib.Path(folder).glob("*.tar.gz"))
        examples = {}
        with tarfile.open(package) as tar:
            for member in sorted(tar.getnames()):
                if "/tests/" not in member or not member.endswith("_test.py"):
                    continue
                tree = ast.parse(tar.extractfile(member).read())
                for node in ast.walk(tree):
                    if not isinstance(node, ast.List) or len(node.elts) < 15:
                        continue
                    try:
                        values = [float(value) for value in ast.literal_eval(node)]
                    except (TypeError, ValueError):
                        continue
                    name = f"{pathlib.Path(member).stem}-{node.lineno}"
                    # A list that only rises is an expectation: places, not values.
                    if values == sorted(values):
                        continue
                    if values not in examples.values() and len(set(values)) > 5:
                        examples[name] = values
        return examples


def generated():
    """Steps of at least four times the noise, ten runs apart or more; and noise alone."""
    source = random.Random(7)
    series = {}
    for number in range(20):
        count = source.choice([40, 80, 150, 300])
        places = sorted(source.sample(range(10, count - 10), source.choice([1, 2, 3])))
        places = [place for index, place in enumerate(places) if index == 0 or place - places[index - 1] >= 12]
        level, levels = 100.0, []
        for place in range(count):
            if place in places:
                level *= source.choice([0.9, 1.1])
            levels.append(level)
        series[f"steps-{number}"] = ([one * source.lognormvariate(0, 0.02) for one in levels], places)
    for number in range(20):
        series[f"quiet-{number}"] = ([100 * source.lognormvariate(0, 0.02) for _ in range(120)], [])
    return series


def history(values):
    for run, value in enumerate(values):
        yield json.dumps(
            {"cases": ["series/values/1:x"], "columns": {"wall": [value]}, "commit": f"{run:040x}", "dirty": False,
             "fit": True, "flags": {}, "instructionSet": "portable", "machineClass": "otava", "relative": [None],
             "schema": "tickmark.history/1", "started": "2026-01-01T00:00:00Z", "tool": "changes.py",
             "units": {"wall": "ns"}, "yardsticks": [""]}, sort_keys=True, separators=(",", ":")) + "\n"


def ours(executable, folder, name):
    answer = subprocess.run(
        [executable, "history", "changepoints", "--history", folder, "--machine", name, "--margin", "0",
         "--format", "json=-"], check=True, capture_output=True, text=True)
    return [change["firstAfter"]["number"] - 1 for change in json.loads(answer.stdout)["changes"]]


def found(places, place, within):
    return any(abs(one - place) <= within for one in places)


def main():
    executable, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    everything = {name: (values, None) for name, values in own_examples().items()} | generated()
    complaints, theirs, agreeing = [], 0, 0
    for name, (values, planted) in everything.items():
        folder.joinpath(f"{name}.jsonl").write_text("".join(history(values)))
        points, _ = compute_change_points(values, window_len=50, max_pvalue=0.001, min_magnitude=0.0)
        otava = [int(one.index) for one in points]
        mine = ours(executable, folder, name)
        if planted is not None:
            if len(mine) != len(planted) or not all(found(mine, place, 2) for place in planted):
                complaints.append(f"{name}: planted {planted}, ours {mine}, Otava's {otava}")
        elif len(values) > 100:
            original, _ = compute_change_points_orig(values, max_pvalue=0.01, seed=1)
            if not original or not all(found(mine, int(one.index), 8) for one in original):
                complaints.append(f"{name}: the original finds {[int(one.index) for one in original]}, ours {mine}")
        theirs += len(otava)
        agreeing += sum(found(mine, place, 2) for place in otava)
        if otava != mine:
            print(f"{name} ({len(values)} runs): planted {planted}, Otava's {otava}, ours {mine}")
    if agreeing < 0.75 * theirs or theirs < 40:
        complaints.append(f"only {agreeing} of Otava's {theirs} are ours")
    print(f"{len(everything)} series; {agreeing} of Otava's {theirs} changes are ours within two runs")
    for complaint in complaints:
        print(f"disagrees: {complaint}")
    sys.exit(1 if complaints else 0)


main()
