"""Quizzes that mark themselves, in Chromium, from files: on pages of every kind of question, written here."""

import csv
import datetime
import io
import re

import pytest

from Tests.Browser import probes
from Tests.Browser.conftest import DESKTOP, PHONE, SHEET
from Tests.Browser.quiz_pages import ASSETS, QUESTIONS, RIGHT, VERSION, WORDS, answers_of, code, hand_in, put, start, take, write_pages


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quiz") / "自测 quiz"
    folder.mkdir()
    write_pages(folder)
    return folder


@pytest.fixture
def page(browser, folder):
    context = browser.new_context(viewport=DESKTOP, color_scheme="light", locale="zh-CN")
    page = context.new_page()
    visit = type("Visit", (), {"messages": [], "outside": []})()
    probes.listen(page, folder, visit)
    yield page
    context.close()
    assert visit.messages == [] and visit.outside == []


def fnv1a(text: str) -> str:
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return f"{value:08x}"


# ---- A whole test ----------------------------------------------------------------------------------------------------

def test_the_checksum_is_fnv_1a():
    # Of the vectors that the function's authors publish.
    assert [fnv1a(text) for text in ("", "a", "foobar")] == ["811c9dc5", "e40c292c", "bf9cf968"]


def test_a_test_can_be_taken_by_keyboard_alone(page, folder):
    page.goto((folder / "quiz.html").as_uri() + "?seed=0")
    keys = page.keyboard

    def to(selector: str) -> None:
        for _ in range(40):
            keys.press("Tab")
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab does not reach {selector}")

    to("#quiz-name")
    keys.press("Enter")
    assert page.locator("#quiz-name").get_attribute("aria-invalid") == "true"
    assert page.locator("#quiz-name-error").inner_text() == WORDS["needName"]
    keys.insert_text("王小明")
    to("#quiz-seed")
    assert page.locator("#quiz-seed").input_value() == "0"
    keys.press("Enter")
    assert page.evaluate("document.activeElement.closest('form').id") == "question-1"
    to("[name=question-1]")
    keys.press("Space")
    keys.press("ArrowDown")
    for _ in range(4):
        to("[name=question-2]")
        if page.evaluate("document.activeElement.value") != "c":
            keys.press("Space")
    to("[name=question-3]")
    keys.press("Space")
    keys.press("ArrowDown")
    to("[name=question-4-1]")
    keys.insert_text("78.75")
    keys.press("Enter")
    to("[name=question-4-2]")
    keys.insert_text("复盘会")
    for name, presses in [("5-1", 3), ("5-2", 1), ("5-3", 2), ("6-1", 2), ("6-2", 1), ("6-3", 3)]:
        to(f"[name=question-{name}]")
        for _ in range(presses):
            keys.press("ArrowDown")
    assert page.locator(".quiz-answered").inner_text() == "已答 6 / 6 题"
    to(".quiz-bar .quiz-button")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == WORDS["result"]
    assert page.locator(".quiz-score").inner_text() == "得分 6 / 6（100%）"
    assert page.locator(".quiz-pass .quiz-mark").inner_text() == "达标"


def test_roles_names_and_states_are_those_of_native_controls(page, folder):
    page.goto((folder / "quiz.html").as_uri())
    start(page)
    assert "group" in page.locator("#question-1").aria_snapshot()
    snapshot = page.locator("#quiz").aria_snapshot()
    for line in ['- radio "78.75 万元"', '- checkbox "媒介"', '- textbox "第 1 空"', '- combobox "分配 排第几"', '- combobox "零基预算法"',
                 '- button "交卷核对"', "单选 总额 250 万元"]:
        assert line in snapshot, line
    assert "答案与解析" not in snapshot
    take(page, RIGHT[:2])
    assert '- radio "78.75 万元" [checked]' in page.locator("#question-1").aria_snapshot()
    hand_in(page)
    snapshot = page.locator("#quiz").aria_snapshot()
    for line in ['- heading "结果" [level=2]', '- link "第 1 题"', '- button "下载 CSV"', '- button "再做错题"',
                 '- radio "78.75 万元 正确答案" [checked] [disabled]']:
        assert line in snapshot, line
    assert page.locator("#question-1 .quiz-verdict").inner_text() == "答对"
    assert page.locator("#question-6 .quiz-verdict").inner_text() == "未作答"


