"""The site's search, in Chromium, from files."""

import json
import random
import re
import unicodedata
from html.parser import HTMLParser

import pytest

from Tests.Browser import probes
from Tests.Browser.conftest import DESKTOP, PHONE
from Tests.conftest import ROOT

RUN = re.compile("[\u4e00-\u9fff]{2,}")
WORD = re.compile(r"(?<![^\W_])[A-Za-z0-9]+(?:\.[0-9]+|,[0-9]{3}(?![0-9]))*(?![^\W_])")
HOME = "index.html"


class MainText(HTMLParser):
    """The text nodes of `<main>` that a reader sees, without navigation."""

    AWAY = {"nav", "script", "style", "template", "title", "desc"}

    def __init__(self):
        super().__init__()
        self.nodes, self.inside, self.away = [], False, 0

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "main"
        self.away += tag in self.AWAY

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "main"
        self.away -= tag in self.AWAY

    def handle_data(self, data):
        if self.inside and not self.away:
            self.nodes.append(data)


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


@pytest.fixture(scope="module")
def texts(site, pages) -> dict[str, list[str]]:
    """The text nodes of every page that search should find, by its address: not of the book and of the forms of modules, which repeat
    the others, nor of the page for addresses that lead nowhere."""
    found = {}
    for path in pages:
        address = path.relative_to(site)
        # What the forms of a training module say stands on its page.
        is_form = address.parts[0] == "training" and len(address.parts) > 2
        if is_form or address.as_posix() in ("book.html", "404.html"):
            continue
        reader = MainText()
        reader.feed(path.read_text("utf-8"))
        found[str(path.relative_to(site))] = reader.nodes
    return found


@pytest.fixture
def page(browser, site):
    context = browser.new_context(viewport=DESKTOP, color_scheme="light")
    page = context.new_page()
    page.goto((site / HOME).as_uri())
    yield page
    context.close()


def begin(page) -> None:
    page.locator("#search-field").focus()
    page.wait_for_function("window.fupanSearch?.site()")


def type_in(page, query: str) -> None:
    """Types and waits for the answer to this query."""
    page.evaluate("document.querySelector('.search-status').textContent = ''")
    page.locator("#search-field").fill(query)
    page.wait_for_function("document.querySelector('.search-status').textContent !== '' && "
                           "!document.querySelector('.search-panel').hidden")
    page.wait_for_timeout(50)


def cut(rng: random.Random, texts: dict[str, list[str]]) -> tuple[str, str]:
    """(page, string): of a run of Han characters two to eight, or a whole word or number."""
    while True:
        name = rng.choice(sorted(texts))
        matches = list((RUN if rng.random() < .65 else WORD).finditer("\n".join(texts[name])))
        if not matches:
            continue
        found = rng.choice(matches).group()
        if not RUN.match(found):
            return name, found
        length = rng.randint(2, min(8, len(found)))
        start = rng.randrange(len(found) - length + 1)
        return name, found[start:start + length]


def test_500_strings_cut_from_pages_find_their_page_among_the_first_20_where_few_pages_hold_them(page, texts):
    begin(page)
    addresses = page.evaluate("""async () => {
      const all = [];
      for (let page = 0; page < fupanSearch.site().pages; page += 1) all.push((await fupanSearch.describe(page)).address);
      return all;
    }""")
    assert sorted(addresses) == sorted(texts)
    rng = random.Random(20260705)
    cuts = [cut(rng, texts) for _ in range(500)]
    answers = page.evaluate(
        "async (queries) => { const all = []; for (const query of queries) { const found = await fupanSearch.find(query);"
        " all.push({ any: found.any, pages: found.hits.map((hit) => hit.page) }); } return all; }",
        [string for _, string in cuts])
    whole = {name: fold("".join(nodes)) + "\n" + fold("\n".join(nodes)) for name, nodes in texts.items()}
    faults = []
    few = 0
    for (name, string), answer in zip(cuts, answers):
        ranks = {addresses[number]: rank for rank, number in enumerate(answer["pages"], start=1)}
        holders = sum(fold(string) in text for text in whole.values())
        few += holders <= 10
        if name not in ranks or answer["any"]:
            faults.append(f"{string}: {name} is not found")
        elif holders <= 10 and ranks[name] > 20:
            faults.append(f"{string}: {name} stands at {ranks[name]}, {holders} pages hold it")
    assert few > 100
    assert not faults, "\n".join(faults[:20])


