import Diagnostics
import Foundation
import Tables
import Testing

/// The whole import report of each platform's export, against `Fixtures/import-reports.txt`. Header lines are the
/// platforms'; the values of the fixtures are invented by the scripts beside them.
struct ImportReportTests {
  struct Export: CustomTestStringConvertible {
    var file: String
    var report: String
    var testDescription: String { file }
  }

  static let exports: [Export] = {
    let text = String(decoding: fixture("import-reports.txt"), as: UTF8.self)
    var exports: [Export] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix(" ") {
        exports[exports.count - 1].report += line + "\n"
      } else {
        exports.append(Export(file: String(line), report: ""))
      }
    }
    return exports
  }()

  @Test("the list of platforms is whole")
  func list() { #expect(ImportReportTests.exports.count == 49) }

  @Test("a platform's export is reported as it is", arguments: exports)
  func report(_ export: Export) {
    let reading = read(platform(export.file), as: export.file)
    #expect(!reading.diagnostics.hasErrors, "\(reading.diagnostics.brief)")
    #expect(reading.tables.map { text($0.report) }.joined() == export.report)
  }

  @Test("a report without dates needs the first and the last day in its name")
  func namedDays() throws {
    let bytes = platform("juliang-materials_20260901-20260907.csv")
    #expect(read(bytes, as: "素材报表.csv").diagnostics.map(\.problem.id) == ["unknown-table"])
    let table = try #require(read(bytes, as: "素材报表_2026-09-01_2026-09-07.csv").tables.first)
    #expect(table.cells("start") == ["2026-09-01"] && table.cells("end") == ["2026-09-07"])
    #expect(table.report.guesses.contains { $0.about == .namedPeriod && $0.decision == "2026-09-01" })
  }

  @Test("figures in 万 are taken as they stand, and told")
  func rounded() throws {
    let table = try #require(read(platform("shengyicanmou-week.xls"), as: "店铺.xls").tables.first)
    #expect(table.cells("uv") == ["25000"] && table.cells("revenue") == ["120000000"])
    #expect(table.report.guesses.filter { $0.about == .rounded }.map(\.decision) == ["2.5万", "12.3万", "1.2亿"])
  }

  @Test("生意参谋 as XLS: numbers as text, dashes for what is missing")
  func shengyicanmou() throws {
    let table = try #require(read(platform("shengyicanmou.xls"), as: "商品.xls").tables.first)
    #expect(table.cells("revenue") == ["14414", "0", "1999.9"])
    #expect(table.cells("uv") == ["2133", "—", "1000"])
    #expect(table.cells("product_id") == ["612345678901", "612345678902", "612345678903"])
  }

  // MARK: When a file was made

  @Test("when a file was made: by its own line, else by its name", arguments: [
    ("x.csv", "数据生成时间：2026-10-10 14:02\n", "2026-10-10 14:02 content"),
    ("商品报表_20260619_110309.csv", "数据生成时间：2026-10-10 14:02\n", "2026-10-10 14:02 content"),
    ("商品报表_20260619_110309.csv", "", "2026-06-19 11:03 name"), ("日报 2026-06-19.csv", "", "2026-06-19 name"),
    ("日报20260619.csv", "", "2026-06-19 name"), ("report_2026.6.9.csv", "", "2026-06-09 name"),
    ("【生意参谋平台】商品_全部_2026-06-18_2026-06-20.csv", "", "2026-06-20 coveredDays"),
    ("周报_20260601-20260607_20260609.csv", "", "2026-06-09 name"), ("日报_20261301.csv", "", "nil"),
    ("日报.csv", "", "nil"), ("610123456789.csv", "", "nil"),
  ])
  func stamps(name: String, preamble: String, stamp: String) throws {
    let table = try #require(read(preamble + "日期,推广计划,展现,点击\n2026-06-01,A,5,1\n", as: name).tables.first)
    #expect(table.report.stamp.map { "\($0.text) \($0.evidence)" } ?? "nil" == stamp)
  }

  @Test("which of two files is newer, or that it is open", arguments: [
    ("a_20260619.csv", "b_20260620.csv", false), ("a_20260620_080000.csv", "b_20260619.csv", true),
    ("a_20260619.csv", "b_20260619_080000.csv", nil), ("a_20260601-20260630.csv", "b_20260601-20260607.csv", true),
    ("a_20260601-20260607.csv", "b_20260603-20260607.csv", nil),
    // Made on the 7th or later: that may be after the 9th.
    ("a_20260601-20260607.csv", "b_20260609.csv", nil), ("a_20260601-20260610.csv", "b_20260609.csv", true),
  ] as [(String, String, Bool?)])
  func order(a: String, b: String, isNewer: Bool?) throws {
    let stamps = try [a, b].map { name in
      try #require(read("日期,推广计划,展现\n2026-06-01,A,5\n", as: name).tables.first?.report.stamp)
    }
    #expect(stamps[0].isNewer(than: stamps[1]) == isNewer)
  }

  // MARK: Printed shares

  @Test("a printed share beyond 100% is told, a return beyond 1 is not")
  func shares() throws {
    let text = "日期,推广计划,展现,点击,点击率,完播率,花费,成交金额,投入产出比\n2026-09-01,A,100,5,5%,120%,10,50,5\n2026-09-02,A,100,6,6%,60%,10,20,2\n"
    let report = try #require(read(text).tables.first?.report)
    #expect(report.sharesOutOfRange.map { "\($0.column) \($0.rows)/\($0.checked) \($0.line) \($0.value)" }
      == ["completion_rate 1/2 2 1.2"])
  }

  // MARK: Words

  private func platform(_ name: String) -> [UInt8] {
    let own = fixture(name)
    if !own.isEmpty { return own }
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let path = folder.appendingPathComponent("../WorkbookTests/Fixtures/" + name)
    return (try? Data(contentsOf: path)).map(Array.init) ?? []
  }

  private func text(_ report: ImportReport) -> String {
    var lines = [
      "  \(report.kind?.rawValue ?? "?") \(report.source?.rawValue ?? "?"), header \(report.headerLine ?? 0), \(report.encoding), "
        + "\(report.rowsUsed) rows",
      "    columns " + report.matched.map(\.id).joined(separator: " "),
    ]
    func add(_ title: String, _ items: [String], _ separator: String) {
      if !items.isEmpty { lines.append("    \(title) " + items.joined(separator: separator)) }
    }
    add("unused", report.unmatched, ", ")
    var runs: [(reason: String, lines: ClosedRange<Int>)] = []
    for item in report.setAside {
      if let last = runs.last, last.reason == item.reason.rawValue, item.lines.lowerBound == last.lines.upperBound + 1 {
        runs[runs.count - 1].lines = last.lines.lowerBound...item.lines.upperBound
      } else {
        runs.append((item.reason.rawValue, item.lines))
      }
    }
    add("aside", runs.map { "\($0.reason) \($0.lines.lowerBound)" + ($0.lines.count > 1 ? "-\($0.lines.upperBound)" : "") }, ", ")
    add("totals", report.checks.filter { $0.kind == .totalRow }.map { $0.column + ($0.agrees ? "" : "!") }, " ")
    add(
      "rates",
      report.checks.filter { $0.kind == .printedRate }.map { "\($0.column):\($0.rowsAgreeing)/\($0.rowsCompared)" }, " ")
    return lines.joined(separator: "\n") + "\n"
  }
}
