"""SCORM packages in a learning system of our own, whose run-time is written from the standards (scorm_runtime.js).

The packages are those that the program makes of a module of the sample site; the forms of answers are held to questions
written here (quiz_pages.py).
"""

import html
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from Tests.Browser import quiz_pages
from Tests.Browser.conftest import DESKTOP
from Tests.Browser.quiz_pages import WORDS, answers_of

RUNTIME = Path(__file__).with_name("scorm_runtime.js")
# Windows of files are strangers to each other, and a learning system is a server anyway: the browser's requests to this
# host are answered from a folder.
HOST = "http://lms.test"
OTHER = "http://other.test"
EDITIONS = {"1.2": "scorm12", "2004": "scorm2004"}
NAMES = {
    "1.2": {"status": "cmi.core.lesson_status", "raw": "cmi.core.score.raw", "entry": "cmi.core.entry", "location": "cmi.core.lesson_location"},
    "2004": {"status": "cmi.success_status", "raw": "cmi.score.raw", "entry": "cmi.entry", "location": "cmi.location"},
}


@pytest.fixture(scope="module")
def packages(request, tmp_path_factory) -> Path:
    """A folder with scorm12/index.html and scorm2004/index.html: of a built module, or of pages written for the test."""
    folder = tmp_path_factory.mktemp("packages")
    if getattr(request, "param", "built") == "written":
        quiz_pages.write_pages(folder)
        return folder
    built = request.getfixturevalue("courseware") / "training" / "m22-marketing-budget"
    for name in EDITIONS.values():
        with zipfile.ZipFile(built / f"{name}.zip") as packed:
            packed.extractall(folder / name)
    # The tests press buttons by the words of the page.
    page = (folder / "scorm12/index.html").read_text("utf-8")
    _, words = re.search(r"""data-words=(["'])(.*?)\1""", page, re.S).groups()
    WORDS.update(json.loads(html.unescape(words)))
    return folder


class System:
    """A page of the learning system, and the module that is open in it."""

    def __init__(self, context, edition: str, options: dict):
        self.edition, self.names = edition, NAMES[edition]
        self.page = context.new_page()
        self.faults = []
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.page.goto(f"{HOST}/lms.html")
        self.page.evaluate("([edition, options]) => { window.system = new ScormRuntime(edition, options); }", [edition, options])
        self.sco = None

    def launch(self, mode: str = "normal", where: str = "iframe", query: str = ""):
        """Opens the module; returns its frame or page."""
        url = f"{HOST}/{EDITIONS[self.edition]}/index.html{query}"
        options = {"url": url, "mode": mode, "where": where}
        if where == "popup":
            with self.page.expect_popup() as popup:
                self.page.evaluate("(options) => system.launch(options)", options)
            self.sco = popup.value
        else:
            self.page.evaluate("(options) => system.launch(options)", options)
            handle = self.page.wait_for_selector("iframe[name=sco]")
            self.sco = handle.content_frame()
        self.sco.wait_for_function("document.querySelector('.quiz-note')?.textContent")
        return self.sco

    def close(self) -> None:
        self.page.evaluate("system.close()")
        self.sco = None

    def value(self, element: str):
        return self.page.evaluate("(element) => system.left(element)", self.names.get(element, element))

    def calls(self, call: str) -> list[list[str]]:
        return [one["args"] for one in self.page.evaluate("system.calls") if one["call"] == call]

    def forget(self) -> None:
        self.page.evaluate("system.calls.length = 0")

    def records(self) -> list[dict]:
        return self.page.evaluate("(system.session === 'running' || !system.closed) ? system.records : system.closed.records")

    @property
    def violations(self) -> list[str]:
        return self.page.evaluate("system.violations") + self.faults


@pytest.fixture
def open_system(browser, packages):
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")

    def serve(route):
        path = unquote(urlsplit(route.request.url).path).lstrip("/")
        if path == "lms.html":
            route.fulfill(content_type="text/html", body="<!doctype html><title>LMS</title><body><script src='/runtime.js'></script>")
        elif path == "runtime.js":
            route.fulfill(content_type="text/javascript", body=RUNTIME.read_text("utf-8"))
        elif path == "favicon.ico":
            route.fulfill(status=204)
        elif path == "player.html":
            target = route.request.url.split("?", 1)[1]
            route.fulfill(content_type="text/html", body=f"<!doctype html><title>Player</title><iframe name='inner' width=1000 height=800 src='{target}'></iframe>")
        else:
            route.fulfill(path=packages / path)

    context.route(f"{HOST}/**", serve)
    context.route(f"{OTHER}/**", serve)
    yield lambda edition, **options: System(context, edition, {"learner": "王, 小明", **options})
    context.close()


