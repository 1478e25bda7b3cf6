"""Settings come from the command line, the nearest configuration file, or the defaults."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.config import DEFAULT_EXCLUDE, KEYS, Settings, resolve
from valuecheck.config.overrides import Override
from valuecheck.config.values import parse
from valuecheck.errors import ConfigError, UsageError, ValuecheckError
from valuecheck.packs import builtin_ids
from valuecheck.types import FileWaiver

SCHEMA = json.loads((files("valuecheck") / "schemas" / "config.schema.json").read_text("utf-8"))
DEFAULTS = Settings(root=Path(), origins={})


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def settings(cwd: Path, config: str | None = None, **cli: object) -> Settings:
    given_ = {key.replace("_", "-"): value for key, value in cli.items()}
    return resolve(given_, cwd=cwd, config=Path(config) if config else None, isolated=False)


def values(found: Settings) -> dict[str, Any]:
    return {key: getattr(found, key.replace("-", "_")) for key in KEYS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder where the search for a configuration ends."""
    (tmp_path / "project" / ".git").mkdir(parents=True)
    return (tmp_path / "project").resolve()


def refused(folder: Path, text: str, name: str = "valuecheck.toml") -> str:
    write(folder / name, text)
    with pytest.raises(ConfigError) as error:
        settings(folder)
    return str(error.value)


# --- nothing to read --------------------------------------------------------------------


def test_without_a_configuration_every_setting_is_the_default(folder: Path) -> None:
    found = settings(folder)
    assert values(found) == values(DEFAULTS)
    assert found.origins == dict.fromkeys(KEYS, "default")
    assert found.root == folder


def test_isolated_reads_no_file(folder: Path) -> None:
    write(folder / "valuecheck.toml", "this is not TOML")
    found = resolve({}, cwd=folder, config=None, isolated=True)
    assert values(found) == values(DEFAULTS)


def test_an_empty_file_changes_nothing_but_the_root(folder: Path) -> None:
    write(folder / "valuecheck.toml", "")
    below = folder / "drafts"
    below.mkdir()
    found = settings(below)
    assert values(found) == values(DEFAULTS)
    assert found.root == folder


@pytest.mark.parametrize(
    "text",
    [
        '[tool.ruff]\nselect = ["E"]\n',
        '[project]\ndependencies = ["valuecheck"]\n',
        'tool = "valuecheck"\n',
        "not TOML at all",
    ],
)
def test_a_pyproject_of_other_programs_is_passed_over(folder: Path, text: str) -> None:
    write(folder / "pyproject.toml", text)
    assert values(settings(folder)) == values(DEFAULTS)


def test_the_search_ends_at_the_folder_that_holds_git(folder: Path) -> None:
    write(folder.parent / "valuecheck.toml", 'fail-on = "never"')
    assert settings(folder).fail_on == "error"


def test_options_that_were_not_given_do_not_override(folder: Path) -> None:
    write(folder / "valuecheck.toml", 'fail-on = "info"\nselect = ["privacy"]\n')
    found = settings(folder, fail_on=None, select=())
    assert (found.fail_on, found.select) == ("info", ("privacy",))
    assert found.origins["fail-on"] == "valuecheck.toml:1"


# --- files ------------------------------------------------------------------------------

EVERYTHING = """\
paths = ["drafts", "speeches/2026"]
pack = ["us-japan-digital"]
select = ["privacy", "free-data-flow"]
ignore = ["privacy"]
severity = { privacy = "warning", "free-data-flow" = "info" }
required = ["privacy"]
exclude = ["old"]
extend-exclude = ["archive/*.md"]
per-file-ignores = { "archive/**" = ["term"] }
overrides = [{files = ["archive/*"], required = [], fail-on = "never"}]
terms = "warning"

fail-on = "warning"   # strict
min-score = 60
language = "ja"
encoder = "name/of-a-model"
cache = false
color = "never"
baseline = "known.json"
waivers = [{files = ["old.md"], rules = ["privacy"], reason = "Agreed", expires = 2027-03-31}]
"""

EVERY_VALUE = {
    "paths": ("drafts", "speeches/2026"),
    "pack": ("us-japan-digital",),
    "select": ("privacy", "free-data-flow"),
    "ignore": ("privacy",),
    "severity": {"privacy": "warning", "free-data-flow": "info"},
    "required": ("privacy",),
    "exclude": ("old",),
    "extend-exclude": ("archive/*.md",),
    "per-file-ignores": {"archive/**": ("term",)},
    "terms": "warning",
    "fail-on": "warning",
    "min-score": 60.0,
    "language": "ja",
    "encoder": "name/of-a-model",
    "cache": False,
    "color": "never",
    "baseline": "known.json",
}

