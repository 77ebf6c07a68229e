import Foundation
import Testing

/// Registers as people and programs leave them: clear words at the right place, no crash, no wrong figure.
@Suite struct RegisterBadInputTests {
  private static let inventory = ProjectSite.folder + "registers/inventory.xlsx"
  private static let header: [Workbook.Cell] = ["商品", "仓库", "盘点日", "库存", "在途", "日均销量"]
  /// June 10, 2026, as Excel counts days from 1900.
  private static let june10 = 46_183

  private func site(_ workbook: Content) throws -> ProjectSite {
    try ProjectSite(today: "2026-06-25", [RegisterBadInputTests.inventory: workbook])
  }

  /// What a stock file comes to: the diagnostics of the program behind the name of the file.
  private func problems(_ workbook: Content) throws -> [String] {
    try site(workbook).problems().map { $0.replacing("inventory.xlsx", with: "") }
  }

  // MARK: Workbooks

  @Test("merged cells are an error where they are, and the rows without a value too")
  func merged() throws {
    let rows: [[Workbook.Cell]] = [
      RegisterBadInputTests.header, ["空气炸锅", "华东仓", .day(RegisterBadInputTests.june10), 620, 200, 41],
      [.empty, "华南仓", .day(RegisterBadInputTests.june10), 100, 0, 10],
    ]
    #expect(try problems(Workbook.file(rows, merged: ["A2:A3"])) == [
      "[表]:2:1: error[merged-cells]: 合并的单元格 A2:A3 跨了几行，只有第一行有值（共 1 处）",
      "[表]:3:1: error[missing-cell]: 「商品」列必须填写",
    ])
  }

  @Test("numbers as text count as numbers, words for numbers are errors")
  func textNumbers() throws {
    let rows: [[Workbook.Cell]] = [RegisterBadInputTests.header, ["空气炸锅", "华东仓", "2026-06-10", "1,620", "20", "41"]]
    let stock = try site(Workbook.file(rows)).part("inventory")
    #expect(stock.row("空气炸锅·华东仓", "date", "stock", "incoming", "cover") == ["2026-06-10", "1,620", "20", "40.0"])
    #expect(try problems(Workbook.file(rows + [["破壁机", "华东仓", "2026-06-10", "六百", "0", "41"]])) == [
      "[表]:3:4: error[not-a-number]: 「库存」的「六百」不是数字"
    ])
  }

  @Test("a formula counts with its stored result; one without is missing, not zero")
  func formulas() throws {
    let day = Workbook.Cell.day(RegisterBadInputTests.june10)
    let stored: [[Workbook.Cell]] = [RegisterBadInputTests.header, ["空气炸锅", "华东仓", day, .formula("600+20", 620), 200, 41]]
    #expect(try site(Workbook.file(stored)).part("inventory").cell("空气炸锅·华东仓", "cover") == "20.0")
    let unstored: [[Workbook.Cell]] = [RegisterBadInputTests.header, ["空气炸锅", "华东仓", day, .formula("600+20", nil), 200, 41]]
    #expect(try problems(Workbook.file(unstored)) == [
      "[表]:2:4: error[missing-cell]: 「库存」列必须填写",
      "[表]:2:4: warning[workbook-formula]: D 列从这里起有 1 个公式没有保存结果，按缺失处理",
    ])
  }

  @Test("days counted from 1904 are the same days")
  func days1904() throws {
    // Excel's two counts are 1,462 days apart.
    let rows: [[Workbook.Cell]] = [
      RegisterBadInputTests.header, ["空气炸锅", "华东仓", .day(RegisterBadInputTests.june10 - 1462), 620, 200, 41],
    ]
    #expect(try site(Workbook.file(rows, from1904: true)).part("inventory").cell("空气炸锅·华东仓", "date") == "2026-06-10")
  }

  @Test("a sheet that lies about its extent loses no row", arguments: ["A1:B1", "A1:XFD1048576", "B7:A2", "", "Tabelle"])
  func dimension(_ said: String) throws {
    let day = Workbook.Cell.day(RegisterBadInputTests.june10)
    let rows: [[Workbook.Cell]] = [
      RegisterBadInputTests.header, ["空气炸锅", "华东仓", day, 620, 200, 41], ["破壁机", "华南仓", day, 90, 0, 10],
    ]
    let stock = try site(Workbook.file(rows, dimension: said)).part("inventory")
    #expect(stock.table("明细")?.keys == ["空气炸锅·华东仓", "破壁机·华南仓"])
    #expect(stock.total("stock_total") == "710")
  }

  @Test("a bomb is not opened, a web page or nothing is no workbook, a renamed CSV is read as what it is")
  func impostors() throws {
    let bomb = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("WorkbookTests/Fixtures/bomb.xlsx")
    #expect(try problems(.bytes(Array(Data(contentsOf: bomb)))) == [
      ": error[workbook-bomb]: 工作簿的部件「xl/worksheets/sheet1.xml」压缩得异乎寻常，可能是压缩炸弹，没有解开"
    ])
    let table = "<table><tr><th>商品</th><th>仓库</th></tr><tr><td>空气炸锅</td><td>华东仓</td></tr></table>"
    #expect(try problems("<html><head><meta charset=\"utf-8\"></head><body>\(table)</body></html>") == [
      ": error[not-a-table]: 这是网页（HTML），不是表格文件"
    ])
    #expect(try problems("") == [": error[empty-file]: 文件是空的"])
    let text = try site("商品,仓库,盘点日,库存,日均销量\n空气炸锅,华东仓,2026-06-10,620,31\n").part("inventory")
    #expect(text.row("空气炸锅·华东仓", "stock", "cover") == ["620", "20.0"])
    #expect(try site("").box.run("build").status == 1)
  }

  // MARK: Declarations and references

  private func declaration(_ id: String, _ text: String) -> (String, Content) {
    (
      "content/registers/\(id).register.yaml",
      Content(stringLiteral: "id: \(id)\nname: {zh: \(id) 表, en: \(id)}\nsummary: {zh: 试, en: Test}\nscope: site\ngroup: reference\n" + text)
    )
  }

  private static let shops = """
    key: id
    columns:
      - {id: id, type: text, required: true, label: {zh: 编号, en: ID}}
      - {id: sales, type: decimal, label: {zh: 销售, en: Sales}}
      - {id: days, type: integer, label: {zh: 天数, en: Days}}
    computed:
      - {id: daily, formula: "FORMULA", label: {zh: 日均, en: Daily}}
    totals:
      - {id: mean, formula: sum(daily) / sum(days), label: {zh: 平均, en: Mean}}
    checks:
      - {id: high, when: daily > 0, severity: note, say: {zh: "{id} 有数", en: "{id} has one"}}
    views:
      - {id: list, type: table, columns: [id, sales, days, daily]}

    """
  private static let rows = "编号,销售,天数\n甲,5,0\n乙,6,2\n丙,,3\n"

  private func shops(_ formula: String) throws -> ProjectSite {
    let text = RegisterBadInputTests.shops.replacing("FORMULA", with: formula)
    return try ProjectSite(site: ["shops": RegisterBadInputTests.rows], Dictionary(uniqueKeysWithValues: [declaration("shops", text)]))
  }

  @Test("a division by zero is missing: no figure, no finding, and sums go on without it")
  func zero() throws {
    let list = try shops("sales / days").page("registers/shops.html").root
    #expect(["甲", "乙", "丙"].map { list.cell($0, "daily") } == ["", "3", ""])
    #expect(list.total("mean") == "0.6")  // 3 of one, 5 days
    #expect(list.findings("high") == ["乙 有数"])
    let all = try shops("sales / (days - days)").page("registers/shops.html").root
    // A column without a single value is not shown at all.
    #expect(all.column("daily").joined() == "")
    #expect(all.findings("high") == [])
  }

  struct Deep: Sendable, CustomTestStringConvertible {
    var open: String
    var middle = "sales"
    var close: String
    /// What it comes to for the second row; `nil` where it is no formula.
    var value: String?
    var testDescription: String { open + " … " + middle + " … " + close }
    var formula: String { String(repeating: open, count: 10_000) + middle + String(repeating: close, count: 10_000) }
  }

  @Test("a formula of 10,000 levels is worked out or refused where it stands", arguments: [
    Deep(open: "(", close: ")", value: "6"), Deep(open: "abs(", close: ")", value: "6"),
    Deep(open: "if(days > 0, ", close: ", 0)", value: "6"), Deep(open: "", middle: "0", close: " + days", value: "20,000"),
    Deep(open: "(", close: ""), Deep(open: "-", close: ""),
  ])
  func deep(_ example: Deep) throws {
    let site = try shops(example.formula)
    guard let value = example.value else {
      let problems = try site.problems()
      let first = try #require(problems.first)
      #expect(first.hasPrefix("content/registers/shops.register.yaml:12:") && first.contains(": error[formula]: 算式有误"))
      #expect(try site.box.run("check").status == 1)
      return
    }
    #expect(try site.page("registers/shops.html").root.cell("乙", "daily") == value)
  }

  @Test("rows of two registers may refer to each other; formulas may not go in a circle")
  func circles() throws {
    func text(_ other: String, _ computed: String) -> String {
      """
      key: id
      columns:
        - {id: id, type: text, required: true, label: {zh: 编号, en: ID}}
        - {id: other, type: reference, to: \(other), label: {zh: 对方, en: Other}}
        - {id: amount, type: integer, label: {zh: 数量, en: Amount}}
      computed:
        - {id: load, formula: \(computed), label: {zh: 合计, en: Load}}
      views:
        - {id: list, type: table, columns: [id, other, amount, load]}

      """
    }
    let rows = ["shops": "编号,对方,数量\n店,仓,2\n", "depots": "编号,对方,数量\n仓,店,3\n"]
    func site(_ shops: String, _ depots: String) throws -> ProjectSite {
      try ProjectSite(
        site: rows,
        Dictionary(uniqueKeysWithValues: [declaration("shops", text("depots", shops)), declaration("depots", text("shops", depots))]))
    }
    let sound = try site("amount + sum(depots.amount where depots.other = this.id)", "amount + other.amount")
    #expect(try sound.page("registers/shops.html").root.row("店", "other", "load") == ["仓", "5"])
    #expect(try sound.page("registers/shops.html").root.links["仓"] == "depots.html#depots-%E4%BB%93")
    let problems = try site("sum(depots.load where depots.other = this.id)", "other.load + 1").problems()
    #expect(problems.count == 1)
    #expect(problems.first?.contains("error[formula-cycle]: 算式互相引用，绕成一圈") == true)
    #expect(problems.first?.hasPrefix("content/registers/depots.register.yaml:12:25") == true)
  }

  @Test("a reference to an id that was renamed suggests the nearest")
  func renamed() throws {
    let tasks = "编号,任务,负责人,计划开始,计划完成,前置任务,交付物,缓冲\nT-101,方案,营销策略,2026-06-11,2026-06-12,,方案,1\nT-102,制作,内容创意,2026-06-15,2026-06-16,T-10l,图,1\n"
    let run = try ProjectSite(["tasks": tasks]).box.run("check", "--today", "2026-06-10")
    #expect(run.status == 1)
    #expect(run.diagnostics == [
      ProjectSite.folder + "registers/tasks.csv:3: error[broken-reference]: 「前置任务」列的「T-10l」在「任务拆解」里找不到"
    ])
    #expect(run.error.contains("建议: 是不是「T-101」？"))
  }

  // MARK: A register of the site's own

  @Test("a register that is only declared has its page, figures, checks, charts, calendar and part of the campaign")
  func ownRegister() throws {
    let text = """
      id: booths
      name: {zh: 展位, en: Booths}
      summary: {zh: 各场展位的租金与到访。, en: Rent and visitors of booths.}
      scope: campaign
      group: project
      phase: C4
      files: [展位表]
      key: id
      columns:
        - {id: id, type: text, required: true, unique: true, label: {zh: 编号, en: ID}}
        - {id: city, type: choice, required: true, label: {zh: 城市, en: City}, values: [杭州, 成都]}
        - {id: start, type: date, required: true, label: {zh: 开始, en: Start}}
        - {id: rent, type: money, min: 0, required: true, label: {zh: 租金, en: Rent}}
        - {id: visitors, type: integer, min: 0, label: {zh: 到访, en: Visitors}}
      computed:
        - {id: each, formula: rent / visitors, type: money, label: {zh: 单位到访成本, en: Cost a visitor}}
      totals:
        - {id: rent_total, formula: sum(rent), type: money, label: {zh: 租金合计, en: Rent}}
        - {id: by_city, by: city, formula: sum(rent where city = value), type: money, label: {zh: 各城租金, en: Rent by city}}
      checks:
        - id: dear
          when: each > 50
          severity: warning
          at: rent
          say: {zh: "展位 {id} 每位到访 {each}，高于 50 元", en: "booth {id} costs {each} a visitor"}
        - id: outside
          when: start < campaign.start or start > campaign.end
          severity: error
          at: start
          say: {zh: "展位 {id} 的 {start} 不在活动期", en: "{start} of booth {id} is not within the campaign"}
      views:
        - {id: table, type: table, columns: [id, city, start, rent, visitors, each], group: city, totals: [rent]}
        - {id: bar, type: bar, title: {zh: 到访, en: Visitors}, label: id, value: visitors}
        - {id: calendar, type: calendar, date: start, label: id, by: city}

      """
    let rows = "编号,城市,开始,租金,到访\nB1,杭州,2026-06-02,3000,100\nB2,成都,2026-06-05,2400,40\nB3,杭州,2026-06-09,1000,\n"
    let site = try ProjectSite(["展位表_六月": rows], ["content/registers/booths.register.yaml": Content(stringLiteral: text)])
    let part = try site.part("booths")
    #expect(["B1", "B2", "B3"].map { part.cell($0, "each") } == ["¥30", "¥60", ""])
    #expect(part.total("rent_total") == "¥6,400" && part.total("by_city", of: "杭州") == "¥4,000")
    #expect(part.findings("dear") == ["展位 B2 每位到访 ¥60，高于 50 元"])
    #expect(part.figure("到访", kind: "bar")?.grid.dropFirst().map { Array($0.prefix(2)) }.prefix(2) == [["B1", "100"], ["B2", "40"]])
    #expect(try site.page("registers/booths.html").root.text.contains("各场展位的租金与到访"))
    #expect(try site.page("registers/index.html").root.links["展位"] == "booths.html")
    let events = try #require(calendarEvents(try site.file("registers/booths.ics")))
    #expect(events.map { $0["SUMMARY"] ?? "" } == ["B1", "B2", "B3"])
    #expect(try site.problems() == ["展位表_六月.csv:3: warning[register-check]: 展位 B2 每位到访 ¥60，高于 50 元"])

    let bad = try ProjectSite(
      ["booths": rows.replacing("2026-06-09", with: "2026-07-09").replacing("成都", with: "重庆")],
      ["content/registers/booths.register.yaml": Content(stringLiteral: text)])
    #expect(try bad.problems().filter { $0.contains(": error[") } == [
      "booths.csv:3: error[unknown-value]: 「城市」列没有「重庆」这个取值",
      "booths.csv:4: error[register-check]: 展位 B3 的 2026-07-09 不在活动期",
    ])
  }

  // MARK: Size

  @Test("10,000 rows are read in time and shown a thousand to a page, and their totals are right", .timeLimit(.minutes(1)))
  func manyRows() throws {
    // Stock of 0 to 9,999: together 9,999 × 10,000 / 2.
    let rows = (0..<10_000).map { "商品 \($0 / 10),仓 \($0 % 10),2026-06-10,\($0),7\n" }.joined()
    let site = try ProjectSite(["inventory": "商品,仓库,盘点日,库存,日均销量\n" + rows], today: "2026-06-25")
    let first = try site.page("registers/inventory.html").root
    #expect(first.keys.count == 1000 && first.keys.first == "商品 0·仓 0")
    #expect(first.total("stock_total") == "49,995,000")
    #expect(try site.page("registers/inventory-10.html").root.keys.last == "商品 999·仓 9")
    #expect(!site.box.exists("output/registers/inventory-11.html"))
    #expect(first.all("nav", class: "paging").first?.links["10"] == "inventory-10.html")
    // The campaign's own page has the first of them, and says where all are.
    #expect(try site.part("inventory").all("tr").compactMap { $0.attributes["data-key"] }.count <= 200)
  }

  @Test("5,000 tasks: 200 bars at most, the critical path as a table, the rest on pages", .timeLimit(.minutes(1)))
  func manyTasks() throws {
    // A hundred packages of 49 tasks in a row, each a day; the last package has one more, so its 50 are the longest way.
    var rows = "编号,任务,上级任务,负责人,计划开始,计划完成,前置任务,交付物,缓冲\n"
    for package in 0..<100 {
      rows += "P\(package),包 \(package),,项目负责人,2026-01-01,2026-12-31,,整包,1\n"
      for task in 0..<(package == 99 ? 50 : 49) {
        let day = String(format: "2026-%02d-%02d", 1 + task / 25, 1 + task % 25)
        rows += "P\(package)-\(task),活 \(package)-\(task),P\(package),内容创意,\(day),\(day),\(task == 0 ? "" : "P\(package)-\(task - 1)"),单,1\n"
      }
    }
    let site = try ProjectSite(["tasks": rows], today: "2025-12-01")
    let part = try site.part("tasks")
    let drawn = part.figures.filter { $0.kind == "gantt" }.map { figure in
      figure.element.all("svg").first { $0.attributes["role"] == "img" }?.all("rect", class: "gantt-plan").count ?? 0
    }
    #expect(drawn.allSatisfy { $0 > 0 && $0 <= 200 } && !drawn.isEmpty)
    #expect(part.table("关键路径与浮动") != nil)
    // 5,001 rows: six pages, the last with one; they stand by their ids, as text.
    #expect(try site.page("registers/tasks-6.html").root.keys == ["P99-9"])
    #expect(!site.box.exists("output/registers/tasks-7.html"))
  }

  // MARK: Files that others open

  @Test("no cell of a file that the program writes begins like a formula, nor does a calendar's text end its line")
  func injection() throws {
    let site = try ProjectSite([
      "content_plan": "编号,支柱,选题,受众,形式,平台,日期,负责人,状态\n"
        + "N-1,实测,\"=HYPERLINK(\"\"x\"\")\\nEND:VEVENT\",新客,短视频,抖音,2026-06-03,内容创意,策划\n"
        + "N-2,实测,\"+1\r\nATTENDEE:mailto:x\",新客,短视频,小红书,2026-06-04,内容创意,策划\n"
    ])
    #expect(calendarFaults(try site.file("calendar.ics")) == [])
    let events = try #require(calendarEvents(try site.file("calendar.ics")))
    #expect(events.count == 3)
    #expect(events.allSatisfy { $0["ATTENDEE"] == nil })
    #expect(events.contains { $0["SUMMARY"] == "=HYPERLINK(\"x\")\\\\nEND:VEVENT" })

    #expect(try site.box.run("new", "campaign", "next").status == 0)
    #expect(try site.box.run("new", "site", "fresh").status == 0)
    let files = try site.box.files(below: ".").filter { path, _ in
      [".csv", ".tsv", ".xlsx"].contains { path.hasSuffix($0) } && !path.contains("campaigns/summer")
    }
    #expect(files.count > 30)
    for (path, bytes) in files {
      let text = String(decoding: bytes, as: UTF8.self).replacing("\u{FEFF}", with: "")
      for cell in text.split(whereSeparator: { $0 == "," || $0 == "\n" || $0 == "\r\n" }) {
        let start = cell.drop { $0 == "\"" || $0 == " " || $0 == "'" }.first
        #expect(!["=", "+", "-", "@"].contains(start), "\(path): \(cell)")
      }
    }
    // What was written is what a build reads: nothing but the comment.
    let check = try site.box.run("check", "--today", "2026-06-10")
    #expect(check.diagnostics.filter { $0.contains("campaigns/next/registers") } == [])
  }
}
