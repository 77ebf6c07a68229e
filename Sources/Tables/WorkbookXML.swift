import Diagnostics
import Foundation
import FoundationXML

/// Reads one XML part of a workbook from start to end; subclasses take what they need from it.
///
/// Element and attribute names come without their prefix, because writers choose prefixes freely and the strict and
/// the transitional namespaces name the same things alike. What stands in an extension list (`extLst`) is skipped.
class WorkbookPart: NSObject, XMLParserDelegate {
  private var skipped = 0
  /// Text between tags is collected only while this is set.
  final var collects = false
  final var text = ""

  func start(_ name: String, _ attributes: [String: String]) {}
  func end(_ name: String) {}

  /// Throws a `Diagnostic` when the part is not well-formed or declares entities.
  func parse(_ bytes: [UInt8], part: String, file: String, sheet: String? = nil) throws {
    let location = Location(file, sheet: sheet)
    switch WorkbookPart.prolog(of: bytes) {
    case .plain: break
    case .doctype: throw Diagnostic(.workbookDoctype(part), at: location)
    case .strange: throw Diagnostic(.workbookXML(part, line: 1), at: location)
    }
    let parser = XMLParser(data: Data(bytes))
    parser.shouldResolveExternalEntities = false
    parser.delegate = self
    // The parser's own verdict is not enough: FoundationXML calls a text that breaks off a success.
    let isComplete = parser.parse() && parser.parserError == nil && !hasFailed && hasRoot && depth == 0
    guard isComplete || stopped else {
      throw Diagnostic(.workbookXML(part, line: parser.lineNumber), at: location)
    }
  }

  /// Set by a subclass that has reported why it stopped reading.
  final var stopped = false

  private var depth = 0
  private var hasRoot = false
  private var hasFailed = false

  final func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    depth += 1
    hasRoot = true
    let name = WorkbookPart.local(element)
    if skipped > 0 || name == "extLst" {
      skipped += 1
      return
    }
    start(name, attributes)
    if stopped { parser.abortParsing() }
  }

  final func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
  ) {
    depth -= 1
    if skipped > 0 {
      skipped -= 1
      return
    }
    end(WorkbookPart.local(element))
    if stopped { parser.abortParsing() }
  }

  final func parser(_ parser: XMLParser, foundCharacters string: String) {
    if collects && skipped == 0 { text += string }
  }

  final func parser(_ parser: XMLParser, foundCDATA block: Data) {
    if collects && skipped == 0 { text += String(decoding: block, as: UTF8.self) }
  }

  final func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) { hasFailed = true }

  static func local(_ name: String) -> String {
    guard let colon = name.utf8.lastIndex(of: 0x3A) else { return name }
    return String(name[name.utf8.index(after: colon)...])
  }

  private enum Prolog { case plain, doctype, strange }

  /// What stands before the root element. Workbooks never have a DOCTYPE, the one way to declare entities that
  /// multiply, and are UTF-8 or UTF-16, so that no other encoding can hide one.
  private static func prolog(of bytes: [UInt8]) -> Prolog {
    // Zero bytes are half of UTF-16's ASCII characters; a prolog is ASCII, comments apart.
    let head = bytes.prefix(1 << 16).filter { $0 != 0 }
    var at = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) ? 2 : 0
    func find(_ text: String, from: Int) -> Int? {
      let pattern = Array(text.utf8)
      var i = from
      while i + pattern.count <= head.count {
        if head[i..<i + pattern.count].elementsEqual(pattern) { return i }
        i += 1
      }
      return nil
    }
    while at < head.count {
      switch head[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      case 0x3C where at + 1 < head.count:
        if head[at + 1] == 0x3F {
          guard let close = find("?>", from: at) else { return .strange }
          let declaration = String(decoding: head[at..<close], as: UTF8.self).lowercased()
          if declaration.hasPrefix("<?xml "), declaration.contains("encoding"),
            !declaration.contains("utf-8"), !declaration.contains("utf-16"), !declaration.contains("us-ascii")
          {
            return .strange
          }
          at = close + 2
        } else if head[at + 1] == 0x21 {
          guard head[at...].starts(with: Array("<!--".utf8)), let close = find("-->", from: at) else { return .doctype }
          at = close + 3
        } else {
          return .plain
        }
      default: return .strange
      }
    }
    return .strange
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

  override func start(_ name: String, _ attributes: [String: String]) {
    guard name == "Relationship", let id = attributes["Id"], let type = attributes["Type"],
      let target = attributes["Target"], attributes["TargetMode"] != "External"
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

  override func start(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "workbookPr":
      if let flag = attributes["date1904"], flag == "1" || flag == "true" { epoch = .year1904 }
    case "sheet":
      // The relation's id is the only prefixed attribute that is called `id`.
      let relation = attributes.first { $0.key.hasSuffix(":id") }?.value ?? ""
      let state = attributes["state"] ?? "visible"
      sheets.append(Sheet(name: attributes["name"] ?? "", relation: relation, isHidden: state != "visible"))
    default: break
    }
  }
}

/// `xl/sharedStrings.xml`: texts by number. Rich text is joined; phonetic guides are left out.
final class WorkbookStrings: WorkbookPart {
  private(set) var strings: [String] = []
  private var item = ""
  private var inPhonetic = false

  override func start(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "si": item = ""
    case "rPh": inPhonetic = true
    case "t" where !inPhonetic:
      text = ""
      collects = true
    default: break
    }
  }

  override func end(_ name: String) {
    switch name {
    case "t" where collects:
      collects = false
      item += text
    case "rPh": inPhonetic = false
    case "si": strings.append(unescapedWorkbookText(item))
    default: break
    }
  }
}

/// `xl/styles.xml`: for each cell style what its number format makes of a number.
final class WorkbookStyles: WorkbookPart {
  private(set) var formats: [NumberFormat] = []
  private var custom: [Int: String] = [:]
  private var section = ""

  override func start(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "numFmts", "cellXfs", "cellStyleXfs", "dxfs": section = name
    case "numFmt" where section == "numFmts":
      if let id = attributes["numFmtId"].flatMap({ Int($0) }) { custom[id] = attributes["formatCode"] ?? "" }
    case "xf" where section == "cellXfs":
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      formats.append(custom[id].map { NumberFormat(code: $0) } ?? NumberFormat(builtin: id))
    default: break
    }
  }

  override func end(_ name: String) {
    if name == section { section = "" }
  }
}
