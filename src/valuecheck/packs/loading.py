"""Packs from their folders, checked against the format."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from valuecheck.errors import PackError
from valuecheck.packs.builtin import builtin_folder, builtin_ids
from valuecheck.packs.hashing import content_sha256
from valuecheck.packs.tables import Table, parse
from valuecheck.packs.text_files import decode, read_bytes
from valuecheck.packs.wording import guess, listed, printable, quoted
from valuecheck.types import Authority, Level, Pack, Principle, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from valuecheck.types import Language

LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "info")
HEAVIEST: Final = 1000
"""Greatest weight of a principle."""

_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,3}")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_URL = re.compile(r"https://[\w-]+(\.[\w-]+)+(:[0-9]+)?([/?#][^\s\x00-\x1f\x7f<>\"]*)?")


def load(reference: str) -> Pack:
    """Return the pack that `reference` names.

    Args:
        reference: the id of a built-in pack, or the path of a folder that holds a pack. A
            built-in id wins over a folder of the same name; `./name` means the folder.

    Raises:
        PackError: if there is no such pack, or it breaks the format; with file and line.
    """
    folder = _folder(reference)
    file = folder / "pack.toml"
    remedy = "save it as UTF-8 in your editor"
    text = decode(read_bytes(file), path=str(file), remedy=remedy)
    return _pack(parse(text, str(file)), folder)


def load_all(references: Iterable[str]) -> tuple[Pack, ...]:
    """Return several packs that are used together, in the order given.

    Raises:
        PackError: as for `load`; or if two packs, or two principles of different packs,
            have the same id.
    """
    packs = tuple(load(reference) for reference in references)
    pack_of: dict[str, Pack] = {}
    owner_of: dict[str, Pack] = {}
    for pack in packs:
        if pack.id in pack_of:
            raise _clash(pack, pack_of[pack.id], f'pack "{pack.id}"', "id")
        pack_of[pack.id] = pack
        for index, principle in enumerate(pack.principles):
            if principle.id in owner_of:
                owner, what = owner_of[principle.id], f'principle "{principle.id}"'
                raise _clash(pack, owner, what, "principles", index, "id")
            owner_of[principle.id] = pack
    return packs


def toml_of(pack: Pack) -> Table:
    """Read `pack.toml` again, for the lines on which its keys stand."""
    file = Path(pack.folder) / "pack.toml"
    return parse(decode(read_bytes(file), path=str(file), remedy="save it again"), str(file))


def _folder(reference: str) -> Path:
    ids = builtin_ids()
    if reference in ids:
        return builtin_folder() / reference
    named = Path(reference)
    folder = named.parent if named.name == "pack.toml" else named
    try:
        found = bool(reference) and folder.is_dir()
        holds_pack = found and (folder / "pack.toml").is_file()
    except (OSError, ValueError):
        found = holds_pack = False
    if not found:
        raise PackError(
            f"no pack {quoted(reference)}{guess(reference, ids)}: neither a folder nor a"
            f" built-in pack; built-in: {listed(ids) or 'none'}"
        )
    if not holds_pack:
        raise PackError("not a pack: the folder holds no pack.toml", path=str(folder))
    return folder


def _pack(table: Table, folder: Path) -> Pack:
    table.only("id", "version", "licence", "languages", "title", "principles")
    name = table.identifier()
    version = table.matching("version", _VERSION, 'numbers and dots, such as "1.0.0"')
    licence = table.text("licence")
    languages = table.languages("languages")
    title = table.texts("title", languages)
    principles = tuple(_principle(each, name, languages) for each in table.tables("principles"))
    if not principles:
        raise table.error("the pack has no principles; add one that begins with [[principles]]")
    _refuse_repeated(principles, table)
    return Pack(
        id=name,
        version=version,
        sha256=content_sha256(folder),
        title=title,
        languages=languages,
        licence=licence,
        principles=principles,
        folder=str(folder),
    )


def _principle(table: Table, pack: str, languages: Sequence[Language]) -> Principle:
    table.only(
        "id", "severity", "weight", "required", "title", "statement", "rationale",
        "authorities", "terms",
    )  # fmt: skip
    authorities = tuple(_authority(each) for each in table.tables("authorities"))
    if not authorities:
        raise table.error(
            "the principle rests on no authority; add one that begins with"
            " [[principles.authorities]]"
        )
    return Principle(
        id=table.identifier(),
        pack=pack,
        title=table.texts("title", languages),
        statement=table.texts("statement", languages),
        rationale=table.texts("rationale", languages),
        severity=table.one_of("severity", LEVELS),
        weight=table.number("weight", HEAVIEST),
        required=table.flag("required"),
        authorities=authorities,
        terms=tuple(_term(each, languages) for each in table.tables("terms")),
    )


def _authority(table: Table) -> Authority:
    table.only("title", "issuer", "date", "url")
    return Authority(
        title=table.text("title"),
        issuer=table.text("issuer"),
        date=_date(table),
        url=table.matching("url", _URL, "an address that begins with https://"),
    )


def _date(table: Table) -> str:
    allowed = 'a day, month or year of the calendar in quotes, such as "2023-04-30"'
    if not isinstance(table.values.get("date", ""), str):
        raise table.error(f"date is {quoted(table.values['date'])}; allowed: {allowed}", "date")
    value = table.matching("date", _DATE, allowed)
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        raise table.error(f"date is {quoted(value)}; allowed: {allowed}", "date") from None
    return value


def _term(table: Table, languages: Sequence[Language]) -> Term:
    table.only("language", "discouraged", "preferred", "note")
    return Term(
        language=table.one_of("language", languages),
        discouraged=table.text("discouraged"),
        preferred=table.text("preferred"),
        note=table.text("note") if "note" in table.values else "",
    )


def _refuse_repeated(principles: Sequence[Principle], table: Table) -> None:
    seen: set[str] = set()
    for index, principle in enumerate(principles):
        if principle.id in seen:
            message = f'the principle id "{principle.id}" stands twice; rename one'
            raise table.error(message, "principles", index, "id")
        seen.add(principle.id)


def _clash(pack: Pack, other: Pack, what: str, *keys: str | int) -> PackError:
    return toml_of(pack).error(
        f'{what} is also in "{printable(other.folder)}"; rename one or use one of the packs', *keys
    )