def test_unanswered_questions_are_named_before_anything_is_marked(page, folder):
    page.goto((folder / "quiz.html").as_uri())
    start(page)
    take(page, RIGHT[:3])
    put(page, 4, ["78.75"])
    page.get_by_role("button", name=WORDS["check"]).click()
    assert page.get_by_role("alert").filter(has_text="还有 3 题没有答").count() == 1
    assert page.locator(".quiz-score").count() == 0
    page.get_by_role("button", name=WORDS["toMissing"]).click()
    assert page.evaluate("document.activeElement.closest('form').id") == "question-4"
    # An answer takes the warning back.
    put(page, 4, ["78.75", "复盘"])
    assert page.locator(".quiz-missing").inner_text() == ""
    hand_in(page)
    assert code(page).split(".")[5] == "1111--"
    assert page.locator(".quiz-score").inner_text() == "得分 4 / 6（66.6%）"
    assert page.locator(".quiz-pass .quiz-mark").inner_text() == "未达标"


def shuffled(values: list, random) -> list:
    result = list(values)
    for i in range(len(result) - 1, 0, -1):
        j = int(random() * (i + 1))
        result[i], result[j] = result[j], result[i]
    return result


def mulberry32(seed: int):
    def multiply(a, b):
        return a * b % 2**32

    def random():
        nonlocal seed
        seed = (seed + 0x6D2B79F5) % 2**32
        t = multiply(seed ^ (seed >> 15), seed | 1)
        t ^= (t + multiply(t ^ (t >> 7), t | 61)) % 2**32
        return ((t ^ (t >> 14)) % 2**32) / 2**32
    return random


@pytest.mark.parametrize("seed", [1, 4821, 4294967295])
def test_the_seed_gives_the_order_of_questions_and_options(page, folder, seed):
    random = mulberry32(seed)
    order = shuffled(range(1, 7), random)
    options = {number: shuffled(QUESTIONS[number - 1][2], random) for number in (1, 2)}
    items = shuffled(QUESTIONS[4][2], random)
    page.goto((folder / "quiz.html").as_uri() + f"?seed={seed}")
    assert page.get_by_label(WORDS["seed"]).input_value() == str(seed)
    start(page, seed=seed)
    assert page.locator("form.quiz-question").evaluate_all("all => all.map((form) => Number(form.dataset.question))") == order
    assert page.locator(".quiz-number").all_inner_texts() == list("123456")
    for number, expected in [*options.items(), (3, QUESTIONS[2][2]), (5, items)]:
        texts = page.locator(f"#question-{number} li label > span").all_inner_texts()
        assert texts == expected
    take(page, RIGHT)
    hand_in(page)
    assert code(page).split(".")[3:6] == [str(seed), "1", "111111"]


def test_seed_0_keeps_the_order_and_a_wrong_one_is_refused(page, folder):
    page.goto((folder / "quiz.html").as_uri())
    for text in ("", "-1", "4294967296", "1.5"):
        start(page, seed=text)
        assert page.locator("#quiz-seed-error").inner_text() == WORDS["needSeed"]
    start(page, seed="０")
    assert page.locator("form.quiz-question").evaluate_all("all => all.map((form) => form.dataset.question)") == list("123456")


def test_progress_is_taken_up_after_a_reload_and_by_no_other_version(page, folder):
    page.goto((folder / "quiz.html").as_uri())
    start(page, seed=4821)
    order = page.locator("form.quiz-question").evaluate_all("all => all.map((form) => form.id)")
    take(page, [["c"], ["b"], ["a"], ["80", ""], ["", "2", ""], ["a", "", ""]])
    page.reload()
    assert page.locator(".quiz-resumed").inner_text().startswith(WORDS["resumed"])
    assert page.locator("form.quiz-question").evaluate_all("all => all.map((form) => form.id)") == order
    assert page.locator(".quiz-resumed a").get_attribute("href") == "#question-6"
    assert page.locator("#question-1 input:checked").get_attribute("value") == "c"
    assert page.locator("[name=question-4-1]").input_value() == "80"
    assert page.locator("[name=question-5-2]").input_value() == "2"
    assert page.locator("[name=question-6-1]").input_value() == "a"
    hand_in(page)
    first = code(page)
    page.reload()
    assert code(page) == first
    assert page.locator("#question-1 .quiz-verdict").inner_text() == "答错"
    keys = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('fupan-quiz:'))")
    assert len(keys) == 1 and keys[0].endswith(f"quiz.html:{VERSION}")
    other = folder / "other.html"
    other.write_text((folder / "quiz.html").read_text("utf-8").replace(VERSION, "99999999"), "utf-8")
    page.goto(other.as_uri())
    assert page.get_by_role("button", name=WORDS["start"]).count() == 1