both = pytest.mark.parametrize("edition", ["1.2", "2004"])


def begin(sco) -> None:
    sco.locator("#quiz-seed").fill("4821")
    sco.get_by_role("button", name=WORDS["start"]).click()


def hand_in(sco) -> None:
    sco.locator(".quiz-bar .quiz-button.is-main").click()
    if sco.locator(".quiz-bar .quiz-button.is-main").count():
        sco.locator(".quiz-bar .quiz-button.is-main").click()


def attempt(system, is_right: bool) -> None:
    begin(system.sco)
    answers_of(system.sco, is_right)
    hand_in(system.sco)


def score(text) -> float:
    return float(text) if text not in (None, "") else -1


# ---- The run-time itself ------------------------------------------------------------------------------------------------

WRONG_ORDER = {
    "1.2": [("LMSGetValue", ["cmi.core.entry"], 301), ("LMSSetValue", ["cmi.suspend_data", "x"], 301), ("LMSCommit", [""], 301),
            ("LMSFinish", [""], 301), ("LMSInitialize", ["x"], 201), ("LMSInitialize", [""], 0), ("LMSInitialize", [""], 101),
            ("LMSSetValue", ["cmi.core.student_name", "x"], 403), ("LMSGetValue", ["cmi.core.exit"], 404),
            ("LMSSetValue", ["cmi.core.score.raw", "101"], 405), ("LMSSetValue", ["cmi.core.session_time", "PT1S"], 405),
            ("LMSSetValue", ["cmi.core.lesson_status", "done"], 405), ("LMSSetValue", ["cmi.suspend_data", "x" * 4097], 405),
            ("LMSSetValue", ["cmi.suspend_data", "x" * 4096], 0), ("LMSSetValue", ["cmi.core.score._children", "x"], 402),
            ("LMSSetValue", ["cmi.success_status", "passed"], 201), ("LMSSetValue", ["cmi.interactions.1.id", "q"], 201),
            ("LMSSetValue", ["cmi.interactions.0.id", "q 1"], 405), ("LMSSetValue", ["cmi.interactions.0.id", "q1"], 0),
            ("LMSSetValue", ["cmi.interactions.0.student_response", "a"], 201), ("LMSSetValue", ["cmi.interactions.0.type", "choice"], 0),
            ("LMSSetValue", ["cmi.interactions.0.student_response", "a, b"], 405), ("LMSSetValue", ["cmi.interactions.0.result", "incorrect"], 405),
            ("LMSGetValue", ["cmi.interactions.0.id"], 404), ("LMSFinish", [""], 0), ("LMSFinish", [""], 301), ("LMSSetValue", ["cmi.comments", ""], 301)],
    "2004": [("GetValue", ["cmi.entry"], 122), ("SetValue", ["cmi.suspend_data", "x"], 132), ("Commit", [""], 142), ("Terminate", [""], 112),
             ("Initialize", ["x"], 201), ("Initialize", [""], 0), ("Initialize", [""], 103), ("SetValue", ["cmi.learner_name", "x"], 404),
             ("GetValue", ["cmi.exit"], 405), ("SetValue", ["cmi.score.scaled", "1.5"], 407), ("SetValue", ["cmi.score.scaled", "high"], 406),
             ("SetValue", ["cmi.session_time", "0000:00:01"], 406), ("SetValue", ["cmi.success_status", "done"], 406),
             ("SetValue", ["cmi.suspend_data", "x" * 64001], 406), ("SetValue", ["cmi.core.lesson_status", "passed"], 401),
             ("SetValue", ["cmi.interactions.1.id", "q"], 351), ("SetValue", ["cmi.interactions.0.type", "choice"], 408),
             ("SetValue", ["cmi.interactions.0.id", "q1"], 0), ("SetValue", ["cmi.interactions.0.learner_response", "a"], 408),
             ("SetValue", ["cmi.interactions.0.type", "choice"], 0), ("SetValue", ["cmi.interactions.0.learner_response", "a[,]a"], 406),
             ("SetValue", ["cmi.interactions.0.timestamp", "2026-11-22T10:00:00Z"], 406), ("SetValue", ["cmi.interactions.0.timestamp", "2026-11-22T10:00:00.00Z"], 0),
             ("SetValue", ["cmi.interactions.0.result", "wrong"], 406), ("Terminate", [""], 0), ("Terminate", [""], 113),
             ("SetValue", ["cmi.location", "x"], 133), ("GetValue", ["cmi.location"], 123), ("Initialize", [""], 104)],
}


