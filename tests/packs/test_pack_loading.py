"""A pack that keeps the format loads, alone or with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pack_folder import TOML, line_of, write_pack

from valuecheck.errors import PackError
from valuecheck.packs import builtin_ids, load, load_all
from valuecheck.types import Authority, Term

if TYPE_CHECKING:
    from pathlib import Path

# --- sound packs ------------------------------------------------------------------------


def test_a_sound_pack_loads_whole(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p")
    pack = load(str(folder))
    assert (pack.id, pack.version, pack.licence) == ("demo", "1.2", "CC0-1.0")
    assert pack.languages == ("en", "ja")
    assert pack.title == {"en": "Demo", "ja": "見本"}
    assert pack.folder == str(folder)
    first, second = pack.principles
    assert (first.id, first.pack, first.severity) == ("open-doors", "demo", "warning")
    assert (first.weight, first.required) == (2.0, True)
    assert first.statement == {"en": "Doors stay open.", "ja": "扉は開けておく。"}
    assert first.authorities == (
        Authority(
            "Door charter",
            "Door office",
            "2024-02-29",
            "https://doors.example-office.org/charter?a=1#b",
        ),
    )
    assert first.terms == (Term("en", "gate", "door"),)
    assert (second.weight, second.required, second.terms) == (0.5, False, ())


def test_the_path_of_pack_toml_means_its_folder(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p")
    assert load(str(folder / "pack.toml")) == load(str(folder))


def test_examples_are_not_read_when_loading(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", examples={"en": b"\xff not a table"})
    assert load(str(folder)).id == "demo"


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_windows_editor_may_have_saved_it(tmp_path: Path, mark: str, line_end: str) -> None:
    folder = write_pack(tmp_path / "p")
    (folder / "pack.toml").write_bytes((mark + TOML.replace("\n", line_end)).encode())
    assert len(load(str(folder)).principles) == 2


def test_a_text_over_several_lines_becomes_one_line(tmp_path: Path) -> None:
    toml = TOML.replace('"So that people can come in."', '"""\nSo that people\n  can come in.\n"""')
    pack = load(str(write_pack(tmp_path / "p", toml)))
    assert pack.principles[0].rationale["en"] == "So that people can come in."


@pytest.mark.parametrize("date", ["2024", "2024-02", "2024-02-29"])
def test_a_date_is_a_day_a_month_or_a_year(tmp_path: Path, date: str) -> None:
    pack = load(str(write_pack(tmp_path / "p", TOML.replace("2024-02-29", date))))
    assert pack.principles[0].authorities[0].date == date


def test_every_built_in_pack_is_called_like_its_folder() -> None:
    assert builtin_ids()
    for name in builtin_ids():
        assert load(name).id == name


# --- references that lead nowhere ------------------------------------------------------


def test_a_folder_without_pack_toml_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError) as error:
        load(str(tmp_path))
    assert str(error.value) == f"{tmp_path}: not a pack: the folder holds no pack.toml"


@pytest.mark.parametrize("reference", ["", "us-japan-digtal", "no/such\0folder", "x" * 5000])
def test_a_name_that_leads_nowhere_is_an_error_with_the_built_in_packs(reference: str) -> None:
    with pytest.raises(PackError, match=r"^no pack .* built-in: .*us-japan-digital"):
        load(reference)


def test_the_nearest_built_in_pack_is_suggested() -> None:
    with pytest.raises(PackError) as error:
        load("us-japan-digtal")
    assert str(error.value) == (
        'no pack "us-japan-digtal" (did you mean "us-japan-digital"?): neither a folder nor a'
        " built-in pack; built-in: us-japan-digital"
    )


# --- several packs ----------------------------------------------------------------------


def other_pack(folder: Path) -> Path:
    toml = TOML.replace('"demo"', '"other"').replace('"open-doors"', '"open-windows"')
    return write_pack(folder, toml.replace('"quiet"', '"calm"'), examples={})


def test_packs_stack_in_the_order_given(tmp_path: Path) -> None:
    folders = [write_pack(tmp_path / "a"), other_pack(tmp_path / "b")]
    packs = load_all(str(folder) for folder in reversed(folders))
    assert [pack.id for pack in packs] == ["other", "demo"]


def test_no_reference_is_no_pack() -> None:
    assert load_all([]) == ()


def test_two_packs_cannot_share_an_id(tmp_path: Path) -> None:
    first, second = write_pack(tmp_path / "a"), write_pack(tmp_path / "b")
    with pytest.raises(PackError) as error:
        load_all([str(first), str(second)])
    assert str(error.value) == (
        f'{second / "pack.toml"}:1: pack "demo" is also in "{first}"; rename one or use one of'
        " the packs"
    )


def test_two_packs_cannot_share_a_principle(tmp_path: Path) -> None:
    first, second = write_pack(tmp_path / "a"), other_pack(tmp_path / "b")
    toml = (second / "pack.toml").read_text("utf-8").replace('"calm"', '"quiet"')
    (second / "pack.toml").write_text(toml, "utf-8")
    with pytest.raises(PackError) as error:
        load_all([str(first), str(second)])
    line = line_of('id = "quiet"')
    assert str(error.value) == (
        f'{second / "pack.toml"}:{line}: principle "quiet" is also in "{first}"; rename one or'
        " use one of the packs"
    )
