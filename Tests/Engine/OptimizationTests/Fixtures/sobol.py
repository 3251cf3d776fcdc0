#!/usr/bin/env python3
"""The first 257 points of the Sobol sequence in 21 dimensions, unscrambled, as scipy has them: sobol.json beside this file.

Run it as `python3 sobol.py`. Made with scipy 1.17.1. Points are kept as integers of 2^-32: every 16th of them.
"""
import json, pathlib
from scipy.stats import qmc

points = qmc.Sobol(d=21, scramble=False, bits=32).random(257)
rows = {str(i): [int(v * 2**32) for v in points[i]] for i in [1, 2, 3, *range(16, 257, 16)]}
pathlib.Path(__file__).with_name("sobol.json").write_text(json.dumps(rows, separators=(",", ":")) + "\n")