LINES = dict(zip(KEYS, [*range(1, 12), *range(13, len(KEYS) + 2)], strict=True))


def everything(name: str, after: int = 0) -> dict[str, object]:
    """What a file of this name gives that holds everything after some lines."""
    waiver = FileWaiver(
        ("old.md",), ("privacy",), "Agreed", "2027-03-31", f"{name}:{LINES['waivers'] + after}"
    )
    override = Override(
        ("archive/*",),
        required=(),
        fail_on="never",
        origin=f"{name}:{LINES['overrides'] + after}",
    )
    return EVERY_VALUE | {"overrides": (override,), "waivers": (waiver,)}


def test_a_file_sets_every_key_and_each_knows_its_line(folder: Path) -> None:
    write(folder / "valuecheck.toml", EVERYTHING)
    found = settings(folder)
    assert values(found) == everything("valuecheck.toml")
    assert found.origins == {key: f"valuecheck.toml:{line}" for key, line in LINES.items()}
    assert found.exclusions == ("old", "archive/*.md")


def test_pyproject_sets_the_same_keys_in_its_table(folder: Path) -> None:
    write(folder / "pyproject.toml", f"[project]\nname = 'x'\n[tool.valuecheck]\n{EVERYTHING}")
    found = settings(folder)
    assert values(found) == everything("pyproject.toml", 3)
    assert found.origins == {key: f"pyproject.toml:{line + 3}" for key, line in LINES.items()}


def test_in_one_folder_the_own_file_wins_and_the_other_is_not_read(folder: Path) -> None:
    write(folder / "pyproject.toml", "[tool.valuecheck\n")
    write(folder / "valuecheck.toml", 'color = "always"')
    assert settings(folder).color == "always"


def test_the_nearest_folder_wins_alone(folder: Path) -> None:
    write(folder / "valuecheck.toml", 'fail-on = "never"\ncolor = "never"\n')
    write(folder / "a" / "pyproject.toml", '[tool.valuecheck]\nfail-on = "info"\n')
    below = folder / "a" / "b"
    below.mkdir()
    found = settings(below)
    assert (found.fail_on, found.color) == ("info", "auto")
    assert found.origins["fail-on"] == "../pyproject.toml:2"
    assert found.root == folder / "a"


def test_a_named_file_is_read_instead_of_the_nearest(folder: Path) -> None:
    write(folder / "valuecheck.toml", 'fail-on = "never"')
    write(folder / "strict" / "rules.toml", 'fail-on = "info"')
    found = settings(folder, "strict/rules.toml")
    assert found.fail_on == "info"
    assert found.origins["fail-on"] == "strict/rules.toml:1"
    assert found.root == folder / "strict"


def test_the_command_line_wins(folder: Path) -> None:
    write(folder / "valuecheck.toml", EVERYTHING)
    found = settings(folder, fail_on="never", pack=("other",), min_score=0.0)
    assert (found.fail_on, found.pack, found.min_score) == ("never", ("other",), 0.0)
    assert found.origins["fail-on"] == "command line --fail-on"
    assert found.origins["min-score"] == "command line --min-score"
    assert found.origins["color"] == f"valuecheck.toml:{LINES['color']}"


def test_a_byte_order_mark_and_windows_line_ends_are_read(folder: Path) -> None:
    text = '\ufeff# settings\r\n\r\nfail-on = "info"\r\n'
    (folder / "valuecheck.toml").write_bytes(text.encode())
    assert settings(folder).origins["fail-on"] == "valuecheck.toml:3"


def test_no_cache_of_the_command_line_wins_and_is_named_as_it_was_given(folder: Path) -> None:
    write(folder / "valuecheck.toml", "cache = true")
    assert settings(folder).cache
    found = settings(folder, cache=False)
    assert not found.cache
    assert found.origins["cache"] == "command line --no-cache"


# --- paths ------------------------------------------------------------------------------


def test_a_pack_and_an_encoder_of_a_file_are_found_from_a_folder_below(folder: Path) -> None:
    write(folder / "valuecheck.toml", 'pack = ["us-japan-digital", "ours"]\nencoder = "model"')
    write(folder / "ours" / "pack.toml", "")
    (folder / "model").mkdir()
    below = folder / "drafts"
    below.mkdir()
    found = settings(below)
    assert found.pack == ("us-japan-digital", "../ours")
    assert found.encoder == "../model"


def test_a_pack_beside_the_file_is_told_from_a_built_in_id_by_its_path(folder: Path) -> None:
    write(folder / "valuecheck.toml", 'pack = ["us-japan-digital"]')
    assert settings(folder).pack == ("us-japan-digital",)
    write(folder / "us-japan-digital" / "pack.toml", "")
    assert settings(folder).pack == ("./us-japan-digital",)


