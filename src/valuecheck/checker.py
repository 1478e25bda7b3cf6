"""The order of the steps, from files to a report. No other module knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from valuecheck import __version__, encoders, findings, packs, readers, scoring, sentences, stance
from valuecheck.errors import ReadError, UsageError
from valuecheck.types import FileResult, JudgedSentence, PackInfo, Problem, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from valuecheck.types import (
        Document,
        Encoder,
        Language,
        Pack,
        Principle,
        Sentence,
        Vectors,
    )

    Progress = Callable[[int, int], None]
    """Called with the number of sentences judged so far and their total."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to check: the name that results give it, and its bytes unless they are on disk."""

    path: str
    content: bytes | None = None
    earlier: Draft | None = None
    """An earlier version: only sentences that it does not hold are judged."""


@dataclass(frozen=True, slots=True)
class Checker:
    """Packs, encoder and heads, loaded and matched; checks any number of drafts."""

    packs: tuple[Pack, ...]
    principles: tuple[Principle, ...]
    encoder: Encoder
    judge: stance.Judge

    @classmethod
    def load(
        cls,
        pack_references: Sequence[str],
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        encoder: str | None = None,
        allow_download: bool = False,
    ) -> Checker:
        """Load what checking needs.

        Args:
            pack_references: built-in pack ids or folders.
            select: principle ids to check; all where empty.
            ignore: principle ids to leave out.
            encoder: None for the shipped encoder, or a name or folder.
            allow_download: let the model hub be asked for the encoder.

        Raises:
            PackError, ModelError: if a pack, the encoder or the heads do not load.
            UsageError: if `select` or `ignore` name an unknown principle, or leave none.
        """
        loaded = packs.load_all(pack_references)
        model = encoders.load(encoder, allow_download=allow_download)
        heads = [stance.load_heads(stance.find_heads(pack, model.info)) for pack in loaded]
        principles = _chosen(loaded, select, ignore)
        judge = stance.Judge(heads, [principle.id for principle in principles])
        return cls(loaded, principles, model, judge)

    def check(
        self,
        drafts: Iterable[Draft],
        *,
        language: Language | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Check drafts and put the results together.

        Args:
            drafts: the drafts in the order to report; one that cannot be read becomes a
                problem of the report, and the others are still checked. One whose
                sentences its earlier version holds already is left out.
            language: judge every sentence as being in this language; None detects it.
            progress: told of the sentences judged so far.
        """
        documents: list[Document] = []
        earlier: list[Draft | None] = []
        problems: list[Problem] = []
        notes: list[str] = []
        for draft in drafts:
            try:
                documents.append(_read(draft))
                earlier.append(draft.earlier)
            except ReadError as error:
                problems.append(Problem(draft.path, _without_path(error)))
        split = [sentences.split(document, language) for document in documents]
        wanted = [
            _touched(part, before, language, notes)
            for part, before in zip(split, earlier, strict=True)
        ]
        judged = self._judge_wanted(split, wanted, progress)
        files = [
            self._file(document, part, said)
            for document, part, said in zip(documents, split, judged, strict=True)
            if not part or any(one.judged for one in said)
        ]
        return Report(
            version=__version__,
            packs=tuple(self._pack_info(pack) for pack in self.packs),
            model=self.encoder.info,
            summary=scoring.summarise(files),
            files=tuple(files),
            problems=tuple(problems),
            notes=tuple(notes),
        )

    def _judge_wanted(
        self,
        split: Sequence[Sequence[Sentence]],
        wanted: Sequence[Sequence[bool]],
        progress: Progress | None,
    ) -> list[tuple[JudgedSentence, ...]]:
        """Judge the sentences of each document that are wanted, all in one go."""
        parts = [list(zip(*part, strict=True)) for part in zip(split, wanted, strict=True)]
        judged = iter(self._judge([one for part in parts for one, want in part if want], progress))
        return [
            tuple(next(judged) if want else JudgedSentence(one, judged=False) for one, want in part)
            for part in parts
        ]

    def _judge(
        self, everything: Sequence[Sentence], progress: Progress | None
    ) -> tuple[JudgedSentence, ...]:
        vectors = self._encode([sentence.text for sentence in everything], progress)
        return self.judge.judge(everything, vectors)

    def _encode(self, texts: Sequence[str], progress: Progress | None) -> Vectors:
        """Encode each different text once: boilerplate recurs from draft to draft."""
        import numpy as np

        rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        different = list(rows)
        vectors = encoders.encode_in_chunks(self.encoder, different, progress)
        return np.asarray(vectors[[rows[text] for text in texts]])

    def _file(
        self,
        document: Document,
        part: Sequence[Sentence],
        judged: Sequence[JudgedSentence],
    ) -> FileResult:
        score = scoring.score_document(judged, self.principles)
        return FileResult(
            path=document.path,
            sha256=document.sha256,
            language=sentences.document_language(part),
            score=score.score,
            verdict=score.verdict,
            principles=score.principles,
            sentences=score.sentences,
            findings=findings.document_findings(score, self.principles),
        )

    def _pack_info(self, pack: Pack) -> PackInfo:
        chosen = tuple(one for one in self.principles if one.pack == pack.id)
        return PackInfo(pack.id, pack.version, pack.sha256, pack.title, chosen)


def _read(draft: Draft) -> Document:
    if draft.content is None:
        return readers.read_path(draft.path)
    return readers.read(draft.path, draft.content)


def _touched(
    part: Sequence[Sentence], earlier: Draft | None, language: Language | None, notes: list[str]
) -> Sequence[bool]:
    """Say which sentences an earlier version lacks: all, where there is none to be read."""
    if earlier is None:
        return [True] * len(part)
    from valuecheck.changes import touched

    try:
        before = sentences.split(_read(earlier), language)
    except ReadError:
        notes.append(f"The earlier version of {earlier.path} cannot be read: all of it is judged")
        return [True] * len(part)
    return touched([one.text for one in before], [one.text for one in part])


def _without_path(error: ReadError) -> str:
    """The message with its line, since a problem names the file by itself."""
    return error.message if error.line is None else f"line {error.line}: {error.message}"


def _chosen(
    loaded: Sequence[Pack], select: Sequence[str], ignore: Sequence[str]
) -> tuple[Principle, ...]:
    known: Mapping[str, Principle] = {
        principle.id: principle for pack in loaded for principle in pack.principles
    }
    for name in (*select, *ignore):
        if name not in known:
            raise UsageError(_unknown(name, known))
    chosen = tuple(
        principle
        for principle in known.values()
        if (not select or principle.id in select) and principle.id not in ignore
    )
    if not chosen:
        raise UsageError("no principle is left to check: select and ignore cancel each other out")
    return chosen


def _unknown(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    return f"no pack in use has a principle {name!r}; {hint}the principles are: {', '.join(known)}"
