"""What an encoder is trained on: sentences and what each says to which proposition.

A proposition is a statement that a sentence can support or undermine: a principle of a pack,
or any other. Training on many of them, beside the principles, is what makes an encoder learn
stance and not twelve topics.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from valuecheck.errors import ReadError
from valuecheck.packs import load_examples
from valuecheck.training.labelled import read_labelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from valuecheck.types import Language, Pack

Subject = Literal["principles", "propositions", "other"]

SIGN: Final[Mapping[str, int]] = {
    "supports": 1, "undermines": -1, "neither": 0, "neutral": 0
}  # fmt: skip
_RESERVED_OF: Final = 10
_OF_THE_FIELD = re.compile(
    r"competit|monopol|tariff|privacy|copyright|patent|intellectual property|encrypt|surveil|"
    r"personal data|internet|digital|regulat|standard|interoperab|vendor|supplier|subsid|"
    r"free trade|import|piracy|hack|cyber|wiretap|spying|antitrust|open source|telecom|network|"
    r"stakeholder|infrastructure|consult|technolog|software|data",
    re.IGNORECASE,
)
_FUNCTION_WORDS = re.compile(
    r"\b(the|of|and|to|in|a|is|for|that|be|by|shall|with|on|will|or|as|at|this|it|an|are|was|"
    r"not|from|may)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence for training."""

    text: str
    stances: Mapping[str, int]
    """Proposition to 1 supports, -1 undermines, 0 mentions; principles by their id."""
    group: str
    """Sentences of a minimal pair share it."""
    subject: Subject
    """What the sentence was written or read for: the rest of its labels is guesswork."""
    overlaps: bool = False
    """It speaks of another proposition in a way that may touch the principles as well."""


def reserved(group: str) -> bool:
    """Whether sentences of a group are kept from every encoder's training.

    A tenth is: what an encoder has seen tells nothing of how sure its heads may be, so they
    are calibrated on what it has not seen.
    """
    return int(hashlib.sha256(f"g{group}".encode()).hexdigest(), 16) % _RESERVED_OF == 0


def pack_rows(pack: Pack, language: Language) -> list[Row]:
    """The examples of a pack in one language."""
    return [
        Row(
            example.text,
            {name: SIGN[stance] for name, stance in example.labels.items()},
            example.pair or example.id,
            "principles",
        )
        for example in load_examples(pack)
        if example.language == language
    ]


def proposition_rows(path: Path, use: str) -> list[Row]:
    """Sentences on propositions beyond the packs, from a CSV file.

    Columns: `proposition`, `stance` (supports, undermines, neither), `text`, `pair`,
    `overlaps` (yes where the proposition may touch a principle), `use` (train, or test for
    the propositions that no encoder is trained on).

    Args:
        path: the file.
        use: the rows to read.

    Raises:
        ReadError: at the first row of another form.
    """
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, cells in enumerate(csv.DictReader(file), start=2):
            try:
                if cells["use"] != use:
                    continue
                stance = {cells["proposition"]: SIGN[cells["stance"]]}
                pair, text, overlaps = cells["pair"], cells["text"], cells["overlaps"] == "yes"
            except KeyError as error:
                raise ReadError(
                    f"the column or stance {error} is not known; the columns are proposition, "
                    "stance (supports, undermines, neither), text, pair, overlaps, use",
                    path=str(path),
                    line=number,
                ) from None
            rows.append(
                Row(text, stance, pair or f"{path.name}:{number}", "propositions", overlaps)
            )
    return rows


def statement_rows(path: Path, language: Language) -> list[Row]:
    """Real statements with their labels, from JSONL; those in another language are left out."""
    return [
        Row(
            row.text,
            {name: SIGN[side] for name, side in row.labels.items()},
            row.pair or row.id,
            "principles",
        )
        for row in read_labelled(path)
        if row.language == language and (language != "en" or _english(row.text))
    ]


def _english(text: str) -> bool:
    """Labels of language err in scraped text; English has its small words everywhere."""
    return len(_FUNCTION_WORDS.findall(text)) >= 0.08 * len(text.split())


def read_rows(labels: Path, folder: Path, sets: Iterable[tuple[str, Iterable[str]]]) -> list[Row]:
    """Sentences of public sets that have been read for the principles.

    Their texts are not ours to publish: `labels` is a CSV file with the first 16 hexadecimal
    digits of each text's SHA-256 (`sha256`), `principle` and `stance`.
    """
    stances: dict[str, dict[str, int]] = {}
    with labels.open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file):
            mine = stances.setdefault(cells["sha256"], {})
            if cells["principle"]:
                mine[cells["principle"]] = SIGN[cells["stance"]]
    texts = {text for name, keys in sets for text in plain_texts(folder / name, keys)}
    named = {hashlib.sha256(text.encode()).hexdigest()[:16]: text for text in texts}
    return [
        Row(named[digest], mine, digest, "principles")
        for digest, mine in sorted(stances.items())
        if digest in named
    ]


def background(
    folder: Path, sets: Iterable[tuple[str, Iterable[str]]], count: int, seed: int = 11
) -> list[Row]:
    """Ordinary sentences that speak to nothing, drawn from public sets.

    Those with a word of the field in them are left out, since nobody has read whether they
    take a position.
    """
    texts = sorted(
        {
            text
            for name, keys in sets
            for text in plain_texts(folder / name, keys)
            if not _OF_THE_FIELD.search(text)
        }
    )
    rng = random.Random(seed)  # noqa: S311 - a draw, not a secret
    drawn = rng.sample(texts, min(count, len(texts)))
    return [Row(text, {}, f"background:{text}", "other") for text in drawn]


def plain_texts(path: Path, keys: Iterable[str]) -> Iterator[str]:
    """Sentences of a public set, from gzipped JSONL, without its labels.

    Args:
        path: the file.
        keys: the fields that hold sentences.
    """
    wanted = tuple(keys)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            for key in wanted:
                text = " ".join(row[key].split())
                if 4 <= text.count(" ") + 1 <= 60:
                    yield text
