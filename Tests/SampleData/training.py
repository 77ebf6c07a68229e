#!/usr/bin/env python3
"""Writes the results of the two sample sessions that were held of module M22: sign-ins, tests, surveys and codes of the
quiz page, content/training/m22-marketing-budget/data/*.csv.

    python3 Tests/SampleData/training.py --module M22 --version 1a2b3c4d [--answers 8] [CONTENT]

CONTENT is the folder to write into, content/ of this repository when absent. --version is the version of the quiz that
the codes are of (it stands in the page of the quiz as data-version), --answers how many questions it has: codes of
another version are set aside by a build. The learners are numbers, and invented. Every run writes the same bytes: the
random numbers are seeded, and only the four basic operations touch them. Needs nothing but the standard library.

What the files come to is printed, for content/registers/training_sessions.csv and training_surveys.csv, which state it.
"""
import argparse
import csv
import datetime
import io
import random
from pathlib import Path

SAMPLE = "示例数据"
PASS = 80
LAYER = "营销专业"

# How hard a question is before and after a session: the chance that a middling learner has it right. Those beyond the
# eighth begin again. The sixth (to whom the next yuan goes) stays hard; the second and eighth are soon learnt.
BEFORE = [0.66, 0.76, 0.48, 0.46, 0.66, 0.40, 0.58, 0.72]
AFTER = [0.82, 0.94, 0.74, 0.70, 0.86, 0.40, 0.78, 0.92]

# Session: day, learners by number, how many arrived, those with one test only, the sums of each scale, texts.
SESSIONS = [
    {
        "id": "P2610", "seed": 21924, "day": "2026-10-21", "learners": range(1, 23), "absent": (5, 14, 20),
        "only_after": (9,), "only_before": (), "responses": 17, "satisfied": 15,
        "sums": {"usefulness": 73, "trainer": 77, "form": 68, "material": 70},
        "questions": ["预备金由谁批准动用", "ROAS 与 ROI 差得多的时候先看哪一个"],
        "suggestions": ["多给一道拆预算的练习", "跟算四讲慢一点"],
    },
    {
        "id": "P2611H", "seed": 20357, "day": "2026-11-11", "learners": range(23, 45), "absent": (25, 31, 36, 42),
        "only_after": (), "only_before": (38,), "responses": 18, "satisfied": 17,
        "sums": {"usefulness": 83, "trainer": 79, "form": 77, "material": 79},
        "questions": ["渠道不分摊的费用怎么列"],
        "suggestions": ["把排期软件的操作提前发", "下半场人少一些，方便提问"],
    },
]


def learner(number):
    return f"学员{number:02}"


def checksum(text):
    """FNV-1a, 32 bits, over UTF-8."""
    value = 2166136261
    for byte in text.encode("utf-8"):
        value = (value ^ byte) * 16777619 % 4294967296
    return f"{value:08x}"


def answers(dice, chances, skill, count):
    return [dice() < min(0.99, max(0.05, chances[i % len(chances)] + skill)) for i in range(count)]


def scores(dice, count, total):
    """Answers from 1 to 5 with a given sum, mostly 4 and 5."""
    result = [5 if dice() < 0.5 else 4 if dice() < 0.8 else 3 for _ in range(count)]
    place = 0
    while sum(result) != total:
        step = 1 if sum(result) < total else -1
        if 3 <= result[place % count] + step <= 5 and dice() < 0.5:
            result[place % count] += step
        place += 1
    return result


def session(plan, count):
    dice = random.Random(plan["seed"]).random
    signins, tests, skills = [], [], {}
    for number in plan["learners"]:
        skills[number] = 0.36 * (dice() - 0.5)
        arrived = number not in plan["absent"]
        signins.append([plan["id"], learner(number), LAYER, "是" if arrived else "否", SAMPLE])
        before, after = answers(dice, BEFORE, skills[number], count), answers(dice, AFTER, skills[number] / 2, count)
        for phase, marks, missing in (("前测", before, plan["only_after"]), ("后测", after, plan["only_before"])):
            if arrived and number not in missing:
                tests += [[plan["id"], learner(number), phase, i + 1, "是" if mark else "否", SAMPLE]
                          for i, mark in enumerate(marks)]
    responses, satisfied = plan["responses"], plan["satisfied"]
    columns = {scale: scores(dice, responses, total) for scale, total in plan["sums"].items()}
    # Those who were content stand first, then the papers are shuffled as they were collected.
    overall = [5 if dice() < 0.45 else 4 for _ in range(satisfied)] + [3] * (responses - satisfied)
    order = sorted(range(responses), key=lambda _: dice())
    texts = {}
    for kind in ("questions", "suggestions"):
        places = sorted(range(responses), key=lambda _: dice())[: len(plan[kind])]
        texts[kind] = dict(zip(sorted(places), plan[kind]))
    survey = []
    for place, paper in enumerate(order):
        rates = [columns[scale][paper] for scale in ("usefulness", "trainer", "form", "material")]
        survey.append([plan["id"], overall[paper], *rates,
                       texts["questions"].get(place, ""), texts["suggestions"].get(place, ""), SAMPLE])
    return signins, tests, survey, skills


