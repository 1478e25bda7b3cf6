"""A pack.toml that breaks the format is told with its line and what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pack_folder import TOML, line_of, write_pack

from valuecheck.errors import PackError
from valuecheck.packs import load

if TYPE_CHECKING:
    from pathlib import Path

SEVERITY = line_of("severity")
FIRST = line_of("[[principles]]")
AUTHORITY = line_of("[[principles.authorities]]")

BROKEN = {
    "unknown key at the top": (
        'licence = "CC0-1.0"',
        'licens = "CC0-1.0"',
        line_of("licence"),
        'unknown key "licens" (did you mean "licence"?); allowed here: id, version, licence,'
        " languages, title, principles",
    ),
    "unknown key in a principle": (
        "severity",
        "severty",
        SEVERITY,
        'unknown key "severty" (did you mean "severity"?); allowed here: id, severity, weight,'
        " required, title, statement, rationale, authorities, terms",
    ),
    "unknown key in an authority": (
        "issuer",
        "author",
        AUTHORITY + 2,
        'unknown key "author"; allowed here: title, issuer, date, url',
    ),
    "unknown key in a term": (
        "preferred",
        "prefered",
        line_of("preferred"),
        'unknown key "prefered" (did you mean "preferred"?); allowed here: language,'
        " discouraged, preferred, note",
    ),
    "missing key": ('version = "1.2"\n', "", 1, "version is missing"),
    "missing key in a principle": ("weight = 2\n", "", FIRST, "weight is missing"),
    "wrong type": (
        'version = "1.2"',
        "version = 1.2",
        2,
        'version is not a text; write it in quotes: version = "..."',
    ),
    "bad version": (
        'version = "1.2"',
        'version = "new"',
        2,
        'version is "new"; allowed: numbers and dots, such as "1.0.0"',
    ),
    "bad pack id": (
        'id = "demo"',
        'id = "De mo"',
        1,
        'id is "De mo"; allowed: small letters a to z, digits and hyphens',
    ),
    "bad principle id": (
        'id = "quiet"',
        'id = "quiét"',
        line_of('id = "quiet"'),
        'id is "quiét"; allowed: small letters a to z, digits and hyphens',
    ),
    "the same principle id twice": (
        'id = "quiet"',
        'id = "open-doors"',
        line_of('id = "quiet"'),
        'the principle id "open-doors" stands twice; rename one',
    ),
    "languages that are no list": (
        '["en", "ja"]',
        '"en"',
        4,
        'languages is not a list; write for example languages = ["en", "ja", "es", "pt"]',
    ),
    "no languages": (
        '["en", "ja"]',
        "[]",
        4,
        'languages is not a list; write for example languages = ["en", "ja", "es", "pt"]',
    ),
    "unknown language": (
        '["en", "ja"]',
        '["en", "jp"]',
        4,
        '"jp" is no language; allowed: "en", "ja", "es", "pt"',
    ),
    "a language twice": (
        '["en", "ja"]',
        '["en", "en"]',
        4,
        '"en" stands twice in languages; remove one',
    ),
    "a language missing from a text": (
        'ja = "開かれた扉"\n',
        "",
        line_of("[principles.title]"),
        'title has no text in "ja"; add ja = "..."',
    ),
    "a text in a language too many": (
        'ja = "見本"',
        'ja = "見本"\npt = "Amostra"',
        line_of('ja = "見本"') + 1,
        'title has a text in "pt", which is not among the languages of the pack; allowed: en, ja',
    ),
    "empty text": (
        '"Doors stay open."',
        '" \\t"',
        line_of('"Doors stay open."'),
        "en is empty; write a text between the quotes",
    ),
    "a text of control characters": (
        '"Doors stay open."',
        '"\\u001b"',
        line_of('"Doors stay open."'),
        "en is empty; write a text between the quotes",
    ),
    "a text where a table is needed": (
        '[title]\nen = "Demo"\nja = "見本"',
        'title = "Demo"',
        6,
        "title is not a table with a text for each language",
    ),
    "unknown severity": (
        '"warning"',
        '"Warn"',
        SEVERITY,
        'severity is "Warn" (did you mean "warning"?); allowed: error, warning, info',
    ),
    "weight of nothing": (
        "weight = 2",
        "weight = 0",
        SEVERITY + 1,
        'weight is "0"; allowed: a number greater than 0 and at most 1000, without quotes',
    ),
    "weight that is no number": (
        "weight = 2",
        "weight = nan",
        SEVERITY + 1,
        'weight is "nan"; allowed: a number greater than 0 and at most 1000, without quotes',
    ),
    "weight that is a flag": (
        "weight = 2",
        "weight = true",
        SEVERITY + 1,
        'weight is "True"; allowed: a number greater than 0 and at most 1000, without quotes',
    ),
    "required in quotes": (
        "required = true",
        'required = "true"',
        SEVERITY + 2,
        "required is neither true nor false; write one without quotes",
    ),
    "no authority": (
        TOML[TOML.index("[[principles.authorities]]") : TOML.index("[[principles.terms]]")],
        "",
        FIRST,
        "the principle rests on no authority; add one that begins with [[principles.authorities]]",
    ),
    "an authority that is a single table": (
        "[[principles.authorities]]",
        "[principles.authorities]",
        AUTHORITY,
        "authorities is not a list of tables; begin each with [[principles.authorities]]",
    ),
    "no principles": (
        TOML[TOML.index("[[principles]]") :],
        "",
        1,
        "the pack has no principles; add one that begins with [[principles]]",
    ),
    "a day that no calendar has": (
        "2024-02-29",
        "2023-02-29",
        AUTHORITY + 3,
        'date is "2023-02-29"; allowed: a day, month or year of the calendar in quotes, such as'
        ' "2023-04-30"',
    ),
    "a date in words": (
        "2024-02-29",
        "29 February 2024",
        AUTHORITY + 3,
        'date is "29 February 2024"; allowed: a day, month or year of the calendar in quotes,'
        ' such as "2023-04-30"',
    ),
    "a date without quotes": (
        '"2024-02-29"',
        "2024-02-29",
        AUTHORITY + 3,
        'date is "2024-02-29"; allowed: a day, month or year of the calendar in quotes, such as'
        ' "2023-04-30"',
    ),
    "an address without encryption": (
        "https://doors.example-office.org/charter?a=1#b",
        "http://doors.example-office.org",
        AUTHORITY + 4,
        'url is "http://doors.example-office.org"; allowed: an address that begins with https://',
    ),
    "an address that runs a script": (
        "https://doors.example-office.org/charter?a=1#b",
        "javascript:alert(1)//https://a.org",
        AUTHORITY + 4,
        'url is "javascript:alert(1)//https://a.org"; allowed: an address that begins with'
        " https://",
    ),
    "a term in a language that the pack has not": (
        'language = "en"',
        'language = "es"',
        line_of('language = "en"'),
        'language is "es"; allowed: en, ja',
    ),
    "a term without a preferred wording": (
        'preferred = "door"\n',
        "",
        line_of("[[principles.terms]]"),
        "preferred is missing",
    ),
    "TOML syntax": ("required = true", "required = ", SEVERITY + 2, "not TOML: invalid value"),
    "TOML that ends too soon": (
        TOML[TOML.index('"1999"') :],
        '"""1999\n\n',
        line_of('"1999"'),
        "not TOML: unterminated string",
    ),
    "a number out of Python's range": (
        "weight = 2",
        f"weight = {'9' * 5000}",
        line_of("parliament"),
        "not TOML: a value is out of range",
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_fault_is_told_with_its_line_and_what_is_allowed(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    assert TOML.count(old) >= 1
    folder = write_pack(tmp_path / "p", TOML.replace(old, new, 1))
    with pytest.raises(PackError) as error:
        load(str(folder))
    assert str(error.value) == f"{folder / 'pack.toml'}:{line}: {message}"


def test_nesting_that_no_parser_follows_is_an_error_of_the_pack(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", f"id = {'[' * 5000}")
    with pytest.raises(PackError, match=r"pack\.toml: not TOML that can be read: it is nested"):
        load(str(folder))


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p")
    (folder / "pack.toml").write_bytes(TOML.encode("shift_jis"))
    with pytest.raises(PackError) as error:
        load(str(folder))
    place = f"{folder / 'pack.toml'}:{line_of('見本')}"
    assert str(error.value) == f"{place}: not UTF-8 text; save it as UTF-8 in your editor"


def test_what_a_pack_says_cannot_steer_the_terminal(tmp_path: Path) -> None:
    toml = TOML.replace('id = "demo"', 'id = "\\u001b[2Jred\\u202e"')
    with pytest.raises(PackError, match=r'id is "\[2Jred"; allowed'):
        load(str(write_pack(tmp_path / "p", toml)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)), st.data())
def test_no_bytes_bring_loading_down(tmp_path: Path, noise: bytes, data: st.DataObject) -> None:
    sound = TOML.encode()
    start = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(start, len(sound)))
    folder = tmp_path / "p"
    if not folder.exists():
        write_pack(folder)
    (folder / "pack.toml").write_bytes(sound[:start] + noise + sound[end:])
    try:
        load(str(folder))
    except PackError as error:
        assert "\n" not in str(error)
        assert error.path == str(folder / "pack.toml")
