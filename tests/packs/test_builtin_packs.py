"""Every built-in principle, in every language, has sentences that fire and that stay silent."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from valuecheck.languages import LANGUAGES
from valuecheck.packs import builtin_folder, builtin_ids, lint, load, load_examples

if TYPE_CHECKING:
    from valuecheck.types import Example

US_JAPAN = "us-japan-digital"
PRINCIPLES = (
    "open-architecture",
    "vendor-diversity",
    "free-data-flow",
    "privacy",
    "security-trust",
    "multistakeholder",
    "industry-led-standards",
    "pro-competition",
    "light-touch-regulation",
    "intellectual-property",
    "quality-investment",
    "inclusive-cocreation",
)


@cache
def examples_of(pack: str) -> tuple[Example, ...]:
    return load_examples(load(pack))


def test_the_built_in_packs_are_the_folders_beside_each_other() -> None:
    assert US_JAPAN in builtin_ids()
    assert list(builtin_ids()) == sorted(
        path.name for path in builtin_folder().iterdir() if path.is_dir()
    )


def test_the_us_japan_pack_has_the_principles_that_users_rely_on() -> None:
    pack = load(US_JAPAN)
    assert tuple(principle.id for principle in pack.principles) == PRINCIPLES
    assert set(pack.languages) == set(LANGUAGES)


@pytest.mark.parametrize("pack", builtin_ids())
def test_linting_finds_no_error(pack: str) -> None:
    assert [str(remark) for remark in lint(load(pack)) if remark.level == "error"] == []


@pytest.mark.parametrize("pack", builtin_ids())
def test_every_principle_rests_on_two_authorities(pack: str) -> None:
    for principle in load(pack).principles:
        documents = {authority.url for authority in principle.authorities}
        assert len(documents) >= 2, principle.id


@pytest.mark.parametrize("stance", ["supports", "undermines", "neither"])
@pytest.mark.parametrize("pack", builtin_ids())
def test_every_principle_has_examples_of_each_stance_in_every_language(
    pack: str, stance: str
) -> None:
    counts = Counter(
        (principle, example.language)
        for example in examples_of(pack)
        for principle, label in example.labels.items()
        if label == stance
    )
    loaded = load(pack)
    missing = [
        (principle.id, language)
        for principle in loaded.principles
        for language in loaded.languages
        if not counts[principle.id, language]
    ]
    assert missing == []


@pytest.mark.parametrize("pack", builtin_ids())
def test_every_language_has_sentences_on_other_matters(pack: str) -> None:
    silent = Counter(example.language for example in examples_of(pack) if not example.labels)
    assert all(silent[language] for language in load(pack).languages)
