import HTML
import Training

// IMS QTI 2.1 (final, 2012), Assessment, Section and Item Information Model.

/// One question as an assessmentItem.
struct QTIItem {
  static let namespace = "http://www.imsglobal.org/xsd/imsqti_v2p1"
  static let schema = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"

  let question: Question
  let identifier: String
  let title: String
  let language: String?

  var document: [UInt8] {
    var xml = XMLDocument()
    var attributes: [XMLDocument.Attribute] = [
      ("xmlns", QTIItem.namespace), ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
      ("xsi:schemaLocation", QTIItem.namespace + " " + QTIItem.schema), ("identifier", identifier), ("title", title),
    ]
    if let language { attributes.append(("xml:lang", language)) }
    attributes += [("adaptive", "false"), ("timeDependent", "false")]
    xml.element("assessmentItem", attributes) { xml in
      declareResponses(&xml)
      xml.element(
        "outcomeDeclaration",
        [
          ("identifier", "SCORE"), ("cardinality", "single"), ("baseType", "float"),
          ("normalMaximum", String(question.points)), ("normalMinimum", "0"),
        ]
      ) { xml in xml.element("defaultValue") { $0.element("value", text: "0") } }
      if !feedback.isEmpty {
        xml.element(
          "outcomeDeclaration", [("identifier", "FEEDBACK"), ("cardinality", "multiple"), ("baseType", "identifier")])
      }
      xml.element("itemBody") { body(&$0) }
      process(&xml)
      for entry in feedback {
        xml.element(
          "modalFeedback", [("outcomeIdentifier", "FEEDBACK"), ("showHide", "show"), ("identifier", entry.identifier)]
        ) { xml in xml.element("p", inline: { $0.lines(entry.text) }) }
      }
    }
    return xml.bytes
  }

  // MARK: - Responses

  /// `A`, `B`, … for what is chosen or put in order, in the order in which it is shown.
  private func choice(_ number: Int) -> String { Question.letter(number).uppercased() }

  private func response(_ number: Int) -> String { question.blanks.count == 1 ? "RESPONSE" : "RESPONSE_\(number + 1)" }

  private func declareResponses(_ xml: inout XMLDocument) {
    switch question.kind {
    case .single, .trueFalse, .multiple:
      let right = question.options.indices.filter { question.options[$0].isRight }.map(choice)
      declare(&xml, question.kind == .multiple ? "multiple" : "single", "identifier", right)
    case .blank:
      for (number, blank) in question.blanks.enumerated() { declare(&xml, blank, response(number)) }
    case .ordering:
      // Names go by what is shown, so they do not give the order away.
      let shown = question.shownOrder
      declare(&xml, "ordered", "identifier", question.items.indices.map { choice(shown.firstIndex(of: $0) ?? $0) })
    case .matching:
      let rights = rightSides
      let pairs = question.pairs.enumerated().map { index, pair in
        "L\(index + 1) R\((rights.firstIndex { $0.text == pair.right.text } ?? index) + 1)"
      }
      declare(&xml, "multiple", "directedPair", pairs)
    }
  }

  private func declare(_ xml: inout XMLDocument, _ cardinality: String, _ type: String, _ right: [String]) {
    xml.element(
      "responseDeclaration", [("identifier", "RESPONSE"), ("cardinality", cardinality), ("baseType", type)]
    ) { xml in
      xml.element("correctResponse") { xml in
        for value in right { xml.element("value", text: value) }
      }
    }
  }

  private func declare(_ xml: inout XMLDocument, _ blank: Question.Blank, _ identifier: String) {
    let numbers = numerals(blank)
    let attributes: [XMLDocument.Attribute] = [
      ("identifier", identifier), ("cardinality", "single"), ("baseType", numbers == nil ? "string" : "float"),
    ]
    xml.element("responseDeclaration", attributes) { xml in
      xml.element("correctResponse") { $0.element("value", text: numbers?[0] ?? blank.accepted[0]) }
      guard numbers == nil else { return }
      xml.element("mapping", [("defaultValue", "0")]) { xml in
        var seen: Set<String> = []
        for text in blank.accepted where seen.insert(text.lowercased()).inserted {
          xml.element("mapEntry", [("mapKey", text), ("mappedValue", "1"), ("caseSensitive", "false")])
        }
      }
    }
  }

  /// The right sides as they are shown, each text once, with how many left sides it belongs to.
  private var rightSides: [(text: String, uses: Int)] {
    distinct(question.shownOrder.map { question.pairs[$0].right.text }).map { text in
      (text, question.pairs.count { $0.right.text == text })
    }
  }

  // MARK: - Body

