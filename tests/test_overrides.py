"""Settings that some drafts have in place of the others: how they are read, and which one wins."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.config import Settings, resolve
from valuecheck.config.overrides import SETTABLE, Override, applied
from valuecheck.errors import ConfigError

DEFAULTS = Settings(root=Path(), origins={})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder where the search for a configuration ends."""
    (tmp_path / ".git").mkdir()
    return tmp_path.resolve()


def read(folder: Path, text: str, **cli: object) -> Settings:
    (folder / "valuecheck.toml").write_text(text, encoding="utf-8")
    given_ = {key.replace("_", "-"): value for key, value in cli.items()}
    return resolve(given_, cwd=folder, config=None, isolated=False)


# --- nothing to say ---------------------------------------------------------------------


def test_without_overrides_the_settings_are_the_same_ones() -> None:
    assert applied(DEFAULTS, ()) is DEFAULTS


def test_an_empty_list_is_none(folder: Path) -> None:
    assert read(folder, "overrides = []").overrides == ()


# --- how they are read ------------------------------------------------------------------

ALL = """\
pack = ["us-japan-digital"]

[[overrides]]
files = ["archive/*", "archive/*", "old.md"]
severity = { privacy = "info" }
required = []
fail-on = "never"
pack = ["ours", "us-japan-digital"]

[[overrides]]
files = ["speeches"]
required = ["privacy"]
"""


def test_all_keys_are_read_with_the_line_of_their_entry(folder: Path) -> None:
    assert read(folder, ALL).overrides == (
        Override(
            ("archive/*", "old.md"),
            {"privacy": "info"},
            (),
            "never",
            ("ours", "us-japan-digital"),
            "valuecheck.toml:3",
        ),
        Override(("speeches",), required=("privacy",), origin="valuecheck.toml:10"),
    )


def test_pyproject_has_them_in_its_table(folder: Path) -> None:
    (folder / "pyproject.toml").write_text(
        '[tool.valuecheck]\n[[tool.valuecheck.overrides]]\nfiles = ["a"]\nfail-on = "info"\n'
    )
    found = resolve({}, cwd=folder, config=None, isolated=False)
    assert found.overrides == (Override(("a",), fail_on="info", origin="pyproject.toml:2"),)


def test_a_pack_beside_the_file_is_found_from_a_folder_below(folder: Path) -> None:
    (folder / "ours").mkdir()
    (folder / "ours" / "pack.toml").touch()
    (folder / "valuecheck.toml").write_text(ALL)
    (folder / "below").mkdir()
    found = resolve({}, cwd=folder / "below", config=None, isolated=False)
    assert found.overrides[0].pack == ("../ours", "us-japan-digital")
    assert found.overrides[0].origin == "../valuecheck.toml:3"


def test_what_the_command_line_sets_is_taken_from_all_overrides(folder: Path) -> None:
    found = read(folder, ALL, pack=("other",), fail_on="error").overrides[0]
    assert (found.pack, found.fail_on) == (None, None)
    assert (found.severity, found.required) == ({"privacy": "info"}, ())


# --- what is refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "overrides = 3",
            '1: overrides: "3" is no override; write [[overrides]] with files = '
            '["archive/*"] and any of severity, required, fail-on and pack',
        ),
        (
            '\n[[overrides]]\nfail-on = "never"',
            "2: overrides: files is missing or wrong; write a list of drafts or patterns, as in "
            '["archive/*"]',
        ),
        (
            '[[overrides]]\nfiles = ["a"]',
            "1: overrides: it sets nothing; add one of severity, required, fail-on, pack",
        ),
        (
            '[[overrides]]\nfiles = ["a"]\nfail_on = "never"',
            '3: overrides: unknown key "fail_on" (did you mean "fail-on"?); allowed: files, '
            "severity, required, fail-on, pack",
        ),
        (
            '[[overrides]]\nfiles = ["a"]\nfail-on = "info"\n\n[[overrides]]\nfiles = ["b"]\n'
            'fail-on = "nevr"',
            '7: overrides: fail-on is "nevr"; allowed: "error", "warning", "info", "never"'
            ' (did you mean "never"?)',
        ),
        (
            '[[overrides]]\nfiles = ["a"]\n[overrides.severity]\nprivacy = "info"\nb = "errors"',
            '5: overrides: severity of "b" is "errors"; allowed: "error", "warning", "info"'
            ' (did you mean "error"?)',
        ),
        (
            '[[overrides]]\nfiles = ["a"]\nrequired = "privacy"',
            '3: overrides: required is "privacy"; allowed: a list of texts in quotes, here '
            '["privacy"]',
        ),
        (
            '[[overrides]]\nfiles = ["a"]\npack = []',
            "3: overrides: pack is []; allowed: a list of at least one text; leave the key out "
            "for the default",
        ),
    ],
)
def test_what_is_not_allowed_is_told_with_its_line(folder: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        read(folder, text)
    assert str(error.value) == f"valuecheck.toml:{message}"


# --- which one wins ---------------------------------------------------------------------

LEVELS = st.sampled_from(["error", "warning", "info"])
IDS = st.sampled_from(["privacy", "quiet", "open-doors"])
OVERRIDES = st.builds(
    Override,
    files=st.just(("*",)),
    severity=st.none() | st.dictionaries(IDS, LEVELS),
    required=st.none() | st.lists(IDS, unique=True).map(tuple),
    fail_on=st.none() | st.sampled_from(["error", "warning", "info", "never"]),
    pack=st.none() | st.lists(IDS, min_size=1, unique=True).map(tuple),
)
MANY = st.lists(OVERRIDES, max_size=5)


@given(one=OVERRIDES)
def test_an_override_sets_what_it_says_and_nothing_else(one: Override) -> None:
    found = applied(DEFAULTS, [one])
    assert found.severity == (one.severity or {})
    assert found.required == one.required
    assert found.fail_on == (one.fail_on or "error")
    assert found.pack == (one.pack or DEFAULTS.pack)
    rest = {"severity", "required", "fail_on", "pack"}
    for name in Settings.__slots__:
        if name not in rest:
            assert getattr(found, name) == getattr(DEFAULTS, name)


@given(before=MANY, after=MANY)
def test_overrides_may_be_applied_in_one_go_or_in_two(
    before: list[Override], after: list[Override]
) -> None:
    assert applied(DEFAULTS, before + after) == applied(applied(DEFAULTS, before), after)


@given(many=MANY)
def test_the_last_that_names_a_key_decides_it(many: list[Override]) -> None:
    found = applied(DEFAULTS, many)
    for key in SETTABLE:
        name = key.replace("-", "_")
        said = [getattr(one, name) for one in many if getattr(one, name) is not None]
        if name == "severity":
            for principle in {principle for levels in said for principle in levels}:
                last = [levels[principle] for levels in said if principle in levels][-1]
                assert found.severity[principle] == last
            assert set(found.severity) == {principle for levels in said for principle in levels}
        else:
            assert getattr(found, name) == (said[-1] if said else getattr(DEFAULTS, name))


@given(many=MANY)
def test_an_override_said_again_changes_nothing(many: list[Override]) -> None:
    once = applied(DEFAULTS, many)
    assert applied(once, many) == once
