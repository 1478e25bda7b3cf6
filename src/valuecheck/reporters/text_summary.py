"""The end of a result in a terminal: what to do next, and the whole run in a few lines."""

from __future__ import annotations

import shlex
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from valuecheck.reporters import words
from valuecheck.reporters.notes import accepted_of, notes_of
from valuecheck.reporters.terminal import plain
from valuecheck.reporters.text_draft import VERDICT_STYLES, is_open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from valuecheck.reporters.notes import Note
    from valuecheck.reporters.terminal import Terminal
    from valuecheck.types import FileResult, Report


def write_advice(report: Report, terminal: Terminal) -> None:
    """Write what to do about the findings, and the commands that help; nothing if all is well."""
    steps = list(_steps(report))
    if not steps:
        return
    terminal.line(terminal.paint("What to do next", "bold"))
    for text, command in steps:
        terminal.paragraph(text, "  – ")
        if command:
            terminal.line(terminal.paint(f"      {plain(command)}", "cyan"))
    terminal.line()


def write_summary(report: Report, terminal: Terminal) -> None:
    """Write how many drafts, findings and problems there are, and the score of the run."""
    summary = report.summary
    terminal.line(terminal.paint("Summary", "bold"))
    drafts = words.counted(summary.files, "draft")
    sentences = words.counted(summary.sentences, "sentence")
    verdicts = _verdicts(report)
    if report.files:
        terminal.paragraph(f"{drafts}, {sentences}: {verdicts}", "  ", "    ")
        terminal.paragraph(_findings(report), "  ", "    ")
    else:
        terminal.paragraph("No draft was checked", "  ")
    for note in report.notes:
        terminal.paragraph(plain(note), "  ", "    ")
    if report.problems:
        unchecked = words.counted(len(report.problems), "file")
        terminal.paragraph(f"{unchecked} could not be checked", "  ", styles=("red",))
    if not report.files:
        return
    icon, verdict = words.VERDICT_ICONS[summary.verdict], words.VERDICTS[summary.verdict]
    score = "" if summary.score is None else f": score {words.score(summary.score)} of 100"
    terminal.paragraph(
        score,
        f"  {icon} {verdict}",
        label=("bold", VERDICT_STYLES[summary.verdict]),
    )


def _verdicts(report: Report) -> str:
    counts: Counter[str] = Counter(file.verdict for file in report.files)
    return words.listed(
        [
            f"{counts[verdict]} {name.lower()}"
            for verdict, name in words.VERDICTS.items()
            if counts[verdict]
        ]
    )


def _findings(report: Report) -> str:
    summary = report.summary
    numbers = {"error": summary.errors, "warning": summary.warnings, "info": summary.infos}
    found = [words.counted(number, level) for level, number in numbers.items() if number]
    accepted = len(list(accepted_of(report)))
    text = words.listed(found) if found else "no findings"
    return f"{text}; {accepted} accepted" if accepted else text


def _steps(report: Report) -> Iterator[tuple[str, str]]:
    """Yield pieces of advice, each with the command that helps, or an empty text."""
    found: defaultdict[str, list[tuple[FileResult, Note]]] = defaultdict(list)
    for file in report.files:
        for note in notes_of(file):
            if note.finding is not None and is_open(note.finding):
                found[note.finding.kind].append((file, note))
    if undermining := found["undermines"]:
        count = len({(file.path, id(note.sentence)) for file, note in undermining})
        what = "sentence that undermines" if count == 1 else f"{count:,} sentences that undermine"
        yield f"Rephrase or confirm the {what} a principle. To see why:", _explain(*undermining[0])
    if terms := found["term"]:
        yield f"Replace {words.counted(len(terms), 'discouraged term')} as written above.", ""
    if waivers := found["waiver"]:
        number = words.counted(len(waivers), "remark")
        yield f"Mend the waivers that {number} above {'is' if len(waivers) == 1 else 'are'} on.", ""
    if silent := found["silent"]:
        drafts = words.counted(len({file.path for file, _ in silent}), "draft")
        text = f"Say something on the required principles that {drafts} left out. To read them:"
        yield text, _show_pack(report, silent[0][1])


def _explain(file: FileResult, note: Note) -> str:
    line = note.finding.place.line if note.finding else 1
    # A name that begins with a dash would be taken for an option.
    path = f"./{file.path}" if file.path.startswith("-") else file.path
    return f"valuecheck explain {shlex.quote(f'{path}:{line}')}"


def _show_pack(report: Report, note: Note) -> str:
    """Return the command that shows the pack whose principle the finding is about."""
    rule = note.finding.rule if note.finding else ""
    packs = [pack.id for pack in report.packs if any(each.id == rule for each in pack.principles)]
    return f"valuecheck values show {shlex.quote(packs[0])}" if packs else "valuecheck values list"
