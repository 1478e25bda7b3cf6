"""Writes the committed reports of the samples anew: `make reports`.

`reports/samples.html` and `reports/samples.json` are what `check` makes of all samples. A test
says when they are stale.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from valuecheck.cli import main

ROOT = Path(__file__).resolve().parent.parent


def write(folder: Path) -> None:
    """Write all reports to `folder`; paths in them are relative to the repository."""
    os.chdir(ROOT)
    common = ["check", "--isolated", "--fail-on", "never", "--format", "json"]
    page, saved = folder / "samples.html", folder / "samples.json"
    status = main([*common, "samples", "--html", str(page), "-o", str(saved)])
    if status:
        sys.exit(f"the samples could not be checked (status {status})")


if __name__ == "__main__":
    write(ROOT / "reports")
