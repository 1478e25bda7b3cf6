"""A second pack with heads: the built-in one under other ids, so that it judges alike."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from valuecheck import packs

BUILT_IN = packs.load("us-japan-digital")


def write_pack(folder: Path, prefix: str = "our-") -> Path:
    """Write the pack, whose id is the folder's name, each principle's id with a prefix."""
    source = Path(BUILT_IN.folder)
    folder.mkdir(parents=True)
    toml = (source / "pack.toml").read_text(encoding="utf-8")
    toml = toml.replace(f'id = "{BUILT_IN.id}"', f'id = "{folder.name}"', 1)
    names = [principle.id for principle in BUILT_IN.principles]
    for name in names:
        toml = toml.replace(f'\nid = "{name}"\n', f'\nid = "{prefix}{name}"\n')
    (folder / "pack.toml").write_text(toml, encoding="utf-8")
    for language in BUILT_IN.languages:
        header = "id,principle,stance,text,pair,note\n"
        row = f"s-1,{prefix}{names[0]},supports,One,,\n"
        (folder / "examples").mkdir(exist_ok=True)
        (folder / "examples" / f"{language}.csv").write_text(header + row, encoding="utf-8")
    for heads in (source / "heads").iterdir():
        shutil.copytree(heads, folder / "heads" / heads.name)
        file = folder / "heads" / heads.name / "manifest.json"
        manifest = json.loads(file.read_text(encoding="utf-8"))
        manifest["pack"] = folder.name
        manifest["principles"] = [f"{prefix}{name}" for name in manifest["principles"]]
        file.write_text(json.dumps(manifest), encoding="utf-8")
    return folder
