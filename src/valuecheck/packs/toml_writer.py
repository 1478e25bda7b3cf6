"""A pack's principles as TOML, with the comments that help a newcomer to edit them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from valuecheck.types import Authority, Language, Pack, Principle, Term


def pack_toml(pack: Pack, pack_id: str, languages: Sequence[Language]) -> str:
    """Return `pack.toml` of a pack under another id, with the texts in `languages` only."""
    lines = [
        "# A pack of shared principles. README.md says how to change it.",
        f"id = {_quoted(pack_id)}",
        f"version = {_quoted(pack.version)}",
        f"licence = {_quoted(pack.licence)}",
        f"languages = [{', '.join(map(_quoted, languages))}]",
        *_texts("title", pack.title, languages),
    ]
    for principle in pack.principles:
        lines += _principle(principle, languages)
    return "\n".join(lines) + "\n"


def _principle(principle: Principle, languages: Sequence[Language]) -> Iterator[str]:
    yield ""
    yield "[[principles]]"
    yield f"id = {_quoted(principle.id)}  # the name in reports and in examples/*.csv"
    yield f"severity = {_quoted(principle.severity)}  # of a contradiction: error, warning or info"
    yield f"weight = {principle.weight}  # its share in the score, relative to the others"
    required = str(principle.required).lower()
    yield f"required = {required}  # true: a draft that says nothing of it gets a finding"
    yield from _texts("principles.title", principle.title, languages)
    yield from _texts("principles.statement", principle.statement, languages)
    yield from _texts("principles.rationale", principle.rationale, languages)
    for authority in principle.authorities:
        yield from _authority(authority)
    for term in principle.terms:
        if term.language in languages:
            yield from _term(term)


def _authority(authority: Authority) -> Iterator[str]:
    yield ""
    yield "# An official document that the principle rests on. Name your own."
    yield "[[principles.authorities]]"
    yield f"title = {_quoted(authority.title)}"
    yield f"issuer = {_quoted(authority.issuer)}"
    yield f"date = {_quoted(authority.date)}  # a day (2026-05-01), a month (2026-05) or a year"
    yield f"url = {_quoted(authority.url)}"


def _term(term: Term) -> Iterator[str]:
    yield ""
    yield "# Optional: a wording to avoid, and the established one."
    yield "[[principles.terms]]"
    yield f"language = {_quoted(term.language)}"
    yield f"discouraged = {_quoted(term.discouraged)}"
    yield f"preferred = {_quoted(term.preferred)}"
    yield f"note = {_quoted(term.note)}"


def _texts(name: str, texts: Mapping[str, str], languages: Sequence[Language]) -> Iterator[str]:
    yield ""
    yield f"[{name}]"
    for language in languages:
        yield f"{language} = {_quoted(texts[language])}"


def _quoted(text: str) -> str:
    """Write a TOML basic string; JSON's escapes are a subset of TOML's, which also bars DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
