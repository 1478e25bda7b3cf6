"""What the templates of the HTML report show: a report, arranged for reading."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from valuecheck.languages import NAMES
from valuecheck.locations import has_extent
from valuecheck.reporters.marking import parted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from valuecheck.types import (
        FileResult,
        Finding,
        JudgedSentence,
        Judgement,
        Principle,
        PrincipleScore,
        Report,
        Sentence,
    )

FOLD_FROM: Final = 8
"""Fewest passages in a row without a judgement that are folded away."""

_SEVERITY: Final = {"error": 0, "warning": 1, "info": 2}
_WORST_FIRST: Final = ("undermines", "supports", "unsure")
_PLAIN_ANCHOR: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin: a judgement, a finding, or a judgement that is a finding."""

    anchor: str
    rule: str
    judgement: Judgement | None
    finding: Finding | None

    @property
    def stance(self) -> str:
        """The stance of its judgement, or `remark` for a finding that has none."""
        return self.judgement.stance if self.judgement else "remark"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its notes; `number` counts the sentences of a draft that have any."""

    anchor: str
    sentence: Sentence
    notes: tuple[Note, ...]
    number: int | None

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """Its text in parts, each with whether a note is on just these words."""
        return parted(
            self.sentence.text, (note.finding.words for note in self.notes if note.finding)
        )

    @property
    def stances(self) -> list[str]:
        """The stances of its notes, the gravest first, each once."""
        held = {note.stance for note in self.notes}
        return [stance for stance in (*_WORST_FIRST, "remark") if stance in held]


@dataclass(frozen=True, slots=True)
class Passages:
    """One block of a draft: a paragraph, an item, a cell."""

    passages: tuple[Passage, ...]

    @property
    def first(self) -> Sentence:
        """The sentence that the block starts with."""
        return self.passages[0].sentence

    @property
    def notes(self) -> list[tuple[Passage, Note]]:
        """The notes of all its sentences, in their order."""
        return [(passage, note) for passage in self.passages for note in passage.notes]


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks in a row that are laid out alike: `list-item`, `table-cell` or any other scope."""

    kind: str
    rows: tuple[tuple[Passages, ...], ...]
    """One block a row, but for table cells, which share a row where they share a line."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Runs of a draft; `quiet` where nothing in them was judged and they may be folded."""

    runs: tuple[Run, ...]
    quiet: bool
    passages: int
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A principle over a draft, and the points of the draft's score that ride on it."""

    score: PrincipleScore
    share: float


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as the report shows it."""

    anchor: str
    file: FileResult
    folder: str
    name: str
    heading: Sentence | None
    bars: tuple[Bar, ...]
    silent: tuple[str, ...]
    silent_required: tuple[str, ...]
    remarks: tuple[Note, ...]
    """Findings on the draft as a whole; of silence, only what was accepted."""
    stretches: tuple[Stretch, ...]
    cards: tuple[Card, ...]

    @property
    def score_of(self) -> dict[str, PrincipleScore]:
        """The draft's scores by principle."""
        return {score.id: score for score in self.file.principles}


@dataclass(frozen=True, slots=True)
class Card:
    """A sentence to read first, and the notes that say why."""

    path: str
    passage: Passage
    notes: tuple[Note, ...]

    @property
    def order(self) -> tuple[object, ...]:
        """Gravest first, then surest, then as the drafts stand."""
        level = min(_SEVERITY[note.finding.level] for note in self.notes if note.finding)
        surest = max(note.judgement.confidence for note in self.notes if note.judgement)
        place = self.passage.sentence.place
        return level, -surest, self.path, place.line, place.column


class Anchors:
    """Hands out ids that hold from run to run, each once."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def take(self, *parts: str) -> str:
        """Return an id made of `parts`; a repetition gets a number."""
        anchor = "-".join(anchor_part(part) for part in parts)
        self._taken[anchor] += 1
        count = self._taken[anchor]
        return anchor if count == 1 else f"{anchor}.{count}"


def anchor_part(text: str) -> str:
    """Return `text` if it is fit for an id as it is, else a short hash of it."""
    return text if _PLAIN_ANCHOR.fullmatch(text) else short_hash(text)


def short_hash(text: str) -> str:
    """Ten hexadecimal digits that stand for `text`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def principles_of(report: Report) -> dict[str, Principle]:
    """All principles of the report's packs by id, in order; the first of a name counts."""
    found: dict[str, Principle] = {}
    for pack in report.packs:
        for principle in pack.principles:
            found.setdefault(principle.id, principle)
    return found


def totals_of(report: Report) -> dict[str, Counter[str]]:
    """Count the sentences per principle and stance, over all files of `report`."""
    totals: dict[str, Counter[str]] = {identity: Counter() for identity in principles_of(report)}
    for file in report.files:
        for score in file.principles:
            counts = totals.setdefault(score.id, Counter())
            counts.update(supports=score.supports, undermines=score.undermines)
    return totals


def drafts_of(report: Report) -> tuple[Draft, ...]:
    """Arrange every file of `report`."""
    anchors = Anchors()
    return tuple(_draft(file, anchors) for file in report.files)


def cards_of(drafts: Iterable[Draft]) -> list[Card]:
    """Sentences that undermine a principle, over all drafts, gravest and surest first."""
    return sorted((card for draft in drafts for card in draft.cards), key=lambda card: card.order)


