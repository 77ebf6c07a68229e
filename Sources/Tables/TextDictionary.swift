/// Gives every distinct text of a column a number, by the bytes of its cells.
///
/// Cells that differ only in what `trimmed` takes away share a number, and a cell that is cleaned once is found by
/// its raw bytes from then on. The bytes of the cells must outlive the dictionary, except those put in with `keep`.
final class TextDictionary {
  static let missing: Int32 = -1

  /// In order of first appearance.
  private(set) var entries: [String] = []
  private var marks: [Int32: TotalMark] = [:]
  private var codes: [String: Int32] = [:]
  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  private var used = 0
  private var kept: [UnsafeMutablePointer<UInt8>] = []
  /// Texts of a register: no word marks a total row, and few stand for no value.
  private let isRegister: Bool

  private struct Slot {
    var hash: UInt64
    var start: UnsafePointer<UInt8>?
    var count: Int32
    var code: Int32
  }

  init(isRegister: Bool = false) {
    self.isRegister = isRegister
    mask = 63
    slots = .allocate(capacity: 64)
    slots.initialize(repeating: Slot(hash: 0, start: nil, count: 0, code: 0), count: 64)
  }

  deinit {
    slots.deallocate()
    for pointer in kept { pointer.deallocate() }
  }

  /// The cell's number; `missing`; or below that the negative number of a text that marks a total row.
  @inline(__always)
  func code(_ cell: Bytes, keep: Bool = false) -> Int32 {
    guard let start = cell.baseAddress, cell.count > 0 else { return TextDictionary.missing }
    let hash = TextDictionary.hash(start, cell.count)
    var index = Int(truncatingIfNeeded: hash) & mask
    while let found = slots[index].start {
      if slots[index].hash == hash, Int(slots[index].count) == cell.count,
        TextDictionary.equal(found, start, cell.count)
      {
        return slots[index].code
      }
      index = (index + 1) & mask
    }
    return insert(cell, hash, at: index, keep: keep)
  }

  /// The number that a total mark gets where it turns out to be an ordinary value.
  func plainCode(ofMark code: Int32) -> Int32 { -2 - code }

  func mark(_ code: Int32) -> TotalMark? { marks[code] }

  private func insert(_ cell: Bytes, _ hash: UInt64, at index: Int, keep: Bool) -> Int32 {
    let clean = trimmed(cell)
    var code = TextDictionary.missing
    if !(isRegister ? isMissingText(clean) : isMissing(clean)) {
      let string = isRegister && clean.contains(0x0D) ? text(clean).replacing("\r\n", with: "\n") : text(clean)
      if let known = codes[string] {
        code = known
      } else {
        let mark = isRegister ? nil : TotalMark(string)
        code = Int32(entries.count)
        entries.append(string)
        if let mark {
          code = -2 - code
          marks[code] = mark
        }
        codes[string] = code
      }
    }
    var start = cell.baseAddress
    if keep, let source = start {
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: cell.count)
      copy.update(from: source, count: cell.count)
      kept.append(copy)
      start = UnsafePointer(copy)
    }
    slots[index] = Slot(hash: hash, start: start, count: Int32(cell.count), code: code)
    used += 1
    if used * 2 > mask { grow() }
    return code
  }

  private func grow() {
    let old = slots
    let count = mask + 1
    mask = count * 4 - 1
    slots = .allocate(capacity: count * 4)
    slots.initialize(repeating: Slot(hash: 0, start: nil, count: 0, code: 0), count: count * 4)
    for position in 0..<count where old[position].start != nil {
      var index = Int(truncatingIfNeeded: old[position].hash) & mask
      while slots[index].start != nil { index = (index + 1) & mask }
      slots[index] = old[position]
    }
    old.deallocate()
  }

  /// Eight bytes at a time, each mixed by a multiplication and a fold.
  @inline(__always)
  private static func hash(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    var state = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index + 8 <= count {
      let word = UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self)
      state = (state ^ word) &* 0xFF51_AFD7_ED55_8CCD
      state ^= state >> 32
      index += 8
    }
    var tail: UInt64 = 0
    while index < count {
      tail = tail << 8 | UInt64(start[index])
      index += 1
    }
    state = (state ^ tail) &* 0xC4CE_B9FE_1A85_EC53
    return state ^ (state >> 29)
  }

  @inline(__always)
  private static func equal(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    for index in 0..<count where a[index] != b[index] { return false }
    return true
  }
}