  private func body(_ xml: inout XMLDocument) {
    let shuffle = question.kind == .trueFalse ? "false" : "true"
    func prompt(_ xml: inout XMLDocument) { xml.element("prompt", inline: { $0.lines(question.stem.text) }) }
    func choices(_ xml: inout XMLDocument, _ texts: [String]) {
      for (index, text) in texts.enumerated() {
        xml.element("simpleChoice", [("identifier", choice(index))], inline: { $0.lines(text) })
      }
    }
    switch question.kind {
    case .single, .trueFalse, .multiple:
      // No more than 0 means as many as one likes.
      let most = question.kind == .multiple ? "0" : "1"
      xml.element(
        "choiceInteraction", [("responseIdentifier", "RESPONSE"), ("shuffle", shuffle), ("maxChoices", most)]
      ) { xml in
        prompt(&xml)
        choices(&xml, question.options.map(\.text.text))
      }
    case .blank:
      xml.element("p", inline: { sentence(&$0) })
    case .ordering:
      xml.element("orderInteraction", [("responseIdentifier", "RESPONSE"), ("shuffle", shuffle)]) { xml in
        prompt(&xml)
        choices(&xml, question.shownOrder.map { question.items[$0].text })
      }
    case .matching:
      xml.element(
        "matchInteraction",
        [("responseIdentifier", "RESPONSE"), ("shuffle", shuffle), ("maxAssociations", String(question.pairs.count))]
      ) { xml in
        prompt(&xml)
        matchSet(&xml, "L", question.pairs.map { ($0.left.text, 1) })
        matchSet(&xml, "R", rightSides.map { ($0.text, $0.uses) })
      }
    }
  }

  private func matchSet(_ xml: inout XMLDocument, _ side: String, _ entries: [(text: String, uses: Int)]) {
    xml.element("simpleMatchSet") { xml in
      for (index, entry) in entries.enumerated() {
        xml.element(
          "simpleAssociableChoice", [("identifier", "\(side)\(index + 1)"), ("matchMax", String(entry.uses))],
          inline: { $0.lines(entry.text) })
      }
    }
  }

  private func sentence(_ writer: inout HTMLWriter) {
    let pieces = question.stemPieces
    writer.lines(pieces[0])
    for (number, blank) in question.blanks.enumerated() {
      writer.raw("<textEntryInteraction")
      writer.attribute("responseIdentifier", response(number))
      // As wide for all that is short, or the width would tell the answer.
      writer.attribute("expectedLength", String(max(20, blank.accepted.map(\.count).max() ?? 0)))
      writer.raw("/>")
      writer.lines(pieces[number + 1])
    }
  }

  // MARK: - Marking

  /// All or nothing, then the feedback. Own rules and not the match_correct template, which gives one point, takes one
  /// way to write an answer and sets no feedback.
  private func process(_ xml: inout XMLDocument) {
    xml.element("responseProcessing") { xml in
      xml.element("responseCondition") { xml in
        xml.element("responseIf") { xml in
          condition(&xml)
          set(&xml, question.points)
        }
        xml.element("responseElse") { set(&$0, 0) }
      }
      guard !feedback.isEmpty else { return }
      xml.element("setOutcomeValue", [("identifier", "FEEDBACK")]) { xml in
        xml.element("multiple") { xml in
          if hasReasons { xml.element("variable", [("identifier", "RESPONSE")]) }
          if hasExplanation { xml.element("baseValue", [("baseType", "identifier")], text: Self.explanation) }
        }
      }
    }
  }

  private func set(_ xml: inout XMLDocument, _ points: Int) {
    xml.element("setOutcomeValue", [("identifier", "SCORE")]) { xml in
      xml.element("baseValue", [("baseType", "float")], text: String(points))
    }
  }

  private func condition(_ xml: inout XMLDocument) {
    guard question.kind == .blank else {
      return xml.element("match") { xml in
        xml.element("variable", [("identifier", "RESPONSE")])
        xml.element("correct", [("identifier", "RESPONSE")])
      }
    }
    func every(_ xml: inout XMLDocument) {
      for (number, blank) in question.blanks.enumerated() { condition(&xml, blank, response(number)) }
    }
    if question.blanks.count == 1 { every(&xml) } else { xml.element("and") { every(&$0) } }
  }

  private func condition(_ xml: inout XMLDocument, _ blank: Question.Blank, _ identifier: String) {
    guard let numbers = numerals(blank) else {
      return xml.element("gt") { xml in
        xml.element("mapResponse", [("identifier", identifier)])
        xml.element("baseValue", [("baseType", "float")], text: "0")
      }
    }
    var mode: [XMLDocument.Attribute] = [("toleranceMode", blank.tolerance > 0 ? "absolute" : "exact")]
    if blank.tolerance > 0 { mode.append(("tolerance", decimal(blank.tolerance))) }
    func each(_ xml: inout XMLDocument) {
      for number in numbers {
        xml.element("equal", mode) { xml in
          xml.element("variable", [("identifier", identifier)])
          xml.element("baseValue", [("baseType", "float")], text: number)
        }
      }
    }
    if numbers.count == 1 { each(&xml) } else { xml.element("or") { each(&$0) } }
  }

  // MARK: - Feedback

  private static let explanation = "EXPLANATION"

  private var isChoice: Bool { [.single, .trueFalse, .multiple].contains(question.kind) }

  private var hasExplanation: Bool { question.explanation.map { !$0.text.isEmpty } ?? false }

  private var hasReasons: Bool { isChoice && question.options.contains { $0.why.map { !$0.text.isEmpty } ?? false } }

  /// Why each option is right or wrong, told for those that were chosen, and the explanation. All modal: feedback
  /// within an option would be seen beforehand in a system that does not know it.
  private var feedback: [(identifier: String, text: String)] {
    var entries: [(identifier: String, text: String)] = []
    if hasReasons {
      for (index, option) in question.options.enumerated() {
        if let why = option.why, !why.text.isEmpty { entries.append((choice(index), why.text)) }
      }
    }
    if hasExplanation, let explanation = question.explanation { entries.append((Self.explanation, explanation.text)) }
    return entries
  }
}
