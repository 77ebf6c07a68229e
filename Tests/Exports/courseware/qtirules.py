"""Rules of IMS QTI 2.1 (final, 2012) for the parts of it that a quiz needs, from the information model and its XML binding."""

from Tests.Exports.courseware.xmlrules import ANY, BOOLEAN, COUNT, DECIMAL, HREF, NCNAME, Rule, SOME

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PREFIXES = {NAMESPACE: ""}

CARDINALITY = "single|multiple|ordered|record"
BASE = ("identifier|boolean|integer|float|string|point|pair|directedPair|duration|file|uri|intOrIdentifier")
LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"

STATIC_INLINE = "br|span|em|strong|code|sub|sup"
INLINE = f"{STATIC_INLINE}|textEntryInteraction|inlineChoiceInteraction"
INTERACTIONS = "choiceInteraction|orderInteraction|matchInteraction|associateInteraction|extendedTextInteraction"
BLOCK = f"p|div|ul|ol|h1|h2|h3|h4|h5|h6|pre|blockquote|table|{INTERACTIONS}"
EXPRESSION = ("(and|or|not|match|variable|correct|baseValue|equal|gt|gte|lt|lte|stringMatch|mapResponse|multiple|ordered"
              "|isNull|member|sum|product|divide|subtract|testVariables)")
RESPONSE_RULE = "(responseCondition|setOutcomeValue|exitResponse)"
OUTCOME_RULE = "(outcomeCondition|setOutcomeValue|exitTest)"
PRE = "preCondition*branchRule*itemSessionControl?timeLimits?"
RESPONSE = {"responseIdentifier!": NCNAME}
CHOICE = {"identifier!": NCNAME, "fixed": BOOLEAN, "showHide": "show|hide"}
VARIABLE = {"identifier!": NCNAME, "cardinality!": CARDINALITY, "baseType": BASE}


def two(name: str = EXPRESSION) -> str:
    return f"{name}{name}"


