"""Slides of a training module in Chromium, from files: shown, on a phone, on paper, without a script."""

import re
import subprocess

import pytest

from Tests.Browser import probes
from Tests.Browser.conftest import PHONE
from Tests.Browser.deck_pages import (  # noqa: F401
    WINDOW, current, deck, decks, focus_is_seen, opened, present, press, total, wait_for_slide, words)

LANDSCAPE = {"width": 844, "height": 390}
FITS = {"": 1, "fit-1": .86, "fit-2": .72}


# ---- One window -----------------------------------------------------------------------------------------------------------


def test_keys_move_one_slide_at_a_time_and_it_is_announced(opened):
    page = opened()
    last = total(page)
    on = ["ArrowRight", "ArrowDown", "Space", "PageDown", "Enter"]
    back = ["ArrowLeft", "ArrowUp", "Backspace", "PageUp", "Shift+Space", "ArrowLeft"]
    for key, number in zip(on + back, [2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 1]):
        page.keyboard.press(key)
        assert current(page) == number, key
        assert page.locator(".slide:visible").count() == 1
    for key, number in [("End", last), ("ArrowRight", last)]:
        page.keyboard.press(key)
        assert current(page) == number
    assert page.locator(".deck-message").inner_text() == words(page)["end"]
    page.keyboard.press("Home")
    assert page.locator(".deck-message").inner_text() == ""
    # A move is announced, with the heading.
    live = page.locator(".deck-live")
    said = words(page)["page"].replace("{n}", "1").replace("{all}", str(last))
    assert live.text_content() == f"{said} {page.locator('#slide-1 .slide-head').text_content().strip()}"
    assert live.get_attribute("aria-live") == "polite"


def test_digits_and_enter_go_to_a_slide(opened):
    page = opened()
    last = total(page)
    page.keyboard.type(str(last - 1))
    assert page.locator(".deck-count").inner_text() == str(last - 1)
    page.keyboard.press("Enter")
    assert current(page) == last - 1
    press(page, "1", "Escape")
    assert page.evaluate("document.documentElement.dataset.deck") == "show"
    page.keyboard.press("Enter")
    assert current(page) == last
    press(page, "0", "Enter")
    assert current(page) == 1


def test_the_address_names_the_slide_and_back_returns(opened, deck):
    page = opened("#slide-3")
    title = page.title()
    assert current(page) == 3
    press(page, "ArrowRight", "ArrowRight")
    assert page.url == deck.as_uri() + "#slide-5"
    for move, number in [(page.go_back, 4), (page.go_back, 3), (page.go_forward, 4)]:
        move()
        wait_for_slide(page, number)
    page.reload()
    assert current(page) == 4
    page.evaluate("location.hash = '#slide-2'")
    wait_for_slide(page, 2)
    assert page.title() == title
    page.goto(deck.as_uri() + "#elsewhere")
    page.reload()
    assert current(page) == 1


def test_keys_leave_controls_to_themselves(opened):
    page = opened("#slide-2")
    page.evaluate("""() => {
      const body = document.querySelector('.is-current .slide-body');
      for (const tag of ['input', 'select']) body.append(document.createElement(tag));
    }""")
    for tag in ["input", "select"]:
        page.locator(f".is-current {tag}").focus()
        press(page, "b", "o", "3", "Enter", "ArrowRight", "Backspace")
        assert current(page) == 2 and page.locator(".deck-black").is_hidden()
    page.get_by_role("button", name=words(page)["blank"]).press("Enter")
    assert current(page) == 2 and page.locator(".deck-black").is_visible()
    # The arrows are of no use to a button.
    page.keyboard.press("ArrowRight")
    assert current(page) == 3
    page.keyboard.press("Control+p")
    assert len(page.context.pages) == 1


def test_focus_is_never_lost_and_tab_visits_the_slide_and_then_the_bar(opened):
    page = opened()
    for key in ["ArrowRight", "End", "Home", "o", "Enter", "b", "b", "o", "Escape"]:
        page.keyboard.press(key)
        assert focus_is_seen(page), key
    with_links = page.eval_on_selector_all(
        ".slide", "all => all.filter((one) => one.querySelector('.slide-body a[href]')).map((one) => one.id)")
    assert with_links, "no slide of this deck has a link"
    press(page, *with_links[0].removeprefix("slide-"), "Enter")
    links = page.locator(f"#{with_links[0]} .slide-body a[href]").count()
    for _ in range(links):
        page.keyboard.press("Tab")
        assert page.evaluate("[document.activeElement.tagName, document.activeElement.closest('.slide')?.id]") == ["A", with_links[0]]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.deck-bar') !== null")
    # From a link that goes out of sight the focus returns to the deck.
    page.locator(f"#{with_links[0]} .slide-body a[href]").first.focus()
    page.keyboard.press("Home")
    assert focus_is_seen(page)


