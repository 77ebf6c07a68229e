import Diagnostics

/// Finds the register that a file of rows belongs to by the file's name.
struct RegisterFileNames: Sendable {
  /// Registers by the names their files may have, in small letters, with `_` for blanks and hyphens.
  private var registers: [String: Int] = [:]

  /// A name that another register has already is reported and stays that one's.
  mutating func add(
    _ declaration: RegisterDeclaration, _ index: Int, among all: [RegisterDeclaration], _ diagnostics: inout [Diagnostic]
  ) {
    for name in [declaration.id, declaration.name.zh, declaration.name.en] + declaration.files where !name.isEmpty {
      let key = RegisterFileNames.folded(name)
      if let other = registers[key], other != index {
        diagnostics.append(
          Diagnostic(.sameFileName(name, all[other].id, declaration.id), at: declaration.location))
      } else {
        registers[key] = index
      }
    }
  }

  /// The longest name that the file's begins with, when what follows are further words.
  func match(_ file: String) -> Int? {
    let stem = Array(RegisterFileNames.stem(file))
    let folded = stem.map(RegisterFileNames.folded)
    for end in stride(from: stem.count, to: 0, by: -1) where RegisterFileNames.endsName(stem, at: end) {
      if let index = registers[String(folded[..<end])] { return index }
    }
    return nil
  }

  /// The name, as it is folded here, that was probably meant.
  func nearest(_ file: String) -> String? {
    let stem = Array(RegisterFileNames.stem(file))
    let names = registers.keys.sorted()
    for end in stride(from: stem.count, to: 0, by: -1) where RegisterFileNames.endsName(stem, at: end) {
      let word = RegisterFileNames.folded(String(stem[..<end]))
      if let name = Diagnostics.nearest(to: word, among: names) { return name }
    }
    return nil
  }

  /// Without folder and ending.
  private static func stem(_ file: String) -> Substring {
    let name = file[(file.lastIndex(of: "/").map(file.index(after:)) ?? file.startIndex)...]
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return name[..<dot]
  }

  // Strings compare by canonical equivalence, so that decomposed names of macOS need no folding.
  private static func folded(_ name: String) -> String { String(name.lowercased().map(folded)) }
  private static func folded(_ character: Character) -> Character {
    if character == "-" || character == " " { return "_" }
    let lower = character.lowercased()
    return lower.count == 1 ? lower[lower.startIndex] : character
  }

  /// Whether a name can end before the character at `end`. A number may follow at once, so may 表; after `_` an id
  /// goes on, so that `content_plan` is never the register `content`.
  private static func endsName(_ stem: [Character], at end: Int) -> Bool {
    guard end < stem.count else { return true }
    let (before, after) = (stem[end - 1], stem[end])
    if after == "_" {
      return !(end + 1 < stem.count && isASCIILetter(stem[end + 1]) && isASCIILetter(before))
    }
    if after == "表" { return endsName(stem, at: end + 1) }
    if after.isNumber { return !before.isNumber }
    return !after.isLetter
  }

  private static func isASCIILetter(_ character: Character) -> Bool { character.isASCII && character.isLetter }
}