def _draft(file: FileResult, anchors: Anchors) -> Draft:
    mark = short_hash(file.path)
    anchor = anchors.take("d", mark)
    passages, rest = _passages(file, mark, anchors)
    # What is required of this draft, its findings know: it may differ from path to path.
    silences = [one for one in rest if one.kind == "silent"]
    accepted = {one.rule for one in silences if one.waiver}
    required = {one.rule for one in silences}
    silent = [
        s.id for s in file.principles if s.score is None and not s.unsure and s.id not in accepted
    ]
    path = PurePosixPath(file.path.replace("\\", "/"))
    title = next((p.sentence for p in passages if p.sentence.scope == "title"), None)
    return Draft(
        anchor=anchor,
        file=file,
        folder="" if str(path.parent) == "." else f"{path.parent}/",
        name=path.name or file.path,
        heading=title,
        bars=tuple(_bars(file)),
        silent=tuple(s for s in silent if s not in required),
        silent_required=tuple(s for s in silent if s in required),
        remarks=tuple(
            Note(anchors.take("f", mark, finding.fingerprint), finding.rule, None, finding)
            for finding in rest
            if finding.kind != "silent" or finding.waiver
        ),
        stretches=tuple(_stretches(passages)),
        cards=tuple(_cards(file.path, passages)),
    )


def _bars(file: FileResult) -> Iterator[Bar]:
    shares: Counter[str] = Counter()
    for judged in file.sentences:
        for judgement in judged.judgements:
            shares[judgement.principle] += judgement.share  # type: ignore[assignment]
    for score in file.principles:
        if score.score is not None or score.unsure:
            yield Bar(score, float(shares[score.id]))


def _cards(path: str, passages: Iterable[Passage]) -> Iterator[Card]:
    for passage in passages:
        notes = tuple(
            note
            for note in passage.notes
            if note.finding and note.finding.kind == "undermines" and not note.finding.waiver
            if note.judgement
        )
        if notes:
            yield Card(path, passage, notes)


def _passages(file: FileResult, mark: str, anchors: Anchors) -> tuple[list[Passage], list[Finding]]:
    """Give each sentence its notes; also return the findings that belong to no sentence."""
    rest = list(file.findings)
    passages: list[Passage] = []
    number = 0
    for judged in file.sentences:
        own = [finding for finding in rest if _stands_in(finding, judged.sentence)]
        rest = [finding for finding in rest if finding not in own]
        notes = tuple(_notes(judged, own, mark, anchors))
        number += bool(notes)
        anchor = anchors.take("s", mark, short_hash(judged.sentence.text))
        passages.append(Passage(anchor, judged.sentence, notes, number if notes else None))
    return passages, rest


def _stands_in(finding: Finding, sentence: Sentence) -> bool:
    place, bounds = finding.place, sentence.place
    start = place.line, place.column
    if finding.kind == "silent" or not has_extent(place):
        return False
    return (bounds.line, bounds.column) <= start < (bounds.end_line, bounds.end_column)


def _notes(
    judged: JudgedSentence, findings: Sequence[Finding], mark: str, anchors: Anchors
) -> Iterator[Note]:
    left = list(findings)
    for judgement in judged.judgements:
        wanted = judgement.principle, judgement.stance
        finding = next((f for f in left if (f.rule, f.kind) == wanted), None)
        if finding is None:
            own = short_hash("\0".join((judged.sentence.text, *wanted)))
            yield Note(anchors.take("j", mark, own), judgement.principle, judgement, None)
        else:
            left.remove(finding)
            anchor = anchors.take("f", mark, finding.fingerprint)
            yield Note(anchor, judgement.principle, judgement, finding)
    for finding in left:
        anchor = anchors.take("f", mark, finding.fingerprint)
        yield Note(anchor, finding.rule, None, finding)


def _stretches(passages: Sequence[Passage]) -> Iterator[Stretch]:
    """Cut a draft where long runs without a judgement begin and end.

    One quiet block stays in sight on either side, so that what is judged keeps its context.
    """
    blocks = [
        Passages(tuple(group)) for _, group in groupby(passages, key=lambda p: p.sentence.block)
    ]
    shown: list[Passages] = []
    for noted, group in groupby(blocks, key=lambda block: bool(block.notes)):
        run = list(group)
        if noted or len(run) < FOLD_FROM:
            shown += run
            continue
        yield from _stretch([*shown, run[0]], quiet=False)
        yield from _stretch(run[1:-1], quiet=True)
        shown = [run[-1]]
    yield from _stretch(shown, quiet=False)


def _stretch(blocks: Sequence[Passages], *, quiet: bool) -> Iterator[Stretch]:
    if blocks:
        last = blocks[-1].passages[-1].sentence.place.end_line
        yield Stretch(tuple(_runs(blocks)), quiet, len(blocks), blocks[0].first.place.line, last)


def _runs(blocks: Iterable[Passages]) -> Iterator[Run]:
    for kind, group in groupby(blocks, key=lambda block: block.first.scope):
        if kind == "table-cell":
            lines = groupby(group, key=lambda block: block.first.place.line)
            yield Run(kind, tuple(tuple(row) for _, row in lines))
        else:
            yield Run(kind, tuple((block,) for block in group))


def language_name(code: str) -> str:
    """Return what the language calls itself, or its code where that is not known."""
    return next((name for known, name in NAMES.items() if known == code), code)