def test_the_bar_steps_aside_and_comes_back(browser, deck):
    page = browser.new_context(viewport=WINDOW).new_page()
    page.clock.install()
    page.goto(deck.as_uri())
    opacity = "getComputedStyle(document.querySelector('.deck-bar')).opacity"
    assert page.evaluate(opacity) == "1"
    page.clock.run_for(4000)
    assert page.evaluate(opacity) == "0"
    page.mouse.move(300, 300)
    assert page.evaluate(opacity) == "1"
    page.clock.run_for(4000)
    page.get_by_role("button", name=words(page)["overview"]).focus()
    page.clock.run_for(4000)
    assert page.evaluate(opacity) == "1"
    box = page.locator(".deck-bar").bounding_box()
    assert box["x"] > WINDOW["width"] / 2 and box["y"] > WINDOW["height"] / 2
    names = [words(page)[name] for name in ["previous", "next", "overview", "presenter", "blank", "fullscreen", "help"]]
    assert page.locator(".deck-bar button").evaluate_all("all => all.map((one) => one.ariaLabel)") == names
    assert all(button.bounding_box()["width"] >= 40 for button in page.locator(".deck-bar button").all())
    page.get_by_role("button", name=words(page)["next"], exact=True).click()
    assert current(page) == 2
    page.context.close()


def test_the_overview_shows_all_and_is_walked_with_arrows(opened):
    page = opened("#slide-2")
    page.keyboard.press("o")
    assert page.locator(".slide:visible").count() == total(page)
    assert page.locator(".slide-choose[aria-current=true]").count() == 1
    tops = page.eval_on_selector_all(".slide", "all => all.map((one) => one.offsetTop)")
    below = 3 + tops.count(tops[0])
    for key, number in [("Shift", 2), ("ArrowRight", 3), ("ArrowDown", below), ("ArrowUp", 3), ("Home", 1), ("ArrowLeft", 1)]:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.closest('.slide').id") == f"slide-{number}"
    page.keyboard.press("Escape")
    assert current(page) == 2 and page.locator(".slide:visible").count() == 1
    press(page, "Escape", "End", "Enter")
    assert current(page) == total(page) and page.locator(".slide:visible").count() == 1
    page.keyboard.press("o")
    page.locator(".slide-choose").nth(3).click()
    assert current(page) == 4
    # The thumbnails are pictures: what stands on them is no stop of the Tab key.
    press(page, "o", "Tab")
    assert page.evaluate("document.activeElement.closest('.deck-bar') !== null")


def test_the_screen_turns_black_and_back(opened):
    page = opened("#slide-2")
    for turn in ["b", "."]:
        page.keyboard.press(turn)
        black = page.locator(".deck-black")
        assert black.is_visible()
        assert black.bounding_box() == {"x": 0, "y": 0, **WINDOW}
        assert black.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(0, 0, 0)"
        page.keyboard.press("Escape")
        assert black.is_hidden() and current(page) == 2
    page.keyboard.press("b")
    page.mouse.click(200, 200)
    assert page.locator(".deck-black").is_hidden()


def test_help_lists_the_keys_and_f_fills_the_screen(opened):
    page = opened()
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name=words(page)["help"])
    assert help_.is_visible()
    assert page.locator(".deck-help dt").count() == len(words(page)["helpList"])
    page.keyboard.press("ArrowRight")
    assert current(page) == 1
    page.keyboard.press("Escape")
    assert not help_.is_visible() and focus_is_seen(page)
    assert page.evaluate("document.documentElement.dataset.deck") == "show"
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")


# ---- Sizes, paper, no script -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("viewport", [WINDOW, {"width": 1920, "height": 1080}, LANDSCAPE, {"width": 700, "height": 900}],
                         ids=["1280x800", "1920x1080", "phone", "high"])
def test_a_slide_fills_the_window_and_keeps_its_shape(opened, viewport):
    page = opened("#slide-2", viewport)
    box = page.locator("#slide-2 .slide-sheet").bounding_box()
    scale = min(viewport["width"] / 1280, viewport["height"] / 720)
    assert box["width"] == pytest.approx(1280 * scale, abs=1) and box["height"] == pytest.approx(720 * scale, abs=1)
    assert box["x"] == pytest.approx((viewport["width"] - box["width"]) / 2, abs=1)
    assert box["y"] == pytest.approx((viewport["height"] - box["height"]) / 2, abs=1)
    assert page.evaluate(probes.SIDEWAYS) == []


