/// How much a problem matters to a build.
public enum Severity: String, Sendable, Comparable {
  case warning
  case error

  public static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .error }
}

/// What is wrong and what would mend it, without a place.
///
/// Each target words all of its problems in one file, `Problems.swift`, as static functions in an extension of
/// this type, so that both languages of a message stand side by side.
public struct Problem: Sendable, Equatable {
  /// The rule's name, stable and English: `unknown-key`.
  public let id: String
  public let severity: Severity
  public let message: Wording
  /// A likely fix, as a short instruction.
  public let hint: Wording?

  public init(
    _ id: String, _ severity: Severity = .error, zh: String, en: String, hint: Wording? = nil
  ) {
    self.id = id
    self.severity = severity
    self.message = Wording(zh: zh, en: en)
    self.hint = hint
  }

  /// The same problem in other words.
  public func rewording(_ change: (String) -> String) -> Problem {
    Problem(
      id, severity, zh: change(message.zh), en: change(message.en),
      hint: hint.map { Wording(zh: change($0.zh), en: change($0.en)) })
  }

  /// The same problem as an error.
  public var asError: Problem { Problem(id, .error, zh: message.zh, en: message.en, hint: hint) }

  /// The same problem as a warning.
  public var asWarning: Problem {
    Problem(id, .warning, zh: message.zh, en: message.en, hint: hint)
  }
}

/// A place in a file of the site. Lines and columns count from 1, columns in characters; 0 means "the whole file" or
/// "the whole line". In a workbook the line is the sheet's row and the column its column number.
public struct Location: Sendable, Hashable, Comparable {
  /// The path relative to the site's folder, with `/` between its parts.
  public var file: String
  public var sheet: String?
  public var line: Int
  public var column: Int

  public init(_ file: String, sheet: String? = nil, line: Int = 0, column: Int = 0) {
    self.file = file
    self.sheet = sheet
    self.line = line
    self.column = column
  }

  public static func < (a: Location, b: Location) -> Bool {
    (a.file, a.sheet ?? "", a.line, a.column) < (b.file, b.sheet ?? "", b.line, b.column)
  }

  /// `content/a.md:7:3`, `data/x.xlsx[Sheet1]:7:3`; zero parts are left out.
  public var description: String {
    var text = file
    if let sheet { text += "[\(sheet)]" }
    if line > 0 { text += ":\(line)" }
    if line > 0 && column > 0 { text += ":\(column)" }
    return text
  }
}

/// A problem at a place.
public struct Diagnostic: Error, Sendable, Equatable {
  public var location: Location
  public var problem: Problem

  public init(_ problem: Problem, at location: Location) {
    self.problem = problem
    self.location = location
  }

  public var severity: Severity { problem.severity }
}

extension Sequence<Diagnostic> {
  public var hasErrors: Bool { contains { $0.severity == .error } }

  /// By place; at one place errors before warnings, then by rule and wording. Exact repetitions are dropped.
  public func sortedByPlace() -> [Diagnostic] {
    let sorted = self.sorted { a, b in
      if a.location != b.location { return a.location < b.location }
      if a.severity != b.severity { return a.severity > b.severity }
      return (a.problem.id, a.problem.message.en) < (b.problem.id, b.problem.message.en)
    }
    var result: [Diagnostic] = []
    for diagnostic in sorted where result.last != diagnostic { result.append(diagnostic) }
    return result
  }
}
