"""What is checked of a module's four files; each check raises what is wrong."""

import posixpath
import re
from urllib.parse import unquote

from Tests.Exports.courseware import giftreader, manifestrules, qtirules
from Tests.Exports.courseware.blocks import Module, Question, TRUTH, squeezed
from Tests.Exports.courseware.qtiscorer import Item, Q, take
from Tests.Exports.courseware.xmlrules import holds

ADLCP12 = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
ADLCP = "{http://www.adlnet.org/xsd/adlcp_v1p3}"
SS = "{http://www.imsglobal.org/xsd/imsss}"
LOM = "{http://ltsc.ieee.org/xsd/LOM}"


def same(actual, expected, what: str) -> None:
    assert actual == expected, f"{what}: {actual!r} instead of {expected!r}"


def same_text(actual: str, expected: str, what: str) -> None:
    """Texts are equal but for blanks; a figure of the site's (`kpi:…`) may be any text."""
    parts = re.split(r"`kpi:[^`]*`", expected)
    pattern = ".*".join(re.escape(squeezed(part)) for part in parts)
    assert re.fullmatch(pattern, squeezed(actual), re.S), f"{what}: {actual!r} instead of {expected!r}"


# GIFT


def arrows(text: str) -> str:
    return text.replace("->", "→")


def wildcards(pattern: str) -> re.Pattern:
    """A short answer's pattern: `*` is any text, `\\*` an asterisk; case means nothing."""
    pieces = re.split(r"(\\\*|\*)", pattern)
    meaning = {"*": ".*", "\\*": r"\*"}
    return re.compile("".join(meaning.get(piece, re.escape(piece)) for piece in pieces), re.I | re.S)


def gift(text: str, module: Module) -> None:
    category, found = giftreader.read(text)
    same_text(category, f"{module.code} {module.title}", "category")
    rest = iter(found)
    for number, question in enumerate(module.questions, start=1):
        name = f"{module.code}-{number:02}"
        if question.kind == "blank" and len(question.blanks) > 1:
            for index, blank in enumerate(question.blanks):
                read = next(rest)
                same(read.name, f"{name}-{index + 1}", "name")
                pieces = question.stem.split("____")
                marks = ["____" if other == index else "[…]" for other in range(len(question.blanks))]
                same_text(read.stem, pieces[0] + "".join(a + b for a, b in zip(marks, pieces[1:])), name)
                gift_blank(read, blank, name)
                same_text(read.feedback, question.explanation, f"{name} feedback")
            continue
        read = next(rest)
        same(read.name, name, "name")
        same_text(read.stem, question.stem, f"{name} stem")
        same_text(read.feedback, question.explanation, f"{name} feedback")
        gift_answers(read, question, name)
        assert question.points == 1 or any(str(question.points) in comment for comment in read.comments), f"{name}: points"
    assert next(rest, None) is None, "more questions than the module has"


def gift_blank(read: giftreader.GIFTQuestion, blank, name: str) -> None:
    assert all(answer.share == 1 for answer in read.answers), name
    if blank.numbers is not None:
        same(read.kind, "numerical", name)
        same([float(answer.text) for answer in read.answers], list(dict.fromkeys(blank.numbers)), name)
        assert all(answer.tolerance == blank.tolerance for answer in read.answers), name
    else:
        same(read.kind, "short", name)
        same(len(read.answers), len(blank.accepted), name)
        for answer, accepted in zip(read.answers, blank.accepted):
            assert wildcards(answer.text).fullmatch(accepted), f"{name}: {answer.text!r} refuses {accepted!r}"
            assert not wildcards(answer.text).fullmatch(accepted + "?"), f"{name}: {answer.text!r} takes anything"


