import Diagnostics

/// Reads a `quiz` block: one question in the form of a task list.
///
/// ```
/// 总额 250 万元，先扣 10% 预留，需求生成占余额的 35%。是多少？
///
/// - [ ] 87.5 万元
///   没有先扣预留。
/// - [x] 78.75 万元
///   余额 225 万元，乘 35%。
///
/// goal: 2
/// see: #三先扣预留
/// ```
/// A blank stands in the question: `是 [[78.75|78.750]] 万元`, a number with how far it may be off: `[[3.13±0.01]]`. An
/// ordered list is brought into order, lines `- left => right` are matched. A quote explains the whole question.
public struct QuizReader {
  private let file: String
  private let firstLine: Int
  /// Makes a piece of Markdown of one paragraph, beginning on a line of the file, text and markup.
  private let render: (String, Int) -> QuizText
  private var diagnostics: [Diagnostic] = []

  private struct Entry {
    var mark: Mark
    var text: String
    var line: Int
    var why = ""
    var whyLine = 0
    enum Mark { case right, wrong, item, pair(String) }
  }
  private var stem = ""
  private var stemLine = 0
  private var entries: [Entry] = []
  private var explanation = ""
  private var explanationLine = 0
  private var keys: [(key: String, value: String, line: Int)] = []

  private static let known = ["goal", "points", "see", "seen"]
  /// More make no question that can be read at a glance, and letters run out.
  private static let mostEntries = 20

  /// The question of a block whose first line is `firstLine`, with everything that is wrong in it; `nil` where it cannot be
  /// asked.
  public static func read(
    _ literal: String, file: String, firstLine: Int, render: (String, Int) -> QuizText
  ) -> (Question?, [Diagnostic]) {
    withoutActuallyEscaping(render) { render in
      var reader = QuizReader(file: file, firstLine: firstLine, render: render)
      let question = reader.question(literal)
      return (question, reader.diagnostics)
    }
  }

  private init(file: String, firstLine: Int, render: @escaping (String, Int) -> QuizText) {
    self.file = file
    self.firstLine = firstLine
    self.render = render
  }

  private mutating func report(_ problem: Problem, _ line: Int) {
    diagnostics.append(Diagnostic(problem, at: Location(file, line: line, column: 1)))
  }

  // MARK: Lines