def swipe(page, start: tuple[int, int], end: tuple[int, int]) -> None:
    session = page.context.new_cdp_session(page)
    points = [(start[0] + (end[0] - start[0]) * step / 4, start[1] + (end[1] - start[1]) * step / 4) for step in range(5)]
    for step, (x, y) in enumerate(points):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_swipe_turns_the_slide(opened):
    page = opened(viewport=LANDSCAPE, has_touch=True, is_mobile=True)
    for start, end, number in [((600, 200), (300, 210), 2), ((600, 200), (300, 190), 3), ((300, 200), (600, 200), 2)]:
        swipe(page, start, end)
        wait_for_slide(page, number)
    swipe(page, (400, 300), (430, 100))
    swipe(page, (400, 200), (425, 200))
    page.wait_for_timeout(100)
    assert current(page) == 2
    page.touchscreen.tap(200, 200)
    page.get_by_role("button", name=words(page)["next"], exact=True).tap()
    wait_for_slide(page, 3)


STACKED = """() => {
  const slides = [...document.querySelectorAll('.slide')].map((one) => one.getBoundingClientRect());
  return slides.every((box, at) => box.height > 80 && (at === 0 || box.top >= slides[at - 1].bottom - 1));
}"""


@pytest.mark.parametrize("viewport, script", [(PHONE, True), (PHONE, False), (WINDOW, False)], ids=["phone", "phone-plain", "plain"])
def test_upright_and_without_script_all_slides_stand_one_under_the_other(opened, viewport, script):
    page = opened(viewport=viewport, java_script_enabled=script, has_touch=viewport == PHONE, is_mobile=viewport == PHONE)
    assert page.locator(".slide:visible").count() == total(page)
    assert page.evaluate(STACKED)
    assert page.evaluate(probes.SIDEWAYS) == []
    assert page.locator(".slide-notes:visible, .deck-bar:visible").count() == 0
    sizes = page.eval_on_selector_all(".slide-body :is(p, li, td)", "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))")
    assert min(sizes) >= 12
    if script:
        assert probes.axe(page) == []
        # Turned over, the phone goes on with the slide that was looked at.
        page.evaluate("document.getElementById('slide-3').scrollIntoView()")
        page.set_viewport_size(LANDSCAPE)
        wait_for_slide(page, 3)
        assert page.locator(".slide:visible").count() == 1


@pytest.mark.parametrize("keys", [[], ["ArrowRight", "b"], ["o"], ["?"]], ids=["first", "black", "overview", "help"])
def test_paper_has_one_slide_a_sheet_whatever_is_on_the_screen(opened, keys):
    page = opened(color_scheme="dark")
    press(page, *keys)
    pdf = page.pdf(prefer_css_page_size=True, print_background=False)
    assert max(int(count) for count in re.findall(rb"/Count (\d+)", pdf)) == total(page)
    boxes = {tuple(round(float(number)) for number in box.split()) for box in re.findall(rb"/MediaBox \[([^]]+)\]", pdf)}
    assert boxes == {(0, 0, 960, 540)}
    page.emulate_media(media="print")
    assert page.locator(":is(.deck-bar, .deck-black, .deck-message, .deck-help, .slide-notes, .slide-choose):visible").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_handouts_print_every_slide_whole(browser, deck, tmp_path):
    page = browser.new_page()
    page.goto(deck.with_name("handout.html").as_uri())
    squeezed = "all => all.map((one) => one.textContent.replace(/\\s/g, ''))"
    cells = page.eval_on_selector_all(".thumb :is(td, th, li, .slide-foot span)", squeezed)
    page.pdf(path=tmp_path / "handout.pdf", prefer_css_page_size=True)
    page.close()
    text = subprocess.run(["pdftotext", tmp_path / "handout.pdf", "-"], capture_output=True, text=True, check=True).stdout
    printed = re.sub(r"\s", "", text)
    # Beside a figure in a cell Chromium may set what is copied in another order; the words of slides are plain.
    assert len(cells) > 50
    assert [cell for cell in cells if cell not in printed] == []


