"""What the cache saves on a repository of drafts, against the same check without it.

Run it from the repository with a Python that has valuecheck installed (not editable, so
that byte code is there, as on a user's machine):

    .venv-demo/bin/python benchmarks/cache.py

The drafts are made anew in a temporary folder, the same ones each time: sentences of the
built-in pack in four languages, each with a number of its own, so that none occurs twice,
and the same closing lines in every draft. Every figure is of a fresh process, and each
ratio is of two figures of the same run. All results are compared: they must be the same
bytes. At the full size the result is written beside this file; `--drafts 20` is a trial.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from valuecheck import packs

ROOT = Path(__file__).resolve().parent.parent
FULL = 1_000
PARAGRAPHS = 12
ROUNDS = 5
PREFIX = {"en": "Point {}: ", "es": "Punto {}: ", "ja": "第{}項、", "pt": "Ponto {}: "}
CLOSING = "About this office.\n\nContact the press desk for questions.\n"
EDIT = "This sentence alone is new, and open networks need no gatekeeper."


def make_drafts(folder: Path, number: int) -> None:
    """Write the drafts, five folders of one year each."""
    texts: dict[str, list[str]] = {}
    for example in packs.load_examples(packs.load("us-japan-digital")):
        texts.setdefault(example.language, []).append(example.text)
    chance = random.Random(20_260_101)  # noqa: S311 - the same drafts each time
    point = 0
    for count in range(number):
        language = chance.choice(("en", "en", "en", "ja", "es", "pt"))
        paragraphs = []
        for _ in range(PARAGRAPHS):
            some = chance.sample(texts[language], 2)
            numbered = [
                PREFIX[language].format(point + place) + one for place, one in enumerate(some)
            ]
            point += len(some)
            paragraphs.append(("" if language == "ja" else " ").join(numbered))
        file = folder / str(2020 + count % 5) / f"release-{count:04}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join([f"# Release {count}", *paragraphs, CLOSING])
        file.write_text(text, encoding="utf-8")


def timed(command: list[str], folder: Path) -> float:
    """Seconds that a fresh process takes."""
    environment = os.environ | {"VALUECHECK_CACHE_DIR": str(folder / "cache")}
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def check(folder: Path, what: str, output: str, *options: str) -> float:
    """Seconds that a check takes; its result is left in a file of the folder."""
    common = ["--isolated", "--fail-on", "never", "--format", "json", "-o", output]
    return timed([sys.executable, "-m", "valuecheck", "check", what, *common, *options], folder)


def edit(file: Path) -> None:
    """Put one sentence in the place of another."""
    before, last, after = file.read_text(encoding="utf-8").rpartition("About this office.")
    file.write_text(before + EDIT + after, encoding="utf-8")
    assert last  # noqa: S101 - else nothing would be measured


def measure(folder: Path, drafts: int) -> dict[str, object]:
    """Take all figures in one run."""
    make_drafts(folder / "drafts", drafts)
    seconds = {
        "no cache": check(folder, "drafts", "without.json", "--no-cache"),
        "cold cache": check(folder, "drafts", "cold.json"),
        "warm cache": statistics.median(
            check(folder, "drafts", "warm.json") for _ in range(ROUNDS)
        ),
    }
    first = "drafts/2020/release-0000.md"
    pairs = [
        (check(folder, first, "one.json"), timed([sys.executable, "-c", "import click"], folder))
        for _ in range(3 * ROUNDS)
    ]
    edit(folder / first)
    seconds["one sentence edited"] = check(folder, "drafts", "edited.json")
    check(folder, "drafts", "edited-without.json", "--no-cache")
    results = {
        name: (folder / f"{name}.json").read_bytes()
        for name in ("without", "cold", "warm", "edited", "edited-without")
    }
    same = (
        results["without"] == results["cold"] == results["warm"]
        and results["edited"] == results["edited-without"]
    )
    if not same:
        raise SystemExit("the results with and without the cache differ")
    (kept,) = (folder / "cache").glob("*.sqlite3")
    whole = seconds["no cache"]
    return {
        "drafts": drafts,
        "sentences": json.loads(results["without"])["summary"]["sentences"],
        "seconds": {name: round(taken, 2) for name, taken in seconds.items()},
        "times as fast as without": {
            name: round(whole / taken, 2) for name, taken in seconds.items() if taken != whole
        },
        "one draft, warm": {
            "median_seconds": round(statistics.median(one for one, _ in pairs), 3),
            "to python -c 'import click' (at most 2)": round(
                statistics.median(one / other for one, other in pairs), 2
            ),
        },
        "kibibytes kept": kept.stat().st_size // 1024,
    }


def main() -> int:
    """Measure, print and, at the full size, write the result."""
    parser = argparse.ArgumentParser(description="What the cache saves on a repository.")
    parser.add_argument("--drafts", type=int, default=FULL, help="number of drafts")
    drafts = parser.parse_args().drafts
    with tempfile.TemporaryDirectory() as folder:
        result = measure(Path(folder), drafts)
    text = json.dumps(result, indent=2) + "\n"
    if drafts == FULL:
        (ROOT / "benchmarks" / "results" / "cache.json").write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
