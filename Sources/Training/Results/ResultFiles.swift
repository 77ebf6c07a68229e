import Diagnostics
import Registers
import Tables

/// How the files of results are read: `signins`, `tests`, `survey`, `results` as `templates/training/` declares them.
///
/// They are declared like registers, but are none of the site's: their rows are about persons, and get no page, no search
/// and no export.
public struct TrainingResultFiles: Sendable {
  public let catalogue: RegisterCatalogue
  private let columns: [String: ColumnCatalogue]
  /// Whether the declarations can be worked with: no error among them.
  public let isSound: Bool

  /// The kinds of files that something is made of.
  public static let kinds = ["results", "signins", "survey", "tests"]

  /// One file of `content/training/<id>/data/`.
  public struct File: Sendable {
    /// Relative to the site's folder.
    public var path: String
    public var bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  public static func load(_ sources: [DeclarationSource]) -> (TrainingResultFiles, [Diagnostic]) {
    let (catalogue, problems) = RegisterCatalogue.load(shipped: sources, site: [])
    let other = catalogue.all.filter { !kinds.contains($0.id) }.map { declaration in
      Diagnostic(.resultKindUnknown(declaration.id, known: kinds), at: declaration.location)
    }
    let diagnostics = problems + other
    return (TrainingResultFiles(catalogue, isSound: !diagnostics.hasErrors), diagnostics)
  }

  private init(_ catalogue: RegisterCatalogue, isSound: Bool) {
    self.catalogue = catalogue
    self.isSound = isSound
    columns = Dictionary(
      uniqueKeysWithValues: catalogue.all.map { ($0.id, ColumnCatalogue(register: RegisterColumns($0))) })
  }

  /// The kind of a file by its name; `nil` when it begins with no kind's name.
  public func kind(of path: String) -> String? {
    catalogue.register(forFile: path.split(separator: "/").last.map(String.init) ?? path)
  }

  /// Reads files in the order given. A file whose name tells no kind is an error, and so are cells that hold data of
  /// persons, but those that `isAllowed` lets pass (see `DataTable.personalData`).
  public func read(
    _ files: [File], isAllowed: (_ value: String, _ file: String, _ header: String) -> Bool = { _, _, _ in false },
    column place: (_ value: String, _ file: String, _ line: Int) -> Int = { _, _, _ in 0 }
  ) -> (results: TrainingResults, diagnostics: [Diagnostic]) {
    var results = TrainingResults()
    var diagnostics: [Diagnostic] = []
    guard isSound else { return (results, []) }
    var tables: [String: [DataTable]] = [:]
    for file in files {
      guard let kind = kind(of: file.path), let columns = columns[kind] else {
        diagnostics.append(Diagnostic(unknownFile(file.path), at: Location(file.path)))
        continue
      }
      let read = TableReader(columns: columns).read(file.bytes, file: file.path, dataFolder: dataFolder(of: file.path))
      diagnostics += read.diagnostics
      for table in read.tables {
        diagnostics += table.personalData(
          isAllowed: { isAllowed($0, table.file, $1) }, column: { place($0, table.file, $1) })
        results.reports.append(table.report)
        tables[kind, default: []].append(table)
      }
    }
    for kind in tables.keys.sorted() {
      guard let declaration = catalogue[kind], let tables = tables[kind] else { continue }
      let rows = typeRows(tables, as: declaration, campaign: nil, diagnostics: &diagnostics)
      results.add(rows, &diagnostics)
    }
    return (results, diagnostics.sortedByPlace())
  }

  private func unknownFile(_ path: String) -> Problem {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    return .resultFileUnknown(
      stem, nearest: catalogue.nearest(toFile: name), known: catalogue.all.map { Wording(zh: $0.name.zh, en: $0.id) })
  }

  /// Up to and with the nearest folder called `data`.
  private func dataFolder(of path: String) -> String {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    if let last = parts.lastIndex(of: "data") { parts = parts[...last] }
    return parts.joined(separator: "/") + "/"
  }
}
