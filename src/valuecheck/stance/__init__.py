"""From vectors to judgements: fitted heads, and the thresholds that decide what is said."""

from valuecheck.stance.heads import Heads, Thresholds, find_heads, load_heads, save_heads
from valuecheck.stance.judge import Judge
from valuecheck.stance.on_disk import HeadsOnDisk

__all__ = ["Heads", "HeadsOnDisk", "Judge", "Thresholds", "find_heads", "load_heads", "save_heads"]
