"""A module's quiz as GIFT, QTI 2.1, SCORM 1.2 and SCORM 2004: sound by the standards' rules, and the same quiz.

The files are those of a built site, or those in the folder that COURSEWARE names, one folder for each module: the Swift
tests of Courseware write their sample there (`COURSEWARE=/tmp/courseware swift test --filter CoursewareTests`).
"""

import os
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from Tests.conftest import ROOT
from Tests.Exports.courseware import blocks, checks
from Tests.Exports.courseware.giftreader import GIFTError
from Tests.Exports.courseware.qtiscorer import QTIError
from Tests.Exports.courseware.xmlrules import RuleError

HERE = Path(__file__).resolve().parent / "courseware"
NAMES = ("quiz.gift.txt", "quiz.qti.zip", "scorm12.zip", "scorm2004.zip")


@dataclass
class Files:
    module: blocks.Module
    gift: str
    qti: dict[str, bytes]
    scorm12: dict[str, bytes]
    scorm2004: dict[str, bytes]


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names)), path
        # The day says nothing of when it was built.
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}, path
        return {name: archive.read(name) for name in names}


@pytest.fixture(scope="module")
def modules(request) -> list[Files]:
    if "COURSEWARE" in os.environ:
        folder = Path(os.environ["COURSEWARE"])
    else:
        folder = request.getfixturevalue("courseware") / "training"
    found = []
    for path in sorted(folder.glob("*/quiz.gift.txt")):
        # GIFT is read as it is: a universal newline would hide a CR.
        texts = [path.read_bytes().decode("utf-8"), *(unpacked(path.parent / name) for name in NAMES[1:])]
        source = HERE if path.parent.name == "sample" else ROOT / "content" / "training"
        found.append(Files(blocks.module(source / f"{path.parent.name}.md"), *texts))
    assert found, f"no quiz.gift.txt below {folder}"
    return found


def test_gift_is_read_as_the_quiz_of_the_module(modules):
    for files in modules:
        checks.gift(files.gift, files.module)


def test_qti_is_sound_and_marks_every_answer_as_the_module_does(modules):
    for files in modules:
        checks.qti(files.qti, files.module)


def test_scorm_manifests_are_sound_and_list_every_file(modules):
    for files in modules:
        checks.scorm(files.scorm12, files.module, "1.2")
        checks.scorm(files.scorm2004, files.module, "2004")


def test_both_scorm_packages_hold_the_same_files(modules):
    for files in modules:
        assert list(files.scorm12) == list(files.scorm2004)


