"""What would make a pack judge badly although it can be loaded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from valuecheck.packs.examples import load_examples, row_errors
from valuecheck.packs.hashing import examples_sha256
from valuecheck.packs.loading import toml_of
from valuecheck.packs.remarks import Remark
from valuecheck.packs.row_checks import pair_remarks, same_text_remarks, text_remarks
from valuecheck.packs.sheets import read_sheets
from valuecheck.packs.translation_checks import translation_remarks
from valuecheck.packs.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from valuecheck.packs.sheets import Row
    from valuecheck.packs.tables import Table
    from valuecheck.types import Language, Pack, Term

FEWEST: Final = 8
"""Examples that support, and that undermine, a principle in a language, before a warning."""

_PLACEHOLDER = re.compile(r"https://([\w-]+\.)*example\.(com|net|org)\b", re.IGNORECASE)


def lint(pack: Pack) -> list[Remark]:
    """Look for what is wrong or doubtful in a pack that could be loaded.

    Errors: examples that break the format; the same text with contradictory labels; a term
    whose preferred wording is the discouraged one. Warnings: too few or no examples for a
    principle in a language; pairs of one; wrong script; next to no text; translations
    labelled differently; a preferred wording that holds the discouraged one; an authority
    at a placeholder address (RFC 2606); no fitted heads, or heads fitted on other examples.

    Returns:
        Remarks in the order of the files `pack.toml`, then the examples; by line in each.

    Raises:
        PackError: if a file of examples is named after no language of the pack.
    """
    sheets = read_sheets(pack)
    toml = toml_of(pack)
    rows = {sheet.language: sheet.rows for sheet in sheets}
    remarks = [*_head_remarks(pack, toml), *_principle_remarks(pack, toml, rows)]
    if not any(row_errors(sheet, pack) for sheet in sheets):
        remarks += _stale_heads(pack, toml)
    remarks.sort(key=lambda remark: remark.line)
    for sheet in sheets:
        found = [Remark.of(error) for error in row_errors(sheet, pack)]
        found += [*text_remarks(sheet), *pair_remarks(sheet), *same_text_remarks(sheet)]
        found += translation_remarks(sheet, sheets[0])
        remarks += sorted(found, key=lambda remark: remark.line)
    return remarks


def _head_remarks(pack: Pack, toml: Table) -> Iterator[Remark]:
    heads = Path(pack.folder) / "heads"
    if not any(heads.glob("[!.]*/*")):
        message = 'no fitted heads, so that it cannot judge yet; run "valuecheck train" on it'
        yield Remark.of(toml.error(message, "id"), "warning")


def _stale_heads(pack: Pack, toml: Table) -> Iterator[Remark]:
    """Heads that were fitted on other examples than the pack has now."""
    now = examples_sha256(load_examples(pack))
    for manifest in sorted((Path(pack.folder) / "heads").glob("[!.]*/manifest.json")):
        try:
            fitted_on = json.loads(manifest.read_text(encoding="utf-8"))["examples_sha256"]
        except (OSError, ValueError, KeyError, TypeError):
            fitted_on = None
        if fitted_on != now:
            message = (
                f'the heads "{manifest.parent.name}" were fitted on other examples; run'
                ' "valuecheck train" again'
            )
            yield Remark.of(toml.error(message, "id"), "warning")


def _principle_remarks(
    pack: Pack, toml: Table, rows: Mapping[Language, Sequence[Row]]
) -> Iterator[Remark]:
    for language in pack.languages:
        if all(row.principle for row in rows.get(language, ())):
            message = (
                f"no examples on other matters in {language}; without them a pack sees its"
                " principles everywhere"
            )
            yield Remark.of(toml.error(message, "languages"), "warning")
    for index, principle in enumerate(pack.principles):
        for language in pack.languages:
            about = [row for row in rows.get(language, ()) if row.principle == principle.id]
            for message in _shortages(principle.id, language, about):
                yield Remark.of(toml.error(message, "principles", index, "id"), "warning")
        for number, authority in enumerate(principle.authorities):
            if _PLACEHOLDER.match(authority.url):
                message = "the address is a placeholder; give the one of the document"
                place = ("principles", index, "authorities", number, "url")
                yield Remark.of(toml.error(message, *place), "warning")
        for number, term in enumerate(principle.terms):
            yield from _term_remarks(term, toml, index, number)


def _shortages(principle: str, language: str, rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        yield (
            f'"{principle}" has no examples in {language}: it cannot be judged in {language}'
            " until it has some and the pack is trained"
        )
        return
    for stance, does in (("supports", "support"), ("undermines", "undermine")):
        count = sum(row.stance == stance for row in rows)
        if count < FEWEST:
            examples = "1 example that" if count == 1 else f"{count or 'no'} examples that"
            verb = f"{does}s" if count == 1 else does
            yield f'"{principle}" has {examples} {verb} it in {language}; give {FEWEST} or more'


def _term_remarks(term: Term, toml: Table, index: int, number: int) -> Iterator[Remark]:
    place = ("principles", index, "terms", number, "preferred")
    discouraged, preferred = term.discouraged.casefold(), term.preferred.casefold()
    if discouraged == preferred:
        message = f"{quoted(term.preferred)} is preferred and discouraged; change one"
        yield Remark.of(toml.error(message, *place))
    elif discouraged in preferred:
        message = (
            f"the preferred {quoted(term.preferred)} holds the discouraged"
            f" {quoted(term.discouraged)} and would be found as well; reword one"
        )
        yield Remark.of(toml.error(message, *place), "warning")
