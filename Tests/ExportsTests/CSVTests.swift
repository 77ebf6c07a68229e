import Testing

@testable import Exports

/// CSV as Excel reads it.
@Suite struct CSVTests {
  @Test("what a spreadsheet would run is text behind an apostrophe; numbers and minus signs of figures are not")
  func guarded() {
    var csv = CSVWriter()
    csv.row([.text("=1+1"), .text("+86 138"), .text("-A1"), .text("@SUM(A1)"), .text("\tx"), .text(" =1"), .text("＝1")])
    csv.row([.number(.exact(.init(-5))), .number(.real(0.25)), .text("−3.1%"), .text("—"), .empty])
    let text = String(decoding: csv.bytes.dropFirst(3), as: UTF8.self)
    #expect(text == "'=1+1,'+86 138,'-A1,'@SUM(A1),'\tx,' =1,'＝1\r\n-5,0.25,−3.1%,—,\r\n")
    #expect(Array(csv.bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
  }

  @Test("quotes, commas and line breaks stay within their cell")
  func quoted() {
    var csv = CSVWriter()
    csv.row([.text("a,b"), .text("he said \"hi\""), .text("two\nlines"), .text("=\"x\"")])
    #expect(
      String(decoding: csv.bytes.dropFirst(3), as: UTF8.self)
        == "\"a,b\",\"he said \"\"hi\"\"\",\"two\nlines\",\"'=\"\"x\"\"\"\r\n")
  }
}
