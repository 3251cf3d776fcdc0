"""Measures the service and writes a report; see scripts/service-report. Standard library only."""
import argparse
import datetime
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

parser = argparse.ArgumentParser()
parser.add_argument("--executable", required=True)
parser.add_argument("--output")
parser.add_argument("--soak-seconds", type=float, default=600)
parser.add_argument("--short", action="store_true")
options = parser.parse_args()

SECONDS = 3 if options.short else 10
SOAK = 30 if options.short else options.soak_seconds
ASK = "/v1/indicators?symbols=" + ",".join(f"S{number:04}" for number in range(10)) + "&indicators=sma:20,rsi:14,macd:12/26/9&days=30"


class Service:
    """`tickmark serve` on a free port."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [options.executable, "serve", "--port", "0", *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().strip()
        self.port = self.url.rsplit(":", 1)[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def resident(self):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) * 1_024

    def metric(self, name):
        text = urllib.request.urlopen(self.url + "/metrics").read().decode()
        return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if re.match(rf"{name}(\{{|\s)", line))


def load(*arguments):
    """One `tickmark load`, kept awake: its rows."""
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        subprocess.run(
            [options.executable, "load", *map(str, arguments), "--keep-awake", "--format", f"json={told.name}"],
            check=True, stdout=subprocess.DEVNULL)
        return json.load(open(told.name))["rows"]


def time_text(seconds):
    if seconds is None:
        return "–"
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6), ("ns", 1e9)):
        if seconds * factor >= 1 or unit == "ns":
            return f"{seconds * factor:.3g} {unit}"


def row(name, one):
    latency, hiccups = one["latency"], one["hiccups"]
    cells = [name, f"{one['offeredPerSecond']:,.0f}", f"{one['completedPerSecond']:,.0f}"]
    cells += [time_text(latency.get(key)) for key in ("p50", "p95", "p99", "p99.9", "longest")]
    cells += [f"{sum(one['errors'].values())}", time_text(hiccups.get("p99"))]
    return "| " + " | ".join(cells) + " |"


HEAD = "| | offered /s | done /s | p50 | p95 | p99 | p99.9 | longest | errors | machine's own p99 |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
parts = {}


def measured(name, rows):
    parts[name] = rows
    for label, one in rows:
        print(row(label, one), file=sys.stderr)
    return rows


def updates():
    rates = "500000,1000000,2500000,5000000"
    return measured("updates", [("update to indicator", one) for one in load("updates", "--rates", rates, "--seconds", SECONDS / 2)])


def http(folder):
    with Service("--feed", "none") as service:
        urllib.request.urlopen(service.url + ASK).read()
        rates = "500,1000,2000,4000,8000,12000,16000"
        rows = measured("http", [("warm batch", one) for one in load(
            "http", service.url + ASK, "--rates", rates, "--seconds", SECONDS, "--format", f"svg={folder}/http.svg")])
        wrk = ""
        if shutil.which("wrk"):
            wrk = subprocess.run(
                ["wrk", "-t1", "-c16", f"-d{SECONDS}", "--latency", service.url + ASK], capture_output=True, text=True).stdout
        return rows, wrk


def fanout(updates_per_second, batch, subscribers=1_000, stalled=0.0, seconds=SECONDS):
    with Service(
        "--feed-symbols", "100", "--updates-per-second", str(updates_per_second), "--batch-milliseconds", str(batch)) as service:
        one = load(
            "stream", f"ws://127.0.0.1:{service.port}", "--subscribers", subscribers, "--stalled", stalled, "--seconds", seconds,
            "--warm-up-seconds", 3)[0]
        one["resident"] = service.resident()
        return one


def soak():
    """Half of the rated load of both kinds for a while: memory after the first minute, and errors."""
    with Service("--feed-symbols", "100", "--updates-per-second", "500") as service:
        urllib.request.urlopen(service.url + ASK).read()
        command = [options.executable, "load"]
        with tempfile.TemporaryDirectory() as place:
            loads = [
                subprocess.Popen(
                    command + ["http", service.url + ASK, "--rates", "1000", "--seconds", str(SOAK), "--format", f"json={place}/http.json"],
                    stdout=subprocess.DEVNULL),
                subprocess.Popen(
                    command + ["stream", f"ws://127.0.0.1:{service.port}", "--seconds", str(SOAK), "--format", f"json={place}/stream.json", "--keep-awake"],
                    stdout=subprocess.DEVNULL),
            ]
            memory, start = [], time.monotonic()
            while any(one.poll() is None for one in loads):
                memory.append((time.monotonic() - start, service.resident()))
                time.sleep(1)
            rows = [json.load(open(f"{place}/{name}.json"))["rows"][0] for name in ("http", "stream")]
        settled = [bytes_ for at, bytes_ in memory if at >= min(60, SOAK / 3) and at <= SOAK]
        failures = service.metric("tickmark_slow_clients_total")
        return rows, settled, failures


def faults():
    """The tests of bad input by their names, with how they ended."""
    told = subprocess.run(["swift", "test", "--disable-xctest", "--filter", "ServeFaultTests"], capture_output=True, text=True)
    return re.findall(r'Test "(.+?)" (passed|failed|skipped)', told.stdout + told.stderr)


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    return cpu, os.cpu_count()


def main():
    commit = subprocess.run(["git", "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True).stdout.strip()
    kind = json.loads(subprocess.run(
        [options.executable, "doctor", "--format", "json=-"], capture_output=True, text=True).stdout or "{}").get("machine", {}).get("class", "machine")
    folder = pathlib.Path(options.output or f"Reports/{datetime.date.today()}-{commit}-{kind}-service")
    folder.mkdir(parents=True, exist_ok=True)
    text = [f"# The service, measured", ""]
    cpu, count = machine()
    text += [
        f"Commit {commit}; {cpu}, {count} processors, which the service and the load generator share. Made by `scripts/service-report"
        f"{' --short' if options.short else ''}`. Loads keep the processors awake (`--keep-awake`); the last column says how late the machine woke "
        "an idle thread of its own meanwhile.", ""]
    text += ["## Update to indicator, in process, one thread", "", "Three indicators (sma:20, rsi:14, macd:12/26/9) of 500 symbols.", "", HEAD]
    text += [row(name, one) for name, one in updates()] + [""]
    rows, wrk = http(folder)
    text += ["## HTTP, ten symbols × thirty days × five columns from a warm cache (20 kB), 16 connections", "", HEAD]
    text += [row(name, one) for name, one in rows] + ["", "![Latency against offered rate](http.svg)", ""]
    if wrk:
        lines = [line.strip() for line in wrk.splitlines() if re.search(r"50%|99%|Requests/sec", line)]
        text += ["wrk, as fast as it is answered (a closed loop): " + "; ".join(re.sub(r"\s+", " ", line) for line in lines) + ".", ""]
    text += ["## Fan-out to 1,000 subscribers × 10 of 100 symbols, binary", "", HEAD]
    settings = measured("batch", [(f"batch {batch} ms", fanout(1_000, batch)) for batch in (0, 1, 5, 10, 100)])
    rates = measured("fanout", [(f"{rate:,} updates/s, batch 5 ms", fanout(rate, 5)) for rate in (250, 500, 2_000, 3_000, 4_000)])
    rates += measured("fanout-20", [(f"{rate:,} updates/s, batch 20 ms", fanout(rate, 20)) for rate in (3_000, 4_000)])
    text += [row(name, one) for name, one in settings + rates] + [""]
    quiet, stalled = fanout(1_000, 5, subscribers=500), fanout(1_000, 5, stalled=0.5)
    text += ["## Half of 1,000 clients stalled", "", HEAD, row("500 clients that read", quiet), row("the same, and 500 stalled", stalled), ""]
    change = stalled["latency"]["p99"] / quiet["latency"]["p99"] - 1
    text += [f"The others' p99 changes by {change:+.0%}; memory {quiet['resident'] / 1e6:.0f} MB and {stalled['resident'] / 1e6:.0f} MB; closed: {stalled['closed']}.", ""]
    both, memory, slow = soak()
    growth = (memory[-1] / memory[0] - 1) if memory else 0
    text += [f"## Soak, {SOAK:.0f} s: 1,000 requests/s and 50,000 deliveries/s at once", "", HEAD, row("requests", both[0]), row("deliveries", both[1]), ""]
    text += [f"Resident memory after the first minute {memory[0] / 1e6:.1f} MB, at the end {memory[-1] / 1e6:.1f} MB ({growth:+.1%}), at most {max(memory) / 1e6:.1f} MB; slow clients closed: {slow:.0f}.", ""]
    scaled = subprocess.run(["scripts/service-scales-out", "--executable", options.executable], capture_output=True, text=True)
    text += ["## One of two services behind nginx killed with -9, then the other ended with SIGTERM, under load", "", "```text", scaled.stdout.strip(), "```", ""]
    text += ["## Bad input and faults", "", "`swift test --filter ServeFaultTests`, each through the executable:", ""]
    text += [f"- {name}: {outcome}" for name, outcome in faults()] + [""]
    (folder / "README.md").write_text("\n".join(text))
    (folder / "data.json").write_text(json.dumps(
        {**{name: [{"name": label, **one} for label, one in rows] for name, rows in parts.items()}, "stalled": [quiet, stalled], "soak": both,
         "soakResident": memory}, indent=1, sort_keys=True) + "\n")
    print(folder)


main()
