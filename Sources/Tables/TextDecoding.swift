import Diagnostics
import Glibc
import Parallel

/// The text of a data file as UTF-8 bytes, and what its encoding was.
struct DecodedText {
  /// `nil` when the file's own bytes are it.
  var bytes: [UInt8]?
  /// Where the text begins in `bytes`: behind the byte order mark.
  var start = 0
  var encoding: String
}

/// Decodes by byte order mark, then as strict UTF-8, then as GB18030 (which contains GBK and GB2312).
///
/// A text that an earlier wrong save destroyed (U+FFFD, 锟斤拷) is refused, because what was lost cannot be guessed.
func decodeText(_ bytes: Bytes, file: String) -> Result<DecodedText, Diagnostic> {
  func failure(_ problem: Problem, _ line: Int = 0) -> Result<DecodedText, Diagnostic> {
    .failure(Diagnostic(problem, at: Location(file, line: line)))
  }
  var text: DecodedText
  if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
    let little = bytes[0] == 0xFF
    guard let decoded = decodeUTF16(Array(bytes), littleEndian: little) else { return failure(.badUTF16) }
    text = DecodedText(bytes: decoded, encoding: little ? "UTF-16 LE" : "UTF-16 BE")
    if case .destroyed(let offset) = decoded.withUnsafeBufferPointer({ checkUTF8($0, from: 0) }) {
      return failure(.destroyedText, line(of: offset, in: decoded))
    }
    return .success(text)
  }
  if bytes.prefix(4096).contains(0) { return failure(.binaryFile) }
  let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
  switch checkUTF8(bytes, from: marked ? 3 : 0) {
  case .valid:
    return .success(DecodedText(start: marked ? 3 : 0, encoding: marked ? "UTF-8 BOM" : "UTF-8"))
  case .destroyed(let offset): return failure(.destroyedText, line(of: offset, in: bytes))
  case .invalid(let offset):
    if marked { return failure(.badEncoding("UTF-8"), line(of: offset, in: bytes)) }
  }
  switch decodeGB18030(Array(bytes)) {
  case .success(let decoded):
    text = DecodedText(bytes: decoded, encoding: "GB18030")
    if case .destroyed(let offset) = decoded.withUnsafeBufferPointer({ checkUTF8($0, from: 0) }) {
      return failure(.destroyedText, line(of: offset, in: decoded))
    }
    return .success(text)
  case .failure(let error):
    return failure(
      error.truncated ? .cutText("GB18030") : .badEncoding("UTF-8 / GB18030"), line(of: error.offset, in: bytes))
  }
}

private func line(of offset: Int, in bytes: some Sequence<UInt8>) -> Int {
  1 + bytes.prefix(offset).lazy.filter { $0 == 0x0A }.count
}

enum UTF8Verdict: Sendable { case valid, invalid(Int), destroyed(Int) }

/// Strict UTF-8, and no mark of destroyed text.
func checkUTF8(_ bytes: Bytes, from start: Int) -> UTF8Verdict {
  // Threads only read, and the call outlives them.
  nonisolated(unsafe) let buffer = bytes
  let size = 4 << 20
  let pieces = max(1, (bytes.count - start + size - 1) / size)
  let verdicts = parallelMap(pieces) { index -> UTF8Verdict in
    // A piece begins at the first byte that begins a character, and reads its last character to the end.
    func boundary(_ position: Int) -> Int {
      var position = min(position, buffer.count)
      var steps = 0
      while position < buffer.count, position > start, buffer[position] & 0xC0 == 0x80, steps < 4 {
        position += 1
        steps += 1
      }
      return position
    }
    let from = index == 0 ? start : boundary(start + index * size)
    let to = index == pieces - 1 ? buffer.count : boundary(start + (index + 1) * size)
    return checkUTF8(buffer, from, to)
  }
  // What is not UTF-8 at all decides before what UTF-8 has been destroyed.
  var destroyed: UTF8Verdict?
  for verdict in verdicts {
    if case .invalid = verdict { return verdict }
    if case .destroyed = verdict, destroyed == nil { destroyed = verdict }
  }
  return destroyed ?? .valid
}

