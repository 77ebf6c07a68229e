import Glibc

/// Cuts delimited text into records and cells: RFC 4180, and what real files do beside it.
///
/// A quote opens a cell only at its beginning (blanks before it allowed); elsewhere it is a character of the text.
/// Inside a quoted cell a lone quote that closes nothing (`"5" screen",12`) is text too. A quote that is never closed is text,
/// and is reported through `unclosed`.
struct RecordScanner {
  struct Cell {
    var start: Int
    var end: Int
    /// Doubled quotes stand in it.
    var escaped: Bool
  }

  let base: UnsafePointer<UInt8>
  let end: Int
  let delimiter: UInt8
  /// LF; CR in files that have no LF.
  let terminator: UInt8
  var position: Int
  /// The line that `position` is on, from 1.
  var line: Int32
  /// The cells of the last record, and how many of them there are.
  let cells: UnsafeMutablePointer<Cell>
  var count = 0
  /// Cells beyond this many are counted as text in `hasMore`, not kept.
  let capacity: Int
  var hasMore = false
  var unclosed: [Int32] = []

  init(_ text: TextView, from position: Int, to end: Int? = nil, line: Int32, capacity: Int) {
    base = text.base
    self.end = end ?? text.end
    delimiter = text.delimiter
    terminator = text.terminator
    self.position = position
    self.line = line
    self.capacity = capacity
    cells = .allocate(capacity: capacity)
  }

  func deallocate() { cells.deallocate() }

  /// Reads the record at `position`; `false` at the end of the text.
  @inline(__always)
  mutating func next() -> Bool {
    guard position < end else { return false }
    var position = self.position
    var count = 0
    hasMore = false
    while true {
      let start = position
      while position < end {
        let byte = base[position]
        if byte == delimiter || byte == terminator || byte == 0x22 { break }
        position += 1
      }
      var cell = Cell(start: start, end: position, escaped: false)
      if position < end, base[position] == 0x22 {
        quoted(&cell, &position)
      }
      let last = position >= end || base[position] == terminator
      if last, cell.end > cell.start, cell.end == position, base[cell.end - 1] == 0x0D { cell.end -= 1 }
      if count < capacity {
        cells[count] = cell
        count += 1
      } else if cell.end > cell.start {
        hasMore = true
      }
      if last { break }
      position += 1
    }
    if position < end {
      position += 1
      line &+= 1
    }
    self.count = count
    self.position = position
    return true
  }

  /// A quote stands at `position`: reads the rest of the cell.
  private mutating func quoted(_ cell: inout Cell, _ position: inout Int) {
    if RecordScanner.isBlank(base, cell.start, position) {
      let opening = position
      if let close = RecordScanner.closing(base, opening + 1, end, delimiter, terminator) {
        cell.start = opening + 1
        cell.end = close.index
        cell.escaped = close.escaped
        if close.hasLineBreak {
          for index in cell.start..<cell.end where base[index] == terminator { line &+= 1 }
        }
        position = close.index + 1
        let behind = position
        while position < end, base[position] != delimiter, base[position] != terminator { position += 1 }
        if !RecordScanner.isBlank(base, behind, position) {
          // Text behind the closing quote belongs to the cell, quotes and all.
          cell.start = opening
          cell.end = position
          cell.escaped = false
        }
        return
      }
      unclosed.append(line)
    }
    while position < end, base[position] != delimiter, base[position] != terminator { position += 1 }
    cell.end = position
  }

  private static func isBlank(_ base: UnsafePointer<UInt8>, _ from: Int, _ to: Int) -> Bool {
    for index in from..<max(from, to) where base[index] != 0x20 && base[index] != 0x09 && base[index] != 0x0D {
      return false
    }
    return true
  }