  private mutating func question(_ literal: String) -> Question? {
    let text = literal.filter { $0 != Question.blankMark }
    var line = firstLine
    for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
      read(row.last == "\r" ? row.dropLast() : row, line)
      line += 1
    }
    return made()
  }

  private mutating func read(_ row: Substring, _ line: Int) {
    let content = row.drop { $0 == " " || $0 == "\t" }
    if content.isEmpty { return }
    let isIndented = content.startIndex != row.startIndex
    if isIndented, !entries.isEmpty {
      let number = entries.count - 1
      if entries[number].why.isEmpty { entries[number].whyLine = line }
      QuizReader.join(&entries[number].why, content)
      return
    }
    if content.first == ">" {
      if explanation.isEmpty { explanationLine = line }
      QuizReader.join(&explanation, content.dropFirst().drop { $0 == " " })
      return
    }
    if let (key, value) = QuizReader.key(content) {
      if keys.contains(where: { $0.key == key }) { report(.quizKeyTwice(key), line) }
      keys.append((key, value, line))
      return
    }
    if let entry = QuizReader.entry(content, line) {
      entries.append(entry)
      return
    }
    if !entries.isEmpty { return report(.quizStrayText, line) }
    if stem.isEmpty { stemLine = line }
    QuizReader.join(&stem, content)
  }

  private static func join(_ text: inout String, _ more: Substring) {
    if !text.isEmpty { text += "\n" }
    text += more
  }

  private static func key(_ content: Substring) -> (String, String)? {
    guard let colon = content.firstIndex(of: ":") else { return nil }
    let key = String(content[..<colon])
    guard known.contains(key) else { return nil }
    return (key, trimmed(content[content.index(after: colon)...]))
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }

  private static func entry(_ content: Substring, _ line: Int) -> Entry? {
    if content.first == "-" || content.first == "*" || content.first == "+" {
      let rest = content.dropFirst()
      guard rest.first == " " else { return nil }
      let text = rest.drop { $0 == " " }
      let box = text.prefix(4)
      if box.count >= 3, box.hasPrefix("["), box.dropFirst(2).first == "]" {
        let sign = box[box.index(after: box.startIndex)]
        if sign == " " || sign == "x" || sign == "X" {
          return Entry(mark: sign == " " ? .wrong : .right, text: trimmed(text.dropFirst(3)), line: line)
        }
      }
      for arrow in ["=>", "⇒"] {
        if let range = text.firstRange(of: arrow) {
          let right = trimmed(text[range.upperBound...])
          return Entry(mark: .pair(right), text: trimmed(text[..<range.lowerBound]), line: line)
        }
      }
      return nil
    }
    let digits = content.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count < 4 else { return nil }
    let rest = content[digits.endIndex...]
    guard rest.first == "." || rest.first == ")", rest.dropFirst().first == " " else { return nil }
    return Entry(mark: .item, text: trimmed(rest.dropFirst()), line: line)
  }

  // MARK: The question

  private mutating func made() -> Question? {
    let (asked, blanks) = QuizReader.blanks(stem)
    if stem.isEmpty {
      report(.quizWithoutQuestion, firstLine)
      return nil
    }
    if entries.count > QuizReader.mostEntries {
      report(.quizTooLong(entries.count), entries[QuizReader.mostEntries].line)
      return nil
    }
    guard let kind = kind(hasBlanks: !blanks.isEmpty) else { return nil }
    var stemText = render(asked, stemLine)
    stemText.text = stemText.text.split(separator: Question.blankMark, omittingEmptySubsequences: false).joined(separator: "____")
    var question = Question(kind: kind, stem: stemText, line: firstLine)
    question.blanks = blanks
    for entry in entries {
      let text = render(entry.text, entry.line)
      switch entry.mark {
      case .right, .wrong:
        var isRight = false
        if case .right = entry.mark { isRight = true }
        let why = entry.why.isEmpty ? nil : render(entry.why, entry.whyLine)
        question.options.append(.init(text: text, isRight: isRight, why: why))
      case .item: question.items.append(text)
      case .pair(let right): question.pairs.append(.init(left: text, right: render(right, entry.line)))
      }
    }
    if !explanation.isEmpty { question.explanation = render(explanation, explanationLine) }
    if question.explanation == nil, !question.options.contains(where: { $0.why != nil }) {
      report(.quizUnexplained, firstLine)
    }
    readKeys(into: &question)
    return question
  }

  /// What the entries make of the block; `nil`, told, where they make no question.
  private mutating func kind(hasBlanks: Bool) -> Question.Kind? {
    var (boxes, right, items, pairs) = (0, 0, 0, 0)
    for entry in entries {
      switch entry.mark {
      case .right: (boxes, right) = (boxes + 1, right + 1)
      case .wrong: boxes += 1
      case .item: items += 1
      case .pair: pairs += 1
      }
      if entry.text.isEmpty { report(.quizEmptyEntry, entry.line) }
      if case .pair("") = entry.mark { report(.quizEmptyEntry, entry.line) }
    }
    if diagnostics.hasErrors { return nil }
    let forms = [hasBlanks, boxes > 0, items > 0, pairs > 0].count { $0 }
    guard forms == 1 else {
      report(forms == 0 ? .quizWithoutAnswers : .quizMixed, entries.first?.line ?? firstLine)
      return nil
    }
    if hasBlanks { return .blank }
    if entries.count < 2 {
      report(.quizTooShort, entries[0].line)
      return nil
    }
    let texts = entries.map(\.text)
    if let twice = texts.indices.first(where: { texts[..<$0].contains(texts[$0]) }) {
      report(.quizEntryTwice(texts[twice]), entries[twice].line)
      return nil
    }
    if items > 0 { return .ordering }
    if pairs > 0 {
      let sides = entries.map { if case .pair(let side) = $0.mark { side } else { "" } }
      if let twice = sides.indices.first(where: { sides[..<$0].contains(sides[$0]) }) {
        report(.quizEntryTwice(sides[twice]), entries[twice].line)
        return nil
      }
      return .matching
    }
    if right == 0 {
      report(.quizNothingRight, entries[0].line)
      return nil
    }
    if boxes == 2, right == 1, QuizReader.trueFalse.contains(Set(texts)) { return .trueFalse }
    return right == 1 ? .single : .multiple
  }

  private static let trueFalse: [Set<String>] = [
    ["对", "错"], ["對", "錯"], ["正确", "错误"], ["正確", "錯誤"], ["是", "否"], ["True", "False"], ["Yes", "No"],
  ]

  /// Takes the answers out of a question: `是 [[78.75|78.750]] 万元`.
  private static func blanks(_ stem: String) -> (text: String, blanks: [Question.Blank]) {
    var result = ""
    var blanks: [Question.Blank] = []
    var rest = Substring(stem)
    while let open = rest.firstRange(of: "[["), let close = rest[open.upperBound...].firstRange(of: "]]") {
      result += rest[..<open.lowerBound]
      let inner = rest[open.upperBound..<close.lowerBound]
      var tolerance = 0.0
      let accepted = inner.split(separator: "|").map { part -> String in
        let halves = part.split(separator: "±", maxSplits: 1)
        if halves.count == 2, let distance = Double(trimmed(halves[1])), distance.isFinite, distance >= 0 {
          tolerance = max(tolerance, distance)
          return trimmed(halves[0])
        }
        return trimmed(part)
      }.filter { !$0.isEmpty }
      if accepted.isEmpty {
        result += rest[open.lowerBound..<close.upperBound]
      } else {
        result.append(Question.blankMark)
        blanks.append(Question.Blank(accepted: accepted, tolerance: tolerance))
      }
      rest = rest[close.upperBound...]
    }
    return (result + rest, blanks)
  }

  private mutating func readKeys(into question: inout Question) {
    var seen: (value: String, line: Int)?
    for (key, value, line) in keys {
      switch key {
      case "goal", "points":
        guard let number = Int(value), (1...100).contains(number) else {
          report(.quizNotANumber(key, value), line)
          continue
        }
        if key == "goal" { question.goal = number } else { question.points = number }
      case "seen": seen = (value, line)
      default: if !value.isEmpty { question.see = Question.Reference(destination: value, line: line) }
      }
    }
    if let seen, question.see != nil {
      let digits = seen.value.lowercased()
      if digits.count == 8, digits.allSatisfy(\.isHexDigit) {
        question.see?.seen = digits
      } else {
        report(.quizBadVersion(seen.value), seen.line)
      }
      question.see?.seenLine = seen.line
    }
  }
}
