"""Find and keep the judgements of sentences."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from valuecheck.cache.context import context
from valuecheck.cache.records import from_bytes, to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from valuecheck.cache.store import Store
    from valuecheck.types import JudgedSentence, Judgement, Language, Sentence

    Text = tuple[str, Language]
    """All of a sentence that decides its judgements."""


class JudgementCache:
    """The judgements that one encoder and one set of heads gave in earlier runs."""

    def __init__(self, store: Store, principles: Sequence[str], parts: Iterable[str]) -> None:
        """Take a store and what the judgements depend on.

        Args:
            store: where they are kept, among those of others.
            principles: every principle that is judged, in a fixed order.
            parts: hashes of what judges: of the encoder and of the heads.
        """
        self._store = store
        self._principles = tuple(principles)
        self._context = context((*parts, *self._principles))

    def find(self, sentences: Iterable[Sentence]) -> dict[Text, tuple[Judgement, ...]]:
        """The judgements, strongest first, of those sentences that are known."""
        keys = {self._key(text): text for text in {(one.text, one.language) for one in sentences}}
        found: dict[Text, tuple[Judgement, ...]] = {}
        for key, written in self._store.get(keys).items():
            judgements = from_bytes(key, written, self._principles)
            if judgements is not None:
                found[keys[key]] = judgements
        return found

    def keep(self, judged: Iterable[JudgedSentence]) -> None:
        """Keep judgements toward all the principles, before any points are added."""
        rows: dict[bytes, bytes] = {}
        for one in judged:
            key = self._key((one.sentence.text, one.sentence.language))
            written = to_bytes(key, one.judgements, self._principles)
            if written is not None:
                rows[key] = written
        self._store.put(rows)

    def _key(self, text: Text) -> bytes:
        words, language = text
        content = f"{language}\0{words}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(self._context + content).digest()
