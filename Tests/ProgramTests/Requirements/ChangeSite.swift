import Foundation
import Testing

/// A site with one campaign, whose review a test reads as the page and as JSON.
struct ChangeSite {
  static let folder = "content/campaigns/june/"
  let box: Sandbox

  /// - Parameters:
  ///   - start, end: the campaign's days.
  ///   - baseline: its first and last day.
  ///   - brief: further lines of the front matter.
  ///   - files: those of the campaign by path (`data/daily.csv`); of the site, with their whole path.
  init(
    _ start: String, _ end: String, baseline: (String, String)?, brief: String = "", _ files: [String: String]
  ) throws {
    let dates = baseline.map { "baseline: {start: \($0.0), end: \($0.1)}\n" } ?? ""
    box = try Sandbox.site()
    try box.put(
      Content(
        stringLiteral: "---\ntitle: 六月促销\nstatus: ended\nstart: \(start)\nend: \(end)\n\(dates)goal: 卖得更多\n\(brief)---\n\n正文。\n"),
      at: ChangeSite.folder + "brief.md")
    for (path, text) in files {
      try box.put(Content(stringLiteral: text), at: path.hasPrefix("content/") ? path : ChangeSite.folder + path)
    }
  }

  /// Days from one on, as a file has them.
  static func days(_ first: String, _ count: Int) -> [String] {
    let format = DateFormatter()
    format.calendar = Calendar(identifier: .gregorian)
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "yyyy-MM-dd"
    guard let start = format.date(from: first) else { return [] }
    return (0..<count).map { format.string(from: start.addingTimeInterval(Double($0) * 86_400)) }
  }

  /// A file from a header and rows.
  static func csv(_ header: String, _ rows: [[Any]]) -> String {
    header + "\n" + rows.map { $0.map { "\($0)" }.joined(separator: ",") }.joined(separator: "\n") + "\n"
  }

  func report() throws -> ReviewReport {
    let run = try box.run("report", "june", "--json", "--today", "2026-07-01", limit: 30)
    try #require(run.status == 0, "\(run)")
    return ReviewReport(try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any]))
  }

  /// The built page of the review.
  func page() throws -> Page {
    let run = try box.run("build", "--today", "2026-07-01", limit: 30)
    try #require(run.status == 0, "\(run)")
    return try #require(box.page("campaigns/june/review.html"))
  }
}

/// What `fupan report --json` says.
struct ReviewReport {
  let root: [String: Any]

  init(_ root: [String: Any]) { self.root = root }

  private var sections: [[String: Any]] { root["sections"] as? [[String: Any]] ?? [] }

  private func item(_ list: String, _ id: String) -> [String: Any]? {
    sections.lazy.flatMap { $0[list] as? [[String: Any]] ?? [] }.first { $0["id"] as? String == id }
  }

  func section(_ id: String) -> [String: Any]? { sections.first { $0["id"] as? String == id } }

  func sentence(_ id: String) -> String? { item("sentences", id)?["text"] as? String }

  /// The rows of a table as texts, cells parted by ` | `, the total row last.
  func table(_ id: String) -> [String]? {
    item("tables", id).map { table in
      ((table["rows"] as? [[String]] ?? []) + [table["total"] as? [String]].compactMap { $0 }).map { $0.joined(separator: " | ") }
    }
  }

  func chart(_ id: String) -> [String: Any]? { item("charts", id) }

  /// The values of one series of a chart; `nil` is a gap.
  func series(_ chart: String, _ name: String) -> [Double?]? {
    let series = self.chart(chart)?["series"] as? [[String: Any]]
    return (series?.first { $0["name"] as? String == name }?["values"] as? [Any])?.map { ($0 as? NSNumber)?.doubleValue }
  }

  /// The rows of a chart that is a table of names and values: `[("基准期", 100)]`.
  func steps(_ chart: String) -> [(name: String, value: Double)] {
    (self.chart(chart)?["rows"] as? [[Any]] ?? []).compactMap { row in
      (row.first as? String).flatMap { name in (row.last as? NSNumber).map { (name, $0.doubleValue) } }
    }
  }

  /// A figure's value, money as its text read.
  func figure(_ key: String) -> Double? {
    let value = (root["figures"] as? [String: [String: Any]])?[key]?["value"]
    return (value as? NSNumber)?.doubleValue ?? (value as? String).flatMap(Double.init)
  }
}
