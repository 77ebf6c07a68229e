"""Every page of the sample site in Chromium, opened as a file."""

import re

import pytest

from Tests.Browser import probes
from Tests.Browser.conftest import DESKTOP, PHONE


def expect_none(faults: dict[str, list[str]]) -> None:
    """Fails with `page: what`, at most five for a page and forty in all."""
    lines = [f"{name}: {fault}" for name, found in faults.items() for fault in found[:5]]
    if lines:
        pytest.fail("\n".join([f"{len(faults)} pages"] + lines[:40]), pytrace=False)


def faulty(visits, of) -> dict[str, list[str]]:
    return {visit.name: of(visit) for visit in visits if of(visit)}


def test_pages_open_without_an_error_or_a_failed_request(visits):
    faults = faulty(visits, lambda visit: visit.messages)
    expect_none(faults)


def test_no_request_leaves_the_site(visits):
    faults = faulty(visits, lambda visit: visit.outside)
    expect_none(faults)


@pytest.mark.parametrize("width", [390, 320])
def test_no_page_scrolls_sideways_on_a_phone(visits, width):
    faults = faulty(visits, lambda visit: visit.sideways[width])
    expect_none(faults)


def test_the_first_tab_stop_is_a_visible_link_to_the_content(visits):
    faults = {
        visit.name: [str(visit.first_stop)] for visit in visits
        if visit.first_stop != {"tag": "A", "hash": "#main", "target": "MAIN", "visible": True}
    }
    expect_none(faults)


def test_print_cuts_no_figure_card_or_row_and_nothing_is_wider_than_the_sheet(visits):
    faults = faulty(visits, lambda visit: visit.print_faults)
    expect_none(faults)


def test_axe_finds_nothing_on_any_page(visits):
    faults = faulty(visits, lambda visit: visit.violations)
    expect_none(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_one_page_of_each_layout(browser, site, visits, scheme, viewport):
    kinds = {}
    for visit in visits:
        kinds.setdefault(visit.layout, visit.name)
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    faults = {}
    for name in kinds.values():
        page.goto((site / name).as_uri(), wait_until="load")
        # What is folded away has to be as legible as the rest; folded, every page has been looked at already.
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        if found := probes.axe(page):
            faults[name] = found
    context.close()
    expect_none(faults)


def test_pages_say_the_same_without_javascript(browser, site, visits):
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    page = context.new_page()
    faults = {}
    for visit in visits:
        # A quiz begins with a panel that only the script can make; test_quiz.py reads it without one.
        if visit.name.endswith("/quiz.html"):
            continue
        page.goto((site / visit.name).as_uri(), wait_until="load")
        if page.inner_text("main") != visit.text:
            faults[visit.name] = ["the text differs from what a browser with JavaScript shows"]
        # The page for addresses without a page has its ways on in its text.
        elif visit.name != "404.html" and not page.locator("nav a:visible").count():
            faults[visit.name] = ["no link of a menu can be seen"]
    context.close()
    expect_none(faults)


def test_the_theme_switch_turns_the_page_dark_and_is_remembered(browser, site):
    context = browser.new_context(viewport=DESKTOP, color_scheme="light")
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    for _ in range(2):  # from automatic over light to dark
        page.click(".theme-switch")
    dark = page.evaluate(paper)
    page.goto((site / "campaigns/index.html").as_uri())
    kept = page.evaluate(paper)
    context.close()
    assert light != dark
    assert kept == dark


@pytest.mark.parametrize("script", [True, False], ids=["javascript", "no-javascript"])
def test_the_menu_of_a_phone_opens_and_leads_on(browser, site, script):
    context = browser.new_context(viewport=PHONE, java_script_enabled=script)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    link = page.locator(".menu a[href='campaigns/index.html']")
    assert not link.is_visible()
    page.locator(".menu > summary").focus()
    page.keyboard.press("Enter")
    link.click()
    page.wait_for_url("**/campaigns/index.html")
    context.close()


@pytest.mark.parametrize("name", ["campaigns/618-promotion/review.html", "campaigns/spring-launch/review.html"])
def test_a_review_prints_on_a_few_sheets(browser, site, name):
    page = browser.new_page()
    page.goto((site / name).as_uri())
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    page.close()
    sheets = int(re.search(rb"/Type /Pages\s*/Count (\d+)|/Count (\d+)", pdf)[0].split()[-1])
    assert 3 <= sheets <= 30, f"{sheets} sheets"
