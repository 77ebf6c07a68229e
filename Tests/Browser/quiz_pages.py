"""Pages of quizzes as the build writes them, with questions of every kind, and how a learner answers them."""

import html
import json
import shutil

from Tests.conftest import ROOT

ASSETS = ROOT / "templates/assets"
WORDS = {
    "checkOne": "核对", "right": "答对", "wrong": "答错", "unanswered": "未作答", "yours": "你的选择", "correctIs": "正确答案",
    "question": "第 {n} 题", "intro": "共 {n} 题，满分 {max} 分，达标线 {pass}%。", "name": "姓名或工号", "needName": "请填写姓名或工号",
    "seed": "题序编号", "seedHint": "同一编号题序相同，填 0 按原顺序。", "needSeed": "题序编号须是 0 到 4294967295 的整数", "start": "开始答题",
    "saved": "进度只存在这台电脑的浏览器里。", "notKept": "浏览器不允许保存进度，请一次做完。", "answered": "已答 {n} / {all} 题",
    "check": "交卷核对", "missing": "还有 {n} 题没有答", "checkAnyway": "仍要交卷", "toMissing": "去第一道未答的题",
    "resumed": "已接上上次的进度。", "continueAt": "从第 {n} 题继续", "restart": "重新开始", "result": "结果", "attempt": "第 {n} 次作答",
    "score": "得分 {score} / {max}（{percent}%）", "passed": "达标", "failed": "未达标", "pass": "达标线 {pass}%", "perQuestion": "逐题结果",
    "code": "结果码", "codeHint": "交给讲师登记，内含作答次数和每题对错。", "copy": "复制", "copied": "已复制", "download": "下载 CSV",
    "again": "再做错题", "againOf": "再做 {n} 道错题，不改变首次得分。", "againResult": "再做错题第 {round} 轮：{n} 题中答对 {right} 题，得分仍以首次交卷为准。",
    "lms": "已连上学习系统，进度与成绩自动上报。", "noLms": "没有连上学习系统，成绩不会上报。",
    "lmsFailed": "学习系统没有收下数据，请下载 CSV 或复制结果码交给讲师。", "review": "回看：显示答案，不记录作答。",
}
VERSION = "1a2b3c4d"

# kind, stem, choices (options, items or pairs), right answer, right sides of pairs
QUESTIONS = [
    ("single", "总额 250 万元，预留 10%，其余按 40/35/15/10 分配。需求生成分到多少？", ["87.5 万元", "78.75 万元", "90 万元"], "b"),
    ("multiple", "哪些支出计入活动费用？", ["媒介", "制作", "办公室租金", "人力"], "a b d"),
    ("true-false", "可承受能力法适合当编制依据。", ["对", "错"], "b"),
    ("blank", "需求生成分到 {} 万元，年末要开 {}。", [(["78.75"], "0"), (["复盘", "复盘会"], "0")], ""),
    ("ordering", "按先后排出编制步骤。", ["分配", "定总额", "扣预留"], "3 1 2"),
    ("matching", "为每种方法找出适合的场合。", ["零基预算法", "目标任务法", "竞争对等法"], "b a c", ["新品上市", "资源有限", "争份额"]),
]
RIGHT = [["b"], ["a", "b", "d"], ["b"], ["78.75 万元", "复盘"], ["3", "1", "2"], ["b", "a", "c"]]
KINDS = {"single": "单选", "multiple": "多选", "true-false": "判断", "blank": "填空", "ordering": "排序", "matching": "配对"}


def question(number: int, spec: tuple) -> str:
    kind, stem, choices, answer, *rest = spec
    name = f"question-{number}"
    body, sides = "", rest[0] if rest else []
    if kind == "blank":
        fields = [f'<input class="quiz-blank" type="text" name="{name}-{i}" aria-label="第 {i} 空" '
                  f"data-accept='{json.dumps(accept)}' data-tolerance=\"{tolerance}\">"
                  for i, (accept, tolerance) in enumerate(choices, start=1)]
        stem = stem.format(*fields)
    elif kind == "ordering":
        options = "".join(f'<option value="{i}">{i}</option>' for i in range(1, len(choices) + 1))
        body = '<ol class="quiz-order">' + "".join(
            f'<li><label><span>{text}</span> <select name="{name}-{i}" aria-label="{text} 排第几">'
            f'<option value="">—</option>{options}</select></label></li>' for i, text in enumerate(choices, start=1)) + "</ol>"
    elif kind == "matching":
        options = "".join(f'<option value="{"abcdef"[i]}">{text}</option>' for i, text in enumerate(sides))
        body = '<ul class="quiz-pairs">' + "".join(
            f'<li><label><span>{text}</span> <select name="{name}-{i}"><option value="">—</option>{options}</select></label></li>'
            for i, text in enumerate(choices, start=1)) + "</ul>"
    else:
        box = "checkbox" if kind == "multiple" else "radio"
        body = '<ul class="quiz-options">' + "".join(
            f'<li><label><input type="{box}" name="{name}" value="{"abcdef"[i]}"> <span>{text}</span></label></li>'
            for i, text in enumerate(choices)) + "</ul>"
    return f"""
<form class="quiz-question" id="{name}" data-question="{number}" data-kind="{kind}" data-points="1" data-answer="{answer}" data-goal="1" novalidate>
 <fieldset>
  <legend><span class="quiz-number">{number}</span> <span class="quiz-kind">{KINDS[kind]}</span> <div class="quiz-stem">{stem}</div></legend>
  {body}
 </fieldset>
 <details class="quiz-answer"><summary>答案与解析</summary>
  <ol class="quiz-reasons"><li data-value="a"><p class="quiz-why">解析第 {number} 题。</p></li></ol>
  <p class="quiz-see"><a href="#main">回看：三、先扣预留</a></p>
 </details>
</form>"""


