"""A sentence's judgements as bytes, checked for damage when they are read."""

from __future__ import annotations

import struct
from binascii import crc32
from typing import TYPE_CHECKING, Final, get_args

from valuecheck.types import Judgement, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

_STANCES: Final[tuple[Stance, ...]] = get_args(Stance)
_WHOLE: Final = 10_000
_CHECK: Final = struct.Struct("<I")
_ONE: Final = struct.Struct("<HBHHH")
"""Numbers of the principle and the stance; confidence, relevance, polarity in whole
ten-thousandths, in which they are judged."""


def to_bytes(
    key: bytes, judgements: Sequence[Judgement], principles: Sequence[str]
) -> bytes | None:
    """Write judgements, without points.

    Args:
        key: what they will be found by; they can be read with it only.
        judgements: in their order.
        principles: all that can occur; a judgement holds the place in this list.

    Returns:
        The bytes; None if they would not give back the very same judgements.
    """
    try:
        body = b"".join(
            _ONE.pack(
                principles.index(one.principle),
                _STANCES.index(one.stance),
                *(round(part * _WHOLE) for part in (one.confidence, one.relevance, one.polarity)),
            )
            for one in judgements
        )
    except (ValueError, OverflowError, struct.error):
        return None
    written = _CHECK.pack(crc32(key + body)) + body
    return written if from_bytes(key, written, principles) == tuple(judgements) else None


def from_bytes(
    key: bytes, written: object, principles: Sequence[str]
) -> tuple[Judgement, ...] | None:
    """Read what `to_bytes` wrote; None if it is anything else."""
    if not isinstance(written, bytes) or len(written) % _ONE.size != _CHECK.size:
        return None
    body = written[_CHECK.size :]
    if _CHECK.unpack_from(written)[0] != crc32(key + body):
        return None
    try:
        return tuple(
            Judgement(principles[principle], _STANCES[stance], *(part / _WHOLE for part in parts))
            for principle, stance, *parts in _ONE.iter_unpack(body)
        )
    except IndexError:
        return None
