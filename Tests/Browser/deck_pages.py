"""Decks of training modules for the tests of the slide show: which there are, how they are opened, what they show."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from Tests.Browser import probes

WINDOW = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def decks(request) -> list[Path]:
    """Every deck of the site; or only that which `DECK` names, to work on the player without a build."""
    if named := os.environ.get("DECK"):
        return [Path(named).resolve()]
    site = request.getfixturevalue("site")
    found = sorted(site.glob("training/*/slides.html"))
    assert found, "the site has no decks"
    return found


@pytest.fixture(scope="module")
def deck(decks) -> Path:
    """The deck that all but the measurements are made on."""
    return next((path for path in decks if path.parent.name == "m22-marketing-budget"), decks[0])


@pytest.fixture
def opened(browser, deck):
    """Opens the deck as a reader would; at the end no window may have complained or asked for another file."""
    contexts, visit = [], SimpleNamespace(messages=[], outside=[])

    def open_deck(hash="", viewport=WINDOW, **options):
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        context.on("page", lambda page: probes.listen(page, deck.parent, visit))
        page = context.new_page()
        page.goto(deck.as_uri() + hash)
        return page

    yield open_deck
    for context in contexts:
        context.close()
    assert visit.messages == []
    assert visit.outside == []


def current(page) -> int:
    """The number of the slide that is shown, and the only one."""
    shown = page.eval_on_selector_all(".slide", "all => all.filter((one) => one.checkVisibility()).map((one) => one.id)")
    marked = page.eval_on_selector_all(".slide.is-current", "all => all.map((one) => one.id)")
    assert len(marked) == 1
    assert marked[0] in shown
    return int(marked[0].removeprefix("slide-"))


def total(page) -> int:
    return page.locator(".slide").count()


def words(page) -> dict:
    return page.evaluate("JSON.parse(document.querySelector('.deck').dataset.words)")


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def wait_for_slide(page, number: int) -> None:
    page.wait_for_function("(id) => document.querySelector('.slide.is-current')?.id === id", arg=f"slide-{number}")


def present(page):
    """Opens the presenter's window with its key and waits until the two have spoken."""
    with page.context.expect_page() as waiting:
        page.keyboard.press("p")
    presenter = waiting.value
    wait_for_slide(presenter, current(page))
    return presenter


def focus_is_seen(page) -> bool:
    return page.evaluate("document.activeElement !== document.body && document.activeElement.checkVisibility()")
