import CZip

/// The parts of a ZIP container, unpacked on demand and within limits.
///
/// Part names are looked up as Office's container format asks: without regard to the case of ASCII letters. A
/// backslash, which some writers put for a slash, is a slash.
public final class ArchiveReader {
  public struct Limits: Sendable {
    public var parts = 10_000
    /// Bytes of all parts together.
    public var unpacked = 512 << 20
    /// A part larger than `suspicious` bytes may unpack to at most `ratio` times its packed size. Sheets of equal
    /// rows reach about 100.
    public var ratio = 300
    public var suspicious = 16 << 20

    public init() {}
  }

  /// Why a container or a part of it cannot be read.
  public enum Failure: Error, Sendable, Equatable {
    /// In libzip's words, behind the part's name where it is about one.
    case damaged(String)
    case encrypted
    case tooManyParts(Int)
    case tooLarge
    /// A part, by name, that is packed beyond reason.
    case bomb(String)
  }

  private let limits: Limits
  /// libzip reads from this memory until it is closed.
  private let memory: UnsafeMutableBufferPointer<UInt8>
  private let handle: OpaquePointer
  private var indices: [String: UInt64] = [:]
  private var unpacked = 0

  /// Throws when the container cannot be read or is not safe to unpack.
  public init(_ bytes: [UInt8], limits: Limits = Limits()) throws(Failure) {
    self.limits = limits
    memory = .allocate(capacity: bytes.count)
    _ = memory.initialize(from: bytes)
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    // A source that could be made belongs to the archive once that is open; both failures leave nothing open.
    guard let source = zip_source_buffer_create(memory.baseAddress, UInt64(bytes.count), 0, &error) else {
      memory.deallocate()
      throw .damaged(String(cString: zip_error_strerror(&error)))
    }
    guard let handle = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      memory.deallocate()
      throw .damaged(String(cString: zip_error_strerror(&error)))
    }
    self.handle = handle
    try readDirectory()
  }

  deinit {
    zip_discard(handle)
    memory.deallocate()
  }

  private func readDirectory() throws(Failure) {
    let count = Int(zip_get_num_entries(handle, 0))
    guard count <= limits.parts else { throw .tooManyParts(count) }
    var total = 0
    for index in 0..<UInt64(max(0, count)) {
      var entry = zip_stat_t()
      guard zip_stat_index(handle, index, 0, &entry) == 0, let name = entry.name else { continue }
      let size = Int(clamping: entry.size)
      if entry.valid & UInt64(ZIP_STAT_ENCRYPTION_METHOD) != 0, Int32(entry.encryption_method) != ZIP_EM_NONE {
        throw .encrypted
      }
      total = total.addingReportingOverflow(size).overflow ? Int.max : total + size
      if total > limits.unpacked { throw .tooLarge }
      if isSuspicious(size: size, packed: Int(clamping: entry.comp_size)) { throw .bomb(String(cString: name)) }
      let key = ArchiveReader.key(String(cString: name))
      if indices[key] == nil { indices[key] = index }
    }
  }

  private func isSuspicious(size: Int, packed: Int) -> Bool {
    size > limits.suspicious && size / max(1, packed) > limits.ratio
  }

  private static func key(_ name: String) -> String {
    var bytes = Array(name.utf8)
    for i in bytes.indices {
      if bytes[i] == 0x5C { bytes[i] = 0x2F }
      if (0x41...0x5A).contains(bytes[i]) { bytes[i] += 0x20 }
    }
    if bytes.first == 0x2F { bytes.removeFirst() }
    return String(decoding: bytes, as: UTF8.self)
  }

  public func contains(_ part: String) -> Bool { indices[ArchiveReader.key(part)] != nil }

  /// The names of all parts as they are written, in the container's order.
  public var names: [String] {
    (0..<UInt64(max(0, zip_get_num_entries(handle, 0)))).compactMap { index in
      zip_get_name(handle, index, 0).map { String(cString: $0) }
    }
  }

  /// The unpacked part, its checksum verified; `nil` when there is no such part. What the directory says of sizes is
  /// not trusted: the bytes are counted as they come.
  public func read(_ part: String) throws(Failure) -> [UInt8]? {
    guard let index = indices[ArchiveReader.key(part)] else { return nil }
    func damaged() -> Failure { .damaged("\(part): " + String(cString: zip_strerror(handle))) }
    var entry = zip_stat_t()
    guard zip_stat_index(handle, index, 0, &entry) == 0, let stream = zip_fopen_index(handle, index, 0) else {
      throw damaged()
    }
    defer { zip_fclose(stream) }
    let packed = Int(clamping: entry.comp_size)
    let step = 1 << 16
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(Int(clamping: entry.size), limits.unpacked))
    while true {
      let got = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: step) { buffer in
        let got = Int(zip_fread(stream, buffer.baseAddress, UInt64(step)))
        if got > 0 { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[0..<got])) }
        return got
      }
      if got < 0 { throw damaged() }
      if got == 0 { break }
      unpacked += got
      if unpacked > limits.unpacked { throw .tooLarge }
      if isSuspicious(size: bytes.count, packed: packed) { throw .bomb(part) }
    }
    return bytes
  }
}