# Breakages: each of them must be seen, or the checks above prove nothing. A pattern and what its first place becomes,
# in the first of the files in which it is found.
BREAKAGES = {
    "GIFT: an equals sign is not escaped": ("gift", r"::\[plain\]", "::[plain]="),
    "GIFT: a brace is not closed": ("gift", r"\n}\n", "\n\n"),
    "GIFT: two right answers": ("gift", r"\n\t~", "\n\t="),
    "GIFT: a question less": ("gift", r"\n::[^~]*?\n\n", "\n"),
    "GIFT: a share Moodle does not know": ("gift", r"\n\t~%-?\d+", "\n\t~%47"),
    "GIFT: true for false": ("gift", r"\{FALSE", "{TRUE"),
    "GIFT: another tolerance": ("gift", r":0(\.\d+)?(?=[\n}])", ":1.5"),
    "GIFT: an explanation in the wrong place": ("gift", "####", "#"),
    "GIFT: another pair": ("gift", r"\n\t=(.*) -> ", r"\n\t=\1 -> x"),
    "GIFT: CRLF": ("gift", r"\n", "\r\n"),
    "QTI: no title": ("qti", ' title="', ' label="'),
    "QTI: outcome before response": ("qti", "<responseDeclaration", "<outcomeDeclaration/><responseDeclaration"),
    "QTI: a cardinality there is not": ("qti", 'cardinality="single"', 'cardinality="one"'),
    "QTI: the right answer is no choice": ("qti", "<value>B</value>", "<value>Z</value>"),
    "QTI: another right answer": ("qti", "<value>B</value>", "<value>A</value>"),
    "QTI: several may be chosen": ("qti", 'maxChoices="1"', 'maxChoices="2"'),
    "QTI: true and false are shuffled": ("qti", 'shuffle="false"', 'shuffle="true"'),
    "QTI: a wide tolerance": ("qti", 'toleranceMode="[^>]*', 'toleranceMode="absolute" tolerance="5"'),
    "QTI: compared with itself": ("qti", '<correct identifier="RESPONSE"/>', '<variable identifier="RESPONSE"/>'),
    "QTI: always right": ("qti", '<baseValue baseType="float">0<', '<baseValue baseType="float">1<'),
    "QTI: the order of the items": ("qti", r'(?s)<value>(\w)</value>(\s*)<value>(\w)</value>(?=.*<orderInt)',
                                    r"<value>\3</value>\2<value>\1</value>"),
    "QTI: feedback nobody shows": ("qti", 'showHide="show"', 'showHide="hide"'),
    "QTI: an item of another name": ("qti", 'href="items/', 'href="item/'),
    "QTI: an item that the test leaves out": ("qti", "<assessmentItemRef [^>]*>", ""),
    "QTI: another pass mark": ("qti", "masteryValue=", 'masteryValue="1" interpretation='),
    "QTI: a sum for a product": ("qti", "(?s)<product>(.*)</product>", r"<sum>\1</sum>"),
    "QTI: another namespace": ("qti", 'imsqti_v2p1"', 'imsqti_v2p2"'),
    "QTI: text in the body": ("qti", "<itemBody>", "<itemBody>text"),
    "SCORM 1.2: another mastery score": ("scorm12", r"(?<=masteryscore>)\d+", "5"),
    "SCORM 1.2: 2004's spelling": ("scorm12", "adlcp:scormtype", "adlcp:scormType"),
    "SCORM 1.2: a file that is not listed": ("scorm12", '<file href="index.html"/>', ""),
    "SCORM 1.2: an identifier that begins with a digit": ("scorm12", '<item identifier="', '<item identifier="1'),
    "SCORM 1.2: a title too long": ("scorm12", "<title>", "<title>" + "长" * 200),
    "SCORM 2004: the third edition": ("scorm2004", "2004 4th Edition", "2004 3rd Edition"),
    "SCORM 2004: objectives behind delivery controls": (
        "scorm2004", "<imsss:objectives>", '<imsss:deliveryControls tracked="true"/><imsss:objectives>'),
    "SCORM 2004: a measure above 1": ("scorm2004", "<imsss:minNormalizedMeasure>0", "<imsss:minNormalizedMeasure>8"),
    "SCORM 2004: an item of no resource": ("scorm2004", 'identifierref="', 'identifierref="no-'),
    "SCORM 2004: the content does not tell": ("scorm2004", 'completionSetByContent="true" ', ""),
}


def broken(files: Files, part: str, pattern: str, new: str) -> Files | None:
    """The files with the first place changed; `None` where there is none."""
    if part == "gift":
        text, count = re.subn(pattern, new, files.gift, count=1)
        return replace(files, gift=text) if count else None
    package = dict(getattr(files, part))
    for name, content in package.items():
        text, count = re.subn(pattern, new, content.decode("utf-8", "replace"), count=1)
        if count:
            package[name] = text.encode()
            return replace(files, **{part: package})
    return None


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_breakage_is_seen(modules, name):
    part, pattern, new = BREAKAGES[name]
    result = next((result for files in modules if (result := broken(files, part, pattern, new))), None)
    assert result, f"no file holds {pattern!r}"
    check = {"gift": lambda files: checks.gift(files.gift, files.module),
             "qti": lambda files: checks.qti(files.qti, files.module),
             "scorm12": lambda files: checks.scorm(files.scorm12, files.module, "1.2"),
             "scorm2004": lambda files: checks.scorm(files.scorm2004, files.module, "2004")}[part]
    with pytest.raises((AssertionError, RuleError, GIFTError, QTIError)) as seen:
        check(result)
    print(name, "->", seen.value)
