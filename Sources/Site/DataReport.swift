import Diagnostics
import Metrics
import Tables
import Values
import YAML

/// Reads data files from anywhere as a build would, for `fupan data`.
public func readDataFiles(_ paths: [String], site: String) throws -> DataInput {
  let files = DefaultFiles(site: site)
  var diagnostics: [Diagnostic] = []
  guard let file = try files.read("data/columns.yaml") else {
    throw FileError(path: "templates/data/columns.yaml", reason: "not found", writing: false)
      .diagnostic(at: "templates/data/columns.yaml")
  }
  let node: YAMLNode
  switch readYAML(String(decoding: file.bytes, as: UTF8.self), file: file.path) {
  case .success(let read): node = read
  case .failure(let diagnostic): throw diagnostic
  }
  let columns = ColumnCatalogue(node, file: file.path, diagnostics: &diagnostics)
  let reader = TableReader(columns: columns)
  var input = DataInput()
  input.diagnostics = diagnostics
  // Declarations are read only where a file may need one.
  let registers = try paths.contains { DataInput.registersFolder(of: $0) != nil }
    ? RegisterDeclarations.load(files, folder: SiteFolder(declarationsOf: site)) : nil
  input.diagnostics += registers?.1 ?? []
  let lookup = registers?.0.lookup ?? RegisterLookup(names: [], register: { _ in nil }) { _ in nil }
  for path in paths { input.read(path, at: path, with: reader, registers: lookup, fingerprinting: false) }
  try input.judge(files, site: site)
  return input
}

extension DataInput {
  /// Works out how good each table is, and what several of them have in common.
  fileprivate mutating func judge(_ files: DefaultFiles, site: String) throws {
    let (declarations, _) = try Declarations.load(files, folder: SiteFolder(declarationsOf: site), usesRegisters: false)
    let dictionary = declarations.dictionary
    quality = tables.map { TableQuality($0, dictionary: dictionary) }
    let days = quality.flatMap { [$0.first, $0.last].compactMap { $0 } }
    guard let first = days.min(), let last = days.max(), let period = Period(first, last) else { return }
    // Without a brief neither currency nor targets are known: only what the tables say of each other counts.
    let currencies = Set(tables.flatMap { $0.columns.compactMap(\.currency) }).sorted()
    let frame = CampaignFrame(
      id: "", period: period, rates: Dictionary(currencies.map { ($0, Exact(1)) }, uniquingKeysWith: { a, _ in a }),
      currency: currencies.count == 1 ? currencies[0] : "CNY")
    let (facts, problems) = CampaignFacts.build(frame: frame, tables: tables, dictionary: dictionary)
    self.facts = facts
    diagnostics += problems.filter { DataInput.common.contains($0.problem.id) }
  }

  /// Problems of several tables together that hold whatever campaign they belong to.
  private static let common: Set = ["duplicate-rows", "overlapping-tables", "restated", "repeated-orders"]
}

/// The line of a file, for the printer of diagnostics; relative paths start at the site.
public func sourceLine(site: String) -> (_ file: String, _ number: Int) -> String? {
  var cache: [String: [ArraySlice<UInt8>]] = [:]
  return { file, number in
    if cache[file] == nil {
      let path = file.hasPrefix("/") ? file : site + "/" + file
      cache[file] = (try? Disk.read(path))?.split(separator: 0x0A, omittingEmptySubsequences: false) ?? []
    }
    guard let lines = cache[file], number <= lines.count, number > 0 else { return nil }
    let line = lines[number - 1].last == 0x0D ? lines[number - 1].dropLast() : lines[number - 1]
    return String(validating: line, as: UTF8.self)
  }
}
