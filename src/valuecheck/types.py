"""The records that travel through the program: frozen, without behaviour of their own.

`paths -> Document(blocks) -> Sentence(span) -> vectors -> Judgement -> Finding -> FileResult
-> Report`. Offsets count code points from 0; lines and columns count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    """Sentence vectors, shape (sentences, dimensions), unit length."""

Language = Literal["en", "ja", "es", "pt"]
Stance = Literal["supports", "undermines", "unsure"]
ExampleStance = Literal["supports", "undermines", "neither"]
Level = Literal["error", "warning", "info"]
Verdict = Literal["aligned", "mixed", "at-odds", "silent"]
Scope = Literal[
    "title",
    "heading",
    "paragraph",
    "list-item",
    "table-cell",
    "quotation",
    "caption",
    "footnote",
    "header",
    "footer",
]


# --- drafts -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points in a document's source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a block's text and the source range that it stands for.

    Where `end - start == len(text)` the source holds the text letter by letter; elsewhere
    (a character reference, a line break written as markup) the piece maps as a whole.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of prose: a paragraph, a heading, a cell. Sentences never cross blocks."""

    scope: Scope
    pieces: tuple[Piece, ...]
    language: str | None = None
    """The language that the markup declares for it, as a BCP 47 tag, if any."""
    code: tuple[Span, ...] = ()
    """Ranges of the source, in order, whose words are marked as code."""

    @property
    def text(self) -> str:
        """The prose of the block, markup left out."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in a draft that speaks to this program, its comment marks left out."""

    text: str
    start: int
    """Where it stands in the source; in Word, where the text begins that it is attached to."""
    end: int
    attached: bool = False
    """It is attached to the text of its range, as in Word, and does not stand before it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A draft as read: where its prose stands in its source.

    For a docx, `source` is one line per paragraph, so that a line number is a paragraph
    number.
    """

    path: str
    source: str
    blocks: tuple[Block, ...]
    sha256: str
    language: str | None = None
    """The language that the document declares for itself, as a BCP 47 tag, if any."""
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: first character, and one past the last."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, headline, list item or cell of a document."""

    text: str
    """Its words on one line, markup left out."""
    span: Span
    place: Place
    language: Language
    scope: Scope
    block: int
    """Index of its block in the document."""


# --- packs ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Authority:
    """An official document that a principle rests on."""

    title: str
    issuer: str
    date: str
    """ISO 8601: a day, or a month or year where no day is official."""
    url: str


@dataclass(frozen=True, slots=True)
class Term:
    """A wording to avoid, and the established one to use, in one language."""

    language: Language
    discouraged: str
    preferred: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Principle:
    """One shared value. Texts are keyed by language."""

    id: str
    pack: str
    title: Mapping[str, str]
    statement: Mapping[str, str]
    rationale: Mapping[str, str]
    severity: Level
    """Level of a sentence that undermines it."""
    weight: float
    """Its share in a score, relative to the other principles; greater than 0."""
    required: bool
    """A document that says nothing of it gets a finding."""
    authorities: tuple[Authority, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence of a pack. `labels` is empty for a sentence on other matters."""

    id: str
    language: Language
    text: str
    labels: Mapping[str, ExampleStance]
    """Principle id to stance; `neither` marks a mention without a position."""
    pair: str | None = None
    """Sentences that differ in little and mean the opposite share this."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A set of principles with its examples' place and its content hash."""

    id: str
    version: str
    sha256: str
    title: Mapping[str, str]
    languages: tuple[Language, ...]
    licence: str
    principles: tuple[Principle, ...]
    folder: str
    """Where it was loaded from; never printed in a result."""


# --- judging ----------------------------------------------------------------------------


class Encoder(Protocol):
    """Turns sentences into vectors. This one method is the whole plug-in interface."""

    @property
    def info(self) -> ModelInfo:
        """Identity of the model, for results and for matching heads to it."""

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Return one unit-length row per sentence, in order."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which encoder made the vectors."""

    id: str
    sha256: str
    trained_on: tuple[str, ...] = ()
    """Packs, with the language, from whose examples the encoder has learnt: `pack/en`."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one sentence says to one principle that it speaks to."""

    principle: str
    stance: Stance
    confidence: float
    """Calibrated probability of what is stated: of the stance, or, where the stance is
    `unsure`, that the sentence speaks to the principle at all."""
    relevance: float
    """Calibrated probability that the sentence speaks to the principle."""
    polarity: float
    """Calibrated probability that it supports rather than undermines, if it does."""
    share: float = 0.0
    """Points of the document's score that ride on this judgement."""
    points: float = 0.0
    """Points that it adds to the document's score: its share, or none."""


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence with its judgements, strongest first."""

    sentence: Sentence
    judgements: tuple[Judgement, ...] = ()
    judged: bool = True
    """False where a run judges only what a change touches, and this sentence is not touched."""


@dataclass(frozen=True, slots=True)
class TermUse:
    """A discouraged term that a draft uses."""

    sentence: int
    """Index of its sentence among those of the draft."""
    principle: str
    term: Term
    words: Span
    """Its words in the text of the sentence, as they are written there."""
    place: Place


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a finding is accepted, and until when (ISO 8601 day)."""

    reason: str
    expires: str | None = None
    baseline: bool = False
    """It is accepted because the baseline lists it, and nobody gave a reason of their own."""


@dataclass(frozen=True, slots=True)
class FileWaiver:
    """A waiver of the configuration: findings that are accepted in whole files."""

    files: tuple[str, ...]
    """Glob patterns, relative to the configuration file's folder."""
    rules: tuple[str, ...]
    reason: str
    expires: str | None = None
    """The last day that it holds (ISO 8601)."""
    origin: str = ""
    """Where it stands, by file name and line: `valuecheck.toml:12`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something for the drafter to look at."""

    rule: str
    """The principle's id, or the name of a check that belongs to no principle."""
    kind: str
    """`undermines`, `silent`, `unsure`, later `term`, `waiver` and others."""
    level: Level
    message: str
    place: Place
    fingerprint: str
    """Stays the same when the sentence moves; differs for another text, rule or kind."""
    waiver: Waiver | None = None
    words: Span | None = None
    """The words in its sentence's text that it is about, where it is not about all of them."""


@dataclass(frozen=True, slots=True)
class PrincipleScore:
    """One principle over one document; `score` is None where the document is silent on it."""

    id: str
    score: float | None
    supports: int
    undermines: int
    unsure: int
    points: float


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """A document's score with its parts; None where it takes no position."""

    score: float | None
    verdict: Verdict
    principles: tuple[PrincipleScore, ...]
    sentences: tuple[JudgedSentence, ...]
    """The document's sentences, each judgement now carrying its share and points."""


# --- results ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FileResult:
    """All that is said of one draft."""

    path: str
    sha256: str
    language: Language
    score: float | None
    verdict: Verdict
    principles: tuple[PrincipleScore, ...]
    sentences: tuple[JudgedSentence, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be checked, and why, in one line."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole run in one line."""

    files: int
    sentences: int
    errors: int
    warnings: int
    infos: int
    score: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What a result needs to know of a pack, so that it can be rendered without it."""

    id: str
    version: str
    sha256: str
    title: Mapping[str, str]
    principles: tuple[Principle, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run: what every reporter gets, and all that it gets."""

    version: str
    """Version of the tool."""
    packs: tuple[PackInfo, ...]
    model: ModelInfo
    summary: Summary
    files: tuple[FileResult, ...]
    problems: tuple[Problem, ...] = field(default=())
    notes: tuple[str, ...] = ()
    """What a reader has to know of the run as a whole, a sentence each: what was left out."""
