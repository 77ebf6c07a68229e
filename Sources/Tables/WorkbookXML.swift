import Diagnostics

/// Reads one XML part of a workbook from start to end; subclasses take what they need from it.
///
/// Element names come without their prefix: writers choose prefixes freely, and the strict and the transitional
/// namespaces name the same things alike. What stands in an extension list (`extLst`) is skipped.
class WorkbookPart {
  /// Text between tags is kept only after `collect()`.
  private(set) final var collects = false
  private final var collected: [UInt8] = []
  private final var hasBadText = false
  private final var skipped = 0

  /// Set by a subclass that has reported why it stopped reading.
  final var stopped = false

  func start(_ name: XMLName, _ attributes: XMLAttributes) {}
  func end(_ name: XMLName) {}

  /// Called between tokens; may take whole elements that it recognises by itself off the scanner.
  func readAhead(_ scanner: inout XMLScanner) {}

  /// Starts to keep text.
  final func collect() {
    collects = true
    collected.removeAll(keepingCapacity: true)
  }

  /// The text since `collect()`; no more is kept.
  final func takeText() -> String {
    collects = false
    // Nearly all text is ASCII, and checking that is much cheaper than validating.
    if collected.allSatisfy({ $0 < 0x80 }) { return String(decoding: collected, as: UTF8.self) }
    if let text = String(validating: collected, as: UTF8.self) { return text }
    hasBadText = true
    return ""
  }

  /// Throws a `Diagnostic` when the part is not well-formed or declares entities.
  final func parse(_ bytes: [UInt8], part: String, file: String, sheet: String? = nil) throws {
    let location = Location(file, sheet: sheet)
    guard let text = WorkbookPart.utf8(bytes) else { throw Diagnostic(.workbookXML(part, line: 1), at: location) }
    var scanner = XMLScanner(text)
    do {
      while !stopped {
        if !collects && skipped == 0 { readAhead(&scanner) }
        guard !stopped, try step(&scanner) else { break }
      }
    } catch .doctype {
      throw Diagnostic(.workbookDoctype(part), at: location)
    } catch {
      let line = text[..<scanner.position].count { $0 == 0x0A } + 1
      throw Diagnostic(.workbookXML(part, line: line), at: location)
    }
  }

  /// Whether there is more.
  private func step(_ scanner: inout XMLScanner) throws(XMLScanner.Trouble) -> Bool {
    switch try scanner.next() {
    case .done: return false
    case .start(let isEmpty):
      if skipped > 0 || scanner.name == .extLst {
        skipped += 1
      } else {
        start(scanner.name, scanner.attributes)
      }
      if isEmpty { close(scanner.name) }
    case .end: close(scanner.name)
    case .text(let range):
      if collects && skipped == 0 { try scanner.decode(range, into: &collected) }
    case .cdata(let range):
      if collects && skipped == 0 { collected += scanner.bytes[range] }
    }
    if hasBadText { throw .malformed }
    return true
  }

  private func close(_ name: XMLName) {
    if skipped > 0 { skipped -= 1 } else { end(name) }
  }

  /// The part as UTF-8, which it is unless its first bytes are UTF-16's; `nil` where UTF-16 is broken.
  private static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    var text = bytes
    let isLittle = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0x3C, 0x00])
    if isLittle || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0x00, 0x3C]) {
      guard bytes.count % 2 == 0 else { return nil }
      let units = stride(from: 0, to: bytes.count, by: 2).map { i in
        isLittle
          ? UInt16(bytes[i]) | UInt16(bytes[i + 1]) << 8
          : UInt16(bytes[i]) << 8 | UInt16(bytes[i + 1])
      }
      // The byte order mark is U+FEFF; as UTF-8 it may stay.
      guard let decoded = String(validating: units, as: UTF16.self) else { return nil }
      text = Array(decoded.utf8)
    }
    return text
  }
}

/// `_rels/*.rels`: ids to the parts they stand for.
final class WorkbookRelations: WorkbookPart {
  struct Relation {
    /// The last part of the relationship's type: `worksheet`, `sharedStrings`, `styles`, `officeDocument`.
    var kind: String
    var target: String
  }
  private(set) var byID: [String: Relation] = [:]
  /// In the order of the file.
  private(set) var all: [Relation] = []

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == .Relationship, let id = attributes[.Id], let type = attributes[.kind],
      let target = attributes[.Target], attributes[.TargetMode] != "External"
    else { return }
    let kind = type.utf8.lastIndex(of: 0x2F).map { String(type[type.utf8.index(after: $0)...]) } ?? type
    let relation = Relation(kind: kind, target: target)
    byID[id] = relation
    all.append(relation)
  }

  func first(_ kind: String) -> Relation? { all.first { $0.kind == kind } }

  /// The part that `target` names, seen from the folder of `base`: `xl/worksheets/sheet1.xml`.
  static func resolve(_ target: String, from base: String) -> String {
    var parts = target.hasPrefix("/") ? [] : base.split(separator: "/").dropLast().map(String.init)
    for part in target.split(separator: "/") {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}

/// `xl/workbook.xml`: the sheets in their order, and the epoch of dates.
final class WorkbookIndex: WorkbookPart {
  struct Sheet {
    var name: String
    var relation: String
    var isHidden: Bool
  }
  private(set) var sheets: [Sheet] = []
  private(set) var epoch = DateEpoch.year1900

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case .workbookPr:
      if let flag = attributes[.date1904], flag == "1" || flag == "true" { epoch = .year1904 }
    case .sheet:
      // The relation's id is the only prefixed attribute that is called `id`.
      let relation = attributes.prefixed(.id) ?? ""
      let state = attributes[.state] ?? "visible"
      sheets.append(Sheet(name: attributes[.name] ?? "", relation: relation, isHidden: state != "visible"))
    default: break
    }
  }
}

/// `xl/sharedStrings.xml`: texts by number. Rich text is joined; phonetic guides are left out.
final class WorkbookStrings: WorkbookPart {
  private(set) var strings: [String] = []
  private var item = ""
  private var inPhonetic = false

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case .si: item = ""
    case .rPh: inPhonetic = true
    case .t where !inPhonetic: collect()
    default: break
    }
  }

  override func end(_ name: XMLName) {
    switch name {
    case .t where collects: item += takeText()
    case .rPh: inPhonetic = false
    case .si: strings.append(unescapedWorkbookText(item))
    default: break
    }
  }
}

/// `xl/styles.xml`: for each cell style what its number format makes of a number.
final class WorkbookStyles: WorkbookPart {
  private(set) var formats: [NumberFormat] = []
  private var custom: [Int: String] = [:]
  private var section: XMLName?

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case .numFmts, .cellXfs, .cellStyleXfs, .dxfs: section = name
    case .numFmt where section == .numFmts:
      if let id = attributes[.numFmtId].flatMap({ Int($0) }) { custom[id] = attributes[.formatCode] ?? "" }
    case .xf where section == .cellXfs:
      let id = attributes[.numFmtId].flatMap { Int($0) } ?? 0
      formats.append(custom[id].map { NumberFormat(code: $0) } ?? NumberFormat(builtin: id))
    default: break
    }
  }

  override func end(_ name: XMLName) {
    if name == section { section = nil }
  }
}
