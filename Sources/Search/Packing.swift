/// Numbers and bits in printable ASCII: the 91 characters from `#` to `~` without `\`, which need no escape in a script.
enum Packing {
  @inline(__always) static func character(_ value: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: value + (value >= 57 ? 36 : 35))
  }

  /// A number: 0 to 45 end it, 46 to 90 are digits of base 45, lowest first, that go on.
  static func number(_ value: Int, into bytes: inout [UInt8]) {
    var rest = value
    while rest >= 46 {
      bytes.append(character(46 + rest % 45))
      rest /= 45
    }
    bytes.append(character(rest))
  }

  /// Two characters for a symbol below 8281.
  @inline(__always) static func symbol(_ value: Int, into bytes: inout [UInt8]) {
    bytes.append(character(value / 91))
    bytes.append(character(value % 91))
  }

  /// How many low bits of a gap are written as they are, for `count` members of `total`: the divisor that is best
  /// where members are spread evenly.
  static func lowBits(count: Int, total: Int) -> Int {
    let divisor = total * 11 / (max(count, 1) * 16)
    return divisor <= 1 ? 0 : Int.bitWidth - 1 - divisor.leadingZeroBitCount
  }
}

/// Bits, most significant first, thirteen to two characters.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var count = 0

  /// Writes the low bits of a value, at most 32 of them.
  @inline(__always) mutating func write(_ value: UInt64, _ bits: Int) {
    pending = pending << UInt64(bits) | (value & (1 << UInt64(bits) - 1))
    count += bits
    while count >= 13 {
      count -= 13
      Packing.symbol(Int(pending >> UInt64(count) & 0x1FFF), into: &bytes)
    }
  }

  /// As many ones as the value says, then a zero.
  @inline(__always) mutating func unary(_ value: Int) {
    var rest = value
    while rest >= 16 {
      write(0xFFFF, 16)
      rest -= 16
    }
    write((1 << UInt64(rest + 1)) - 2, rest + 1)
  }

  /// Elias' gamma code of a positive value.
  mutating func gamma(_ value: Int) {
    let width = Int.bitWidth - 1 - value.leadingZeroBitCount
    unary(width)
    if width > 0 { write(UInt64(value), width) }
  }

  /// Numbers that rise, from `first` up to below `end`: how many and one more, then the gaps in Rice's code. Of more
  /// than half the absent ones are written.
  mutating func list(_ members: ArraySlice<UInt32>, from first: Int, to end: Int) {
    gamma(members.count + 1)
    guard members.count * 2 > end - first else { return gaps(members, from: first, to: end) }
    var absent: [UInt32] = []
    var next = UInt32(first)
    for member in members {
      while next < member {
        absent.append(next)
        next += 1
      }
      next = member + 1
    }
    while next < end {
      absent.append(next)
      next += 1
    }
    gaps(absent[...], from: first, to: end)
  }

  private mutating func gaps(_ members: ArraySlice<UInt32>, from first: Int, to end: Int) {
    let low = Packing.lowBits(count: members.count, total: end - first)
    var next = UInt32(first)
    for member in members {
      let gap = member - next
      unary(Int(gap >> UInt32(low)))
      if low > 0 { write(UInt64(gap), low) }
      next = member + 1
    }
  }

  /// Fills the last two characters with zeros.
  mutating func finish() -> [UInt8] {
    if count > 0 { write(0, 13 - count) }
    return bytes
  }
}
