"""Changes to the raw files of a campaign that must leave its review as it is, or change it in a known way."""

import csv
import io
import random
import re
import shutil
import subprocess
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from Tests.conftest import ROOT, TODAY
from Tests.Recompute.conftest import report

ID = "618-promotion"
MONEY_COLUMNS = {
    "销售额", "毛利", "归因收入", "媒介花费", "消费", "成交金额", "平均点击价格", "千次展现消费", "planned", "amount", "促销成本",
    "金额", "value", "平台成交额", "退款", "费用", "计奖基数", "固定奖金", "已付", "获取花费"}


@pytest.fixture(scope="module")
def original(fupan) -> dict:
    return report(fupan, ID)


@pytest.fixture
def copy(tmp_path) -> Path:
    """The campaign's folder in a copy of the site."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path / "content/campaigns" / ID


def site_of(campaign: Path) -> Path:
    return campaign.parents[2]


def text_files(campaign: Path) -> list[tuple[Path, str]]:
    """The campaign's daily text files with their encodings."""
    return [(campaign / "data/daily.csv", "utf-8-sig")] + [
        (path, "gb18030") for path in sorted(campaign.glob("data/daily/*/*.csv"))]


def rewrite(path: Path, encoding: str, change) -> None:
    """Passes a file's lines through a function."""
    lines = path.read_bytes().decode(encoding).splitlines()
    path.write_bytes(("\n".join(change(lines)) + "\n").encode(encoding))


def dated(line: str) -> bool:
    return re.match(r'"?\d{4}-\d\d-\d\d', line) is not None


def values(review: dict) -> dict:
    return {key: (figure["value"], figure.get("status"), figure["missing"]) for key, figure in review["figures"].items()}


def tables(review: dict) -> list:
    """All tables but those about the files themselves."""
    return [table for section in review["sections"] if section["id"] != "data-quality" for table in section["tables"]]


def test_the_order_of_rows_does_not_matter(fupan, original, copy):
    shuffle = random.Random(618).shuffle

    def shuffled(lines):
        places = [index for index, line in enumerate(lines) if dated(line)]
        rows = [lines[index] for index in places]
        shuffle(rows)
        for index, row in zip(places, rows):
            lines[index] = row
        return lines

    for path, encoding in text_files(copy):
        rewrite(path, encoding, shuffled)
    for path in copy.glob("data/*.xlsx"):
        book = openpyxl.load_workbook(path)
        sheet = book.active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        shuffle(rows)
        for number, row in enumerate(rows, start=3):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column, value)
        book.save(path)
    changed = report(fupan, ID, site_of(copy))
    assert changed["figures"] == original["figures"]
    assert tables(changed) == tables(original)


def test_the_order_of_orders_does_not_matter(fupan, original, copy):
    shuffle = random.Random(26).shuffle

    def shuffled(lines):
        header, *rows = lines
        shuffle(rows)
        return [header] + rows

    for path in copy.glob("data/orders*.csv"):
        rewrite(path, "utf-8-sig", shuffled)
    changed = report(fupan, ID, site_of(copy))
    assert values(changed) == values(original)
    assert tables(changed) == tables(original)


def test_a_file_may_be_split_by_days(fupan, original, copy):
    path = copy / "data/daily.csv"
    header, *lines = path.read_text("utf-8-sig").splitlines()
    for name, chosen in (
        ("daily-1.csv", lambda line: line < "2026-06-08"), ("daily-2.csv", lambda line: line >= "2026-06-08")):
        part = [line for line in lines if chosen(line)]
        assert part
        (copy / "data" / name).write_text("\n".join([header] + part) + "\n", "utf-8")
    path.unlink()
    changed = report(fupan, ID, site_of(copy))
    assert values(changed) == values(original)
    assert tables(changed) == tables(original)


def test_the_order_of_columns_does_not_matter(fupan, original, copy):
    path = copy / "data/daily.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    order = list(range(len(rows[0])))
    random.Random(20).shuffle(order)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[index] for index in order] for row in rows)
    changed = report(fupan, ID, site_of(copy))
    assert values(changed) == values(original)


def test_the_same_rows_as_a_workbook_give_the_same_figures(fupan, original, copy):
    path = copy / "data/daily.csv"
    book = openpyxl.Workbook()
    for number, row in enumerate(csv.reader(io.StringIO(path.read_text("utf-8-sig")))):
        book.active.append([float(cell) if number and re.fullmatch(r"[\d.]+", cell) else cell for cell in row])
    book.save(path.with_suffix(".xlsx"))
    path.unlink()
    assert values(report(fupan, ID, site_of(copy))) == values(original)


