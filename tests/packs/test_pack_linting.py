"""Linting is silent about a good pack and names the line of what would make it judge badly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pack_folder import ENGLISH, HEADER, TOML, line_of, write_pack

from valuecheck.packs import examples_sha256, lint, load, load_examples, scaffold

if TYPE_CHECKING:
    from pathlib import Path

DOORS = line_of('id = "open-doors"')
QUIET = line_of('id = "quiet"')


def english_pack() -> str:
    """The sound pack without its Japanese and its second principle."""
    toml = TOML[: line_offset(TOML, line_of("[[principles]]", 2))]
    lines = (line for line in toml.splitlines(keepends=True) if not line.startswith("ja ="))
    return "".join(lines).replace('["en", "ja"]', '["en"]')


def line_offset(text: str, line: int) -> int:
    return len("".join(text.splitlines(keepends=True)[: line - 1]))


def full_sheet() -> str:
    """A sheet with enough of everything for the English pack."""
    rows = [
        f"{stance[0]}-{number},open-doors,{stance},The doors {does} open on day {number}.,"
        f"p-{number},"
        for number in range(8)
        for stance, does in (("supports", "stay"), ("undermines", "are never"))
    ]
    return HEADER + "\n".join([*rows, "o-1,,neither,It will rain tomorrow.,,"]) + "\n"


def trained(folder: Path) -> Path:
    (folder / "heads" / "encoder").mkdir(parents=True)
    (folder / "heads" / "encoder" / "open-doors.bin").write_bytes(b"\0")
    return folder


def remarks_of(folder: Path) -> list[str]:
    """Remarks as printed, without the folder."""
    return [str(remark).removeprefix(f"{folder}/") for remark in lint(load(str(folder)))]


def remarks_on(tmp_path: Path, toml: str, sheet: str) -> list[str]:
    return remarks_of(trained(write_pack(tmp_path / "p", toml, {"en": sheet})))


# --- silent -----------------------------------------------------------------------------


def test_nothing_is_said_of_a_pack_that_has_enough_of_everything(tmp_path: Path) -> None:
    assert remarks_on(tmp_path, english_pack(), full_sheet()) == []


@pytest.mark.parametrize(
    "row",
    [
        "x,open-doors,neither,Das Büro 東京 met the mayor.,,",
        "x,open-doors,neither,El niño volvió al colegio.,,",
    ],
)
def test_names_and_accents_are_no_other_script(tmp_path: Path, row: str) -> None:
    assert remarks_on(tmp_path, english_pack(), full_sheet() + row) == []


# --- the pack ---------------------------------------------------------------------------


def test_a_pack_without_heads_cannot_judge_yet(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", english_pack(), {"en": full_sheet()})
    (folder / "heads").mkdir()
    (folder / "heads" / ".gitignore").write_text("*")
    assert remarks_of(folder) == [
        "pack.toml:1: warning: no fitted heads, so that it cannot judge yet; run"
        ' "valuecheck train" on it'
    ]


def test_shortages_are_told_for_each_principle_and_language(tmp_path: Path) -> None:
    assert remarks_on(tmp_path, TOML, ENGLISH) == [
        "pack.toml:4: warning: no examples on other matters in ja; without them a pack sees its"
        " principles everywhere",
        f'pack.toml:{DOORS}: warning: "open-doors" has 2 examples that support it in en; give 8'
        " or more",
        f'pack.toml:{DOORS}: warning: "open-doors" has 1 example that undermines it in en; give 8'
        " or more",
        f'pack.toml:{DOORS}: warning: "open-doors" has no examples in ja: it cannot be judged in'
        " ja until it has some and the pack is trained",
        f'pack.toml:{QUIET}: warning: "quiet" has 1 example that supports it in en; give 8 or more',
        f'pack.toml:{QUIET}: warning: "quiet" has no examples that undermine it in en; give 8 or'
        " more",
        f'pack.toml:{QUIET}: warning: "quiet" has no examples in ja: it cannot be judged in ja'
        " until it has some and the pack is trained",
    ]


def test_a_wording_cannot_be_preferred_and_discouraged(tmp_path: Path) -> None:
    toml = english_pack().replace('preferred = "door"', 'preferred = "Gate"')
    line = line_of("preferred", source=toml)
    assert remarks_on(tmp_path, toml, full_sheet()) == [
        f'pack.toml:{line}: error: "Gate" is preferred and discouraged; change one'
    ]


def test_a_preferred_wording_that_holds_the_discouraged_one_is_doubtful(tmp_path: Path) -> None:
    toml = english_pack().replace('preferred = "door"', 'preferred = "open gate"')
    line = line_of("preferred", source=toml)
    assert remarks_on(tmp_path, toml, full_sheet()) == [
        f'pack.toml:{line}: warning: the preferred "open gate" holds the discouraged "gate" and'
        " would be found as well; reword one"
    ]


@pytest.mark.parametrize("host", ["example.org", "www.Example.com"])
def test_a_placeholder_is_no_address_of_a_document(tmp_path: Path, host: str) -> None:
    toml = english_pack().replace("doors.example-office.org", host)
    line = line_of("url", source=toml)
    assert remarks_on(tmp_path, toml, full_sheet()) == [
        f"pack.toml:{line}: warning: the address is a placeholder; give the one of the document"
    ]


# --- the rows ---------------------------------------------------------------------------

ROWS = {
    "a pair of one": (
        "x,open-doors,neither,The doors are green.,p-x,",
        'warning: "p-x" is the pair of no other sentence; add one or clear it',
    ),
    "next to no text": (
        "x,open-doors,neither,Doors! 12345,,",
        'warning: next to no text: "Doors! 12345"; write a whole sentence',
    ),
    "another script": (
        "x,open-doors,neither,扉についての報告書が本日公表される。,,",
        'warning: a text of en.csv is not in Latin letters: "扉についての報告書が本日公表される。"',
    ),
    "contradictory labels": (
        "x,open-doors,undermines,the doors stay open on day 0.,,",
        'error: the same text is "supports" for "open-doors" on line 2 and "undermines" here;'
        " keep one",
    ),
    "a principle and other matters": (
        "x,,neither,The doors stay open on day 0.,,",
        "error: the same text is on other matters on one line and on a principle on another"
        " (line 2); keep one",
    ),
    "the same text again": (
        "x,open-doors,supports,The doors stay open on day 0.,,",
        "warning: the same text stands on line 2 under another id; keep one",
    ),
    "a row that breaks the format": (
        "x,open-doors,supports,,,",
        "error: the text is empty; write the sentence or remove the row",
    ),
}


@pytest.mark.parametrize(("row", "remark"), ROWS.values(), ids=ROWS.keys())
def test_a_doubtful_row_is_told_with_its_line(tmp_path: Path, row: str, remark: str) -> None:
    line = full_sheet().count("\n") + 1
    assert remarks_on(tmp_path, english_pack(), full_sheet() + row) == [
        f"examples/en.csv:{line}: {remark}"
    ]


def test_every_broken_row_is_told_not_only_the_first(tmp_path: Path) -> None:
    sheet = full_sheet() + "x,open-doors,maybe,The doors are green.,,\n,,neither,It snows here.,,\n"
    line = full_sheet().count("\n") + 1
    assert remarks_on(tmp_path, english_pack(), sheet) == [
        f'examples/en.csv:{line}: error: unknown stance "maybe"; allowed: supports, undermines,'
        " neither",
        f"examples/en.csv:{line + 1}: error: the id is empty; give the sentence an id of its own",
    ]


def in_both_languages(tmp_path: Path, japanese: str) -> list[str]:
    sheets: dict[str, str | bytes] = {"en": ENGLISH, "ja": HEADER + japanese}
    folder = trained(write_pack(tmp_path / "p", examples=sheets))
    return [remark for remark in remarks_of(folder) if remark.startswith("examples/")]


def test_a_japanese_text_may_hold_latin_names(tmp_path: Path) -> None:
    assert in_both_languages(tmp_path, "j-1,quiet,neither,OECD と ITU が会合を開く。,,\n") == []


def test_a_japanese_sheet_with_a_text_in_latin_letters_is_doubtful(tmp_path: Path) -> None:
    assert in_both_languages(tmp_path, "j-1,quiet,neither,Nobody shouts.,,\n") == [
        'examples/ja.csv:2: warning: a text of ja.csv is not in kana or kanji: "Nobody shouts."'
    ]


def test_translations_share_their_labels(tmp_path: Path) -> None:
    rows = "o-1,,neither,明日は雨が降るでしょう。,,\nn-1,quiet,supports,騒音の報告書が出る。,,\n"
    assert in_both_languages(tmp_path, rows) == [
        'examples/ja.csv:3: warning: the id "n-1" has other labels on line 6 of en.csv;'
        " translations share theirs"
    ]


# --- the starter ------------------------------------------------------------------------


def test_a_new_pack_has_nothing_to_mend_but_its_placeholder_and_training(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    scaffold(folder, ("en", "ja", "es", "pt"))
    remarks = lint(load(str(folder)))
    assert [remark.message.split(";")[0] for remark in remarks] == [
        "no fitted heads, so that it cannot judge yet",
        "the address is a placeholder",
    ]
    assert {remark.level for remark in remarks} == {"warning"}


def test_heads_fitted_on_other_examples_are_told(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", english_pack(), {"en": full_sheet()})
    manifest = folder / "heads" / "mini" / "manifest.json"
    manifest.parent.mkdir(parents=True)
    now = examples_sha256(load_examples(load(str(folder))))
    manifest.write_text(json.dumps({"examples_sha256": now}), encoding="utf-8")
    assert remarks_of(folder) == []

    changed = full_sheet().replace("It will rain", "It will snow")
    (folder / "examples" / "en.csv").write_text(changed, encoding="utf-8")
    assert remarks_of(folder) == [
        'pack.toml:1: warning: the heads "mini" were fitted on other examples; run'
        ' "valuecheck train" again'
    ]
