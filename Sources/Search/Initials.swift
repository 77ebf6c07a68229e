import Glibc

/// The first letters of how characters are read in Mandarin, for titles that are typed as `ysgl` for 预算管理.
///
/// The 3,755 common characters of GB 2312 stand in that standard in the order of their readings, so that places in it
/// give the letters. Others have none.
struct Initials: Sendable {
  /// Letters of U+4E00 to U+9FFF; zero where there is none.
  private let letters: [UInt8]

  /// The codes that each letter begins at; no reading begins with i, u or v.
  private static let firsts: [(code: Int, letter: Character)] = [
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"), (0xB9FE, "h"),
    (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"),
    (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
  ]

  init() {
    var bytes: [UInt8] = []
    var given: [UInt8] = []
    var next = 0
    for high in 0xB0...0xD7 {
      // The last row is not full.
      for low in 0xA1...(high == 0xD7 ? 0xF9 : 0xFE) {
        while next + 1 < Initials.firsts.count, Initials.firsts[next + 1].code <= high << 8 | low { next += 1 }
        bytes += [UInt8(high), UInt8(low)]
        given.append(Initials.firsts[next].letter.asciiValue ?? 0)
      }
    }
    var letters = [UInt8](repeating: 0, count: 0x5200)
    for (scalar, letter) in zip(Initials.decoded(bytes), given) where scalar.value >= 0x4E00 && scalar.value < 0xA000 {
      letters[Int(scalar.value) - 0x4E00] = letter
    }
    self.letters = letters
  }

  /// The characters of GB 2312 bytes; none where the system cannot read them.
  private static func decoded(_ bytes: [UInt8]) -> [Unicode.Scalar] {
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != UnsafeMutableRawPointer(bitPattern: -1) else { return [] }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 2)
    var written = 0
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var (from, to) = (input.baseAddress, output.baseAddress)
        var (left, room) = (input.count, output.count)
        if iconv(converter, &from, &left, &to, &room) != Int(bitPattern: UInt.max) { written = output.count - room }
      }
    }
    return Array(String(decoding: output[..<written].map { UInt8(bitPattern: $0) }, as: UTF8.self).unicodeScalars)
  }

  /// Hands over the keys of a title: a grave accent and up to seven letters from every place of a run of characters with
  /// letters, at least two.
  func scan(_ title: String, folds: FoldTable, _ sink: inout some TokenSink) {
    var run: [UInt8] = []
    for scalar in title.unicodeScalars {
      let point = Scan.isHan(scalar.value) ? folds.fold(scalar.value) : 0
      let letter = point >= 0x4E00 && point < 0xA000 ? letters[Int(point) - 0x4E00] : 0
      if letter > 0 { run.append(letter) } else { emit(&run, &sink) }
    }
    emit(&run, &sink)
  }

  private func emit(_ run: inout [UInt8], _ sink: inout some TokenSink) {
    for start in 0..<max(run.count - 1, 0) {
      var key: UInt64 = 0x60
      let end = min(start + 7, run.count)
      for place in start..<end { key = key << 8 | UInt64(run[place]) }
      sink.add(key << UInt64(56 - 8 * (end - start)))
    }
    run.removeAll(keepingCapacity: true)
  }
}
