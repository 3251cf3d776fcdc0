"""Runs a recipe of documentation/ci on a checkout with the branches main, slower and same.

usage: run.py github|gitlab RECIPE CHECKOUT
"""
import sys
from pathlib import Path

import github
import gitlab
from workplace import Failed, Unfit

service = {"github": github, "gitlab": gitlab}[sys.argv[1]]
recipe = service.load(Path(sys.argv[2]))
try:
    service.check_shape(recipe)
    service.run(recipe, Path(sys.argv[3]))
except Failed as failure:
    sys.exit(f"{sys.argv[1]}: it does not hold that {failure}")
except Unfit as failure:
    print(f"SKIPPED: {sys.argv[1]}: nothing can be decided here: {failure}", file=sys.stderr)
    sys.exit(69)
