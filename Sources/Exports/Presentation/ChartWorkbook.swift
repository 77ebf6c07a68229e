import Archive
import Values

/// The figures of a chart as the smallest workbook that Excel opens, to be embedded beside the chart.
func chartWorkbook(_ grid: FigureGrid) throws(ArchiveWriteFailure) -> [UInt8] {
  var rows = row(0, grid.columns.map { .text($0) })
  for (index, cells) in grid.rows.enumerated() { rows += row(index + 1, cells) }
  let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
  return try writeArchive([
    ArchivePart(
      "[Content_Types].xml",
      xml(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
          + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
          + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
          + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(types).sheet.main+xml\"/>"
          + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"\(types).worksheet+xml\"/>"
          + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(types).styles+xml\"/></Types>")),
    ArchivePart("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
    ArchivePart(
      "xl/workbook.xml",
      xml(
        "<workbook xmlns=\"\(main)\" xmlns:r=\"\(officeRelations)\"><sheets>"
          + "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")),
    ArchivePart(
      "xl/_rels/workbook.xml.rels", relations([("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")])),
    // Style 1 shows days.
    ArchivePart(
      "xl/styles.xml",
      xml(
        "<styleSheet xmlns=\"\(main)\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"\(ExportText.latinFont)\"/></font></fonts>"
          + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
          + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
          + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
          + "<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
          + "<xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>"
          + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>")),
    ArchivePart(
      "xl/worksheets/sheet1.xml", xml("<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData></worksheet>")),
  ])
}

private func row(_ index: Int, _ cells: [FigureGrid.Cell]) -> String {
  var xml = "<row r=\"\(index + 1)\">"
  for (column, cell) in cells.enumerated() {
    let place = "\(XlsxSheet.letters(column))\(index + 1)"
    switch cell {
    case .text(""), .number(nil, _): continue
    case .text(let text):
      xml += "<c r=\"\(place)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped(text))</t></is></c>"
    case .number(let value?, _): xml += "<c r=\"\(place)\"><v>\(xmlNumber(value))</v></c>"
    case .day(let day): xml += "<c r=\"\(place)\" s=\"1\"><v>\(Int(day.number) + 25_569)</v></c>"
    }
  }
  return xml + "</row>"
}

let officeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

func xml(_ body: String) -> String { "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + body }

/// Relations of a part, `rId1` and on; kinds by their last word, or as a whole address.
func relations(_ targets: [(kind: String, target: String)]) -> String {
  var body = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
  for (index, item) in targets.enumerated() {
    let type = item.kind.contains("/") ? item.kind : officeRelations + "/" + item.kind
    body += "<Relationship Id=\"rId\(index + 1)\" Type=\"\(type)\" Target=\"\(item.target)\"/>"
  }
  return xml(body + "</Relationships>")
}
