import Values

/// One word or sign of a formula, and where it starts (in characters, from 0).
struct Token {
  var kind: Kind
  var column: Int

  enum Kind: Equatable {
    case number(Exact)
    case text(String)
    case day(Day)
    case word(String)
    case sign(Sign)
    case end
  }

  enum Sign: String {
    case plus = "+", minus = "-", times = "*", over = "/"
    case equal = "=", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    case open = "(", close = ")", comma = ",", dot = "."
  }

  /// As it appears in a message.
  var shown: String {
    switch kind {
    case .number(let value): value.description
    case .text(let text): "\"\(text)\""
    case .day(let day): day.iso
    case .word(let word): word
    case .sign(let sign): sign.rawValue
    case .end: ""
    }
  }
}
