"""A reader of GIFT that follows Moodle's description of the format (docs.moodle.org, GIFT format), character by character."""

import re
from dataclasses import dataclass, field

SPECIAL = "~=#{}:"
FORMATS = ("html", "moodle", "plain", "markdown")
# The shares of a mark that Moodle's question bank knows; any other is refused on import.
SHARES = [1, .9, 5 / 6, .8, .75, .7, 2 / 3, .6, .5, .4, 1 / 3, .3, .25, .2, 1 / 6, 1 / 7, .125, 1 / 9, .1, .05, 0]


class GIFTError(Exception):
    pass


@dataclass
class Answer:
    text: str
    share: float
    feedback: str = ""
    tolerance: float = 0


@dataclass
class GIFTQuestion:
    name: str
    stem: str
    kind: str
    answers: list[Answer] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    truth: bool | None = None
    if_wrong: str = ""
    if_right: str = ""
    feedback: str = ""
    comments: list[str] = field(default_factory=list)


class Marks:
    """Text as a list of characters, each with whether it was escaped."""

    def __init__(self, characters: list[tuple[str, bool]]):
        self.characters = characters

    @classmethod
    def of(cls, source: str) -> "Marks":
        characters, position = [], 0
        while position < len(source):
            letter = source[position]
            following = source[position + 1:position + 2]
            if letter == "\\" and following == "n":
                characters.append(("\n", True))
                position += 2
            elif letter == "\\" and following and following in SPECIAL + "\\":
                characters.append((following, True))
                position += 2
            elif letter == "\\":
                raise GIFTError(f"a backslash that escapes nothing: {source[position:position + 20]!r}")
            else:
                characters.append((letter, False))
                position += 1
        return cls(characters)

    def find(self, mark: str, start: int = 0) -> int:
        for position in range(start, len(self.characters) - len(mark) + 1):
            if all(self.characters[position + k] == (mark[k], False) for k in range(len(mark))):
                return position
        return -1

    def __getitem__(self, part: slice) -> "Marks":
        return Marks(self.characters[part])

    def __len__(self) -> int:
        return len(self.characters)

    def split(self, mark: str) -> list["Marks"]:
        parts, start = [], 0
        while (place := self.find(mark, start)) >= 0:
            parts.append(self[start:place])
            start = place + len(mark)
        return parts + [self[start:]]

    def strip(self) -> "Marks":
        first, last = 0, len(self.characters)
        while first < last and self.characters[first][0].isspace() and not self.characters[first][1]:
            first += 1
        while last > first and self.characters[last - 1][0].isspace() and not self.characters[last - 1][1]:
            last -= 1
        return self[first:last]

    def starts(self, mark: str) -> bool:
        return self.find(mark) == 0

    @property
    def raw(self) -> str:
        return "".join(letter for letter, _ in self.characters)

    def text(self) -> str:
        """The text that is meant: no sign of the format may be left in it, a format's name is taken off."""
        part = self.strip()
        for letter, escaped in part.characters:
            if letter in SPECIAL and not escaped:
                raise GIFTError(f"an unescaped {letter!r} in {part.raw!r}")
        if match := re.match(r"\[(\w+)\]", part.raw):
            if match[1] in FORMATS:
                part = part[match.end():]
        return part.raw.strip()


def share(percent: str) -> float:
    value = float(percent) / 100
    if not any(abs(abs(value) - known) < 0.00001 for known in SHARES):
        raise GIFTError(f"{percent}% is no share that Moodle knows")
    return value


def weighted(part: Marks) -> tuple[float | None, Marks]:
    if match := re.match(r"%(-?\d{1,3}(?:\.\d+)?)%", part.raw):
        return share(match[1]), part[match.end():]
    return None, part


def commented(part: Marks) -> tuple[Marks, str]:
    pieces = part.split("#")
    if len(pieces) > 2:
        raise GIFTError(f"two pieces of feedback: {part.raw!r}")
    return pieces[0], pieces[1].text() if len(pieces) > 1 else ""


def signed(part: Marks, signs: str) -> list[tuple[str, Marks]]:
    """The answers of a list, each with the sign that begins it."""
    found, start = [], None
    for position, (letter, escaped) in enumerate(part.characters):
        if letter in signs and not escaped:
            if start is not None:
                found.append((part.characters[start][0], part[start + 1:position].strip()))
            elif part[:position].strip().characters:
                raise GIFTError(f"text before the first answer: {part.raw!r}")
            start = position
    if start is None:
        raise GIFTError(f"no answer in {part.raw!r}")
    return found + [(part.characters[start][0], part[start + 1:].strip())]


