"""One visit to every page in Chromium, shared by all tests of this folder."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

import Tests.Browser.probes as probes

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# A4 less the theme's margins of 16 mm. Chromium shrinks all of a document of which a part is wider.
SHEET = {"width": 672, "height": 1001}


@dataclass
class Visit:
    """What one page did while it was opened, and what was measured on it."""

    name: str
    layout: str = ""
    messages: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    first_stop: dict = field(default_factory=dict)
    sideways: dict[int, list[str]] = field(default_factory=dict)
    print_faults: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    text: str = ""


@pytest.fixture(scope="session")
def visits(browser, site, pages) -> list[Visit]:
    """Every page, opened once from its file: on a desktop, on a phone, and as it would be printed."""
    context = browser.new_context(viewport=DESKTOP, color_scheme="light")
    page = context.new_page()
    result = []
    for path in pages:
        visit = Visit(str(path.relative_to(site)))
        result.append(visit)
        handlers = probes.listen(page, site, visit)
        page.set_viewport_size(DESKTOP)
        page.emulate_media(media="screen", color_scheme="light")
        page.goto(path.as_uri(), wait_until="load")
        visit.layout = page.evaluate(probes.LAYOUT)
        # What the scripts add to long tables and under questions is no text of the page.
        filters = ".register-filter, .quiz-inline .quiz-actions, .quiz-inline .quiz-verdict"
        page.eval_on_selector_all(filters, "all => all.forEach(one => one.style.display = 'none')")
        visit.text = page.inner_text("main")
        page.eval_on_selector_all(filters, "all => all.forEach(one => one.style.display = '')")
        page.keyboard.press("Tab")
        visit.first_stop = page.evaluate(probes.FOCUSED)
        visit.violations = probes.axe(page)
        for size in (PHONE, {"width": 320, "height": 640}):
            page.set_viewport_size(size)
            visit.sideways[size["width"]] = page.evaluate(probes.SIDEWAYS)
        page.set_viewport_size(SHEET)
        page.emulate_media(media="print")
        visit.print_faults = page.evaluate(probes.PRINT, SHEET["height"])
        for event, handler in handlers.items():
            page.remove_listener(event, handler)
    context.close()
    return result
