"""From files to a report, with the parts that ship."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import numpy as np
import pytest

from valuecheck import encoders, packs, stance
from valuecheck.checker import Checker, Draft
from valuecheck.errors import ConfigError, ModelError, PackError, UsageError
from valuecheck.selection import Mention, Standard
from valuecheck.stance import Judge
from valuecheck.types import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.types import Level, Report, Vectors

PACK = "us-japan-digital"
FLOW = "We support the free flow of data across borders with trust."
STORAGE = "All personal data must be stored on servers inside the country."
RAIN = "It will rain tomorrow."
SENTENCES = (FLOW, STORAGE, RAIN)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker.load([PACK])


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def markdown(*paragraphs: str, path: str = "draft.md") -> Draft:
    return Draft(path, "\n\n".join(paragraphs).encode())


DRAFTS = (
    markdown(*SENTENCES),
    Draft("draft.txt", "\n\n".join(SENTENCES).encode()),
    Draft("draft.rst", "\n\n".join(SENTENCES).encode()),
    Draft("draft.html", "".join(f"<p>{text}</p>\n" for text in SENTENCES).encode()),
    Draft("draft.docx", word(*SENTENCES)),
)


def said(report: Report) -> list[list[tuple[str, list[tuple[str, str]]]]]:
    """For each file its sentences with principles and stances."""
    return [
        [
            (one.sentence.text, [(j.principle, j.stance) for j in one.judgements])
            for one in file.sentences
        ]
        for file in report.files
    ]


# --- little or nothing ------------------------------------------------------------------


def test_no_drafts_give_an_empty_report(checker: Checker) -> None:
    report = checker.check([])
    assert (report.files, report.problems) == ((), ())
    assert (report.summary.files, report.summary.score) == (0, None)
    assert report.summary.verdict == "silent"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.md", b""), ("a.txt", b" \n\n"), ("a.html", b"<p></p>"), ("a.docx", word())],
)
def test_an_empty_draft_is_silent_and_told_to_be_empty(
    checker: Checker, name: str, content: bytes
) -> None:
    (file,) = checker.check([Draft(name, content)]).files
    assert (file.sentences, file.score, file.verdict) == ((), None, "silent")
    assert [one.kind for one in file.findings] == ["empty"]


def test_an_empty_draft_beside_a_full_one_changes_nothing(checker: Checker) -> None:
    alone = checker.check([markdown(*SENTENCES)])
    beside = checker.check([markdown(path="empty.md"), markdown(*SENTENCES)])
    assert beside.files[1] == alone.files[0]


# --- one way down -----------------------------------------------------------------------


def test_every_format_gives_the_same_sentences_and_judgements(checker: Checker) -> None:
    report = checker.check(DRAFTS)
    assert report.problems == ()
    assert [file.path for file in report.files] == [draft.path for draft in DRAFTS]
    first, *others = said(report)
    assert [text for text, _ in first] == list(SENTENCES)
    assert others == [first] * 4
    assert report.summary.sentences == 15


def test_sentences_are_placed_where_they_stand(checker: Checker) -> None:
    (file,) = checker.check([markdown(f"# {RAIN}", f"- {FLOW} {RAIN}")]).files
    assert [one.sentence.place for one in file.sentences] == [
        Place(1, 3, 1, 3 + len(RAIN)),
        Place(3, 3, 3, 3 + len(FLOW)),
        Place(3, 4 + len(FLOW), 3, 4 + len(FLOW) + len(RAIN)),
    ]


def test_judgements_are_those_of_the_pack_s_heads_on_the_sentence_s_vector(
    checker: Checker,
) -> None:
    pack = packs.load(PACK)
    encoder = encoders.load()
    heads = stance.load_heads(stance.find_heads(pack, encoder.info))
    names = [principle.id for principle in pack.principles]
    (file,) = checker.check([markdown(*SENTENCES)]).files
    plain = [one.sentence for one in file.sentences]
    expected = Judge([heads], names).judge(plain, encoder.encode(SENTENCES))
    assert any(one.judgements for one in expected)
    for ours, theirs in zip(file.sentences, expected, strict=True):
        assert ours.sentence == theirs.sentence
        for mine, other in zip(ours.judgements, theirs.judgements, strict=True):
            assert (mine.principle, mine.stance) == (other.principle, other.stance)
            assert mine.confidence == pytest.approx(other.confidence, abs=1e-5)


def test_the_report_names_the_pack_the_model_and_all_principles(checker: Checker) -> None:
    report = checker.check([markdown(RAIN)])
    pack = packs.load(PACK)
    assert [(one.id, one.version, one.sha256) for one in report.packs] == [
        (PACK, pack.version, pack.sha256)
    ]
    assert report.packs[0].principles == pack.principles
    assert report.model == encoders.load().info
    assert [part.id for part in report.files[0].principles] == [one.id for one in pack.principles]


def test_the_same_drafts_give_the_same_report_twice(checker: Checker) -> None:
    first = checker.check(DRAFTS)
    assert checker.check(DRAFTS) == first
    assert Checker.load([PACK]).check(DRAFTS) == first


def test_a_forced_language_holds_for_every_sentence(checker: Checker) -> None:
    (file,) = checker.check([markdown(*SENTENCES)], language="pt").files
    assert {one.sentence.language for one in file.sentences} == {"pt"}
    assert file.language == "pt"
    (found,) = checker.check([markdown(*SENTENCES)]).files
    assert {one.sentence.language for one in found.sentences} == {"en"}


# --- repetition -------------------------------------------------------------------------


class Counting:
    """The shipped encoder, noting what it is asked for."""

    def __init__(self) -> None:
        self.real = encoders.load()
        self.info = self.real.info
        self.asked: list[str] = []

    def encode(self, sentences: Sequence[str]) -> Vectors:
        self.asked += sentences
        return self.real.encode(sentences)


def test_a_sentence_that_recurs_is_encoded_once_and_judged_alike(checker: Checker) -> None:
    encoder = Counting()
    counting = replace(checker, encoder=encoder)
    drafts = [markdown(FLOW, RAIN, FLOW), markdown(STORAGE, FLOW, path="b.md")]
    report = counting.check(drafts)
    assert encoder.asked == [FLOW, RAIN, STORAGE]
    texts = [[text for text, _ in file] for file in said(report)]
    assert texts == [[FLOW, RAIN, FLOW], [STORAGE, FLOW]]
    judged = [one for file in said(report) for text, one in file if text == FLOW]
    assert judged[0] == judged[1] == judged[2] != []
    assert report == checker.check(drafts)


@pytest.mark.parametrize(
    ("number", "calls"),
    [
        (0, [(0, 0)]),
        (1, [(1, 1)]),
        (256, [(256, 256)]),
        (257, [(256, 257), (257, 257)]),
        (600, [(256, 600), (512, 600), (600, 600)]),
    ],
)
def test_progress_is_told_up_to_the_last_sentence(
    checker: Checker, number: int, calls: list[tuple[int, int]]
) -> None:
    class Quick:
        info = checker.encoder.info

        def encode(self, sentences: Sequence[str]) -> Vectors:
            return np.zeros((len(sentences), 768), dtype=np.float32)

    told: list[tuple[int, int]] = []
    draft = markdown(*(f"Sentence {count} stands here." for count in range(number)))
    report = replace(checker, encoder=Quick()).check(
        [draft], progress=lambda *now: told.append(now)
    )
    assert report.summary.sentences == number
    assert told == calls


# --- discouraged terms, and what is left out for a draft ---------------------------------

NATION = "The recipient countries asked for data sovereignty."


def kinds(report: Report) -> list[list[tuple[str, str, str]]]:
    return [[(one.rule, one.kind, one.level) for one in file.findings] for file in report.files]


def terms_of(report: Report) -> list[list[tuple[str, str, str]]]:
    return [[one for one in file if one[1] == "term"] for file in kinds(report)]


def test_terms_are_found_in_every_format_at_the_same_words(checker: Checker) -> None:
    drafts = (
        markdown(RAIN, NATION),
        Draft("draft.txt", f"{RAIN}\n\n{NATION}".encode()),
        Draft("draft.rst", f"{RAIN}\n\n{NATION}".encode()),
        Draft("draft.html", f"<p>{RAIN}</p>\n<p>{NATION}</p>".encode()),
        Draft("draft.docx", word(RAIN, NATION)),
    )
    for file in checker.check(drafts).files:
        told = [one for one in file.findings if one.kind == "term"]
        assert [one.rule for one in told] == ["inclusive-cocreation", "free-data-flow"]
        assert [one.level for one in told] == ["info", "info"]
        texts = [
            file.sentences[1].sentence.text[w.start : w.end] for w in (t.words for t in told) if w
        ]
        assert texts == ["recipient countries", "data sovereignty"]
        lines = {"draft.docx": 2, "draft.html": 2}
        assert {one.place.line for one in told} == {lines.get(file.path, 3)}


def test_terms_may_be_warnings_or_not_looked_for() -> None:
    levels: tuple[Level, ...] = ("warning", "error")
    for level in levels:
        strict = Checker.load([PACK], terms=level)
        assert {one[2] for one in terms_of(strict.check([markdown(NATION)]))[0]} == {level}
    assert terms_of(Checker.load([PACK], terms=None).check([markdown(NATION)])) == [[]]


def test_only_the_terms_of_chosen_principles_are_looked_for() -> None:
    chosen = Checker.load([PACK], select=["free-data-flow"])
    assert terms_of(chosen.check([markdown(NATION)])) == [[("free-data-flow", "term", "info")]]


def test_a_draft_is_not_checked_against_principles_that_it_ignores(checker: Checker) -> None:
    here = markdown(FLOW, STORAGE, NATION)
    there = replace(here, standard=Standard(ignore=frozenset({"free-data-flow"})))
    one, other = checker.check([here, there]).files
    assert other.sentences != one.sentences
    assert [part.id for part in other.principles] == [
        part.id for part in one.principles if part.id != "free-data-flow"
    ]
    judged = {each.principle for sentence in other.sentences for each in sentence.judgements}
    assert "free-data-flow" not in judged
    assert "free-data-flow" not in {finding.rule for finding in other.findings}
    alone = Checker.load([PACK], ignore=["free-data-flow"]).check([here]).files[0]
    assert other == alone


def test_a_kind_of_finding_may_be_left_out_for_a_draft(checker: Checker) -> None:
    here = markdown(STORAGE, NATION)
    all_kinds = {one[1] for one in kinds(checker.check([here]))[0]}
    assert {"term", "silent"} <= all_kinds
    for kind in ("term", "silent"):
        report = checker.check([replace(here, standard=Standard(ignore=frozenset({kind}))), here])
        told = [{one[1] for one in file} for file in kinds(report)]
        assert told == [all_kinds - {kind}, all_kinds]
        assert report.files[0].score == report.files[1].score


def test_a_draft_that_ignores_every_principle_is_checked_against_nothing(checker: Checker) -> None:
    every = frozenset(one.id for one in checker.principles)
    (file,) = checker.check(
        [replace(markdown(STORAGE, NATION), standard=Standard(ignore=every))]
    ).files
    assert (file.score, file.verdict, file.findings, file.principles) == (None, "silent", (), ())
    assert len(file.sentences) == 2


def test_what_the_configuration_mentions_has_to_exist() -> None:
    names = [one.id for one in packs.load(PACK).principles]
    good = Mention("per-file-ignores", ("term", *names), "valuecheck.toml:3", kinds=True)
    assert Checker.load([PACK], mentions=[good]).principles
    with pytest.raises(ConfigError) as caught:
        Checker.load([PACK], mentions=[good, replace(good, names=("terms",))])
    assert str(caught.value) == (
        "valuecheck.toml:3: per-file-ignores: no pack in use has a principle 'terms'; did you "
        f"mean 'term'? the principles are: {', '.join(names)}; "
        "also allowed: term, silent, unsure, language, empty"
    )


# --- trouble ----------------------------------------------------------------------------


def test_a_draft_that_cannot_be_read_is_a_problem_and_the_others_are_checked(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.md").write_text(FLOW, encoding="utf-8")
    Path("folder.md").mkdir()
    report = checker.check(
        [
            Draft("missing.md"),
            Draft("there.md"),
            Draft("folder.md"),
            Draft("broken.docx", b"PK\x03\x04 and no more"),
            Draft("table.xlsx", b""),
            markdown(RAIN, path="last.md"),
        ]
    )
    assert [file.path for file in report.files] == ["there.md", "last.md"]
    assert [problem.path for problem in report.problems] == [
        "missing.md",
        "folder.md",
        "broken.docx",
        "table.xlsx",
    ]
    assert report.problems[0] == Problem("missing.md", "there is no such file; check the name")
    assert all("\n" not in problem.message for problem in report.problems)
    assert report.summary.files == 2


def test_principles_can_be_chosen_and_left_out() -> None:
    chosen = Checker.load([PACK], select=["privacy", "free-data-flow"], ignore=["privacy"])
    report = chosen.check([markdown(*SENTENCES)])
    assert [one.id for one in report.packs[0].principles] == ["free-data-flow"]
    assert {name for _, judged in said(report)[0] for name, _ in judged} <= {"free-data-flow"}
    assert {one.rule for one in report.files[0].findings} <= {"free-data-flow"}


def test_leaving_one_principle_out_does_not_change_the_judgements_on_the_others(
    checker: Checker,
) -> None:
    whole = said(checker.check([markdown(*SENTENCES)]))[0]
    without = said(Checker.load([PACK], ignore=["privacy"]).check([markdown(*SENTENCES)]))[0]
    assert without == [
        (text, [one for one in judged if one[0] != "privacy"]) for text, judged in whole
    ]


def test_an_unknown_principle_is_told_with_the_one_that_may_be_meant() -> None:
    for option in ("select", "ignore"):
        with pytest.raises(UsageError) as caught:
            Checker.load([PACK], **{option: ["privcy"]})  # type: ignore[arg-type]
        names = ", ".join(one.id for one in packs.load(PACK).principles)
        assert str(caught.value) == (
            "no pack in use has a principle 'privcy'; did you mean 'privacy'? the principles "
            f"are: {names}"
        )


def test_no_principle_left_is_told() -> None:
    with pytest.raises(UsageError, match="no principle is left to check"):
        Checker.load([PACK], select=["privacy"], ignore=["privacy"])


def test_an_unknown_pack_and_a_pack_without_heads_are_told(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        Checker.load(["no-such-pack"])
    packs.scaffold(tmp_path / "mine", ("en",))
    with pytest.raises(ModelError, match=r"^mine: the pack has no heads for the encoder "):
        Checker.load([str(tmp_path / "mine")])
