import Diagnostics
import Tables
import Testing

struct TraitTests {
  @Test("subtotals, totals and counts of rows are no data")
  func subtotals() throws {
    let table = try #require(read(fixture: "daily-subtotals.csv").tables.first)
    #expect(table.cells("impressions") == ["100", "200", "110"])
    #expect(table.aside == "subtotal 4, subtotal 6, total 7, total 8")
    #expect(table.statedTotals["impressions"]?.description == "410")
  }

  @Test("a total that disagrees with the rows is found")
  func wrongTotal() throws {
    let table = try #require(read("日期,渠道,展现,花费\n2026-09-01,A,100,1.5\n2026-09-02,A,100,2.5\n合计,,201,4\n").tables.first)
    #expect(table.report.checks.map { "\($0.column) \($0.agrees)" } == ["impressions false", "media_cost true"])
  }

  @Test("a header repeated between merged days is no data")
  func merged() throws {
    let table = try #require(read(fixture: "daily-merged.csv").tables.first)
    #expect(table.cells("date") == ["2026-09-01", "2026-09-02"])
    #expect(table.aside == "blank 3, repeatedHeader 4")
    #expect(table.rowLines == [2, 5])
  }

  @Test("a word such as 汇总 that stands in every row is a value")
  func valueMark() throws {
    let table = try #require(read("日期,终端,展现,点击\n2026-09-01,汇总,5,1\n2026-09-02,汇总,6,1\n").tables.first)
    #expect(table.cells("device") == ["汇总", "汇总"])
  }

  @Test("semicolons with decimal commas")
  func european() throws {
    let table = try #require(read(fixture: "daily-european.csv").tables.first)
    #expect(table.cells("impressions") == ["1200", "2400000"])
    #expect(table.cells("media_cost") == ["12.5", "1234.56"])
    #expect(table.column("media_cost")?.currency == "EUR")
  }

  @Test("lines that end in CR only")
  func carriageReturns() { #expect(read(fixture: "daily-cr.csv").tables.first?.cells("clicks") == ["10", "11"]) }

  @Test("one date that is clear decides the order of the others; none is an error")
  func dateOrder() {
    let clear = read(fixture: "daily-dayfirst.csv")
    #expect(clear.tables.first?.cells("date") == ["2026-09-01", "2026-09-25"])
    #expect(clear.tables.first?.report.guesses.contains { $0.about == .dateOrder } == true)
    let open = read(fixture: "daily-ambiguous.csv")
    #expect(open.diagnostics.brief == ["2: ambiguous-date"])
    #expect(open.tables.first?.rowCount == 0)
  }

  @Test("quotes that stand alone are text", arguments: [
    ("2026-09-01,5\" 屏,7,1", "5\" 屏"), ("2026-09-01,\"5\" 屏\",7,1", "5\" 屏"), ("2026-09-01,\"a \"\"b\"\" c\",7,1", "a \"b\" c"),
    ("2026-09-01, \"a,b\" ,7,1", "a,b"), ("2026-09-01,\"a\nb\",7,1", "a\nb"), ("2026-09-01,\t甲\u{A0},7,1", "甲"),
    ("2026-09-01,=\"0012\",7,1", "0012"), ("2026-09-01,'0012,7,1", "0012"),
  ])
  func quotes(line: String, campaign: String) {
    let reading = read("日期,推广计划,展现,点击\n\(line)\n2026-09-02,\"x\",8,1\n")
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.tables.first?.cells("campaign") == [campaign, "x"])
    #expect(reading.tables.first?.cells("impressions") == ["7", "8"])
  }

  @Test("rows of the wrong length: too short is told, too long is not used")
  func ragged() {
    let reading = read("日期,推广计划,展现,点击\n2026-09-01,A,7\n2026-09-02,B,8,1,,\n2026-09-03,C,x,9,1\n")
    #expect(reading.tables.first?.cells("impressions") == ["7", "8"])
    #expect(reading.tables.first?.cells("clicks") == ["—", "1"])
    #expect(reading.diagnostics.brief == ["2: short-row", "4: long-row"])
  }

  @Test("folders state dimensions and the source for all rows")
  func constants() throws {
    let text = "日期,推广计划,展现,花费\n2026-09-01,A,7,1\n"
    let table = try #require(read(text, as: "daily/渠道=搜索广告/来源=广告/报告.csv").tables.first)
    #expect(table.kind == .daily)
    #expect(table.constants == ["channel": "搜索广告"])
    #expect(table.report.kindEvidence == .folder)
    #expect(read(text, as: "daily/色彩=红/a.csv").diagnostics.map(\.problem.id) == ["unknown-dimension"])
    #expect(read(text, as: "来源=火星/a.csv").diagnostics.map(\.problem.id) == ["unknown-source"])
  }