def document(body: str, root: str = "", scripts: tuple = ("quiz.js",)) -> str:
    styles = "".join(f'<link rel="stylesheet" href="{root}assets/{name}.css">' for name in ("fupan", "parts", "pages", "quiz"))
    tags = "".join(f'<script src="{root}assets/{name}" defer></script>' for name in scripts)
    return (f'<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f'<title>自测</title>{styles}<link rel="stylesheet" href="{root}assets/print.css" media="print">{tags}</head>'
            f'<body><div class="frame frame-wide"><main id="main"><div class="page-head"><h1>M22 营销预算管理</h1></div>{body}</main></div></body></html>')


def section(scorm: str = "") -> str:
    words = html.escape(json.dumps(WORDS, ensure_ascii=False))
    mark = f' data-scorm="{scorm}"' if scorm else ""
    questions = "".join(question(i, spec) for i, spec in enumerate(QUESTIONS, start=1))
    return (f'<section class="quiz" id="quiz" aria-label="自测" data-module="M22" data-version="{VERSION}" data-title="营销预算管理" '
            f'data-pass="80" data-words="{words}"{mark}><div class="quiz-start"></div>{questions}</section>')


def write_pages(folder) -> None:
    """quiz.html, reading.html and the two packages, with the assets of this repository."""
    names = ("fupan.css", "parts.css", "pages.css", "print.css", "quiz.css", "quiz.js", "scorm.js")
    for base in (folder, folder / "scorm12", folder / "scorm2004"):
        (base / "assets").mkdir(parents=True, exist_ok=True)
        for name in names:
            shutil.copy(ASSETS / name, base / "assets" / name)
    (folder / "quiz.html").write_text(document(section()), "utf-8")
    words = html.escape(json.dumps(WORDS, ensure_ascii=False))
    inline = "".join(f'<div class="quiz-inline" data-version="{VERSION}" data-words="{words}">{question(i, spec)}</div>'
                     for i, spec in enumerate(QUESTIONS, start=1))
    (folder / "reading.html").write_text(document(f"<div>{inline}</div>"), "utf-8")
    for name, edition in (("scorm12", "1.2"), ("scorm2004", "2004")):
        text = document("<h2>一、原则</h2><p>先扣预留，再分配。</p>" + section(edition), scripts=("scorm.js", "quiz.js"))
        (folder / name / "index.html").write_text(text, "utf-8")


def put(page, number: int, values: list[str]) -> None:
    """Answers question `number` of the document."""
    form = page.locator(f"#question-{number}")
    for i, value in enumerate(values, start=1):
        select = form.locator(f"select[name=question-{number}-{i}]")
        if select.count():
            select.select_option(value)
        elif form.locator(".quiz-blank").count():
            form.locator(f"input[name=question-{number}-{i}]").fill(value)
        else:
            form.locator(f"input[value={value}]").check()


def take(page, answers: list[list[str]]) -> None:
    for number, values in enumerate(answers, start=1):
        put(page, number, values)


def start(page, name: str = "王小明", seed: int | str = 0) -> None:
    page.get_by_label(WORDS["name"]).fill(name)
    page.get_by_label(WORDS["seed"]).fill(str(seed))
    page.get_by_role("button", name=WORDS["start"]).click()


def hand_in(page) -> None:
    page.get_by_role("button", name=WORDS["check"]).click()
    anyway = page.get_by_role("button", name=WORDS["checkAnyway"])
    if anyway.count():
        anyway.click()


def code(page) -> str:
    return page.locator(".quiz-code").inner_text()


def answers_of(page, is_right: bool = True) -> None:
    """Answers every question from its own markup, rightly or wrongly."""
    page.evaluate("""(isRight) => {
      for (const form of document.querySelectorAll('form.quiz-question')) {
        const answer = (form.dataset.answer ?? '').split(' ');
        const own = (name) => Number(name.split('-').at(-1));
        for (const control of form.querySelectorAll('fieldset input, fieldset select')) {
          if (control.matches('[type=radio], [type=checkbox]')) {
            const isWanted = answer.includes(control.value) === isRight;
            if (control.checked !== isWanted && (control.type === 'checkbox' || isWanted)) control.click();
            continue;
          }
          if (control.matches('select')) {
            const [right, wrong] = [answer[own(control.name) - 1], answer[own(control.name) % answer.length]];
            control.value = isRight ? right : wrong;
          } else {
            control.value = isRight ? JSON.parse(control.dataset.accept)[0] : '0.001';
          }
          control.dispatchEvent(new Event('input', { bubbles: true }));
        }
      }
    }""", is_right)