def test_a_hundred_times_the_money_is_a_hundred_times_the_amounts_and_the_same_rates(fupan, original, copy):
    scale_money(copy)
    changed = report(fupan, ID, site_of(copy))
    assert changed["figures"].keys() == original["figures"].keys()
    faults = []
    for key, figure in changed["figures"].items():
        before = original["figures"][key]
        # Last year's money stays; a price printed to the cent is no longer its rounding when taken a hundredfold.
        if key in ("revenue-growth", "data-accuracy"):
            continue
        if figure.get("status") != before.get("status") or (figure["value"] is None) != (before["value"] is None):
            faults.append(f"{key}: {figure}, was {before}")
        elif figure["value"] is not None:
            # Return on ad spend, rates and counts stay; quotients of money are written to six places.
            wanted = Fraction(before["value"]) * (100 if before["unit"] == "money" else 1)
            if abs(Fraction(figure["value"]) - wanted) > Fraction(1, 10_000) * (before["unit"] == "money") + abs(wanted) / 10**7:
                faults.append(f"{key}: {figure['value']}, expected {float(wanted)}")
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def scale_money(campaign: Path) -> None:
    for path, encoding in text_files(campaign) + [
        (path, "utf-8-sig") for path in [
            *campaign.glob("registers/*.csv"), *campaign.glob("data/totals-*.csv"), *campaign.glob("data/orders-*.csv"),
            *campaign.glob("data/journeys.csv")]]:
        money: list[int] = []

        def scaled(lines):
            for line in lines:
                cells = next(csv.reader([line]), [])
                if MONEY_COLUMNS & {cell.strip() for cell in cells}:
                    money[:] = [index for index, cell in enumerate(cells) if cell.strip() in MONEY_COLUMNS]
                elif len(cells) > 3:
                    for index in money:
                        if cells[index] and cells[index] != "-":
                            cells[index] = str(Decimal(cells[index]) * 100)
                    line = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
                yield line

        rewrite(path, encoding, scaled)
    # Benchmarks hold amounts and rates in one column.
    for path in campaign.glob("data/benchmarks*.csv"):
        text = re.sub(
            r"(?m)^((?:aov|cac|cpm),[^,]*,[^,]*,)([\d.]+)", lambda match: match[1] + str(Decimal(match[2]) * 100),
            path.read_text("utf-8-sig"))
        path.write_text(text, "utf-8-sig")
    for path in campaign.glob("data/*.xlsx"):
        book = openpyxl.load_workbook(path)
        for column in book.active.iter_cols(min_row=2):
            if column[0].value in MONEY_COLUMNS:
                for cell in column[1:]:
                    if cell.value is not None:
                        cell.value = float(Decimal(repr(cell.value)) * 100)
        book.save(path)
    brief = campaign / "brief.md"
    text = brief.read_text("utf-8")

    def hundredfold(match):
        return match[1] + str(Decimal(match[2]) * 100)

    front, rest = text.split("\n---\n", 1)
    front = re.sub(r"(?m)^((?:budget|reserve): )(\S+)$", hundredfold, front)
    for kpi in ("revenue-total", "cac", "aov"):
        entry = re.search(rf"- kpi: {kpi}\n(?:    .*\n)*", front)
        front = front.replace(entry[0], re.sub(r"(?m)^(    (?:target|baseline): )(\S+)$", hundredfold, entry[0]))
    brief.write_text(front + "\n---\n" + rest, "utf-8")


def test_a_later_day_changes_no_figure(fupan, original):
    assert report(fupan, ID, today="2027-12-31")["figures"] == original["figures"]


def test_rows_that_stand_in_two_files_are_an_error(fupan, copy):
    text = (copy / "data/daily.csv").read_text("utf-8-sig").splitlines()
    (copy / "data/daily-again.csv").write_text("\n".join(text[:1] + text[-3:]) + "\n", "utf-8")
    run = subprocess.run(
        [fupan, "report", ID, "--json", "--today", TODAY], cwd=site_of(copy), capture_output=True, text=True)
    assert run.returncode == 1
    assert "daily-again.csv" in run.stderr and "error[" in run.stderr