RULES = {
    "assessmentItem": Rule(
        "responseDeclaration*outcomeDeclaration*templateDeclaration*templateProcessing?stylesheet*itemBody?"
        "responseProcessing?modalFeedback*",
        {"identifier!": NCNAME, "title!": SOME, "label": ANY, "xml:lang": LANGUAGE, "adaptive!": BOOLEAN,
         "timeDependent!": BOOLEAN, "toolName": ANY, "toolVersion": ANY}),
    "responseDeclaration": Rule("defaultValue?correctResponse?mapping?areaMapping?", VARIABLE),
    "correctResponse": Rule("value+", {"interpretation": ANY}),
    "defaultValue": Rule("value+", {"interpretation": ANY}),
    "value": Rule("", {"fieldIdentifier": NCNAME, "baseType": BASE}, SOME),
    "mapping": Rule("mapEntry+", {"lowerBound": DECIMAL, "upperBound": DECIMAL, "defaultValue": DECIMAL}),
    "mapEntry": Rule("", {"mapKey!": SOME, "mappedValue!": DECIMAL, "caseSensitive": BOOLEAN}),
    "outcomeDeclaration": Rule(
        "defaultValue?(matchTable|interpolationTable)?",
        VARIABLE | {"view": ANY, "interpretation": ANY, "longInterpretation": ANY, "normalMaximum": r"\d+(\.\d+)?",
                    "normalMinimum": DECIMAL, "masteryValue": DECIMAL}),
    "itemBody": Rule(f"({BLOCK}|rubricBlock)*", {"id": NCNAME, "class": ANY, "xml:lang": LANGUAGE}),
    "p": Rule(f"({INLINE})*", {"id": NCNAME, "class": ANY, "xml:lang": LANGUAGE}, ...),
    "prompt": Rule(f"({STATIC_INLINE})*", {"id": NCNAME, "class": ANY, "xml:lang": LANGUAGE}, ...),
    "br": Rule(),
    "choiceInteraction": Rule(
        "prompt?simpleChoice+", RESPONSE | {"shuffle!": BOOLEAN, "maxChoices!": COUNT, "minChoices": COUNT,
                                            "orientation": "horizontal|vertical"}),
    "orderInteraction": Rule(
        "prompt?simpleChoice+", RESPONSE | {"shuffle!": BOOLEAN, "maxChoices": COUNT, "minChoices": COUNT,
                                            "orientation": "horizontal|vertical"}),
    "matchInteraction": Rule(
        "prompt?simpleMatchSet{2}",
        RESPONSE | {"shuffle!": BOOLEAN, "maxAssociations!": COUNT, "minAssociations": COUNT}),
    "simpleMatchSet": Rule("simpleAssociableChoice*", {"id": NCNAME}),
    "simpleChoice": Rule(f"({STATIC_INLINE}|p|feedbackInline)*", CHOICE, ...),
    "simpleAssociableChoice": Rule(
        f"({STATIC_INLINE}|p)*", CHOICE | {"matchMax!": COUNT, "matchMin": COUNT, "matchGroup": ANY}, ...),
    "textEntryInteraction": Rule(
        "", RESPONSE | {"base": COUNT, "stringIdentifier": NCNAME, "expectedLength": COUNT, "patternMask": ANY,
                        "placeholderText": ANY}),
    "responseProcessing": Rule(f"{RESPONSE_RULE}*", {"template": ANY, "templateLocation": ANY}),
    "responseCondition": Rule("responseIf responseElseIf*responseElse?"),
    "responseIf": Rule(f"{EXPRESSION}{RESPONSE_RULE}*"),
    "responseElseIf": Rule(f"{EXPRESSION}{RESPONSE_RULE}*"),
    "responseElse": Rule(f"{RESPONSE_RULE}*"),
    "setOutcomeValue": Rule(EXPRESSION, {"identifier!": NCNAME}),
    "and": Rule(f"{EXPRESSION}+"),
    "or": Rule(f"{EXPRESSION}+"),
    "not": Rule(EXPRESSION),
    "match": Rule(two()),
    "gt": Rule(two()),
    "gte": Rule(two()),
    "divide": Rule(two()),
    "product": Rule(f"{EXPRESSION}+"),
    "sum": Rule(f"{EXPRESSION}+"),
    "multiple": Rule(f"{EXPRESSION}*"),
    "equal": Rule(
        two(), {"toleranceMode!": "exact|absolute|relative", "tolerance": r"[\d.eE-]+( [\d.eE-]+)?",
                "includeLowerBound": BOOLEAN, "includeUpperBound": BOOLEAN}),
    "variable": Rule("", {"identifier!": NCNAME, "weightIdentifier": NCNAME}),
    "correct": Rule("", {"identifier!": NCNAME}),
    "mapResponse": Rule("", {"identifier!": NCNAME}),
    "baseValue": Rule("", {"baseType!": BASE}, ANY),
    "modalFeedback": Rule(
        f"({STATIC_INLINE}|p|div|ul|ol)*",
        {"outcomeIdentifier!": NCNAME, "showHide!": "show|hide", "identifier!": NCNAME, "title": ANY}, ...),

    "assessmentTest": Rule(
        "outcomeDeclaration*timeLimits?stylesheet*testPart+outcomeProcessing?testFeedback*",
        {"identifier!": NCNAME, "title!": SOME, "toolName": ANY, "toolVersion": ANY}),
    "testPart": Rule(
        f"{PRE}(assessmentSection|assessmentSectionRef)+testFeedback*",
        {"identifier!": NCNAME, "navigationMode!": "linear|nonlinear", "submissionMode!": "individual|simultaneous"}),
    "itemSessionControl": Rule(
        "", {"maxAttempts": COUNT, "showFeedback": BOOLEAN, "allowReview": BOOLEAN, "showSolution": BOOLEAN,
             "allowComment": BOOLEAN, "allowSkipping": BOOLEAN, "validateResponses": BOOLEAN}),
    "assessmentSection": Rule(
        f"{PRE}selection?ordering?rubricBlock*(assessmentItemRef|assessmentSection|assessmentSectionRef)*",
        {"identifier!": NCNAME, "title!": SOME, "visible!": BOOLEAN, "required": BOOLEAN, "fixed": BOOLEAN,
         "keepTogether": BOOLEAN}),
    "assessmentItemRef": Rule(
        f"{PRE}variableMapping*weight*templateDefault*",
        {"identifier!": NCNAME, "href!": HREF, "required": BOOLEAN, "fixed": BOOLEAN, "category": ANY}),
    "outcomeProcessing": Rule(f"{OUTCOME_RULE}*"),
    "testVariables": Rule(
        "", {"variableIdentifier!": NCNAME, "sectionIdentifier": NCNAME, "includeCategory": ANY, "excludeCategory": ANY,
             "weightIdentifier": NCNAME, "baseType": BASE}),
}

# Which cardinality and base type the response of an interaction has (section 7 of the information model).
RESPONSES = {
    "choiceInteraction": {("single", "identifier"), ("multiple", "identifier")},
    "orderInteraction": {("ordered", "identifier")},
    "matchInteraction": {("multiple", "directedPair"), ("single", "directedPair")},
    "textEntryInteraction": {("single", "string"), ("single", "float"), ("single", "integer")},
}
