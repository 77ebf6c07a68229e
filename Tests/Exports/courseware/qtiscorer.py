"""Answers QTI 2.1 items and tests, by the information model's own words on expressions. Knows what a quiz needs, refuses the rest."""

import posixpath
from xml.etree import ElementTree

Q = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


class QTIError(Exception):
    pass


def typed(text: str, base: str):
    match base:
        case "float":
            return float(text)
        case "integer":
            return int(text)
        case "boolean":
            return text == "true"
        case "directedPair":
            first, second = text.split(" ")
            return (first, second)
        case "identifier" | "string":
            return text
    raise QTIError(f"base type {base}")


class Scope:
    """Declared variables and what they hold: `None` is NULL; containers are lists."""

    def __init__(self, root: ElementTree.Element):
        self.declarations = {}
        self.values = {}
        for declaration in (*root.iter(Q + "responseDeclaration"), *root.iter(Q + "outcomeDeclaration")):
            name = declaration.get("identifier")
            if name in self.declarations:
                raise QTIError(f"{name} is declared twice")
            self.declarations[name] = declaration
            default = declaration.find(Q + "defaultValue")
            numeric = declaration.tag == Q + "outcomeDeclaration" and declaration.get("baseType") in ("float", "integer")
            self.values[name] = self.read(name, default) if default is not None else (0 if numeric else None)
        self.items: list["Scope"] = []

    def declared(self, name: str) -> ElementTree.Element:
        if name not in self.declarations:
            raise QTIError(f"{name} is not declared")
        return self.declarations[name]

    def read(self, name: str, holder: ElementTree.Element | None):
        declaration = self.declared(name)
        if holder is None:
            return None
        values = [typed(value.text, declaration.get("baseType")) for value in holder.findall(Q + "value")]
        if declaration.get("cardinality") == "single":
            if len(values) != 1:
                raise QTIError(f"{name} is single and has {len(values)} values")
            return values[0]
        return values

    def correct(self, name: str):
        return self.read(name, self.declared(name).find(Q + "correctResponse"))

    # Expressions: each gives (value, whether it is unordered), NULL as None.

    def value(self, node: ElementTree.Element):
        name, children = node.tag.removeprefix(Q), list(node)
        match name:
            case "baseValue":
                return typed(node.text, node.get("baseType"))
            case "variable":
                self.declared(node.get("identifier"))
                return self.values[node.get("identifier")]
            case "correct":
                return self.correct(node.get("identifier"))
            case "mapResponse":
                return self.mapped(node.get("identifier"))
            case "match":
                return self.match(*children)
            case "equal":
                return self.equal(node, *map(self.value, children))
            case "and" | "or":
                return self.logic(name, [self.value(child) for child in children])
            case "gt" | "gte" | "divide":
                first, second = map(self.value, children)
                if first is None or second is None or (name == "divide" and second == 0):
                    return None
                return first > second if name == "gt" else first >= second if name == "gte" else first / second
            case "sum" | "product":
                total = 0 if name == "sum" else 1
                for child in children:
                    value = self.value(child)
                    if value is None:
                        return None
                    for part in value if isinstance(value, list) else [value]:
                        total = total + part if name == "sum" else total * part
                return total
            case "multiple":
                values = [self.value(child) for child in children]
                found = [part for value in values if value is not None for part in (value if isinstance(value, list) else [value])]
                return found or None
            case "testVariables":
                return [item.values[node.get("variableIdentifier")] for item in self.items]
        raise QTIError(f"no expression {name}")

    def match(self, first: ElementTree.Element, second: ElementTree.Element):
        left, right = self.value(first), self.value(second)
        if left is None or right is None:
            return None
        ordered = self.declared(first.get("identifier")).get("cardinality") == "ordered"
        if isinstance(left, list) and not ordered:
            return sorted(left) == sorted(right)
        return left == right

    @staticmethod
    def equal(node: ElementTree.Element, left, right):
        if left is None or right is None:
            return None
        if not isinstance(left, (int, float)) or not isinstance(right, (int, float)):
            raise QTIError("equal compares numbers")
        match node.get("toleranceMode"):
            case "exact":
                return left == right
            case "absolute":
                offs = [float(part) for part in node.get("tolerance").split()]
                return left - offs[0] <= right <= left + offs[-1]
        raise QTIError(f"tolerance mode {node.get('toleranceMode')}")

    @staticmethod
    def logic(name: str, values: list):
        decisive = name == "or"
        if decisive in values:
            return decisive
        return None if None in values else not decisive

    def mapped(self, name: str):
        value = self.values[name]
        if value is None:
            return 0.0
        mapping = self.declared(name).find(Q + "mapping")
        for entry in mapping.findall(Q + "mapEntry"):
            key = entry.get("mapKey")
            if key == value or (entry.get("caseSensitive") == "false" and key.casefold() == value.casefold()):
                return float(entry.get("mappedValue"))
        return float(mapping.get("defaultValue", 0))

    def process(self, rules: ElementTree.Element | None) -> None:
        for rule in rules if rules is not None else []:
            if rule.tag == Q + "setOutcomeValue":
                name = rule.get("identifier")
                if self.declared(name).tag != Q + "outcomeDeclaration":
                    raise QTIError(f"{name} is no outcome")
                value = self.value(rule[0])
                if value is not None and isinstance(value, list) != (self.declared(name).get("cardinality") != "single"):
                    raise QTIError(f"{name} cannot hold {value!r}")
                self.values[name] = value
            elif rule.tag == Q + "responseCondition":
                for branch in rule:
                    if branch.tag == Q + "responseElse":
                        self.process(list(branch))
                        break
                    if self.value(branch[0]) is True:
                        self.process(list(branch)[1:])
                        break
            else:
                raise QTIError(f"no rule {rule.tag}")


