"""The order of the steps, from files to a report. No other module knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from valuecheck import (
    __version__,
    encoders,
    findings,
    packs,
    readers,
    scoring,
    sentences,
    stance,
    suppressions,
)
from valuecheck.errors import ReadError, UsageError
from valuecheck.types import FileResult, PackInfo, Problem, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from valuecheck.types import (
        Document,
        Encoder,
        JudgedSentence,
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
        waiving: suppressions.Waiving | None = None,
    ) -> Report:
        """Check drafts and put the results together.

        Args:
            drafts: the drafts in the order to report; one that cannot be read becomes a
                problem of the report, and the others are still checked.
            language: judge every sentence as being in this language; None detects it.
            progress: told of the sentences judged so far.
            waiving: the waivers of the configuration and today's date; those that stand in
                the drafts hold in any case.
        """
        documents: list[Document] = []
        problems: list[Problem] = []
        for draft in drafts:
            try:
                documents.append(_read(draft))
            except ReadError as error:
                problems.append(Problem(draft.path, _without_path(error)))
        split = [sentences.split(document, language) for document in documents]
        judged = self._judge([one for part in split for one in part], progress)
        files = []
        start = 0
        for document, part in zip(documents, split, strict=True):
            files.append(self._file(document, part, judged[start : start + len(part)]))
            start += len(part)
        files = self._waived(files, documents, waiving or suppressions.Waiving())
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

    def _waived(
        self,
        files: Sequence[FileResult],
        documents: Sequence[Document],
        waiving: suppressions.Waiving,
    ) -> list[FileResult]:
        """Apply waivers; the findings have to be complete, or a waiver seems unused."""
        known = {principle.id for pack in self.packs for principle in pack.principles}
        checked = {principle.id for principle in self.principles}
        rules = suppressions.Rules(
            known=frozenset((*known, *findings.CHECKS)),
            checked=frozenset((*checked, *findings.CHECKS)),
        )
        return suppressions.waive(files, documents, rules, waiving, findings.waiver_finding)

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