def test_the_geometry_is_what_the_build_counts_lines_by(opened):
    page = opened("#slide-2", {"width": 1280, "height": 720})
    page.evaluate("""() => {
      document.querySelector('#slide-2 .slide-body').innerHTML = '<p>一</p><ul><li>一</li></ul><h3>一</h3>'
        + '<div class="table-scroll"><table><tbody><tr><td>一</td></tr></tbody></table></div><pre>1</pre><p>末</p>';
    }""")
    style = """([selector, name]) => getComputedStyle(document.querySelector('#slide-2 ' + selector))[name]"""

    def px(selector, name):
        return float(page.evaluate(style, [selector, name]).removesuffix("px"))

    for fit, factor in FITS.items():
        page.evaluate("(fit) => { document.querySelector('#slide-2 .slide-sheet').className = 'slide-sheet ' + fit; }", fit)
        assert [px(".slide-sheet", name) for name in ("width", "height", "paddingTop", "paddingRight", "paddingLeft")] == [1280, 720, 44, 56, 56]
        assert [px(".slide-head", name) for name in ("fontSize", "lineHeight", "marginBottom")] == [40, 52, 20]
        assert px(".slide-body", "width") == 1168
        body = {
            (".slide-body", "fontSize"): 26, (".slide-body", "lineHeight"): 39, ("p", "marginBottom"): 14, ("ul", "paddingLeft"): 34,
            ("li", "marginBottom"): 6, ("h3", "fontSize"): 30, ("h3", "lineHeight"): 39, ("h3", "marginBottom"): 10,
            ("table", "fontSize"): 22, ("td", "lineHeight"): 30.8, ("td", "paddingTop"): 7, ("td", "paddingLeft"): 12,
            ("pre", "fontSize"): 20, (".table-scroll", "marginBottom"): 14,
        }
        for (selector, name), value in body.items():
            assert px(selector if selector.startswith(".") else f".slide-body {selector}", name) == pytest.approx(value * factor, abs=.02), selector
        assert (px(".slide-foot", "fontSize"), px(".slide-foot", "bottom")) == (18, 24)


# At the size of the sheet: what a body holds beyond its room, beside its width, and in drawings that cut something off.
OVERFLOWS = """() => {
  delete document.documentElement.dataset.deck;
  const faults = [];
  for (const sheet of document.querySelectorAll('.slide-sheet')) {
    const say = (what) => faults.push(`${sheet.parentElement.id} ${sheet.className}: ${what}`);
    const [head, body] = [sheet.querySelector('.slide-head'), sheet.querySelector('.slide-body')];
    const end = body.offsetTop + Math.max(body.offsetHeight, body.scrollHeight);
    if (end > 664) say(`ends at ${end} px of 664`);
    if (body.scrollWidth > body.clientWidth) say(`is ${body.scrollWidth} px wide`);
    const lines = head.offsetHeight / parseFloat(getComputedStyle(head).lineHeight);
    if (lines > 2.1) say(`has a heading of ${Math.round(lines)} lines`);
    for (const part of body.querySelectorAll('.chart, pre, .table-scroll, table')) {
      if (part.scrollHeight > part.clientHeight + 2 || part.scrollWidth > part.clientWidth + 2) say(`cuts ${part.className || part.tagName}`);
    }
    for (const drawing of body.querySelectorAll('figure')) {
      if (drawing.offsetHeight > (drawing.matches('.slide-body > :only-child') ? 492 : 460)) say(`has a figure of ${drawing.offsetHeight} px`);
    }
  }
  return faults;
}"""


def test_no_slide_of_any_deck_holds_more_than_its_sheet(browser, decks):
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    faults = []
    for path in decks:
        page.goto(path.as_uri())
        faults += [f"{path.parent.name} {fault}" for fault in page.evaluate(OVERFLOWS)]
    page.context.close()
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults[:40])


# ---- For everyone ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_way_of_showing(opened, scheme):
    page = opened("#slide-2", color_scheme=scheme)
    presenter = present(page)
    assert probes.axe(presenter) == []
    presenter.close()
    for key in ["ArrowRight", "Home", "o", "Escape", "b"]:
        page.keyboard.press(key)
        assert probes.axe(page) == [], key
    press(page, "b", "?")
    assert probes.axe(page) == []
    page.keyboard.press("Escape")
    # All slides at once, each of them as it is shown.
    page.evaluate("delete document.documentElement.dataset.deck")
    assert probes.axe(page) == []


def test_axe_finds_nothing_in_any_deck(browser, decks):
    # On an upright phone all slides stand one under the other.
    page = browser.new_context(viewport=PHONE).new_page()
    faults = {}
    for path in decks:
        page.goto(path.as_uri())
        if found := probes.axe(page):
            faults[path.parent.name] = found
    page.context.close()
    assert faults == {}


def test_the_colours_chosen_on_other_pages_hold_here(browser, deck):
    context = browser.new_context(viewport=WINDOW, color_scheme="light")
    page = context.new_page()
    page.goto(deck.as_uri())
    paper = "getComputedStyle(document.querySelector('.is-current .slide-sheet')).backgroundColor"
    light = page.evaluate(paper)
    page.evaluate("localStorage.setItem('fupan-theme', 'dark')")
    page.reload()
    assert page.evaluate(paper) != light
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    assert page.evaluate("document.getAnimations().length") == 0
    context.close()
