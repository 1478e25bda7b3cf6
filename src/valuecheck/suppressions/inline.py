"""The waivers that stand in a draft: what each says, and which stretch of the draft it covers."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from valuecheck.suppressions.syntax import Directive, WaiverError, instructions, parse
from valuecheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.types import Block, Comment, Document


@dataclass(frozen=True, slots=True)
class InlineWaiver:
    """A waiver and the range of the source whose findings it accepts."""

    directive: Directive
    comment: Span
    covers: Span | None
    """None where nothing stands after it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a comment, and where it stands."""

    message: str
    comment: Span


def waivers_of(document: Document) -> tuple[list[InlineWaiver], list[Fault]]:
    """Read the waivers of a document; a faulty one waives nothing."""
    blocks = _Blocks(document.blocks)
    waivers: list[InlineWaiver] = []
    faults: list[Fault] = []
    started: list[tuple[Directive, Comment]] = []
    for comment in sorted(document.comments, key=lambda one: (one.start, one.end)):
        span = Span(comment.start, comment.end)
        for instruction in instructions(comment.text):
            try:
                directive = parse(instruction)
            except WaiverError as mistake:
                faults.append(Fault(str(mistake), span))
                continue
            if directive.word == "ignore":
                covers = span if comment.attached else blocks.after(comment.end)
                waivers.append(InlineWaiver(directive, span, covers))
            elif directive.word == "ignore-start":
                started.append((directive, comment))
            else:
                index = _started(started, directive.rules)
                if index is None:
                    faults.append(Fault(_no_start(directive), span))
                    continue
                opening, first = started.pop(index)
                covers = Span(first.start, comment.end)
                waivers.append(InlineWaiver(opening, Span(first.start, first.end), covers))
    for directive, comment in started:
        message = (
            f"The waiver of {', '.join(directive.rules)} starts here and never ends; "
            "write ignore-end after what it is meant for"
        )
        faults.append(Fault(message, Span(comment.start, comment.end)))
    return waivers, faults


def _started(started: Sequence[tuple[Directive, Comment]], rules: tuple[str, ...]) -> int | None:
    """The range that an end closes: the last one open, or the last one of these principles."""
    return next(
        (
            index
            for index in reversed(range(len(started)))
            if not rules or set(started[index][0].rules) == set(rules)
        ),
        None,
    )


def _no_start(directive: Directive) -> str:
    named = f"[{', '.join(directive.rules)}]" if directive.rules else ""
    return f"This ends a waiver that does not start: write ignore-start{named} before it"


class _Blocks:
    """The blocks of a document by where they stand."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        spans = sorted((block.pieces[0].start, block.pieces[-1].end) for block in blocks)
        self._spans = [Span(start, end) for start, end in spans]
        self._starts = [span.start for span in self._spans]

    def after(self, position: int) -> Span | None:
        """The block that begins at or after a position, or that goes on after it."""
        index = bisect_right(self._starts, position - 1)
        if index and self._spans[index - 1].end > position:
            return self._spans[index - 1]
        return self._spans[index] if index < len(self._spans) else None
