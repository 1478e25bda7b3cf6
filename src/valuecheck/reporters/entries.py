"""The findings of a run one by one, with their draft and sentence, for formats that list them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from valuecheck.locations import has_extent
from valuecheck.reporters.notes import notes_of
from valuecheck.reporters.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from valuecheck.types import FileResult, Finding, Level, Report, Sentence

LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "info")
"""Most pressing first."""

_LONGEST_QUOTE: Final = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding, and where it stands."""

    file: FileResult
    finding: Finding
    sentence: Sentence | None
    """None where the finding is on the draft as a whole."""

    @property
    def has_lines(self) -> bool:
        """Whether the place's line is one of the file's: in a Word draft it is a paragraph."""
        return not is_word(self.file.path)

    @property
    def on_whole_draft(self) -> bool:
        """Whether the place marks no range of the draft."""
        return not has_extent(self.finding.place)

    @property
    def message(self) -> str:
        """What is found, on one line; of a Word draft, which shows no lines, also where."""
        text = one_line(self.finding.message)
        if self.has_lines or self.on_whole_draft:
            return text
        quoted = f": “{self.quote}”" if self.sentence else ""
        return f"{text} (paragraph {self.finding.place.line}{quoted})"

    @property
    def quote(self) -> str:
        """The sentence on one line, shortened if it is very long; empty where there is none."""
        return shortened(one_line(self.sentence.text), _LONGEST_QUOTE) if self.sentence else ""


def entries_of(report: Report, *, waived: bool = False) -> Iterator[Entry]:
    """Yield the findings of all drafts, in reading order.

    Args:
        report: the result of a run.
        waived: also those that were accepted.
    """
    for file in report.files:
        for note in notes_of(file):
            if note.finding is not None and (waived or note.finding.waiver is None):
                yield Entry(file, note.finding, note.sentence)


def by_level(entries: Sequence[Entry]) -> dict[Level, list[Entry]]:
    """Part entries by their level, the most pressing level first, each in reading order."""
    return {level: [one for one in entries if one.finding.level == level] for level in LEVELS}


def is_word(path: str) -> bool:
    """Whether a draft is a Word document, whose places are paragraphs instead of lines."""
    return path.lower().endswith(".docx")


def one_line(text: str) -> str:
    """The text on one line, characters that could hide or reorder it spelt out."""
    return str(visible(" ".join(text.split())))


def shortened(text: str, longest: int) -> str:
    """The text, cut to `longest` characters with an ellipsis for what is left out."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