def gift_answers(read: giftreader.GIFTQuestion, question: Question, name: str) -> None:
    match question.kind:
        case "single" | "multiple":
            same(read.kind, question.kind, name)
            same(len(read.answers), len(question.options), name)
            for answer, option in zip(read.answers, question.options):
                same_text(answer.text, option.text, name)
                same_text(answer.feedback, option.why, name)
                assert (answer.share > 0) == option.right, f"{name}: {answer.text!r} is worth {answer.share}"
            right = [answer.share for answer, option in zip(read.answers, question.options) if option.right]
            wrong = [answer.share for answer, option in zip(read.answers, question.options) if not option.right]
            assert abs(sum(right) - 1) < 1e-5, f"{name}: the right set makes {sum(right)}"
            if question.kind == "multiple" and wrong:
                assert all(value < 0 for value in wrong) and sum(right + wrong) < 1e-5, f"{name}: everything makes a mark"
        case "true-false":
            same(read.kind, "true-false", name)
            [right] = [option for option in question.options if option.right]
            [wrong] = [option for option in question.options if not option.right]
            same(read.truth, TRUTH[right.text], name)
            same_text(read.if_right, right.why, name)
            same_text(read.if_wrong, wrong.why, name)
        case "blank":
            gift_blank(read, question.blanks[0], name)
        case "ordering" | "matching":
            same(read.kind, "matching", name)
            pairs = question.pairs or [(item, str(place)) for place, item in enumerate(question.items, start=1)]
            same(len(read.pairs), len(pairs), name)
            expected = sorted((squeezed(arrows(left)), squeezed(arrows(right))) for left, right in pairs)
            same(sorted((squeezed(left), squeezed(right)) for left, right in read.pairs), expected, name)
            if question.items:
                assert [right for _, right in read.pairs] != [right for _, right in pairs], f"{name}: in the right order"
                assert any("order" in comment for comment in read.comments), f"{name}: nothing is said of the ordering"


# QTI


def package(files: dict[str, bytes], rules: dict, prefixes: dict):
    """The manifest of a package whose files and manifest say the same."""
    same(next(iter(files)), "imsmanifest.xml", "first file")
    for name in files:
        assert not name.startswith("/") and ".." not in name and "\\" not in name, name
        assert not name.endswith((".xsd", ".dtd")), f"{name} is somebody else's"
    root = holds(rules, prefixes, "manifest", files["imsmanifest.xml"])
    space = root.tag[:root.tag.index("}") + 1]
    ids = [node.get("identifier") for node in root.iter() if node.get("identifier")]
    same(len(ids), len(set(ids)), "identifiers")
    listed = [unquote(node.get("href")) for node in root.iter(space + "file")]
    same(sorted(listed), sorted(name for name in files if name != "imsmanifest.xml"), "files of the manifest")
    resources = {node.get("identifier"): node for node in root.iter(space + "resource")}
    for node in root.iter():
        if node.get("identifierref"):
            assert node.get("identifierref") in resources, f"{node.get('identifierref')} is no resource"
    for node in resources.values():
        own = [entry.get("href") for entry in node.findall(space + "file")]
        assert node.get("href") in own, f"{node.get('href')} is not among its resource's files"
    return root, space, resources


def qti(files: dict[str, bytes], module: Module) -> None:
    root, space, resources = package(files, manifestrules.QTI, manifestrules.QTI_PREFIXES)
    tests = [node for node in resources.values() if node.get("type") == "imsqti_test_xmlv2p1"]
    items = [node for node in resources.values() if node.get("type") == "imsqti_item_xmlv2p1"]
    same(len(tests), 1, "tests")
    same(len(items), len(module.questions), "items")
    needed = [node.get("identifierref") for node in tests[0].findall(space + "dependency")]
    same(needed, [node.get("identifier") for node in items], "what the test depends on")
    name = tests[0].get("href")
    test = holds(qtirules.RULES, qtirules.PREFIXES, "assessmentTest", files[name])
    same_text(test.get("title"), module.title, "title")
    part = test.find(Q + "testPart")
    ids = [node.get("identifier") for node in (test, *part.iter()) if node.get("identifier")]
    same(len(ids), len(set(ids)), "identifiers of the test")
    hrefs = [posixpath.join(posixpath.dirname(name), node.get("href")) for node in test.iter(Q + "assessmentItemRef")]
    same(hrefs, [node.get("href") for node in items], "items of the test")
    for reference, resource, question in zip(test.iter(Q + "assessmentItemRef"), items, module.questions):
        same(reference.get("identifier"), resource.get("identifier"), "identifier")
        qti_item(files[resource.get("href")], question, resource.get("identifier"))
    mastery = {node.get("masteryValue") for node in test.findall(Q + "outcomeDeclaration")} - {None}
    same(mastery, {str(module.passed)}, "mastery value")
    for scope, percent in (
            (take(files, name, lambda number, item: item.correct()), 100), (take(files, name, lambda number, item: {}), 0)):
        same(scope.values["PERCENT"], percent, "percent")
        same(scope.values["SCORE"], module.points * percent / 100, "score")
        same(scope.values["PASSED"], percent == 100, "passed")
    # From the first question on, each right answer in turn: passed as soon as the points reach the mark.
    got = 0
    for last, question in enumerate(module.questions):
        got += question.points
        scope = take(files, name, lambda number, item: item.correct() if number <= last else {})
        same(scope.values["PASSED"], got * 100 >= module.passed * module.points, f"passed with {got} points")


