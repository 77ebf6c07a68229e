"""What is measured on an open page."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from axe_playwright_python.base import AXE_SCRIPT

# The template family of a page, as its own markup shows it: the classes of <main> and of the frame around it, and the
# sections that look like nothing else. Every page has been looked at once; this is for other colours and widths.
LAYOUT = """() => {
  const main = document.querySelector('main');
  const telling = ['.steps', '.raci', '.starter', '.evidence', '.cards', '.register-part', '.chapter'];
  return [main.className, document.querySelector('.frame')?.className, ...telling.filter((part) => main.querySelector(part))].join(' ');
}"""

# Where the keyboard is, and whether a person sees it.
FOCUSED = """() => {
  const e = document.activeElement;
  const box = e.getBoundingClientRect();
  const target = e.hash ? document.getElementById(e.hash.slice(1)) : null;
  return {
    tag: e.tagName, hash: e.hash ?? '', target: target?.tagName ?? '',
    visible: box.width > 1 && box.height > 1 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight,
  };
}"""

# Nothing when the page fits its window; else the elements that stick out furthest.
SIDEWAYS = """() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return [];
  const out = [...document.body.querySelectorAll('*')]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
    .map((e) => `${e.tagName.toLowerCase()}.${e.className.baseVal ?? e.className}`);
  return [`document is ${wide} px wide in ${innerWidth}`, ...out.slice(0, 5)];
}"""

# On paper: blocks that belong together may not be cut, fit on one sheet, and nothing is wider than it.
PRINT = """(sheet) => {
  const faults = [];
  const shown = (e) => e.checkVisibility() && e.getBoundingClientRect().width > 0;
  // A decoration may run into an edge that cuts it off, as long as the sheet does not grow by it.
  const clipped = (e) => e.getAttribute('aria-hidden') === 'true' && document.documentElement.scrollWidth <= innerWidth;
  const name = (e) => `${e.tagName.toLowerCase()}.${e.className.baseVal ?? e.className} ${e.caption?.textContent ?? ''}`.trim();
  const say = (e, what) => faults.push(`${name(e)}: ${what}`);
  for (const e of document.querySelectorAll('figure, .chart, .card, .campaign-row, tr')) {
    if (!shown(e)) continue;
    if (getComputedStyle(e).breakInside !== 'avoid') say(e, 'may be cut between pages');
    else if (e.tagName !== 'FIGURE' && e.getBoundingClientRect().height > sheet) say(e, 'is higher than a sheet');
  }
  for (const e of document.querySelectorAll('h1, h2, h3, h4')) {
    if (shown(e) && getComputedStyle(e).breakAfter !== 'avoid') say(e, 'may stand last on a page');
  }
  for (const e of document.querySelectorAll('svg, img, table, pre, figure, dl')) {
    if (!shown(e) || e.closest('.unseen') || clipped(e)) continue;
    const box = e.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) say(e, `ends at ${Math.round(box.right)} px on a sheet of ${innerWidth}`);
  }
  for (const e of document.querySelectorAll('main *')) {
    const style = getComputedStyle(e);
    if (shown(e) && /auto|scroll|hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1
      && e.clientWidth > 2 && !(e instanceof SVGElement)) say(e, 'hides what is wider than the sheet');
  }
  for (const selector of ['.site-head', 'nav', '.menu', 'button']) {
    for (const e of document.querySelectorAll(selector)) if (shown(e)) say(e, 'is of no use on paper');
  }
  return [...new Set(faults)];
}"""


def listen(page, site: Path, visit) -> dict:
    """Notes what a page complains of and asks for; returns the handlers, to be removed again."""
    root = str(site) + "/"

    def request(asked):
        parts = urlsplit(asked.url)
        inside = parts.scheme == "data" or (parts.scheme == "file" and unquote(parts.path).startswith(root))
        if not inside:
            visit.outside.append(asked.url)

    handlers = {
        "console": lambda message: message.type in ("error", "warning") and visit.messages.append(message.text),
        "pageerror": lambda error: visit.messages.append(f"uncaught: {error}"),
        "requestfailed": lambda failed: visit.messages.append(f"failed: {unquote(failed.url)}"),
        "request": request,
    }
    for event, handler in handlers.items():
        page.on(event, handler)
    return handlers


def axe(page) -> list[str]:
    """The findings of axe-core on the page as it stands, one line each.

    Without its preloading of style sheets, which Chromium refuses for files. Of the book, which repeats the pages, its own
    parts and the first of theirs.
    """
    page.evaluate(AXE_SCRIPT)
    findings = page.evaluate("""() => {
      const book = document.querySelector('main.book');
      if (book) document.querySelectorAll('.book-part:nth-of-type(n+4)').forEach((part) => part.remove());
      return axe.run({resultTypes: ['violations'], preload: false}).then((result) => result.violations);
    }""")
    return [
        f"{finding['id']} ({finding['impact']}): {node['target']} {node['html'][:160]} | "
        f"{(node['failureSummary'] or '').splitlines()[-1].strip()}"
        for finding in findings for node in finding["nodes"]
    ]
