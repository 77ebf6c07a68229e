import Diagnostics
import Foundation
import Handbook
import Metrics
import Review
import Tables
import Testing
import Values
import YAML

/// The repository's folder.
let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

func yaml(_ path: String) -> YAMLNode {
  let text = (try? String(contentsOf: repository.appending(path: path), encoding: .utf8)) ?? ""
  switch readYAML(text, file: path) {
  case .success(let node): return node
  case .failure(let diagnostic):
    Issue.record("\(diagnostic)")
    return YAMLNode(line: 1, column: 1, value: .mapping([]))
  }
}

/// The shipped dictionary.
let dictionary = KPIDictionary.load(
  measures: DictionaryFile(yaml("templates/metrics/measures.yaml"), file: "measures.yaml"),
  kpis: DictionaryFile(yaml("templates/metrics/kpis.yaml"), file: "kpis.yaml")
).0

/// A day that the test writes right.
func day(_ iso: String) -> Day { Day(iso) ?? Day(number: 0) }

func exact(_ text: String) -> Exact { Exact(text) ?? .zero }

/// A table from text: the first line names the columns, `|` parts cells, an empty cell is missing.
func table(
  _ text: String, _ kind: TableKind = .daily, file: String = "content/campaigns/c/data/daily.csv",
  source: DataSource = .own
) -> DataTable {
  let lines = text.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
  let rows = lines.dropFirst()
  let texts: Set<String> = [
    "channel", "region", "segment", "kpi", "category", "cost_type", "approver", "stage", "kind", "cause", "source", "month",
    "change", "started", "restored", "summary", "impact", "link", "part", "certain",
  ]
  let columns = lines[0].enumerated().map { index, id in
    let cells = rows.map { $0[index] }
    if ["date", "start", "end"].contains(id) {
      return Column(id: id, header: id, values: .day(cells.map { Day($0)?.number ?? ColumnValues.missingDay }))
    }
    if texts.contains(id) {
      let words = cells.reduce(into: [String]()) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
      return Column(
        id: id, header: id,
        values: .text(codes: cells.map { Int32(words.firstIndex(of: $0) ?? -1) }, dictionary: words))
    }
    return Column(
      id: id, header: id,
      values: .number(
        mantissas: cells.map { cell in
          // Two decimals for every number.
          Exact(cell).flatMap { $0.multiplied(by: Exact(100)) }.map { Int64($0.mantissa) } ?? ColumnValues.missingNumber
        }, scale: 2))
  }
  var report = ImportReport(file: file, encoding: "UTF-8")
  report.kind = kind
  report.rowsUsed = rows.count
  return DataTable(
    file: file, kind: kind, source: source, columns: columns, rowCount: rows.count,
    rowLines: rows.indices.map { Int32($0 + 1) }, report: report)
}

/// A campaign from 1 to 10 June 2026 with the ten days before as its baseline.
func input(
  _ tables: DataTable..., targets: [Target] = [], overrides: [ReviewInput.Override] = [], language: Language = .simplifiedChinese,
  baseline: Period? = Period(day("2026-05-22"), day("2026-05-31")), budget: String? = nil, reserve: String? = nil,
  margin: String? = nil
) -> ReviewInput {
  let period = Period(day("2026-06-01"), day("2026-06-10"))!  // in order, as written
  let frame = CampaignFrame(
    id: "c", period: period, baseline: baseline, grossMargin: margin.flatMap { Exact($0) },
    budget: budget.flatMap { Exact($0) }, reserve: reserve.flatMap { Exact($0) }, targets: targets)
  let (facts, diagnostics) = CampaignFacts.build(frame: frame, tables: tables, dictionary: dictionary)
  #expect(diagnostics.isEmpty)
  return ReviewInput(
    id: "c", title: "六月促销", brief: brief(period, baseline), facts: facts, tables: tables,
    fingerprints: Dictionary(tables.map { ($0.file, fingerprint(Array($0.file.utf8))) }, uniquingKeysWith: { a, _ in a }),
    overrides: overrides, language: language, today: day("2026-06-15"))
}

private func brief(_ period: Period, _ baseline: Period?) -> Campaign {
  let text = """
    ---
    title: 六月促销
    start: \(period.start.iso)
    end: \(period.end.iso)
    goal: 成交额一万元
    ---
    """
  let (document, _) = Document.read(Array(text.utf8), path: "campaigns/c/brief.md", file: "content/campaigns/c/brief.md")
  guard case .campaign(let campaign) = document.matter.detail else { return .empty }
  return campaign
}

extension Review {
  /// The text of a sentence by its id.
  func text(_ id: String) -> String? {
    chapters.lazy.flatMap(\.allSentences).first { $0.id == id }?.text
  }

  func table(_ id: String) -> ReviewTable? {
    for chapter in chapters {
      for case .table(let table) in chapter.blocks where table.id == id { return table }
    }
    return nil
  }
}

extension ReviewTable {
  /// Rows as text, cells parted by ` | `; the total row last.
  var text: [String] {
    (rows + [totalRow].compactMap { $0 }).map { row in row.map(\.text).joined(separator: " | ") }
  }
}
