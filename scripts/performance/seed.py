"""The first page of the performance report: what the seed says, and what was measured here.

usage: seed.py FOLDER COMMAND

FOLDER holds `run.json` of the run, `profiles` with the names of the profiles that were made, and `page/profiles`.
"""

import json
import pathlib
import sys

folder, command = pathlib.Path(sys.argv[1]), sys.argv[2]
run = json.loads((folder / "run.json").read_text())
rows = {(row["case"], row["variant"]): row for row in run["cases"]}


def wall(case, variant):
    """Seconds of one call, with half the width of the interval."""
    metric = rows[case, variant]["metrics"]["wall"]
    low, high = metric.get("interval") or [metric["median"]] * 2
    return metric["median"] * 1e-9, (high - low) / 2e9


def duration(seconds, half=None):
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6), ("ns", 1e9)):
        if seconds * factor >= 1 or unit == "ns":
            text = f"{seconds * factor:.3g}"
            return f"{text} {unit}" if half is None else f"{text} ± {half * factor:.2g} {unit}"


def count(number):
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def ratio(number):
    """To two digits: more of them would pretend."""
    digits = len(f"{number:.0f}") - 2
    return f"{count(round(number, -digits) if digits > 0 else number)} times"


def resident(case):
    """Peak of a whole process, with input, the outputs of two variants and the yardsticks."""
    largest = [one["metrics"]["residentBytes"]["median"] for one in rows.values() if one["case"] == case]
    return max(one for one in largest if one is not None) / 1e6


def fastest(case):
    return min((wall(*key)[0], key[1]) for key in rows if key[0] == case and rows[key]["metrics"].get("wall"))[1]


def figures():
    """What the seed says, what it is, what was measured here, and how many times better that is."""
    tracking = [("100x10", 0.073, None), ("500x20", 0.426, 0.0005), ("1000x50", 1.165, 0.001)]
    for size, loop, vectorised in tracking:
        case = f"tracking/statistics/{size}"
        variant = fastest(case)
        seconds, half = wall(case, variant)
        days, assets = size.split("x")
        name = f"trade tracking, {days} days × {assets} assets"
        yield f"{name}, its loop", duration(loop), f"{duration(seconds, half)} (`{variant}`)", ratio(loop / seconds)
        if vectorised:
            yield (f"{name}, its \"vectorised\" version, which returned zeros", duration(vectorised),
                   f"{duration(seconds, half)} (`{variant}`, all 59 statistics)", ratio(vectorised / seconds))
    case = "indicators/six-pack/252x4000"
    variant = fastest(case)
    seconds, half = wall(case, variant)
    rate = 4_000 / seconds
    yield ("six indicators of 4,000 stocks", "18.88 s", f"{duration(seconds, half)} (`{variant}`)", ratio(18.88 / seconds))
    yield ("…the same in stocks a second; the target", "211.9; 300", count(rate), ratio(rate / 211.9))
    yield ("…on one core, `simd`", "211.9", count(4_000 / wall(case, "simd")[0]),
           ratio(4_000 / wall(case, "simd")[0] / 211.9))
    yield ("…memory of the process; the target", "163.2 MB; 120 MB",
           f"{resident(case):.0f} MB, with input, two outputs and the yardsticks", ratio(163.2 / resident(case)))
    yield ("10,000 stocks", "below 15 s (goal)", f"{duration(10_000 / rate)} (at the rate above)",
           ratio(15 * rate / 10_000))
    case = "sweep/crossover/8313x20"
    seconds, half = wall(case, "simd")
    yield ("one trial of a sweep with its trade tracking", "9 s", f"{duration(seconds, half)} (`simd`)", ratio(9 / seconds))


def speedups():
    for (case, variant), row in rows.items():
        if row.get("speedup"):
            low, high = row["speedup"]["interval"]
            yield case, variant, row["speedup"]["ratio"], low, high, row["speedup"]["against"]


print("# The engine beside its reference and beside the seed's figures\n")
print("Every variant's output was compared with `scalar`'s before it was timed. Machine: "
      f"`{run['machine']['cpu']}`, {run['machine']['cores']} cores, built for {run['machine']['instructionSet']}; "
      f"commit {run['commit'][:10]}{', with changes' if run['dirty'] else ''}; {run['started']}.\n")
print("## Beside the seed\n")
print("The seed's figures are of a machine, of data and of definitions that it does not name, so that a ratio to them is an "
      "order of magnitude and no measurement; the same work in the same run, beside Numba, TA-Lib, pandas and vectorbt, is in the "
      "`…-peers` and `…-search` reports. Its 1,161 × came from a function that returned zeros.\n")
print("| What | The seed says | Here | Order of magnitude |\n| --- | ---: | ---: | ---: |")
for what, theirs, ours, times in figures():
    print(f"| {what} | {theirs} | {ours} | {times} |")
print("\nNot in the engine yet: its factor analysis (3,676.5 calculations a second), portfolio optimisation, cache, database "
      "(93,213 inserts a second) and response times.\n")
print("## Beside `scalar`\n")
print("Paired in the same rounds; intervals hold at 95 %. All rows, with before and after, memory and charts: "
      "[engine/README.md](engine/README.md).\n")
print("| Case | Variant | Speed-up |\n| --- | --- | ---: |")
for case, variant, best, low, high, against in speedups():
    print(f"| `{case}` | `{variant}` | {best:.3g} [{low:.3g}, {high:.3g}]× |")
for chart in sorted((folder / "page/engine/charts").glob("speedups-*.svg")):
    print(f"\n![Speed-ups: {chart.stem.removeprefix('speedups-')}](engine/charts/{chart.name})")
made = (folder / "profiles").read_text().split() if (folder / "profiles").exists() else []
print("\n## Where the time goes\n")
print("Samples of the processor's clock, `simd`, and what has changed against `scalar` (vermilion grew, blue shrank):\n"
      if made else "No profile could be made on this machine.\n")
for name in made:
    print(f"### {name}\n\n[Hottest functions](profiles/{name}/README.md)\n")
    for picture, title in (("flamegraph", "Flame graph"), ("difference", "Difference to scalar")):
        if (folder / f"page/profiles/{name}/{picture}.svg").exists():
            print(f"![{title}: {name}](profiles/{name}/{picture}.svg)\n")
print("## Reproduce\n\n```sh\n" + command.strip() + "\n```")
