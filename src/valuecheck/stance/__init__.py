"""From vectors to judgements: fitted heads, and the thresholds that decide what is said."""

from valuecheck.stance.heads import Heads, Thresholds, find_heads, load_heads, save_heads
from valuecheck.stance.judge import Judge

__all__ = ["Heads", "Judge", "Thresholds", "find_heads", "load_heads", "save_heads"]