class Item:
    """An item that can be answered again and again."""

    def __init__(self, document: bytes):
        self.root = ElementTree.fromstring(document)

    @property
    def interactions(self) -> list[ElementTree.Element]:
        return [node for node in self.root.find(Q + "itemBody").iter() if node.get("responseIdentifier")]

    def texts(self, kind: str) -> dict[str, str]:
        """Identifiers of choices by their texts' order: `{identifier: text}`."""
        return {node.get("identifier"): "".join(node.itertext()) for node in self.root.iter(Q + kind)}

    def stem(self) -> str:
        place = self.root.find(f".//{Q}prompt")
        if place is None:
            place = self.root.find(f"{Q}itemBody/{Q}p")
        text = place.text or ""
        for child in place:
            text += ("____" if child.tag == Q + "textEntryInteraction" else "") + (child.tail or "")
        return text

    def correct(self) -> dict:
        scope = Scope(self.root)
        return {node.get("identifier"): scope.correct(node.get("identifier"))
                for node in self.root.iter(Q + "responseDeclaration")}

    def answer(self, responses: dict) -> Scope:
        scope = Scope(self.root)
        for name, value in responses.items():
            declaration = scope.declared(name)
            if value is not None and isinstance(value, list) != (declaration.get("cardinality") != "single"):
                raise QTIError(f"{name} cannot hold {value!r}")
            scope.values[name] = value if value != [] else None
        scope.process(self.root.find(Q + "responseProcessing"))
        return scope

    def score(self, responses: dict) -> float:
        return self.answer(responses).values["SCORE"]

    def feedback(self, responses: dict) -> list[str]:
        """The texts that are shown after an answer."""
        values = self.answer(responses).values
        shown = []
        for node in self.root.findall(Q + "modalFeedback"):
            held = values[node.get("outcomeIdentifier")] or []
            is_held = node.get("identifier") in (held if isinstance(held, list) else [held])
            if is_held == (node.get("showHide") == "show"):
                shown.append("".join(node.itertext()).strip())
        return shown


def take(files: dict[str, bytes], test: str, choose) -> Scope:
    """Takes a test: `choose(number, item)` gives the responses to the item."""
    root = ElementTree.fromstring(files[test])
    scope = Scope(root)
    for number, reference in enumerate(root.iter(Q + "assessmentItemRef")):
        item = Item(files[posixpath.join(posixpath.dirname(test), reference.get("href"))])
        scope.items.append(item.answer(choose(number, item)))
    scope.process(root.find(Q + "outcomeProcessing"))
    return scope
