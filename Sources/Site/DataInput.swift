import Diagnostics
import Review
import Tables
import Values

/// Data files as tables, with the reports of their import.
public struct DataInput: Sendable {
  public var tables: [DataTable] = []
  /// One for every file or sheet, by file.
  public var reports: [ImportReport] = []
  /// File to fingerprint of its bytes.
  public var fingerprints: [String: String] = [:]
  public var diagnostics: [Diagnostic] = []

  /// Reads files given relative to `content/`.
  static func read(files: [String], root: String, columns: ColumnCatalogue, period: Period?) -> DataInput {
    var input = DataInput()
    let reader = TableReader(columns: columns)
    for path in files {
      let file = SiteFolder.contentName + "/" + path
      input.read(file, at: root + "/" + file, with: reader, folder: dataFolder(of: file))
    }
    return input
  }

  /// Reads one file from `path` and names it `file` in everything that is said of it.
  mutating func read(_ file: String, at path: String, with reader: TableReader, folder: String) {
    do {
      let bytes = try Disk.read(path)
      fingerprints[file] = fingerprint(bytes)
      let (found, problems) = reader.read(bytes, file: file, dataFolder: folder)
      tables += found
      reports += found.map(\.report)
      diagnostics += problems
    } catch {
      diagnostics.append(error.diagnostic(at: file))
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
}
