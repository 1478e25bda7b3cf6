"""One draft in a terminal: its scores, its sentences to look at, and what it leaves out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from valuecheck.languages import NAMES
from valuecheck.reporters import words
from valuecheck.reporters.notes import notes_of
from valuecheck.reporters.terminal import display_width, padded, plain, wrapped
from valuecheck.scoring import verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from valuecheck.reporters.notes import Note
    from valuecheck.reporters.terminal import Terminal
    from valuecheck.types import (
        FileResult,
        Finding,
        Judgement,
        Level,
        Place,
        PrincipleScore,
        Verdict,
    )

LEVEL_STYLES: Final[Mapping[Level, str]] = {"error": "red", "warning": "yellow", "info": "cyan"}
VERDICT_STYLES: Final[Mapping[Verdict, str]] = {
    "aligned": "green",
    "mixed": "yellow",
    "at-odds": "red",
    "silent": "dim",
}

_COUNTED: Final = {
    "supports": ("supports", "support"),
    "undermines": ("undermines", "undermine"),
    "unsure": ("unsure", "unsure"),
}
_VERDICT_WIDTH: Final = len("● ") + max(map(len, words.VERDICTS.values()))
_LANGUAGE_WIDTH: Final = max(map(display_width, NAMES.values()))
_LEVEL_WIDTH: Final = max(map(len, LEVEL_STYLES))
_SCORE_WIDTH: Final = len("100")
_LONGEST_BAR: Final = 24
_SHORTEST_BAR: Final = 10
_NARROWEST_COLUMN: Final = 24
_TEXT_INDENT: Final = " " * 4
_MESSAGE_INDENT: Final = " " * (len(_TEXT_INDENT) + len("✗ ") + _LEVEL_WIDTH + 2)


def is_open(finding: Finding) -> bool:
    """Whether the finding still asks for something: it was not accepted."""
    return finding.waiver is None


def location(path: str, place: Place) -> str:
    """Return `path:line:column`, which many terminals make a link to the place."""
    return f"{plain(path)}:{place.line}:{place.column}"


def write_draft_in_short(file: FileResult, terminal: Terminal) -> None:
    """Write verdict, score, language and path on one line."""
    verdict_in_words = padded(_verdict(file), _VERDICT_WIDTH)
    score = f"{words.score(file.score):>{_SCORE_WIDTH}}"
    language = padded(_language(file, terminal), _LANGUAGE_WIDTH)
    terminal.line(
        f"{terminal.paint(verdict_in_words, VERDICT_STYLES[file.verdict])}"
        f"  {score}  {language}  {terminal.paint(plain(file.path), 'bold')}"
    )


def write_draft(
    file: FileResult, titles: Mapping[str, str], terminal: Terminal, *, verbose: bool
) -> None:
    """Write everything that a drafter should know of a draft.

    Args:
        file: the draft's result.
        titles: titles of principles by id.
        terminal: where to write.
        verbose: also show sentences that support or are unsure, and accepted findings.
    """
    _write_heading(file, terminal)
    _write_principles(file, titles, terminal)
    notes = list(notes_of(file))
    shown = notes if verbose else [note for note in notes if _asks_for_something(note)]
    _write_sentences(file, [note for note in shown if note.sentence], titles, terminal)
    _write_whole(file, [note for note in shown if not note.sentence], titles, terminal)
    if not verbose:
        _write_counts(notes, terminal)


def _asks_for_something(note: Note) -> bool:
    return note.finding is not None and is_open(note.finding) and note.finding.kind != "unsure"


def _write_heading(file: FileResult, terminal: Terminal) -> None:
    terminal.line(terminal.paint(plain(file.path), "bold"))
    score = "" if file.score is None else f"score {words.score(file.score)} of 100, "
    sentences = words.counted(len(file.sentences), "sentence")
    judged = sum(one.judged for one in file.sentences)
    if judged < len(file.sentences):
        sentences += f", {judged:,} of them judged"
    terminal.paragraph(
        f"{score}{_language(file, terminal)}, {sentences}",
        f"{_verdict(file)}: ",
        label=("bold", VERDICT_STYLES[file.verdict]),
    )
    terminal.line()


def _verdict(file: FileResult) -> str:
    return f"{words.VERDICT_ICONS[file.verdict]} {words.VERDICTS[file.verdict]}"


def _language(file: FileResult, terminal: Terminal) -> str:
    return terminal.word(NAMES[file.language], file.language)


# --- principles -------------------------------------------------------------------------


def _write_principles(file: FileResult, titles: Mapping[str, str], terminal: Terminal) -> None:
    """Write a bar per principle that the draft speaks to: in a table if the width allows."""
    spoken = [score for score in file.principles if score.score is not None or score.unsure]
    if not spoken:
        return
    names = [plain(titles.get(score.id, score.id)) for score in spoken]
    counts = [_counts(score) for score in spoken]
    beside = 2 + 2 + 2 + _SCORE_WIDTH + 2 + max(map(display_width, counts))
    longest = max(map(display_width, names))
    column = min(longest, terminal.width - beside - _SHORTEST_BAR)
    length = min(_LONGEST_BAR, terminal.width - beside - column)
    for score, name, count in zip(spoken, names, counts, strict=True):
        style = VERDICT_STYLES[verdict(score.score, score.undermines)]
        if column < min(longest, _NARROWEST_COLUMN):
            terminal.paragraph(name, "  ")
            bar = _bar(score, _SHORTEST_BAR)
            terminal.paragraph(count, f"{_TEXT_INDENT}{bar}  ", label=(style,))
        else:
            first, *others = wrapped(name, column)
            bar = terminal.paint(_bar(score, length), style)
            terminal.line(f"  {padded(first, column)}  {bar}  {count}")
            for other in others:
                terminal.line(f"  {other}")
    terminal.line()


def _counts(score: PrincipleScore) -> str:
    numbers = {
        "supports": score.supports,
        "undermines": score.undermines,
        "unsure": score.unsure,
    }
    return "  ".join(
        f"{words.STANCE_ICONS[stance]} {number:,} {_COUNTED[stance][number > 1]}"
        for stance, number in numbers.items()
        if number
    )


def _bar(score: PrincipleScore, length: int) -> str:
    """Draw a score and write it; the bar is full or empty only if the score is 100 or 0."""
    number = f"{words.score(score.score):>{_SCORE_WIDTH}}"
    if score.score is None:
        return f"{' ' * length}  {number}"
    least, most = score.score > 0, length - (score.score < 100)
    filled = max(least, min(most, round(score.score / 100 * length)))
    return f"{'█' * filled}{'░' * (length - filled)}  {number}"


# --- findings ---------------------------------------------------------------------------


def _write_sentences(
    file: FileResult, notes: Sequence[Note], titles: Mapping[str, str], terminal: Terminal
) -> None:
    for sentence, group in groupby(notes, key=lambda note: note.sentence):
        if sentence is None:
            continue
        of_sentence = list(group)
        place = next((note.finding.place for note in of_sentence if note.finding), sentence.place)
        terminal.line(terminal.paint(f"  {location(file.path, place)}", "cyan"))
        # Not quotation marks, which a sentence may hold itself.
        margin = f"{_TEXT_INDENT}> "
        terminal.paragraph(plain(sentence.text), margin, margin, styles=("bold",))
        for note in of_sentence:
            _write_note(note, titles, terminal)
        terminal.line()


def _write_whole(
    file: FileResult, notes: Sequence[Note], titles: Mapping[str, str], terminal: Terminal
) -> None:
    """Write what concerns the draft as a whole; what it leaves out in one sentence a level."""
    if not notes:
        return
    terminal.line("  About the draft as a whole")
    silent: dict[Level, list[Finding]] = {}
    for note in notes:
        if note.finding is not None and note.finding.kind == "waiver":
            terminal.line(terminal.paint(f"  {location(file.path, note.finding.place)}", "cyan"))
        if note.finding is not None and note.finding.kind == "silent" and is_open(note.finding):
            silent.setdefault(note.finding.level, []).append(note.finding)
        else:
            _write_note(note, titles, terminal)
    for level, findings in silent.items():
        if len(findings) == 1:
            _write_finding(findings[0], None, terminal)
            continue
        left_out = words.listed([f"“{plain(titles.get(one.rule, one.rule))}”" for one in findings])
        terminal.paragraph(
            f"Says nothing of {left_out}, which every draft should mention",
            f"{_TEXT_INDENT}{words.STANCE_ICONS['silent']} {level:{_LEVEL_WIDTH}}  ",
            label=(LEVEL_STYLES[level],),
        )
    terminal.line()


def _write_note(note: Note, titles: Mapping[str, str], terminal: Terminal) -> None:
    if note.finding is not None:
        _write_finding(note.finding, note.judgement, terminal)
    elif note.judgement is not None:
        _write_judgement(note.judgement, titles, terminal)


def _write_finding(finding: Finding, judgement: Judgement | None, terminal: Terminal) -> None:
    symbol = words.STANCE_ICONS.get(finding.kind, "!")
    terminal.paragraph(
        plain(finding.message) + (_certainty(judgement) if judgement else ""),
        f"{_TEXT_INDENT}{symbol} {finding.level:{_LEVEL_WIDTH}}  ",
        label=(LEVEL_STYLES[finding.level],),
    )
    if finding.waiver is not None:
        until = f" (until {plain(finding.waiver.expires)})" if finding.waiver.expires else ""
        terminal.paragraph(f"Accepted: {plain(finding.waiver.reason)}{until}", _MESSAGE_INDENT)


def _write_judgement(judgement: Judgement, titles: Mapping[str, str], terminal: Terminal) -> None:
    """Write a judgement that is no finding."""
    title = plain(titles.get(judgement.principle, judgement.principle))
    terminal.paragraph(
        f"{words.STANCES[judgement.stance]} “{title}”{_certainty(judgement)}",
        f"{_TEXT_INDENT}{words.STANCE_ICONS[judgement.stance]} {'':{_LEVEL_WIDTH}}  ",
        label=("green",) if judgement.stance == "supports" else (),
    )


def _certainty(judgement: Judgement) -> str:
    """Put the confidence in words; where no side is taken, there is nothing to be sure of."""
    if judgement.stance == "unsure":
        return ""
    confidence = judgement.confidence
    return f", {words.confidence(confidence)} ({words.percent(confidence)})"


def _write_counts(notes: Sequence[Note], terminal: Terminal) -> None:
    """Say how many unsure sentences and accepted findings are not shown."""
    findings = [(note.sentence, note.finding) for note in notes if note.finding is not None]
    accepted = sum(not is_open(finding) for _, finding in findings)
    unsure = {
        id(sentence)
        for sentence, finding in findings
        if is_open(finding) and finding.kind == "unsure"
    }
    parts = [
        *([f"{words.counted(len(unsure), 'sentence')} unsure"] if unsure else []),
        *([f"{words.counted(accepted, 'finding')} accepted"] if accepted else []),
    ]
    if parts:
        text = f"With --verbose also: {words.listed(parts)}"
        terminal.paragraph(text, "  ", styles=("dim",))
        terminal.line()