def test_a_pack_can_be_named_by_its_file(folder: Path) -> None:
    write(folder / "valuecheck.toml", 'pack = ["ours/pack.toml"]')
    write(folder / "ours" / "pack.toml", "")
    below = folder / "drafts"
    below.mkdir()
    assert settings(below).pack == ("../ours/pack.toml",)


def test_a_baseline_of_a_file_is_found_from_a_folder_below(folder: Path) -> None:
    write(folder / "valuecheck.toml", 'baseline = "known/all.json"')
    below = folder / "drafts"
    below.mkdir()
    assert settings(below).baseline == "../known/all.json"
    assert settings(below, baseline="mine.json").baseline == "mine.json"


def test_paths_are_relative_to_the_root_wherever_they_come_from(folder: Path) -> None:
    write(folder / "valuecheck.toml", 'paths = ["drafts"]')
    below = folder / "drafts"
    below.mkdir()
    assert settings(below).paths == ("drafts",)
    found = settings(below, paths=("a.md", "../b.md"))
    assert found.paths == ("drafts/a.md", "b.md")
    assert found.origins["paths"] == "command line PATHS"


def test_names_that_no_file_could_have_stay_as_they_are(folder: Path) -> None:
    long = "x" * 5000
    write(folder / "valuecheck.toml", f'pack = ["{long}"]\nencoder = "{long}"')
    found = settings(folder)
    assert (found.pack, found.encoder) == ((long,), long)


# --- what is refused --------------------------------------------------------------------

ALLOWED = f"allowed: {', '.join(KEYS)}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\nfail_on = 1", f'2: unknown key "fail_on" (did you mean "fail-on"?); {ALLOWED}'),
        ("[drafts]\nx = 1", f'1: unknown key "drafts"; {ALLOWED}'),
        (
            'fail-on = "warn"',
            '1: fail-on is "warn"; allowed: "error", "warning", "info", "never"'
            ' (did you mean "warning"?)',
        ),
        ("language = 3", '1: language is 3; allowed: "auto", "en", "ja", "es", "pt"'),
        ("color = true", '1: color is true; allowed: "auto", "always", "never"'),
        ("cache = 0", "1: cache is 0; allowed: true or false, without quotes"),
        ('cache = "off"', '1: cache is "off"; allowed: true or false, without quotes'),
        ("min-score = 101", "1: min-score is 101; allowed: a number from 0 to 100, without quotes"),
        ("min-score = nan", "1: min-score is nan; allowed: a number from 0 to 100, without quotes"),
        (
            'min-score = "60"',
            '1: min-score is "60"; allowed: a number from 0 to 100, without quotes',
        ),
        (
            "min-score = true",
            "1: min-score is true; allowed: a number from 0 to 100, without quotes",
        ),
        (
            '\n\npaths = "drafts"',
            '3: paths is "drafts"; allowed: a list of texts in quotes, here ["drafts"]',
        ),
        (
            "paths = ['a', 1]",
            "1: paths is ['a', 1]; allowed: a list of texts in quotes, none of them empty",
        ),
        (
            "pack = []",
            "1: pack is []; allowed: a list of at least one text; leave the key out for the"
            " default",
        ),
        (
            'per-file-ignores = ["a"]',
            "1: per-file-ignores is ['a']; allowed: a table of patterns, each with a list of"
            ' texts, such as {"archive/*" = ["term"]}',
        ),
        (
            "\n[per-file-ignores]\n'a/*' = []",
            "2: per-file-ignores is {'a/*': []}; allowed: a table of patterns, each with a list"
            ' of texts, such as {"archive/*" = ["term"]}, none of them empty',
        ),
        (
            'terms = "warn"',
            '1: terms is "warn"; allowed: "error", "warning", "info", "off"'
            ' (did you mean "warning"?)',
        ),
        (
            'severity = "error"',
            '1: severity is "error"; allowed: a table of principles, each with its level, such as'
            ' {"privacy" = "warning"}',
        ),
        (
            '[severity]\nprivacy = "info"\nfree-data-flow = "warn"',
            '3: severity of "free-data-flow" is "warn"; allowed: "error", "warning", "info"'
            ' (did you mean "warning"?)',
        ),
        (
            "severity = {}\n\nrequired = 'privacy'",
            '3: required is "privacy"; allowed: a list of texts in quotes, here ["privacy"]',
        ),
        ('encoder = " "', '1: encoder is " "; allowed: a text in quotes that is not empty'),
        ("a = 1\n\nb = = 2", "3: not TOML: invalid value"),
        ('x = "', "1: not TOML: unterminated string"),
        (f"x = {'9' * 5000}", "1: not TOML: a value is out of range"),
    ],
)
def test_what_is_not_allowed_is_told_with_its_line(folder: Path, text: str, message: str) -> None:
    assert refused(folder, text) == f"valuecheck.toml:{message}"


