"""The presentation: a sound package, native tables and charts with their figures, and text that stays on its slide."""

import io
import posixpath
import re
import subprocess
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest

from Tests.Exports.conftest import office, squeezed

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/package/2006/relationships}"
T = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@pytest.fixture(scope="module")
def parts(files) -> dict[str, bytes]:
    with zipfile.ZipFile(files["pptx"]) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def slides(parts) -> list[ElementTree.Element]:
    numbers = sorted(int(match[1]) for name in parts if (match := re.fullmatch(r"ppt/slides/slide(\d+)\.xml", name)))
    assert numbers == list(range(1, len(numbers) + 1))
    return [ElementTree.fromstring(parts[f"ppt/slides/slide{number}.xml"]) for number in numbers]


@pytest.fixture(scope="module")
def pdf(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pptx")
    office("pdf", files["pptx"], folder)
    return folder / (files["pptx"].stem + ".pdf")


def target(part: str, relation: ElementTree.Element) -> str:
    folder = posixpath.dirname(posixpath.dirname(part))
    return posixpath.normpath(posixpath.join(folder, relation.get("Target")))


def test_every_part_has_a_type_and_every_relation_a_part(parts):
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    defaults = {entry.get("Extension") for entry in types.iter(T + "Default")}
    overrides = {entry.get("PartName").lstrip("/") for entry in types.iter(T + "Override")}
    assert overrides <= set(parts)
    reached = {"[Content_Types].xml"}
    for name, content in parts.items():
        extension = name.rpartition(".")[2]
        assert name in overrides or extension in defaults, name
        if extension in ("xml", "rels"):
            ElementTree.fromstring(content)
        # A part whose type is only "XML" tells nobody what it is.
        assert name in overrides or extension != "xml" or name == "[Content_Types].xml", name
        if extension == "rels":
            reached.add(name)
            ids = [relation.get("Id") for relation in ElementTree.fromstring(content).iter(R + "Relationship")]
            assert len(ids) == len(set(ids)), name
            for relation in ElementTree.fromstring(content).iter(R + "Relationship"):
                assert target(name, relation) in parts, (name, relation.get("Target"))
                reached.add(target(name, relation))
    assert reached == set(parts)


def test_each_finding_has_a_slide_of_its_own(files, slides):
    titles = []
    for slide in slides:
        for shape in slide.iter(P + "sp"):
            kind = shape.find(f".//{P}ph")
            if kind is not None and kind.get("type") in ("title", "ctrTitle"):
                titles.append(squeezed("".join(text.text or "" for text in shape.iter(A + "t"))))
    assert len(titles) == len(slides) and all(titles)
    findings = [squeezed(chart["finding"]) for chart in files.charts if chart["finding"]]
    assert findings
    for finding in findings:
        assert finding in titles or len(finding) > 60, finding
    assert squeezed(files.json["title"]) == titles[0]


def test_tables_and_charts_are_native_and_have_both_fonts(parts, slides):
    assert sum(len(list(slide.iter(A + "tbl"))) for slide in slides) >= 3
    assert not [name for name in parts if name.startswith("ppt/media/")]
    theme = ElementTree.fromstring(parts["ppt/theme/theme1.xml"])
    for kind in ("majorFont", "minorFont"):
        assert theme.find(f".//{A}{kind}/{A}latin").get("typeface") == "Arial"
        assert theme.find(f".//{A}{kind}/{A}ea").get("typeface") == "微软雅黑"
    size = ElementTree.fromstring(parts["ppt/presentation.xml"]).find(P + "sldSz")
    assert int(size.get("cx")) * 9 == int(size.get("cy")) * 16
    for slide in slides:
        ids = [item.get("id") for item in slide.iter(P + "cNvPr")]
        assert len(ids) == len(set(ids))


def test_charts_draw_the_figures_of_their_workbooks(parts):
    charts = [name for name in parts if re.fullmatch(r"ppt/charts/chart\d+\.xml", name)]
    assert charts
    points = 0
    for name in charts:
        relations = ElementTree.fromstring(parts[name.replace("charts/", "charts/_rels/") + ".rels"])
        [relation] = relations.iter(R + "Relationship")
        embedded = posixpath.normpath(posixpath.join("ppt/charts", relation.get("Target")))
        sheet = openpyxl.load_workbook(io.BytesIO(parts[embedded]))["Sheet1"]
        for reference in ElementTree.fromstring(parts[name]).iter(C + "numRef"):
            place = reference.find(C + "f").text.partition("!")[2].replace("$", "")
            cells = [cell for row in sheet[place] for cell in row]
            assert int(reference.find(f".//{C}ptCount").get("val")) == len(cells)
            drawn = {int(point.get("idx")): float(point.find(C + "v").text) for point in reference.iter(C + "pt")}
            for index, cell in enumerate(cells):
                value = cell.value
                if hasattr(value, "toordinal"):
                    value = value.toordinal() - 693594
                assert drawn.get(index) == (None if value is None else pytest.approx(value)), (name, place, index)
                points += value is not None
    assert points > 30


def test_libreoffice_shows_every_slide_and_no_text_leaves_its_place(files, slides, pdf):
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert int(re.search(r"Pages:\s+(\d+)", info)[1]) == len(slides)
    text = squeezed(subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout)
    for chart in files.charts:
        if chart["finding"] and len(chart["finding"]) < 40:
            assert squeezed(chart["finding"]) in text, chart["finding"]
    boxes = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    faults, words = [], 0
    for number, page in enumerate(boxes.split("<page ")[1:], start=1):
        width, height = (float(value) for value in re.search(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
        inch = height / 7.5
        for left, top, right, bottom, word in re.findall(
                r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', page):
            words += 1
            top, bottom = float(top) / inch, float(bottom) / inch
            if float(left) < 0 or float(right) > width or top < 0 or bottom > 7.5:
                faults.append((number, word, "leaves the slide"))
            # The rule above the foot: nothing crosses it.
            elif top < 6.9 and bottom > 7.0:
                faults.append((number, word, "runs into the foot"))
    assert words > 200
    assert faults == []