def test_the_script_cuts_text_into_the_same_tokens_as_the_index(page):
    begin(page)
    page.evaluate("fupanSearch.load('fold.js')")
    page.wait_for_function("fupanSearch.loaded.includes('fold.js')")
    cases = json.loads((ROOT / "Tests/SearchTests/Cases/tokens.json").read_text("utf-8"))
    assert len(cases) > 20
    for text, tokens in cases:
        assert page.evaluate("(text) => fupanSearch.tokens(text)", text) == tokens, text


def test_typing_shows_pages_by_section_with_the_matched_run_marked(page):
    type_in(page, "预算")
    groups = page.locator(".search-group").all_inner_texts()
    assert len(groups) >= 3 and len(groups) == len(set(groups))
    options = page.locator(".search-option")
    assert options.count() == 8
    assert all("预算" in option.inner_text() for option in options.all())
    assert set(page.locator(".search mark").all_inner_texts()) == {"预算"}
    # A page that has the word in its title stands above all that have it in their text.
    assert "预算" in page.locator(".search-title").first.inner_text()
    assert re.search(r"共 \d+ 页含“预算”", page.locator(".search-status").inner_text())
    page.get_by_role("button", name="显示更多结果").click()
    page.wait_for_function("document.querySelectorAll('.search-option').length > 8")


def test_full_width_capitals_and_traditional_characters_find_the_same(page):
    begin(page)
    find = "async (query) => (await fupanSearch.find(query)).hits.map((hit) => hit.page)"
    for plain, other in [("预算审批人", "預算審批人"), ("gmv", "ＧＭＶ"), ("ROI", "roi"), ("1,240", "1240"), ("2026", "２０２６")]:
        assert page.evaluate(find, plain) == page.evaluate(find, other), other
    assert page.evaluate(find, "预算")


def test_keys_open_choose_and_close(page, site):
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-field"
    type_in(page, "转化率")
    field = page.locator("#search-field")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.count() == 1
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant") == "search-option-1"
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert not page.locator(".search-panel").is_visible()
    page.keyboard.press("ArrowDown")
    target = page.locator("[role=option][aria-selected=true]").evaluate("option => option.href")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.split("#")[0] == target.split("#")[0])
    # In a field a slash is a slash.
    page.goto((site / "registers/channels.html").as_uri())
    page.get_by_label("筛选").press("/")
    assert page.get_by_label("筛选").input_value() == "/"


def test_results_lead_to_the_section_that_holds_the_words(page, site):
    type_in(page, "两对容易混的词")
    option = page.locator(".search-option").first
    target = option.evaluate("option => option.href").split(":~:")[0]
    option.click()
    page.wait_for_load_state()
    assert "handbook/kpi-basics.html" in page.url
    assert page.evaluate("(hash) => document.getElementById(decodeURIComponent(hash)).tagName", target.split("#")[1]) == "H2"


def test_what_no_page_has_whole_is_found_in_part_and_said_so(page):
    type_in(page, "预算 审批 不存在的词语")
    assert "没有一页含有全部字词" in page.locator(".search-status").inner_text()
    assert page.locator(".search-option").count() > 0
    type_in(page, "鬱龘")
    assert "没有找到“鬱龘”" in page.locator(".search-status").inner_text()
    assert page.locator(".search-hint").is_visible()
    assert page.locator(".search-option").count() == 0


def test_one_character_and_the_beginning_of_a_word_find_too(page):
    begin(page)
    find = "async (query) => (await fupanSearch.find(query)).hits.length"
    assert page.evaluate(find, "预") >= page.evaluate(find, "预算") > 0
    assert page.evaluate(find, "conver") >= page.evaluate(find, "conversion") > 0


def test_initials_find_titles(page):
    type_in(page, "ysgl")
    assert any("预算管理" in title for title in page.locator(".search-title").all_inner_texts())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_open_results(browser, site, scheme, viewport):
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    page.goto((site / HOME).as_uri())
    for query in ["预算", "预算 不存在的词语", "鬱龘"]:
        type_in(page, query)
        page.keyboard.press("ArrowDown")
        assert probes.axe(page) == []
        assert page.evaluate(probes.SIDEWAYS) == []
    context.close()


def test_an_index_that_was_left_behind_is_said_and_not_silent(browser, site, tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / HOME).symlink_to(site / HOME)
    for file in (site / "assets").iterdir():
        if file.is_file():
            (tmp_path / "assets" / file.name).symlink_to(file)
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto((tmp_path / HOME).as_uri())
    page.locator("#search-field").fill("预算")
    page.wait_for_function("document.querySelector('.search-status').textContent.includes('读不到搜索索引')")
    context.close()


def test_without_script_and_on_paper_there_is_no_field(browser, site, page):
    page.emulate_media(media="print")
    assert not page.locator(".search").is_visible()
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto((site / HOME).as_uri())
    assert not plain.locator(".search").is_visible()
    context.close()
