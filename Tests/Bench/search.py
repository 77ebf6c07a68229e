"""The search of a large handbook in Chromium: how large the index is, what a query loads, how long it takes.

usage: FUPAN=PROGRAM search.py [--pages 10000] [--queries 200] [--work FOLDER]
"""

import argparse
import html
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus

FUPAN = os.environ.get("FUPAN", str(corpus.ROOT / ".build/release/fupan"))
TODAY = "2026-07-05"
AWAY = re.compile(r"<(nav|script|style|title|desc)\b.*?</\1>", re.S)
TAG = re.compile(r"<[^>]*>")
RUN = re.compile("[\u4e00-\u9fff]{2,}")
WORD = re.compile(r"(?<![\w.])[A-Za-z0-9]+(?:\.[0-9]+)?(?![\w.])")

# One query on a page that was just opened, then the same with all files there.
ASK = """async (query) => {
  const answer = async () => {
    const started = performance.now();
    const found = await fupanSearch.find(query);
    const found_at = performance.now();
    const hits = found.hits.slice(0, 8);
    for (const result of await Promise.all(hits.map((hit) => fupanSearch.describe(hit.passage)))) {
      for (const text of [result.title, result.heading, result.text]) fupanSearch.marks(text, found.items, found.any);
      fupanSearch.holds(result.text, found.items);
    }
    return [found_at - started, performance.now() - started, found.hits.length];
  };
  const cold = await answer();
  const files = [...fupanSearch.loaded];
  const warm = await answer();
  return { cold: cold[1], warm: warm[1], hits: cold[2], files };
}"""


def main_text(page: Path) -> str:
    """What stands in `<main>` without navigation, its white space single."""
    main = page.read_text("utf-8").partition("<main")[2].partition("</main>")[0].partition(">")[2]
    return re.sub(r"\s+", " ", html.unescape(TAG.sub(" ", AWAY.sub(" ", main)))).strip()


def queries(texts: list[str], count: int) -> list[str]:
    """Strings cut from pages: one to twelve Han characters of a run, a word or number, or two of these from one page."""
    rng = random.Random(1)

    def one(text):
        found = rng.choice((RUN if rng.random() < .8 else WORD).findall(text))
        if not RUN.match(found):
            return found
        length = min(len(found), rng.choice([1, 2, 2, 3, 4, 4, 5, 6, 8, 12]))
        start = rng.randrange(len(found) - length + 1)
        return found[start:start + length]

    made = []
    while len(made) < count:
        text = rng.choice(texts)
        if RUN.search(text) and WORD.search(text):
            made.append(one(text) if rng.random() < .75 else one(text) + " " + one(text))
    return made


def measure(work: Path, pages: int, count: int) -> list[str]:
    """Lines of a report."""
    from playwright.sync_api import sync_playwright

    corpus.handbook(work, pages)
    site, output = work / "fupan", work / "output"
    subprocess.run([FUPAN, "build", str(site), "--output", str(output), "--today", TODAY], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    texts = [main_text(path) for path in sorted(output.rglob("*.html"))]
    size = sum(len(text.encode()) for text in texts)
    folder = output / "assets/search"
    shown = [path for path in folder.rglob("*.js") if path.parent.name == "t" or path.name == "words.js"]
    found = [path for path in folder.rglob("*.js") if path not in shown]
    index, display = (sum(path.stat().st_size for path in paths) for paths in (found, shown))
    results = []
    with sync_playwright() as playwright:
        executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        page = browser.new_page()
        for query in queries(texts, count):
            page.goto((output / "index.html").as_uri())
            page.locator("#search-field").focus()
            page.wait_for_function("window.fupanSearch?.site()")
            answer = page.evaluate(ASK, query)
            load = sum((folder / name).stat().st_size for name in answer["files"])
            load += (output / "assets/search-index.js").stat().st_size
            results.append((query, load, answer["cold"], answer["warm"], answer["hits"]))
        browser.close()
    loads, colds, warms = ([result[i] for result in results] for i in (1, 2, 3))
    widest = max(results, key=lambda result: result[1])
    return [
        f"search over {len(texts):,} pages, {size / 1e6:.1f} MB of text; {count} queries cut from it",
        f"index: {index / 1e6:.1f} MB in {len(found):,} files, {index / size:.1%} of the text"
        f" (texts for display besides: {display / 1e6:.1f} MB in {len(shown):,} files, {display / size:.1%})",
        f"a query loads, script, manifest and texts included: median {statistics.median(loads) / 1e3:.0f} KB,"
        f" at most {max(loads) / 1e3:.0f} KB ({widest[0]})",
        f"a query answers, files loaded: median {statistics.median(warms):.1f} ms, at worst {max(warms):.1f} ms;"
        f" with loading from disk: median {statistics.median(colds):.0f} ms, at worst {max(colds):.0f} ms",
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    work = options.work or Path(tempfile.mkdtemp(prefix=".bench-", dir=corpus.ROOT / ".build"))
    try:
        print("\n".join(measure(work, options.pages, options.queries)))
    finally:
        if not options.work:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
