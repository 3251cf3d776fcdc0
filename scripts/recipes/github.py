"""GitHub's recipe, run step by step as Actions does it: conditions, expressions, shells, artifacts and caches."""
import re
import shutil

import yaml

from workplace import Failed, Workplace, expect, junit_counts

MARKER = "<!-- tickmark -->"


def load(path):
    recipe = yaml.safe_load(path.read_text())
    recipe["on"] = recipe.pop(True)  # YAML 1.1 reads `on` as a truth value
    return recipe


def check_shape(recipe):
    """What no schema asks: versions, rights, and that the gate cannot be skipped."""
    jobs = recipe["jobs"]
    steps = [step for job in jobs.values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    expect(used and all(re.fullmatch(r"actions/[a-z-]+@v\d+", name) for name in used), "actions have a version")
    expect(recipe["permissions"] == {"contents": "read"}, "a job may read, where it says nothing else")
    writers = {name: job["permissions"] for name, job in jobs.items() if "permissions" in job}
    expect(writers == {"comment": {"pull-requests": "write"}}, "only the comment may be written")
    expect(not any("checkout" in step.get("uses", "") for step in jobs["comment"]["steps"]),
           "no code of the pull request runs where a comment may be written")
    expect(not any("${{" in step.get("run", "") for step in steps), "no expression becomes a part of a script")
    before = jobs["gate"]["steps"][:index_of(jobs["gate"], "Gate") + 1]
    expect(not any({"if", "continue-on-error"} & step.keys() for step in before), "nothing can leave the gate out")
    expect(jobs["gate"]["if"] == "github.event_name == 'pull_request'", "every pull request is gated")
    depth = [step["with"]["fetch-depth"] for step in before if "checkout" in step.get("uses", "")]
    expect(depth == [0], "the gate's checkout has the base")


def index_of(job, name):
    return next(index for index, step in enumerate(job["steps"]) if step.get("name") == name)


def evaluate(expression, context):
    """An expression of the few forms that the recipe uses; a name that the context lacks is an error."""
    text = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", expression.strip())
    text = re.sub(r"hashFiles\([^)]*\)", "'hash'", text).replace("!cancelled()", "True").replace("&&", " and ")
    text = re.sub(r"\b(?:github|needs)(?:\.[a-z_]+)+", lambda name: repr(context[name[0]]), text)
    return eval(text.strip(), {"__builtins__": {}})  # of a file of this repository


class GitHub:
    def __init__(self, recipe, checkout):
        self.recipe = recipe
        self.place = Workplace(checkout, quoted=MARKER)
        self.runs = 0

    def event(self, name, fork=False):
        """Runs the workflow at the checkout's commit. Returns the jobs' results, and the summary."""
        self.runs += 1
        self.place.output, self.summary = "", ""
        context = {
            "github.event_name": name, "github.ref": "refs/heads/main", "github.run_id": self.runs,
            "github.token": "a-token", "github.repository": "example/ticks", "github.event.pull_request.number": 7,
            "github.event.pull_request.head.repo.full_name": "somebody/ticks" if fork else "example/ticks",
        }
        shutil.rmtree(self.place.artifacts, ignore_errors=True)
        results = {}
        for job_name, job in self.recipe["jobs"].items():
            context |= {f"needs.{needed}.result": results[needed] for needed in [job.get("needs")] if needed}
            results[job_name] = self._run(job, context) if evaluate(job["if"], context) else "skipped"
        return results

    def _run(self, job, context):
        has_checkout = any("actions/checkout" in step.get("uses", "") for step in job["steps"])
        folder = self.place.checkout if has_checkout else self.place.fresh_folder()
        result, caches = "success", []
        for step in job["steps"]:
            runs_anyway = "cancelled()" in step.get("if", "")
            if (result == "failure" and not runs_anyway) or not evaluate(step.get("if", "True"), context):
                continue
            if "uses" in step:
                caches += self._use(step, folder)
            elif status := self.run_step(step, folder, context):
                result, self.status = "failure", status
        if result == "success":
            for path in caches:
                self.place.keep(self.place.caches, [path], folder)
        return result

    def run_step(self, step, folder, context):
        summary = self.place.state / "summary"
        summary.write_text("")
        values = {name: re.sub(r"\$\{\{.*?\}\}", lambda text: str(evaluate(text[0], context)), value)
                  for name, value in step.get("env", {}).items()}
        surroundings = {
            "GITHUB_WORKSPACE": str(self.place.checkout), "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_REPOSITORY": "example/ticks", "GITHUB_ACTIONS": "true",
        }
        status = self.place.shell(step["run"], surroundings | values, folder)
        self.summary += summary.read_text()
        return status

    def _use(self, step, folder):
        """What the action does here. Returns the paths of a cache."""
        name, given = step["uses"].split("@")[0], step.get("with", {})
        paths = given.get("path", "").split()
        if name == "actions/upload-artifact":
            self.place.keep(self.place.artifacts / given["name"], paths, folder)
        elif name == "actions/download-artifact":
            self.place.bring(self.place.artifacts / given["name"], folder)
        elif name == "actions/cache":
            # Builds stay in the checkout; what is kept otherwise comes and goes as it does there.
            kept = [path for path in paths if path == ".tickmark/history"]
            if kept:
                self.place.bring(self.place.caches, folder)
            return kept
        elif name != "actions/checkout":
            raise Failed(f"it is known what '{name}' does")
        return []


def run(recipe, checkout):
    service = GitHub(recipe, checkout)
    place = service.place
    try:
        pull_requests(service, place)
        pushes(service, place)
        base_of_a_merge(service, place)
        unfit_machine(service, place)
    except Exception:
        print(place.output[-8_000:])
        raise
    finally:
        place.remove()


def pull_requests(service, place):
    place.merged("slower")
    results = service.event("pull_request")
    expect(results["gate"] == "failure" and service.status == 1, "a slower pull request fails with 1")
    expect("regressed" in service.summary, "the step's summary says so")
    expect("::error" in place.output, "an annotation says so")
    artifact = place.artifacts / "benchmarks"
    tests, failures = junit_counts(artifact / "junit.xml")
    expect(tests >= 5 and failures >= 1, f"{failures} of {tests} tests of JUnit's file failed")
    expect("regressed" in (artifact / "report/README.md").read_text(), "the report lies in the artifact")
    ours = place.comments
    expect(results["comment"] == "success" and len(ours) == 1, "one comment is written")
    expect(ours[0]["body"].startswith(MARKER) and "regressed" in ours[0]["body"], "the comment says so")

    place.merged("same")
    results = service.event("pull_request")
    expect(results["gate"] == "success", "the same code passes")
    expect([c["id"] for c in place.comments] == [ours[0]["id"]], "the second push writes no second comment")
    expect(place.comments[0]["body"] != ours[0]["body"], "and changes the first")
    expect(sum("--method POST" in call for call in place.calls) == 1, "one comment was posted")

    place.forget_calls()
    results = service.event("pull_request", fork=True)
    expect(results["gate"] == "success" and results["comment"] == "skipped", "a fork's pull request is gated alike")
    expect("::notice::No comment" in place.output, "and why there is no comment is said")
    expect(not any(call.startswith("gh ") for call in place.calls), "and nothing is asked of GitHub")


def pushes(service, place):
    for count in (1, 2):
        place.head("main")
        results = service.event("push")
        expect(results == {"gate": "skipped", "comment": "skipped", "history": "success"}, "a push is timed")
        files = list((place.artifacts / "history/.tickmark/history").iterdir())
        runs = sum(len(file.read_text().splitlines()) for file in files)
        expect(runs == count and "```text" in service.summary, f"the history holds {count} runs")


def step_of(service, job, name):
    steps = service.recipe["jobs"][job]
    return steps["steps"][index_of(steps, name)]


def base_of_a_merge(service, place):
    """The gate's step on a merge into a main that has gone on since the request was opened."""
    folder = place.program_that_answers("0")
    opened, now = place.merged_request(folder)
    # What the event tells of the base is from before.
    service.run_step(step_of(service, "gate", "Gate"), folder, {"github.event.pull_request.base.sha": opened})
    expect(f"--base {now} " in (folder / "asked").read_text(), "a request is held against what it is merged into")


def unfit_machine(service, place):
    """The steps with a program that cannot tell, once or always."""
    service.place.attempts = 1
    step = step_of(service, "gate", "Gate")
    for answers, wanted in (("3 0", 0), ("3 3", 3), ("3 1", 1), ("4 0", 4)):
        folder = place.program_that_answers(answers)
        place.merged_request(folder)
        expect(service.run_step(step, folder, {}) == wanted, f"statuses {answers} of the program make {wanted}")
    step = step_of(service, "history", "Run")
    for answers, wanted, notices in (("0 0", 0, 0), ("3 0", 0, 1), ("1 0", 1, 0), ("0 70", 70, 0)):
        folder = place.program_that_answers(answers)
        place.output = ""
        status = service.run_step(step, folder, {})
        expect(status == wanted, f"statuses {answers} of the program make {wanted} of a push")
        expect(place.output.count("::notice::") == notices, f"and {notices} notices")
