/// Reads the files of an index, by the description of their form and with none of the code that writes them.
struct IndexReader {
  /// Numbers of pages by token.
  private(set) var pagesByToken: [String: Set<Int>] = [:]
  /// Addresses of pages by number.
  private(set) var addresses: [String] = []
  /// The fields of the texts, each with the letter of its kind.
  private(set) var texts: [String] = []
  private(set) var files = 0

  struct Damaged: Error {
    var file: String
  }

  /// Takes files by their paths below the index's folder.
  init(_ files: [String: String]) throws {
    self.files = files.count
    func strings(_ name: String) throws -> [String] {
      guard let text = files[name] else { throw Damaged(file: name) }
      return IndexReader.strings(text)
    }
    let counts = IndexReader.numbers(try strings("manifest.js")[0])
    var pageOf = Array(0..<counts.count / 2)
    let pages = pageOf.count
    for page in 0..<pages { pageOf += Array(repeating: page, count: counts[2 * page]) }
    let headings = pageOf.count
    for page in 0..<pages { pageOf += Array(repeating: page, count: counts[2 * page + 1]) }

    for name in files.keys.sorted() where name.hasPrefix("k/") {
      let parts = try strings(name)
      var bits = Bits(parts[1])
      var last = ""
      for part in parts[0].split(separator: " ") {
        last = String(last.prefix(part.first?.wholeNumberValue ?? 0)) + part.dropFirst()
        let list = bits.list(0, pages) + bits.list(pages, headings) + bits.list(headings, pageOf.count)
        pagesByToken[last] = Set(list.map { pageOf[$0] })
      }
    }

    let words = try strings("words.js")
    var expansions = [""] + words[0].unicodeScalars.map { String($0) }
    let pairs = IndexReader.symbols(words[1])
    for place in stride(from: 0, to: pairs.count, by: 2) { expansions.append(expansions[pairs[place]] + expansions[pairs[place + 1]]) }
    let chunks = files.keys.filter { $0.hasPrefix("t/") }.sorted { ($0.count, $0) < ($1.count, $1) }
    for name in chunks {
      let symbols = IndexReader.symbols(try strings(name)[0])
      var text = String.UnicodeScalarView()
      var place = 0
      while place < symbols.count {
        if symbols[place] > 0 {
          text.append(contentsOf: expansions[symbols[place]].unicodeScalars)
        } else if let scalar = Unicode.Scalar(UInt32(symbols[place + 1] * 4096 + symbols[place + 2])) {
          text.append(scalar)
          place += 2
        }
        place += 1
      }
      texts += text.split(separator: "\u{1}").map { String($0) }
    }
    // A page that goes on in the next file is named there again.
    for text in texts where text.hasPrefix("A") && addresses.last != String(text.dropFirst()) {
      addresses.append(String(text.dropFirst()))
    }
  }

  /// The texts between quotation marks.
  private static func strings(_ script: String) -> [String] {
    var found: [String] = []
    var scalars = Array(script.unicodeScalars)[...]
    while let start = scalars.firstIndex(of: "\"") {
      var text = String.UnicodeScalarView()
      var at = start + 1
      while scalars[at] != "\"" {
        if scalars[at] == "\\", scalars[at + 1] == "u" {
          let hex = String(String.UnicodeScalarView(scalars[(at + 2)...(at + 5)]))
          text.append(UInt32(hex, radix: 16).flatMap(Unicode.Scalar.init) ?? "?")
          at += 6
          continue
        }
        if scalars[at] == "\\" { at += 1 }
        text.append(scalars[at])
        at += 1
      }
      found.append(String(text))
      scalars = scalars[(at + 1)...]
    }
    return found
  }

  private static let values: [UInt8: Int] = Dictionary(
    uniqueKeysWithValues: (UInt8(0x23)...0x7E).filter { $0 != 0x5C }.enumerated().map { ($1, $0) })

  private static func numbers(_ text: String) -> [Int] {
    var found: [Int] = []
    var (value, unit) = (0, 1)
    for byte in text.utf8 {
      let digit = values[byte] ?? 0
      if digit < 46 {
        found.append(value + digit * unit)
        (value, unit) = (0, 1)
      } else {
        value += (digit - 46) * unit
        unit *= 45
      }
    }
    return found
  }

  private static func symbols(_ text: String) -> [Int] {
    let digits = text.utf8.map { values[$0] ?? 0 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] * 91 + digits[$0 + 1] }
  }

  /// Thirteen bits of each two characters, one after the other.
  private struct Bits {
    var bits: [Bool]
    var next = 0

    init(_ text: String) {
      bits = IndexReader.symbols(text).flatMap { symbol in (0..<13).map { symbol >> (12 - $0) & 1 == 1 } }
    }

    mutating func read(_ count: Int) -> Int {
      defer { next += count }
      return bits[next..<(next + count)].reduce(0) { $0 * 2 + ($1 ? 1 : 0) }
    }

    mutating func unary() -> Int {
      var count = 0
      while bits[next] {
        count += 1
        next += 1
      }
      next += 1
      return count
    }

    mutating func list(_ first: Int, _ end: Int) -> [Int] {
      let width = unary()
      let count = (1 << width) + read(width) - 1
      let total = end - first
      let isAbsent = count * 2 > total
      let written = isAbsent ? total - count : count
      var low = 0
      while (2 << low) <= total * 11 / (max(written, 1) * 16) { low += 1 }
      var members: [Int] = []
      var next = first
      for _ in 0..<written {
        next += unary() << low
        next += read(low)
        members.append(next)
        next += 1
      }
      guard isAbsent else { return members }
      let absent = Set(members)
      return (first..<end).filter { !absent.contains($0) }
    }
  }
}
