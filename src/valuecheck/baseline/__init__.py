"""Known findings: an old repository is adopted as it is, and only what is new is asked about.

A baseline lists, for each draft, fingerprints of its findings with their number. It holds no
line numbers and no words of a draft, so that a paragraph may move, and so that the file can
be committed where the drafts themselves are not public.
"""

from valuecheck.baseline.files import dump, load
from valuecheck.baseline.matching import Match, match
from valuecheck.baseline.records import Baseline, Known, KnownDraft

__all__ = ["Baseline", "Known", "KnownDraft", "Match", "dump", "load", "match"]
