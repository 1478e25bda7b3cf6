"""A baseline as a file: JSON with one finding a line, in a fixed order, so that it merges well."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from valuecheck.baseline.records import Baseline, Known, KnownDraft
from valuecheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT: Final = "valuecheck-baseline"
VERSION: Final = 1

_FINGERPRINT: Final = re.compile("[0-9a-f]{16}")
_SHA256: Final = re.compile("[0-9a-f]{64}")
_MERGE_MARKS: Final = ("<<<<<<< ", "=======", ">>>>>>> ")
_NOT_OURS: Final = "is not a baseline; name a file that valuecheck baseline write has written"


def dump(baseline: Baseline) -> str:
    """Return the text of the file: the same baseline gives the same text."""
    parts = ",".join(_draft(path, draft) for path, draft in sorted(baseline.drafts.items()))
    return _printable(
        f'{{\n "format": {_text(FORMAT)},\n "version": {VERSION},\n "drafts": [{parts}]\n}}\n'
    )


def load(path: str) -> Baseline:
    """Read a baseline.

    Keys that the format does not know are passed over. A draft or finding that is listed
    twice, as after a merge, counts with the larger number.

    Args:
        path: the file, as the user named it.

    Raises:
        ConfigError: if it cannot be read, is no baseline, is in a newer format, or holds a
            wrong value; with the line or the draft.
    """
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            "there is no such baseline; write it with: valuecheck baseline write", path=path
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(_NOT_OURS, path=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not the name of a file"
        message = f"the baseline cannot be read ({reason}); name another file"
        raise ConfigError(message, path=path) from None
    return _Loader(path).baseline(_parsed(text, path))


def _parsed(text: str, path: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        for number, line in enumerate(text.split("\n"), 1):
            if line.startswith(_MERGE_MARKS):
                raise ConfigError(
                    "a merge of the baseline is not finished; keep the lines of either "
                    "side, delete the marks, then run: valuecheck baseline update",
                    path=path,
                    line=number,
                ) from None
        raise ConfigError(f"not JSON, so it {_NOT_OURS}", path=path, line=error.lineno) from None
    except (RecursionError, ValueError):
        raise ConfigError(_NOT_OURS, path=path) from None


class _Loader:
    """Turns what JSON holds into records, and tells what is wrong with the file's name."""

    def __init__(self, path: str) -> None:
        self._path = path

    def baseline(self, held: object) -> Baseline:
        if not isinstance(held, dict) or held.get("format") != FORMAT:
            self._refuse(_NOT_OURS)
        version = held.get("version")
        if isinstance(version, bool) or not isinstance(version, int) or version < 1:
            self._refuse(_NOT_OURS)
        if version > VERSION:
            self._refuse(
                f"a baseline in format {version}, and this valuecheck reads formats up to "
                f"{VERSION}; update valuecheck"
            )
        drafts: dict[str, KnownDraft] = {}
        for number, item in enumerate(self._list(held.get("drafts"), "drafts"), 1):
            path, draft = self._draft(item, f"draft {number}")
            before = drafts.get(path)
            both = Counter(draft.findings) | Counter(before.findings if before else {})
            drafts[path] = KnownDraft(draft.sha256, both)
        return Baseline(drafts)

    def _draft(self, held: object, where: str) -> tuple[str, KnownDraft]:
        item = held if isinstance(held, dict) else {}
        path, sha256 = item.get("path"), item.get("sha256")
        if not isinstance(path, str) or not path:
            self._refuse(f"{where} has no path; write the baseline anew")
        if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            self._refuse(f"{where} has no sha256; write the baseline anew")
        findings: Counter[Known] = Counter()
        for part in self._list(item.get("findings"), where):
            known, count = self._known(part, where)
            findings[known] = max(count, findings[known])
        return path, KnownDraft(sha256, findings)

    def _known(self, held: object, where: str) -> tuple[Known, int]:
        item = held if isinstance(held, dict) else {}
        keys = ("rule", "kind", "fingerprint", "count")
        rule, kind, fingerprint, count = (item.get(key) for key in keys)
        if (
            not isinstance(rule, str)
            or not isinstance(kind, str)
            or not isinstance(fingerprint, str)
            or not _FINGERPRINT.fullmatch(fingerprint)
        ):
            self._refuse(
                f"a finding of {where} lacks its rule, kind or fingerprint; write the baseline anew"
            )
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= 10**9:
            self._refuse(f"a finding of {where} has no count of 1 or more; write the baseline anew")
        return Known(rule, kind, fingerprint), count

    def _list(self, held: object, where: str) -> list[object]:
        if not isinstance(held, list):
            self._refuse(f"{where} should hold a list; write the baseline anew")
        return held

    def _refuse(self, message: str) -> NoReturn:
        raise ConfigError(message, path=self._path)


def _draft(path: str, draft: KnownDraft) -> str:
    findings = ",".join(_findings(draft))
    head = f'{{"path": {_text(path)}, "sha256": {_text(draft.sha256)}, "findings": ['
    return f"\n  {head}{findings}\n  ]}}"


def _findings(draft: KnownDraft) -> Iterator[str]:
    for known, count in sorted(draft.findings.items()):
        rule, kind = _text(known.rule), _text(known.kind)
        fingerprint = _text(known.fingerprint)
        yield (
            f'\n   {{"rule": {rule}, "kind": {kind}, "fingerprint": {fingerprint}, '
            f'"count": {count}}}'
        )


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _printable(text: str) -> str:
    """Escape what could steer a terminal that shows the file, or is no UTF-8."""
    return "".join(
        mark if mark.isprintable() or mark == "\n" else json.dumps(mark)[1:-1] for mark in text
    )
