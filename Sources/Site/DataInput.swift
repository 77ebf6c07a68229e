import Diagnostics
import Glibc
import Handbook
import Metrics
import Review
import Tables
import Values

/// By which register a file of `registers/` is read.
struct RegisterLookup: Sendable {
  /// The names that files may have, for a hint at what was meant.
  var names: [String]
  /// The register that a file belongs to, by its name.
  var register: @Sendable (_ file: String) -> String?
  /// The register's catalogue for a path relative to the site; `nil` when no register has files of that name.
  var catalogue: @Sendable (_ file: String) -> ColumnCatalogue?
}

/// Data files as tables, with the reports of their import.
public struct DataInput: Sendable {
  public var tables: [DataTable] = []
  /// One for every file or sheet, by file.
  public var reports: [ImportReport] = []
  /// File to fingerprint of its bytes.
  public var fingerprints: [String: String] = [:]
  public var diagnostics: [Diagnostic] = []
  /// How good the data of each table is, in the order of `tables`; only for `fupan data`.
  public var quality: [TableQuality] = []
  /// The tables taken together, over all their days; only for `fupan data`.
  public var facts: CampaignFacts?

  /// What of persons the files may hold, and the site's folder.
  private var privacy = PrivacyGuard(PrivacySettings())
  private var root = "."

  /// Reads files given relative to `content/`.
  static func read(
    files: [String], root: String, columns: ColumnCatalogue, registers: RegisterLookup, period: Period?,
    privacy: PrivacyGuard
  ) -> DataInput {
    var input = DataInput()
    input.privacy = privacy
    input.root = root
    let reader = TableReader(columns: columns)
    let names = files.map { SiteFolder.contentName + "/" + $0 }
    // Small files are taken into memory first, all of them, and their fingerprints together.
    let contents = names.map { name -> Result<[UInt8], FileError>? in
      let path = root + "/" + name
      if (Disk.size(path) ?? 0) >= FileMapping.smallest { return nil }
      return Result { () throws(FileError) in try Disk.read(path) }
    }
    let read = contents.indices.filter { if case .success = contents[$0] { true } else { false } }
    let prints = fingerprintAll(read.compactMap { try? contents[$0]?.get() })
    for (number, fingerprint) in zip(read, prints) { input.fingerprints[names[number]] = fingerprint }
    for (name, content) in zip(names, contents) {
      guard let (reader, folder) = input.reader(of: name, registers, else: reader) else { continue }
      switch content {
      case .success(let bytes): input.add(reader.read(bytes, file: name, dataFolder: folder))
      case .failure(let error): input.diagnostics.append(error.diagnostic(at: name))
      case nil: input.read(name, at: root + "/" + name, with: reader, folder: folder)
      }
    }
    return input
  }

  /// Reads a file by the register that its name tells when it lies in `registers/`, as a KPI file elsewhere.
  mutating func read(
    _ file: String, at path: String, with reader: TableReader, registers: RegisterLookup, fingerprinting: Bool = true
  ) {
    guard let (reader, folder) = self.reader(of: file, registers, else: reader) else { return }
    read(file, at: path, with: reader, folder: folder, fingerprinting: fingerprinting)
  }

  /// What a file is read with, and the folder it is seen from; `nil` (and a report) when it lies in `registers/` and no
  /// register has files of its name.
  private mutating func reader(
    of file: String, _ registers: RegisterLookup, else reader: TableReader
  ) -> (TableReader, folder: String)? {
    guard let folder = DataInput.registersFolder(of: file) else { return (reader, DataInput.dataFolder(of: file)) }
    if let columns = registers.catalogue(file) { return (TableReader(columns: columns), folder) }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    let problem = Problem.unknownRegister(stem, nearest: nearest(to: stem, among: registers.names))
    diagnostics.append(Diagnostic(problem, at: Location(file)))
    return nil
  }

  /// Reads one file from `path` and names it `file` in everything that is said of it; its fingerprint only when asked
  /// for, since a large file's takes longer than its rows.
  mutating func read(
    _ file: String, at path: String, with reader: TableReader, folder: String, fingerprinting: Bool = true
  ) {
    if let mapping = FileMapping(path) {
      mapping.withBytes { bytes in
        if fingerprinting { fingerprints[file] = fingerprint(bytes) }
        add(reader.read(bytes, file: file, dataFolder: folder, isMapped: true))
      }
      return
    }
    do {
      let bytes = try Disk.read(path)
      if fingerprinting { fingerprints[file] = fingerprint(bytes) }
      add(reader.read(bytes, file: file, dataFolder: folder))
    } catch {
      diagnostics.append(error.diagnostic(at: file))
    }
  }

  private mutating func add(_ read: (tables: [DataTable], diagnostics: [Diagnostic])) {
    tables += read.tables
    reports += read.tables.map(\.report)
    diagnostics += read.diagnostics
    let places = LinePlaces(root: root)
    for table in read.tables {
      diagnostics += table.personalData(
        isAllowed: { privacy.allows($0, file: table.file, column: $1) },
        column: { places.find($0, in: table.file, line: $1).column })
    }
  }

  /// The `data/` or `registers/` folder that a file lies in or below, with a final slash.
  static func dataFolder(of file: String) -> String {
    var parts: [Substring] = []
    for part in file.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      parts.append(part)
      if part == "data" || part == "registers" { break }
    }
    return parts.joined(separator: "/") + "/"
  }

  /// The `registers/` folder that a file lies in or below, with a final slash; `nil` where a `data/` folder is nearer.
  static func registersFolder(of file: String) -> String? {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    guard let last = parts.lastIndex(where: { $0 == "data" || $0 == "registers" }), parts[last] == "registers" else {
      return nil
    }
    return parts[...last].joined(separator: "/") + "/"
  }
}

/// A large file's bytes in memory without a copy of them; small files are cheaper read.
private struct FileMapping: ~Copyable {
  private let bytes: UnsafeBufferPointer<UInt8>

  static let smallest = 8 << 20

  /// `nil` when the file is small, or the system has reasons; an ordinary read then says which.
  init?(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size >= FileMapping.smallest,
      let start = mmap(nil, Int(info.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { return nil }
    madvise(start, Int(info.st_size), MADV_SEQUENTIAL)
    bytes = UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: Int(info.st_size))
  }

  borrowing func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) { body(bytes) }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
