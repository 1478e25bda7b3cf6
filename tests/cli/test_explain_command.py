"""`valuecheck explain` shows all that a judgement rests on, in each language."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from command_line import run, write

from valuecheck import packs

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "We will require all data to be stored on servers inside the country."


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_a_judgement_is_explained_with_all_that_it_rests_on(desk: Path, language: str) -> None:
    examples = packs.load_examples(packs.load("us-japan-digital"))
    own = [one.text for one in examples if one.language == language and one.labels]
    # The shipped encoder learnt English: of Japanese it finds nothing in the pack's examples.
    write(desk / "x.md", "\n\n".join(own[:120]))
    result = json.loads(run("check", "x.md", "--language", language, "--format", "json").out)
    line = next(one["line"] for one in result["files"][0]["sentences"] if one["judgements"])
    done = run("explain", f"x.md:{line}", "--language", language)
    assert (done.status, done.err) == (0, "")
    text = re.sub(r"\s+(> )?", " ", done.out)
    assert done.out.startswith(f"x.md:{line}:1\n  > ")
    assert re.search("(supports|undermines|speaks to): [A-Z]", text)
    assert re.search(
        r"Probability that it speaks to this principle: >?\d+%; that it supports it, if so: \d+%, "
        r"that it undermines it: \d+%\.",
        text,
    )
    assert re.search(r"It adds (\d|none of the \d|no points)", text)
    assert done.out.count("(similarity ") >= 3
    assert "https://" in text[text.index("Authorities:") :]


def test_the_place_may_be_copied_from_the_result_of_check(desk: Path) -> None:
    assert "\n  draft.md:5:1\n" in run("check", "draft.md").out
    assert run("explain", "draft.md:5:1").out == run("explain", "draft.md:5").out


def test_a_name_may_hold_colons_and_numbers(desk: Path) -> None:
    write(desk / "a:1.md", f"{TEXT}\n")
    assert run("explain", "a:1.md:1").out.startswith("a:1.md:1:1\n")


def test_a_sentence_without_judgement_is_told_what_it_came_closest_to(desk: Path) -> None:
    write(desk / "x.md", "The ceremony begins at ten o'clock.\n")
    assert "It speaks to no principle. The closest is “" in run("explain", "x.md:1").out


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("draft.md", "'draft.md' is not PATH:LINE; for example: draft.md:12"),
        ("draft.md:0", "'draft.md:0' is not PATH:LINE"),
        ("draft.md:-1", "'draft.md:-1' is not PATH:LINE"),
        ("draft.md:x", "'draft.md:x' is not PATH:LINE"),
        ("draft.md:４", "'draft.md:４' is not PATH:LINE"),
        (":3", "':3' is not PATH:LINE"),
        ("", "'' is not PATH:LINE"),
        ("draft.md:" + "9" * 5000, "'draft.md:999"),
        ("draft.md:4", "draft.md: no sentence stands on line 4; the nearest begins on line 3"),
        ("draft.md:99", "draft.md: no sentence stands on line 99; the nearest begins on line 5"),
        ("empty.md:1", "empty.md: holds no sentence to explain"),
        ("no.md:1", "no.md: there is no such file; check the name"),
        (".:1", ".: is a folder, not a file; name a file in it"),
    ],
)
def test_a_bad_place_is_told(desk: Path, place: str, message: str) -> None:
    write(desk / "empty.md", "")
    done = run("explain", place)
    assert done.status == 2
    assert done.message.startswith(f"valuecheck: {message}")
    assert len(done.message) < 200
