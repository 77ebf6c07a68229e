"""Rules of manifests: IMS Content Packaging 1.1.2 as SCORM 1.2 uses it, 1.1.4 as SCORM 2004 4th Edition and QTI 2.1 do."""

from Tests.Exports.courseware.xmlrules import ANY, BOOLEAN, HREF, NCNAME, Rule, SOME

TITLE = r"(?s)\s*\S.{0,199}"
MEASURE = r"-?1(\.0+)?|-?0(\.\d+)?"
LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
ID = {"identifier!": NCNAME}


def packaging(**changes: Rule) -> dict[str, Rule]:
    """Content packaging; both versions have the same shapes where a package of one organization goes."""
    rules = {
        "manifest": Rule("metadata organizations resources", ID | {"version": r".{1,20}", "xml:base": HREF}),
        "metadata": Rule("schema schemaversion"),
        "schema": Rule("", {}, "ADL SCORM"),
        "schemaversion": Rule("", {}, ANY),
        "organizations": Rule("organization+", {"default!": NCNAME}),
        "organization": Rule("title item+metadata?", ID | {"structure": ANY}),
        "item": Rule("title item*metadata?", ID | {"identifierref": NCNAME, "isvisible": BOOLEAN, "parameters": ANY}),
        "title": Rule("", {}, TITLE),
        "resources": Rule("resource+", {"xml:base": HREF}),
        "resource": Rule("metadata?file*dependency*", ID | {"type!": SOME, "href": HREF, "xml:base": HREF}),
        "file": Rule("metadata?", {"href!": HREF}),
        "dependency": Rule("", {"identifierref!": NCNAME}),
    }
    return rules | changes


SCORM12_PREFIXES = {
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "",
    "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp",
    "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd",
}
SCORM12 = packaging(
    schemaversion=Rule("", {}, r"1\.2"),
    item=Rule(
        "title item*metadata?adlcp:prerequisites?adlcp:maxtimeallowed?adlcp:timelimitaction?adlcp:datafromlms?"
        "adlcp:masteryscore?",
        ID | {"identifierref": NCNAME, "isvisible": BOOLEAN, "parameters": ANY}),
    resource=Rule(
        "metadata?file+dependency*",
        ID | {"type!": "webcontent", "adlcp:scormtype!": "sco|asset", "href": HREF, "xml:base": HREF}),
) | {"adlcp:masteryscore": Rule("", {}, r"\d{1,2}|100")}

SCORM2004_PREFIXES = {
    "http://www.imsglobal.org/xsd/imscp_v1p1": "",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp",
    "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq",
    "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav",
    "http://www.imsglobal.org/xsd/imsss": "imsss",
    "http://ltsc.ieee.org/xsd/LOM": "lom",
}
SCORM2004 = packaging(
    metadata=Rule("schema schemaversion lom:lom?"),
    schemaversion=Rule("", {}, "2004 4th Edition"),
    organization=Rule(
        "title item+metadata?adlcp:completionThreshold?imsss:sequencing?",
        ID | {"structure": ANY, "adlseq:objectivesGlobalToSystem": BOOLEAN, "adlcp:sharedDataGlobalToSystem": BOOLEAN}),
    item=Rule(
        "title item*metadata?adlcp:timeLimitAction?adlcp:dataFromLMS?adlcp:completionThreshold?imsss:sequencing?"
        "adlnav:presentation?adlcp:data?",
        ID | {"identifierref": NCNAME, "isvisible": BOOLEAN, "parameters": ANY}),
    resource=Rule(
        "metadata?file+dependency*",
        ID | {"type!": "webcontent", "adlcp:scormType!": "sco|asset", "href": HREF, "xml:base": HREF}),
) | {
    "imsss:sequencing": Rule(
        "imsss:controlMode?imsss:sequencingRules?imsss:limitConditions?imsss:auxiliaryResources?imsss:rollupRules?"
        "imsss:objectives?imsss:randomizationControls?imsss:deliveryControls?adlseq:constrainedChoiceConsiderations?"
        "adlseq:rollupConsiderations?adlseq:objectives?",
        {"ID": NCNAME, "IDRef": NCNAME}),
    "imsss:controlMode": Rule(
        "", {"choice": BOOLEAN, "choiceExit": BOOLEAN, "flow": BOOLEAN, "forwardOnly": BOOLEAN,
             "useCurrentAttemptObjectiveInfo": BOOLEAN, "useCurrentAttemptProgressInfo": BOOLEAN}),
    "imsss:objectives": Rule("imsss:primaryObjective imsss:objective*"),
    "imsss:primaryObjective": Rule(
        "imsss:minNormalizedMeasure?imsss:mapInfo*", {"satisfiedByMeasure": BOOLEAN, "objectiveID": SOME}),
    "imsss:minNormalizedMeasure": Rule("", {}, MEASURE),
    "imsss:deliveryControls": Rule(
        "", {"tracked": BOOLEAN, "completionSetByContent": BOOLEAN, "objectiveSetByContent": BOOLEAN}),
    "lom:lom": Rule(
        "lom:general?lom:lifeCycle?lom:metaMetadata?lom:technical?lom:educational?lom:rights?lom:relation*"
        "lom:annotation*lom:classification*"),
    "lom:general": Rule("lom:identifier*lom:title?lom:language*lom:description*lom:keyword*lom:coverage*"),
    "lom:title": Rule("lom:string+"),
    "lom:string": Rule("", {"language": LANGUAGE}, SOME),
    "lom:language": Rule("", {}, LANGUAGE + "|none"),
    "lom:educational": Rule("lom:typicalLearningTime?lom:description*lom:language*"),
    "lom:typicalLearningTime": Rule("lom:duration?lom:description?"),
    "lom:duration": Rule("", {}, r"P(?=.)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?"),
}

QTI_PREFIXES = {"http://www.imsglobal.org/xsd/imscp_v1p1": ""}
QTI = packaging(
    schema=Rule("", {}, "QTIv2\\.1 Package"),
    schemaversion=Rule("", {}, r"1\.0\.0"),
    organizations=Rule(),
    resource=Rule(
        "metadata?file+dependency*",
        ID | {"type!": "imsqti_item_xmlv2p1|imsqti_test_xmlv2p1", "href!": HREF, "xml:base": HREF}),
)
