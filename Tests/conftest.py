"""What every Python test starts from: the built program, and the sample site as it builds it."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# A day after both sample campaigns: what the site says must not depend on the day of the run.
TODAY = "2026-07-05"


@pytest.fixture(scope="session")
def fupan() -> str:
    """Path of the program: `FUPAN`, or the release build of this folder."""
    program = Path(os.environ.get("FUPAN", ROOT / ".build/release/fupan")).resolve()
    assert program.is_file(), f"{program} is missing: run `make program` first"
    return str(program)


@pytest.fixture(scope="session")
def site(fupan, tmp_path_factory) -> Path:
    """Folder of the sample site, built afresh."""
    output = tmp_path_factory.mktemp("site") / "复盘 site"  # links must survive a space and Chinese in the path
    run = subprocess.run(
        [fupan, "build", str(ROOT), "--output", str(output), "--today", TODAY], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return output


@pytest.fixture(scope="session")
def pages(site) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) > 20, f"only {len(found)} pages in the sample site"
    return found
