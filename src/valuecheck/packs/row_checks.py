"""What is doubtful in the examples of one language."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from valuecheck.packs.remarks import Remark
from valuecheck.packs.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from valuecheck.packs.sheets import Row, Sheet

FEWEST_LETTERS: Final = {"en": 8, "ja": 4, "es": 8, "pt": 8}
"""Letters of the shortest text that can say something."""

_KANA_OR_KANJI = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")


def text_remarks(sheet: Sheet) -> Iterator[Remark]:
    """Warn of texts in another script than the language's, and of next to no text."""
    script = "kana or kanji" if sheet.language == "ja" else "Latin letters"
    for row in _one_per_id(sheet):
        if not row.text:
            continue
        if sum(mark.isalpha() for mark in row.text) < FEWEST_LETTERS[sheet.language]:
            message = f"next to no text: {quoted(row.text)}; write a whole sentence"
        elif not _in_script(row.text, sheet.language):
            message = f"a text of {sheet.language}.csv is not in {script}: {quoted(row.text)}"
        else:
            continue
        yield Remark(sheet.path, row.line, "warning", message)


def _in_script(text: str, language: str) -> bool:
    """Any kana or kanji makes a text Japanese; the others may quote a name in Japanese."""
    japanese = len(_KANA_OR_KANJI.findall(text))
    return japanese > 0 if language == "ja" else len(_LATIN.findall(text)) > japanese


def pair_remarks(sheet: Sheet) -> Iterator[Remark]:
    """Warn of pairs that have one member."""
    rows = [row for row in _one_per_id(sheet) if row.pair]
    members = Counter(row.pair for row in rows)
    for row in rows:
        if members[row.pair] == 1:
            message = f"{quoted(row.pair)} is the pair of no other sentence; add one or clear it"
            yield Remark(sheet.path, row.line, "warning", message)


def same_text_remarks(sheet: Sheet) -> Iterator[Remark]:
    """Tell of a text that stands under several ids: an error if their labels contradict."""
    first: dict[str, Row] = {}
    stances: dict[tuple[str, str], Row] = {}
    for row in sheet.rows:
        text = row.text.casefold()
        before = first.setdefault(text, row)
        labelled = stances.setdefault((text, row.principle), row)
        if not text or before.id == row.id:
            continue
        if labelled.stance != row.stance:
            message = (
                f'the same text is "{labelled.stance}" for {quoted(row.principle)} on line'
                f" {labelled.line} and {quoted(row.stance)} here; keep one"
            )
            yield Remark(sheet.path, row.line, "error", message)
        elif bool(before.principle) != bool(row.principle):
            message = (
                f"the same text is on other matters on one line and on a principle on another"
                f" (line {before.line}); keep one"
            )
            yield Remark(sheet.path, row.line, "error", message)
        else:
            message = f"the same text stands on line {before.line} under another id; keep one"
            yield Remark(sheet.path, row.line, "warning", message)


def _one_per_id(sheet: Sheet) -> list[Row]:
    return list({row.id: row for row in reversed(sheet.rows)}.values())[::-1]