  /// The quote that closes the cell whose text begins at `start`.
  static func closing(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ delimiter: UInt8, _ terminator: UInt8
  ) -> (index: Int, escaped: Bool, hasLineBreak: Bool)? {
    var index = start
    var escaped = false
    while let quote = find(0x22, base, index, end) {
      if quote + 1 < end, base[quote + 1] == 0x22 {
        escaped = true
        index = quote + 2
        continue
      }
      var behind = quote + 1
      while behind < end, base[behind] == 0x20 || base[behind] == 0x0D || base[behind] == 0x09,
        base[behind] != delimiter, base[behind] != terminator
      {
        behind += 1
      }
      let closes = behind >= end || base[behind] == delimiter || base[behind] == terminator
      if !closes, isLone(quote, base, end, delimiter, terminator) {
        index = quote + 1
        continue
      }
      return (quote, escaped, find(terminator, base, start, quote) != nil)
    }
    return nil
  }

  /// A quote with text behind it is text itself when the next quote on its line closes the cell, and does not open
  /// another.
  private static func isLone(
    _ quote: Int, _ base: UnsafePointer<UInt8>, _ end: Int, _ delimiter: UInt8, _ terminator: UInt8
  ) -> Bool {
    var index = quote + 1
    while index < end, base[index] != 0x22 {
      if base[index] == terminator { return false }
      index += 1
    }
    guard index < end, base[index - 1] != delimiter else { return false }
    return true
  }

  private static func find(_ byte: UInt8, _ base: UnsafePointer<UInt8>, _ from: Int, _ to: Int) -> Int? {
    guard from < to, let found = memchr(base + from, Int32(byte), to - from) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Positions near multiples of `size` at which records begin, for reading pieces side by side; at most `limit`
  /// beside the first.
  static func boundaries(_ text: TextView, from start: Int, size: Int, limit: Int = .max) -> [Int] {
    var result = [start]
    var target = start + size
    var outside = start
    while target < text.end, result.count <= limit {
      // Up to the next quote every terminator ends a record.
      let quote = find(0x22, text.base, outside, text.end) ?? text.end
      while target < quote, result.count <= limit,
        let newline = find(text.terminator, text.base, max(target, outside), quote)
      {
        if newline + 1 < text.end { result.append(newline + 1) }
        target = newline + 1 + size
      }
      if quote >= text.end { break }
      var before = quote
      while before > start, text.base[before - 1] == 0x20 || text.base[before - 1] == 0x09,
        text.base[before - 1] != text.delimiter
      {
        before -= 1
      }
      let opens = before == start || text.base[before - 1] == text.delimiter || text.base[before - 1] == text.terminator
      if opens, let close = closing(text.base, quote + 1, text.end, text.delimiter, text.terminator) {
        outside = close.index + 1
      } else {
        outside = quote + 1
      }
      // Quotes behind a closing one belong to the same cell.
      while outside < text.end, text.base[outside] != text.delimiter, text.base[outside] != text.terminator {
        outside += 1
      }
    }
    return result
  }
}

/// Text that outlives its reading, and how it is cut.
struct TextView: @unchecked Sendable {
  // The bytes are only read, and live as long as the call that made the view.
  let base: UnsafePointer<UInt8>
  let end: Int
  var delimiter: UInt8
  var terminator: UInt8
  /// For rows that were a sheet's: the sheet's row of each record. Otherwise records say their line themselves.
  var lines: [Int32]?
  /// The bytes are a read-only mapping of a file.
  var isMapped = false

  /// Lets the system have the whole pages of a part that has been read; reading them again gives the same bytes.
  func release(from: Int, to: Int) {
    guard isMapped else { return }
    let page = sysconf(Int32(_SC_PAGESIZE))
    guard page > 0 else { return }
    let start = (UInt(bitPattern: base) + UInt(from) + UInt(page) - 1) / UInt(page) * UInt(page)
    let end = (UInt(bitPattern: base) + UInt(to)) / UInt(page) * UInt(page)
    guard end > start, let first = UnsafeMutableRawPointer(bitPattern: start) else { return }
    madvise(first, Int(end - start), MADV_DONTNEED)
  }

  func bytes(_ cell: RecordScanner.Cell) -> Bytes {
    Bytes(start: base + cell.start, count: cell.end - cell.start)
  }

  /// The cell as text, quotes undone and blanks trimmed.
  func string(_ cell: RecordScanner.Cell) -> String {
    let raw = text(trimmed(bytes(cell)))
    return cell.escaped ? raw.replacing("\"\"", with: "\"") : raw
  }
}