private func checkUTF8(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> UTF8Verdict {
  guard let base = bytes.baseAddress else { return .valid }
  var index = from
  var destroyed: Int?
  while index < to {
    while index + 8 <= to {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      if word & 0x8080_8080_8080_8080 == 0 {
        index += 8
      } else {
        index += word.trailingASCII
        break
      }
    }
    if index >= to { break }
    let first = base[index]
    if first < 0x80 {
      index += 1
      continue
    }
    func continuation(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      index + offset < to && base[index + offset] >= low && base[index + offset] <= high
    }
    switch first {
    case 0xE1...0xEC, 0xEE, 0xEF:
      guard continuation(1), continuation(2) else { return .invalid(index) }
      if first == 0xEF, base[index + 1] == 0xBF, base[index + 2] == 0xBD { destroyed = destroyed ?? index }
      if first == 0xE9, base[index + 1] == 0x94, base[index + 2] == 0x9F, index + 5 < to,
        base[index + 3] == 0xE6, base[index + 4] == 0x96, base[index + 5] == 0xA4
      {
        destroyed = destroyed ?? index
      }
      index += 3
    case 0xC2...0xDF:
      guard continuation(1) else { return .invalid(index) }
      index += 2
    case 0xE0, 0xED:
      guard continuation(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xE0 ? 0xBF : 0x9F), continuation(2) else {
        return .invalid(index)
      }
      index += 3
    case 0xF0...0xF4:
      guard continuation(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF), continuation(2),
        continuation(3)
      else { return .invalid(index) }
      index += 4
    default: return .invalid(index)
    }
  }
  return destroyed.map { .destroyed($0) } ?? .valid
}

extension UInt64 {
  /// How many of the eight bytes, in memory order, come before the first that is not ASCII.
  fileprivate var trailingASCII: Int { (littleEndian & 0x8080_8080_8080_8080).trailingZeroBitCount / 8 }
}

private func decodeUTF16(_ bytes: [UInt8], littleEndian: Bool) -> [UInt8]? {
  guard bytes.count % 2 == 0 else { return nil }
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  let units = stride(from: 2, to: bytes.count, by: 2).lazy.map { index in
    littleEndian
      ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
      : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
  }
  let failed = transcode(
    units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true, into: { result.append($0) })
  return failed ? nil : result
}

struct GB18030Failure: Error {
  var offset: Int
  /// The text ends in the middle of a character.
  var truncated: Bool
}

/// glibc's converter does the work; the loop feeds it until the input is used up.
func decodeGB18030(_ bytes: [UInt8]) -> Result<[UInt8], GB18030Failure> {
  guard let converter = iconv_open("UTF-8", "GB18030"), converter != UnsafeMutableRawPointer(bitPattern: -1) else {
    return .failure(GB18030Failure(offset: 0, truncated: false))
  }
  defer { iconv_close(converter) }
  var output = [UInt8](repeating: 0, count: bytes.count * 2 + 64)
  var failure: GB18030Failure?
  var written = 0
  bytes.withUnsafeBytes { input in
    output.withUnsafeMutableBytes { out in
      var inPointer = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(to: CChar.self)
      var inLeft = input.count
      var outPointer = out.baseAddress?.assumingMemoryBound(to: CChar.self)
      // Two bytes become at most three, one becomes one, four become four.
      var outLeft = out.count
      if iconv(converter, &inPointer, &inLeft, &outPointer, &outLeft) == Int(bitPattern: UInt.max) {
        failure = GB18030Failure(offset: input.count - inLeft, truncated: errno == EINVAL)
      }
      written = out.count - outLeft
    }
  }
  if let failure { return .failure(failure) }
  output.removeLast(output.count - written)
  return .success(output)
}
