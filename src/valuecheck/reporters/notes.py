"""What a report says of each sentence: judgements, and the findings that go with them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from valuecheck.locations import has_extent
from valuecheck.reporters.words import text_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from valuecheck.types import (
        FileResult,
        Finding,
        JudgedSentence,
        Judgement,
        Report,
        Sentence,
        Waiver,
    )


@dataclass(frozen=True, slots=True)
class Note:
    """A judgement, a finding, or a judgement that is a finding."""

    sentence: Sentence | None
    """None where the note is on the draft as a whole."""
    judgement: Judgement | None
    finding: Finding | None


def notes_of(file: FileResult) -> Iterator[Note]:
    """Yield every judgement and every finding of a draft, each once.

    Sentence by sentence: its judgements, strongest first, then its other findings. Last come
    the findings on the draft as a whole, such as silence on a required principle.
    """
    findings, rest = _by_sentence(file)
    for index, judged in enumerate(file.sentences):
        left = findings[index]
        for judgement in judged.judgements:
            wanted = (judgement.principle, judgement.stance)
            finding = next((each for each in left if (each.rule, each.kind) == wanted), None)
            if finding is not None:
                left.remove(finding)
            yield Note(judged.sentence, judgement, finding)
        for finding in left:
            yield Note(judged.sentence, None, finding)
    for finding in rest:
        yield Note(None, None, finding)


def accepted_of(report: Report) -> Iterator[tuple[FileResult, Finding, Waiver]]:
    """Yield the findings that somebody accepted with a reason, each with its draft and waiver.

    What the baseline covers is not among them: a note of the run says how much that is.
    """
    for file in report.files:
        for finding in file.findings:
            if finding.waiver is not None and not finding.waiver.baseline:
                yield file, finding, finding.waiver


def titles_of(report: Report) -> dict[str, str]:
    """English titles by principle id, or in another language where a pack has no English."""
    return {
        principle.id: text_in(principle.title, "en")[0] or principle.id
        for pack in report.packs
        for principle in pack.principles
    }


def _by_sentence(file: FileResult) -> tuple[defaultdict[int, list[Finding]], list[Finding]]:
    """Return findings by the index of their sentence, and those that have none."""
    order = sorted(
        (judged.sentence.place.line, judged.sentence.place.column, index)
        for index, judged in enumerate(file.sentences)
    )
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    rest: list[Finding] = []
    for finding in file.findings:
        index = _sentence_at(finding, order, file.sentences)
        (rest if index is None else found[index]).append(finding)
    return found, rest


def _sentence_at(
    finding: Finding, order: Sequence[tuple[int, int, int]], sentences: Sequence[JudgedSentence]
) -> int | None:
    place = finding.place
    start = place.line, place.column
    position = bisect_right(order, (*start, len(sentences))) - 1
    if finding.kind == "silent" or not has_extent(place) or position < 0:
        return None
    index = order[position][2]
    bounds = sentences[index].sentence.place
    return index if start < (bounds.end_line, bounds.end_column) else None
