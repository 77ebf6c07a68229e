import Registers
import Tables
import Values

/// The register of data sources, and which of its rows a data file belongs to.
struct DataRegistry {
  struct Source {
    var name: String
    var owner: String
    /// As shown, and the id behind it.
    var frequency: String
    var frequencyID: String
    var definition: String
    var classification: String
    var classificationID: String
    var retention: Number?
    var patterns: [String]

    var isPersonal: Bool { classificationID == "personal" }

    /// How many days after the last one that it should cover its data may arrive.
    var lag: Int {
      switch frequencyID {
      case "weekly": 7
      case "monthly": 31
      case "quarterly": 92
      default: 1
      }
    }
  }

  var sources: [Source] = []

  /// Without rows everything is unregistered, and nobody asked for a register.
  init(_ registers: ReviewRegisters) {
    for sheet in [registers.siteSheet("data_sources"), registers.sheet("data_sources")].compactMap({ $0 }) {
      for row in 0..<sheet.count {
        let files = sheet.raw(row, "files")
        sources.append(
          Source(
            name: sheet.text(row, "name"), owner: sheet.text(row, "owner"), frequency: sheet.text(row, "frequency"),
            frequencyID: sheet.raw(row, "frequency"), definition: sheet.text(row, "definition"),
            classification: sheet.text(row, "classification"), classificationID: sheet.raw(row, "classification"),
            retention: sheet.number(row, "retention"),
            patterns: files.split { "、,，;；\n ".contains($0) }.map(String.init)))
      }
    }
  }

  /// The sources that a file belongs to, by its name or by its path below `data/`; several may share a file.
  func sources(of file: String) -> [Source] {
    let path = DataRegistry.path(file)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return sources.filter { source in
      source.patterns.contains { DataRegistry.fits(name, $0) || $0.contains("/") && DataRegistry.fits(path, $0) }
    }
  }

  func isPersonal(_ file: String) -> Bool { sources(of: file).contains(where: \.isPersonal) }

  /// What stands behind the last `/data/`.
  private static func path(_ file: String) -> String {
    guard let range = file.ranges(of: "/data/").last else { return file }
    return String(file[range.upperBound...])
  }

  /// Whether a name fits a pattern in which `*` stands for any run of characters, whatever the case of letters.
  static func fits(_ name: String, _ pattern: String) -> Bool {
    let (name, pattern) = (Array(name.lowercased().unicodeScalars), Array(pattern.lowercased().unicodeScalars))
    var (n, p) = (0, 0)
    var star: (pattern: Int, name: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == "*" {
        star = (p, n)
        p += 1
      } else if p < pattern.count, pattern[p] == name[n] {
        n += 1
        p += 1
      } else if let last = star {
        // The last star takes one character more.
        p = last.pattern + 1
        n = last.name + 1
        star = (last.pattern, n)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}

extension ReviewInput {
  /// The import reports without what a reader of the review must not see: lines of files that hold personal data.
  func publicImports() -> [ImportReport] {
    let registry = DataRegistry(registers)
    guard registry.sources.contains(where: \.isPersonal) else { return imports }
    return imports.map { report in
      guard registry.isPersonal(report.file) else { return report }
      var report = report
      for index in report.setAside.indices { report.setAside[index].excerpt = "" }
      return report
    }
  }
}
