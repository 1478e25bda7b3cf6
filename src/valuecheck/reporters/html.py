"""One self-contained HTML file: what a reviewer reads, with every judgement in its place.

The file holds no script, asks for nothing from a network and forbids both by its content
security policy, so that an embargoed draft can be reviewed offline and passed on as it is.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from valuecheck.reporters import html_views as views
from valuecheck.reporters import words

if TYPE_CHECKING:
    from typing import TextIO

    from jinja2 import Environment

    from valuecheck.reporters.comparison import Comparison, LocatedFinding
    from valuecheck.types import Report


def render(report: Report, stream: TextIO, *, comparison: Comparison | None = None) -> None:
    """Write `report` as one HTML document.

    The same report gives the same bytes: no time stamp, no path of this machine.

    Args:
        report: the result of a run.
        stream: where to write; it has to take UTF-8.
        comparison: what changed since an older result, for a section that says so.
    """
    environment = _environment()
    style = _style(environment)
    drafts = views.drafts_of(report)
    anchors = {
        (draft.file.path, note.finding): note.anchor
        for draft in drafts
        for note in _all_notes(draft)
    }

    def anchor_of(item: LocatedFinding) -> str | None:
        return anchors.get((item.path, item.finding))

    page = environment.get_template("report.html.j2").render(
        report=report,
        comparison=comparison,
        drafts=drafts,
        folders=[(key, list(group)) for key, group in groupby(drafts, key=lambda d: d.folder)],
        cards=views.cards_of(drafts),
        principles=views.principles_of(report),
        totals=views.totals_of(report),
        draft_anchors={draft.file.path: draft.anchor for draft in drafts},
        anchor_of=anchor_of,
        verdict=words.run_verdict(report),
        but_accepted=_but_accepted(report),
        style=style,
        style_hash=_csp_hash(style),
    )
    stream.write(page)


def _but_accepted(report: Report) -> str:
    """Return what has to follow where it says that no sentence undermines a principle."""
    accepted = any(
        one.waiver and one.kind == "undermines" for file in report.files for one in file.findings
    )
    return ", but for those that are accepted" if accepted else ""


def _all_notes(draft: views.Draft) -> list[views.Note]:
    blocks = [
        block
        for stretch in draft.stretches
        for run in stretch.runs
        for row in run.rows
        for block in row
    ]
    return [*draft.remarks, *(note for block in blocks for _, note in block.notes)]


@cache
def _environment() -> Environment:
    # Only a run that asks for HTML pays for importing jinja2.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("valuecheck", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=words.visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        score=words.score,
        points=words.points,
        percent=words.percent,
        confidence=words.confidence,
        heat=words.heat,
        counted=words.counted,
        listed=words.listed,
        safe_link=words.safe_link,
        text_in=words.text_in,
        anchor=views.anchor_part,
        language_name=views.language_name,
    )
    environment.globals.update(
        VERDICTS=words.VERDICTS,
        VERDICT_MEANINGS=words.VERDICT_MEANINGS,
        VERDICT_ICONS=words.VERDICT_ICONS,
        STANCES=words.STANCES,
        STANCE_ICONS=words.STANCE_ICONS,
    )
    return environment


def _style(environment: Environment) -> str:
    """Return the style sheet, as the text of the style element will be parsed."""
    from markupsafe import Markup

    if environment.loader is None:
        return ""
    source, _, _ = environment.loader.get_source(environment, "report.css")
    # A parser of HTML sees line feeds only, and the hash is taken of what it sees.
    return Markup(source.replace("\r\n", "\n"))  # noqa: S704  -- our own file


def _csp_hash(style: str) -> str:
    digest = hashlib.sha256(style.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
