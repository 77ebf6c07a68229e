/// Writes the smallest workbooks that there are, so that a test shows the XML that it is about.
enum Workbook {
  /// What stands in a cell.
  enum Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case text(String)
    case number(Int)
    /// The number of a day, shown as a day.
    case day(Int)
    /// A formula, with the result that was stored with it.
    case formula(String, Int?)
    case empty

    init(stringLiteral text: String) { self = .text(text) }
    init(integerLiteral number: Int) { self = .number(number) }
  }

  /// - Parameters:
  ///   - dimension: what the sheet says about its extent.
  ///   - merged: ranges of merged cells.
  static func file(_ rows: [[Cell]], dimension: String? = nil, merged: [String] = [], from1904: Bool = false) -> Content {
    var sheet = "<worksheet \(main)>" + (dimension.map { "<dimension ref=\"\($0)\"/>" } ?? "") + "<sheetData>"
    for (row, cells) in rows.enumerated() {
      sheet += "<row r=\"\(row + 1)\">"
      for (column, cell) in cells.enumerated() { sheet += xml(cell, "\(Character(UnicodeScalar(UInt8(65 + column))))\(row + 1)") }
      sheet += "</row>"
    }
    sheet += "</sheetData>"
    if !merged.isEmpty { sheet += "<mergeCells>" + merged.map { "<mergeCell ref=\"\($0)\"/>" }.joined() + "</mergeCells>" }
    sheet += "</worksheet>"
    let officeDocument = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func relations(_ targets: [(kind: String, path: String)]) -> String {
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + targets.enumerated().map { place, target in
          "<Relationship Id=\"r\(place + 1)\" Type=\"\(officeDocument)/\(target.kind)\" Target=\"\(target.path)\"/>"
        }.joined() + "</Relationships>"
    }
    return zip([
      (
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
          + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
          + "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
      ),
      ("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
      (
        "xl/workbook.xml",
        "<workbook \(main) xmlns:r=\"\(officeDocument)\">" + (from1904 ? "<workbookPr date1904=\"1\"/>" : "")
          + "<sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
      ),
      ("xl/_rels/workbook.xml.rels", relations([("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")])),
      // Style 1 shows days.
      ("xl/styles.xml", "<styleSheet \(main)><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
      ("xl/worksheets/sheet1.xml", sheet),
    ])
  }

  private static let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

  private static func xml(_ cell: Cell, _ place: String) -> String {
    switch cell {
    case .text(let text): "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    case .number(let number): "<c r=\"\(place)\"><v>\(number)</v></c>"
    case .day(let number): "<c r=\"\(place)\" s=\"1\"><v>\(number)</v></c>"
    case .formula(let formula, let result):
      "<c r=\"\(place)\"><f>\(formula)</f>" + (result.map { "<v>\($0)</v>" } ?? "") + "</c>"
    case .empty: ""
    }
  }

  // MARK: ZIP

  /// An archive of files that are stored as they are.
  private static func zip(_ files: [(name: String, text: String)]) -> Content {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    func number(_ value: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    for (name, text) in files {
      let (bytes, offset) = (Array(text.utf8), archive.count)
      // Version 2.0, no flags, stored, 1980-01-01, checksum, sizes, lengths of the name and the extra field.
      let fields = [
        (20, 2), (0, 2), (0, 2), (0x0021_0000, 4), (Int(checksum(bytes)), 4), (bytes.count, 4), (bytes.count, 4),
        (name.utf8.count, 2), (0, 2),
      ]
      let head: [UInt8] = fields.flatMap { number($0.0, $0.1) }
      archive += [0x50, 0x4B, 3, 4] + head + Array(name.utf8) + bytes
      directory += [0x50, 0x4B, 1, 2] + number(20, 2) + head + number(0, 10) + number(offset, 4) + Array(name.utf8)
    }
    let fields = [(0, 4), (files.count, 2), (files.count, 2), (directory.count, 4), (archive.count, 4), (0, 2)]
    let end: [UInt8] = [0x50, 0x4B, 5, 6] + fields.flatMap { number($0.0, $0.1) }
    return .bytes(archive + directory + end)
  }

  /// CRC-32 as ZIP uses it.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB8_8320 }
    }
    return ~sum
  }
}
