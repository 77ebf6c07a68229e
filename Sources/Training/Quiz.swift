import HTML

/// A quiz: the questions of a module in the order of its text.
public struct Quiz: Sendable, Equatable {
  /// The module's code, `M22`, or its id where it has none.
  public var module: String
  public var title: String
  /// The share of points that passes, 1 to 100.
  public var passMark: Int
  public var questions: [Question]

  public init(module: String, title: String, passMark: Int, questions: [Question]) {
    self.module = module
    self.title = title
    self.passMark = passMark
    self.questions = questions
  }

  /// What can be had in all.
  public var points: Int { questions.reduce(0) { $0 + $1.points } }

  /// Eight hex digits that change with every word of the quiz that a learner answers to: results of different versions
  /// are never taken together.
  public var version: String {
    var text = module
    for question in questions {
      text += "\n?\(question.kind.rawValue) \(question.points) \(question.stem.text)"
      for option in question.options { text += "\n\(option.isRight ? "+" : "-")\(option.text.text)" }
      for blank in question.blanks { text += "\n_\(blank.accepted.joined(separator: "|"))±\(blank.tolerance)" }
      for item in question.items { text += "\n#\(item.text)" }
      for pair in question.pairs { text += "\n\(pair.left.text)=>\(pair.right.text)" }
    }
    return Checksum.hex(text)
  }
}

/// A question. Which of its parts are filled depends on its kind.
public struct Question: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case single, multiple, blank, ordering, matching
    case trueFalse = "true-false"
  }

  public var kind: Kind
  /// What is asked. Each blank stands in its markup as `Question.blankMark`, in its text as `____`.
  public var stem: QuizText
  /// Of single, multiple and true-false.
  public var options: [Option] = []
  /// Of blank, in the order of the stem.
  public var blanks: [Blank] = []
  /// Of ordering, in the right order.
  public var items: [QuizText] = []
  /// Of matching.
  public var pairs: [Pair] = []
  /// Why the answer is right, for the question as a whole.
  public var explanation: QuizText?
  /// At least 1.
  public var points = 1
  /// Which of the module's goals it tests, from 1.
  public var goal: Int?
  public var see: Reference?
  /// The line of the file on which its block begins.
  public var line: Int

  public init(kind: Kind, stem: QuizText, line: Int) {
    self.kind = kind
    self.stem = stem
    self.line = line
  }

  /// U+FFFC, which no text of a page holds: it is taken out of what is read.
  public static let blankMark: Character = "\u{FFFC}"

  public struct Option: Sendable, Equatable {
    public var text: QuizText
    public var isRight: Bool
    /// Why it is right or wrong.
    public var why: QuizText?

    public init(text: QuizText, isRight: Bool, why: QuizText?) {
      self.text = text
      self.isRight = isRight
      self.why = why
    }
  }

  public struct Blank: Sendable, Equatable {
    /// What counts as right, the first of them shown as the answer; at least one.
    public var accepted: [String]
    /// How far a number may be off; 0 for words.
    public var tolerance: Double

    public init(accepted: [String], tolerance: Double = 0) {
      self.accepted = accepted
      self.tolerance = tolerance
    }
  }

  public struct Pair: Sendable, Equatable {
    public var left: QuizText
    public var right: QuizText

    public init(left: QuizText, right: QuizText) {
      self.left = left
      self.right = right
    }
  }

  /// The passage that a question tests.
  public struct Reference: Sendable, Equatable {
    /// As it is written in the block.
    public var destination: String
    /// What the passage was when the question was last held against it: `Checksum.hex` of its text; `nil` when nobody
    /// wrote it down.
    public var seen: String?
    /// Lines of the file, for messages and for writing `seen`.
    public var line: Int
    public var seenLine: Int?
    /// Where the link leads from the module's page, and what it is called; filled in by the site.
    public var href: String?
    public var title: String?

    public init(destination: String, seen: String? = nil, line: Int, seenLine: Int? = nil) {
      self.destination = destination
      self.seen = seen
      self.line = line
      self.seenLine = seenLine
    }
  }

  /// The letter of an option or of a right side: `a`, `b`, …
  public static func letter(_ number: Int) -> String {
    number < 26 ? String(UnicodeScalar(UInt8(0x61 + number))) : letter(number / 26 - 1) + letter(number % 26)
  }

  /// Places of the items in the order in which they are shown, from 0: never the right order, and the same in every
  /// build. The right sides of pairs are shown in it too.
  public var shownOrder: [Int] {
    let count = max(items.count, pairs.count)
    guard count > 1 else { return Array(0..<count) }
    let seed = Checksum.value(stem.text)
    var order = Array(0..<count)
    var state = seed
    for last in stride(from: count - 1, to: 0, by: -1) {
      // Knuth's multiplicative congruence (TAOCP 3.3.4, table 1, line 18) is enough to look shuffled.
      state = state &* 1_664_525 &+ 1_013_904_223
      order.swapAt(last, Int((state >> 8) % UInt32(last + 1)))
    }
    return order == Array(0..<count) ? Array(order.dropFirst()) + [0] : order
  }
}

/// A piece of a question, as text without markup and as markup of one line.
public struct QuizText: Sendable, Equatable {
  public var text: String
  public var markup: Markup

  public init(text: String, markup: Markup) {
    self.text = text
    self.markup = markup
  }

  /// Text that has no markup.
  public init(_ text: String) {
    self.text = text
    markup = Markup { $0.text(text) }
  }
}

/// The 32-bit FNV-1a hash (Fowler, Noll, Vo; IETF draft-eastlake-fnv): tells a slip of the pen from the original, not a
/// forger from a learner.
public enum Checksum {
  public static func value(_ text: String) -> UInt32 { value(text.utf8) }

  public static func value(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }

  /// Eight lower-case hex digits.
  public static func hex(_ text: String) -> String { hex(text.utf8) }

  public static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = String(value(bytes), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
