"""Holds an XML document against a table of rules: what each element may hold, in which order, with which attributes."""

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree


class RuleError(Exception):
    pass


@dataclass
class Rule:
    """`model` is a regular expression over the names of children, blanks meaning nothing; `text` is what the text must
    match, `None` where there is none, `...` where text and children mix. Attributes with `!` must be there."""

    model: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    text: object = None


NCNAME = r"[A-Za-z_][A-Za-z0-9_.-]*"
BOOLEAN = "true|false"
COUNT = r"\d+"
DECIMAL = r"-?\d+(\.\d+)?"
# A relative address in a package: nothing that leads out of it, nothing that a URI cannot hold.
HREF = r"(?!/|.*\.\.)([A-Za-z0-9_.~/-]|%[0-9A-F]{2})+"
ANY = r"(?s).*"
SOME = r"(?s)\s*\S.*"
XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def named(tag: str, prefixes: dict[str, str]) -> str:
    """`{namespace}name` as the table writes it."""
    if not tag.startswith("{"):
        return tag
    namespace, _, name = tag[1:].partition("}")
    if namespace not in prefixes:
        raise RuleError(f"{namespace} is none of the standard's namespaces")
    return (prefixes[namespace] + ":" if prefixes[namespace] else "") + name


def expression(model: str) -> re.Pattern:
    return re.compile(re.sub(r"\s+", "", re.sub(r"[A-Za-z][\w:]*", lambda name: f"(?:{name[0]};)", model)))


def holds(rules: dict[str, Rule], prefixes: dict[str, str], root: str, document: bytes) -> ElementTree.Element:
    """The document's root when everything in it is as the table says."""
    prefixes = prefixes | {XML: "xml", XSI: "xsi"}
    top = ElementTree.fromstring(document)
    if top.tag.startswith("{") is False or named(top.tag, prefixes) != root:
        raise RuleError(f"the root is {top.tag}, not {root}")
    check(top, rules, prefixes, root)
    location = top.get(f"{{{XSI}}}schemaLocation", "").split()
    if len(location) % 2:
        raise RuleError("schemaLocation is not made of pairs")
    if not set(location[::2]) <= set(prefixes):
        raise RuleError("schemaLocation names a namespace that is none of the standard's")
    return top


def check(element: ElementTree.Element, rules: dict[str, Rule], prefixes: dict[str, str], place: str) -> None:
    name = named(element.tag, prefixes)
    if name not in rules:
        raise RuleError(f"{place}: no element {name}")
    rule = rules[name]
    allowed = {key.rstrip("!"): pattern for key, pattern in rule.attributes.items()}
    for key in rule.attributes:
        if key.endswith("!") and key[:-1] not in {named(tag, prefixes) for tag in element.keys()}:
            raise RuleError(f"{place}: {key[:-1]} is missing")
    for tag, value in element.items():
        key = named(tag, prefixes)
        if key == "xsi:schemaLocation":
            continue
        if key not in allowed:
            raise RuleError(f"{place}: no attribute {key}")
        if not re.fullmatch(allowed[key], value):
            raise RuleError(f"{place}: {key}={value!r}")
    names = [named(child.tag, prefixes) for child in element]
    if not expression(rule.model).fullmatch("".join(name + ";" for name in names)):
        raise RuleError(f"{place}: holds {names}, not {rule.model!r}")
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    if rule.text is None:
        if text.strip():
            raise RuleError(f"{place}: text {text.strip()!r}")
    elif rule.text is not ... and not re.fullmatch(rule.text, text):
        raise RuleError(f"{place}: text {text!r}")
    for child, name in zip(element, names):
        check(child, rules, prefixes, f"{place}/{name}")
