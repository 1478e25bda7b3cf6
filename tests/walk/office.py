"""A press office's repository: 1,000 drafts of eleven years in 300 commits, the same each time.

Drafts share most of their sentences, as those of an office do: some 2,000 are different. The
history is given to `git fast-import` as one stream, which takes a second.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final, NamedTuple

import repository

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DRAFTS: Final = 1_000
COMMITS: Final = 300
_START: Final = 1_420_448_400
"""A Monday morning in January 2015, in seconds since 1970."""
_BETWEEN: Final = 14 * 86_400
_PARAGRAPHS: Final = 3

_PLACES: Final = (
    *("the northern harbour", "the old town hall", "the central library", "the river campus"),
    *("the eastern district", "the island school", "the main hospital", "the convention centre"),
    *("the railway museum", "the city archive", "the mountain station", "the southern market"),
)
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_NEUTRAL: Final = (
    "The office received {n} guests at {place} on {day}.",
    "A guided tour of {place} begins at {hour} on {day}.",
    "Some {n} seats are reserved for the press at {place}.",
    "The delegation left {place} on {day} after {n} meetings.",
    "Photographs of the {n} prize winners can be collected at {place}.",
    "The choir of {place} sang {n} songs at the reception.",
    "The lunch at {place} was moved from {hour} to {day}.",
    "Volunteers planted {n} trees around {place} on {day}.",
    "The exhibition at {place} drew {n} visitors on {day}.",
    "Please arrive at {place} before {hour} and bring your card.",
)
_OTHERS: Final = (
    "La oficina recibió a {n} visitantes el martes por la mañana.",
    "El acto comienza a las diez y dura {n} minutos.",
    "O escritório recebeu {n} visitantes na manhã de terça-feira.",
    "A cerimônia começa às dez horas e dura {n} minutos.",
    "式典は火曜日の午前十時に始まり、{n}分間続きます。",
    "当事務所は火曜日の午前に{n}名の来訪者を迎えました。",
)
_SUPPORT: Final = (
    "We support the free flow of data across borders with trust.",
    "Operators may mix equipment from different makers because the interfaces are open.",
    "The programme spreads its orders over several suppliers.",
    "Personal records are opened only on the order of a judge.",
    "Foreign and domestic companies may bid on equal terms.",
    "Industry leads the work on standards, and governments follow it.",
    "The terms of every loan are published on the day that it is signed.",
    "Partner countries decide on each project together with us.",
)
_UNDERMINE: Final = (
    "All data on citizens shall be stored on servers inside the country.",
    "Providers under foreign ownership may not bid.",
    "The platform uses its own formats, which will not be disclosed to outside developers.",
    "The security services will have standing access to the stored records.",
    "Suppliers shall deposit their source code with the directorate.",
    "Transfers of data abroad are prohibited unless the ministry has licensed them.",
    "The amount and the terms of the loan are confidential.",
)
_TERMS: Final = ("The office trained {n} engineers in recipient countries.",)
_CLOSING: Final = (
    "Contact the press desk for questions.",
    "This office answers to the public.",
)
_FOLDERS: Final = ("letters", "releases", "releases", "speeches", "website")


class Draft(NamedTuple):
    """A draft as it is committed for the first time."""

    path: str
    content: str


def make(folder: Path) -> repository.Repository:
    """Make the repository, with its last commit checked out on `main`."""
    made = repository.new(folder)
    subprocess.run(
        ["git", "fast-import", "--quiet", "--date-format=raw"],
        cwd=folder,
        env=os.environ | repository.QUIET,
        input=b"".join(_stream()),
        check=True,
    )
    made.git("reset", "--quiet", "--hard", "main")
    return made


def drafts() -> list[Draft]:
    """All drafts in the order in which they were written."""
    return [_draft(number) for number in range(DRAFTS)]


def _draft(number: int) -> Draft:
    year = 2015 + number * 12 // DRAFTS
    folder = f"archive/{year}" if year < 2020 else f"{_FOLDERS[number % 5]}/{year}"
    suffix = {"letters": "txt", "speeches": "rst", "website": "html"}.get(
        folder.split("/")[0], "md"
    )
    name = f"共同声明 {number:04}" if number % 50 == 7 else f"release-{number:04}"
    return Draft(f"{folder}/{name}.{suffix}", _text(_title(number), _body(number), suffix))


def _title(number: int) -> str:
    return f"Notice {number % 40 + 1} from {_PLACES[number % len(_PLACES)]}"


def _body(number: int) -> list[str]:
    """The paragraphs of a draft; every ninth takes a position that an office may regret."""
    sentences = [_neutral(number * 7 + place) for place in range(7)]
    sentences[3] = _SUPPORT[number % len(_SUPPORT)]
    if number % 9 == 4:
        sentences[5] = _UNDERMINE[number // 9 % len(_UNDERMINE)]
    if number % 25 == 11:
        sentences[1] = _TERMS[0].format(n=number % 7 + 3)
    parts = [sentences[place::_PARAGRAPHS] for place in range(_PARAGRAPHS)]
    return [" ".join(part) for part in parts] + [" ".join(_CLOSING)]


def _neutral(number: int) -> str:
    """One of some 2,000 sentences on nothing in particular."""
    number %= 2_000
    if number % 20 == 19:
        return _OTHERS[number // 20 % len(_OTHERS)].format(n=number // 20 + 20)
    return _NEUTRAL[number % len(_NEUTRAL)].format(
        n=number // len(_NEUTRAL) + 12,
        place=_PLACES[number // 7 % len(_PLACES)],
        day=_DAYS[number // 3 % len(_DAYS)],
        hour=f"{number % 3 + 9} o'clock",
    )


def _text(title: str, paragraphs: list[str], suffix: str) -> str:
    if suffix == "html":
        body = "".join(f"<p>{one}</p>\n" for one in paragraphs)
        return f"<!DOCTYPE html>\n<title>{title}</title>\n<h1>{title}</h1>\n{body}"
    head = {"md": f"# {title}", "rst": f"{title}\n{'=' * len(title)}"}.get(suffix, title)
    return "\n\n".join([head, *paragraphs]) + "\n"


def _stream() -> Iterator[bytes]:
    """What git reads: one commit after the other, each with what it writes and renames."""
    for number, (message, changes) in enumerate(_commits()):
        when = f"{_START + number * _BETWEEN} +0000"
        yield b"commit refs/heads/main\n"
        yield f"committer press <press@example.org> {when}\n".encode()
        yield _data(message)
        for old, path, content in changes:
            if old is not None:
                yield f'R "{old}" "{path}"\n'.encode()
            yield f'M 100644 inline "{path}"\n'.encode() + _data(content)


def _commits() -> Iterator[tuple[str, list[tuple[str | None, str, str]]]]:
    """Messages, and the files written: the name before, where it was another, name, content.

    Of thirty commits twenty-seven add drafts, two add a sentence to one, and one renames one.
    """
    waiting = drafts()
    written: list[Draft] = []
    adding = COMMITS * 9 // 10
    added = 0
    for number in range(COMMITS):
        if number % 30 in (13, 28):
            draft = written.pop(number % len(written))
            content = f"{draft.content.rstrip()}\n"
            after = content.replace(_CLOSING[0], f"{_neutral(number)} {_CLOSING[0]}")
            written.append(Draft(draft.path, after))
            yield "Add what was forgotten", [(None, draft.path, after)]
        elif number % 30 == 21:
            draft = written.pop(number % len(written))
            path = draft.path.replace("release-", "notice-").replace("共同声明 ", "声明 最終版 ")
            written.append(Draft(path, draft.content))
            yield "Rename a release", [(draft.path, path, draft.content)]
        else:
            added += 1
            until = DRAFTS * added // adding
            some, waiting = waiting[: until - len(written)], waiting[until - len(written) :]
            first = [("README.txt", "Drafts of the press office.\n"), ("LICENSE", "All rights.\n")]
            written += some
            files = [*(first if number == 0 else []), *some]
            yield "Add releases", [(None, path, content) for path, content in files]


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%b\n" % (len(content), content)
