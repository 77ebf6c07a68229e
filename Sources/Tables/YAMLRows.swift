import Diagnostics
import YAML

/// The rows of a register in YAML: a list of mappings, or a mapping whose only key `rows` holds one.
///
/// The grid is as that of JSON: the first row holds the keys in order of first appearance, the line of every other row
/// is the one on which its mapping starts. A list of plain values in a cell becomes one text, joined with `、`; what
/// nests deeper is an error at its place and leaves the cell missing. An empty file has no rows.
func readYAMLRows(_ text: String, file: String) -> (grids: [Grid], diagnostics: [Diagnostic]) {
  let root: YAMLNode
  switch readYAML(text, file: file) {
  case .failure(let diagnostic): return ([], [diagnostic])
  case .success(let node): root = node
  }
  var diagnostics: [Diagnostic] = []
  func report(_ problem: Problem, at node: YAMLNode) {
    diagnostics.append(Diagnostic(problem, at: Location(file, line: node.line, column: node.column)))
  }
  let items: [YAMLNode]
  var start = root
  if case .mapping(let pairs) = root.value {
    for pair in pairs where pair.key != "rows" {
      diagnostics.append(
        Diagnostic(.yamlBesideRows(pair.key), at: Location(file, line: pair.keyLine, column: pair.keyColumn)))
    }
    guard let rows = root["rows"] else { return ([], diagnostics) }
    start = rows
  }
  switch start.value {
  case .sequence(let nodes): items = nodes
  default:
    if !start.isNull { report(.yamlNotRows, at: start) }
    return ([], diagnostics)
  }
  var columns: [String: Int] = [:]
  var headers: [String] = []
  var rows: [GridRow] = []
  for item in items {
    guard case .mapping(let pairs) = item.value else {
      report(.yamlNotRow(item.excerpt), at: item)
      continue
    }
    var cells: [GridCell] = []
    for pair in pairs {
      let index = columns[pair.key] ?? headers.count
      if index == headers.count {
        columns[pair.key] = index
        headers.append(pair.key)
      }
      guard !pair.value.isNull else { continue }
      if index >= cells.count { cells.append(contentsOf: repeatElement(.missing, count: index + 1 - cells.count)) }
      switch pair.value.value {
      case .scalar(let text, _): cells[index] = text.isEmpty ? .missing : .text(text)
      case .sequence(let nodes):
        var texts: [String] = []
        for node in nodes where !node.isNull {
          if case .scalar(let text, _) = node.value { texts.append(text) } else { report(.yamlNested(pair.key), at: node) }
        }
        cells[index] = texts.isEmpty ? .missing : .text(texts.joined(separator: "、"))
      case .mapping: report(.yamlNested(pair.key), at: pair.value)
      }
    }
    rows.append(GridRow(line: Int32(clamping: item.line), cells: cells))
  }
  guard !rows.isEmpty else { return ([], diagnostics) }
  let header = GridRow(line: Int32(clamping: start.line), cells: headers.map { .text($0) })
  return ([Grid(sheet: nil, encoding: "YAML", rows: [header] + rows)], diagnostics)
}
