"""CSV of every table, and the data package."""

import json
import re
from decimal import Decimal

import pytest

from Tests.Exports.conftest import read_csv


def test_every_table_is_a_file_with_the_figures_of_the_json(files):
    numbers = 0
    for section in files.json["sections"]:
        for table in section["tables"]:
            rows = read_csv(files["csv"] / f"{section['number']:02}-{table['id']}.csv")
            texts, values = table["rows"], table["values"]
            if "total" in table:
                texts, values = texts + [table["total"]], values + [table["totalValues"]]
            assert len(rows) == len(texts) + 1
            for row, shown, wanted in zip(rows[1:], texts, values, strict=True):
                for cell, text, value in zip(row, shown, wanted, strict=True):
                    if value is None:
                        assert cell == ("" if text == "—" else text) or cell == "'" + text, table["id"]
                    elif isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\d$", value):
                        assert Decimal(cell) == Decimal(value), table["id"]
                        numbers += 1
                    elif isinstance(value, str):
                        assert cell == value
                    else:
                        assert float(cell) == pytest.approx(value, rel=1e-15), table["id"]
                        numbers += 1
                    assert not re.match(r"\s*[=+@]", cell) or re.match(r"[+-]?\d", cell), cell
    assert numbers > 100


def test_the_data_package_describes_itself_and_adds_up(files):
    package = json.loads((files["data"] / "datapackage.json").read_text(encoding="utf-8"))
    described = {row[0] + "/" + row[1] for row in read_csv(files["data"] / "fields.csv")[1:]}
    for resource in package["resources"]:
        head = read_csv(files["data"] / resource["path"])[0]
        assert head == [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"])
        if resource["name"] != "fields":
            assert {f"{resource['path']}/{name}" for name in head} <= described
    # Days of the campaign add up to its figure.
    daily = read_csv(files["data"] / "daily.csv")
    head = daily[0]
    rows = [dict(zip(head, row, strict=True)) for row in daily[1:]]
    start, end = files.json["start"], files.json["end"]
    measures = read_csv(files["data"] / "measures.csv")
    additive = {row[0] for row in measures[1:] if row[1] == "measure" and row[5] == "true"}
    compared = 0
    for id, figure in files.json["figures"].items():
        days = [row for row in rows if row["measure"] == id and row["dimension"] == "all" and start <= row["date"] <= end]
        if id in additive and days and not figure["notes"] and all(row["withheld"] == "false" for row in days):
            assert sum(Decimal(row["value"]) for row in days) == Decimal(str(figure["value"])), id
            compared += 1
    assert compared >= 2
