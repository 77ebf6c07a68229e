import Tables
import Testing

/// More platforms; as in `PlatformTests`, header lines are theirs and values invented.
struct MorePlatformTests {
  @Test("a platform's export becomes the columns it means", arguments: [
    PlatformTests.Case(
      file: "360.csv", kind: .daily, source: .ads, header: 1,
      cells: [
        "date": ["2026-09-01", "2026-09-02"], "account": ["示例", "示例"], "clicks": ["25", "16"], "media_cost": ["50", "40"],
      ]),
    PlatformTests.Case(
      file: "tencent-adq.csv", kind: .daily, source: .ads, header: 1,
      cells: [
        "account_id": ["20260901", "20260901"], "impressions": ["10000", "5000"], "media_cost": ["240", "—"],
        "conversions": ["8", "—"], "adgroup": ["朋友圈", "视频号"],
      ]),
    PlatformTests.Case(
      file: "uc.csv", kind: .daily, source: .ads, header: 1,
      cells: ["date": ["2026-09-01", "2026-09-01"], "hour": ["9", "10"], "media_cost": ["3.5", "4.5"]]),
    PlatformTests.Case(
      file: "baidu-tongji.csv", kind: .daily, source: .web, header: 2,
      cells: [
        "date": ["2026-09-01", "2026-09-01"], "hour": ["0", "1"], "pv": ["120", "60"], "uv": ["40", "—"],
      ], aside: "preamble 1, total 5"),
    PlatformTests.Case(
      file: "tiktok.csv", kind: .daily, source: .ads, header: 1,
      cells: [
        "date": ["2026-09-01", "2026-09-02"], "media_cost": ["100.5", "99.5"], "clicks": ["150", "80"],
        "conversions": ["3", "2"], "attributed_revenue": ["310", "190"],
      ], aside: "total 4"),
    PlatformTests.Case(
      file: "jd-kuaiche.csv", kind: .daily, source: .ads, header: 1,
      cells: [
        "date": ["2026-08-13"], "campaign": ["夏季"], "adgroup": ["单元一"], "creative": ["图一"],
        "product_id": ["100012345678"], "media_cost": ["250"], "attributed_revenue": ["700"], "order_lines": ["5"],
        "add_to_cart": ["10"], "orders": [],
      ]),
    PlatformTests.Case(
      file: "ga4-nth-day.csv", kind: .daily, source: .web, header: 5,
      // The start date, and one and two days later, over the end of a month.
      cells: ["date": ["2026-08-30", "2026-08-31", "2026-09-01"], "uv": ["120", "130", "90"]],
      aside: "preamble 1, preamble 2, preamble 3"),
  ])
  func platform(_ c: PlatformTests.Case) throws {
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

  @Test("figures of total rows and printed rates are compared", arguments: [
    ("360.csv", "ctr"), ("360.csv", "cpc"), ("tencent-adq.csv", "cpm"), ("tencent-adq.csv", "cost_per_conversion"),
    ("baidu-tongji.csv", "pv"), ("tiktok.csv", "media_cost"), ("tiktok.csv", "attributed_revenue"),
  ])
  func checks(file: String, column: String) throws {
    let table = try #require(read(fixture: file).tables.first)
    let check = try #require(table.report.checks.first { $0.column == column })
    #expect(check.agrees)
  }

  @Test("days counted from the start of a report need that start")
  func nthDayAlone() {
    let reading = read("Nth day,Active users,New users\n0000,120,80\n", as: "daily-web.csv")
    #expect(reading.diagnostics.brief == ["2: bad-date"])
    #expect(reading.tables.first?.rowCount == 0)
  }

  @Test("spans of an hour are hours; other spans stay text", arguments: [
    ("0:00 - 0:59", "0"), ("09:00-09:59", "9"), ("23:00-24:00", "23"), ("08:00", "8"), ("7", "7"), ("08:30 - 09:29", "08:30 - 09:29"),
  ])
  func hours(cell: String, hour: String) {
    #expect(read("日期,时段,展现,点击\n2026-09-01,\(cell),5,1\n").tables.first?.cells("hour") == [hour])
  }

  @Test("a centre's own table is not taken for a platform's", arguments: [
    // Profit, and attributed beside whole sales: no advertising platform reports them.
    ("日期,渠道,花费,毛利", DataSource.own), ("日期,渠道,花费,工时", .own), ("日期,花费,成交金额,归因收入", .own),
    ("日期,渠道,花费,成交金额", .ads), ("日期,渠道,花费,点击", .ads),
  ])
  func ownTables(header: String, source: DataSource) {
    let cells = header.split(separator: ",").map { ["日期": "2026-09-01", "渠道": "A"][$0] ?? "5" }
    #expect(read(header + "\n" + cells.joined(separator: ",") + "\n").tables.first?.source == source)
  }

  @Test("a total row that leaves out a name is compared when its figures can only be the header's last")
  func shortTotal() throws {
    let table = try #require(read(fixture: "daily-sogou-region.csv").tables.first)
    let checks = table.report.checks.filter { $0.kind == .totalRow }
    #expect(checks.map { "\($0.column) \($0.stated) \($0.agrees)" } == ["media_cost 4475.35 true", "clicks 375.0 true"])
    // A figure too few: whose it is stays open.
    let open = try #require(read("日期,省份,账户,消耗,点击数,点击均价\n总计,--,375,11.93\n2026-09-01,广东,A,9,3,3\n").tables.first)
    #expect(open.aside == "total 2")
    #expect(!open.report.checks.contains { $0.kind == .totalRow })
  }
}
