"""The self-contained page in Chromium, and the PDF that Chromium prints of it."""

import re
import subprocess

import pytest

from Tests.conftest import ROOT, TODAY
from Tests.Exports.conftest import report, squeezed


def opened(browser, path):
    """The page's requests and messages, its text, and its links."""
    page = browser.new_page()
    requests, messages = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(path.as_uri(), wait_until="networkidle")
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    text, styled = page.inner_text("main"), page.evaluate("getComputedStyle(document.querySelector('.card-value')).fontSize")
    page.close()
    return requests, messages, text, links, styled


def test_the_file_opens_alone_and_asks_for_nothing(files, browser):
    assert files["html"].stat().st_size < 1_000_000
    requests, messages, text, links, styled = opened(browser, files["html"])
    assert requests == [files["html"].as_uri()]
    assert messages == []
    assert all(link.startswith(("#", "http:", "https:", "mailto:")) for link in links), links
    assert float(styled.removesuffix("px")) > 20
    for section in files.json["sections"]:
        for sentence in section["sentences"]:
            assert squeezed(sentence["text"]) in squeezed(text)


def test_links_lead_to_the_site_when_its_address_is_known(fupan, browser, tmp_path):
    path = tmp_path / "review.html"
    report(fupan, "618-promotion", "--html", "--base-url", "https://intranet.example/fupan", "--output", str(path))
    requests, _, _, links, _ = opened(browser, path)
    assert requests == [path.as_uri()]
    assert "https://intranet.example/fupan/campaigns/618-promotion/brief.html" in links
    assert "https://intranet.example/fupan/kpi/revenue-total.html" in links
    assert not [link for link in links if ".." in link]


def test_the_pdf_has_header_numbers_contents_and_whole_charts(fupan, files, tmp_path):
    path = tmp_path / "review.pdf"
    report(fupan, files.id, "--pdf", "--output", str(path))
    pages = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    pages = pages.split("\f")[:-1]
    title = squeezed(re.search(r"<title>(.*?)</title>", files["html"].read_text(encoding="utf-8"))[1])
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert lines[-1].endswith(f"{number} / {len(pages)}"), (number, lines[-1])
        assert squeezed(lines[0]) == title, (number, lines[0])
    # The first sheet has the contents.
    for section in files.json["sections"]:
        assert squeezed(section["title"]) in squeezed(pages[0]), section["title"]
    # A chart that is not cut has its finding and its source on one sheet.
    for chart in files.charts:
        if chart["finding"] and len(chart["finding"]) < 30:
            assert any(squeezed(chart["finding"]) in squeezed(page) for page in pages), chart["finding"]
    info = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert "A4" in info


def test_without_a_browser_the_report_says_so(fupan, tmp_path):
    run = subprocess.run(
        [fupan, "report", "618-promotion", "--pdf", "--today", TODAY, "--output", str(tmp_path / "x.pdf")], cwd=ROOT,
        capture_output=True, text=True, env={"PATH": str(tmp_path), "LANG": "C.UTF-8"})
    assert run.returncode == 74
    assert "error[no-browser]" in run.stderr and "CHROMIUM" in run.stderr
    assert not list(tmp_path.iterdir())


def test_a_build_links_to_the_files_it_made_and_writes_them_once(fupan, tmp_path):
    output = tmp_path / "site"
    command = [fupan, "build", str(ROOT), "--output", str(output), "--today", TODAY, "--exports", "html,xlsx,pptx,csv,data"]
    first = subprocess.run(command, capture_output=True, text=True)
    assert first.returncode == 0, first.stderr
    folder = output / "campaigns" / "618-promotion"
    page = (folder / "review.html").read_text(encoding="utf-8")
    names = re.findall(r'<a href="([^"]+)" download>', page)
    assert len(names) == 5 and all((folder / name).is_file() for name in names)
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    second = subprocess.run(command, capture_output=True, text=True)
    assert second.returncode == 0 and re.search(r"写入 0 个", second.stdout), second.stdout
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before
    # A build without them takes them and the links away.
    assert subprocess.run(command[:-2], capture_output=True).returncode == 0
    assert not [name for name in names if (folder / name).exists()]
    assert "download" not in (folder / "review.html").read_text(encoding="utf-8")
