import Tables
import Testing

/// The header lines are the platforms'; values are invented in `make_fixtures.py`, from which the expected cells are
/// taken by eye.
struct PlatformTests {
  struct Case: CustomTestStringConvertible {
    var file: String
    var kind: TableKind
    var source: DataSource
    var header: Int
    var cells: [String: [String]]
    var aside = ""
    var testDescription: String { file }
  }

  @Test("a platform's export becomes the columns it means", arguments: [
    Case(
      file: "google-ads.csv", kind: .daily, source: .ads, header: 3,
      cells: [
        "date": ["2026-09-01", "2026-09-02"], "campaign": ["Brand, core", "Search"], "impressions": ["2539093", "1000"],
        "clicks": ["112736", "44"], "media_cost": ["1234.5", "100.25"], "conversions": ["1.5", "—"],
        "attributed_revenue": ["2000", "0"],
      ], aside: "preamble 1, preamble 2, total 6"),
    Case(
      file: "google-ads-excel.csv", kind: .daily, source: .ads, header: 3,
      cells: ["impressions": ["2539093"], "media_cost": ["1234.5"]], aside: "preamble 1, preamble 2, total 5"),
    Case(
      file: "meta.csv", kind: .daily, source: .ads, header: 1,
      cells: [
        "date": ["2026-09-01", "2026-09-02"], "campaign": ["Launch", "Launch"], "reach": ["8000", "15000"],
        "media_cost": ["45.67", "55.33"], "orders": ["3", "7"], "attributed_revenue": ["300.5", "700"], "ctr": [],
      ], aside: "total 4"),
    Case(
      file: "ga4.csv", kind: .totals, source: .web, header: 11,
      cells: [
        "start": ["2026-08-26", "2026-08-26"], "end": ["2026-08-27", "2026-08-27"],
        "channel": ["Organic Search", "(other)"], "visits": ["1200", "300"], "engaged_visits": ["800", "90"],
      ],
      aside: (1...9).map { "preamble \($0)" }.joined(separator: ", ")),
    Case(
      file: "ga4-exploration.csv", kind: .daily, source: .shop, header: 7,
      cells: ["date": ["2026-09-01", "2026-09-02"], "visits": ["400", "200"], "revenue": ["1000.25", "234.25"]],
      aside: "preamble 1, preamble 2, preamble 3, preamble 4, preamble 5, total 8"),
    Case(
      file: "baidu-search.csv", kind: .daily, source: .ads, header: 8,
      cells: [
        "campaign": ["品牌词，核心", "竞品词"], "impressions": ["1000", "2000"], "media_cost": ["125.5", "180"],
        "conversions": ["—", "4"],
      ],
      aside: (1...6).map { "preamble \($0)" }.joined(separator: ", ")),
    Case(
      file: "baidu-feed.csv", kind: .daily, source: .ads, header: 5,
      cells: ["date": ["2026-09-01"], "clicks": ["30"]], aside: "preamble 1, preamble 2, preamble 3"),
    Case(
      file: "baidu-account.csv", kind: .totals, source: .ads, header: 2,
      cells: [
        "start": ["2026-09-01", "2026-09-01"], "campaign": ["计划甲", "计划乙"], "impressions": ["100", "200"],
        "mobile_impressions": ["60", "120"],
      ], aside: "preamble 1, preamble 3"),
    Case(
      file: "sogou-account.csv", kind: .daily, source: .ads, header: 3,
      cells: ["date": ["2026-10-22"], "media_cost": ["4475.35"], "clicks": ["375"]], aside: "preamble 1"),
    Case(
      file: "daily-sogou-region.csv", kind: .daily, source: .ads, header: 1,
      cells: ["region": ["广东", "江苏"], "city": ["深圳", "南京"], "clicks": ["300", "75"]], aside: "total 2"),
    Case(
      file: "shenma.csv", kind: .daily, source: .ads, header: 1,
      cells: ["date": ["2026-09-01"], "account": ["示例"], "media_cost": ["18.9"]]),
    Case(
      file: "toutiao.csv", kind: .daily, source: .ads, header: 1,
      cells: [
        "campaign": ["组一"], "campaign_id": ["1600000000000000001"], "adgroup": ["计划A"],
        "adgroup_id": ["1699999999999999999"], "media_cost": ["120"],
      ]),
    Case(
      file: "qianchuan.csv", kind: .daily, source: .ads, header: 1,
      cells: ["campaign": ["直播\n计划"], "media_cost": ["1000"], "orders": ["25"], "attributed_revenue": ["3500"]]),
    Case(
      file: "wechat-articles.csv", kind: .content, source: .own, header: 1,
      cells: [
        "content_title": ["新品上市"], "date": ["2026-09-01"], "views": ["1500"], "reach": ["20000"], "completion": ["0.652"],
      ]),
    Case(
      file: "wechat-channels.csv", kind: .content, source: .own, header: 1,
      cells: [
        "content_title": ["第一行\n第二行 \"引号\""], "likes": ["30"], "favourites": ["12"], "dwell": ["10.59"],
        "completion": ["0.2864"], "followers_gained": ["—"],
      ]),
    Case(
      file: "xiaohongshu.csv", kind: .content, source: .own, header: 2,
      cells: ["date": ["2026-06-25"], "views": ["200"], "dwell": ["15.2"], "impressions": ["1000"]], aside: "banner 1"),
    Case(
      file: "alimama.csv", kind: .daily, source: .ads, header: 1,
      // 46266 is 2026-09-01 as a spreadsheet counts days.
      cells: [
        "date": ["2026-09-01", "2026-09-02"], "product_id": ["612345678901", "612345678901"],
        "attributed_revenue": ["420", "300"],
      ]),
    Case(
      file: "jd.csv", kind: .daily, source: .ads, header: 1,
      cells: [
        "date": ["2026-08-13"], "media_cost": ["250"], "direct_sales": ["450"], "attributed_revenue": ["700"],
        "order_lines": ["5"], "orders": [],
      ]),
    Case(
      file: "jd-shop.csv", kind: .daily, source: .shop, header: 1,
      cells: [
        "product_id": ["100012345678"], "revenue": ["14414"], "buyers": ["27"], "uv": ["2133"], "pv": ["4000"],
      ]),
    Case(
      file: "orders-alipay.csv", kind: .orders, source: .own, header: 5,
      cells: [
        "order": ["2026090100000000001", "2026090100000000002"], "customer": ["U001", "U002"],
        "date": ["2026-09-01", "2026-09-01"], "amount": ["100", "-20.5"],
      ],
      aside: "preamble 1, preamble 2, preamble 3, preamble 4, footer 8, footer 9, footer 10"),
  ])
  func platform(_ c: Case) throws {
    let reading = read(fixture: c.file)
    #expect(!reading.diagnostics.hasErrors, "\(reading.diagnostics.brief)")
    let table = try #require(reading.tables.first)
    #expect(reading.tables.count == 1)
    #expect(table.kind == c.kind)
    #expect(table.source == c.source)
    #expect(table.report.headerLine == c.header)
    for (id, cells) in c.cells { #expect(table.cells(id) == cells, "\(id)") }
    #expect(table.aside == c.aside)
  }

  @Test("tables that stand one under the other are read one by one")
  func severalTables() {
    let tables = read(fixture: "ga4-overview.csv").tables
    #expect(tables.map(\.kind) == [.daily, .totals])
    #expect(tables.first?.cells("uv") == ["120", "130"])
    #expect(tables.last?.cells("visits") == ["90", "210"])
    #expect(tables.last?.cells("end") == ["2026-09-02", "2026-09-02"])
  }

  @Test("the rows are compared with the file's own total row, from which people counts are taken")
  func totals() throws {
    let table = try #require(read(fixture: "meta.csv").tables.first)
    #expect(table.statedTotals["reach"]?.description == "20000")
    let checks = table.report.checks.filter { $0.kind == .totalRow }
    #expect(Set(checks.map(\.column)) == ["impressions", "clicks", "media_cost", "orders", "attributed_revenue"])
    #expect(checks.allSatisfy { $0.agrees && $0.line == 4 })
  }

  @Test("printed rates are compared with recomputed ones, whatever their style", arguments: [
    ("google-ads.csv", "ctr", 2), ("meta.csv", "ctr", 2), ("baidu-search.csv", "cpc", 2), ("toutiao.csv", "ctr", 1),
    ("alimama.csv", "ctr", 2), ("alimama.csv", "roas", 2), ("qianchuan.csv", "roas", 1),
  ])
  func rates(file: String, rate: String, rows: Int) throws {
    let table = try #require(read(fixture: file).tables.first)
    let check = try #require(table.report.checks.first { $0.kind == .printedRate && $0.column == rate })
    #expect(check.agrees)
    #expect(check.rowsCompared == rows)
    #expect(check.rowsAgreeing == rows)
  }

  @Test("an export with headers and no rows is told, and is not zero")
  func headerOnly() throws {
    let reading = read(fixture: "oceanengine-empty.csv")
    #expect(reading.diagnostics.brief == ["1: no-rows"])
    #expect(reading.tables.first?.rowCount == 0)
  }
}
