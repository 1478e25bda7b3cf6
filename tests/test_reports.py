"""The committed reports are what the program makes of the committed samples."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from valuecheck.cli import main
from valuecheck.reporters import html
from valuecheck.reporters import json as results

ROOT = Path(__file__).resolve().parent.parent
SAVED = ROOT / "reports" / "samples.json"
PAGE = ROOT / "reports" / "samples.html"

CLOSE = 0.002
"""Probabilities may differ in the last digit shown from one kind of processor to another."""


def test_the_committed_page_is_the_committed_result_rendered() -> None:
    stream = io.StringIO(newline="")
    html.render(results.load(SAVED.read_bytes(), str(SAVED)), stream)
    assert stream.getvalue() == PAGE.read_text(encoding="utf-8"), "stale: run make reports"


def test_the_committed_result_is_what_the_samples_give_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    fresh = tmp_path / "samples.json"
    arguments = ["check", "samples", "--isolated", "--fail-on", "never", "--format", "json"]
    assert main([*arguments, "-o", str(fresh)]) == 0
    _same(json.loads(fresh.read_bytes()), json.loads(SAVED.read_bytes()), "$")


def _same(fresh: Any, saved: Any, where: str) -> None:
    """Compare two results: exactly, but for the last digit of a number."""
    hint = f"{where} is stale: run make reports"
    if isinstance(fresh, dict):
        assert fresh.keys() == saved.keys(), hint
        for key in fresh:
            _same(fresh[key], saved[key], f"{where}.{key}")
    elif isinstance(fresh, list):
        assert len(fresh) == len(saved), hint
        for place, (one, other) in enumerate(zip(fresh, saved, strict=True)):
            _same(one, other, f"{where}[{place}]")
    elif isinstance(fresh, float):
        assert saved == pytest.approx(fresh, abs=CLOSE), hint
    else:
        assert fresh == saved, hint
