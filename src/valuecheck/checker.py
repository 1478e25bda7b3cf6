"""The order of the steps, from files to a report. No other module knows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from valuecheck import __version__, encoders, findings, packs, readers, scoring, sentences, stance
from valuecheck.errors import ReadError, UsageError
from valuecheck.types import FileResult, PackInfo, Problem, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from valuecheck.terms import TermFinder
    from valuecheck.types import (
        Document,
        Encoder,
        JudgedSentence,
        Language,
        Level,
        Pack,
        Principle,
        Sentence,
        Vectors,
    )

    Progress = Callable[[int, int], None]
    """Called with the number of sentences judged so far and their total."""


IGNORABLE_KINDS: Final = ("term", "silent", "unsure", "language", "empty")
"""Kinds of findings that may be left out for a draft, whatever principle they are about."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to check: the name that results give it, and its bytes unless they are on disk."""

    path: str
    content: bytes | None = None
    ignore: frozenset[str] = frozenset()
    """Principles that it is not checked against, and kinds of findings to leave out."""


@dataclass(frozen=True, slots=True)
class Checker:
    """Packs, encoder and heads, loaded and matched; checks any number of drafts."""

    packs: tuple[Pack, ...]
    principles: tuple[Principle, ...]
    encoder: Encoder
    judge: stance.Judge
    terms: TermFinder | None = None
    """None where discouraged terms are not looked for."""
    term_level: Level = "info"

    @classmethod
    def load(
        cls,
        pack_references: Sequence[str],
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        ignore_somewhere: Collection[str] = (),
        terms: Level | None = "info",
        encoder: str | None = None,
        allow_download: bool = False,
    ) -> Checker:
        """Load what checking needs.

        Args:
            pack_references: built-in pack ids or folders.
            select: principle ids to check; all where empty.
            ignore: principle ids to leave out.
            ignore_somewhere: what `Draft.ignore` may hold; only to be told of a wrong name.
            terms: level of a discouraged term; None to look for none.
            encoder: None for the shipped encoder, or a name or folder.
            allow_download: let the model hub be asked for the encoder.

        Raises:
            PackError, ModelError: if a pack, the encoder or the heads do not load.
            UsageError: if `select` or `ignore` name an unknown principle, or leave none, or
                `ignore_somewhere` names neither a principle nor a kind of finding.
        """
        loaded = packs.load_all(pack_references)
        model = encoders.load(encoder, allow_download=allow_download)
        heads = [stance.load_heads(stance.find_heads(pack, model.info)) for pack in loaded]
        principles = _chosen(loaded, select, ignore)
        _refuse_unknown(loaded, ignore_somewhere)
        judge = stance.Judge(heads, [principle.id for principle in principles])
        if terms is None:
            return cls(loaded, principles, model, judge)
        from valuecheck.terms import TermFinder

        return cls(loaded, principles, model, judge, TermFinder(principles), terms)

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
                problem of the report, and the others are still checked.
            language: judge every sentence as being in this language; None detects it.
            progress: told of the sentences judged so far.
        """
        documents: list[Document] = []
        ignored: list[frozenset[str]] = []
        problems: list[Problem] = []
        for draft in drafts:
            try:
                documents.append(_read(draft))
                ignored.append(draft.ignore)
            except ReadError as error:
                problems.append(Problem(draft.path, _without_path(error)))
        split = [sentences.split(document, language) for document in documents]
        judged = self._judge([one for part in split for one in part], progress)
        files = []
        start = 0
        for document, part, ignore in zip(documents, split, ignored, strict=True):
            files.append(self._file(document, part, judged[start : start + len(part)], ignore))
            start += len(part)
        return Report(
            version=__version__,
            packs=tuple(self._pack_info(pack) for pack in self.packs),
            model=self.encoder.info,
            summary=scoring.summarise(files),
            files=tuple(files),
            problems=tuple(problems),
        )

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
        ignore: frozenset[str],
    ) -> FileResult:
        principles = self.principles
        if ignore:
            principles = tuple(one for one in principles if one.id not in ignore)
            judged = [_without(sentence, ignore) for sentence in judged]
        score = scoring.score_document(judged, principles)
        used = self.terms.find(document, part) if self.terms else ()
        found = findings.document_findings(
            score,
            principles,
            [use for use in used if use.principle not in ignore],
            self.term_level,
        )
        return FileResult(
            path=document.path,
            sha256=document.sha256,
            language=sentences.document_language(part),
            score=score.score,
            verdict=score.verdict,
            principles=score.principles,
            sentences=score.sentences,
            # A draft that is checked against nothing is not at fault for that.
            findings=tuple(one for one in found if one.kind not in ignore) if principles else (),
        )

    def _pack_info(self, pack: Pack) -> PackInfo:
        chosen = tuple(one for one in self.principles if one.pack == pack.id)
        return PackInfo(pack.id, pack.version, pack.sha256, pack.title, chosen)


def _read(draft: Draft) -> Document:
    if draft.content is None:
        return readers.read_path(draft.path)
    return readers.read(draft.path, draft.content)


def _without_path(error: ReadError) -> str:
    """The message with its line, since a problem names the file by itself."""
    return error.message if error.line is None else f"line {error.line}: {error.message}"


def _without(sentence: JudgedSentence, ignore: frozenset[str]) -> JudgedSentence:
    judgements = tuple(one for one in sentence.judgements if one.principle not in ignore)
    return replace(sentence, judgements=judgements)


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


def _refuse_unknown(loaded: Sequence[Pack], names: Collection[str]) -> None:
    """Refuse what neither a principle nor a kind of finding that may be left out is called."""
    known = [principle.id for pack in loaded for principle in pack.principles]
    for name in names:
        if name not in known and name not in IGNORABLE_KINDS:
            kinds = ", ".join(IGNORABLE_KINDS)
            raise UsageError(
                f"per-file-ignores: {_unknown(name, (*known, *IGNORABLE_KINDS), known)}; "
                f"also allowed: {kinds}"
            )


def _unknown(name: str, near: Iterable[str], known: Iterable[str] = ()) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, near, 1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    names = ", ".join(known or near)
    return f"no pack in use has a principle {name!r}; {hint}the principles are: {names}"