def test_wrong_answers_can_be_done_again_without_changing_the_score(page, folder):
    page.goto((folder / "quiz.html").as_uri())
    start(page, seed=7)
    take(page, [["a"], ["a", "b"], *RIGHT[2:]])
    hand_in(page)
    first = code(page)
    assert first.split(".")[4:6] == ["1", "001111"]
    page.get_by_role("button", name=WORDS["again"]).click()
    shown = page.locator("form.quiz-question:visible")
    assert sorted(shown.evaluate_all("all => all.map((form) => form.id)")) == ["question-1", "question-2"]
    assert shown.locator("input:checked").count() == 0
    assert shown.locator(".quiz-answer:visible, .quiz-tag").count() == 0
    take(page, [["b"], ["a"]])
    hand_in(page)
    assert "2 题中答对 1 题" in page.locator(".quiz-later").inner_text()
    assert code(page) == first
    assert page.locator(".quiz-score").inner_text() == "得分 4 / 6（66.6%）"
    page.get_by_role("button", name=WORDS["again"]).click()
    assert page.locator("form.quiz-question:visible").count() == 1
    page.reload()
    assert page.locator("form.quiz-question:visible").count() == 1
    put(page, 2, ["a", "b", "d"])
    hand_in(page)
    assert page.get_by_role("button", name=WORDS["again"]).count() == 0
    assert code(page) == first
    # The whole test anew is another attempt.
    page.get_by_role("button", name=WORDS["restart"]).click()
    start(page)
    take(page, RIGHT)
    hand_in(page)
    assert code(page).split(".")[4:6] == ["2", "111111"]


def test_the_code_names_the_result_and_carries_its_checksum(page, folder):
    page.goto((folder / "quiz.html").as_uri())
    start(page, name=" 王.小 明，A\u3000B ", seed=4821)
    take(page, [["b"], ["a", "b", "d"], ["a"], ["78.75", "复盘"]])
    hand_in(page)
    body = f"FQ1.M22.{VERSION}.4821.1.1101--.王_小_明，A_B"
    assert code(page) == f"{body}.{fnv1a(body)}"


def test_the_csv_has_a_row_for_each_attempt(page, folder):
    page.goto((folder / "quiz.html").as_uri())
    name = '=王"小,明'
    start(page, name=name, seed=4821)
    take(page, [[], *RIGHT[1:]])
    hand_in(page)
    codes = [code(page)]
    page.get_by_role("button", name=WORDS["restart"]).click()
    start(page, name=name)
    take(page, RIGHT)
    hand_in(page)
    codes.append(code(page))
    with page.expect_download() as download:
        page.get_by_role("button", name=WORDS["download"]).click()
    assert download.value.suggested_filename == "quiz-M22-=王_小,明.csv"
    data = download.value.path().read_bytes()
    today = datetime.date.today().isoformat()
    expected = ("\ufeffmodule,version,learner,date,attempt,seed,score,max,marks,code\r\n"
                f'M22,{VERSION},"\'=王""小,明",{today},1,4821,5,6,\'-11111,{{}}\r\n'
                f'M22,{VERSION},"\'=王""小,明",{today},2,0,6,6,111111,{{}}\r\n')
    quoted = ['"' + text.replace('"', '""') + '"' for text in codes]
    assert data.decode() == expected.format(*quoted)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row[9] for row in rows[1:]] == codes


def test_another_learner_at_the_same_computer_begins_at_the_first_attempt(page, folder):
    page.goto((folder / "quiz.html").as_uri())
    for name, attempt, rows in [("甲", 1, 1), ("乙", 1, 1), ("甲", 2, 2)]:
        if attempt > 1 or name == "乙":
            page.get_by_role("button", name=WORDS["restart"]).click()
        start(page, name=name)
        hand_in(page)
        assert code(page).split(".")[4] == str(attempt)
        with page.expect_download() as download:
            page.get_by_role("button", name=WORDS["download"]).click()
        table = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
        assert [(row["learner"], row["attempt"]) for row in table] == [(name, str(i + 1)) for i in range(rows)]