def qti_item(document: bytes, question: Question, name: str) -> None:
    root = holds(qtirules.RULES, qtirules.PREFIXES, "assessmentItem", document)
    same((root.get("identifier"), root.get("adaptive"), root.get("timeDependent")), (name, "false", "false"), name)
    item = Item(document)
    declared = {node.get("identifier"): node for node in root.iter(Q + "responseDeclaration")}
    used = [node.get("responseIdentifier") for node in item.interactions]
    same(sorted(used), sorted(declared), f"{name}: responses")
    for node in item.interactions:
        kind = node.tag.removeprefix(Q)
        response = declared[node.get("responseIdentifier")]
        form = (response.get("cardinality"), response.get("baseType"))
        assert form in qtirules.RESPONSES[kind], f"{name}: {kind} answered by {form}"
        ids = [choice.get("identifier") for choice in node.iter() if choice is not node and choice.get("identifier")]
        same(len(ids), len(set(ids)), f"{name}: choices")
        if kind != "textEntryInteraction":
            values = [value.text for value in response.iter(Q + "value")]
            assert all(set(value.split()) <= set(ids) for value in values), f"{name}: the answer {values} is no choice"
    outcomes = {node.get("identifier"): node for node in root.iter(Q + "outcomeDeclaration")}
    same(float(outcomes["SCORE"].get("normalMaximum")), question.points, f"{name}: points")
    for node in root.iter(Q + "modalFeedback"):
        assert node.get("outcomeIdentifier") in outcomes, f"{name}: feedback to no outcome"
    same_text(item.stem(), question.stem, f"{name} stem")
    same(item.score(item.correct()), question.points, f"{name}: the right answer")
    same(item.score({}), 0, f"{name}: no answer")
    if question.explanation:
        same_text(item.feedback({})[-1], question.explanation, f"{name} explanation")
    responses = {"single": qti_choice, "true-false": qti_choice, "multiple": qti_choice, "blank": qti_blank,
                 "ordering": qti_order, "matching": qti_match}[question.kind]
    for is_right, response in responses(item, question, name):
        same(item.score(response), question.points if is_right else 0, f"{name}: {response}")


def by_text(item: Item, kind: str, expected: list[str], name: str) -> list[str]:
    """Identifiers in the order of the expected texts."""
    found = {squeezed(text): identifier for identifier, text in item.texts(kind).items()}
    same(set(found), {squeezed(text) for text in expected}, f"{name}: choices")
    return [found[squeezed(text)] for text in expected]


def qti_choice(item: Item, question: Question, name: str):
    [interaction] = item.interactions
    ids = by_text(item, "simpleChoice", [option.text for option in question.options], name)
    same(interaction.get("maxChoices"), "0" if question.kind == "multiple" else "1", name)
    same(interaction.get("shuffle"), "false" if question.kind == "true-false" else "true", name)
    right = [identifier for identifier, option in zip(ids, question.options) if option.right]
    for identifier, option in zip(ids, question.options):
        chosen = {"RESPONSE": [identifier] if question.kind == "multiple" else identifier}
        shown = item.feedback(chosen)
        same(len(shown), bool(option.why) + bool(question.explanation), f"{name}: feedback to {option.text}")
        if option.why:
            same_text(shown[0], option.why, f"{name}: feedback to {option.text}")
    if question.kind != "multiple":
        yield from ((option.right, {"RESPONSE": identifier}) for identifier, option in zip(ids, question.options))
        return
    yield True, {"RESPONSE": right[::-1]}
    yield len(right) == len(ids), {"RESPONSE": ids}
    for identifier in ids:
        yield False, {"RESPONSE": [other for other in right if other != identifier] if identifier in right
                      else right + [identifier]}