  @Test("the kind of a table, by name or by headers", arguments: [
    ("orders_2026.csv", "客户ID,日期,金额\nU1,2026-09-01,9\n", TableKind.orders),
    ("totals.csv", "开始日期,结束日期,触达人数\n2026-09-01,2026-09-07,900\n", .totals),
    ("a.csv", "kpi,date,value,source\nroas,2026-09-01,3.5,财务\n", .actuals),
    ("b.csv", "实验,实验组,访客数,转化数\nE1,A,1000,50\n", .experiments),
    ("c.csv", "阶段,数量\n曝光,1000\n点击,100\n", .funnel),
    ("d.csv", "日期,品牌,提及量,正面,负面\n2026-09-01,甲,10,5,1\n", .listening),
    ("e.csv", "日期,平台,粉丝数,点赞\n2026-09-01,微博,100,5\n", .social),
    ("i.csv", "客户ID,时间,渠道,是否转化\nU1,2026-09-01 10:00,搜索,1\n", .journeys),
    ("j.csv", "period,role,hours,headcount\n2026-09,运营,100,2\n", .staff),
    ("k.csv", "metric,kind,before,after,n_before,n_after\n认知,share,35%,44%,400,400\n", .survey),
    ("l.csv", "kpi,entity,period,value,source\nctr,行业,2026Q3,2.5%,报告\n", .benchmarks),
    ("m.csv", "date,channel,impressions,clicks,media_cost,revenue\n2026-09-01,搜索,10,1,2,3\n", .daily),
  ])
  func kinds(name: String, text: String, kind: TableKind) throws {
    let reading = read(text, as: name)
    #expect(reading.diagnostics.brief == [])
    let table = try #require(reading.tables.first)
    #expect(table.kind == kind)
    #expect(table.rowCount >= 1)
  }

  @Test("sales mean attributed revenue in an ad report, revenue in a shop's", arguments: [
    ("daily-a.csv", "日期,成交金额,花费", DataSource.ads, "attributed_revenue"),
    ("daily-a.csv", "日期,成交金额,访客数", .shop, "revenue"), ("daily-shop.csv", "日期,成交金额,花费", .shop, "revenue"),
    ("daily-a.csv", "date,revenue,media_cost", .own, "revenue"),
  ])
  func sales(name: String, header: String, source: DataSource, id: String) throws {
    let table = try #require(read("\(header)\n2026-09-01,5,6\n", as: name).tables.first)
    #expect(table.source == source)
    #expect(table.cells(id) == ["5"])
  }

  @Test("hours in the day's cell become the hour")
  func hours() throws {
    let table = try #require(read("时间,账户,展现,点击\n2026-09-01 09时,A,5,1\n2026-09-01 10时,A,6,1\n").tables.first)
    #expect(table.cells("hour") == ["9", "10"])
    #expect(table.cells("date") == ["2026-09-01", "2026-09-01"])
  }
}

/// Rows that look like data and are sums, and the reverse.
struct SummaryRowTests {
  @Test("a summary row with the report's dates and blank names is a total when its figures are the sums")
  func dated() throws {
    let text = "Day,Campaign name,Impressions,Reach,Amount spent (USD)\n2026-09-01,,300,250,3.5\n"
      + "2026-09-01,A,100,90,1.5\n2026-09-01,B,200,180,2\n"
    let table = try #require(read(text).tables.first)
    #expect(table.cells("impressions") == ["100", "200"])
    #expect(table.aside == "total 2")
    #expect(table.statedTotals["reach"]?.description == "250")
    #expect(table.report.rowsUsed == 2)
  }

  @Test("a row without its day is an error, not a total")
  func stray() {
    let middle = read("日期,展现,点击\n2026-09-01,1,1\n,2,2\n2026-09-02,3,3\n")
    #expect(middle.diagnostics.brief == ["3: bad-date"])
    #expect(middle.tables.first?.aside == "unreadable 3")
    let last = read("日期,展现,点击\n2026-09-01,1,1\n2026-09-02,3,3\n,9,7\n")
    #expect(last.diagnostics.brief == ["4: bad-date"])
  }

  @Test("many tables in one file are read in time that grows with the file")
  func manyTables() {
    let block = "日期,渠道,展现\n2026-09-01,A,1\n日期,渠道,点击\n2026-09-01,A,2\n"
    let reading = read(String(repeating: block, count: 500))
    #expect(reading.tables.count == 1000)
    #expect(reading.diagnostics.isEmpty)
  }
}
