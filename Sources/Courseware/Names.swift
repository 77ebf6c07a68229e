import Training

/// An identifier that XML (NCName) and file systems alike accept: ASCII letters, digits, `-`, `_` and `.`, a letter or
/// `_` first. Text that had to be changed gets its checksum behind it, so that two texts never become one name.
func identifier(_ text: String) -> String {
  func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
    default: false
    }
  }
  func isFirst(_ scalar: Unicode.Scalar?) -> Bool {
    switch scalar {
    case .some("a"..."z"), .some("A"..."Z"), .some("_"): true
    default: false
    }
  }
  if text.unicodeScalars.allSatisfy(isPlain), isFirst(text.unicodeScalars.first) { return text }
  var name = String(String.UnicodeScalarView(text.unicodeScalars.filter(isPlain)))
  if !isFirst(name.unicodeScalars.first) { name = "_" + name }
  return name + "-" + Checksum.hex(text)
}

/// The name of a question within its module: `M22-03`.
func questionName(_ module: String, _ number: Int) -> String {
  module + (number < 10 ? "-0" : "-") + String(number)
}

/// The number that an accepted answer reads as, in the digits in which it was written; `nil` for words.
///
/// A comma is taken only where it parts groups of three digits.
func numeral(_ text: String) -> String? {
  var scalars = Substring(text).unicodeScalars
  while let last = scalars.last, last == " " { scalars.removeLast() }
  while let first = scalars.first, first == " " { scalars.removeFirst() }
  var result = ""
  if let sign = scalars.first, sign == "-" || sign == "\u{2212}" {
    result = "-"
    scalars.removeFirst()
  }
  let parts = scalars.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(Substring.init)
  func isDigits(_ part: Substring) -> Bool { !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  guard let whole = parts.first else { return nil }
  let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
  guard groups.allSatisfy(isDigits), groups.count == 1 || groups[0].utf8.count <= 3,
    groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
  else { return nil }
  result += groups.joined()
  guard parts.count == 2 else { return result }
  guard isDigits(parts[1]) else { return nil }
  return result + "." + parts[1]
}

/// The accepted answers as numbers, each value once, when all of them are numbers; a blank that takes a word as well is
/// one of words.
func numerals(_ blank: Question.Blank) -> [String]? {
  let numbers = blank.accepted.compactMap(numeral)
  guard !numbers.isEmpty, numbers.count == blank.accepted.count else { return nil }
  var seen: Set<Double> = []
  return numbers.filter { seen.insert(Double($0) ?? .nan).inserted }
}

/// The shortest digits that give the number back, whole numbers without a point.
func decimal(_ value: Double) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// The texts in their order, each once.
func distinct(_ texts: [String]) -> [String] {
  var seen: Set<String> = []
  return texts.filter { seen.insert($0).inserted }
}

extension Question {
  /// What stands for a blank in the text of a stem.
  static let blankText = "____"

  /// The stem's text around its blanks: one piece more than there are blanks. Where underscores of the author's own
  /// make the places doubtful, the blanks come behind the text.
  var stemPieces: [String] {
    let pieces = stem.text.split(separator: Question.blankText, omittingEmptySubsequences: false).map(String.init)
    if pieces.count == blanks.count + 1 { return pieces }
    return [stem.text + " "] + Array(repeating: "", count: blanks.count)
  }
}
