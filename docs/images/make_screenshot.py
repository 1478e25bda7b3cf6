"""Takes the picture of the report that README.md shows.

Run it from the root of the repository, with the `test` extra and a Chromium installed:

    python docs/images/make_screenshot.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from valuecheck.cli import main

PICTURE = Path(__file__).parent / "report.png"
WIDTH, HEIGHT = 1280, 1365
"""Pixels: the head of the page and the sentences to read first."""


def take(report: Path, picture: Path) -> None:
    """Write the top of an HTML report as a PNG file."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(report.as_uri())
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "report.html"
        options = ["--isolated", "--quiet", "--fail-on", "never"]
        status = main(
            ["check", "samples", *options, "-o", f"{folder}/text", "--html", str(written)]
        )
        if status:
            sys.exit(status)
        take(written, PICTURE)
