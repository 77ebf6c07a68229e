/// The container of XLS: streams of bytes in sectors that a table chains together (MS-CFB).
///
/// Nothing that the file says of places and sizes is trusted: a chain is followed for exactly as many sectors as the
/// stream's size asks for, so that no loop is endless, and every sector must lie within the file.
struct CompoundFile {
  struct Damage: Error { var detail: String }

  struct Entry {
    var name: String
    var start: UInt32
    var size: Int
  }

  static let magic: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
  /// Sheets of 65,536 rows stay far below; more would only be pictures.
  static let largestStream = 512 << 20

  private let bytes: [UInt8]
  private let shift: Int
  private var chain: [UInt32] = []
  private var miniChain: [UInt32] = []
  private var miniStream: [UInt8] = []
  private var miniCutoff = 4096
  private(set) var entries: [Entry] = []

  private static let endOfChain: UInt32 = 0xFFFF_FFFE
  private static let largestSector: UInt32 = 0xFFFF_FFFA

  init(_ bytes: [UInt8]) throws(Damage) {
    self.bytes = bytes
    guard bytes.count >= 512, bytes.starts(with: CompoundFile.magic) else { throw Damage(detail: "CFB") }
    let shift = Int(bytes.word(at: 30))
    guard shift == 9 || shift == 12, bytes.word(at: 32) == 6, bytes.word(at: 28) == 0xFFFE else {
      throw Damage(detail: "CFB sector size")
    }
    self.shift = shift
    miniCutoff = Int(bytes.long(at: 56))
    try readChains()
    var root: Entry?
    let directory = try read(from: bytes.long(at: 48), size: nil, what: "directory")
    var position = 0
    while position + 128 <= directory.count {
      defer { position += 128 }
      let kind = directory[position + 66]
      let length = min(64, Int(directory.word(at: position + 64)))
      guard kind == 2 || kind == 5, length >= 2 else { continue }
      let units = stride(from: position, to: position + length - 2, by: 2).map { directory.word(at: $0) }
      let entry = Entry(
        name: String(decoding: units, as: UTF16.self), start: directory.long(at: position + 116),
        size: Int(directory.long(at: position + 120)))
      if kind == 5 { root = root ?? entry } else { entries.append(entry) }
    }
    let first = bytes.long(at: 60)
    if let root, first < CompoundFile.largestSector {
      miniChain = try read(from: first, size: nil, what: "mini FAT").longs
      miniStream = try read(from: root.start, size: root.size, what: "mini stream")
    }
  }

  /// The sectors of the allocation table are listed in the header, and in a chain of sectors of their own.
  private mutating func readChains() throws(Damage) {
    var places = stride(from: 76, to: 512, by: 4).map { bytes.long(at: $0) }
    var next = bytes.long(at: 68)
    let perSector = (1 << shift) / 4
    let sectors = bytes.count >> shift
    var steps = 0
    while next < CompoundFile.largestSector {
      steps += 1
      guard steps <= sectors, let sector = sector(next), sector.count == 1 << shift else {
        throw Damage(detail: "CFB DIFAT")
      }
      let list = Array(sector).longs
      places += list.dropLast()
      next = list[perSector - 1]
    }
    for place in places where place < CompoundFile.largestSector {
      guard let sector = sector(place) else { throw Damage(detail: "CFB FAT") }
      chain += Array(sector).longs
      guard chain.count <= sectors + 2 * perSector else { break }
    }
  }

  /// A sector; the last one of a file may be cut off behind its content.
  private func sector(_ number: UInt32) -> ArraySlice<UInt8>? {
    let start = (Int(number) + 1) << shift
    guard number < CompoundFile.largestSector, start < bytes.count else { return nil }
    return bytes[start..<min(bytes.count, start + (1 << shift))]
  }

  /// The bytes of a chain; with no size those up to its end.
  private func read(from start: UInt32, size: Int?, what: String) throws(Damage) -> [UInt8] {
    guard (size ?? 0) <= CompoundFile.largestStream else { throw Damage(detail: "CFB \(what): size") }
    var result: [UInt8] = []
    result.reserveCapacity(min(size ?? 0, bytes.count))
    var next = start
    var steps = 0
    while size.map({ result.count < $0 }) ?? (next != CompoundFile.endOfChain) {
      steps += 1
      guard let sector = sector(next), Int(next) < chain.count, steps <= bytes.count >> shift else {
        throw Damage(detail: "CFB \(what)")
      }
      result += sector
      next = chain[Int(next)]
    }
    if let size { result.removeLast(result.count - size) }
    return result
  }

  /// The stream's bytes, all of them.
  func stream(_ entry: Entry) throws(Damage) -> [UInt8] {
    guard entry.size < miniCutoff else { return try read(from: entry.start, size: entry.size, what: entry.name) }
    var result: [UInt8] = []
    var next = entry.start
    while result.count < entry.size {
      let start = Int(next) << 6
      guard next < CompoundFile.largestSector, start < miniStream.count, Int(next) < miniChain.count else {
        throw Damage(detail: "CFB \(entry.name)")
      }
      result += miniStream[start..<min(miniStream.count, start + 64)]
      next = miniChain[Int(next)]
    }
    result.removeLast(result.count - entry.size)
    return result
  }

  /// The stream of that name, whatever the case of its letters.
  func entry(_ name: String) -> Entry? { entries.first { $0.name.lowercased() == name.lowercased() } }
}

/// Little-endian numbers; the caller has made sure that they are there.
extension [UInt8] {
  func word(at position: Int) -> UInt16 { UInt16(self[position]) | UInt16(self[position + 1]) << 8 }
  func long(at position: Int) -> UInt32 { UInt32(word(at: position)) | UInt32(word(at: position + 2)) << 16 }
  func double(at position: Int) -> Double {
    Double(bitPattern: UInt64(long(at: position)) | UInt64(long(at: position + 4)) << 32)
  }
  fileprivate var longs: [UInt32] { stride(from: 0, to: count - 3, by: 4).map { long(at: $0) } }
}
