"""XLSX, JSON and page show the same figures; the workbook by openpyxl, and as LibreOffice shows it."""

import csv
import datetime
import re
import zipfile
from decimal import Decimal
from html.parser import HTMLParser

import openpyxl
import pytest

from Tests.Exports.conftest import defined, office, squeezed

# Kinds of charts that spreadsheets draw themselves.
NATIVE = {"line", "bar", "funnel", "bullet", "waterfall", "scatter", "pareto", "calendar", "intervals"}


@pytest.fixture(scope="module")
def book(files):
    return openpyxl.load_workbook(files["xlsx"])


def area(book, name: str):
    """The cells of a named range, and the sheet's name."""
    assert name in book.defined_names, f"no range {name}"
    [(sheet, place)] = book.defined_names[name].destinations
    return book[sheet][place.replace("$", "")], sheet


def rows_of(table: dict):
    """(texts, values) of a table's rows, the total last."""
    rows = list(zip(table["rows"], table["values"], strict=True))
    if "total" in table:
        rows.append((table["total"], table["totalValues"]))
    return rows


def test_every_cell_holds_the_value_of_the_json(files, book):
    numbers = 0
    assert files.tables
    for table in files.tables:
        cells, _ = area(book, defined(table["id"]))
        assert [cell.value for cell in cells[0]] == table["columns"], table["id"]
        wanted = rows_of(table)
        assert len(cells) == len(wanted) + 1, table["id"]
        for line, (texts, values) in zip(cells[1:], wanted, strict=True):
            for cell, text, value in zip(line, texts, values, strict=True):
                place = f"{table['id']} {cell.coordinate}: {text!r}"
                if value is None:
                    assert (cell.value or "") == text, place
                elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                    assert isinstance(cell.value, datetime.datetime) and cell.value.date().isoformat() == value, place
                else:
                    # Points are held as points.
                    scale = 100 if re.search(r"个百分点$| pp$", text) else 1
                    assert cell.data_type == "n", place
                    assert float(cell.value) == pytest.approx(float(Decimal(str(value)) * scale), rel=1e-12, abs=1e-15), place
                    numbers += 1
    assert numbers > 100


def test_cells_read_as_on_the_page_in_libreoffice(files, book, tmp_path):
    # 76: UTF-8; the ninth token: cells as shown; the last: every sheet into a file of its own.
    office("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1", files["xlsx"], tmp_path)
    shown = {}
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            shown[path.stem.removeprefix(files["xlsx"].stem + "-")] = list(csv.reader(file))
    compared, unlike = 0, []
    for table in files.tables:
        cells, sheet = area(book, defined(table["id"]))
        for line, (texts, values) in zip(cells[1:], rows_of(table), strict=True):
            for cell, text, value in zip(line, texts, values, strict=True):
                if value is None:
                    continue
                found = shown[sheet][cell.row - 1][cell.column - 1]
                compared += 1
                # Texts that are shortened in words, such as 418.4万元 or 35分, bear the usual format of their unit.
                if squeezed(found) != squeezed(text) and not re.search(r"[万亿<>]|\d[^\d.,]+\d|\d(分|小时)$", text):
                    unlike.append((table["id"], cell.coordinate, text, found))
    assert compared > 100
    assert unlike == []


class Tables(HTMLParser):
    """Texts of the tables of a page by id, row by row."""

    def __init__(self, text: str):
        super().__init__()
        self.tables, self._rows, self._cell, self._head = {}, None, None, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self._rows = self.tables.setdefault(dict(attributes).get("id", ""), [])
        elif tag == "thead":
            self._head = True
        elif tag == "tr" and self._rows is not None and not self._head:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows and not self._head:
            self._cell = ""

    def handle_endtag(self, tag):
        if tag == "thead":
            self._head = False
        elif tag in ("td", "th") and self._cell is not None:
            self._rows[-1].append(self._cell)
            self._cell = None
        elif tag == "table":
            self._rows = None

    def handle_data(self, data):
        if self._cell is not None:
            self._cell += data


@pytest.mark.parametrize("place", ["page", "file"])
def test_the_page_and_the_file_show_the_tables_of_the_json(files, site, place):
    path = files["html"] if place == "file" else site / "campaigns" / files.id / "review.html"
    tables = Tables(path.read_text(encoding="utf-8")).tables
    for table in files.tables:
        wanted = [[squeezed(text) for text in texts] for texts, _ in rows_of(table)]
        assert [[squeezed(text) for text in row] for row in tables["table-" + table["id"]]] == wanted, table["id"]


def test_chart_figures_are_those_of_the_json(files, book):
    for chart in files.charts:
        name = "chart_" + defined(chart["id"])
        if chart["type"] not in NATIVE:
            continue
        cells, _ = area(book, name)
        grid = [[cell.value for cell in row] for row in cells[1:]]
        if chart["type"] in ("line", "bar"):
            names = chart.get("categories") or chart["days"]
            found = {}
            for row in grid:
                key = row[0].date().isoformat() if isinstance(row[0], datetime.datetime) else str(row[0])
                found.setdefault(key, row[1:])
            for index, series in enumerate(chart["series"]):
                for key, value in zip(names, series["values"], strict=True):
                    if key not in found:  # steps that have names instead of days
                        continue
                    shown = found[key][index]
                    assert (shown or None) == (value or None) or shown == pytest.approx(value, rel=1e-12), (name, key)
        elif chart["type"] == "funnel":
            assert [(row[0], row[1]) for row in grid] == [(step["name"], step["value"]) for step in chart["steps"]]
        elif chart["type"] == "bullet":
            for row, wanted in zip(grid, chart["rows"], strict=True):
                assert row[0] == wanted["name"]
                for shown, value in zip(row[1:4], (wanted["value"], wanted["target"], wanted["baseline"]), strict=True):
                    assert shown == (None if value is None else pytest.approx(value, rel=1e-12)), (name, row[0])


def test_charts_are_native_and_sheets_are_ready_to_use(files, book):
    native = sum(chart["type"] in NATIVE for chart in files.charts)
    with zipfile.ZipFile(files["xlsx"]) as archive:
        charts = [name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert 0 < len(charts) <= native
    for sheet in book.worksheets:
        assert sheet.freeze_panes, sheet.title
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row), sheet.title
        # A column is as wide as its shortest full-width words need, and no wider than a screen.
        assert all(4 <= column.width <= 60 for column in sheet.column_dimensions.values() if column.width), sheet.title
    chapters = [section for section in files.json["sections"] if section["sentences"] or section["tables"] or section["charts"]]
    assert len(book.worksheets) == len(chapters) + 1
    assert book.worksheets[0].title == "摘要" and book.worksheets[-1].title == "口径定义"


def test_definitions_name_formula_files_and_rows(files, book):
    cells, _ = area(book, "definitions")
    head = [cell.value for cell in cells[0]]
    rows = [dict(zip(head, (cell.value for cell in row), strict=True)) for row in cells[1:]]
    known = {row["键"] for row in rows}
    assert len(known & set(files.json["figures"])) > 10
    for row in rows:
        figure = files.json["figures"].get(row["键"])
        if figure is None or not row["文件"]:
            continue
        assert row["采用行数"] in [source["rows"] for source in figure["sources"]], row
