"""Examples come out of spreadsheets as they are saved; what is wrong is told by row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pack_folder import ENGLISH, HEADER, write_pack

from valuecheck.errors import PackError
from valuecheck.packs import load, load_examples
from valuecheck.types import Example

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = (
    Example("s-1", "en", "The doors stay open all night.", {"open-doors": "supports"}, "p-1"),
    Example(
        "u-1",
        "en",
        "The doors stay locked all night.",
        {"open-doors": "undermines"},
        "p-1",
        "a note, with a comma",
    ),
    Example(
        "b-1",
        "en",
        "Leave the door open and whisper, please.",
        {"open-doors": "supports", "quiet": "supports"},
    ),
    Example("n-1", "en", "A report on noise appears today.", {"quiet": "neither"}),
    Example("o-1", "en", "It will rain tomorrow.", {}),
)


def examples_of(folder: Path) -> tuple[Example, ...]:
    return load_examples(load(str(folder)))


def as_saved_with(separator: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    """The sound examples as a spreadsheet with another list separator saves them."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows(csv.reader(io.StringIO(ENGLISH)))
    return stream.getvalue()


# --- sound sheets -----------------------------------------------------------------------


def test_the_rows_of_a_sentence_become_one_example(tmp_path: Path) -> None:
    assert examples_of(write_pack(tmp_path / "p")) == EXPECTED


SAVED = {
    "Excel's CSV UTF-8": b"\xef\xbb\xbf" + ENGLISH.replace("\n", "\r\n").encode(),
    "old Macintosh line ends": ENGLISH.replace("\n", "\r").encode(),
    "semicolons": as_saved_with(";").encode(),
    "tabs": as_saved_with("\t").encode(),
    "everything quoted": as_saved_with(";", csv.QUOTE_ALL).encode(),
    "empty rows and cells": ENGLISH.replace("\n", ",,\n,,,,,,,\n\n").encode(),
    "no line end at the end": ENGLISH.rstrip().encode(),
    "spaces around cells": ENGLISH.replace(",open-doors,supports,", ", open-doors ,supports ,")
    .replace("stance,text", "Stance, TEXT ")
    .encode(),
}


@pytest.mark.parametrize("data", SAVED.values(), ids=SAVED.keys())
def test_a_sheet_reads_the_same_however_it_was_saved(tmp_path: Path, data: bytes) -> None:
    assert examples_of(write_pack(tmp_path / "p", examples={"en": data})) == EXPECTED


def test_columns_are_known_by_name_and_the_last_two_may_lack(tmp_path: Path) -> None:
    sheet = "text,stance,id,principle\nDoors open.,supports,s-1,open-doors\n"
    assert examples_of(write_pack(tmp_path / "p", examples={"en": sheet})) == (
        Example("s-1", "en", "Doors open.", {"open-doors": "supports"}),
    )


def test_a_sentence_over_several_lines_becomes_one_line(tmp_path: Path) -> None:
    sheet = HEADER + 's-1,quiet,supports,"Quiet\n please, all.",,\n'
    assert examples_of(write_pack(tmp_path / "p", examples={"en": sheet}))[0].text == (
        "Quiet please, all."
    )


def test_languages_come_in_the_order_of_the_pack(tmp_path: Path) -> None:
    japanese = HEADER + "s-1,open-doors,supports,扉は一晩中開いている。,,\n"
    folder = write_pack(tmp_path / "p", examples={"ja": japanese, "en": ENGLISH})
    assert [example.language for example in examples_of(folder)] == ["en"] * 5 + ["ja"]


@pytest.mark.parametrize("examples", [{}, {"en": HEADER}])
def test_a_pack_may_have_no_examples(tmp_path: Path, examples: dict[str, str | bytes]) -> None:
    assert examples_of(write_pack(tmp_path / "p", examples=examples)) == ()


# --- broken sheets ----------------------------------------------------------------------

FIRST_ROW = "the first row must be id,principle,stance,text,pair,note"
SAVE = 'in Excel, save it as "CSV UTF-8 (Comma delimited)"'

