"""Every text colour reads on every ground that it stands on, in light and in dark."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = (files("valuecheck") / "templates" / "report.css").read_text(encoding="utf-8")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "card")),
    *((ink, "quiet-fill") for ink in ("ink", "soft")),
    *(("ink", f"{sign}-fill") for sign in ("supports", "undermines", "unsure", "remark")),
    *((sign, f"{sign}-fill") for sign in ("supports", "undermines", "unsure", "remark")),
    *((sign, "card") for sign in ("supports", "undermines", "unsure", "remark")),
    *(("card", sign) for sign in ("supports", "undermines", "unsure", "remark")),
    ("undermines", "paper"),
    ("remark", "paper"),
    *((ink, "unsure-fill") for ink in ("link", "soft", "undermines", "remark")),
    ("mast-ink", "mast"),
    ("mast-soft", "mast"),
    *((f"h{step}-ink", f"h{step}") for step in range(5)),
]
GRAPHIC_PAIRS = [
    *((f"{sign}-line", "card") for sign in ("supports", "undermines", "unsure", "remark")),
    ("supports-line", "supports-fill"),
    ("undermines-line", "undermines-fill"),
    ("unsure-line", "unsure-fill"),
    ("focus", "card"),
    ("focus", "paper"),
]


def palette(scheme: str) -> dict[str, str]:
    """The colours in force in a scheme; what the dark one does not set stays as it is."""
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    blocks = light if scheme == "light" else light + dark
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks))


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, as WCAG 2.2 defines it, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_reaches_aa(scheme: str, ink: str, ground: str) -> None:
    colours = palette(scheme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), GRAPHIC_PAIRS)
def test_lines_and_bars_reach_aa_for_graphics(scheme: str, mark: str, ground: str) -> None:
    colours = palette(scheme)
    assert contrast(colours[mark], colours[ground]) >= 3


def test_every_colour_of_the_dark_scheme_replaces_one_of_the_light() -> None:
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    names = [set(re.findall(r"--([\w-]+): #", block)) for block in (light, dark)]
    assert names[0] == names[1]
