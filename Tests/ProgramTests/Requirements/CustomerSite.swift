import Foundation
import Testing

/// A campaign of June 2026 with orders, and what its built review says.
struct CustomerSite {
  let site: ProjectSite
  private static let folder = "content/campaigns/summer/"

  /// `orders` is the file's text, its header first.
  init(
    orders: String? = nil, rows: [String: String] = [:], shared: [String: String] = [:], today: String = "2026-07-01"
  ) throws {
    var more: [String: Content] = [:]
    if let orders { more[CustomerSite.folder + "data/orders.csv"] = Content(stringLiteral: orders) }
    site = try ProjectSite(rows, site: shared, today: today, more)
  }

  /// One purchase for each of `count` customers, whose codes begin with a letter.
  static func purchases(_ letter: String, _ count: Int, _ rest: String...) -> String {
    (1...count).flatMap { number in rest.map { "\(letter)\(number)q,\($0)\n" } }.joined()
  }

  /// Chapter 9 of the review.
  func chapter() throws -> Element {
    let page = try site.page("campaigns/summer/review.html")
    return try #require(page["behaviour"], "no chapter on behaviour")
  }

  func sentence(_ id: String) throws -> String? {
    try chapter().first { $0.attributes["data-sentence"] == id }?.text
  }

  /// The rows of a table of the review by their first cells.
  func table(_ id: String) throws -> [String: [String]] {
    let table = try #require(try chapter().first { $0.attributes["id"] == "table-" + id }, "no table \(id)")
    return Dictionary(table.grid.map { ($0[0], Array($0.dropFirst())) }) { first, _ in first }
  }

  /// The figures of `report --json` by key.
  func figures() throws -> [String: [String: Any]] {
    let run = try site.box.run("report", "summer", "--json", "--today", site.today)
    #expect(run.status == 0, "\(run)")
    let object = try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any]
    return try #require(object?["figures"] as? [String: [String: Any]])
  }

  static func number(_ figure: [String: Any]?) -> Double? {
    (figure?["value"] as? Double) ?? (figure?["value"] as? String).flatMap(Double.init)
  }

  /// Every page and file of the built site, as one text.
  func everything() throws -> String {
    _ = try site.page("index.html")
    return try site.box.files(below: "output").sorted { $0.key < $1.key }
      .map { String(decoding: $0.value, as: UTF8.self) }.joined()
  }
}
