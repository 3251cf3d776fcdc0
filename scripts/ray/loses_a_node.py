"""Runs a study on a local Ray cluster of two nodes and takes one away in the middle.

usage: loses_a_node.py EXECUTABLE SCENARIO DATABASE TRIALS

exit: 0 every trial is there once · 1 one is not · the sweep's own, where it failed
"""
import contextlib
import os
import pathlib
import sqlite3
import subprocess
import sys
import time

from ray.cluster_utils import Cluster

executable, scenario, database, trials = sys.argv[1:]
trials = int(trials)


def rows(query):
    if not os.path.exists(database):
        return []
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as connection:
        try:
            return connection.execute(query).fetchall()
        except sqlite3.OperationalError:  # its tables are being made
            return []


def complete():
    return sum(count for (count,) in rows("SELECT COUNT(*) FROM trials WHERE state = 'COMPLETE'"))


cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
other = cluster.add_node(num_cpus=1)
cluster.wait_for_nodes()
sweep = subprocess.Popen(
    [sys.executable, str(pathlib.Path(__file__).with_name("driver.py")), executable, "2", "5", cluster.address, scenario,
     "--storage", f"sqlite:///{database}", "--trials", str(trials)],
    # The second actor has no place any more: what it was given goes to the first after this many seconds.
    env={**os.environ, "TICKMARK_RAY_PATIENCE": "5"})
while complete() < trials // 4 and sweep.poll() is None:
    time.sleep(0.05)
before = complete()
cluster.remove_node(other, allow_graceful=False)
status = sweep.wait()
cluster.shutdown()
if status:
    sys.exit(status)
states = dict(rows("SELECT state, COUNT(*) FROM trials GROUP BY state"))
points = rows("SELECT COUNT(DISTINCT trial_key), COUNT(*) FROM tickmark_trial_keys")
print(f"{before} trials were complete when the node went; at the end {states}, {points[0][0]} of them different")
sys.exit(0 if before < trials and states == {"COMPLETE": trials} and points == [(trials, trials)] else 1)
