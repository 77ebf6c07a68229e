import Testing

@testable import Tables  // The sheet's reader serves the workbook's and is not public.

/// The rows of a sheet with one row 2, and its findings.
private func read(_ cells: String) -> String {
  let sheet = WorkbookSheet(
    name: "S", file: "a.xlsx", strings: ["直播", ""], formats: [.number, .date], epoch: .year1900)
  do {
    try sheet.parse(Array("<x><sheetData><row r=\"2\">\(cells)</row></sheetData></x>".utf8), part: "p", file: "a.xlsx")
  } catch {
    return "damaged"
  }
  sheet.finish()
  let rows = lines(Grid(sheet: nil, encoding: "", rows: sheet.rows))
  return (rows + places(sheet.diagnostics)).joined(separator: "; ")
}

@Test("a cell reads the same in its common form and in an unusual one", arguments: [
  (#"<c r="A2"><v>12.5</v></c>"#, "2: n12.5"),
  (#"<c r="C2" s="0" t="n"><v>-7</v></c>"#, "2: - | - | n-7"),
  (#"<c r="A2"><v>1.50</v></c>"#, "2: n1.5"),
  (#"<c r="A2"><v>12E1</v></c>"#, "2: n120"),
  (#"<c r="A2"><v>x</v></c>"#, "workbook-number a.xlsx[S]:2:1"),
  (#"<c r="A2" s="1"><v>46191</v></c>"#, "2: d2026-06-18"),
  (#"<c r="A2" s="1"><v>60</v></c>"#, "workbook-date a.xlsx[S]:2:1"),
  (#"<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" s="9"><v>1</v></c>"#, "2: t直播 | - | n1"),
  (#"<c r="A2" t="s"><v>2</v></c>"#, "workbook-damaged a.xlsx[S]:2:1"),
  (#"<c r="A2" t="inlineStr"><is><t>a &amp; 信息_x0041_</t></is></c>"#, "2: ta & 信息A"),
  (#"<c r="A2" t="inlineStr"><is><t>信息_x0041_</t></is></c>"#, "2: t信息A"),
  (#"<c r="A2" s="1"/><c r="B2"></c><c r="C2"><v>3</v></c>"#, "2: - | - | n3"),
  (#"<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>"#, "2: n1; workbook-damaged a.xlsx[S]:2:1"),
  (#"<c r="A3"><v>1</v></c><c r="B2"><v>2</v></c>"#, "2: - | n2; workbook-damaged a.xlsx[S]:2"),
  (#"<c r="XFE2"><v>1</v></c>"#, "workbook-damaged a.xlsx[S]:2"),
  (#"<c r="A2"><c r="B2"><v>1</v></c></c>"#, "2: - | n1; workbook-damaged a.xlsx[S]:2:2"),
  (#"<c r="A2"><v>1</c></v>"#, "damaged"),
])
func plainCells(_ cells: String, _ expected: String) {
  #expect(read(cells) == expected)
  // Blanks and single quotes mean nothing in a tag, but are not the common form.
  #expect(read(cells.replacing("<c ", with: "<c  ")) == expected)
  #expect(read(cells.replacing("\"", with: "'")) == expected)
}
