"""Sentences without labels that a teacher reads for its student.

Two kinds: sentences of public sets, and our own with one word turned (a negation put in or
taken out, a verb for its opposite) or a part left out. What a turned sentence says nobody
knows beforehand; the teacher's reading of it is what the student learns from.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from valuecheck.training.corpora import plain_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

PUBLIC: Final = (
    ("stance_en.jsonl.gz", ("sentence", "principle"), 10_500),
    ("nli_en.jsonl.gz", ("premise",), 5_500),
    ("negation_en.jsonl.gz", ("a", "b"), 1_500),
    ("parallel_ntrex.jsonl.gz", ("en",), 1_500),
)
"""File, its fields of text, and the number of sentences taken."""
TURNED: Final = 6_000
CUT: Final = 2_000

_OPPOSITES: Final = (
    *(
        ("will not ", "will "),
        ("shall not ", "shall "),
        ("must not ", "must "),
        (" is not ", " is "),
    ),
    *((" are not ", " are "), (" cannot ", " can "), (" without ", " with "), (" no ", " any ")),
    *((" unless ", " if "), (" except ", " including "), ("require", "exempt"), ("ban ", "allow ")),
    *(("repeal", "extend"), ("support", "oppose"), ("welcome", "regret"), ("allow", "forbid")),
    *(("permit", "prohibit"), ("lift", "impose"), ("abolish", "keep"), ("open", "closed")),
    *(("strengthen", "weaken"), ("protect", "sacrifice"), ("more ", "less "), ("defend", "attack")),
    *(("increase", "reduce"), ("before ", "after "), ("only if", "even if"), ("reject", "accept")),
)
_MODALS: Final = (" will ", " shall ", " must ", " should ", " may ", " can ")


def pool(public: Path, own: Iterable[str], seed: int = 21) -> list[str]:
    """Unlabelled sentences, each once, in alphabetical order.

    Args:
        public: folder of the public sets, gzipped JSONL.
        own: sentences to turn and to cut.
        seed: of the draws.
    """
    rng = random.Random(seed)  # noqa: S311 - a draw, not a secret
    own = sorted(set(own))
    found: set[str] = set()
    for file, keys, count in PUBLIC:
        texts = sorted(set(plain_texts(public / file, keys)))
        found |= set(rng.sample(texts, min(count, len(texts))))
    found |= set(_drawn([turn(text, rng) for text in own], TURNED, rng))
    found |= set(_drawn([cut(text, rng) for text in own], CUT, rng))
    return sorted(found - set(own))


def _drawn(texts: Sequence[str | None], count: int, rng: random.Random) -> list[str]:
    there = [text for text in texts if text]
    return rng.sample(there, min(count, len(there)))


def turn(text: str, rng: random.Random) -> str | None:
    """Turn one word of a sentence into its opposite; None where no word is known."""
    turns = [(a, b) for a, b in _OPPOSITES if a in text]
    turns += [(b, a) for a, b in _OPPOSITES if b in text]
    turns += 2 * [(word, word + "not ") for word in _MODALS if word in text]
    if not turns:
        return None
    old, new = rng.choice(turns)
    return text.replace(old, new, 1)


def cut(text: str, rng: random.Random) -> str | None:
    """Leave out words of a sentence or one end of it; None where it is short already."""
    words = text.split()
    if len(words) < 8:
        return None
    if rng.random() < 0.5:
        return " ".join(word for word in words if rng.random() > 0.12)
    start = rng.randrange(len(words) // 3)
    return " ".join(words[start : start + max(6, len(words) * 2 // 3)])
