"""What a waiver may look like, and what is said of one that is not well formed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.suppressions.syntax import Directive, WaiverError, instructions, parse


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('ignore[privacy] reason="agreed"', Directive("ignore", ("privacy",), "agreed")),
        (
            " ignore[privacy, free-data-flow] reason='a “b”'  expires=2027-03-31 ",
            Directive("ignore", ("privacy", "free-data-flow"), "a “b”", "2027-03-31"),
        ),
        (
            'Ignore-Start [privacy,privacy,] expires = "2027-03-31" REASON = "a\n  b"',
            Directive("ignore-start", ("privacy",), "a b", "2027-03-31"),
        ),
        ("ignore-end", Directive("ignore-end", ())),
        ("ignore-end[privacy]", Directive("ignore-end", ("privacy",))),
        ("ignore[privacy] reason=agreed", Directive("ignore", ("privacy",), "agreed")),
        # Word and its kin turn straight quotation marks into those of the language.
        ("ignore[privacy] reason=“as agreed”", Directive("ignore", ("privacy",), "as agreed")),
        ("ignore[privacy] reason=”as agreed”", Directive("ignore", ("privacy",), "as agreed")),
        ("ignore[privacy] reason=„as agreed“", Directive("ignore", ("privacy",), "as agreed")),
        ("ignore[privacy] reason=«de acuerdo»", Directive("ignore", ("privacy",), "de acuerdo")),
        ("ignore[privacy] reason=「合意済み」", Directive("ignore", ("privacy",), "合意済み")),
    ],
)
def test_a_waiver_is_read(written: str, meant: Directive) -> None:
    assert parse(written) == meant


NO_REASON = 'The waiver gives no reason; add reason="..." with why this is accepted'
NOT_UNDERSTOOD = (
    'is not understood in a waiver; after it only reason="..." and expires=YYYY-MM-DD may stand'
)
NO_WAIVER = (
    'is no waiver; write ignore[PRINCIPLE] reason="...", ignore-start[PRINCIPLE] or ignore-end'
)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("ignore[privacy]", NO_REASON),
        ('ignore[privacy] reason=""', NO_REASON),
        ('ignore[privacy] reason=" - "', NO_REASON),
        ("ignore-start[privacy] expires=2027-03-31", NO_REASON),
        (
            'ignore reason="x"',
            "The waiver names no principle; write ignore[PRINCIPLE] with its id",
        ),
        (
            'ignore-start[ , ] reason="x"',
            "The waiver names no principle; write ignore-start[PRINCIPLE] with its id",
        ),
        ("", f"“valuecheck: ” {NO_WAIVER}"),
        (" off", f"“valuecheck: off” {NO_WAIVER}"),
        ("ignored[x]", f"“valuecheck: ignored[x]” {NO_WAIVER}"),
        ("無視", f"“valuecheck: 無視” {NO_WAIVER}"),
        ("x" * 50 + "\x1b", f"“valuecheck: {'x' * 40}…” {NO_WAIVER}"),
        (
            'ignore[privacy] reason="x" expires=31.3.2027',
            "The waiver expires on “31.3.2027”, which is no day; write it as 2027-03-31",
        ),
        (
            'ignore[privacy] reason="x" expires=2027-02-30',
            "The waiver expires on “2027-02-30”, which is no day; write it as 2027-03-31",
        ),
        (
            'ignore[privacy] reason="x" expires=20270331',
            "The waiver expires on “20270331”, which is no day; write it as 2027-03-31",
        ),
        ('ignore[privacy] because="x"', f'“because="x"” {NOT_UNDERSTOOD}'),
        ("ignore[privacy] reason=as agreed", f"“agreed” {NOT_UNDERSTOOD}"),
        ("ignore[privacy] reason='the desk's'", f"“reason='the desk's'” {NOT_UNDERSTOOD}"),
        ('ignore[privacy] reason="a" reason="b"', f'“reason="b"” {NOT_UNDERSTOOD}'),
        ('ignore[privacy] reason="no end', f'“reason="no end” {NOT_UNDERSTOOD}'),
        (
            'ignore-end reason="x"',
            '“reason="x"” is not understood in a waiver; nothing stands after ignore-end',
        ),
    ],
)
def test_a_mistake_is_told_with_what_to_write(written: str, message: str) -> None:
    with pytest.raises(WaiverError) as mistake:
        parse(written)
    assert str(mistake.value) == message


def test_a_comment_may_hold_several_and_each_may_be_wrapped() -> None:
    comment = 'valuecheck: ignore[a]\n   reason="x"\nValuecheck : ignore[b] reason="y"\n'
    assert list(instructions(comment)) == [' ignore[a]    reason="x"', ' ignore[b] reason="y"']


PLAIN = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=40)


@given(
    rules=st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True), min_size=1, unique=True),
    reason=PLAIN.map(lambda text: f"{text}x".replace('"', "")),
    day=st.none() | st.dates().map(lambda day: day.isoformat()),
    start=st.booleans(),
)
def test_what_is_written_by_the_form_is_read_as_it_was_meant(
    rules: list[str], reason: str, day: str | None, start: bool
) -> None:
    word = "ignore-start" if start else "ignore"
    written = f'{word}[{", ".join(rules)}] reason="{reason}"{f" expires={day}" if day else ""}'
    assert parse(written) == Directive(word, tuple(rules), " ".join(reason.split()), day)


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "ignore",
                "-start",
                "-end",
                "[",
                "]",
                "privacy",
                ",",
                "reason",
                "=",
                '"',
                "'",
                "“",
                "”",
                "x",
                "expires",
                "2027-03-31",
                " ",
                "\n",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_any_text_is_read_or_refused_in_one_line_that_can_be_shown(text: str) -> None:
    try:
        directive = parse(text)
    except WaiverError as mistake:
        assert re.fullmatch(r"[^\n\r]+", str(mistake))
        assert str(mistake).isprintable()
        return
    assert directive.word == "ignore-end" or (directive.rules and directive.reason)