@both
def test_the_run_time_answers_what_is_wrong_with_the_standard_s_codes(open_system, edition):
    system = open_system(edition)
    answers = system.page.evaluate("""([edition, calls]) => {
      system.prepare('normal');
      const names = Object.entries({ Initialize: 'LMSInitialize', Terminate: 'LMSFinish', GetValue: 'LMSGetValue', SetValue: 'LMSSetValue', Commit: 'LMSCommit' });
      return calls.map(([name, args]) => {
        const [call] = names.find((pair) => pair.includes(name));
        system[call](...args);
        return Number(system.GetLastError());
      });
    }""", [edition, [[name, args] for name, args, _ in WRONG_ORDER[edition]]])
    assert answers == [expected for *_, expected in WRONG_ORDER[edition]]
    assert len(system.violations) == sum(expected != 0 for *_, expected in WRONG_ORDER[edition])


# ---- A learner's way ----------------------------------------------------------------------------------------------------------

@both
@pytest.mark.parametrize("where", ["iframe", "popup"])
def test_begun_suspended_resumed_and_passed(open_system, edition, where):
    system = open_system(edition)
    sco = system.launch(where=where)
    assert sco.locator(".quiz-note").inner_text() == WORDS["lms"]
    assert sco.locator("#quiz-name").input_value() == "王小明"
    begin(sco)
    answers_of(sco, is_right=False)
    first = sco.locator("form.quiz-question").evaluate_all("all => all.map((form) => form.id)")
    system.close()
    completion = "cmi.core.lesson_status" if edition == "1.2" else "cmi.completion_status"
    assert system.value(completion) == "incomplete"
    assert system.value("entry") == "resume"
    assert system.value("raw") in ("", None)
    assert system.value("location").startswith("question-")

    sco = system.launch(where=where)
    assert sco.locator(".quiz-resumed").inner_text().startswith(WORDS["resumed"])
    assert sco.locator("form.quiz-question").evaluate_all("all => all.map((form) => form.id)") == first
    assert sco.locator(".quiz-options input:checked").count() > 0
    answers_of(sco)
    hand_in(sco)
    assert sco.locator(".quiz-pass .quiz-mark").inner_text() == WORDS["passed"]
    # Stored before the window closes.
    assert system.value("status") == "passed" and system.value("raw") == "100"
    system.close()
    assert system.value("status") == "passed"
    if edition == "2004":
        assert system.value("cmi.completion_status") == "completed"
        assert system.value("cmi.score.scaled") == "1"
    attempts = system.page.evaluate("system.attempts")
    assert [one["exit"] for one in attempts] == ["suspend", "" if edition == "1.2" else "normal"]
    assert all(one["session"] for one in attempts)
    assert 0 < system.page.evaluate("system.seconds") < 60
    assert len(system.calls("Initialize")) == len(system.calls("Terminate")) == 2
    assert system.violations == []
    # Nothing about the learner stays in the browser.
    assert system.page.evaluate("Object.keys(localStorage)") == []


@both
def test_failed_then_passed_and_passed_never_overwritten(open_system, edition):
    system = open_system(edition)
    system.launch()
    attempt(system, is_right=False)
    system.close()
    assert system.value("status") == "failed"
    assert score(system.value("raw")) == 0

    sco = system.launch()
    if edition == "1.2":
        # A finished attempt opens with its result; 2004 begins another attempt after a normal end.
        assert sco.locator(".quiz-pass .quiz-mark").inner_text() == WORDS["failed"]
        sco.get_by_role("button", name=WORDS["restart"]).click()
    attempt(system, is_right=True)
    sco.get_by_role("button", name=WORDS["restart"]).click()
    # In the same session worse, and unfinished after that.
    attempt(system, is_right=False)
    assert sco.locator(".quiz-pass .quiz-mark").inner_text() == WORDS["failed"]
    sco.get_by_role("button", name=WORDS["restart"]).click()
    begin(sco)
    system.close()
    assert system.value("status") == "passed"
    assert score(system.value("raw")) == 100
    assert system.value("entry") == "resume"

    # And in a later one.
    sco = system.launch()
    answers_of(sco, is_right=False)
    hand_in(sco)
    system.close()
    assert system.value("status") == "passed"
    assert score(system.value("raw")) == 100
    assert system.violations == []