BROKEN: dict[str, tuple[str | bytes, int, str]] = {
    "empty file": ("", 1, f'no column "id"; {FIRST_ROW}'),
    "no header": (
        "s-1,open-doors,supports,Doors.,,\n",
        1,
        f'unknown column "s-1"; {FIRST_ROW}',
    ),
    "unknown column": (
        "\nid,principal,stance,text\n",
        2,
        f'unknown column "principal" (did you mean "principle"?); {FIRST_ROW}',
    ),
    "missing column": ("id,principle,text,pair\n", 1, f'no column "stance"; {FIRST_ROW}'),
    "a column twice": ("id,text,stance,text\n", 1, f'the column "text" stands twice; {FIRST_ROW}'),
    "unknown principle": (
        ENGLISH + "x,open-door,supports,Doors.,,\n",
        8,
        'unknown principle "open-door" (did you mean "open-doors"?); allowed: open-doors, quiet',
    ),
    "unknown stance": (
        ENGLISH + "x,quiet,Support,Hush.,,\n",
        8,
        'unknown stance "Support" (did you mean "supports"?);'
        " allowed: supports, undermines, neither",
    ),
    "no stance": (
        ENGLISH + "x,quiet,,Hush.,,\n",
        8,
        'unknown stance ""; allowed: supports, undermines, neither',
    ),
    "a stance towards no principle": (
        ENGLISH + "x,,supports,Hush.,,\n",
        8,
        'the stance is "supports" but no principle is named; name one, or write "neither" for a'
        " sentence on other matters",
    ),
    "no id": (
        ENGLISH + ",quiet,supports,Hush.,,\n",
        8,
        "the id is empty; give the sentence an id of its own",
    ),
    "no text": (
        ENGLISH + "x,quiet,supports, ,,\n",
        8,
        "the text is empty; write the sentence or remove the row",
    ),
    "an id with two texts": (
        ENGLISH + "s-1,quiet,supports,Hush.,,\n",
        8,
        'the id "s-1" has another text on line 2; rename one',
    ),
    "the same row twice": (
        ENGLISH + "n-1,quiet,neither,A report on noise appears today.,,\n",
        8,
        'the id "n-1" already has a row for "quiet" on line 6; remove one',
    ),
    "one sentence with two stances": (
        ENGLISH + "n-1,quiet,supports,A report on noise appears today.,,\n",
        8,
        'the id "n-1" already has a row for "quiet" on line 6; remove one',
    ),
    "on other matters twice": (
        ENGLISH + "o-1,,neither,It will rain tomorrow.,,\n",
        8,
        'the id "o-1" already has a row for other matters on line 7; remove one',
    ),
    "on other matters and on a principle": (
        ENGLISH + "o-1,quiet,neither,It will rain tomorrow.,,\n",
        8,
        'the id "o-1" is about a principle on one line and about other matters on another'
        " (line 7); remove one",
    ),
    "an id with two pairs": (
        ENGLISH + "s-1,quiet,neither,The doors stay open all night.,p-2,\n",
        8,
        'the id "s-1" has another pair on line 2; write the same in both',
    ),
    "a comma that splits a text": (
        ENGLISH + "x,quiet,supports,Hush, all of you,,\n",
        8,
        "the row has 7 cells where the header has 6; a text that holds the separator must stand"
        " in double quotes",
    ),
    "a quotation mark that is not closed": (
        HEADER + 'x,quiet,supports,"Hush,,\ny,quiet,supports,Hush.,,\n',
        2,
        "quotation marks do not match; a text that holds one must stand in double quotes, and"
        ' each double quote in it must be written twice: ""',
    ),
    "a line after a text over several lines": (
        HEADER + 'x,quiet,supports,"Quiet\n please",,\ny,quite,supports,Hush.,,\n',
        4,
        'unknown principle "quite" (did you mean "quiet"?); allowed: open-doors, quiet',
    ),
    "Shift_JIS": (
        (HEADER + "x,quiet,supports,Hush.,,\ny,quiet,supports,静かに。,,\n").encode("shift_jis"),
        3,
        f"not UTF-8 text; it looks like Shift_JIS; {SAVE}",
    ),
    "UTF-16": (
        ENGLISH.encode("utf-16"),
        1,
        f"not UTF-8 text; it looks like UTF-16; {SAVE}",
    ),
    "Windows-1252": (
        (HEADER + "x,quiet,supports,¡Silencio, señores!,,\n").encode("cp1252"),
        2,
        f"not UTF-8 text; {SAVE}",
    ),
}


