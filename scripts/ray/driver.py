"""The driver of scripts/ray-sweep: trials come from 'tickmark optimize --dispatch N' and go to actors.

usage: driver.py EXECUTABLE WORKERS RETRIES ADDRESS SCENARIO [OPTIONS]     an empty ADDRESS starts a local cluster
"""
import json
import os
import signal
import subprocess
import sys
import threading
import time

import ray

# A trial that is out for longer is given to an idle actor as well: its own may wait for a node that does not come.
PATIENCE = float(os.environ.get("TICKMARK_RAY_PATIENCE", "60"))


@ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=0)
class Worker:
    """One worker process. Ray starts the actor again where its node or its process is lost."""

    def __init__(self, executable, opening):
        self.process = subprocess.Popen(
            [executable, "worker", "--parent", str(os.getpid())], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        reply = self.ask(json.dumps({"job": opening["job"]}))
        self.problem = None
        if reply.get("ready") != opening["identity"]:
            self.problem = reply.get("failure") or f"it computes with {reply.get('ready')}, not {opening['identity']}"

    def ask(self, line):
        try:
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except OSError:
            answer = b""
        if not answer:
            # The actor goes with its worker: Ray starts both again.
            os._exit(1)
        return json.loads(answer)

    def evaluate(self, line):
        return {"refused": self.problem} if self.problem else self.ask(line)


class Out:
    """A trial that is out with an actor."""

    def __init__(self, line, attempt, actor):
        self.line, self.attempt, self.actor, self.is_copied = line, attempt, actor, False
        self.since = time.monotonic()


class Sweep:
    def __init__(self, executable, workers, retries, arguments):
        self.executable, self.workers, self.retries = executable, workers, retries
        # Twice the workers: each has one trial at hand and one in line.
        self.study = subprocess.Popen(
            [executable, "optimize", *arguments, "--dispatch", str(2 * workers)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE)
        # By actor: how many trials it has, and None once it is gone for good.
        self.actors, self.load, self.out = [], [], {}
        self.refusal = None
        self.changed = threading.Condition()
        self.lines, self.has_ended = [], False

    def read(self):
        for line in self.study.stdout:
            with self.changed:
                self.lines.append(line.decode().rstrip("\n"))
                self.changed.notify()
        with self.changed:
            self.has_ended = True
            self.changed.notify()

    def run(self):
        """The exit status of 'tickmark optimize'."""
        threading.Thread(target=self.read, daemon=True).start()
        while self.refusal is None:
            with self.changed:
                while not self.lines and not self.has_ended and not self.out:
                    self.changed.wait()
                lines, self.lines = self.lines, []
                if self.has_ended and not lines:
                    break
            for line in lines:
                if self.actors:
                    self.give(line, 0)
                else:
                    opening = json.loads(line)
                    self.actors = [Worker.remote(self.executable, opening) for _ in range(self.workers)]
                    self.load = [0] * self.workers
            self.collect()
            self.copy_late()
        # Without its answers the study ends, and what was stored stays.
        self.study.stdin.close()
        status = self.study.wait()
        if self.refusal is None:
            return status
        print(f"ray-sweep: {self.refusal}", file=sys.stderr)
        return 70

    def give(self, line, attempt, but=None):
        """To whoever has the least to do, another one than `but` where there is one."""
        living = [actor for actor, load in enumerate(self.load) if load is not None]
        if not living:
            self.refusal = "no worker is left"
            return
        others = [actor for actor in living if actor != but] or living
        actor = min(others, key=lambda actor: self.load[actor])
        self.load[actor] += 1
        self.out[self.actors[actor].evaluate.remote(line)] = Out(line, attempt, actor)

    def collect(self):
        if not self.out:
            return
        done, _ = ray.wait(list(self.out), num_returns=1, timeout=0.05)
        for reference in done:
            out = self.out.pop(reference)
            if self.load[out.actor] is not None:
                self.load[out.actor] -= 1
            try:
                reply = ray.get(reference)
            except ray.exceptions.RayError as error:
                # Ray starts a lost actor again, but not one that could not even begin.
                if "creation task" in str(error):
                    self.load[out.actor] = None
                if out.attempt < self.retries:
                    self.give(out.line, out.attempt + 1, but=out.actor)
                    continue
                reply = {"trial": json.loads(out.line)["trial"], "failure": f"its actor was lost: {type(error).__name__}"}
            if "refused" in reply:
                self.refusal = f"a worker is refused: {reply['refused']}"
                return
            try:
                self.study.stdin.write(json.dumps(reply).encode() + b"\n")
                self.study.stdin.flush()
            except BrokenPipeError:
                # The study has ended: what comes late counts no more.
                self.out = {}
                return

    def copy_late(self):
        for out in list(self.out.values()):
            if not out.is_copied and time.monotonic() - out.since > PATIENCE and 0 in self.load:
                out.is_copied = True
                self.give(out.line, out.attempt, but=out.actor)


def main():
    executable, workers, retries, address, *arguments = sys.argv[1:]
    options = {"log_to_driver": False, "logging_level": "error"}
    ray.init(address=address, **options) if address else ray.init(include_dashboard=False, **options)
    # Ctrl-C reaches the study too: it lets its trials come to their end, and this follows it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        sweep = Sweep(executable, int(workers), int(retries), arguments)
        signal.signal(signal.SIGTERM, lambda *_: sweep.study.send_signal(signal.SIGTERM))
        status = sweep.run()
    finally:
        ray.shutdown()
    sys.exit(status)


main()
