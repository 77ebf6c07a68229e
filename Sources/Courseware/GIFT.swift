import Training

// The format is Moodle's (https://docs.moodle.org/en/GIFT_format); where its description is silent, this follows what
// Moodle's importer does with a text.

/// The quiz as GIFT, the plain text that Moodle and others import: UTF-8, lines ended by LF.
///
/// GIFT has no question of several blanks, no ordering, no points and no all-or-nothing; what stands in for them is
/// said in a comment before the question.
public func gift(_ quiz: Quiz) -> String {
  let title = oneLine(quiz.title)
  var text = "// \(oneLine(quiz.module)) \(title), version \(quiz.version), pass mark \(quiz.passMark)%\n"
  text += "$CATEGORY: \(category(oneLine(quiz.module) + " " + title))\n\n"
  for (index, question) in quiz.questions.enumerated() {
    let name = questionName(quiz.module, index + 1)
    if question.points != 1 { text += "// \(question.points) points in the course; GIFT gives every question one.\n" }
    switch question.kind {
    case .single: text += choices(question, name)
    case .multiple: text += weightedChoices(question, name)
    case .trueFalse: text += trueFalse(question, name) ?? choices(question, name)
    case .blank: text += blanks(question, name)
    case .ordering: text += ordering(question, name)
    case .matching: text += matching(question, name, question.pairs.map { ($0.left.text, $0.right.text) })
    }
  }
  return text
}

// MARK: - Kinds

private func choices(_ question: Question, _ name: String) -> String {
  let lines = question.options.map { option in
    (option.isRight ? "=" : "~") + answer(option.text.text, isWeightPossible: !option.isRight) + feedback(option)
  }
  return block(name, question.stem.text, lines, question.explanation)
}

/// Right options share 100 %, wrong ones take 100 % away between them: nothing but the exact set earns 100 %, and
/// ticking everything earns nothing.
private func weightedChoices(_ question: Question, _ name: String) -> String {
  let right = question.options.count { $0.isRight }
  let wrong = question.options.count - right
  let lines = question.options.map { option in
    let weight = option.isRight ? percent(1, of: right) : "-" + percent(1, of: wrong)
    return "~%\(weight)%" + answer(option.text.text, isWeightPossible: false) + feedback(option)
  }
  return "// All or nothing in the course; here part of the right set earns part of the mark.\n"
    + block(name, question.stem.text, lines, question.explanation)
}

/// `nil` when the options do not say which of them means true.
private func trueFalse(_ question: Question, _ name: String) -> String? {
  guard question.options.count == 2, let right = question.options.first(where: \.isRight),
    let wrong = question.options.first(where: { !$0.isRight }), let isTrue = truth(right.text.text),
    truth(wrong.text.text) == !isTrue
  else { return nil }
  var line = isTrue ? "TRUE" : "FALSE"
  let ifWrong = feedback(wrong)
  let ifRight = feedback(right)
  // The feedback to a right answer is the second, also where the first is missing.
  line += ifWrong.isEmpty && !ifRight.isEmpty ? "#" + ifRight : ifWrong + ifRight
  return block(name, question.stem.text, [line], question.explanation)
}

private func truth(_ text: String) -> Bool? {
  switch text.lowercased() {
  case "对", "對", "正确", "正確", "是", "true", "yes", "right", "correct": true
  case "错", "錯", "错误", "錯誤", "不对", "不對", "否", "false", "no", "wrong", "incorrect": false
  default: nil
  }
}

private func blanks(_ question: Question, _ name: String) -> String {
  guard question.blanks.count > 1 else {
    return question.blanks.first.map { block(name, question.stem.text, answers($0), question.explanation) } ?? ""
  }
  let count = question.blanks.count
  let pieces = question.stemPieces
  var text = "// GIFT has no question of several blanks: one question for each of \(count), the other blanks shown as […].\n"
  for (index, blank) in question.blanks.enumerated() {
    var stem = pieces[0]
    for other in 0..<count { stem += (other == index ? Question.blankText : "[…]") + pieces[other + 1] }
    text += block("\(name)-\(index + 1)", stem, answers(blank), question.explanation)
  }
  return text
}

