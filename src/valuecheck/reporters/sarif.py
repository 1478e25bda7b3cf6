"""A result as SARIF 2.1.0, which code scanning services and many editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; the limits are those of
https://docs.github.com/en/code-security/code-scanning.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from valuecheck.reporters import json
from valuecheck.reporters.entries import LEVELS, entries_of, one_line
from valuecheck.reporters.numbers import stored
from valuecheck.reporters.rules import rules_of
from valuecheck.reporters.sarif_rules import LEVELS as SARIF_LEVELS
from valuecheck.reporters.sarif_rules import descriptor, message
from valuecheck.reporters.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from valuecheck.reporters.entries import Entry
    from valuecheck.types import FileResult, Place, Problem, Report

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS: Final = 25_000
"""GitHub refuses a run with more; the most pressing stay."""

_ROOT: Final = "%SRCROOT%"
_FINGERPRINT: Final = "valuecheck/v1"
# The one that GitHub tracks alerts by; left out, it is made from the line, and a sentence
# that is wrapped anew would close one alert and open another.
_GITHUB_FINGERPRINT: Final = "primaryLocationLineHash"


def render(report: Report, stream: TextIO, *, waived: bool = False) -> None:
    """Write `report` as SARIF: the same report gives the same bytes.

    Every rule is declared in every run, so that alerts of rules that found nothing close.

    Args:
        report: the result of a run.
        stream: where to write; it has to take UTF-8.
        waived: also write accepted findings, as suppressed ones with their reason. Code
            scanning on GitHub would show them as open, so they are left out otherwise.
    """
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, waived=waived)]}
    stream.write(json.dumped(log, indent=1) + "\n")


def uri(path: str) -> str:
    """Return the address of a draft: relative to the folder of the run, or `file:` if not."""
    try:
        octets = path.encode("utf-8", "surrogateescape")  # a name that is not UTF-8
    except UnicodeEncodeError:
        octets = path.encode("utf-8", "replace")
    address = quote(octets, safe="/")
    return f"file://{address}" if address.startswith("/") else address


def _run(report: Report, *, waived: bool) -> dict[str, object]:
    rules = rules_of(report)
    rule_index = {rule.id: index for index, rule in enumerate(rules)}
    files = {file.path: file for file in report.files}
    file_index = {path: index for index, path in enumerate(files)}
    entries, left_out = _within_limits(list(entries_of(report, waived=waived)))
    seen: Counter[tuple[str, str]] = Counter()
    results = []
    for entry in entries:
        key = (entry.file.path, entry.finding.fingerprint)
        seen[key] += 1
        results.append(_result(entry, rule_index, file_index, seen[key]))
    return {
        "tool": {
            "driver": {
                "name": "valuecheck",
                "version": report.version,
                "rules": [descriptor(rule) for rule in rules],
            }
        },
        "invocations": [_invocation(report, left_out)],
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The folder that the check was run in."}}
        },
        "artifacts": [_artifact(file) for file in files.values()],
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {
            "packs": [
                {"id": pack.id, "version": pack.version, "sha256": pack.sha256}
                for pack in report.packs
            ],
            "model": {"id": report.model.id, "sha256": report.model.sha256},
            "score": _score(report.summary.score),
            "verdict": report.summary.verdict,
        },
    }


def _within_limits(entries: Sequence[Entry]) -> tuple[Sequence[Entry], int]:
    if len(entries) <= MOST_RESULTS:
        return entries, 0
    ranked = sorted(entries, key=lambda entry: LEVELS.index(entry.finding.level))
    return ranked[:MOST_RESULTS], len(entries) - MOST_RESULTS


def _result(
    entry: Entry, rules: Mapping[str, int], files: Mapping[str, int], count: int
) -> dict[str, object]:
    finding = entry.finding
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": rules[finding.rule],
        "level": SARIF_LEVELS[finding.level],
        "message": {"text": message(entry.message)},
        "locations": [_location(entry, files)],
        "partialFingerprints": {
            _FINGERPRINT: finding.fingerprint,
            _GITHUB_FINGERPRINT: f"{finding.fingerprint}:{count}",
        },
        "properties": {"kind": finding.kind},
    }
    if finding.waiver is not None:
        reason = one_line(finding.waiver.reason)
        suppression = {"kind": "external", "status": "accepted", "justification": reason}
        result["suppressions"] = [suppression]
    return result


def _location(entry: Entry, files: Mapping[str, int]) -> dict[str, object]:
    path, place = entry.file.path, entry.finding.place
    physical: dict[str, object] = {"artifactLocation": {**_address(path), "index": files[path]}}
    location: dict[str, object] = {"physicalLocation": physical}
    if entry.has_lines:
        physical["region"] = _region(place)
    elif not entry.on_whole_draft:
        name = f"paragraph {place.line}"
        location["logicalLocations"] = [{"name": name, "kind": "paragraph"}]
    return location


def _region(place: Place) -> dict[str, object]:
    if (place.end_line, place.end_column) <= (place.line, place.column):
        return {"startLine": place.line}
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(file: FileResult) -> dict[str, object]:
    return {
        "location": _address(file.path),
        "roles": ["analysisTarget"],
        "hashes": {"sha-256": file.sha256},
        "properties": {
            "language": file.language,
            "score": _score(file.score),
            "verdict": file.verdict,
        },
    }


def _invocation(report: Report, left_out: int) -> dict[str, object]:
    notes = [_notification(problem) for problem in report.problems]
    notes += (
        {"level": "note", "message": {"text": message(one_line(text))}} for text in report.notes
    )
    if left_out:
        what = counted(left_out, "less pressing finding")
        text = f"Left out, as a run holds {MOST_RESULTS} at most: {what}."
        notes.append({"level": "warning", "message": {"text": text}})
    return {"executionSuccessful": not report.problems, "toolExecutionNotifications": notes}


def _notification(problem: Problem) -> dict[str, object]:
    return {
        "level": "error",
        "message": {"text": message(one_line(problem.message))},
        "locations": [{"physicalLocation": {"artifactLocation": _address(problem.path)}}],
    }


def _address(path: str) -> dict[str, object]:
    address = uri(path)
    return {"uri": address} if address.startswith("file:") else {"uri": address, "uriBaseId": _ROOT}


def _score(score: float | None) -> float | None:
    return None if score is None else stored(score)