def body(question: GIFTQuestion, part: Marks) -> None:
    general = part.find("####")
    if general >= 0:
        question.feedback = part[general + 4:].text()
        part = part[:general]
    part = part.strip()
    if part.starts("#"):
        question.kind = "numerical"
        part = part[1:].strip()
        entries = signed(part, "=") if part.starts("=") else [("=", part)]
        for _, entry in entries:
            weight, entry = weighted(entry)
            entry, feedback = commented(entry)
            value, *tolerance = entry.split(":")
            if len(tolerance) > 1 or not re.fullmatch(r"-?\d+(\.\d+)?", value.raw.strip()):
                raise GIFTError(f"not a number: {entry.raw!r}")
            off = float(tolerance[0].raw) if tolerance else 0
            question.answers.append(Answer(value.raw.strip(), 1 if weight is None else weight, feedback, off))
    elif part.find("~") >= 0:
        entries = signed(part, "~=")
        question.kind = "single" if any(sign == "=" for sign, _ in entries) else "multiple"
        for sign, entry in entries:
            weight, entry = (1.0, entry) if sign == "=" else weighted(entry)
            entry, feedback = commented(entry)
            question.answers.append(Answer(entry.text(), weight or 0, feedback))
        if len(entries) < 2:
            raise GIFTError("a choice of one")
        total = sum(answer.share for answer in question.answers if answer.share > 0)
        if abs(total - 1) > 0.01:
            raise GIFTError(f"right answers make {total}")
    elif part.find("=") >= 0 and part.find("->") >= 0:
        question.kind = "matching"
        for _, entry in signed(part, "="):
            place = entry.find("->")
            if place < 0 or entry.find("->", place + 2) >= 0:
                raise GIFTError(f"not one arrow: {entry.raw!r}")
            question.pairs.append((entry[:place].text(), entry[place + 2:].text()))
        if len(question.pairs) < 2:
            raise GIFTError("a single pair")
    elif part.split("#")[0].raw.strip() in ("T", "TRUE", "F", "FALSE"):
        question.kind = "true-false"
        pieces = part.split("#")
        if len(pieces) > 3:
            raise GIFTError(f"too much feedback: {part.raw!r}")
        question.truth = pieces[0].raw.strip() in ("T", "TRUE")
        question.if_wrong = pieces[1].text() if len(pieces) > 1 else ""
        question.if_right = pieces[2].text() if len(pieces) > 2 else ""
    else:
        question.kind = "short"
        for _, entry in signed(part, "="):
            weight, entry = weighted(entry)
            entry, feedback = commented(entry)
            question.answers.append(Answer(entry.text(), 1 if weight is None else weight, feedback))


def read(text: str) -> tuple[str, list[GIFTQuestion]]:
    """The category and the questions."""
    if not text.endswith("\n") or "\r" in text or text.startswith("\ufeff"):
        raise GIFTError("not lines ended by LF without a byte order mark")
    category, questions = "", []
    for source in re.split(r"\n[ \t]*\n", text.strip("\n")):
        lines = source.split("\n")
        comments = [line.strip()[2:].strip() for line in lines if line.strip().startswith("//")]
        source = "\n".join(line for line in lines if not line.strip().startswith("//")).strip()
        if not source:
            continue
        if source.startswith("$CATEGORY:"):
            category = source.removeprefix("$CATEGORY:").strip()
            if "\n" in category or re.search(r"(?<!/)/(?!/)", category):
                raise GIFTError(f"the category {category!r} has more than one part")
            category = category.replace("//", "/").replace("\\\\", "\\")
            continue
        marks = Marks.of(source)
        if not marks.starts("::"):
            raise GIFTError(f"a question without a name: {source[:40]!r}")
        end = marks.find("::", 2)
        opening, closing = marks.find("{"), marks.find("}")
        if end < 0 or opening < end or closing != len(marks) - 1 or marks.find("{", opening + 1) >= 0:
            raise GIFTError(f"names or braces that do not pair: {source[:40]!r}")
        question = GIFTQuestion(marks[2:end].text(), marks[end + 2:opening].text(), "", comments=comments)
        body(question, marks[opening + 1:closing])
        questions.append(question)
    names = [question.name for question in questions]
    if len(names) != len(set(names)):
        raise GIFTError("two questions of one name")
    return category, questions
