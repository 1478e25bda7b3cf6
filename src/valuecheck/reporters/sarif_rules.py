"""The rules of a run in SARIF: titles, statements, and the documents that each rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from valuecheck.reporters import markdown
from valuecheck.reporters.entries import one_line, shortened

if TYPE_CHECKING:
    from valuecheck.reporters.rules import Rule
    from valuecheck.types import Authority, Level

LEVELS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "info": "note"}

_SEVERITIES: Final[dict[Level, str]] = {
    "error": "error",
    "warning": "warning",
    "info": "recommendation",
}
# https://docs.github.com/en/code-security/code-scanning: longer descriptions are refused.
_LONGEST_DESCRIPTION: Final = 1024


def descriptor(rule: Rule) -> dict[str, object]:
    """The rule as a SARIF `reportingDescriptor` (SARIF 2.1.0, section 3.49)."""
    help_uri = {"helpUri": rule.link} if rule.link else {}
    return {
        "id": rule.id,
        "shortDescription": {"text": _description(rule.title)},
        "fullDescription": {"text": _description(rule.statement)},
        **help_uri,
        "help": {"text": message(_help(rule)), "markdown": _help_in_markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.level]},
        "properties": {
            "tags": [rule.pack] if rule.pack else [],
            "problem.severity": _SEVERITIES[rule.level],
        },
    }


def message(text: str) -> str:
    """Return `text` such that it is no placeholder and no link (sections 3.11.5 and 3.11.6)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _description(text: str) -> str:
    return shortened(message(one_line(text)), _LONGEST_DESCRIPTION)


def _help(rule: Rule) -> str:
    parts = [one_line(rule.statement), one_line(rule.rationale)]
    if rule.authorities:
        sources = [f"- {_source(each)}\n  {one_line(each.url)}" for each in rule.authorities]
        parts.append("\n".join(["Authorities:", *sources]))
    return "\n\n".join(filter(None, parts))


def _help_in_markdown(rule: Rule) -> str:
    parts = [markdown.escaped(rule.statement), markdown.escaped(rule.rationale)]
    if rule.authorities:
        sources = [f"- {markdown.link(_source(each), each.url)}" for each in rule.authorities]
        parts.append("\n".join(["**Authorities**", "", *sources]))
    return "\n\n".join(filter(None, parts))


def _source(authority: Authority) -> str:
    words = (authority.title, authority.issuer, authority.date)
    return ", ".join(filter(None, map(one_line, words)))
