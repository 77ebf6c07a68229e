import Diagnostics
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
  let lookup = registers?.0.lookup ?? RegisterLookup(names: []) { _ in nil }
  for path in paths { input.read(path, at: path, with: reader, registers: lookup, fingerprinting: false) }
  return input
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
