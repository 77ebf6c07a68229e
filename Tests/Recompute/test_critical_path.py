"""Critical path and floats of 200 random project networks, as the built pages show them, against a slow computation."""

import csv
import subprocess
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from Tests.conftest import TODAY
from Tests.Recompute.networks import Plan, Task, random_calendar, random_plan

PLANS = 200
COLUMNS = ("duration", "early_start", "early_finish", "late_start", "late_finish", "total_float", "free_float", "critical")
BRIEF = """---
title: 网络 {id}
id: {id}
status: draft
start: 2026-04-20
end: 2026-06-30
owner: pm
---

# 网络 {id}
"""


class Rows(HTMLParser):
    """`data-value` of every cell of the view `schedule` of the tasks, by row key and column."""

    def __init__(self, page: str):
        super().__init__()
        self.rows: dict[str, dict[str, str]] = {}
        self.inside = False
        self.row: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "table":
            self.inside = attributes.get("id") in ("tasks-schedule", "table-tasks-schedule")
        elif self.inside and tag == "tr" and "data-key" in attributes:
            self.row = self.rows.setdefault(attributes["data-key"], {})
        elif self.inside and "data-column" in attributes:
            self.row[attributes["data-column"]] = attributes.get("data-value", "")

    def handle_endtag(self, tag):
        if tag == "table":
            self.inside = False


def write(path: Path, rows: list[list[str]]):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def task_rows(plan: Plan) -> list[list[str]]:
    head = ["id", "name", "owner", "start", "end", "depends_on", "deliverable", "status", "milestone"]
    return [head] + [
        [task.id, f"任务 {task.id}", "pm", task.start.isoformat(), task.end.isoformat(), "、".join(task.depends), "交付物",
         "todo", "是" if task.milestone else "否"]
        for task in plan.tasks
    ]


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    off, worked = random_calendar(2026)
    return {f"network-{seed:03}": random_plan(seed, off, worked) for seed in range(PLANS)}


@pytest.fixture(scope="module")
def built(fupan, plans, tmp_path_factory) -> Path:
    site = tmp_path_factory.mktemp("networks")
    content = site / "content"
    content.mkdir()
    (content / "site.yaml").write_text("name: 网络\nlanguage: zh-Hans\n", encoding="utf-8")
    (content / "index.md").write_text("# 网络\n", encoding="utf-8")
    calendar = next(iter(plans.values()))
    write(content / "registers/holidays.csv", [["date", "name", "kind"]] + sorted(
        [[day.isoformat(), "假", "off"] for day in calendar.off]
        + [[day.isoformat(), "班", "work"] for day in calendar.worked]))
    for id, plan in plans.items():
        folder = content / "campaigns" / id
        write(folder / "registers/tasks.csv", task_rows(plan))
        (folder / "brief.md").write_text(BRIEF.format(id=id), encoding="utf-8")
    output = site / "output"
    run = subprocess.run(
        [fupan, "build", str(site), "--output", str(output), "--today", TODAY], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-4000:]
    return output


def test_known_network():
    """The slow computation itself: Heizer and Render, "Operations Management", the Milwaukee Paper project.

    Weeks there, days here, all of them worked; its floats are 0 1 0 1 0 6 0 0.
    """
    durations = {"A": 2, "B": 3, "C": 2, "D": 4, "E": 4, "F": 3, "G": 5, "H": 2}
    links = {"C": "A", "D": "AB", "E": "C", "F": "C", "G": "DE", "H": "FG"}
    first = date(2026, 6, 1)
    days = frozenset(date.fromordinal(first.toordinal() + number) for number in range(-5, 60))
    tasks = [
        Task(id, first, date.fromordinal(first.toordinal() + length - 1), list(links.get(id, "")))
        for id, length in durations.items()]
    result = Plan(tasks, frozenset(), days).schedule()
    offset = lambda id, column: date.fromisoformat(result[id][column]).toordinal() - first.toordinal()
    assert [offset(id, "early_start") for id in durations] == [0, 0, 2, 3, 4, 4, 8, 13]
    assert [offset(id, "late_start") for id in durations] == [0, 1, 2, 4, 4, 10, 8, 13]
    assert [result[id]["total_float"] for id in durations] == list("01010600")
    assert [result[id]["free_float"] for id in durations] == list("00010600")
    assert "".join(id for id in durations if result[id]["critical"] == "true") == "ACEGH"


@pytest.mark.parametrize("number", range(PLANS))
def test_network(built, plans, number):
    id = f"network-{number:03}"
    shown = Rows((built / "campaigns" / id / "project.html").read_text(encoding="utf-8")).rows
    wanted = plans[id].schedule()
    assert sorted(shown) == sorted(wanted)
    for key, values in wanted.items():
        assert {column: shown[key].get(column) for column in COLUMNS} == values, f"{id} {key}"