private func answers(_ blank: Question.Blank) -> [String] {
  if let numbers = numerals(blank) {
    let lines = numbers.map { $0 + ":" + decimal(blank.tolerance) }
    return lines.count == 1 ? ["#" + lines[0]] : ["#"] + lines.map { "=" + $0 }
  }
  return distinct(blank.accepted).map { accepted in
    // In a short answer `*` stands for any text, `\*` for itself; and "->" would make a matching question of it, but
    // a pattern that takes the same text would not.
    let pattern = accepted.replacing("*", with: "\\*").replacing("->", with: "-*>")
    return "=" + answer(pattern, isWeightPossible: true, fullWeight: "%100%")
  }
}

private func ordering(_ question: Question, _ name: String) -> String {
  let pairs = question.shownOrder.map { (question.items[$0].text, String($0 + 1)) }
  return "// GIFT has no ordering: each item is matched with its place.\n" + matching(question, name, pairs)
}

private func matching(_ question: Question, _ name: String, _ pairs: [(String, String)]) -> String {
  // The first "->" of a line parts left from right, and nothing escapes one.
  func side(_ text: String) -> String { text.replacing("->", with: "→") }
  let lines = pairs.map { "=" + answer(side($0.0), isWeightPossible: false) + " -> " + escaped(side($0.1)) }
  return block(name, question.stem.text, lines, question.explanation)
}

// MARK: - Pieces

/// A question: name, stem, what stands in braces, and a blank line, which ends it.
private func block(_ name: String, _ stem: String, _ lines: [String], _ explanation: QuizText?) -> String {
  // Without a format Moodle would take `<` for markup; the format of the stem is that of its answers and feedback.
  var text = "::\(escaped(name))::[plain]\(escaped(stem)){"
  // A type that is told by the first characters in the braces (`#`, `TRUE`) stands right behind them.
  let isShort = lines.count == 1 && !(lines[0].hasPrefix("=") || lines[0].hasPrefix("~"))
  var rest = lines[...]
  if isShort || lines.first == "#" { text += rest.removeFirst() }
  for line in rest { text += "\n\t" + line }
  if let explanation, !explanation.text.isEmpty { text += "\n\t####" + formatted(explanation.text) }
  return text + (text.hasSuffix("{") || text.contains("\n") ? "\n}" : "}") + "\n\n"
}

private func feedback(_ option: Question.Option) -> String {
  guard let why = option.why?.text, !why.isEmpty else { return "" }
  return "#" + formatted(why)
}

/// An answer. One that begins with `%` would be read as a weight where a weight may stand, so it gets one.
private func answer(_ text: String, isWeightPossible: Bool, fullWeight: String = "%0%") -> String {
  (isWeightPossible && text.hasPrefix("%") ? fullWeight : "") + formatted(text)
}

/// Text that would begin with the name of a format gets the format it has.
private func formatted(_ text: String) -> String {
  let isNamed = ["[plain]", "[html]", "[moodle]", "[markdown]"].contains { text.hasPrefix($0) }
  return (isNamed ? "[plain]" : "") + escaped(text)
}

private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\", "~", "=", "#", "{", "}", ":":
      result += "\\"
      result.unicodeScalars.append(scalar)
    case "\n": result += "\\n"
    case "\t": result += " "
    case "\u{0}"..."\u{1F}", "\u{7F}": continue
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// A category's name is not unescaped but for backslashes, and a single `/` would part it into two.
private func category(_ text: String) -> String { text.replacing("\\", with: "\\\\").replacing("/", with: "//") }

private func oneLine(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
}

/// A share of 100 to five decimals: Moodle knows the fractions of its own list only, and those to as many digits.
private func percent(_ share: Int, of count: Int) -> String {
  guard count > 0 else { return "0" }
  let units = (share * 10_000_000 * 2 + count) / (count * 2)
  let whole = String(units / 100_000)
  var rest = String(units % 100_000)
  rest = String(repeating: "0", count: 5 - rest.count) + rest
  while rest.last == "0" { rest.removeLast() }
  return rest.isEmpty ? whole : whole + "." + rest
}
