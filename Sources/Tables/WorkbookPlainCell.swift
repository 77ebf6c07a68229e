import Glibc

/// A sheet's cell in one of the forms that nearly all cells have, recognised on its bytes as a whole: a number, a
/// shared string or an inline text, with no attributes but `r`, `s` and `t`.
///
/// `nil` for everything else, sound or not, which is then left to `XMLScanner`.
struct PlainCell {
  enum Content {
    case nothing
    /// What stands in `v`, unchecked.
    case number(Bytes)
    case shared(Int)
    /// Text without references and carriage returns, not checked for UTF-8.
    case inline(Bytes)
  }

  private enum Kind { case number, shared, inline }

  var column = 0
  var row = 0
  var style = 0
  var content = Content.nothing
  /// Behind the cell's end tag.
  var end: Int

  init?(_ part: Bytes, at start: Int) {
    guard let base = part.baseAddress else { return nil }
    var cursor = Cursor(base: base, at: start, end: part.count)
    end = start
    guard cursor.takes("<c") else { return nil }
    var kind: Kind?
    var hasStyle = false
    while cursor.takes(" ") {
      // Each attribute once: of two with one name the scanner has its own choice.
      if column == 0, cursor.takes("r=\"") {
        guard cursor.reference(&column, &row) else { return nil }
      } else if !hasStyle, cursor.takes("s=\"") {
        guard let number = cursor.number() else { return nil }
        style = number
        hasStyle = true
      } else if kind == nil, cursor.takes("t=\"") {
        if cursor.takes("s") {
          kind = .shared
        } else if cursor.takes("n") {
          kind = .number
        } else if cursor.takes("inlineStr") {
          kind = .inline
        } else {
          return nil
        }
      } else {
        return nil
      }
      guard cursor.takes("\"") else { return nil }
    }
    guard column > 0 else { return nil }
    if !cursor.takes("/>") {
      guard cursor.takes(">") else { return nil }
      switch kind ?? .number {
      case .number:
        guard cursor.takes("<v>"), let text = cursor.text(), cursor.takes("</v></c>") else { return nil }
        content = .number(text)
      case .shared:
        guard cursor.takes("<v>"), let index = cursor.number(), cursor.takes("</v></c>") else { return nil }
        content = .shared(index)
      case .inline:
        guard cursor.takes("<is><t>"), let text = cursor.text(), cursor.takes("</t></is></c>") else { return nil }
        content = .inline(text)
      }
    }
    end = cursor.at
  }

  private struct Cursor {
    let base: UnsafePointer<UInt8>
    var at: Int
    let end: Int

    @inline(__always)
    mutating func takes(_ text: StaticString) -> Bool {
      let count = text.utf8CodeUnitCount
      guard end - at >= count, memcmp(base + at, text.utf8Start, count) == 0 else { return false }
      at += count
      return true
    }

    /// `B12` in capitals; `false` beyond the last column or row.
    @inline(__always)
    mutating func reference(_ column: inout Int, _ row: inout Int) -> Bool {
      while at < end, (0x41...0x5A).contains(base[at]) {
        column = column * 26 + Int(base[at] - 0x40)
        guard column <= WorkbookSheet.maximumColumn else { return false }
        at += 1
      }
      guard column > 0, let number = number(), (1...WorkbookSheet.maximumRow).contains(number) else { return false }
      row = number
      return true
    }

    /// One to nine digits.
    @inline(__always)
    mutating func number() -> Int? {
      let first = at
      var value = 0
      while at < end, at - first < 10, base[at] &- 0x30 <= 9 {
        value = value * 10 + Int(base[at] - 0x30)
        at += 1
      }
      return (1...9).contains(at - first) ? value : nil
    }

    /// Up to the next tag.
    @inline(__always)
    mutating func text() -> Bytes? {
      let first = at
      while at < end, base[at] != 0x3C {
        if base[at] == 0x26 || base[at] == 0x0D { return nil }
        at += 1
      }
      return Bytes(start: base + first, count: at - first)
    }
  }
}
