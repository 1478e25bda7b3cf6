"""Lines and columns of offsets, and lines of TOML keys."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.locations import line_and_column, line_starts, toml_key_line

LINES = st.text(alphabet=st.sampled_from("aé日\n\r\u2028\x0b\t "))


# --- lines and columns ------------------------------------------------------------------


def test_an_empty_text_has_one_line() -> None:
    assert line_starts("") == (0,)


@pytest.mark.parametrize("other", ["\u2028", "\x0b", "\x0c", "\x85"])
def test_only_the_three_line_ends_end_a_line(other: str) -> None:
    assert line_starts(f"a{other}b") == (0,)


def test_each_line_end_ends_one_line() -> None:
    assert line_starts("a\nb\r\nc\rd\n\re") == (0, 2, 5, 7, 9, 10)


def test_columns_count_code_points() -> None:
    source = "日本\r\n\U0001f5fae"
    starts = line_starts(source)
    assert line_and_column(starts, 0) == (1, 1)
    assert line_and_column(starts, source.index("e")) == (2, 2)
    assert line_and_column(starts, len(source)) == (2, 3)


@given(LINES)
def test_lines_and_columns_lead_back_to_the_offset(source: str) -> None:
    starts = line_starts(source)
    for offset in range(len(source) + 1):
        line, column = line_and_column(starts, offset)
        assert starts[line - 1] + column - 1 == offset
        assert column >= 1
        assert line == len(starts) or offset < starts[line]


@given(LINES)
def test_a_line_number_is_one_more_than_the_line_ends_before_it(source: str) -> None:
    starts = line_starts(source)
    for offset in range(len(source) + 1):
        # A pair \r\n that the offset cuts in two has not ended its line yet.
        ended = [end for end in re.finditer("\r\n|\r|\n", source) if end.end() <= offset]
        assert line_and_column(starts, offset)[0] == len(ended) + 1


# --- TOML keys --------------------------------------------------------------------------

PACK = '''\
# id = "commented out"
id = "demo" # [[principles]]
languages = [
    "en",  # ]
    "ja",
]
dotted.inner.key = 1

[title]
en = """
ja = "inside a text"
[[principles]]
"""
'ja' = 'x = "y'

[[principles]]
id = "one"
"quoted.key" = { inner = 1, "id" = 2 }
[principles.title]
en = "#"
[[principles.terms]]
language = "en"
[[principles.terms]]
language = "ja"

[[ principles ]]
  id = "two"
  statement.en = "..."
[principles . "title"]
"\\u0065n" = "an escaped key"
[[principles.terms]]
language = "es"
'''


def line_of(text: str, nth: int = 1) -> int:
    """Line of the nth place at which `text` stands in PACK."""
    offset = -1
    for _ in range(nth):
        offset = PACK.index(text, offset + 1)
    return PACK.count("\n", 0, offset) + 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("id",), line_of('id = "demo"')),
        (("languages",), line_of("languages")),
        (("languages", 1), line_of("languages")),
        (("dotted", "inner", "key"), line_of("dotted")),
        (("dotted", "inner"), line_of("dotted")),
        (("title",), line_of("[title]")),
        (("title", "en"), line_of('en = """')),
        (("title", "ja"), line_of("'ja'")),
        (("principles",), line_of("[[principles]]", 3)),
        (("principles", 0), line_of("[[principles]]", 3)),
        (("principles", 0, "id"), line_of('id = "one"')),
        (("principles", 0, "quoted.key"), line_of('"quoted.key"')),
        (("principles", 0, "quoted.key", "id"), line_of('"quoted.key"')),
        (("principles", 0, "title", "en"), line_of('en = "#"')),
        (("principles", 0, "terms", 0, "language"), line_of('language = "en"')),
        (("principles", 0, "terms", 1, "language"), line_of('language = "ja"')),
        (("principles", 1), line_of("[[ principles ]]")),
        (("principles", 1, "id"), line_of('id = "two"')),
        (("principles", 1, "statement", "en"), line_of("statement.en")),
        (("principles", 1, "title", "en"), line_of('"\\u0065n"')),
        (("principles", 1, "terms", 0, "language"), line_of('language = "es"')),
    ],
)
def test_a_key_is_found_where_it_is_set(path: tuple[str | int, ...], line: int) -> None:
    assert toml_key_line(PACK, path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("principles", 1, "weight"), line_of("[[ principles ]]")),
        (("principles", 1, "title", "ja"), line_of("[principles . ")),
        (("principles", 1, "statement", "ja"), line_of("statement.en")),
        (("title", "es"), line_of("[title]")),
    ],
)
def test_a_missing_key_counts_for_its_parent(path: tuple[str | int, ...], line: int) -> None:
    assert toml_key_line(PACK, path) == line


@pytest.mark.parametrize("path", [(), ("absent",), ("en",), ("language",)])
def test_no_line_where_not_even_the_first_key_is_set(path: tuple[str, ...]) -> None:
    assert toml_key_line(PACK, path) is None


def test_the_text_that_the_cases_are_about_is_toml() -> None:
    assert tomllib.loads(PACK)["principles"][1]["title"] == {"en": "an escaped key"}


def test_a_parent_written_after_its_child_is_preferred_to_the_child() -> None:
    assert toml_key_line("[a.b]\nx = 1\n[a]\ny = 1\n", ("a", "z")) == 3


def test_windows_line_ends_count_once() -> None:
    assert toml_key_line('a = 1\r\n\r\nb = """\r\n\r\n"""\r\nc = 2\r\n', ("c",)) == 6


KEYS = st.text(alphabet="abé.#[]=\"' \\", min_size=1, max_size=4)
VALUES = st.one_of(
    st.integers(),
    st.booleans(),
    st.text(alphabet="a\"'#[]{}=\\日,.", max_size=6),
    st.lists(st.text(alphabet="a\"'#[]=\\", max_size=3), max_size=3),
)


@given(
    st.dictionaries(KEYS, st.dictionaries(KEYS, VALUES, max_size=3), max_size=3),
    st.integers(0, 2),
)
def test_every_key_of_a_written_text_is_found_on_its_own_line(
    tables: dict[str, dict[str, object]], blank: int
) -> None:
    lines: list[str] = []
    places: dict[tuple[str, ...], int] = {}
    for table, values in tables.items():
        lines += ["# [x]"] * blank
        lines.append(f"[{json.dumps(table, ensure_ascii=False)}]")
        places[(table,)] = len(lines)
        for key, value in values.items():
            written = json.dumps(value, ensure_ascii=False).replace('", "', '",\n "')
            lines += f"{json.dumps(key, ensure_ascii=False)} = {written}".split("\n")
            places[(table, key)] = len(lines) - written.count("\n")
    source = "\n".join(lines)
    assert tomllib.loads(source) == tables
    for path, line in places.items():
        assert toml_key_line(source, path) == line


@given(st.lists(st.lists(st.integers(0, 3), max_size=3), max_size=4))
def test_elements_of_nested_arrays_of_tables_are_counted_within_their_parent(
    sizes: list[list[int]],
) -> None:
    lines: list[str] = []
    places: dict[tuple[str | int, ...], int] = {}
    for outer, inner in enumerate(sizes):
        lines.append("[[p]]")
        places["p", outer] = len(lines)
        for index, value in enumerate(inner):
            lines += ["[[p.t]]", f"v = {value}"]
            places["p", outer, "t", index, "v"] = len(lines)
    for path, line in places.items():
        assert toml_key_line("\n".join(lines), path) == line
