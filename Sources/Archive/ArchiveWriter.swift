import CZip

/// A file of a ZIP container that is to be written.
public struct ArchivePart: Sendable {
  /// With `/` between folders.
  public var name: String
  public var bytes: [UInt8]

  public init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  public init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
}

/// What libzip said when a container could not be made: memory ran out, or two parts have one name.
public struct ArchiveWriteFailure: Error, Sendable, Equatable {
  public var reason: String
}

/// A ZIP container of the parts in the order given, deflated, names in UTF-8. The same parts give the same bytes: every
/// part bears the first day that the format can tell, 1980-01-01.
public func writeArchive(_ parts: [ArchivePart]) throws(ArchiveWriteFailure) -> [UInt8] {
  var error = zip_error_t()
  zip_error_init(&error)
  defer { zip_error_fini(&error) }
  func failure() -> ArchiveWriteFailure { ArchiveWriteFailure(reason: String(cString: zip_error_strerror(&error))) }

  guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { throw failure() }
  defer { zip_source_free(target) }
  guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else { throw failure() }
  // The archive gives its own hold on the source up when it is closed; the bytes are read after that.
  zip_source_keep(target)

  // libzip reads the parts' bytes when the archive is closed.
  var memory: [UnsafeMutableBufferPointer<UInt8>] = []
  defer { for buffer in memory { buffer.deallocate() } }
  for part in parts {
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: part.bytes.count)
    _ = buffer.initialize(from: part.bytes)
    memory.append(buffer)
    guard let source = zip_source_buffer(archive, buffer.baseAddress, UInt64(buffer.count), 0) else {
      zip_discard(archive)
      throw ArchiveWriteFailure(reason: "out of memory")
    }
    let index = zip_file_add(archive, part.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      let reason = String(cString: zip_strerror(archive))
      zip_source_free(source)
      zip_discard(archive)
      throw ArchiveWriteFailure(reason: "\(part.name): \(reason)")
    }
    // Time 0 of year 0, month 1, day 1, counted from 1980.
    zip_file_set_dostime(archive, UInt64(index), 0, 1 << 5 | 1, 0)
  }
  guard zip_close(archive) == 0 else {
    let reason = String(cString: zip_strerror(archive))
    zip_discard(archive)
    throw ArchiveWriteFailure(reason: reason)
  }
  // No parts, no archive: libzip removes what would be empty.
  if parts.isEmpty { return emptyArchive }
  var info = zip_stat_t()
  guard zip_source_stat(target, &info) == 0, zip_source_open(target) == 0 else {
    throw ArchiveWriteFailure(reason: "the written archive cannot be read back")
  }
  defer { zip_source_close(target) }
  let size = Int(clamping: info.size)
  var got = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    got = Int(zip_source_read(target, buffer.baseAddress, UInt64(size)))
    count = max(0, got)
  }
  guard got == size else { throw ArchiveWriteFailure(reason: "the written archive cannot be read back") }
  return bytes
}

/// The end record of a container without parts.
private let emptyArchive: [UInt8] = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
