import Testing

/// Materials, suppliers, stock and deliveries.
@Suite struct StockRequirements {
  @Test("req:material-inventory in, used and left by kind and region, usage, and a word where less than the safe amount is left")
  func materials() throws {
    let rows = """
      物料,品类,区域,入库,领用,余量,安全量
      开箱卡,印刷品,华东,6000,4800,1200,300
      开箱卡,印刷品,华南,2000,1900,100,100

      """
    let site = try ProjectSite(["materials": rows])
    let part = try site.part("materials")
    #expect(part.row("开箱卡·华东", "kind", "region", "received", "used", "left", "usage") == ["印刷品", "华东", "6,000", "4,800", "1,200", "80%"])
    // 1,900 of 2,000; together 6,700 of 8,000.
    #expect(part.cell("开箱卡·华南", "usage") == "95%" && part.total("usage_all") == "83.8%")
    #expect(part.total("usage_by_region", of: "华南") == "95%")
    #expect(part.table("明细")?.all("tfoot").first?.column("left") == ["1,300"])
    #expect(try site.problems() == [])

    let bad = rows.replacing("1900,100,100", with: "1900,100,300").replacing("4800,1200", with: "4800,1000")
    #expect(try ProjectSite(["materials": bad]).problems() == [
      "materials.csv:2: warning[register-check]: 华东的“开箱卡”账不平，差 200",
      "materials.csv:3: warning[register-check]: 华南的“开箱卡”只剩 100，低于安全量 300",
    ])
  }

  @Test("req:supplier-scorecard admission, quotes, four scores weighted into one, ranking and advice")
  func suppliers() throws {
    let rows = """
      供应商,品类,选定方式,报价家数,价格分,质量分,交期分,服务分,评分日,负责人,准入日
      印务甲,印刷,比价,3,80,90,70,60,2026-03-01,后勤与供应链,2025-03-10
      印务乙,印刷,招标,4,90,90,88,80,2026-03-01,后勤与供应链,2025-06-01
      印务丙,印刷,比价,3,50,60,60,60,2026-03-01,后勤与供应链,2025-06-01

      """
    let site = try ProjectSite(site: ["suppliers": rows])
    let page = try site.page("registers/suppliers.html").root
    let table = try #require(page.table("明细"))
    // 30% price, 30% quality, 25% delivery, 15% service:
    // 24 + 27 + 17.5 + 9 = 77.5; 27 + 27 + 22 + 12 = 88; 15 + 18 + 15 + 9 = 57.
    #expect(table.row("印务甲", "score", "rank", "advice") == ["77.5", "2", "保留"])
    #expect(table.row("印务乙", "score", "rank", "advice", "chosen_by", "quotes") == ["88.0", "1", "优先", "招标", "4"])
    #expect(table.row("印务丙", "score", "rank", "advice") == ["57.0", "3", "整改或更换"])
    #expect(table.keys == ["印务乙", "印务甲", "印务丙"])
    #expect(page.figure("总分", kind: "bar")?.grid.dropFirst().map { $0[0] } == ["印务乙", "印务甲", "印务丙"])
    #expect(page.figure("四项评分", kind: "radar")?.row("印务乙") != nil || page.figure("四项评分", kind: "radar")?.row("质量分") != nil)

    let bad = rows.replacing("招标,4", with: "招标,2").replacing("70,60,2026", with: "170,60,2026")
    #expect(try ProjectSite(site: ["suppliers": bad]).problems() == [
      "content/registers/suppliers.csv:2: error[cell-out-of-range]: 「交期分」列的 170 超出范围",
      "content/registers/suppliers.csv:3: warning[register-check]: 供应商“印务乙”是招标选定的，报价不足三家",
      "content/registers/suppliers.csv:4: warning[register-check]: 供应商“印务丙”总分 57.0，低于 60，应整改或更换",
    ])
  }

  @Test("req:stock-logistics turnover, days of cover, share on time; too little for the days left is told")
  func stock() throws {
    let inventory = """
      商品,仓库,盘点日,期初库存,库存,在途,日均销量,单位成本,期内销量
      空气炸锅,华东仓,2026-06-10,1800,620,200,41,100,1210
      破壁机,华南仓,2026-06-10,500,90,0,12.5,100,300

      """
    let shipments = """
      批次,商品,区域,发出日,承诺到达,实际到达,件数
      W-1,空气炸锅,华东,2026-06-01,2026-06-04,2026-06-04,100
      W-2,空气炸锅,华南,2026-06-01,2026-06-04,2026-06-06,300
      W-3,破壁机,华东,2026-06-02,2026-06-05,2026-06-05,600
      W-4,破壁机,华南,2026-06-05,2026-06-08,,200
      W-5,破壁机,华南,2026-06-05,2026-06-18,2026-06-09,900

      """
    let site = try ProjectSite(["inventory": inventory, "shipments": shipments])
    let stock = try site.part("inventory")
    // (620 + 200) / 41 = 20 days and 90 / 12.5 = 7.2, with 11 days to go on June 10 (10 to 20). Turnover: cost of sales by
    // the mean of opening and closing stock, 121,000 / 121,000 and 30,000 / 29,500; 151,000 / 150,500 for both.
    #expect(stock.row("空气炸锅·华东仓", "cover", "days_left", "short", "turnover") == ["20.0", "11", "否", "1.00"])
    #expect(stock.row("破壁机·华南仓", "cover", "days_left", "short", "turnover") == ["7.2", "11", "是", "1.02"])
    let logistics = try site.part("shipments")
    // Four were promised by June 10 and two of them came in time, with 700 of their 1,200 units; W-5 is early, not yet due.
    #expect(logistics.total("on_time") == "50%" && logistics.total("on_time_units") == "58.3%")
    #expect(logistics.total("on_time_by_region", of: "华东") == "100%" && logistics.total("on_time_by_region", of: "华南") == "0%")
    #expect(["W-1", "W-2", "W-4"].map { logistics.cell($0, "late_days") } == ["0", "2", "2"])

    #expect(try site.problems() == [
      "inventory.csv:3: warning[register-check]: 华南仓的“破壁机”可售 7.2 天，活动还有 11 天",
      "shipments.csv:5: warning[register-check]: 批次 W-4（破壁机，华南）应在 2026-06-08 到达，还没有到",
    ])
    // On June 15, six days to go, 7.2 days are enough.
    #expect(try ProjectSite(["inventory": inventory], today: "2026-06-15").problems() == [])
  }
}
