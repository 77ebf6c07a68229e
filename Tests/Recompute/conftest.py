"""The reviews of the sample campaigns as JSON, and their raw files."""

import json
import subprocess
from pathlib import Path

import pytest

from Tests.conftest import ROOT, TODAY
from Tests.Recompute.raw import Campaign

CAMPAIGNS = ("618-promotion", "618-2025", "spring-launch")


def report(fupan: str, id: str, site: Path = ROOT, today: str = TODAY) -> dict:
    run = subprocess.run(
        [fupan, "report", id, "--json", "--today", today], cwd=site, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.fixture(scope="session", params=CAMPAIGNS)
def review(request, fupan) -> dict:
    return report(fupan, request.param)


@pytest.fixture(scope="session")
def campaign(review) -> Campaign:
    return Campaign(ROOT / "content/campaigns" / review["campaign"])
