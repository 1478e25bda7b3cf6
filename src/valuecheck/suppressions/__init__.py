"""Waivers: findings that somebody accepted, with a reason and perhaps a last day.

A waiver stands in the draft, in a comment, or in the configuration for whole files. What is
wrong with one is told as a finding itself. docs/waivers.md says how they are written.
"""

from __future__ import annotations

from valuecheck.suppressions.applying import Waiving, today, waive
from valuecheck.suppressions.remarks import Rules

__all__ = ["Rules", "Waiving", "today", "waive"]
