import Diagnostics
import Foundation
import Metrics
import Tables
import Testing
import Values
import YAML

/// The shipped dictionary, from the repository's templates.
let shipped: (dictionary: KPIDictionary, diagnostics: [Diagnostic]) = load(site: nil)

/// The shipped dictionary with a `metrics.yaml`.
func load(site: String?) -> (dictionary: KPIDictionary, diagnostics: [Diagnostic]) {
  func file(_ name: String) -> DictionaryFile {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../templates/metrics/\(name)")
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    return yaml(text, name)
  }
  let (dictionary, diagnostics) = KPIDictionary.load(
    measures: file("measures.yaml"), kpis: file("kpis.yaml"), site: site.map { yaml($0, "metrics.yaml") })
  return (dictionary, diagnostics)
}

func yaml(_ text: String, _ file: String) -> DictionaryFile {
  switch readYAML(text, file: file) {
  case .success(let node): return DictionaryFile(node, file: file)
  case .failure(let diagnostic):
    Issue.record("\(diagnostic)")
    return DictionaryFile(YAMLNode(line: 1, column: 1, value: .mapping([])), file: file)
  }
}

func day(_ iso: String) -> Day { Day(iso) ?? Day(number: 0) }

func period(_ start: String, _ end: String) -> Period { Period(day(start), day(end))! }  // tests write it in order

func exact(_ text: String) -> Exact { Exact(text) ?? .zero }

/// A table from text: the first line names the columns, a cell per `|`, empty cells are missing.
///
/// Columns named like dates hold days, measures and amounts hold numbers, the rest is text.
func table(
  _ text: String, _ kind: TableKind = .daily, file: String = "data/a.csv", source: DataSource = .own,
  constants: [String: String] = [:], currency: String? = nil, totals: [String: Exact] = [:]
) -> DataTable {
  let lines = text.split(separator: "\n").map { line in
    line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
  }
  let header = lines[0]
  let rows = lines.dropFirst()
  let texts: Set<String> = [
    "channel", "region", "segment", "account", "product", "customer", "kpi", "category", "cost_type", "first", "source",
    "month", "keyword", "platform", "order",
  ]
  let columns = header.enumerated().map { index, id in
    let cells = rows.map { $0[index] }
    let values: ColumnValues
    if ["date", "start", "end"].contains(id) {
      values = .day(cells.map { Day($0)?.number ?? ColumnValues.missingDay })
    } else if texts.contains(id) {
      var dictionary: [String] = []
      let codes = cells.map { cell in
        if cell.isEmpty { return Int32(-1) }
        if let code = dictionary.firstIndex(of: cell) { return Int32(code) }
        dictionary.append(cell)
        return Int32(dictionary.count - 1)
      }
      values = .text(codes: codes, dictionary: dictionary)
    } else {
      let numbers = cells.map { Exact($0) }
      let scale = numbers.compactMap { $0?.scale }.max() ?? 0
      values = .number(
        mantissas: numbers.map { number in
          guard let number else { return ColumnValues.missingNumber }
          return Int64(number.mantissa) * (0..<(scale - number.scale)).reduce(1) { power, _ in power * 10 }
        }, scale: scale)
    }
    return Column(id: id, header: id, currency: values.isNumber ? currency : nil, values: values)
  }
  return DataTable(
    file: file, kind: kind, source: source, constants: constants, columns: columns, rowCount: rows.count,
    rowLines: rows.indices.map { Int32($0 + 1) }, statedTotals: totals, report: ImportReport(file: file, encoding: "UTF-8"))
}

extension ColumnValues {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}

/// A campaign of 1–10 June 2026 with the ten days before as its baseline.
func frame(
  baseline: Period? = period("2026-05-22", "2026-05-31"), margin: String? = nil, unit: AcquiredUnit = .customer,
  rates: [String: Exact] = [:], budget: String? = nil, reserve: String? = nil, targets: [Target] = []
) -> CampaignFrame {
  CampaignFrame(
    id: "c", period: period("2026-06-01", "2026-06-10"), baseline: baseline, grossMargin: margin.flatMap { Exact($0) },
    acquiredUnit: unit, rates: rates, budget: budget.flatMap { Exact($0) }, reserve: reserve.flatMap { Exact($0) },
    targets: targets)
}

/// Facts of a campaign; any diagnostic fails the test.
func facts(_ frame: CampaignFrame = frame(), _ tables: DataTable...) -> CampaignFacts {
  let (facts, diagnostics) = CampaignFacts.build(frame: frame, tables: tables, dictionary: shipped.dictionary)
  #expect(diagnostics.isEmpty)
  return facts
}

/// Rule ids of the problems that the tables cause.
func problems(_ frame: CampaignFrame = frame(), _ tables: DataTable...) -> [String] {
  CampaignFacts.build(frame: frame, tables: tables, dictionary: shipped.dictionary).1.map(\.problem.id)
}

extension CampaignFacts {
  /// The exact value as text, `≈` before a rounded one, or `nil`.
  func value(_ id: String, _ span: Span = .campaign, _ filter: [String: String] = [:]) -> String? {
    let conditions = filter.map { DimensionValue($0.key, $0.value) }
    switch figure(id, in: Slice(span, filter: conditions)).value {
    case .exact(let value)?: return value.description
    case .real(let value)?: return "≈" + Number.real(value).exact(decimals: 6)!.description  // finite by contract
    case nil: return nil
    }
  }
}