def qti_blank(item: Item, question: Question, name: str):
    count = len(question.blanks)
    ids = [node.get("responseIdentifier") for node in item.interactions]
    same(len(ids), count, f"{name}: blanks")
    right = {}
    for identifier, blank in zip(ids, question.blanks):
        right[identifier] = blank.accepted[0] if blank.numbers is None else blank.numbers[0]
    yield True, right
    for identifier, blank in zip(ids, question.blanks):
        if blank.numbers is None:
            yield from ((True, right | {identifier: text}) for text in blank.accepted)
            yield from ((True, right | {identifier: text.swapcase()}) for text in blank.accepted)
            yield False, right | {identifier: blank.accepted[0] + "?"}
        else:
            for number in blank.numbers:
                yield True, right | {identifier: number}
                yield True, right | {identifier: number + 0.9 * blank.tolerance}
                yield True, right | {identifier: number - 0.9 * blank.tolerance}
            yield False, right | {identifier: max(blank.numbers) + 1.1 * blank.tolerance + 0.0001}
            yield False, right | {identifier: min(blank.numbers) - 1.1 * blank.tolerance - 0.0001}
        yield False, {other: value for other, value in right.items() if other != identifier}


def qti_order(item: Item, question: Question, name: str):
    ids = by_text(item, "simpleChoice", question.items, name)
    shown = list(item.texts("simpleChoice"))
    assert ids != shown and sorted(ids) != ids, f"{name}: shown in the right order, or named by it"
    yield True, {"RESPONSE": ids}
    yield False, {"RESPONSE": shown}
    yield False, {"RESPONSE": ids[::-1]}
    yield False, {"RESPONSE": ids[:-1]}


def qti_match(item: Item, question: Question, name: str):
    sets = [[node.get("identifier") for node in half] for half in item.root.iter(Q + "simpleMatchSet")]
    texts = {identifier: squeezed(text) for identifier, text in item.texts("simpleAssociableChoice").items()}
    [interaction] = item.interactions
    same(interaction.get("maxAssociations"), str(len(question.pairs)), name)
    lefts = {texts[identifier]: identifier for identifier in sets[0]}
    rights = {texts[identifier]: identifier for identifier in sets[1]}
    same(set(lefts), {squeezed(left) for left, _ in question.pairs}, f"{name}: left sides")
    same(set(rights), {squeezed(right) for _, right in question.pairs}, f"{name}: right sides")
    assert [texts[right] for right in sets[1]] != [squeezed(right) for _, right in question.pairs], f"{name}: side by side"
    pairs = [(lefts[squeezed(left)], rights[squeezed(right)]) for left, right in question.pairs]
    yield True, {"RESPONSE": pairs}
    yield True, {"RESPONSE": pairs[::-1]}
    (a, b), (c, d), *others = pairs
    yield b == d, {"RESPONSE": [(a, d), (c, b), *others]}
    yield False, {"RESPONSE": pairs[1:]}


# SCORM


def scorm(files: dict[str, bytes], module: Module, version: str) -> None:
    is_old = version == "1.2"
    rules = manifestrules.SCORM12 if is_old else manifestrules.SCORM2004
    root, space, resources = package(
        files, rules, manifestrules.SCORM12_PREFIXES if is_old else manifestrules.SCORM2004_PREFIXES)
    same(root.get("identifier"), module.code, "identifier")
    [organization] = root.iter(space + "organization")
    same(root.find(space + "organizations").get("default"), organization.get("identifier"), "default organization")
    [item] = organization.findall(space + "item")
    for title in organization.iter(space + "title"):
        same_text(title.text, f"{module.code} {module.title}", "title")
    [resource] = resources.values()
    same(item.get("identifierref"), resource.get("identifier"), "resource of the item")
    same(resource.get("href"), "index.html", "what is launched")
    same(resource.get(ADLCP12 + "scormtype" if is_old else ADLCP + "scormType"), "sco", "type")
    if is_old:
        same(item.findtext(ADLCP12 + "masteryscore"), str(module.passed), "mastery score")
        return
    objective = item.find(f"{SS}sequencing/{SS}objectives/{SS}primaryObjective")
    same(objective.get("satisfiedByMeasure"), "true", "satisfied by measure")
    same(round(float(objective.findtext(SS + "minNormalizedMeasure")) * 100, 9), module.passed, "measure that satisfies")
    controls = item.find(f"{SS}sequencing/{SS}deliveryControls")
    same((controls.get("completionSetByContent"), controls.get("objectiveSetByContent")), ("true", "true"), "set by")
    if module.minutes:
        same(root.findtext(f".//{LOM}duration"), f"PT{module.minutes}M", "typical learning time")
