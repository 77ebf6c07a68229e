import CDefaults

/// The default theme, strings and declarations, carried inside the program so that it works alone.
///
/// `Sources/CDefaults/defaults.c` lists the files; `make embed` rewrites that list from `templates/`.
public enum Defaults {
  /// The names relative to `templates/`, sorted.
  public static let names: [String] = Array(files.keys).sorted()

  /// The bytes of a file, `nil` when the program carries none of that name.
  public static func read(_ name: String) -> [UInt8]? {
    files[name].map { Array($0.bytes) }
  }

  private struct File: @unchecked Sendable {
    // Points into the program's read-only data.
    let bytes: UnsafeBufferPointer<UInt8>
  }

  private static let files: [String: File] = {
    var files: [String: File] = [:]
    guard var entry = fupan_files() else { return files }
    while let name = entry.pointee.name {
      files[String(cString: name)] = File(
        bytes: UnsafeBufferPointer(start: entry.pointee.bytes, count: Int(entry.pointee.size)))
      entry += 1
    }
    return files
  }()
}
