"""What every Python test starts from: the built program, and the sample site as it builds it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

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
def courseware(fupan, tmp_path_factory) -> Path:
    """Folder of the sample site with the files that its training modules are taken away by."""
    output = tmp_path_factory.mktemp("courseware") / "课件 site"
    run = subprocess.run(
        [fupan, "build", str(ROOT), "--output", str(output), "--today", TODAY, "--exports", "pptx,scorm,quiz"],
        capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return output


@pytest.fixture(scope="session")
def pages(site, fupan) -> list[Path]:
    """Every page of the main edition; of the others, which have the same layouts, the first page of each folder. Of training
    modules every page to read, and the forms of every fourth: they are made alike, and the HTML checker reads them all."""
    listed = subprocess.run([fupan, "list", "editions", str(ROOT), "--format", "json"], capture_output=True, text=True, check=True)
    folders = [entry["folder"].removeprefix("output/") for entry in json.loads(listed.stdout)]
    others = [site / folder for folder in folders if folder != "output" and (site / folder).is_dir()]
    found, seen = [], set()
    for page in sorted(site.rglob("*.html")):
        parts = page.relative_to(site).parts
        if len(parts) > 2 and parts[-3] == "training":
            # Decks are shows, not pages: test_deck.py looks at all of them.
            if page.name == "slides.html" or int(parts[-2][1:3]) % 4 != 2:
                continue
        if any(other in page.parents for other in others):
            if page.parent in seen:
                continue
            seen.add(page.parent)
        found.append(page)
    assert len(found) > 20, f"only {len(found)} pages in the sample site"
    return found


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, headless. One for the whole run: a second Playwright in one process refuses to start."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert executable, "Debian's chromium is not installed"
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield chromium
        chromium.close()
