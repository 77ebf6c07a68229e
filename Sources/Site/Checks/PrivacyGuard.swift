import Diagnostics
import Handbook
import Synchronization
import Values

/// What of persons may stand in the site, and which of the allowances were needed.
final class PrivacyGuard: Sendable {
  private let settings: PrivacySettings
  private let used = Mutex<Set<Int>>([])

  init(_ settings: PrivacySettings) { self.settings = settings }

  /// Whether a value, or with an empty one a whole column, may stand in a file.
  func allows(_ value: String, file: String, column: String? = nil) -> Bool {
    guard let entry = settings.entry(allowing: value, file: file, column: column) else { return false }
    used.withLock { _ = $0.insert(entry) }
    return true
  }

  /// Allowances that nothing needed.
  var unused: [Diagnostic] {
    let used = used.withLock { $0 }
    return settings.allowed.indices.filter { !used.contains($0) }.map { number in
      let entry = settings.allowed[number]
      return Diagnostic(
        .unusedAllowance, at: Location(SiteFolder.contentName + "/site.yaml", line: entry.line, column: entry.place))
    }
  }

  /// Data of persons in the source of a page, front matter and code included.
  func problems(in document: Document) -> [Diagnostic] {
    var found: [Diagnostic] = []
    document.source.withUnsafeBufferPointer { bytes in
      PersonalData.scan(bytes) { kind, range in
        let value = String(decoding: bytes[range], as: UTF8.self)
        guard !allows(value, file: document.file) else { return true }
        let (line, column) = place(of: range.lowerBound, in: bytes)
        found.append(
          Diagnostic(
            .personalDataOnPage(kind, value: PersonalData.masked(value)), at: Location(document.file, line: line, column: column)))
        return true
      }
    }
    return found
  }
}

/// The line and the column, both from 1, of a byte; columns count characters.
func place(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (line: Int, column: Int) {
  var line = 1
  var start = 0
  for place in 0..<offset where bytes[place] == 0x0A {
    line += 1
    start = place + 1
  }
  return (line, bytes[start..<offset].count { $0 & 0xC0 != 0x80 } + 1)
}

/// The lines of files, each file read once: where in its line a text stands.
final class LinePlaces: Sendable {
  private let root: String
  private let files = Mutex<[String: [ArraySlice<UInt8>]]>([:])

  init(root: String) { self.root = root }

  /// The line and the column of a text, from 1; column 0 where it is not found, or the file is no UTF-8. Looks on from the
  /// line a row begins on, since a cell may hold line breaks.
  func find(_ text: String, in file: String, line first: Int) -> (line: Int, column: Int) {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty, first > 0 else { return (first, 0) }
    let lines = lines(of: file)
    for number in first..<first + 5 where number <= lines.count {
      guard let found = lines[number - 1].firstRange(of: wanted) else { continue }
      let before = lines[number - 1][..<found.lowerBound]
      // A file's mark of its encoding is no character of its first line.
      let mark = before.starts(with: [0xEF, 0xBB, 0xBF]) ? 1 : 0
      return (number, before.count { $0 & 0xC0 != 0x80 } + 1 - mark)
    }
    return (first, 0)
  }

  /// The first line that holds all of some texts, from 1.
  func line(holding texts: [String], in file: String) -> Int? {
    let wanted = texts.map { Array($0.utf8) }
    return lines(of: file).firstIndex { line in wanted.allSatisfy { line.firstRange(of: $0) != nil } }.map { $0 + 1 }
  }

  private func lines(of file: String) -> [ArraySlice<UInt8>] {
    files.withLock { files in
      if let known = files[file] { return known }
      let bytes = (try? Disk.read(file.hasPrefix("/") ? file : root + "/" + file)) ?? []
      let isText = Document.firstInvalidLine(bytes) == nil
      let lines = isText ? bytes.split(separator: 0x0A, omittingEmptySubsequences: false) : []
      files[file] = lines
      return lines
    }
  }
}