@pytest.mark.parametrize(("sheet", "line", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_fault_is_told_with_its_row_and_what_is_allowed(
    tmp_path: Path, sheet: str | bytes, line: int, message: str
) -> None:
    folder = write_pack(tmp_path / "p", examples={"en": sheet})
    with pytest.raises(PackError) as error:
        examples_of(folder)
    assert str(error.value) == f"{folder / 'examples' / 'en.csv'}:{line}: {message}"


def test_of_several_faults_the_first_in_the_file_is_told(tmp_path: Path) -> None:
    sheet = ENGLISH + "s-1,quiet,supports,Another text.,,\nx,nothing,supports,Hush.,,\n"
    with pytest.raises(PackError, match=r"en\.csv:8: the id"):
        examples_of(write_pack(tmp_path / "p", examples={"en": sheet}))


@pytest.mark.parametrize("name", ["fr", "es", "EN"])
def test_a_sheet_of_a_language_that_the_pack_has_not_is_refused(tmp_path: Path, name: str) -> None:
    folder = write_pack(tmp_path / "p", examples={name: ENGLISH})
    with pytest.raises(PackError) as error:
        examples_of(folder)
    assert str(error.value) == (
        f"{folder / 'examples' / name}.csv: the file is named after no language of the pack;"
        " allowed: en.csv, ja.csv"
    )


def test_what_a_sheet_says_cannot_steer_the_terminal(tmp_path: Path) -> None:
    sheet = HEADER + "x,\x1b[31mred\u202e,supports,Hush.,,\n"
    with pytest.raises(PackError, match=r'unknown principle "\[31mred"; allowed'):
        examples_of(write_pack(tmp_path / "p", examples={"en": sheet}))


# --- any sheet --------------------------------------------------------------------------

CELLS = st.one_of(
    st.sampled_from(["", "open-doors", "quiet", "supports", "undermines", "neither", "p-1"]),
    st.text(alphabet="ab日\"',;\t\r\n\0\u2028\x85 ", max_size=5),
)
SHEETS = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    st.text(alphabet='ab,;"\t\r\n\0 ', max_size=80).map(lambda text: (HEADER + text).encode()),
    st.lists(st.lists(CELLS, max_size=8), max_size=6).map(
        lambda rows: (HEADER + "\n".join(",".join(row) for row in rows)).encode()
    ),
)


@pytest.fixture
def reused(tmp_path: Path) -> Path:
    """A pack whose sheet each case of a property overwrites."""
    return write_pack(tmp_path / "p")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(SHEETS)
def test_whatever_a_sheet_holds_it_loads_or_is_told_in_one_line(reused: Path, data: bytes) -> None:
    file = reused / "examples" / "en.csv"
    file.write_bytes(data)
    try:
        examples = examples_of(reused)
    except PackError as error:
        assert error.path == str(file)
        assert error.line is not None
        assert 1 <= error.line <= data.count(b"\n") + data.count(b"\r") + 1
        assert len(str(error).splitlines()) == 1
    else:
        assert all(example.id and example.text for example in examples)


TEXTS = st.text(alphabet="ab日\"',;\t ", min_size=1, max_size=8).filter(str.strip)
STANCE_SETS = st.dictionaries(
    st.sampled_from(["open-doors", "quiet"]),
    st.sampled_from(["supports", "undermines", "neither"]),
    max_size=2,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(TEXTS, STANCE_SETS, st.sampled_from(["", "p-1"])), max_size=5),
    st.sampled_from(",;\t"),
    st.booleans(),
)
def test_what_a_spreadsheet_writes_is_read_back(
    reused: Path,
    sentences: list[tuple[str, dict[str, str], str]],
    separator: str,
    marked: bool,
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator)
    writer.writerow(["id", "principle", "stance", "text", "pair", "note"])
    for number, (text, labels, pair) in enumerate(sentences):
        for principle, stance in labels.items() or [("", "neither")]:
            writer.writerow([number, principle, stance, text, pair, ""])
    encoding = "utf-8-sig" if marked else "utf-8"
    (reused / "examples" / "en.csv").write_bytes(stream.getvalue().encode(encoding))
    assert [(each.text, each.labels, each.pair) for each in examples_of(reused)] == [
        (" ".join(text.split()), labels, pair or None) for text, labels, pair in sentences
    ]
