import Diagnostics
import Glibc
import Synchronization
import Variants
import YAML

/// Converts what readers read of a finished page between the variants of written Chinese: texts outside of tags, and the
/// attributes that hold words. Addresses, ids, code and whatever is marked `translate="no"` stay as they are, so that every
/// link keeps its target.
///
/// All words of a page go through OpenCC in one call, which costs as much as some thousand characters; what other pages have
/// said before, as menus and headings do, is remembered.
struct PageConverter: Sendable {
  private let converter: VariantConverter
  private let memory = Memory()

  /// Short texts and what became of them; the same for whoever comes first.
  private final class Memory: Sendable {
    let known = Mutex<[String: [UInt8]]>([:])
    static let longest = 120
  }

  /// What is put right behind OpenCC: the word that it gives, ended by a zero, and the one that is wanted.
  private let corrections: [(given: [UInt8], wanted: [UInt8])]

  /// `nil` when OpenCC's dictionaries are not installed.
  init?(_ kind: VariantConverter.Kind, corrections: [String: String] = [:]) {
    guard let converter = VariantConverter(kind) else { return nil }
    self.converter = converter
    // Longer words first, so that a part of one is not put right before it.
    self.corrections = corrections.sorted { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }
      .filter { !$0.key.isEmpty }.map { (Array($0.key.utf8) + [0], Array($0.value.utf8)) }
  }

  /// The words of `data/variants.yaml` that are put right for a variant; a site's own come on top of the theme's.
  static func corrections(_ files: DefaultFiles, variant: String) throws(FileError) -> ([String: String], [Diagnostic]) {
    var words: [String: String] = [:]
    var diagnostics: [Diagnostic] = []
    for file in try files.readAll("data/variants.yaml") {
      switch readYAML(String(decoding: file.bytes, as: UTF8.self), file: file.path) {
      case .failure(let diagnostic): diagnostics.append(diagnostic)
      case .success(let node):
        let fields = Fields(node, file: file.path)
        let known = ["all", "taiwan", "hongkong", "traditional"]
        for key in known {
          for pair in fields.pairs(key) ?? [] {
            guard case .scalar(let text, _) = pair.value.value, key == "all" || key == variant else { continue }
            words[pair.key] = text
          }
        }
        fields.finish()
        diagnostics += fields.diagnostics
      }
    }
    return (words, diagnostics)
  }

  private func convert(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result = converter.convert(text)
    if corrections.isEmpty { return result }
    result.append(0)
    for (given, wanted) in corrections where PageConverter.holds(result, given) {
      result.replace(given.dropLast(), with: wanted)
    }
    result.removeLast()
    return result
  }

  /// Both end with a zero, which pages do not hold.
  private static func holds(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    text.withUnsafeBytes { text in
      word.withUnsafeBytes { word in
        guard let start = text.baseAddress, let wanted = word.baseAddress else { return false }
        return strstr(start.assumingMemoryBound(to: CChar.self), wanted.assumingMemoryBound(to: CChar.self)) != nil
      }
    }
  }

  /// Elements of a page whose text is not words.
  static let verbatim = ["script", "style", "code", "pre", "kbd", "samp", "textarea"]

  func text(_ text: String) -> String {
    var text = text
    return text.withUTF8 { String(decoding: convert($0), as: UTF8.self) }
  }

  /// A page, or a file of XML, with its words converted; the text of `verbatim` elements stays.
  func markup(_ bytes: [UInt8], verbatim: [String] = PageConverter.verbatim) -> [UInt8] {
    bytes.withUnsafeBufferPointer { page in
      var scan = WordScan(page, verbatim: verbatim)
      scan.run()
      return replacing(scan.ranges, in: page)
    }
  }

  /// A calendar file: its words are behind the colons of a few fields.
  func calendar(_ bytes: [UInt8]) -> [UInt8] {
    // A line that goes on is broken within a character at worst, so lines are put together first and broken again.
    var lines: [ArraySlice<UInt8>] = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = line.last == 0x0D ? line.dropLast() : line
      if line.first == 0x20, let last = lines.last { lines[lines.count - 1] = last + line.dropFirst() } else { lines.append(line) }
    }
    var result: [UInt8] = []
    for (number, line) in lines.enumerated() {
      if number == lines.count - 1, line.isEmpty { break }
      let name = line.prefix { $0 != 0x3A && $0 != 0x3B }
      let isText = PageConverter.calendarFields.contains { name.elementsEqual($0.utf8) }
      let text = isText ? line.withUnsafeBufferPointer { convert($0) } : Array(line)
      result += PageConverter.folded(text)
    }
    return result
  }

  private static let calendarFields = ["SUMMARY", "DESCRIPTION", "CATEGORIES", "X-WR-CALNAME", "LOCATION"]

  /// A calendar's line in pieces of at most 75 bytes, no character broken.
  private static func folded(_ line: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var length = 0
    for byte in line {
      let isStart = byte & 0xC0 != 0x80
      let width = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      if isStart, length + width > 75 {
        result += [0x0D, 0x0A, 0x20]
        length = 1
      }
      result.append(byte)
      length += 1
    }
    return result + [0x0D, 0x0A]
  }

  private func replacing(_ ranges: [Range<Int>], in page: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    if ranges.isEmpty { return Array(page) }
    let keys = ranges.map { $0.count <= Memory.longest ? String(decoding: page[$0], as: UTF8.self) : "" }
    var words = memory.known.withLock { known in keys.map { $0.isEmpty ? nil : known[$0] } }
    let asked = words.indices.filter { words[$0] == nil }
    for (place, text) in zip(asked, converted(asked.map { page[ranges[$0]] })) { words[place] = text }
    memory.known.withLock { known in
      for place in asked where !keys[place].isEmpty { known[keys[place]] = words[place] }
    }
    var result: [UInt8] = []
    result.reserveCapacity(page.count + 256)
    var copied = 0
    for (range, text) in zip(ranges, words) {
      result += page[copied..<range.lowerBound]
      result += text ?? Array(page[range])
      copied = range.upperBound
    }
    result += page[copied...]
    return result
  }

  private func converted(_ texts: [Slice<UnsafeBufferPointer<UInt8>>]) -> [[UInt8]] {
    if texts.isEmpty { return [] }
    // A byte that no page holds stands between two texts, and keeps phrases from reaching over.
    var joined: [UInt8] = []
    joined.reserveCapacity(texts.reduce(0) { $0 + $1.count + 1 })
    for text in texts {
      joined += text
      joined.append(PageConverter.separator)
    }
    let converted = joined.withUnsafeBufferPointer { convert($0) }
    let parts = converted.split(separator: PageConverter.separator, omittingEmptySubsequences: false).map(Array.init)
    // One more for what is behind the last separator.
    return parts.count == texts.count + 1 ? Array(parts.dropLast()) : texts.map(Array.init)
  }

  private static let separator: UInt8 = 0x01
}

