import Diagnostics
import Foundation
import Tables
import Values
import YAML

/// The repository's own list of columns.
let catalogue: ColumnCatalogue = {
  let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../templates/data/columns.yaml").path
  let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  var diagnostics: [Diagnostic] = []
  guard case .success(let node) = readYAML(text, file: "columns.yaml") else { preconditionFailure("columns.yaml") }
  let catalogue = ColumnCatalogue(node, file: "columns.yaml", diagnostics: &diagnostics)
  precondition(diagnostics.isEmpty, "\(diagnostics)")
  return catalogue
}()

func fixture(_ name: String) -> [UInt8] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
  return (try? Data(contentsOf: folder.appendingPathComponent(name))).map(Array.init) ?? []
}

typealias Reading = (tables: [DataTable], diagnostics: [Diagnostic])

func read(_ bytes: [UInt8], as name: String, year: Int? = nil) -> Reading {
  TableReader(columns: catalogue).read(bytes, file: "c/data/" + name, dataFolder: "c/data/", year: year)
}

func read(_ text: String, as name: String = "daily-x.csv", year: Int? = nil) -> Reading {
  read(Array(text.utf8), as: name, year: year)
}

func read(fixture name: String) -> Reading { read(fixture(name), as: name) }

extension DataTable {
  /// A column's cells as text; `—` is missing.
  func cells(_ id: String) -> [String] {
    switch column(id)?.values {
    case .text(let codes, let dictionary)?: codes.map { $0 < 0 ? "—" : dictionary[Int($0)] }
    case .day(let days)?: days.map { $0 == ColumnValues.missingDay ? "—" : Day(number: $0).iso }
    case .number(let mantissas, let scale)?:
      mantissas.map {
        $0 == ColumnValues.missingNumber ? "—" : Exact(mantissa: Int128($0), scale: scale).description
      }
    case nil: []
    }
  }

  /// `total 6, blank 7-8` for the rows that are not data.
  var aside: String {
    report.setAside.map {
      "\($0.reason) \($0.lines.lowerBound)" + ($0.lines.count > 1 ? "-\($0.lines.upperBound)" : "")
    }.joined(separator: ", ")
  }
}

extension [Diagnostic] {
  /// `2: bad-date` for each.
  var brief: [String] { sortedByPlace().map { "\($0.location.line): \($0.problem.id)" } }
}
