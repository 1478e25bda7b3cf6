"""An encoder that is known by its manifest before it is loaded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from valuecheck.encoders import MANIFEST, shipped_folder
from valuecheck.encoders.on_demand import EncoderOnDemand

if TYPE_CHECKING:
    from pathlib import Path


def test_how_much_of_a_sentence_is_read_is_part_of_what_it_is_known_by(tmp_path: Path) -> None:
    """Its identity names files only, and the limit stands in the manifest beside them."""
    manifest = json.loads((shipped_folder() / MANIFEST).read_text(encoding="utf-8"))
    known = []
    for limit in (manifest["max_tokens"], manifest["max_tokens"], 16):
        text = json.dumps(manifest | {"max_tokens": limit})
        (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
        known.append(EncoderOnDemand(tmp_path))
    assert len({one.info for one in known}) == 1
    assert known[0].sha256 == known[1].sha256 != known[2].sha256