def test_mistakes_in_pyproject_are_told_with_its_line(folder: Path) -> None:
    text = '[tool.valuecheck]\ncolour = "auto"\n'
    message = f'pyproject.toml:2: unknown key "colour" (did you mean "color"?); {ALLOWED}'
    assert refused(folder, text, "pyproject.toml") == message


def test_a_setting_where_the_table_should_be_is_told(folder: Path) -> None:
    assert refused(folder, "[tool]\nvaluecheck = 1\n", "pyproject.toml") == (
        "pyproject.toml:2: write it as a table: [tool.valuecheck]"
    )


def test_a_file_that_is_not_utf_8_is_told_with_its_line(folder: Path) -> None:
    (folder / "valuecheck.toml").write_bytes(b"\xef\xbb\xbf# a\n# caf\xe9\n")
    with pytest.raises(ConfigError) as error:
        settings(folder)
    assert str(error.value) == (
        "valuecheck.toml:2: not UTF-8 text; save it as UTF-8 in your editor"
    )


def test_a_named_file_that_is_missing_is_told(folder: Path) -> None:
    with pytest.raises(ConfigError) as error:
        settings(folder, "no.toml")
    assert str(error.value) == "no.toml: there is no such file; name a configuration file"


def test_a_named_pyproject_without_the_table_is_told(folder: Path) -> None:
    write(folder / "pyproject.toml", "[project]\n")
    with pytest.raises(ConfigError) as error:
        settings(folder, "pyproject.toml")
    assert str(error.value) == (
        "pyproject.toml: there is no table [tool.valuecheck] in it; add one"
    )


def test_a_name_that_no_file_could_have_is_told(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"^x{9}.*: cannot be read \(File name too long\)"):
        settings(folder, "x" * 5000)


def test_nesting_without_end_is_told(folder: Path) -> None:
    text = f"x = {'[' * 100_000}"
    assert refused(folder, text) == "valuecheck.toml: not TOML that can be read: nested too deep"


def test_a_file_and_isolated_exclude_each_other(folder: Path) -> None:
    with pytest.raises(UsageError, match="--config and --isolated exclude each other"):
        resolve({}, cwd=folder, config=Path("x.toml"), isolated=True)


def test_the_command_line_is_checked_as_a_file_is(folder: Path) -> None:
    with pytest.raises(UsageError) as error:
        settings(folder, min_score=float("nan"))
    assert str(error.value) == (
        "--min-score is nan; allowed: a number from 0 to 100, without quotes"
    )


@given(content=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8")))
def test_any_file_gives_settings_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(content)
    try:
        settings(file.parent, "any.toml")
    except ValuecheckError as error:
        assert str(error).startswith("any.toml")
        assert len(str(error).splitlines()) == 1


# --- schema -----------------------------------------------------------------------------

TOML_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 105)
    | st.floats(-5, 105)
    | st.text(max_size=4)
    | st.sampled_from(["auto", "en", "pt", "error", "never", "always", "drafts"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
).filter(lambda value: value is not None)


def test_schema_and_code_have_the_same_keys_and_defaults() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert tuple(SCHEMA["properties"]) == KEYS
    assert {field.name for field in fields(Settings)} == {
        "root",
        "origins",
        *(key.replace("-", "_") for key in KEYS),
    }
    told = {key: rule.get("default") for key, rule in SCHEMA["properties"].items()}
    held = {key: list(v) if isinstance(v, tuple) else v for key, v in values(DEFAULTS).items()}
    assert told == held


@pytest.mark.parametrize("key", KEYS)
@given(value=TOML_VALUES)
def test_schema_and_code_allow_the_same_values(key: str, value: object) -> None:
    try:
        parse(key, value)
    except ValueError:
        allowed = False
    else:
        allowed = True
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid({key: value}) == allowed


@pytest.mark.parametrize("key", ["terms", "fail-on", "language", "color"])
def test_every_choice_of_the_schema_is_allowed(key: str) -> None:
    for choice in SCHEMA["properties"][key]["enum"]:
        assert parse(key, choice) == choice


def test_the_default_pack_is_built_in() -> None:
    assert set(DEFAULTS.pack) <= set(builtin_ids())


def test_hidden_folders_are_among_the_default_exclusions() -> None:
    assert ".*" in DEFAULT_EXCLUDE


# --- cost -------------------------------------------------------------------------------


def test_without_a_file_no_toml_parser_is_loaded(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from valuecheck.config import resolve;"
        "resolve({}, cwd=Path.cwd(), config=None, isolated=False);"
        "print([name for name in ('tomllib', 'click', 'difflib', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
