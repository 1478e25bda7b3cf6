"""Text for a terminal: its width, where it breaks, and that a draft cannot steer it."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_strategies import texts

from valuecheck.reporters.terminal import Terminal, display_width, padded, plain, wrapped

# --- what a draft may not do --------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["", "Open networks, 5 GHz", "自由なデータ流通", "¿Qué? ¡Sí!", "\U0001f469\u200d\U0001f4bb"],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\ufffd[31mred"),
        ("\x9b31mred", "\ufffd31mred"),
        ("a\nb\r\tc", "a\ufffdb\ufffd\ufffdc"),
        ("a\u2028b\u202ec", "a\ufffdb\ufffdc"),
        ("a\udc80", "a\ufffd"),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_what_steers_a_terminal_is_shown_as_a_replacement(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text(st.characters()))
def test_plain_text_holds_no_control_format_or_surrogate_character(text: str) -> None:
    kinds = {unicodedata.category(mark) for mark in plain(text) if mark not in "\u200c\u200d"}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}


# --- width --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("日本語", 6), ("ｶﾅ", 2), ("ＡＢ", 4), ("e\u0301", 1), ("“—█░✓”", 6)],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_padding_counts_columns() -> None:
    assert [padded(name, 9) for name in ("日本語", "Português")] == ["日本語   ", "Português"]


# --- breaking -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("fits", 4, ["fits"]),
        ("two words", 5, ["two", "words"]),
        ("one  two", 5, ["one", "two"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("a unbreakable", 5, ["a", "unbre", "akabl", "e"]),
        ("日本語の文", 6, ["日本語", "の文"]),
        ("日本語の文", 5, ["日本", "語の", "文"]),
        ("開かれた網。次へ", 10, ["開かれた", "網。次へ"]),
        ("ああ「網」", 7, ["ああ", "「網」"]),
        ("あ\U0001f469\u200d\U0001f4bb", 5, ["あ", "\U0001f469\u200d\U0001f4bb"]),
        ("5G と LTE", 5, ["5G と", "LTE"]),
    ],
)
def test_lines_break_at_spaces_and_between_wide_characters(
    text: str, width: int, lines: list[str]
) -> None:
    assert wrapped(text, width) == lines


def test_a_first_line_without_room_stays_empty() -> None:
    assert wrapped("words here", 10, first_width=3) == ["", "words here"]
    assert wrapped("a word", 10, first_width=3) == ["a", "word"]
    assert wrapped("words", 10, first_width=-5) == ["", "words"]


@given(texts.map(plain), st.integers(2, 40), st.none() | st.integers(-5, 40))
def test_wrapping_keeps_every_character_but_spaces_and_every_line_within_its_width(
    text: str, width: int, first_width: int | None
) -> None:
    lines = wrapped(text, width, first_width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert display_width(lines[0]) <= max(0, width if first_width is None else first_width) or (
        first_width is not None and first_width >= width
    )
    assert all(display_width(line) <= width for line in lines[1:])


# --- writing ------------------------------------------------------------------------------


def terminal_of(encoding: str | None, *, color: bool) -> tuple[io.BytesIO, Terminal]:
    """A terminal that writes in this encoding, and where the bytes go."""
    held = io.BytesIO()
    stream = io.TextIOWrapper(held, encoding=encoding, newline="\n", write_through=True)
    return held, Terminal.of(stream, width=40, color=color)


def test_symbols_and_quotes_become_ascii_together_where_the_encoding_lacks_one() -> None:
    held, terminal = terminal_of("cp1252", color=False)
    terminal.line("● In line “é” ██░ ✓")
    assert held.getvalue().decode("cp1252") == '* In line "é" ##. +\n'


def test_letters_that_the_encoding_lacks_become_question_marks() -> None:
    held, terminal = terminal_of("ascii", color=False)
    terminal.line("Português 日本")
    assert held.getvalue() == b"Portugu?s ??\n"
    assert terminal.word("日本語", "ja") == "ja"


def test_colour_is_written_only_if_asked_for() -> None:
    assert terminal_of("utf-8", color=False)[1].paint("a", "bold", "red") == "a"
    assert terminal_of("utf-8", color=True)[1].paint("a", "bold", "red") == "\x1b[1;31ma\x1b[0m"


def test_a_paragraph_hangs_under_its_first_words_and_never_breaks_its_label() -> None:
    held, terminal = terminal_of("utf-8", color=True)
    terminal.paragraph("x" * 30 + " end", "  – error  ", label=("red",))
    assert held.getvalue().decode() == (f"\x1b[31m  – error  \x1b[0m{'x' * 29}\n           x end\n")


def test_a_label_as_long_as_a_line_stands_alone() -> None:
    held, terminal = terminal_of("utf-8", color=False)
    terminal.paragraph("the message", f"{'p' * 50}: ", "    ")
    assert held.getvalue().decode() == f"{'p' * 50}:\n    the message\n"
