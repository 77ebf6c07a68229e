"""Training decks as presentations: all that the page of slides says, in its order, with notes, on slides where it has room."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from Tests.Exports.conftest import office, squeezed
from Tests.Exports.test_presentation import A, C, P, R, T, target

HEIGHT, WIDTH = 6858000, 12192000
VOID = {"br", "hr", "img", "input", "wbr", "col", "meta", "link", "source"}
BLOCKS = {"p", "li", "td", "th", "dt", "dd", "h3", "h4", "h5", "h6", "caption", "pre", "ul", "ol", "dl", "table", "div",
          "section", "blockquote", "tr", "tbody", "thead", "tfoot", "figure", "figcaption", "details", "summary"}


@dataclass
class Node:
    name: str
    attributes: dict = field(default_factory=dict)
    children: list = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set((self.attributes.get("class") or "").split())

    def all(self, wanted) -> list["Node"]:
        found = [self] if wanted(self) else []
        for child in self.children:
            if isinstance(child, Node):
                found += child.all(wanted)
        return found

    def of(self, name: str) -> list["Node"]:
        return self.all(lambda node: name in node.classes)

    def named(self, *names: str) -> list["Node"]:
        return self.all(lambda node: node.name in names)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children if not hidden(child))


def hidden(node) -> bool:
    """What is drawn, folded away, or read out only; boxes to tick become the marks of a list."""
    return isinstance(node, Node) and (
        node.name in ("svg", "script") or bool(node.classes & {"unseen", "chart-data", "quiz-box"}))


class Tree(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Node("")]

    def handle_starttag(self, name, attributes):
        node = Node(name, dict(attributes))
        self.open[-1].children.append(node)
        if name not in VOID:
            self.open.append(node)

    def handle_startendtag(self, name, attributes):
        self.open[-1].children.append(Node(name, dict(attributes)))

    def handle_endtag(self, name):
        while len(self.open) > 1 and self.open.pop().name != name:
            pass

    def handle_data(self, data):
        self.open[-1].children.append(data)


def units(node: Node) -> list[str]:
    """The words of a part of the page, block by block, as they are read; charts are looked at by themselves."""
    found, words = [], ""
    for child in node.children:
        if isinstance(child, str):
            words += child
        elif hidden(child) or child.name == "figure":
            continue
        elif "quiz-line" in child.classes or child.name == "br" or child.name in BLOCKS:
            found.append(words)
            words = ""
            found += units(child)
        else:
            inner = units(child)
            words += inner[0] if inner else ""
            for piece in inner[1:]:
                found.append(words)
                words = piece
    return [unit for unit in map(squeezed, found + [words]) if unit]


@dataclass
class Deck:
    page: list[Node]
    parts: dict[str, bytes]
    path: Path

    @property
    def slides(self) -> list[ElementTree.Element]:
        count = sum(1 for name in self.parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", name))
        return [ElementTree.fromstring(self.parts[f"ppt/slides/slide{number}.xml"]) for number in range(1, count + 1)]

    def notes(self, number: int) -> ElementTree.Element | None:
        """The notes of a slide, by its relations."""
        name = f"ppt/slides/_rels/slide{number}.xml.rels"
        for relation in ElementTree.fromstring(self.parts[name]).iter(R + "Relationship"):
            if relation.get("Type").endswith("/notesSlide"):
                return ElementTree.fromstring(self.parts[target(name, relation)])
        return None


@pytest.fixture(scope="module")
def decks(courseware) -> dict[str, Deck]:
    found = {}
    for page in sorted(courseware.glob("training/*/slides.html")):
        tree = Tree()
        tree.feed(page.read_text(encoding="utf-8"))
        sections = tree.open[0].all(lambda node: node.name == "section" and "slide" in node.classes)
        path = page.with_suffix(".pptx")
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            found[page.parent.name] = Deck(sections, {name: archive.read(name) for name in archive.namelist()}, path)
    assert len(found) >= 28
    return found


def title(slide: ElementTree.Element) -> str:
    for shape in slide.iter(P + "sp"):
        kind = shape.find(f".//{P}ph")
        if kind is not None and kind.get("type") in ("title", "ctrTitle"):
            return words(shape)
    return ""


def words(element: ElementTree.Element) -> str:
    return squeezed("".join(text.text or "" for text in element.iter(A + "t")))


def follow(wanted: list[str], text: str, where) -> list:
    """What of a list of texts does not stand in a text, in its order."""
    faults, place = [], 0
    for unit in wanted:
        at = text.find(unit, place)
        if at < 0:
            faults.append((where, unit))
        else:
            place = at + len(unit)
    return faults


def test_every_part_has_a_type_and_every_relation_a_part(decks):
    for name, deck in decks.items():
        parts = deck.parts
        types = ElementTree.fromstring(parts["[Content_Types].xml"])
        defaults = {entry.get("Extension") for entry in types.iter(T + "Default")}
        overrides = {entry.get("PartName").lstrip("/") for entry in types.iter(T + "Override")}
        assert overrides <= set(parts), name
        reached = {"[Content_Types].xml"}
        for part, content in parts.items():
            extension = part.rpartition(".")[2]
            assert part in overrides or extension in defaults and extension != "xml" or part == "[Content_Types].xml", part
            if extension in ("xml", "rels"):
                ElementTree.fromstring(content)
            if extension == "rels":
                reached.add(part)
                for relation in ElementTree.fromstring(content).iter(R + "Relationship"):
                    assert target(part, relation) in parts, (part, relation.get("Target"))
                    reached.add(target(part, relation))
        assert reached == set(parts), name


def test_every_slide_of_the_page_is_told(decks):
    faults = []
    for name, deck in decks.items():
        titles = [title(slide) for slide in deck.slides]
        assert all(titles), name
        heads = [squeezed(head.text) for slide in deck.page for head in slide.of("slide-head")]
        assert titles[0] == heads[0]
        faults += [(name, head) for head in heads if head not in titles]
        text = "".join(words(slide) for slide in deck.slides)
        wanted = [unit for slide in deck.page for body in slide.of("slide-body") for unit in units(body)]
        assert len(wanted) > 100, name
        faults += follow(wanted, text, name)
    assert faults == []


def test_notes_stand_with_their_slides(decks):
    faults, told = [], 0
    for name, deck in decks.items():
        slides = deck.slides
        numbers = iter(range(1, len(slides) + 1))
        for index, section in enumerate(deck.page, start=1):
            wanted = [unit for notes in section.of("slide-notes") for unit in units(notes)]
            if not wanted:
                continue
            head = squeezed(section.of("slide-head")[0].text)
            number = next((number for number in numbers if title(slides[number - 1]) == head and deck.notes(number) is not None), None)
            if number is None:
                faults.append((name, index, "has no notes"))
                break
            faults += follow(wanted, words(deck.notes(number)), (name, index))
            told += 1
        assert not [number for number in numbers if deck.notes(number) is not None], name
    assert faults == []
    assert told > 400


def rows(table: ElementTree.Element) -> list[list[str]]:
    return [[words(cell) for cell in row.iter(A + "tc") if cell.get("hMerge") != "1"] for row in table.iter(A + "tr")]


def test_tables_have_the_cells_of_the_page(decks):
    total = 0
    for name, deck in decks.items():
        given = [[(index, row) for index, row in enumerate(rows(table))] for slide in deck.slides for table in slide.iter(A + "tbl")]
        queue = [item for table in given for item in table]
        for section in deck.page:
            for body in section.of("slide-body"):
                for table in [table for table in body.named("table") if not any(table in figure.named("table") for figure in body.named("figure"))]:
                    head = None
                    for row in table.named("tr"):
                        cells = ["".join(units(cell)) for cell in row.children if isinstance(cell, Node) and cell.name in ("td", "th")]
                        head = head or cells
                        index, shown = queue.pop(0)
                        # A table that goes on has its head again.
                        if index == 0 and shown == head and cells != head:
                            index, shown = queue.pop(0)
                        assert shown == cells, name
                        total += len(cells)
        assert not queue, (name, queue[:3])
    assert total > 3000


def test_charts_are_native_and_flows_are_lists(decks):
    charts = 0
    for name, deck in decks.items():
        text = "".join(words(slide) for slide in deck.slides)
        drawn = [ElementTree.fromstring(deck.parts[part]) for part in deck.parts if re.fullmatch(r"ppt/charts/chart\d+\.xml", part)]
        shown = 0
        for figure in [figure for section in deck.page for figure in section.named("figure")]:
            finding = squeezed(figure.of("chart-finding")[0].text)
            assert finding in text, (name, finding)
            if "chart-flow" in figure.classes:
                steps = [squeezed(row.named("td")[0].text) for row in figure.named("tbody")[0].named("tr")]
                assert [step for step in steps if step not in text] == [], name
            else:
                shown += 1
        assert len(drawn) == shown, name
        for chart in drawn:
            assert sum(1 for point in chart.iter(C + "pt")) > 2, name
        charts += shown
    assert charts >= 5


def test_nothing_lies_outside_its_slide(decks):
    for name, deck in decks.items():
        for number, slide in enumerate(deck.slides, start=1):
            ids = [item.get("id") for item in slide.iter(P + "cNvPr")]
            assert len(ids) == len(set(ids)), (name, number)
            frames = list(slide.iter(A + "xfrm")) + list(slide.iter(P + "xfrm"))
            for frame in frames:
                offset, extent = frame.find(A + "off"), frame.find(A + "ext")
                left, top = int(offset.get("x")), int(offset.get("y"))
                assert left >= 0 and top >= 0, (name, number)
                assert left + int(extent.get("cx")) <= WIDTH, (name, number)
                assert top + int(extent.get("cy")) <= HEIGHT * 0.91, (name, number)


@pytest.fixture(scope="module")
def pdfs(decks, tmp_path_factory) -> dict[str, Path]:
    """Those with charts or role plays, and every fifth, as LibreOffice shows them."""
    folder = tmp_path_factory.mktemp("rendered")
    chosen = {}
    for index, (name, deck) in enumerate(decks.items()):
        has_much = any("charts/chart" in part for part in deck.parts) or any(slide.of("roleplay") for slide in deck.page)
        if has_much or index % 5 == 0:
            copy = folder / f"{name}.pptx"
            shutil.copyfile(deck.path, copy)
            chosen[name] = copy
    for name, copy in chosen.items():
        office("pdf", copy, folder)
        chosen[name] = copy.with_suffix(".pdf")
    return chosen


def test_libreoffice_shows_every_slide_and_no_text_leaves_its_place(decks, pdfs):
    faults, seen = [], 0
    for name, pdf in pdfs.items():
        boxes = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
        pages = boxes.split("<page ")[1:]
        assert len(pages) == len(decks[name].slides)
        for number, page in enumerate(pages, start=1):
            width, height = (float(value) for value in re.search(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
            inch = height / 7.5
            for left, top, right, bottom, word in re.findall(
                    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', page):
                seen += 1
                top, bottom = float(top) / inch, float(bottom) / inch
                if float(left) < 0 or float(right) > width or top < 0 or bottom > 7.5:
                    faults.append((name, number, word, "leaves the slide"))
                elif top < 6.9 and bottom > 7.0:
                    faults.append((name, number, word, "runs into the foot"))
    assert seen > 2000
    assert faults == []
