"""The questions of a module, read from its Markdown: what the built files are held against.

An independent, smaller reader than the program's; it takes the blocks as `content/manual` describes them.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

TRUTH = {"对": True, "错": False, "對": True, "錯": False, "True": True, "False": False}


@dataclass
class Option:
    text: str
    right: bool
    why: str = ""


@dataclass
class Blank:
    accepted: list[str]
    tolerance: float = 0

    @property
    def numbers(self) -> list[float] | None:
        values = [text.replace("−", "-") for text in self.accepted]
        if all(re.fullmatch(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", value) for value in values):
            return [float(value.replace(",", "")) for value in values]
        return None


@dataclass
class Question:
    kind: str
    stem: str  # a blank stands in it as "____"
    options: list[Option] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    explanation: str = ""
    points: int = 1


@dataclass
class Module:
    name: str
    code: str
    title: str
    passed: int
    minutes: int | None
    questions: list[Question]

    @property
    def points(self) -> int:
        return sum(question.points for question in self.questions)


def plain(text: str) -> str:
    """Text without the markup that questions use: links, code, emphasis."""
    text = re.sub(r"(?<!!)\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text)
    return text.replace("`", "").replace("**", "").strip()


def squeezed(text: str) -> str:
    """Text without blanks: the program may set a thin space between Han characters and digits, or none."""
    return re.sub(r"\s+", "", plain(text))


def blank(source: str) -> Blank:
    accepted, tolerance = [], 0.0
    for text in source.split("|"):
        text, _, off = text.partition("±")
        accepted.append(text.strip())
        tolerance = max(tolerance, float(off or 0))
    return Blank(accepted, tolerance)


def question(source: str) -> Question:
    found, stem, explanation = Question("", ""), [], []
    for line in source.strip("\n").split("\n"):
        if match := re.match(r"- \[([ x])\] (.*)", line):
            found.options.append(Option(match[2].strip(), match[1] == "x"))
        elif match := re.match(r"points: *(\d+)$", line):
            found.points = int(match[1])
        elif re.match(r"(goal|see|seen): ", line):
            continue
        elif match := re.match(r"> ?(.*)", line):
            explanation.append(match[1])
        elif match := re.match(r"\d+\. (.*)", line):
            found.items.append(match[1].strip())
        elif match := re.match(r"- (.*) => (.*)", line):
            found.pairs.append((match[1].strip(), match[2].strip()))
        elif line.startswith("  ") and found.options:
            found.options[-1].why += line.strip()
        elif line.strip():
            stem.append(line.strip())
    text = "".join(stem)
    found.blanks = [blank(inner) for inner in re.findall(r"\[\[(.*?)\]\]", text)]
    found.stem = re.sub(r"\[\[.*?\]\]", "____", text)
    found.explanation = "".join(explanation)
    if found.items:
        found.kind = "ordering"
    elif found.pairs:
        found.kind = "matching"
    elif found.blanks:
        found.kind = "blank"
    elif sum(option.right for option in found.options) > 1:
        found.kind = "multiple"
    elif {option.text for option in found.options} in ({"对", "错"}, {"對", "錯"}, {"True", "False"}):
        found.kind = "true-false"
    else:
        found.kind = "single"
    return found


def module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    _, head, body = text.split("---\n", 2)
    facts = yaml.safe_load(head)
    questions = [question(source) for source in re.findall(r"^```quiz[^\n]*\n(.*?)^```$", body, re.S | re.M)]
    return Module(path.stem, facts["code"], facts["title"], facts["pass"], facts.get("minutes"), questions)
