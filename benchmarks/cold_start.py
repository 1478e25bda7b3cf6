"""How long a fresh process takes, against the floor that it cannot go under.

Run it from the repository with a Python that has valuecheck installed (not editable, so
that byte code is there, as on a user's machine):

    .venv-demo/bin/python benchmarks/cold_start.py

Each round runs every command once, in turn, so that a busy machine disturbs all alike; the
ratios are medians over the rounds. The result is written beside this file.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAFT = ROOT / "samples" / "speeches" / "2026-03-harbour-forum-keynote.md"
ROUNDS = 15

FLOOR = """
import click, numpy, onnxruntime, tokenizers
from valuecheck import encoders
encoders.load()
"""

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "valuecheck --help": [str(Path(sys.executable).parent / "valuecheck"), "--help"],
    "floor: import runtimes, load model": [sys.executable, "-c", FLOOR],
    "valuecheck check, one draft": [
        str(Path(sys.executable).parent / "valuecheck"),
        "check",
        "--isolated",
        "--no-cache",
        "--fail-on",
        "never",
        str(DRAFT),
    ],
}

RATIOS = {
    "--help / pass (at most 3)": ("valuecheck --help", "python -c pass"),
    "check / floor (at most 2)": (
        "valuecheck check, one draft",
        "floor: import runtimes, load model",
    ),
}


def main() -> int:
    """Measure, print and write the result."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for measured in (False, *[True] * ROUNDS):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
            if measured:
                times[name].append(time.perf_counter() - start)
    result = {
        "rounds": ROUNDS,
        "median_seconds": {
            name: round(statistics.median(taken), 3) for name, taken in times.items()
        },
        "ratios": {
            label: round(
                statistics.median(a / b for a, b in zip(times[over], times[under], strict=True)), 2
            )
            for label, (over, under) in RATIOS.items()
        },
    }
    text = json.dumps(result, indent=2) + "\n"
    (ROOT / "benchmarks" / "results" / "cold_start.json").write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
