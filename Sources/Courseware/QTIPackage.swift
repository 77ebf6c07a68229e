import Archive
import Training

/// The quiz as a QTI 2.1 content package: `imsmanifest.xml`, one assessmentTest, one assessmentItem per question.
///
/// `language` is that of the text, as BCP 47 writes it; systems read the items aloud by it.
public func qtiPackage(_ quiz: Quiz, language: String? = nil) -> [ArchivePart] {
  let names = quiz.questions.indices.map { questionName(identifier(quiz.module), $0 + 1) }
  let items = zip(quiz.questions, names).map { question, name in
    QTIItem(question: question, identifier: name, title: name, language: language)
  }
  return [
    ArchivePart("imsmanifest.xml", manifest(identifier(quiz.module), names)),
    ArchivePart(testFile, assessmentTest(quiz, names)),
  ] + items.map { ArchivePart(itemFile($0.identifier), $0.document) }
}

private let testFile = "assessment.xml"

private func itemFile(_ name: String) -> String { "items/\(name).xml" }

/// The manifest by the QTI 2.1 profile of IMS Content Packaging.
private func manifest(_ module: String, _ names: [String]) -> [UInt8] {
  // schemaLocation names the schema files where IMS publishes them; a system that validates brings its own copies.
  let namespace = "http://www.imsglobal.org/xsd/imscp_v1p1"
  var xml = XMLDocument()
  xml.element(
    "manifest",
    [
      ("xmlns", namespace), ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
      ("xsi:schemaLocation", namespace + " http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"),
      ("identifier", module + "-manifest"),
    ]
  ) { xml in
    xml.element("metadata") { xml in
      xml.element("schema", text: "QTIv2.1 Package")
      xml.element("schemaversion", text: "1.0.0")
    }
    xml.element("organizations")
    xml.element("resources") { xml in
      xml.element(
        "resource", [("identifier", module + "-test"), ("type", "imsqti_test_xmlv2p1"), ("href", testFile)]
      ) { xml in
        xml.element("file", [("href", testFile)])
        for name in names { xml.element("dependency", [("identifierref", name)]) }
      }
      for name in names {
        xml.element("resource", [("identifier", name), ("type", "imsqti_item_xmlv2p1"), ("href", itemFile(name))]) { xml in
          xml.element("file", [("href", itemFile(name))])
        }
      }
    }
  }
  return xml.bytes
}

/// The questions in any order, each marked when it is answered; SCORE is the sum, PERCENT its share of what can be had,
/// PASSED whether that reaches the pass mark.
private func assessmentTest(_ quiz: Quiz, _ names: [String]) -> [UInt8] {
  let module = identifier(quiz.module)
  var xml = XMLDocument()
  xml.element(
    "assessmentTest",
    [
      ("xmlns", QTIItem.namespace), ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
      ("xsi:schemaLocation", QTIItem.namespace + " " + QTIItem.schema), ("identifier", module + "-test"),
      ("title", quiz.title),
    ]
  ) { xml in
    declare(&xml, "SCORE", "float", [("normalMaximum", String(quiz.points)), ("normalMinimum", "0")])
    declare(
      &xml, "PERCENT", "float",
      [("normalMaximum", "100"), ("normalMinimum", "0"), ("masteryValue", String(quiz.passMark))])
    declare(&xml, "PASSED", "boolean", [])
    xml.element(
      "testPart",
      [("identifier", module + "-part"), ("navigationMode", "nonlinear"), ("submissionMode", "individual")]
    ) { xml in
      xml.element(
        "itemSessionControl", [("maxAttempts", "1"), ("showFeedback", "true"), ("allowReview", "true")])
      xml.element(
        "assessmentSection", [("identifier", module + "-section"), ("title", quiz.title), ("visible", "true")]
      ) { xml in
        for name in names { xml.element("assessmentItemRef", [("identifier", name), ("href", itemFile(name))]) }
      }
    }
    outcome(&xml, quiz)
  }
  return xml.bytes
}

private func declare(
  _ xml: inout XMLDocument, _ identifier: String, _ type: String, _ more: [XMLDocument.Attribute]
) {
  let attributes: [XMLDocument.Attribute] = [
    ("identifier", identifier), ("cardinality", "single"), ("baseType", type),
  ]
  xml.element("outcomeDeclaration", attributes + more) { xml in
    xml.element("defaultValue") { $0.element("value", text: type == "boolean" ? "false" : "0") }
  }
}

private func outcome(_ xml: inout XMLDocument, _ quiz: Quiz) {
  // Of nothing there is no share.
  guard quiz.points > 0 else { return }
  func number(_ xml: inout XMLDocument, _ value: Int) {
    xml.element("baseValue", [("baseType", "float")], text: String(value))
  }
  xml.element("outcomeProcessing") { xml in
    xml.element("setOutcomeValue", [("identifier", "SCORE")]) { xml in
      xml.element("sum") { $0.element("testVariables", [("variableIdentifier", "SCORE")]) }
    }
    xml.element("setOutcomeValue", [("identifier", "PERCENT")]) { xml in
      // Multiplied first: 100 * 4 / 5 is 80 exactly, 4 / 5 * 100 need not be.
      xml.element("divide") { xml in
        xml.element("product") { xml in
          xml.element("variable", [("identifier", "SCORE")])
          number(&xml, 100)
        }
        number(&xml, quiz.points)
      }
    }
    xml.element("setOutcomeValue", [("identifier", "PASSED")]) { xml in
      xml.element("gte") { xml in
        xml.element("variable", [("identifier", "PERCENT")])
        number(&xml, quiz.passMark)
      }
    }
  }
}
