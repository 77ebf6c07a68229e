import Diagnostics
import Values

/// A problem at a character of a formula, counted from 0.
struct FormulaError: Error {
  var problem: Problem
  var column: Int
}

/// Splits a formula into tokens. Works on unicode scalars; columns count characters.
struct Lexer {
  private let scalars: [Unicode.Scalar]
  /// The character a scalar belongs to; computed only when some character has several scalars.
  private let columns: [Int]?
  private var position = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    if text.utf8.count == scalars.count || text.count == scalars.count {
      columns = nil
    } else {
      var columns: [Int] = []
      for (index, character) in text.enumerated() {
        for _ in character.unicodeScalars { columns.append(index) }
      }
      columns.append((columns.last ?? -1) + 1)
      self.columns = columns
    }
  }

  private func column(_ index: Int) -> Int { columns.map { $0[index] } ?? index }

  static func tokens(_ text: String) throws(FormulaError) -> [Token] {
    var lexer = Lexer(text)
    var tokens: [Token] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(FormulaError) -> Token {
    while position < scalars.count, Lexer.isSpace(scalars[position]) { position += 1 }
    let start = position
    guard start < scalars.count else { return Token(kind: .end, column: column(start)) }
    let scalar = scalars[start]
    if Lexer.isDigit(scalar) { return try number(from: start) }
    if Lexer.isLetter(scalar) {
      while position < scalars.count, Lexer.isLetter(scalars[position]) || Lexer.isDigit(scalars[position]) {
        position += 1
      }
      return Token(kind: .word(text(start..<position)), column: column(start))
    }
    if scalar == "\"" { return try quoted(from: start) }
    let two = start + 1 < scalars.count && scalars[start + 1] == "="
    if two, let sign = Token.Sign(rawValue: "\(scalar)=") {
      position += 2
      return Token(kind: .sign(sign), column: column(start))
    }
    if let sign = Token.Sign(rawValue: String(scalar)) {
      position += 1
      return Token(kind: .sign(sign), column: column(start))
    }
    throw FormulaError(problem: .formulaCharacter(String(scalar), meant: Lexer.meant[scalar]), column: column(start))
  }

  /// Signs that people type with a Chinese keyboard or from habit, and what the language has for them.
  private static let meant: [Unicode.Scalar: String] = [
    "（": "(", "）": ")", "，": ",", "×": "*", "÷": "/", "＋": "+", "－": "-", "＝": "=", "“": "\"", "”": "\"", "＞": ">",
    "＜": "<", "≥": ">=", "≤": "<=", "≠": "!=", "&": "and", "|": "or", "!": "not", "'": "\"", "。": ".", "−": "-",
  ]

  private func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }

  /// `12`, `12.5`, `2026-06-18`.
  private mutating func number(from start: Int) throws(FormulaError) -> Token {
    func digits(at index: Int) -> Int {
      var end = index
      while end < scalars.count, Lexer.isDigit(scalars[end]) { end += 1 }
      return end - index
    }
    func dash(_ index: Int) -> Bool { index < scalars.count && scalars[index] == "-" }
    let whole = digits(at: start)
    if whole == 4, dash(start + 4), digits(at: start + 5) == 2, dash(start + 7), digits(at: start + 8) == 2 {
      position = start + 10
      let iso = text(start..<position)
      guard let day = Day(iso) else { throw FormulaError(problem: .formulaDate(iso), column: column(start)) }
      return Token(kind: .day(day), column: column(start))
    }
    var end = start + whole
    if end < scalars.count, scalars[end] == "." {
      let fraction = digits(at: end + 1)
      if fraction > 0 { end += 1 + fraction }
    }
    position = end
    let digits = text(start..<end)
    guard let value = Exact(digits) else {
      throw FormulaError(problem: .formulaNumber(String(digits.prefix(40))), column: column(start))
    }
    return Token(kind: .number(value), column: column(start))
  }

  /// `"text"`; a quotation mark within is written twice.
  private mutating func quoted(from start: Int) throws(FormulaError) -> Token {
    var content = String.UnicodeScalarView()
    position += 1
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if scalar != "\"" {
        content.append(scalar)
      } else if position < scalars.count, scalars[position] == "\"" {
        content.append(scalar)
        position += 1
      } else {
        return Token(kind: .text(String(content)), column: column(start))
      }
    }
    throw FormulaError(problem: .formulaOpenText(), column: column(start))
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" || scalar == "\u{3000}"
  }
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar == "_" || scalar.properties.isAlphabetic }
    return scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
  }
}