def test_the_code_is_copied(page, folder):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto((folder / "quiz.html").as_uri())
    start(page)
    hand_in(page)
    page.get_by_role("button", name=WORDS["copy"]).click()
    page.get_by_text(WORDS["copied"], exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == code(page)


def test_a_browser_that_stores_nothing_is_said_and_no_hindrance(page, folder):
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
    page.goto((folder / "quiz.html").as_uri())
    start(page)
    assert page.locator(".quiz-note").inner_text() == WORDS["notKept"]
    take(page, RIGHT)
    hand_in(page)
    assert page.locator(".quiz-pass .quiz-mark").inner_text() == "达标"


def test_spoilt_progress_is_not_taken_up(page, folder):
    page.goto((folder / "quiz.html").as_uri())
    for text in ("{", "null", "[]", '{"version":"1a2b3c4d","phase":"open","answers":[[1]]}',
                 '{"version":"1a2b3c4d","phase":"done","name":"","seed":1,"answers":[[],[],[],[],[],[]],"asked":[],"later":{},"history":[]}'):
        page.evaluate("(text) => localStorage.setItem(`fupan-quiz:${location.pathname}:1a2b3c4d`, text)", text)
        page.reload()
        assert page.get_by_role("button", name=WORDS["start"]).count() == 1


# ---- Single questions on reading pages -----------------------------------------------------------------------------------

def test_a_question_on_a_reading_page_is_checked_alone_and_can_be_tried_again(page, folder):
    page.goto((folder / "reading.html").as_uri())
    form = page.locator("#question-1")
    check = form.get_by_role("button", name=WORDS["checkOne"])
    verdict = form.get_by_role("status")
    check.click()
    assert verdict.inner_text() == "未作答"
    put(page, 1, ["a"])
    assert verdict.inner_text() == ""
    check.click()
    assert verdict.inner_text() == "答错"
    assert form.locator("details").evaluate("details => details.open")
    options = [text.split() for text in form.locator(".quiz-options li").all_inner_texts()]
    assert options == [["87.5", "万元", "你的选择"], ["78.75", "万元", "正确答案"], ["90", "万元"]]
    shapes = form.locator("li").evaluate_all(
        "all => all.map((li) => li.querySelector('.quiz-tag')).filter(Boolean).map((tag) => getComputedStyle(tag, '::before').content[1])")
    assert shapes == ["■", "●"]
    put(page, 1, ["b"])
    assert form.locator(".quiz-tag").count() == 0
    check.click()
    assert verdict.inner_text() == "答对"
    for number, values in enumerate(RIGHT[1:], start=2):
        put(page, number, values)
        page.locator(f"#question-{number}").get_by_role("button", name=WORDS["checkOne"]).click()
        assert page.locator(f"#question-{number} .quiz-verdict").inner_text() == "答对", number
    page.reload()
    assert page.locator(".quiz-verdict").all_inner_texts() == ["答对"] * 6
    assert page.locator("[name=question-4-1]").input_value() == "78.75 万元"


def test_enter_in_a_blank_checks_its_question(page, folder):
    page.goto((folder / "reading.html").as_uri())
    put(page, 4, ["78.7", "复盘"])
    page.locator("[name=question-4-2]").press("Enter")
    assert page.locator("#question-4 .quiz-verdict").inner_text() == "答错"


@pytest.mark.parametrize("accept, tolerance, right, wrong", [
    (["78.75"], 0, ["78.75", "７８．７５", "78.750", " 78.75 万元 ", "78.75元", "+78.75", "¥78.75"],
     ["78.7", "", "约 78.75", "78.75 或 90", "7875", "-78.75", "八"]),
    (["1240"], 0, ["1,240", "1240 个", "１，２４０"], ["1,24", "12,40", "1.240"]),
    (["3.13"], 0.01, ["3.13", "3.12", "3.14", "3.13:"], ["3.111", "3.15", "3.13:1"]),
    (["0.2"], 0.1, ["0.3", "0.1", ".2"], ["0.31"]),
    (["-5"], 0, ["-5", "－5", "−5", "-5%"], ["5", "--5"]),
    (["12%"], 0, ["12%", "12 ％"], ["12", "0.12"]),
    (["复盘", "复盘会"], 0, ["复盘", " 复 盘 会 "], ["复", "复盘会议"]),
    (["ROI"], 0, ["roi", "ＲＯＩ", "R O I"], ["ro1"]),
    ([], 0, [], ["", "甲"]),
])
def test_blanks_take_numbers_as_numbers_and_words_folded(page, folder, accept, tolerance, right, wrong):
    page.goto((folder / "reading.html").as_uri())
    page.locator("[name=question-4-1]").evaluate(
        "(field, [accept, tolerance]) => { field.dataset.accept = JSON.stringify(accept); field.dataset.tolerance = tolerance; }", [accept, tolerance])
    for texts, expected in ((right, "答对"), (wrong, "答错")):
        for text in texts:
            put(page, 4, [text, "复盘"])
            page.locator("#question-4 .quiz-check").click()
            assert page.locator("#question-4 .quiz-verdict").inner_text() == expected, text


# ---- What the build makes --------------------------------------------------------------------------------------------------

def test_every_quiz_of_the_site_marks_right_answers_right_and_wrong_ones_wrong(browser, site):
    quizzes = sorted(site.glob("training/*/quiz.html"))
    assert quizzes
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: message.type in ("error", "warning") and faults.append(message.text))
    for quiz in quizzes:
        page.goto(quiz.as_uri() + "?seed=4821")
        for is_right, mark in ((True, "1"), (False, "0")):
            page.locator("#quiz-name").fill("王小明")
            page.locator(".quiz-setup .is-main").click()
            answers_of(page, is_right)
            page.locator(".quiz-bar .is-main").click()
            marks = code(page).split(".")[5]
            if set(marks) != {mark}:
                faults.append(f"{quiz.parent.name}: {marks} where all are {mark}")
            page.locator(".quiz-result .quiz-button").last.click()
    context.close()
    assert faults == []


