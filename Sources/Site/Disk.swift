import Diagnostics
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file operation that the system refused.
struct FileError: Error, Sendable {
  var path: String
  var reason: String
  var writing: Bool

  func diagnostic(at file: String) -> Diagnostic {
    Diagnostic(writing ? .unwritable(reason) : .unreadable(reason), at: Location(file))
  }
}

/// The few file operations that Fupan needs, on whole files, straight on the system's calls: Foundation's cost more
/// than the pages themselves.
enum Disk {
  struct Entry: Sendable {
    var name: String
    var kind: Kind
    enum Kind: Sendable { case file, folder, link, other }
  }

  private static func error(_ path: String, writing: Bool) -> FileError {
    FileError(path: path, reason: String(cString: strerror(errno)), writing: writing)
  }

  static func read(_ path: String) throws(FileError) -> [UInt8] {
    // A pipe would keep a plain open waiting for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw error(path, writing: false) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw error(path, writing: false) }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw FileError(path: path, reason: "not a regular file", writing: false)
    }
    let size = Int(info.st_size)
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = systemRead(descriptor, buffer.baseAddress! + count, size - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failed = true }
        if got <= 0 { break }
        count += got
      }
    }
    if failed { throw error(path, writing: false) }
    return bytes
  }

  /// Writes a new file (or replaces the content of an existing one).
  static func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw error(path, writing: true) }
    var offset = 0
    while offset < bytes.count {
      let put = systemWrite(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
      if put < 0 && errno == EINTR { continue }
      guard put > 0 else {
        let failure = error(path, writing: true)
        close(descriptor)
        throw failure
      }
      offset += put
    }
    // A full disk may show only here.
    guard close(descriptor) == 0 else { throw error(path, writing: true) }
  }

  static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    var failure: FileError?
    bytes.withUnsafeBytes { buffer in
      do throws(FileError) { try write(buffer, to: path) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// The entries of a folder by name, in the order of their bytes.
  static func list(_ path: String) throws(FileError) -> [Entry] {
    guard let folder = opendir(path) else { throw error(path, writing: false) }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let kind: Entry.Kind
      switch Int32(entry.pointee.d_type) {
      case Int32(DT_REG): kind = .file
      case Int32(DT_DIR): kind = .folder
      case Int32(DT_LNK): kind = .link
      case Int32(DT_UNKNOWN): kind = self.kind(path + "/" + name) ?? .other
      default: kind = .other
      }
      entries.append(Entry(name: name, kind: kind))
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// What stands at a path, links not followed; `nil` for nothing.
  static func kind(_ path: String) -> Entry.Kind? {
    var info = stat()
    guard lstat(path, &info) == 0 else { return nil }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// The size of a regular file; `nil` for anything else.
  static func size(_ path: String) -> Int? {
    var info = stat()
    guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(info.st_size)
  }

  static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o755) == 0 { return }
    if errno == ENOENT || errno == ENOTDIR, let slash = path.utf8.lastIndex(of: 0x2F), slash != path.startIndex {
      try makeFolder(String(path[..<slash]))
      if mkdir(path, 0o755) == 0 { return }
    }
    let code = errno
    let failure = error(path, writing: true)
    if code != EEXIST, !isFolder(path) { throw failure }
    if !isFolder(path) { throw FileError(path: path, reason: "a file stands where a folder is needed", writing: true) }
  }

  static func rename(_ from: String, to target: String) throws(FileError) {
    if systemRename(from, target) != 0 { throw error(target, writing: true) }
  }

  /// Removes a file; nothing there is no error.
  static func remove(_ path: String) {
    _ = unlink(path)
  }

  /// Removes a folder if it is empty.
  static func removeEmptyFolder(_ path: String) {
    _ = rmdir(path)
  }

  /// Why a path does not lead to a file that can be read, such as a link to nothing; `nil` when it does.
  static func whyUnreadable(_ path: String) -> FileError? {
    var info = stat()
    guard stat(path, &info) == 0 else { return error(path, writing: false) }
    switch info.st_mode & S_IFMT {
    case S_IFREG, S_IFDIR: return nil
    default: return FileError(path: path, reason: "not a regular file", writing: false)
    }
  }

  /// The path with links, `.` and `..` resolved; `nil` when it does not exist.
  static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Takes an exclusive lock that ends with the process; `nil` when another process holds it.
  static func lock(_ path: String) throws(FileError) -> Int32? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw error(path, writing: true) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
    close(descriptor)
    return nil
  }

  static func unlock(_ descriptor: Int32) {
    close(descriptor)
  }
}

// The names that `Disk`'s own functions hide.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
private func systemRename(_ from: String, _ target: String) -> Int32 {
  rename(from, target)
}
