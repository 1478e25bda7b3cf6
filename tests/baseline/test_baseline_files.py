"""The file of a baseline: what it looks like, and what is refused in it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from results import baseline_of, draft, silent, undermining

from valuecheck.baseline import Baseline, Known, KnownDraft, dump, load
from valuecheck.errors import ConfigError

EMPTY = """\
{
 "format": "valuecheck-baseline",
 "version": 1,
 "drafts": []
}
"""

ONE = """\
{
 "format": "valuecheck-baseline",
 "version": 1,
 "drafts": [
  {"path": "声明 一.md", "sha256": "SHA", "findings": [
   {"rule": "privacy", "kind": "silent", "fingerprint": "7eeecf1ff5ecc4c7", "count": 1},
   {"rule": "privacy", "kind": "undermines", "fingerprint": "655fcba88b3b6f97", "count": 2}
  ]}]
}
""".replace("SHA", hashlib.sha256(b"x").hexdigest())


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("known.json")


def refused(content: str | bytes) -> str:
    Path("known.json").write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ConfigError) as caught:
        load("known.json")
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    assert message.startswith("known.json:")
    return message.removeprefix("known.json:").strip()


def test_an_empty_baseline_is_a_file_too(file: Path) -> None:
    assert dump(Baseline({})) == EMPTY
    file.write_text(EMPTY, encoding="utf-8")
    assert load("known.json") == Baseline({})


def test_there_is_one_finding_a_line_in_a_fixed_order() -> None:
    twice = undermining("One.", 9), undermining("One.", 3)
    one = baseline_of(draft("声明 一.md", *twice, silent(), content="x"))
    assert dump(one) == ONE
    two = baseline_of(draft("b.md", silent()), draft("a.md", silent()))
    assert [each["path"] for each in json.loads(dump(two))["drafts"]] == ["a.md", "b.md"]


def test_no_word_of_a_draft_and_no_place_is_in_it() -> None:
    text = dump(baseline_of(draft("a.md", undermining("Embargoed until noon.", 12345))))
    assert "mbargo" not in text
    assert "12345" not in text


_names = st.text(min_size=1) | st.text('\x1b\u202e\udc80\U000e0001\n"\\下書 a/.', min_size=1)
_hex = st.text("0123456789abcdef", min_size=16, max_size=16)
_baselines = st.dictionaries(
    _names,
    st.builds(
        KnownDraft,
        _hex.map(lambda text: text * 4),
        st.dictionaries(
            st.builds(Known, _names, _names, _hex), st.integers(1, 10**9), min_size=1, max_size=3
        ),
    ),
    max_size=3,
).map(Baseline)


@given(baseline=_baselines)
def test_what_was_written_is_read_back(
    baseline: Baseline, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = dump(baseline)
    assert all(mark.isprintable() for mark in text.replace("\n", ""))
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_text(text, encoding="utf-8")
    assert load(str(file)) == baseline
    assert dump(load(str(file))) == text


def test_a_byte_order_mark_and_keys_that_are_not_known_are_passed_over(file: Path) -> None:
    changed = json.loads(ONE) | {"later": 1}
    changed["drafts"][0]["later"] = {}
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(changed).encode())
    assert dump(load("known.json")) == ONE


def test_what_a_merge_lists_twice_counts_once_with_the_larger_number(file: Path) -> None:
    changed = json.loads(ONE)
    again = json.loads(ONE)["drafts"][0]
    again["findings"][1]["count"] = 5
    again["findings"] += [again["findings"][0]]
    changed["drafts"].append(again)
    file.write_text(json.dumps(changed), encoding="utf-8")
    assert dump(load("known.json")) == ONE.replace('"count": 2', '"count": 5')


NOT_OURS = "is not a baseline; name a file that valuecheck baseline write has written"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", f"1: not JSON, so it {NOT_OURS}"),
        ("{\n1", f"2: not JSON, so it {NOT_OURS}"),
        ("[]", NOT_OURS),
        ("null", NOT_OURS),
        ('{"schema_version": 1}', NOT_OURS),
        (b"\xff\xfe\x00", NOT_OURS),
        ("[" * 100_000, NOT_OURS),
        ("9" * 5000, NOT_OURS),
        (EMPTY.replace("1,", "true,"), NOT_OURS),
        (
            EMPTY.replace("1,", "2,"),
            "a baseline in format 2, and this valuecheck reads formats up to 1; update valuecheck",
        ),
        (EMPTY.replace("[]", "{}"), "drafts should hold a list; write the baseline anew"),
        (EMPTY.replace("[]", "[1]"), "draft 1 has no path; write the baseline anew"),
        (ONE.replace("2d71", "xyz"), "draft 1 has no sha256; write the baseline anew"),
        (
            ONE.replace('"undermines"', "3"),
            "a finding of draft 1 lacks its rule, kind or fingerprint; write the baseline anew",
        ),
        (
            ONE.replace("7eee", ""),
            "a finding of draft 1 lacks its rule, kind or fingerprint; write the baseline anew",
        ),
        (
            ONE.replace('"count": 2', '"count": 0'),
            "a finding of draft 1 has no count of 1 or more; write the baseline anew",
        ),
        (
            ONE.replace('"count": 2', '"count": true'),
            "a finding of draft 1 has no count of 1 or more; write the baseline anew",
        ),
        (
            ONE.replace("   {", "<<<<<<< ours\n   {", 1),
            "6: a merge of the baseline is not finished; keep the lines of either side, delete "
            "the marks, then run: valuecheck baseline update",
        ),
    ],
)
@pytest.mark.usefixtures("file")
def test_what_is_no_baseline_is_told_with_its_place(content: str | bytes, message: str) -> None:
    assert refused(content) == message


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("no.json", "no.json: there is no such baseline; write it with: valuecheck baseline write"),
        (".", ".: the baseline cannot be read (Is a directory); name another file"),
        ("a\0b", "a\0b: the baseline cannot be read (not the name of a file); name another file"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(path: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(caught.value) == message


@given(content=st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8")))
def test_any_file_gives_a_baseline_or_one_line(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load(str(file))
    assert len(str(caught.value).splitlines()) == 1
