"""What `check` and `baseline` share: the baseline's file, and the names that it has for drafts."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from valuecheck.baseline import Baseline, Match
    from valuecheck.types import Report


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A baseline with the file that it stands in."""

    path: str
    baseline: Baseline

    @classmethod
    def load(cls, path: str) -> KnownFile:
        """Read the file.

        Raises:
            ConfigError: if it cannot be read or is no baseline.
        """
        from valuecheck import baseline

        return cls(path, baseline.load(path))

    def match(self, report: Report) -> Match:
        """Hold a result against the baseline; its names count from the folder of its file."""
        from valuecheck import baseline

        folder = Path(os.path.realpath(self.path)).parent

        def name_of(path: str) -> str:
            # Only the folder's links are followed: a draft that is one has a name of its own.
            draft = Path(os.path.realpath(Path(path).parent)) / Path(path).name
            try:
                return Path(os.path.relpath(draft, folder)).as_posix()
            except ValueError:  # on another drive
                return draft.as_posix()

        def exists(name: str) -> bool:
            try:
                return os.path.lexists(folder / name)
            except ValueError:  # the name is one that no file could have
                return False

        return baseline.match(report, self.baseline, name_of=name_of, exists=exists)


def without_known(report: Report, known: KnownFile) -> Report:
    """Return the result with what the baseline covers accepted, and notes that say so."""
    from valuecheck.reporters.words import counted

    match = known.match(report)
    covered = counted(match.covered, "more finding" if match.new else "finding")
    notes = [f"The baseline {known.path} covers {covered if match.covered else 'no finding'}"]
    partial = any(not one.judged for file in report.files for one in file.sentences)
    if match.gone and not partial:
        is_gone = "is gone" if match.gone == 1 else "are gone"
        notes.append(
            f"{counted(match.gone, 'finding')} that it lists {is_gone}; "
            "to take off what is gone: valuecheck baseline prune"
        )
    return replace(match.report, notes=(*report.notes, *notes))