/// Finds the words of a page. Fupan's own markup quotes every value of an attribute.
private struct WordScan {
  private let page: UnsafeBufferPointer<UInt8>
  private var place = 0
  private let verbatim: [String]
  private(set) var ranges: [Range<Int>] = []

  init(_ page: UnsafeBufferPointer<UInt8>, verbatim: [String]) {
    self.page = page
    self.verbatim = verbatim
    ranges.reserveCapacity(page.count / 64)
  }

  /// Attributes that hold words.
  private static let wording: Set = [
    "alt", "title", "aria-label", "aria-description", "placeholder", "abbr", "data-auto", "data-light", "data-dark",
    "data-accept", "data-words", "data-filter", "data-found", "data-label", "data-text", "data-title", "data-none", "data-more",
  ]

  mutating func run() {
    while place < page.count {
      if page[place] == 0x3C { tag() } else { text() }
    }
  }

  private mutating func text() {
    let start = place
    var isForeign = false
    while place < page.count, page[place] != 0x3C {
      if page[place] >= 0xE2 { isForeign = true }
      place += 1
    }
    if isForeign { ranges.append(start..<place) }
  }

  private mutating func tag() {
    let start = place
    place += 1
    if place < page.count, page[place] == UInt8(ascii: "!") || page[place] == UInt8(ascii: "?") || page[place] == UInt8(ascii: "/") {
      if page[start...].starts(with: "<!--".utf8) { skip(past: "-->") } else { skip(past: ">") }
      return
    }
    let nameStart = place
    while place < page.count, WordScan.isName(page[place]) { place += 1 }
    let name = nameStart..<place
    var isClosed = false
    var stays = verbatim.contains { page[name].elementsEqual($0.utf8) }
    let isMeta = page[name].elementsEqual("meta".utf8)
    var isDescription = false
    while place < page.count, page[place] != 0x3E {
      let byte = page[place]
      if !WordScan.isName(byte) {
        isClosed = byte == UInt8(ascii: "/")
        place += 1
        continue
      }
      isClosed = false
      let keyStart = place
      while place < page.count, WordScan.isName(page[place]) { place += 1 }
      let key = keyStart..<place
      guard place + 1 < page.count, page[place] == UInt8(ascii: "="), page[place + 1] == 0x22 || page[place + 1] == 0x27 else {
        continue
      }
      let quote = page[place + 1]
      place += 2
      let valueStart = place
      var isForeign = false
      while place < page.count, page[place] != quote {
        if page[place] >= 0xE2 { isForeign = true }
        place += 1
      }
      let value = valueStart..<place
      place += 1
      if page[key].elementsEqual("translate".utf8), page[value].elementsEqual("no".utf8) { stays = true }
      if isMeta, page[key].elementsEqual("name".utf8) { isDescription = page[value].elementsEqual("description".utf8) }
      guard isForeign else { continue }
      let isWording = isDescription && page[key].elementsEqual("content".utf8)
        || WordScan.wording.contains(String(decoding: page[key], as: UTF8.self))
      if isWording { ranges.append(value) }
    }
    place += 1
    if stays, !isClosed { skipElement(name) }
  }

  /// Goes behind the end of an element that has just been opened, over others of its name within it.
  private mutating func skipElement(_ name: Range<Int>) {
    var depth = 1
    while place < page.count {
      guard page[place] == 0x3C else {
        place += 1
        continue
      }
      let isEnd = place + 1 < page.count && page[place + 1] == UInt8(ascii: "/")
      let start = place + (isEnd ? 2 : 1)
      let end = start + name.count
      place += 1
      guard end < page.count, page[start..<end].elementsEqual(page[name]), !WordScan.isName(page[end]) else { continue }
      depth += isEnd ? -1 : 1
      if depth == 0 {
        skip(past: ">")
        return
      }
    }
  }

  private mutating func skip(past mark: StaticString) {
    let length = mark.utf8CodeUnitCount
    mark.withUTF8Buffer { wanted in
      while place + length <= page.count, !page[place..<(place + length)].elementsEqual(wanted) { place += 1 }
    }
    place = min(page.count, place + length)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2D, 0x5F, 0x3A: true
    default: byte >= 0x80
    }
  }
}
