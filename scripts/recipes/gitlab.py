"""GitLab's recipe, run job by job as a runner does it: rules, scripts, retries, artifacts and caches."""
import re
import shutil

import yaml

from workplace import Workplace, expect, junit_counts

API = "https://gitlab.example.com/api/v4"


def load(path):
    return yaml.safe_load(path.read_text())


def check_shape(recipe):
    """What no schema asks: versions, and that the gate cannot be left out."""
    jobs = jobs_of(recipe)
    expect(all(re.search(r":.+", job["image"]) and ":latest" not in job["image"] for job in jobs.values()),
           "images have a version")
    expect(not any(job.get("allow_failure") for job in jobs.values()), "no job may fail unnoticed")
    kept = [job["artifacts"]["when"] for job in jobs.values() if "artifacts" in job]
    expect(kept and set(kept) == {"always"}, "what a job leaves is kept, if it failed, too")
    gate = jobs["gate"]["rules"]
    expect(gate == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}], "every merge request is gated")
    expect(recipe["variables"]["GIT_DEPTH"] == "0", "the checkout has the base")


def jobs_of(recipe):
    """The jobs by name, each with what it extends."""
    templates = {name: job for name, job in recipe.items() if name.startswith(".")}
    return {name: templates.get(job.get("extends"), {}) | job for name, job in recipe.items()
            if isinstance(job, dict) and "script" in job}


class GitLab:
    def __init__(self, recipe, checkout):
        self.recipe = recipe
        self.place = Workplace(checkout)

    def pipeline(self, source, base="", target="", token="a-token"):
        """Runs the jobs of a pipeline at the checkout's commit. Returns their statuses.

        `target`: what a pipeline for merged results is merged into; empty in others.
        """
        self.place.output = ""
        self.known = {
            "CI_PIPELINE_SOURCE": source, "CI_COMMIT_BRANCH": "main" if source == "push" else "",
            "CI_DEFAULT_BRANCH": "main", "CI_PROJECT_DIR": str(self.place.checkout), "CI_PROJECT_ID": "42",
            "CI_API_V4_URL": API, "CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
            "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": target,
        } | ({"TICKMARK_NOTE_TOKEN": token} if token else {})
        shutil.rmtree(self.place.artifacts, ignore_errors=True)
        statuses = {}
        for stage in self.recipe["stages"]:
            failed_before = any(statuses.values())
            for name, job in jobs_of(self.recipe).items():
                when = self._when(job)
                if job["stage"] == stage and when and (when == "always" or not failed_before):
                    statuses[name] = self._run(name, job)
        return statuses

    def _when(self, job):
        """The first rule that holds decides; a rule compares a variable with a text or another one."""
        for rule in job["rules"]:
            left, right = (self._expanded(side.strip().strip('"')) for side in rule["if"].split("=="))
            if left == right:
                return rule.get("when", "on_success")
        return None

    def _expanded(self, text):
        return re.sub(r"\$(\w+)", lambda name: self.known[name[1]], text)

    def _run(self, name, job):
        has_checkout = job.get("variables", {}).get("GIT_STRATEGY") != "none"
        folder = self.place.checkout if has_checkout else self.place.fresh_folder()
        for needed in job.get("needs", []):
            self.place.bring(self.place.artifacts / needed, folder)
        caches = [path for cache in as_list(job.get("cache", [])) for path in cache["paths"] if ".tickmark" in path]
        if caches:
            self.place.bring(self.place.caches, folder)
        status = self.run_script(job, folder)
        self.place.keep(self.place.artifacts / name, job.get("artifacts", {}).get("paths", []), folder)
        if status == 0:
            self.place.keep(self.place.caches, caches, folder)
        return status

    def run_script(self, job, folder, before=True):
        lines = (job.get("before_script", []) if before else []) + job["script"]
        variables = self.recipe["variables"] | job.get("variables", {})
        environment = self.known | {name: self._expanded(value) for name, value in variables.items()}
        retry = job.get("retry", {"max": 0, "exit_codes": []})
        for attempt in range(retry["max"] + 1):
            status = self.place.shell("\n".join(lines), environment, folder)
            if status not in retry["exit_codes"]:
                break
        return status


def as_list(value):
    return value if isinstance(value, list) else [value]


def run(recipe, checkout):
    service = GitLab(recipe, checkout)
    try:
        merge_requests(service, service.place)
        pushes(service, service.place)
        base_of_a_merge(service, service.place)
        unfit_machine(service, service.place)
    except Exception:
        print(service.place.output[-8_000:])
        raise
    finally:
        service.place.remove()


def merge_requests(service, place):
    base = place.commit("main")
    place.head("slower")
    statuses = service.pipeline("merge_request_event", base)
    expect(statuses == {"gate": 1, "note": 0}, "a slower merge request fails with 1, and its note is written")
    tests, failures = junit_counts(place.artifacts / "gate/junit.xml")
    expect(tests >= 5 and failures >= 1, f"{failures} of {tests} tests of JUnit's file failed")
    expect("regressed" in (place.artifacts / "gate/report/README.md").read_text(), "the report is an artifact")
    ours = place.comments
    expect(len(ours) == 1 and "regressed" in ours[0]["body"], "one note is written, and says so")

    place.merged("same")
    statuses = service.pipeline("merge_request_event", base, target=base)
    expect(statuses == {"gate": 0, "note": 0}, "the same code passes, merged")
    expect([note["id"] for note in place.comments] == [ours[0]["id"]], "the second push writes no second note")
    expect(place.comments[0]["body"] != ours[0]["body"], "and changes the first")
    expect(sum("--request POST" in call for call in place.calls) == 1, "one note was posted")

    place.forget_calls()
    statuses = service.pipeline("merge_request_event", base, token="")
    expect(statuses == {"gate": 0, "note": 0}, "without a token, as in a fork, the gate is the same")
    expect("No note is written" in place.output, "and why there is no note is said")
    expect(not any(call.startswith("curl ") for call in place.calls), "and nothing is asked of GitLab")


def pushes(service, place):
    for count in (1, 2):
        place.head("main")
        expect(service.pipeline("push") == {"history": 0}, "a push is timed")
        files = list((place.artifacts / "history/.tickmark/history").iterdir())
        runs = sum(len(file.read_text().splitlines()) for file in files)
        expect(runs == count, f"the history holds {count} runs")


def base_of_a_merge(service, place):
    """The gate's script with and without a target that has gone on since the request was opened."""
    gate = jobs_of(service.recipe)["gate"]
    for target, wanted in (("", "opened"), ("now", "now")):
        service.known |= {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "opened", "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": target}
        folder = place.program_that_answers("0")
        service.run_script(gate, folder, before=False)
        expect(f"--base {wanted} " in (folder / "asked").read_text(), f"with target '{target}' the base is '{wanted}'")


def unfit_machine(service, place):
    """The scripts with a program that cannot tell, once or always."""
    service.place.attempts = 1
    for answers, wanted in (("3 0", 0), ("3 3", 3), ("3 1", 1), ("4 0", 4)):
        folder = place.program_that_answers(answers)
        status = service.run_script(jobs_of(service.recipe)["gate"], folder, before=False)
        expect(status == wanted, f"statuses {answers} of the program make {wanted}")
    for answers, wanted in (("0 0", 0), ("3 0", 0), ("1 0", 1), ("0 70", 70)):
        folder = place.program_that_answers(answers)
        status = service.run_script(jobs_of(service.recipe)["history"], folder, before=False)
        expect(status == wanted, f"statuses {answers} of the program make {wanted} of a push")
