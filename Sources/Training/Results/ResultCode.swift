/// The code by which a quiz page hands over a result:
/// `FQ1.<module>.<version>.<seed>.<attempt>.<marks>.<name>.<check>`.
public struct ResultCode: Sendable, Equatable {
  public var module: String
  /// `Quiz.version`.
  public var version: String
  /// Orders questions and options; 0 is the order of the text.
  public var seed: String
  /// From 1.
  public var attempt: Int
  /// Of each question in the order of the text.
  public var marks: [Mark]
  /// As the learner wrote it, without dots and blanks.
  public var name: String

  public enum Mark: Character, Sendable {
    case right = "1"
    case wrong = "0"
    case unanswered = "-"
  }

  public enum Failure: Error, Equatable {
    /// It is no code at all.
    case form
    /// The check does not fit: a sign was mistyped or lost.
    case check(expected: String)
  }

  public init(module: String, version: String, seed: String, attempt: Int, marks: [Mark], name: String) {
    self.module = module
    self.version = version
    self.seed = seed
    self.attempt = attempt
    self.marks = marks
    self.name = name
  }

  public init(_ text: String) throws(Failure) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    // A module's id may hold dots, nothing else may.
    guard parts.count >= 8, parts[0] == "FQ1" else { throw .form }
    let body = parts.dropLast()
    let tail = body.suffix(5).map(String.init)
    let expected = Checksum.hex(body.joined(separator: "."))
    // Before the form, which a slip of the pen breaks too.
    guard parts[parts.count - 1].lowercased() == expected else { throw .check(expected: expected) }
    let marks = tail[3].compactMap { Mark(rawValue: $0) }
    guard let attempt = Int(tail[2]), attempt > 0, !marks.isEmpty, marks.count == tail[3].count, !tail[0].isEmpty
    else { throw .form }
    self.init(
      module: body.dropFirst().dropLast(5).joined(separator: "."), version: tail[0], seed: tail[1], attempt: attempt,
      marks: marks, name: tail[4])
  }

  public var text: String {
    let body = "FQ1.\(module).\(version).\(seed).\(attempt).\(String(marks.map(\.rawValue))).\(name)"
    return body + "." + Checksum.hex(body)
  }
}
