"""The files to take away of both sample campaigns, made by the program, and the reviews as JSON to hold them to."""

import csv
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from Tests.conftest import ROOT, TODAY

CAMPAIGNS = ("618-promotion", "spring-launch")
FORMATS = {"html": "review.html", "xlsx": "review.xlsx", "pptx": "review.pptx", "csv": "tables", "data": "data"}


@dataclass
class Files:
    """A campaign's review as JSON, and the files made of it."""

    id: str
    json: dict
    folder: Path

    def __getitem__(self, format: str) -> Path:
        return self.folder / FORMATS[format]

    @property
    def tables(self) -> list[dict]:
        return [table for section in self.json["sections"] for table in section["tables"]]

    @property
    def charts(self) -> list[dict]:
        return [chart for section in self.json["sections"] for chart in section["charts"]]


def report(fupan: str, id: str, *arguments: str) -> str:
    run = subprocess.run(
        [fupan, "report", id, *arguments, "--today", TODAY], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="session", params=CAMPAIGNS)
def files(request, fupan, tmp_path_factory) -> Files:
    folder = tmp_path_factory.mktemp("带走 " + request.param)
    for format, name in FORMATS.items():
        report(fupan, request.param, "--" + format, "--output", str(folder / name))
    return Files(request.param, json.loads(report(fupan, request.param, "--json")), folder)


def office(target: str, path: Path, folder: Path) -> None:
    """Converts a file by LibreOffice, with a profile of its own so that runs do not wait for each other."""
    run = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target, "--outdir",
         str(folder), str(path)], capture_output=True, text=True, timeout=240)
    assert run.returncode == 0, run.stderr
    shutil.rmtree(folder / "profile", ignore_errors=True)


def squeezed(text: str) -> str:
    """Text without blanks, whatever a program put between Han characters and figures."""
    return re.sub(r"\s+", "", text)


def defined(id: str) -> str:
    """The name that a workbook gives to the table or chart with this id."""
    return re.sub(r"[^\w.]", "_", id)


def read_csv(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), f"{path.name} has no byte order mark"
    return list(csv.reader(content.decode("utf-8-sig").splitlines(keepends=True)))
