import Charts
import Diagnostics
import Metrics
import Values

@testable import Exports
@testable import Review

/// A review of one chapter, written by hand.
func review(_ blocks: [Chapter.Block], sentences: [String] = [], language: Language = .simplifiedChinese) -> Review {
  let chapter = Chapter(
    id: "kpi", number: 3, title: "KPI 完成度", state: .complete, needs: nil,
    sentences: sentences.enumerated().map { Sentence(id: "kpi-\($0)", text: $1, figures: [], isReplaced: false) },
    blocks: blocks, how: [])
  return Review(
    id: "c", title: "六月促销", period: nil, today: day("2026-06-15"), dataAsOf: day("2026-06-10"), currency: .yuan,
    language: language, headline: [], chapters: [chapter], figures: [], imports: [], fingerprint: "0")
}

/// A day that the test writes right.
func day(_ iso: String) -> Day { Day(iso) ?? Day(number: 0) }

func table(_ rows: [[ReviewTable.Cell]], id: String = "t") -> ReviewTable {
  ReviewTable(
    id: id, caption: "表", columns: (0..<(rows.first?.count ?? 0)).map { .init(title: "列\($0)", numeric: $0 > 0) }, rows: rows)
}

func cell(_ text: String, _ value: String, _ unit: NumberUnit) -> ReviewTable.Cell {
  ReviewTable.Cell(text, value: .number(.exact(Exact(value) ?? .zero), unit))
}