# ---- For everyone --------------------------------------------------------------------------------------------------------

def test_without_script_the_questions_and_their_answers_are_there(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in ("quiz.html", "reading.html", "scorm12/index.html"):
        page.goto((folder / name).as_uri())
        assert page.locator("form.quiz-question:visible").count() == 6
        page.locator("#question-1 summary").click()
        assert page.get_by_text("解析第 1 题。").is_visible()
        assert page.get_by_role("button").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_sticks_out(browser, folder, scheme, viewport):
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()

    def look() -> None:
        assert probes.axe(page) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate(probes.SIDEWAYS) == []
        page.set_viewport_size(viewport)
        small = page.evaluate("""() => [...document.querySelectorAll('button, .quiz-options label, select, .quiz input[type=text], summary')]
          .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 80))""")
        assert small == []

    page.goto((folder / "quiz.html").as_uri())
    look()
    start(page, name="")
    look()
    start(page)
    take(page, [["a"], ["a", "c"], ["b"], ["78.75", "会"]])
    page.get_by_role("button", name=WORDS["check"]).click()
    look()
    page.get_by_role("button", name=WORDS["checkAnyway"]).click()
    look()
    page.goto((folder / "reading.html").as_uri())
    for number in (1, 2, 4):
        put(page, number, [["a"], ["a", "c"], [], ["78.75", "会"]][number - 1])
        page.locator(f"#question-{number} .quiz-check").click()
    look()
    context.close()


def test_on_paper_there_are_questions_and_no_buttons(page, folder):
    page.goto((folder / "quiz.html").as_uri())
    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    assert page.evaluate(probes.PRINT, SHEET["height"]) == []
    assert page.locator("form.quiz-question:visible").count() == 6
    assert page.locator("button:visible, .quiz-setup:visible").count() == 0
    page.emulate_media(media="screen")
    start(page)
    hand_in(page)
    page.emulate_media(media="print")
    assert page.evaluate(probes.PRINT, SHEET["height"]) == []
    assert page.locator(".quiz-score").is_visible()


def test_the_scripts_leave_no_globals_and_every_word_is_the_page_s(page, folder):
    plain = (folder / "scorm12/index.html").read_text("utf-8")
    (folder / "scorm12/plain.html").write_text(re.sub("<script.*?</script>", "", plain), "utf-8")
    names = []
    for name in ("plain", "index"):
        page.goto((folder / f"scorm12/{name}.html").as_uri())
        names.append(set(page.evaluate("Object.getOwnPropertyNames(window)")))
    assert names[0] == names[1]
    for name in ("quiz.js", "scorm.js"):
        code_of = re.sub(r"^\s*//.*$", "", (ASSETS / name).read_text("utf-8"), flags=re.M)
        assert not re.search("[\u4e00-\u9fff]", code_of)
    used = set(re.findall(r'(?:word|button|fieldOf)\("(\w+)"', (ASSETS / "quiz.js").read_text("utf-8")))
    assert used <= set(WORDS), used - set(WORDS)
