import Diagnostics
import Formulas
import Registers
import Tables
import Values

/// A table of texts; the rows stand from line 2 on, empty texts are missing cells.
func table(_ header: [String], _ rows: [[String]], file: String = "rows.csv") -> DataTable {
  let columns = header.enumerated().map { index, id in
    var dictionary: [String] = []
    let codes = rows.map { row -> Int32 in
      let text = row[index]
      if text.isEmpty { return -1 }
      if let code = dictionary.firstIndex(of: text) { return Int32(code) }
      dictionary.append(text)
      return Int32(dictionary.count - 1)
    }
    return Tables.Column(id: id, header: id, values: .text(codes: codes, dictionary: dictionary))
  }
  return table(columns, count: rows.count, file: file)
}

func table(_ columns: [Tables.Column], count: Int, file: String = "rows.csv") -> DataTable {
  DataTable(
    file: file, kind: nil, source: .own, columns: columns, rowCount: count,
    rowLines: (0..<count).map { Int32($0 + 2) }, report: ImportReport(file: file, encoding: "UTF-8"))
}

func number(_ text: String) -> FormulaValue { .number(.exact(Exact(text) ?? .zero)) }
func day(_ text: String) -> FormulaValue { Day(text).map(FormulaValue.day) ?? .missing }

/// `rows.csv:3 missing-cell`.
func placed(_ diagnostic: Diagnostic) -> String { "\(diagnostic.location.description) \(diagnostic.problem.id)" }

/// Registers with rows, evaluated on 2026-06-15 (a Monday).
struct Registry {
  let catalogue: RegisterCatalogue
  var rows: [RegisterRows] = []
  var diagnostics: [Diagnostic] = []
  var scope = RegisterScope(today: Day(number: 20_619))

  init(_ declarations: [String]) {
    (catalogue, diagnostics) = load(declarations)
  }

  mutating func add(_ id: String, campaign: String? = "spring", _ tables: [DataTable]) {
    guard let declaration = catalogue[id] else { return }
    rows.append(typeRows(tables, as: declaration, campaign: campaign, diagnostics: &diagnostics))
  }

  mutating func evaluate() {
    let result = Registers.evaluate(rows, of: catalogue, in: scope, style: NumberStyle(chinese: true))
    rows = result.rows
    diagnostics += result.diagnostics
  }

  func column(_ register: String, _ id: String, campaign: String? = "spring") -> [FormulaValue] {
    guard let found = rows.first(where: { $0.declaration.id == register && $0.campaign == campaign }) else { return [] }
    return (0..<found.count).map { found.value($0, id) }
  }
}