@both
def test_wrong_questions_done_again_leave_the_result_as_it_is(open_system, edition):
    system = open_system(edition)
    sco = system.launch()
    attempt(system, is_right=False)
    sco.get_by_role("button", name=WORDS["again"]).click()
    answers_of(sco)
    hand_in(sco)
    assert sco.locator(".quiz-later").count() == 1
    system.close()
    assert system.value("status") == "failed"
    assert score(system.value("raw")) == 0
    assert system.violations == []


@both
@pytest.mark.parametrize("mode", ["review", "browse"])
def test_review_shows_answers_and_writes_nothing(open_system, edition, mode):
    system = open_system(edition)
    sco = system.launch()
    begin(sco)
    answers_of(sco, is_right=False)
    system.close()
    before = system.value("cmi.suspend_data")
    system.forget()
    sco = system.launch(mode)
    assert sco.locator(".quiz-note").inner_text() == WORDS["review"]
    assert sco.locator("details.quiz-answer[open]:visible").count() == sco.locator("form.quiz-question").count()
    assert sco.locator("fieldset :is(input, select):not(:disabled)").count() == 0
    assert sco.locator("#quiz button").count() == 0
    assert sco.locator(".quiz-options input:checked").count() > 0
    system.close()
    assert system.calls("SetValue") == [] and system.calls("Commit") == []
    assert system.value("cmi.suspend_data") == before
    assert len(system.calls("Initialize")) == len(system.calls("Terminate")) == 1
    assert system.violations == []


@both
@pytest.mark.parametrize("packages", ["written"], indirect=True)
def test_answers_are_reported_in_the_standard_s_forms(open_system, packages, edition):
    system = open_system(edition)
    sco = system.launch()
    begin(sco)
    quiz_pages.take(sco, [["a"], ["a", "b", "d"], ["b"], ["78.75 万元", "复[,]盘"], ["3", "1", ""], ["b", "", "c"]])
    hand_in(sco)
    is12 = edition == "1.2"
    key = "student_response" if is12 else "learner_response"
    wrong = "wrong" if is12 else "incorrect"
    records = system.records()
    assert [(one["id"], one["type"], one[key], one["result"]) for one in records] == [
        ("M22-q1", "choice", "a", wrong),
        ("M22-q2", "choice", "a,b,d" if is12 else "a[,]b[,]d", "correct"),
        ("M22-q3", "true-false", "f" if is12 else "false", "correct"),
        ("M22-q4", "fill-in", "78.75 万元 / 复[,]盘" if is12 else "78.75 万元[,]复(,]盘", wrong),
        ("M22-q5", "sequencing", "b,a" if is12 else "b[,]a", wrong),
        ("M22-q6", "matching", "1.b,3.c" if is12 else "1[.]b[,]3[.]c", wrong),
    ]
    # A second test adds its answers after the first's; what was not answered is not reported.
    sco.get_by_role("button", name=WORDS["restart"]).click()
    begin(sco)
    quiz_pages.put(sco, 1, ["b"])
    hand_in(sco)
    records = system.records()
    assert len(records) == 7
    assert records[6][key] == "b"
    system.close()
    assert system.violations == []


@both
def test_long_answers_are_shortened_before_the_system_would_refuse_them(open_system, edition):
    system = open_system(edition)
    sco = system.launch()
    begin(sco)
    answers_of(sco)
    blank = sco.locator(".quiz-blank").last
    blank.fill("复盘" * 2000)
    system.close()
    data = system.value("cmi.suspend_data")
    assert len(data) <= 4096 and data.isascii()
    kept = json.loads(data)
    assert kept["seed"] == 4821 and kept["phase"] == "open"
    sco = system.launch()
    assert sco.locator(".quiz-blank").last.input_value() == ("复盘" * 20)
    assert sco.locator(".quiz-options input:checked").count() > 0
    # Many attempts: the last one and their number stay.
    for _ in range(12):
        hand_in(sco)
        sco.get_by_role("button", name=WORDS["restart"]).click()
        sco.locator("#quiz-name").fill("名" * 60)
        begin(sco)
        answers_of(sco)
    hand_in(sco)
    system.close()
    data = system.value("cmi.suspend_data")
    assert len(data) <= 4096
    assert json.loads(data)["history"][-1]["attempt"] == 13
    assert system.violations == []


