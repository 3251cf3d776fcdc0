"""What the recipes call and must not reach: gh, curl and jq on a list of comments in a file, apt-get and sleep for nothing.

Each call is a line of `calls` in the folder RECIPE_STATE; `comments.json` is the pull request's or merge request's. A call
that the real program would refuse ends with an error, and so does one that is not known here.
"""
import json
import os
import re
import sys
from pathlib import Path

state = Path(os.environ["RECIPE_STATE"])
store = state / "comments.json"
PAGE = 100


def refuse(reason):
    sys.exit(f"{sys.argv[1]}: {reason}")


def read():
    return json.loads(store.read_text())


def write_comment(body, login, number=None):
    """Adds a comment, or changes the one with the number."""
    comments = read()
    if number is None:
        comments.append({"id": 1_000 + len(comments), "user": {"login": login}, "body": body})
    else:
        found = [comment for comment in comments if comment["id"] == number]
        if not found or found[0]["user"]["login"] != login:
            refuse(f"HTTP 403: comment {number} is not ours")
        found[0]["body"] = body
    store.write_text(json.dumps(comments))


def take(words, name, default=None):
    """The value of an option, which is removed with it."""
    if name not in words:
        return default
    index = words.index(name)
    value = words[index + 1]
    del words[index:index + 2]
    return value


def body_of(field):
    name, _, path = field.partition("@")
    if name.rstrip("=") != "body" or not path:
        refuse(f"'{field}' is no body from a file")
    return Path(path).read_text(encoding="utf-8")


def gh(words):
    import jq
    if not os.environ.get("GH_TOKEN"):
        refuse("no token: set GH_TOKEN")
    if words.pop(0) != "api":
        refuse("only 'api' is known")
    method, field, query = take(words, "--method", "GET"), take(words, "--field"), take(words, "--jq")
    flags = [word for word in words if word.startswith("--")]
    if set(flags) - {"--paginate", "--silent"}:
        refuse(f"unknown options {flags}")
    (address,) = (word for word in words if not word.startswith("--"))
    repository = os.environ["GITHUB_REPOSITORY"]
    listing = re.fullmatch(rf"repos/{repository}/issues/7/comments", address)
    single = re.fullmatch(rf"repos/{repository}/issues/comments/(\d+)", address)
    if method == "GET" and listing and "--paginate" in flags:
        comments = read()
        for first in range(0, len(comments), PAGE):
            # `--jq` sees one page after the other, as gh's does.
            for value in jq.compile(query).input_value(comments[first:first + PAGE]).all():
                print(value)
    elif method == "POST" and listing:
        write_comment(body_of(field), "github-actions[bot]")
    elif method == "PATCH" and single:
        write_comment(body_of(field), "github-actions[bot]", int(single[1]))
    else:
        refuse(f"HTTP 404: {method} {address}")


def curl(words):
    method, output = take(words, "--request", "GET"), take(words, "--output")
    data, header = take(words, "--data-urlencode"), take(words, "--header")
    if header != "PRIVATE-TOKEN: a-token":
        refuse("(22) The requested URL returned error: 401")
    if "--fail" not in words:
        refuse("without --fail a refused request looks like one that was granted")
    (address,) = (word for word in words if not word.startswith("--"))
    notes = re.escape(os.environ["CI_API_V4_URL"]) + r"/projects/42/merge_requests/7/notes"
    page = re.fullmatch(notes + rf"\?per_page={PAGE}&page=(\d+)", address)
    single = re.fullmatch(notes + r"/(\d+)", address)
    if method == "GET" and page:
        first = (int(page[1]) - 1) * PAGE
        print(json.dumps(read()[first:first + PAGE]))
    elif method == "POST" and re.fullmatch(notes, address) and output:
        write_comment(body_of(data.replace("body@", "body=@")), "project-bot")
    elif method == "PUT" and single and output:
        write_comment(body_of(data.replace("body@", "body=@")), "project-bot", int(single[1]))
    else:
        refuse(f"(22) The requested URL returned error: 404, {method} {address}")


def jq(words):
    import jq as engine
    names = {}
    while "--arg" in words:
        index = words.index("--arg")
        names[words[index + 1]] = words[index + 2]
        del words[index:index + 3]
    program, path = words
    for value in engine.compile(program, args=names).input_text(Path(path).read_text()).all():
        print(json.dumps(value))


if __name__ == "__main__":
    name, words = sys.argv[1], sys.argv[2:]
    with open(state / "calls", "a") as calls:
        calls.write(" ".join([name, *words]).replace("\n", " ") + "\n")
    {"gh": gh, "curl": curl, "jq": jq}.get(name, lambda _: None)(words)
