"""Judgements of earlier runs, kept on this machine as hashes and numbers.

Drafts may be under embargo: no word of one is kept. A sentence is known by a hash of its
text, its language, and all that decides how it is judged; what is kept of it are the numbers
of principles and stances, and probabilities. Vectors are not kept, since a text can be
guessed at from its vector.
"""

from valuecheck.cache.folder import ENVIRONMENT, default_folder
from valuecheck.cache.judgements import JudgementCache
from valuecheck.cache.store import LIMIT, Store

__all__ = ["ENVIRONMENT", "LIMIT", "JudgementCache", "Store", "default_folder"]