def codes(plan, skills, module, version, count):
    """Who did the quiz at home within ten days; most of those who failed took the wrong ones once more."""
    dice = random.Random(plan["seed"] + 1000).random
    rows = []
    for number in plan["learners"]:
        if number in plan["absent"] or dice() < 0.3:
            continue
        day = datetime.date.fromisoformat(plan["day"]) + datetime.timedelta(days=1 + int(dice() * 9))
        seed = 1 + int(dice() * 9999)
        right = answers(dice, AFTER, skills[number] / 2, count)
        marks = "".join("1" if one else "-" if dice() < 0.1 else "0" for one in right)
        rows.append(code_row(module, version, learner(number), day, 1, seed, marks))
        if marks.count("1") * 100 < PASS * count and dice() < 0.6:
            marks = "".join(mark if mark == "1" else "1" if dice() < 0.75 else "0" for mark in marks)
            rows.append(code_row(module, version, learner(number), day, 2, seed, marks))
    return rows


def code_row(module, version, name, day, attempt, seed, marks):
    body = f"FQ1.{module}.{version}.{seed}.{attempt}.{marks}.{name}"
    # As the quiz page exports it: a cell that a spreadsheet would take for a formula gets an apostrophe.
    shown = "'" + marks if marks[0] in "=+-@" else marks
    score = marks.count("1")
    return [module, version, name, day.isoformat(), attempt, seed, score, len(marks), shown, f"{body}.{checksum(body)}"]


def write(path, header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))


def tell(plan, signins, tests, survey, count):
    """What the two registers state of the session."""
    right = {}
    for _, name, phase, _, correct, _ in tests:
        right.setdefault(name, {}).setdefault(phase, []).append(correct == "是")
    points = {name: {phase: 100 * sum(marks) / count for phase, marks in own.items()} for name, own in right.items()}
    pairs = [own for own in points.values() if len(own) == 2]
    after = [own["后测"] for own in points.values() if "后测" in own]
    means = tuple(sum(p[phase] for p in pairs) / len(pairs) for phase in ("前测", "后测"))
    print(plan["id"], "arrived", sum(row[3] == "是" for row in signins), "of", len(signins),
          "| pairs", len(pairs), "before %.1f after %.1f" % means,
          "| tested", len(after), "passed", sum(p >= PASS for p in after),
          "| surveys", len(survey), "satisfied", sum(row[1] >= 4 for row in survey),
          "means", *("%.1f" % (sum(row[i] for row in survey) / len(survey)) for i in range(2, 6)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--module", default="M22")
    parser.add_argument("--version", required=True)
    parser.add_argument("--answers", type=int, default=8)
    parser.add_argument("content", nargs="?", default=str(Path(__file__).parents[2] / "content"))
    given = parser.parse_args()
    folder = Path(given.content) / "training/m22-marketing-budget/data"
    results = []
    for plan in SESSIONS:
        signins, tests, survey, skills = session(plan, given.answers)
        write(folder / f"signins-{plan['id']}.csv", ["场次", "学员", "对象", "到场", "备注"], signins)
        write(folder / f"tests-{plan['id']}.csv", ["场次", "学员", "阶段", "题号", "答对", "备注"], tests)
        write(folder / f"survey-{plan['id']}.csv",
              ["场次", "满意度", "内容实用性", "讲师专业水平", "形式与节奏", "资料与练习", "学员问题", "改进建议", "备注"],
              survey)
        results += codes(plan, skills, given.module, given.version, given.answers)
        tell(plan, signins, tests, survey, given.answers)
    # With the columns of the quiz page's own export, which has none for a note.
    header = ["module", "version", "learner", "date", "attempt", "seed", "score", "max", "marks", "code"]
    write(folder / f"results-{SAMPLE}.csv", header, results)


if __name__ == "__main__":
    main()
