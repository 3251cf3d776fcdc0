"""Where recipes run: the example's checkout, an environment, stand-ins on PATH, and what the services keep between jobs."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

STAND_INS = ("gh", "curl", "jq", "apt-get", "sudo", "sleep")


class Failed(Exception):
    """A check that does not hold."""


class Unfit(Exception):
    """A machine on which nothing could be decided."""


def expect(condition, sentence):
    if not condition:
        raise Failed(sentence)
    print(f"ok  {sentence}", flush=True)


def junit_counts(path):
    """How many tests there are in a JUnit file, and how many failed."""
    tree = xml.parse(path).getroot()
    return len(list(tree.iter("testcase"))), len(list(tree.iter("failure")))


class Workplace:
    def __init__(self, checkout, quoted=""):
        """`quoted`: what one of the other people's comments begins with."""
        self.checkout = checkout
        self.state = Path(tempfile.mkdtemp(prefix="tickmark-recipes-"))
        self.artifacts = self.state / "artifacts"
        self.caches = self.state / "caches"
        self.output = ""
        # How often lines are run anew where the machine was unfit for measuring: that is no fault of theirs.
        self.attempts = 4
        (self.state / "calls").touch()
        self._write_stand_ins()
        # So many that ours is on the second page.
        self.others = [{"id": n, "user": {"login": "someone"}, "body": f"Comment {n}"} for n in range(100)]
        self.others[5]["body"] = quoted + "Comment 5"
        (self.state / "comments.json").write_text(json.dumps(self.others))
        # What a recipe sets for git is set here and not in the user's own file.
        (self.state / "gitconfig").write_text(f"[include]\n\tpath = {Path.home()}/.gitconfig\n")

    def _write_stand_ins(self):
        script = Path(__file__).with_name("stand_in.py")
        (self.state / "bin").mkdir()
        for name in STAND_INS:
            path = self.state / "bin" / name
            path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" {name} "$@"\n')
            path.chmod(0o755)

    def remove(self):
        shutil.rmtree(self.state)

    def head(self, branch):
        """Another commit, in a checkout as a service makes it: only what a cache keeps is left of earlier jobs."""
        for words in (["checkout", "--quiet", "--force", branch], ["clean", "-fdxq", "-e", ".build", "-e", ".cache"]):
            subprocess.run(["git", "-C", self.checkout, *words], check=True)

    def merged(self, branch):
        """A branch merged into main, as a service makes it for a request."""
        self.head("main")
        self.git(self.checkout, "checkout", "--quiet", "--detach")
        self.git(self.checkout, "merge", "--quiet", "--no-ff", "--message", f"Merge {branch}", branch)

    def commit(self, branch):
        return self.git(self.checkout, "rev-parse", branch)

    def shell(self, lines, environment, folder):
        """Runs lines as the services do: bash that stops at the first error. Returns the status."""
        for _ in range(self.attempts):
            status = self._shell(lines, environment, folder)
            if status != 3:
                return status
        if self.attempts > 1:
            raise Unfit(f"a control fired {self.attempts} times")
        return status

    def _shell(self, lines, environment, folder):
        surroundings = os.environ | {
            "PATH": f"{self.state}/bin:{os.environ['PATH']}", "RECIPE_STATE": str(self.state), "CI": "true",
            "GIT_CONFIG_GLOBAL": str(self.state / "gitconfig"),
            # Less than a recipe's user would measure.
            "TICKMARK_PROCESSES": "4", "TICKMARK_SECONDS": "0.05",
        }
        result = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", lines], env=surroundings | environment,
            cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.output += result.stdout
        return result.returncode

    def fresh_folder(self):
        return Path(tempfile.mkdtemp(dir=self.state))

    def program_that_answers(self, statuses):
        """A folder with a benchmark program that ends with each of these in turn."""
        folder = self.fresh_folder()
        (folder / "answers").write_text("\n".join(statuses.split()) + "\n")
        program = folder / ".build/release/benchmarks"
        program.parent.mkdir(parents=True)
        program.write_text('#!/bin/sh\necho "$@" >> asked\nanswer=$(sed -n 1p answers)\nsed -i 1d answers\nexit $answer\n')
        program.chmod(0o755)
        return folder

    def git(self, folder, *words):
        result = subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True, text=True)
        return result.stdout.strip()

    def merged_request(self, folder):
        """Makes the folder a repository whose head is a request merged into a base branch that has gone on since.

        Returns the commits where the request branched off, and of the base branch now.
        """
        self.git(folder, "init", "--quiet", "--initial-branch", "main")
        commit = ("commit", "--quiet", "--allow-empty", "--message")
        self.git(folder, *commit, "Branched off")
        opened = self.git(folder, "rev-parse", "HEAD")
        self.git(folder, "checkout", "--quiet", "-b", "request")
        self.git(folder, *commit, "The request")
        self.git(folder, "checkout", "--quiet", "main")
        self.git(folder, *commit, "Somebody else's")
        now = self.git(folder, "rev-parse", "HEAD")
        self.git(folder, "merge", "--quiet", "--no-ff", "--message", "Merge", "request")
        return opened, now

    def keep(self, shelf, paths, folder):
        """Copies what a job leaves; each must be there."""
        for path in paths:
            source = folder / path
            if not source.exists():
                raise Failed(f"the job leaves '{path}'")
            target = shelf / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            else:
                shutil.copy(source, target)

    def bring(self, shelf, folder):
        if shelf.exists():
            shutil.copytree(shelf, folder, dirs_exist_ok=True)

    @property
    def calls(self):
        return (self.state / "calls").read_text().splitlines()

    def forget_calls(self):
        (self.state / "calls").write_text("")

    @property
    def comments(self):
        """Ours; those of others must be as they were."""
        comments = json.loads((self.state / "comments.json").read_text())
        if comments[:len(self.others)] != self.others:
            raise Failed("comments of other people are as they were")
        return comments[len(self.others):]
