"""The order of the steps, from files to a report. No other module knows it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from valuecheck import (
    __version__,
    encoders,
    findings,
    packs,
    scoring,
    selection,
    sentences,
    stance,
    suppressions,
)
from valuecheck.drafts import Draft
from valuecheck.errors import ReadError
from valuecheck.selection import Standard
from valuecheck.types import FileResult, JudgedSentence, PackInfo, Problem, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from valuecheck.cache import JudgementCache, Store
    from valuecheck.terms import TermFinder
    from valuecheck.types import (
        Document,
        Encoder,
        Language,
        Level,
        Pack,
        Principle,
        Sentence,
        Vectors,
    )

    Progress = Callable[[int, int], None]
    """Called with the number of sentences judged so far and their total."""

__all__ = ["Checker", "Draft"]

_KEPT_TOGETHER = 1024
"""Sentences that go into the cache at once: what a run that is stopped may lose."""


@dataclass(frozen=True, slots=True)
class Checker:
    """Packs, encoder and heads, loaded and matched; checks any number of drafts."""

    packs: tuple[Pack, ...]
    """All that any draft is checked against."""
    principles: tuple[Principle, ...]
    encoder: Encoder
    judge: stance.Judge
    cache: JudgementCache | None = None
    terms: TermFinder | None = None
    """None where discouraged terms are not looked for."""
    term_level: Level = "info"
    standard: Standard = field(default_factory=Standard)
    """What a draft without a standard of its own is held to."""
    pack_ids: Mapping[str, str] = field(default_factory=dict)
    """Id of each pack by the reference that names it, where not all drafts have all packs."""

    @classmethod
    def load(
        cls,
        pack_references: Sequence[str],
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        further_packs: Sequence[str] = (),
        standard: Standard | None = None,
        mentions: Iterable[selection.Mention] = (),
        terms: Level | None = "info",
        encoder: str | None = None,
        allow_download: bool = False,
        store: Store | None = None,
    ) -> Checker:
        """Load what checking needs.

        Args:
            pack_references: built-in pack ids or folders.
            select: principle ids to check; all where empty.
            ignore: principle ids to leave out.
            further_packs: packs that only drafts with a standard of their own name.
            standard: what drafts without one of their own are held to; its packs are those of
                `pack_references`.
            mentions: names of the configuration; only to be told of a wrong one.
            terms: level of a discouraged term; None to look for none.
            encoder: None for the shipped encoder, or a name or folder.
            allow_download: let the model hub be asked for the encoder.
            store: where judgements of an exported encoder are kept from run to run, which
                alone gives a sentence the same numbers in any company. It and its heads are
                loaded when a sentence is to be judged, and not before.

        Raises:
            PackError, ModelError: if a pack, the encoder or the heads do not load.
            UsageError: if `select` or `ignore` name an unknown principle, or leave none.
            ConfigError: if one of the `mentions` names nothing that there is.
        """
        further = [one for one in dict.fromkeys(further_packs) if one not in pack_references]
        references = (*pack_references, *further)
        loaded = packs.load_all(references)
        principles = selection.chosen(loaded, select, ignore)
        selection.refuse_unknown(loaded, mentions)
        model: Encoder
        heads: Sequence[stance.Heads]
        cache = finder = None
        if (folder := encoders.exported_folder(encoder)) is not None:
            model, heads, cache = _on_demand(loaded, folder, store)
        else:
            model = encoders.load(encoder, allow_download=allow_download)
            heads = [stance.load_heads(stance.find_heads(pack, model.info)) for pack in loaded]
        if terms is not None:
            from valuecheck.terms import TermFinder

            finder = TermFinder(principles)
        judge = stance.Judge(heads, [principle.id for principle in principles])
        return cls(
            loaded,
            principles,
            model,
            judge,
            cache,
            finder,
            terms or "info",
            replace(standard or Standard(), packs=tuple(pack_references)),
            {name: pack.id for name, pack in zip(references, loaded, strict=True)},
        )

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
                problem of the report, and the others are still checked. One whose
                sentences its earlier version holds already is left out.
            language: judge every sentence as being in this language; None detects it.
            progress: told of the sentences judged so far.
            waiving: the waivers of the configuration and today's date; those that stand in
                the drafts hold in any case.
        """
        documents: list[Document] = []
        taken: list[Draft] = []
        problems: list[Problem] = []
        notes: list[str] = []
        for draft in drafts:
            try:
                documents.append(draft.read())
                taken.append(draft)
            except ReadError as error:
                problems.append(Problem(draft.path, error.without_path))
        split = [sentences.split(document, language) for document in documents]
        wanted = [
            draft.touched(part, language, notes) for part, draft in zip(split, taken, strict=True)
        ]
        judged = self._judge_wanted(split, wanted, progress)
        kept = [at for at, of in enumerate(judged) if not of or any(one.judged for one in of)]
        standards = {at: taken[at].standard or self.standard for at in kept}
        left_out = {at: self._left_out(standards[at]) for at in kept}
        files = self._waived(
            [
                self._file(documents[at], split[at], judged[at], standards[at], left_out[at])
                for at in kept
            ],
            [documents[at] for at in kept],
            [left_out[at] for at in kept],
            waiving or suppressions.Waiving(),
        )
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
        if self.cache is not None:
            return self._judge_unknown(everything, self.cache, progress)
        if not everything:  # what judges is loaded on demand, and there is none
            if progress is not None:
                progress(0, 0)
            return ()
        vectors = self._encode([sentence.text for sentence in everything], progress)
        return self.judge.judge(everything, vectors)

    def _judge_unknown(
        self, everything: Sequence[Sentence], cache: JudgementCache, progress: Progress | None
    ) -> tuple[JudgedSentence, ...]:
        """Judge what the cache does not know, toward all principles, and choose from all."""
        known = cache.find(everything)
        new = {(one.text, one.language): one for one in everything}
        unknown = [one for text, one in new.items() if text not in known]
        for start in range(0, len(unknown), _KEPT_TOGETHER):
            some = unknown[start : start + _KEPT_TOGETHER]
            vectors = self._encode([one.text for one in some], _further(progress, start, unknown))
            judged = self.judge.judge(some, vectors, all_principles=True)
            cache.keep(judged)
            known |= {(one.sentence.text, one.sentence.language): one.judgements for one in judged}
        if not unknown and progress is not None:
            progress(len(everything), len(everything))
        chosen = {principle.id for principle in self.principles}
        return tuple(
            JudgedSentence(
                one,
                tuple(part for part in known[one.text, one.language] if part.principle in chosen),
            )
            for one in everything
        )

    def _encode(self, texts: Sequence[str], progress: Progress | None) -> Vectors:
        """Encode each different text once: boilerplate recurs from draft to draft."""
        import numpy as np

        rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        different = list(rows)
        vectors = encoders.encode_in_chunks(self.encoder, different, progress)
        return np.asarray(vectors[[rows[text] for text in texts]])

    def _left_out(self, standard: Standard) -> frozenset[str]:
        """What a draft is not checked against: what it ignores, and what is not of its packs."""
        references = self.standard.packs if standard.packs is None else standard.packs
        if references is None:
            return standard.ignore
        ids = {self.pack_ids[name] for name in references}
        return standard.ignore.union(one.id for one in self.principles if one.pack not in ids)

    def _file(
        self,
        document: Document,
        part: Sequence[Sentence],
        judged: Sequence[JudgedSentence],
        standard: Standard,
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
            standard.told(principles),
            [use for use in used if use.principle not in ignore and judged[use.sentence].judged],
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
            findings=found if principles else (),
        )

    def _waived(
        self,
        files: Sequence[FileResult],
        documents: Sequence[Document],
        ignored: Sequence[frozenset[str]],
        waiving: suppressions.Waiving,
    ) -> list[FileResult]:
        """Apply waivers, then leave out the kinds of findings that are ignored for a draft.

        The findings have to be complete before, or a waiver seems unused.
        """
        known = {principle.id for pack in self.packs for principle in pack.principles}
        checked = {principle.id for principle in self.principles}
        rules = suppressions.Rules(
            known=frozenset((*known, *findings.CHECKS)),
            checked=frozenset((*checked, *findings.CHECKS)),
        )
        # Of a draft that is checked against no principle, no finding of any rule is told.
        left_out = [names if checked - names else rules.checked for names in ignored]
        waived = suppressions.waive(
            files, documents, rules, waiving, findings.waiver_finding, left_out
        )
        return [
            replace(file, findings=tuple(one for one in file.findings if one.kind not in ignore))
            if ignore
            else file
            for file, ignore in zip(waived, ignored, strict=True)
        ]

    def _pack_info(self, pack: Pack) -> PackInfo:
        chosen = [one for one in self.principles if one.pack == pack.id]
        told = self.standard.told(chosen)
        return PackInfo(pack.id, pack.version, pack.sha256, pack.title, told)


def _on_demand(
    loaded: Sequence[Pack], folder: Path, store: Store | None
) -> tuple[Encoder, Sequence[stance.Heads], JudgementCache | None]:
    """What judges, known by its hashes and loaded when it is needed, with what it said before."""
    from valuecheck.encoders.on_demand import EncoderOnDemand

    model = EncoderOnDemand(folder)
    heads = stance.HeadsOnDisk([stance.find_heads(pack, model.info) for pack in loaded])
    if store is None:
        return model, heads, None
    from valuecheck.cache import JudgementCache

    return model, heads, JudgementCache(store, heads.principles, (model.sha256, heads.sha256))


def _further(progress: Progress | None, start: int, unknown: Sequence[Sentence]) -> Progress | None:
    """Tell progress in a part as that in the whole."""
    if progress is None:
        return None
    return lambda done, _: progress(start + done, len(unknown))


def _without(sentence: JudgedSentence, ignore: frozenset[str]) -> JudgedSentence:
    judgements = tuple(one for one in sentence.judgements if one.principle not in ignore)
    return replace(sentence, judgements=judgements)
