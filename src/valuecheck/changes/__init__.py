"""What a change touches: the earlier version of each draft, and the sentences that are new."""

from valuecheck.changes.earlier import Change, Earlier, changes_since
from valuecheck.changes.touched import touched

__all__ = ["Change", "Earlier", "changes_since", "touched"]