# ---- Learning systems that are absent, odd or at fault -----------------------------------------------------------------------

@both
def test_without_a_learning_system_the_page_works_alone(open_system, edition):
    system = open_system(edition)
    page = system.page
    page.goto(f"{HOST}/{EDITIONS[edition]}/index.html")
    assert page.locator(".quiz-note").inner_text() == f"{WORDS['noLms']} {WORDS['saved']}"
    page.locator("#quiz-name").fill("王小明")
    begin(page)
    answers_of(page)
    page.reload()
    assert page.locator(".quiz-resumed").count() == 1
    hand_in(page)
    assert page.locator(".quiz-pass .quiz-mark").inner_text() == WORDS["passed"]
    assert system.faults == []


def test_the_package_opens_from_a_file_too(browser, packages):
    context = browser.new_context()
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((packages / "scorm12/index.html").as_uri())
    assert WORDS["noLms"] in page.locator(".quiz-note").inner_text()
    assert faults == []
    context.close()


@both
def test_the_system_is_found_above_a_window_of_another_origin(open_system, edition):
    system = open_system(edition)
    target = f"{HOST}/{EDITIONS[edition]}/index.html"
    system.page.evaluate("(url) => system.launch({ url })", f"{OTHER}/player.html?{target}")
    inner = system.page.frame_locator("iframe[name=sco]").frame_locator("iframe[name=inner]")
    inner.get_by_text(WORDS["lms"]).wait_for()
    # Nor does a chain of strangers alone disturb.
    system.page.evaluate("system.close()")
    system.page.goto(f"{OTHER}/player.html?{target}")
    system.page.frame_locator("iframe").get_by_text(WORDS["noLms"]).wait_for()
    assert system.faults == []


@both
@pytest.mark.parametrize("refused", ["Initialize", "Commit", "cmi.suspend_data", "status"])
def test_a_system_that_refuses_is_said_and_the_quiz_goes_on(open_system, edition, refused):
    system = open_system(edition, refuse=[NAMES[edition].get(refused, refused)])
    sco = system.launch()
    sco.locator("#quiz-name").fill("王小明")
    attempt(system, is_right=True)
    assert sco.locator(".quiz-pass .quiz-mark").inner_text() == WORDS["passed"]
    expected = WORDS["noLms"] if refused == "Initialize" else WORDS["lmsFailed"]
    sco.wait_for_function("(text) => document.querySelector('.quiz-note').textContent.includes(text)", arg=expected)
    # What the system does not keep the browser keeps.
    assert sco.evaluate("Object.keys(localStorage).length") == 1
    system.close()
    assert len(system.calls("Terminate")) == (0 if refused == "Initialize" else 1)
    assert system.violations == []


def test_a_system_without_optional_elements_gets_the_result(open_system):
    missing = ["cmi.interactions", "cmi.core.score.min", "cmi.core.score.max", "cmi.core.lesson_mode", "cmi.core.lesson_location"]
    system = open_system("1.2", missing=missing)
    sco = system.launch()
    attempt(system, is_right=True)
    assert sco.locator(".quiz-note").inner_text() == WORDS["lms"]
    system.close()
    assert system.value("status") == "passed" and system.value("raw") == "100"
    assert system.violations == []


def test_a_system_that_throws_is_as_one_that_refuses(open_system):
    system = open_system("1.2")
    system.page.evaluate("() => { system.SetValue = () => { throw new Error('broken'); }; }")
    sco = system.launch()
    sco.locator("#quiz-name").fill("王小明")
    attempt(system, is_right=True)
    assert sco.locator(".quiz-note").inner_text() == WORDS["lmsFailed"]
    system.close()
    assert system.faults == []


@both
def test_changes_are_written_together(open_system, edition):
    system = open_system(edition)
    sco = system.launch()
    begin(sco)
    sco.evaluate("new Promise((resolve) => setTimeout(resolve, 1700))")
    system.forget()
    answers_of(sco)
    assert system.calls("Commit") == []
    sco.evaluate("new Promise((resolve) => setTimeout(resolve, 1700))")
    assert len(system.calls("Commit")) == 1
    system.close()
    assert system.violations == []
