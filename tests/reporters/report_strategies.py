"""Reports as hostile or odd as the records allow, for properties of every reporter."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from valuecheck.types import (
    Authority,
    FileResult,
    Finding,
    JudgedSentence,
    Judgement,
    ModelInfo,
    PackInfo,
    Place,
    Principle,
    PrincipleScore,
    Problem,
    Report,
    Sentence,
    Span,
    Summary,
    Term,
    Waiver,
)

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For properties over whole reports, which take a slow machine long to make."""

HOSTILE = (
    "\x1b\x9b\x00\x07\x7f\r\n\t\u2028\u202e\u200b\ufeff\u00ad"
    ",;\"'=+-@＝[{<&`$ aé日本\u3000。、「」“e\u0301\U0001f469\u200d\U0001f4bb\u2764\ufe0f"
)
"""Characters that steer terminals, spreadsheets and parsers, or are wider than they look."""

texts = st.one_of(st.text(max_size=30), st.text(HOSTILE, max_size=30))
texts_by_language = st.dictionaries(st.sampled_from(("en", "ja", "es", "pt")), texts)
languages = st.sampled_from(("en", "ja", "es", "pt"))
levels = st.sampled_from(("error", "warning", "info"))
verdicts = st.sampled_from(("aligned", "mixed", "at-odds", "silent"))
counts = st.integers(0, 2000)
probabilities = st.floats(0, 1)
points = st.floats(0, 100)
scores = st.none() | points
places = st.builds(Place, *[st.integers(1, 30)] * 4)
IDS = ("privacy", "free-data-flow", "open-architecture")
ids = st.sampled_from(IDS)


def principle(identity: str) -> st.SearchStrategy[Principle]:
    """A principle of this id."""
    return st.builds(
        Principle,
        id=st.just(identity),
        pack=st.just("pack"),
        title=texts_by_language,
        statement=texts_by_language,
        rationale=texts_by_language,
        severity=levels,
        weight=st.floats(0.01, 100),
        required=st.booleans(),
        authorities=st.lists(st.builds(Authority, texts, texts, texts, texts), max_size=1).map(
            tuple
        ),
        terms=st.lists(st.builds(Term, languages, texts, texts, texts), max_size=1).map(tuple),
    )


pack = st.builds(
    PackInfo,
    id=st.just("pack"),
    version=texts,
    sha256=texts,
    title=texts_by_language,
    principles=st.tuples(*map(principle, IDS)),
)
judgements = st.builds(
    Judgement,
    principle=ids,
    stance=st.sampled_from(("supports", "undermines", "unsure")),
    confidence=probabilities,
    relevance=probabilities,
    polarity=probabilities,
    share=points,
    points=points,
)
sentences = st.builds(
    JudgedSentence,
    st.builds(
        Sentence,
        text=texts,
        span=st.builds(Span, counts, counts),
        place=places,
        language=languages,
        scope=st.sampled_from(("title", "paragraph", "footnote")),
        block=counts,
    ),
    st.lists(judgements, max_size=3).map(tuple),
    judged=st.booleans(),
)
findings = st.builds(
    Finding,
    rule=ids | texts,
    kind=st.sampled_from(("undermines", "silent", "unsure", "term", "waiver")),
    level=levels,
    message=texts,
    place=places,
    fingerprint=texts,
    waiver=st.none() | st.builds(Waiver, texts, st.none() | texts, st.booleans()),
    words=st.none() | st.builds(Span, counts, counts),
)
files = st.builds(
    FileResult,
    path=texts,
    sha256=texts,
    language=languages,
    score=scores,
    verdict=verdicts,
    principles=st.lists(
        st.builds(PrincipleScore, ids, scores, counts, counts, counts, points), max_size=4
    ).map(tuple),
    sentences=st.lists(sentences, max_size=4).map(tuple),
    findings=st.lists(findings, max_size=4).map(tuple),
)


reports = st.builds(
    Report,
    version=texts,
    packs=st.tuples(pack),
    model=st.builds(ModelInfo, texts, texts),
    summary=st.builds(Summary, counts, counts, counts, counts, counts, scores, verdicts),
    files=st.lists(files, max_size=3).map(tuple),
    problems=st.lists(st.builds(Problem, texts, texts), max_size=2).map(tuple),
    notes=st.lists(texts, max_size=2).map(tuple),
)
