"""A small sound pack in two languages, for tests to write and to spoil."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TOML = """\
id = "demo"
version = "1.2"
licence = "CC0-1.0"
languages = ["en", "ja"]

[title]
en = "Demo"
ja = "見本"

[[principles]]
id = "open-doors"
severity = "warning"
weight = 2
required = true

[principles.title]
en = "Open doors"
ja = "開かれた扉"
[principles.statement]
en = "Doors stay open."
ja = "扉は開けておく。"
[principles.rationale]
en = "So that people can come in."
ja = "人が入れるように。"

[[principles.authorities]]
title = "Door charter"
issuer = "Door office"
date = "2024-02-29"
url = "https://doors.example-office.org/charter?a=1#b"

[[principles.terms]]
language = "en"
discouraged = "gate"
preferred = "door"

[[principles]]
id = "quiet"
severity = "info"
weight = 0.5
required = false

[principles.title]
en = "Quiet"
ja = "静けさ"
[principles.statement]
en = "Nobody shouts."
ja = "誰も叫ばない。"
[principles.rationale]
en = "Shouting hurts."
ja = "大声は耳に痛い。"

[[principles.authorities]]
title = "Quiet act"
issuer = "Parliament"
date = "1999"
url = "https://parliament.example-office.org/"
"""

HEADER = "id,principle,stance,text,pair,note\n"

ENGLISH = (
    HEADER
    + """\
s-1,open-doors,supports,The doors stay open all night.,p-1,
u-1,open-doors,undermines,The doors stay locked all night.,p-1,"a note, with a comma"
b-1,open-doors,supports,"Leave the door open and whisper, please.",,
b-1,quiet,supports,"Leave the door open and whisper, please.",,
n-1,quiet,neither,A report on noise appears today.,,
o-1,,neither,It will rain tomorrow.,,
"""
)


def write_pack(
    folder: Path, toml: str = TOML, examples: dict[str, str | bytes] | None = None
) -> Path:
    """Write a pack into `folder`; `examples` is content by language, the sound ones by default."""
    (folder / "examples").mkdir(parents=True)
    (folder / "pack.toml").write_text(toml, "utf-8")
    for language, content in ({"en": ENGLISH} if examples is None else examples).items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / "examples" / f"{language}.csv").write_bytes(data)
    return folder


def line_of(text: str, nth: int = 1, source: str = TOML) -> int:
    """Line of the nth place at which `text` stands."""
    offset = -1
    for _ in range(nth):
        offset = source.index(text, offset + 1)
    return source.count("\n", 0, offset) + 1
