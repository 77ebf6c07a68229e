"""The presenter's window of a deck in Chromium: in step with the show, through reloads, and nobody else obeyed."""

import re

from Tests.Browser.deck_pages import (  # noqa: F401
    current, deck, decks, opened, present, press, total, wait_for_slide, words)



def test_the_two_windows_keep_in_step_both_ways(opened):
    page = opened("#slide-2")
    presenter = present(page)
    for key, number in [("ArrowRight", 3), ("PageDown", 4), ("Home", 1)]:
        presenter.keyboard.press(key)
        wait_for_slide(page, number)
    for key, number in [("ArrowRight", 2), ("End", total(page)), ("ArrowLeft", total(page) - 1)]:
        page.keyboard.press(key)
        wait_for_slide(presenter, number)
    # Faster than the answers return.
    press(presenter, "Home", *["ArrowRight"] * 6)
    wait_for_slide(page, 7)
    presenter.wait_for_timeout(1500)
    assert current(presenter) == current(page) == 7
    # A second P finds the window that is open.
    page.keyboard.press("p")
    page.wait_for_timeout(200)
    assert len(page.context.pages) == 2


def test_the_presenter_sees_both_slides_notes_number_and_times(opened):
    page = opened()
    texts = page.eval_on_selector_all(".slide", "all => all.map((one) => one.querySelector('.slide-notes')?.textContent.trim() ?? null)")
    with_notes = next(number for number, text in enumerate(texts, 1) if text)
    without = next((number for number, text in enumerate(texts, 1) if text is None), None)
    presenter = present(page)
    said = words(page)
    for number in filter(None, [with_notes, without]):
        press(presenter, *str(number), "Enter")
        wait_for_slide(presenter, number)
        notes = presenter.locator(".desk-notes div")
        assert re.sub(r"\s", "", notes.text_content()) == re.sub(r"\s", "", texts[number - 1] or said["noNotes"])
    assert float(presenter.locator(".desk-notes").evaluate("one => getComputedStyle(one).fontSize").removesuffix("px")) >= 22
    presenter.keyboard.press("Home")
    assert presenter.locator(".slide:visible").evaluate_all("all => all.map((one) => one.id)") == ["slide-1", "slide-2"]
    boxes = [presenter.locator(f"#slide-{number}").bounding_box()["width"] for number in (1, 2)]
    assert boxes[0] > 1.5 * boxes[1]
    assert presenter.locator(".desk-page").inner_text() == said["page"].replace("{n}", "1").replace("{all}", str(total(page)))
    assert re.fullmatch(r"\d\d:\d\d", presenter.locator(".desk-clock").inner_text())
    presenter.keyboard.press("End")
    assert presenter.locator(".desk-ahead").inner_text() == said["end"]
    # In its own overview a slide is chosen for both.
    press(presenter, "o", "Home", "Enter")
    wait_for_slide(page, 1)


def test_the_timer_counts_pauses_resets_and_outlives_a_reload(opened):
    presenter = present(opened())
    said = words(presenter)
    timer = presenter.get_by_role("timer")
    presenter.wait_for_function("document.querySelector('[role=timer]').textContent >= '00:02'")
    presenter.get_by_role("button", name=said["pause"]).click()
    stopped = timer.inner_text()
    presenter.wait_for_timeout(1300)
    assert timer.inner_text() == stopped
    presenter.reload()
    assert timer.inner_text() == stopped
    presenter.get_by_role("button", name=said["reset"]).click()
    assert timer.inner_text() == "00:00"
    presenter.get_by_role("button", name=said["start"], exact=True).click()
    presenter.wait_for_function("document.querySelector('[role=timer]').textContent >= '00:01'")


def test_reloads_of_either_window_are_survived(opened):
    page = opened("#slide-3")
    presenter = present(page)
    presenter.reload()
    presenter.keyboard.press("ArrowRight")
    wait_for_slide(page, 4)
    page.reload()
    page.wait_for_timeout(1300)
    assert presenter.locator(".desk-state").inner_text() == ""
    page.keyboard.press("ArrowRight")
    wait_for_slide(presenter, 5)
    presenter.keyboard.press("ArrowRight")
    wait_for_slide(page, 6)
    page.go_back()
    page.reload()
    page.wait_for_timeout(1300)
    presenter.keyboard.press("ArrowRight")
    wait_for_slide(page, current(presenter))
    page.keyboard.press("Home")
    wait_for_slide(presenter, 1)


def test_the_presenter_is_told_of_black_and_of_the_end_of_the_show(opened):
    page = opened()
    presenter = present(page)
    page.keyboard.press("b")
    state = presenter.locator(".desk-state")
    presenter.wait_for_function("document.querySelector('.desk-state').textContent !== ''")
    assert state.inner_text() == words(page)["blank"]
    assert presenter.locator(".slide.is-current").is_visible()
    presenter.keyboard.press("ArrowRight")
    wait_for_slide(page, 2)
    assert page.locator(".deck-black").is_visible()
    presenter.keyboard.press("b")
    page.locator(".deck-black").wait_for(state="hidden")
    assert state.inner_text() == ""
    said = words(page)["lost"]
    page.close()
    presenter.wait_for_function("(said) => document.querySelector('.desk-state').textContent === said", arg=said)
    presenter.keyboard.press("ArrowRight")
    assert current(presenter) == 3


def test_a_refused_window_is_said_and_strangers_are_not_obeyed(opened):
    page = opened()
    page.evaluate("window.open = () => null")
    page.keyboard.press("p")
    assert page.locator(".deck-message").inner_text() == words(page)["popup"]
    page.evaluate("""() => {
      for (const key of ['', history.state.key]) {
        postMessage({ fupanDeck: key, kind: 'go', order: 9, slide: 3, isBlack: true }, '*');
        postMessage({ fupanDeck: key, kind: 'state', order: 9, slide: 3, isBlack: true }, '*');
      }
      for (const data of [null, 'text', { fupanDeck: history.state.key, kind: 'hello', slide: 'x' }]) postMessage(data, '*');
    }""")
    page.wait_for_timeout(200)
    assert current(page) == 1 and page.locator(".deck-black").is_hidden()
