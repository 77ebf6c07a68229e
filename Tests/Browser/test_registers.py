"""What the script adds to the tables of registers, and that nothing is missing without it."""

import pytest

from Tests.Browser import probes
from Tests.Browser.conftest import DESKTOP, PHONE

# A register of the site with more than seven rows, numbers and words.
CHANNELS = "registers/channels.html"
ROWS = "#table-channels tbody > tr:not(.group, .subtotal)"
# One whose table is folded away below a chart, on the page of a campaign.
PROJECT = "campaigns/618-promotion/project.html"

FOLDED = "[...document.querySelectorAll('details.more-view')].filter((details) => !details.open).length"


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=DESKTOP)
    yield context.new_page()
    context.close()


def shown(page, rows: str = ROWS) -> int:
    return page.locator(f"{rows}:visible").count()


def column(page, name: str) -> list[str]:
    return [cell.get_attribute("data-value") for cell in page.locator(f"{ROWS} > [data-column={name}]").all()]


def test_the_filter_narrows_rows_and_says_how_many_are_left(page, site):
    page.goto((site / CHANNELS).as_uri())
    everything = shown(page)
    field = page.get_by_label("筛选")
    field.fill("自有")
    left = shown(page)
    assert 0 < left < everything
    assert page.locator(".register-filter output").inner_text() == f"{left} 行符合"
    texts = [row.inner_text() for row in page.locator(f"{ROWS}:visible").all()]
    assert all("自有" in text for text in texts)
    field.fill("自有 没有这样的词")
    assert shown(page) == 0
    field.fill("")
    assert shown(page) == everything
    assert page.locator(".register-filter output").inner_text() == ""


def test_filtering_a_grouped_table_hides_the_groups_that_are_left_empty(page, site):
    page.goto((site / "registers/suppliers.html").as_uri())
    heads = page.locator("#table-suppliers tr.group:visible")
    assert heads.count() > 1
    page.get_by_label("筛选").fill("印务甲")
    assert shown(page, "#table-suppliers tbody > tr:not(.group, .subtotal)") == 1
    assert heads.count() == 1


def test_a_click_on_a_head_sorts_numbers_as_numbers_and_a_second_one_turns_the_order(page, site):
    page.goto((site / CHANNELS).as_uri())
    places = page.locator("#table-channels thead th").all_inner_texts()
    place = next(number for number, text in enumerate(places) if text.startswith("综合分"))
    name = page.locator(f"{ROWS} > :nth-child({place + 1})").first.get_attribute("data-column")
    head = page.locator("#table-channels thead th").nth(place)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    numbers = [float(value) for value in column(page, name)]
    assert numbers == sorted(numbers) and len(set(numbers)) > 3
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert [float(value) for value in column(page, name)] == sorted(numbers, reverse=True)
    other = page.locator("#table-channels thead th").first
    other.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert other.get_attribute("aria-sort") == "ascending"


def test_sorting_keeps_rows_in_their_groups_and_subtotals_at_their_end(page, site):
    page.goto((site / "registers/training_sessions.html").as_uri())
    groups = "[...document.querySelectorAll('#table-training_sessions tbody')].map((body) => [body.rows[0].className, " \
        "body.rows[body.rows.length - 1].className, body.rows.length])"
    before = page.evaluate(groups)
    assert len(before) > 1
    page.locator("#table-training_sessions thead th").nth(1).get_by_role("button").click()
    assert page.evaluate(groups) == before


def test_sorting_and_filtering_work_by_keyboard_alone(page, site):
    page.goto((site / CHANNELS).as_uri())
    head = page.locator("#table-channels thead th").first
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    page.get_by_label("筛选").focus()
    page.keyboard.type("直播")
    assert 0 < shown(page) < page.locator(ROWS).count()


def test_a_link_to_a_row_opens_what_is_folded_around_it(page, site):
    page.goto((site / PROJECT).as_uri())
    row = page.locator("#table-tasks tbody tr[id]").last
    anchor = row.get_attribute("id")
    assert not row.is_visible()
    page.goto((site / PROJECT).as_uri() + "#" + anchor)
    page.reload()
    assert row.is_visible()
    folded = page.evaluate(FOLDED)
    first = page.locator("#table-raci tbody tr[id]").first.get_attribute("id")
    page.evaluate("(anchor) => { location.hash = anchor; }", first)
    page.wait_for_function(f"{FOLDED} < {folded}")
    assert page.locator("#table-raci tbody tr[id]").first.is_visible()


def test_a_register_is_complete_without_javascript(browser, site):
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    page = context.new_page()
    page.goto((site / CHANNELS).as_uri())
    assert shown(page) == page.locator(ROWS).count() > 7
    assert page.locator(".register-filter, #table-channels thead button").count() == 0
    page.goto((site / PROJECT).as_uri())
    summary = page.locator("#tasks details.more-view > summary").first
    table = page.locator("#tasks details.more-view > .table-scroll").first
    assert not table.is_visible()
    summary.click()
    assert table.is_visible()
    context.close()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_opened_project_page_has_no_fault_and_does_not_scroll_sideways(browser, site, viewport):
    context = browser.new_context(viewport=viewport)
    page = context.new_page()
    page.goto((site / PROJECT).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    page.wait_for_timeout(200)
    assert page.evaluate(probes.SIDEWAYS) == []
    assert probes.axe(page) == []
    context.close()


def test_a_register_of_many_campaigns_is_printed_with_its_tables(page, site):
    page.goto((site / "registers/tasks.html").as_uri())
    page.emulate_media(media="print")
    rows = page.locator("#table-tasks-618-promotion tbody tr")
    assert rows.count() > 20
    assert rows.last.bounding_box()["height"] > 0
