"""What a real browser makes of the report, with its security policy in force."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pages import html_of
from reports import sample_report

from valuecheck.reporters.comparison import compare

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture
def address(tmp_path: Path) -> str:
    """The sample report with every section, as a file in a folder of its own."""
    sample = sample_report()
    moved = replace(sample.files[3], score=60.0, verdict="mixed", findings=())
    older = replace(sample, files=(*sample.files[:3], moved, sample.files[4]))
    file = tmp_path / "report.html"
    file.write_text(html_of(sample, compare(older, sample)), encoding="utf-8")
    return file.as_uri()


def watched(page: Page) -> tuple[list[str], list[str]]:
    """Lists that fill with what the page logs, and with what it asks for."""
    logged: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: logged.append(message.text))
    page.on("pageerror", lambda error: logged.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    return logged, asked


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_breaks_no_policy_and_asks_for_nothing_but_itself(
    chromium: Browser, address: str, scheme: str
) -> None:
    page = chromium.new_page(color_scheme="dark" if scheme == "dark" else "light")
    logged, asked = watched(page)
    page.goto(address)
    assert logged == []
    assert [url for url in asked if not url.startswith("data:")] == [address]
    grounds = {"light": "rgb(246, 244, 238)", "dark": "rgb(20, 23, 27)"}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == grounds[scheme]
    page.close()


def test_the_policy_stops_a_script_and_a_style_that_are_not_the_report_s_own(
    chromium: Browser, address: str
) -> None:
    page = chromium.new_page()
    logged, _ = watched(page)
    page.goto(address)
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML('beforeend', '<p style="color: red">x</p>');
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.body.append(script);
        }"""
    )
    assert page.evaluate("window.ran") is None
    assert len(logged) == 2
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1280, 1600])
def test_the_page_never_scrolls_sideways(chromium: Browser, address: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_names_without_spaces_do_not_widen_the_page(chromium: Browser, tmp_path: Path) -> None:
    sample = sample_report()
    long = replace(sample.files[3], path="samples/" + "x" * 200 + ".md")
    file = tmp_path / "report.html"
    file.write_text(html_of(replace(sample, files=(long,))), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 360, "height": 900})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


def test_it_reads_in_full_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    text = page.inner_text("main")
    for judged in (s for f in sample_report().files for s in f.sentences):
        assert judged.sentence.text in text
    context.close()


def test_a_link_to_a_finding_brings_it_into_view(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.click("text=Read in place >> nth=3")
    page.wait_for_function(
        """() => {
            const box = document.querySelector(':target').getBoundingClientRect();
            return box.top > 0 && box.bottom < innerHeight;
        }"""
    )
    page.close()


def test_on_a_wide_screen_reasons_stand_beside_the_text_and_on_a_narrow_one_under_it(
    chromium: Browser, address: str
) -> None:
    beside = """() => {
        const row = document.querySelector('.row:has(.notes)');
        const prose = row.querySelector('.prose').getBoundingClientRect();
        return row.querySelector('.notes').getBoundingClientRect().left >= prose.right;
    }"""
    for width, expected in ((1280, True), (390, False)):
        page = chromium.new_page(viewport={"width": width, "height": 900})
        page.goto(address)
        assert page.evaluate(beside) is expected
        page.close()


def test_printing_shows_what_is_folded_and_takes_several_pages(
    chromium: Browser, address: str
) -> None:
    page = chromium.new_page()
    page.goto(address)
    assert page.pdf(format="A4").count(b"/Type /Page\n") > 1
    page.emulate_media(media="print")
    heights = page.evaluate(
        "[...document.querySelectorAll('details > :not(summary)')]"
        ".map(element => element.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) > 0
    page.close()
