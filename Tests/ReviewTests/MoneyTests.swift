import Metrics
import Review
import Tables
import Testing
import Values

/// What chapter 8 makes of journeys.
@Suite struct JourneyTests {
  private typealias PathRow = (path: String, conversions: Int64, cents: Int64, nulls: Int64)

  /// A table of paths: path, conversions, value in cents, paths without a conversion.
  private func paths(_ rows: [PathRow]) -> DataTable {
    var journeys = table("path|conversions|value|nulls", .journeys, file: "content/campaigns/c/data/journeys.csv")
    journeys.rowCount = rows.count
    journeys.rowLines = rows.indices.map { Int32($0 + 2) }
    journeys.columns = [
      Column(id: "path", header: "path", values: .text(codes: rows.indices.map(Int32.init), dictionary: rows.map(\.path))),
      Column(id: "conversions", header: "conversions", values: .number(mantissas: rows.map(\.conversions), scale: 0)),
      Column(id: "value", header: "value", values: .number(mantissas: rows.map(\.cents), scale: 2)),
      Column(id: "nulls", header: "nulls", values: .number(mantissas: rows.map(\.nulls), scale: 0)),
    ]
    return journeys
  }

  /// Touches with a time in seconds each.
  private func touches(_ rows: [(customer: String, time: Int64, channel: String, converted: String)]) -> DataTable {
    func texts(_ id: String, _ cells: [String]) -> Column {
      let words = cells.reduce(into: [String]()) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
      let codes = cells.map { Int32(words.firstIndex(of: $0) ?? -1) }
      return Column(id: id, header: id, values: .text(codes: codes, dictionary: words))
    }
    var journeys = table("customer|channel", .journeys, file: "content/campaigns/c/data/journeys.csv")
    journeys.rowCount = rows.count
    journeys.rowLines = rows.indices.map { Int32($0 + 2) }
    journeys.columns = [
      texts("customer", rows.map(\.customer)), texts("channel", rows.map(\.channel)), texts("converted", rows.map(\.converted)),
      Column(id: "time", header: "time", values: .number(mantissas: rows.map(\.time), scale: 0)),
    ]
    return journeys
  }

  private let money = table("date|channel|media_cost|attributed_revenue\n2026-06-02|直播|100|400")

  private func review(_ journeys: DataTable) -> Review { buildReview(input(money, journeys)).0 }

  @Test("what the tables credit adds up to the conversions and to the cent", arguments: 1...12)
  func addsUp(_ seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    let names = (0..<(2 + below(9))).map { "渠道\($0)" }
    var rows: [PathRow] = [("渠道0", 7, 7, 0)]
    for _ in 0..<40 {
      let path = (0...below(5)).map { _ in names[below(names.count)] }.joined(separator: " > ")
      rows.append((path, Int64(below(30)), Int64(below(900_000)), Int64(below(400))))
    }
    let review = review(paths(rows))
    let conversions = rows.reduce(0) { $0 + $1.conversions }
    let cents = rows.reduce(0) { $0 + ($1.conversions > 0 ? $1.cents : 0) }
    for (id, whole) in [("attribution-conversions", conversions * 100), ("attribution-values", cents)] {
      let table = try #require(review.table(id))
      for column in 1...7 {
        let parts = table.rows.compactMap { row -> Exact? in
          guard case .number(.exact(let part), _)? = row[column].value else { return nil }
          return part
        }
        #expect(parts.count == table.rows.count)
        #expect(parts.reduce(Exact.zero) { $0.adding($1) ?? $0 } == Exact(mantissa: Int128(whole), scale: 2), "\(id) \(column)")
      }
    }
    for model in ["first", "last", "linear", "position", "decay", "markov", "shapley"] {
      let shares = review.figures.filter { $0.key.hasPrefix("attribution-share[") && $0.key.contains("model=\(model)]") }
      let sum = shares.reduce(0) { $0 + ($1.figure.value?.double ?? .nan) }
      #expect(abs(sum - 1) < 1e-12, "\(model)")
    }
  }

  @Test("channels that fewer than five paths have are told together")
  func small() throws {
    let table = try #require(review(paths([("直播", 20, 0, 0), ("私域", 3, 0, 1), ("邮件 > 直播", 2, 0, 2)])).table("attribution-conversions"))
    #expect(table.rows.map { $0[0].text } == ["直播", "其他渠道"])
  }

  @Test("touches are put in order of time, and rows that cannot be used are counted")
  func order() throws {
    var rows: [(customer: String, time: Int64, channel: String, converted: String)] = []
    for customer in 1...6 {
      rows += [("C\(customer)", 200, "直播", "是"), ("C\(customer)", 100, "短视频", "")]
    }
    rows += [("", 5, "直播", "是"), ("D", 5, "直播", "也许"), ("E", 7, "", "是")]
    let review = review(touches(rows))
    #expect(review[figure: "attribution-share[channel=短视频,model=first]"]?.value?.double == 1)
    #expect(review[figure: "attribution-share[channel=直播,model=last]"]?.value?.double == 1)
    let limits = try #require(review.text("attribution-limits"))
    #expect(limits.contains("有 1 次转化之前没有触点"))
    #expect(limits.contains("有 2 行缺客户、渠道或时间，或内容无法识别，未计入"))
    #expect(limits.contains("没有未转化的路径时，马尔可夫链会高估常见渠道"))
  }

  @Test("arrows and bars part the steps of a path")
  func separators() throws {
    let table = try #require(review(paths([("直播->私域", 9, 0, 0), ("直播 → 私域", 9, 0, 0), ("直播｜私域", 9, 0, 0)])).table("attribution-conversions"))
    #expect(table.rows.map { $0[0].text } == ["私域", "直播"])
  }

  @Test("too many names of channels, and paths without a conversion, are told instead of compared")
  func refused() {
    let names: [PathRow] = (0..<101).map { ("渠道\($0)", 1, 0, 0) }
    let many = review(paths(names))
    #expect(many.table("attribution-conversions") == nil)
    #expect(many[chapter: "budget"]?.needs?.contains("101 个渠道名") == true)
    let none = review(paths([("直播", 0, 0, 50)]))
    #expect(none[chapter: "budget"]?.needs?.contains("没有一条有触点的转化路径") == true)
  }
}
