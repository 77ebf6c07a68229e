/// The cells of one column of one piece of a file, as they are read.
///
/// Room for every row is taken at once; a row that turns out to be no data is written over by the next.
final class ColumnBuffer {
  let storage: ColumnPlan.Storage
  /// Text codes and days; mantissas as long as all of them fit, with `Int32.min` for a missing one.
  let small: UnsafeMutablePointer<Int32>
  /// Mantissas from the first on that does not fit 32 bits. Most never need it, and take half the memory.
  private(set) var large: UnsafeMutablePointer<Int64>?
  private let capacity: Int
  let dictionary: TextDictionary?
  /// The scale of all mantissas so far.
  var scale = 0
  var currencies: Set<String> = []
  /// Number cells with a percent sign, and without.
  var signed = 0
  var unsigned = 0
  /// Whether some unsigned number was above 1.
  var isAboveOne = false
  /// A day cell was a spreadsheet's serial number.
  var hasSerials = false

  init(_ storage: ColumnPlan.Storage, capacity: Int, isRegister: Bool = false) {
    self.storage = storage
    self.capacity = capacity
    small = .allocate(capacity: capacity)
    dictionary = storage == .text || storage == .hour ? TextDictionary(isRegister: isRegister) : nil
  }

  deinit { release() }

  /// Gives the memory back once the cells have been copied.
  func release() {
    if isReleased { return }
    isReleased = true
    small.deallocate()
    large?.deallocate()
  }
  private var isReleased = false

  func setMissing(at row: Int) {
    if let large { large[row] = ColumnValues.missingNumber } else { small[row] = .min }
  }

  /// The mantissa of a row, or `ColumnValues.missingNumber`.
  @inline(__always)
  func mantissa(_ row: Int) -> Int64 {
    if let large { return large[row] }
    return small[row] == .min ? ColumnValues.missingNumber : Int64(small[row])
  }

  /// Puts `mantissa / 10^scale` at `row`, widening the scale of the rows before where needed; `false` when the
  /// column cannot hold it.
  func put(_ mantissa: Int64, scale wanted: Int, at row: Int) -> Bool {
    if wanted == scale {
      store(mantissa, at: row)
      return true
    }
    if wanted > scale, mantissa != 0, !widen(to: wanted, rows: row) { return false }
    guard let scaled = ColumnBuffer.scaled(mantissa, by: scale - min(wanted, scale)) else { return false }
    store(scaled, at: row)
    return true
  }

  private func store(_ mantissa: Int64, at row: Int) {
    if large == nil {
      if let narrow = Int32(exactly: mantissa), narrow != .min {
        small[row] = narrow
        return
      }
      enlarge(rows: row)
    }
    large?[row] = mantissa
  }

  /// Moves the first `rows` mantissas to 64 bits.
  private func enlarge(rows: Int) {
    let target = UnsafeMutablePointer<Int64>.allocate(capacity: capacity)
    for row in 0..<rows { target[row] = mantissa(row) }
    large = target
  }

  /// Brings the first `rows` rows to a larger scale; changes nothing when one of them does not fit.
  func widen(to wanted: Int, rows: Int) -> Bool {
    if wanted == scale { return true }
    let missing = ColumnValues.missingNumber
    guard let factor = ColumnBuffer.power(wanted - scale) else {
      guard (0..<rows).allSatisfy({ mantissa($0) == missing || mantissa($0) == 0 }) else { return false }
      scale = wanted
      return true
    }
    if large == nil {
      var largest: Int64 = 0
      for row in 0..<rows where small[row] != .min { largest = max(largest, abs(Int64(small[row]))) }
      if largest <= Int64(Int32.max) / factor {
        let narrow = Int32(truncatingIfNeeded: factor)
        for row in 0..<rows where small[row] != .min { small[row] &*= narrow }
        scale = wanted
        return true
      }
      enlarge(rows: rows)
    }
    guard let large else { return false }
    let limit = Int64.max / factor
    for row in 0..<rows where large[row] != missing && (large[row] > limit || large[row] < -limit) { return false }
    for row in 0..<rows where large[row] != missing { large[row] *= factor }
    scale = wanted
    return true
  }

  static func scaled(_ mantissa: Int64, by digits: Int) -> Int64? {
    if mantissa == 0 { return 0 }
    guard let factor = power(digits) else { return nil }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: factor)
    return overflow || product == .min ? nil : product
  }

  static func power(_ digits: Int) -> Int64? {
    guard digits >= 0, digits <= 18 else { return nil }
    var power: Int64 = 1
    for _ in 0..<digits { power *= 10 }
    return power
  }
}
