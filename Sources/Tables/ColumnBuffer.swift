/// The cells of one column of one piece of a file, as they are read.
///
/// Room for every row is taken at once; a row that turns out to be no data is written over by the next.
final class ColumnBuffer {
  let storage: ColumnPlan.Storage
  /// Text codes and days.
  let small: UnsafeMutablePointer<Int32>
  /// Mantissas.
  let large: UnsafeMutablePointer<Int64>
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

  init(_ storage: ColumnPlan.Storage, capacity: Int) {
    self.storage = storage
    let isLarge = storage == .number || storage == .duration
    small = .allocate(capacity: isLarge ? 0 : capacity)
    large = .allocate(capacity: isLarge ? capacity : 0)
    dictionary = storage == .text || storage == .hour ? TextDictionary() : nil
  }

  deinit { release() }

  /// Gives the memory back once the cells have been copied.
  func release() {
    if isReleased { return }
    isReleased = true
    small.deallocate()
    large.deallocate()
  }
  private var isReleased = false

  /// Puts `mantissa / 10^scale` at `row`, widening the scale of the rows before where needed; `false` when the
  /// column cannot hold it.
  @inline(__always)
  func put(_ mantissa: Int64, scale wanted: Int, at row: Int) -> Bool {
    if wanted == scale {
      large[row] = mantissa
      return true
    }
    return putScaled(mantissa, scale: wanted, at: row)
  }

  private func putScaled(_ mantissa: Int64, scale wanted: Int, at row: Int) -> Bool {
    if wanted > scale, mantissa != 0, !widen(to: wanted, rows: row) { return false }
    guard let scaled = ColumnBuffer.scaled(mantissa, by: scale - min(wanted, scale)) else { return false }
    large[row] = scaled
    return true
  }

  /// Brings the first `rows` rows to a larger scale; changes nothing when one of them does not fit.
  func widen(to wanted: Int, rows: Int) -> Bool {
    let missing = ColumnValues.missingNumber
    guard let factor = ColumnBuffer.power(wanted - scale) else {
      guard (0..<rows).allSatisfy({ large[$0] == missing || large[$0] == 0 }) else { return false }
      scale = wanted
      return true
    }
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
