import Foundation
import Testing

/// Requirements about the data that figures come from: that it is known, merged right, checked and traceable.
@Suite struct DataRequirements {
  private static let folder = "content/campaigns/summer/data/"
  private static let brief = """
    ---
    title: 夏季促销
    status: ready
    start: 2026-06-01
    end: 2026-06-04
    goal: 四天销售额 4 万元
    theme: 清凉一夏
    audiences: [新客]
    channels: [搜索广告, 信息流]
    budget: 10000
    reserve: 1000
    owner: lead
    rates: {USD: 7}
    targets:
      - {kpi: revenue-total, target: 40000}
    ---

    正文。

    """
  private static let sources = """
    编号,来源,类别,文件,负责人,频率,口径,密级,保留期,授权依据
    shop,店铺日报,电商,daily-shop*.csv,运营,每日,实收,内部,36,服务协议
    members,会员订单,CRM,orders-*.csv,客服,每日,会员系统,含个人信息,24,会员协议

    """
  /// Four days, every cell filled, 10,000 a day.
  private static let shop = "日期,渠道,销售额,订单数,访问次数\n" + (1...4).map { "2026-06-0\($0),搜索广告,10000,50,1000\n" }.joined()

  /// A site with one campaign that is over; the files are those of its `data/`.
  private func site(
    _ data: [String: String], sources: String? = nil, metrics: String? = nil
  ) throws -> Sandbox {
    let box = try Sandbox.site(["content/campaigns/summer/brief.md": Content(stringLiteral: DataRequirements.brief)])
    for (name, text) in data { try box.put(Content(stringLiteral: text), at: DataRequirements.folder + name) }
    if let sources { try box.put(Content(stringLiteral: sources), at: "content/registers/data_sources.csv") }
    if let metrics { try box.put(Content(stringLiteral: metrics), at: "content/metrics.yaml") }
    return box
  }

  /// What the program says of the data files and of `metrics.yaml`.
  private func problems(_ box: Sandbox) throws -> [String] {
    try box.run("check", "--today", "2026-06-20", limit: 30).diagnostics
      .map { $0.replacing(DataRequirements.folder, with: "") }
      .filter { !$0.hasPrefix("content/campaigns/") }
  }

  private func review(_ box: Sandbox, today: String = "2026-06-20") throws -> Element {
    let run = try box.run("build", "--today", today, limit: 30)
    try #require(run.status == 0, "\(run)")
    return try #require(box.page("campaigns/summer/review.html")).root
  }

  private func part(_ page: Element, _ id: String) -> Element? { page.first { $0.attributes["id"] == id } }

  private func row(_ table: Element?, _ name: String) -> [String]? {
    table?.grid.first { $0.first == name }.map { Array($0.dropFirst()) }
  }

  @Test("req:data-source-registry where data comes from is registered, and every data file must be")
  func registry() throws {
    let box = try site(["daily-shop-1.csv": DataRequirements.shop, "funnel.csv": "阶段,数量\n曝光,100\n点击,10\n"],
      sources: DataRequirements.sources)
    #expect(try problems(box) == [
      "funnel.csv: warning[unregistered-data]: 这个数据文件没有在“数据来源”里登记",
      "content/registers/data_sources.csv:3: warning[register-check]: “会员订单”含个人信息，授权登记里没有它的用途",
    ])
    let table = try review(box).table("数据来源登记")
    #expect(row(table, "data/daily-shop-1.csv") == ["店铺日报", "运营", "每日", "实收", "内部", "36"])
    #expect(row(table, "data/funnel.csv")?.first == "未登记")
    // The table of sources itself.
    let register = try #require(box.page("registers/data_sources.html")?.register("data_sources"))
    #expect(Set(register.keys) == ["shop", "members"])
    #expect(register.cell("shop", "owner") == "运营" && register.cell("shop", "frequency") == "每日")
    #expect(register.cell("members", "classification") == "含个人信息")
  }

  @Test("req:multi-platform-merge exports of several platforms become one table of days, channels and yuan")
  func merge() throws {
    // Baidu in GBK's plain text form with lines in front; Toutiao with units in its headers; Meta in dollars.
    let baidu = "数据生成时间：2026-06-05 09:00\n1. 时间范围：20260601-20260602\n\n日期,账户,推广计划,展现,点击,消费,质量\n"
      + "2026-06-01,甲,品牌,1000,50,100.00,8\n2026-06-02,甲,品牌,2000,60,50.50,8\n"
    let toutiao = "时间,广告计划,广告组,展示数,点击数,点击率(%),总花费(元)\n2026/6/1,计划A,组一,\"10,000\",150,1.50,120.00\n"
    let meta = "Reporting starts,Reporting ends,Campaign name,Impressions,Link clicks,Amount spent (USD)\n"
      + "2026-06-01,2026-06-01,Launch,5000,40,10.00\n"
    let files = [
      "daily/渠道=搜索广告/baidu.csv": baidu, "daily/渠道=信息流/toutiao.csv": toutiao, "daily/渠道=海外/meta.csv": meta,
    ]
    let box = try site(files)
    let run = try box.run("report", "summer", "--json", "--today", "2026-06-20")
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any])
    let figures = try #require(report["figures"] as? [String: [String: Any]])
    func value(_ key: String) -> String? { figures[key].flatMap { $0["value"] }.map { "\($0)" } }
    // 150.50 + 120.00 + 10 × 7.
    #expect(value("cost") == "340.5" || value("cost") == "340.50", "\(value("cost") ?? "nil")")
    #expect(value("impressions") == "18000" && value("clicks") == "300")
    // 2026/6/1, 20260601 and 2026-06-01 are one day.
    #expect(report["dataAsOf"] as? String == "2026-06-02")
    // A field that means nothing here is named.
    let table = try review(box).table("读入的文件")
    let baiduRow = try #require(table?.grid.first { $0.first?.hasSuffix("baidu.csv") ?? false })
    #expect(baiduRow.contains("质量"))
    // The same account's day in a second file, with nothing that says which is newer, is an error.
    try box.put(Content(stringLiteral: baidu.replacing("数据生成时间：2026-06-05 09:00\n", with: "")), at: DataRequirements.folder + "daily/渠道=搜索广告/again.csv")
    #expect(try problems(box).contains { $0.contains("baidu.csv:5: error[duplicate-rows]") || $0.contains("again.csv:4: error[duplicate-rows]") })
    // With its time the newer one counts, and what changed is told.
    let newer = baidu.replacing("06-05 09:00", with: "06-09 09:00").replacing("100.00", with: "110.00")
    try box.put(Content(stringLiteral: newer), at: DataRequirements.folder + "daily/渠道=搜索广告/again.csv")
    let page = try review(box)
    let restated = try #require(page.table("以新的为准")?.grid.first { $0.contains("媒介花费") })
    #expect(restated.contains("¥150.50") && restated.contains("¥160.50"), "\(restated)")
    let again = try box.run("report", "summer", "--json", "--today", "2026-06-20").out
    #expect(again.contains("\"350.5\"") || again.contains("\"350.50\""))
  }

  @Test("req:metric-consistency a figure has one definition, a formula fits its unit, sources that differ are named")
  func consistency() throws {
    let twice = "kpis:\n  - {id: own-rate, zh: 自定率, unit: ratio, direction: higher, formula: orders / visits}\n"
      + "  - {id: own-rate, zh: 自定率, unit: ratio, direction: higher, formula: orders / clicks}\n"
    let box = try site(["daily-shop-1.csv": DataRequirements.shop], metrics: twice)
    #expect(try problems(box).contains { $0.contains("content/metrics.yaml:3:") && $0.contains("error[duplicate-id]") })
    // Yuan per order is no rate.
    let unit = "kpis:\n  - {id: own-rate, zh: 自定率, unit: ratio, direction: higher, formula: revenue / orders}\n"
    #expect(try problems(try site(["daily-shop-1.csv": DataRequirements.shop], metrics: unit)).contains {
      $0.contains("content/metrics.yaml:2:") && $0.contains("warning[unit-mismatch]")
    })
    // The shop counts 200 orders, the website 180: a tenth apart. Visits are the website's alone.
    let web = "日期,渠道,会话数,订单数\n" + (1...4).map { "2026-06-0\($0),搜索广告,900,45\n" }.joined()
    let two = try site(["daily-shop-1.csv": DataRequirements.shop.replacing(",访问次数", with: "").replacing(",1000\n", with: "\n"), "daily-web-1.csv": web])
    let difference = try #require(row(try review(two).table("不同来源的差异"), "订单数"))
    #expect(difference == ["店铺", "200", "网站", "180", "−10.0%", "超过阈值，须说明"], "\(difference)")
  }

  @Test("req:data-quality-report scores of completeness, accuracy, timeliness and repeated rows; a warning below par")
  func quality() throws {
    // 20 cells of data all filled.
    let good = try review(try site(["daily-shop-1.csv": DataRequirements.shop]))
    let table = try #require(good.table("数据质量得分"))
    #expect(row(table, "数据完整率")?.prefix(3) == ["100.0%", "20", "20"])
    #expect(row(table, "数据及时率")?.prefix(3) == ["100.0%", "1", "1"])
    #expect(!good.text.contains("警示"))
    // Two of 15 cells are missing, one of two figures of the total row is wrong, the last day never came, and a row is there twice.
    let poor = "日期,渠道,销售额,订单数,访问次数\n2026-06-01,搜索广告,10000,50,1000\n2026-06-02,搜索广告,10000,,\n"
      + "2026-06-03,搜索广告,10000,50,1000\n合计,,30000,120,\n"
    let page = try review(try site(["daily-shop-1.csv": poor]))
    let scores = try #require(page.table("数据质量得分"))
    #expect(row(scores, "数据完整率")?.prefix(5) == ["86.7%", "13", "15", "≥ 95.0%", "不达标"])
    #expect(row(scores, "数据准确率")?.prefix(5) == ["50.0%", "1", "2", "≥ 99.0%", "不达标"])
    #expect(row(scores, "数据及时率")?.prefix(5) == ["0%", "0", "1", "≥ 95.0%", "不达标"])
    #expect(row(scores, "重复行占比")?.prefix(3) == ["0%", "0", "3"])
    let chapter = try #require(part(page, "data-quality"))
    #expect(chapter.text.contains("警示：数据质量不达标"))
    #expect(chapter.text.contains("数据不达标，须：补齐空着的单元格"))
    // The same from the command line.
    let run = try site(["daily-shop-1.csv": poor]).run("data", DataRequirements.folder + "daily-shop-1.csv", "--json")
    let reports = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [[String: Any]])
    let quality = try #require(reports.first?["quality"] as? [String: Any])
    #expect(quality["cells"] as? Int == 15 && quality["filled"] as? Int == 13)
    #expect(quality["compared"] as? Int == 2 && quality["agreeing"] as? Int == 1)
  }

  @Test("req:logic-checks data that cannot be is named with its row; what may be is a hint")
  func logic() throws {
    let ads = "日期,推广计划,展现,点击,花费,完播率\n2026-06-01,A,100,120,50,40%\n2026-06-02,A,100,10,-5,130%\n2026-06-30,A,100,1,1,50%\n"
    let shop = "日期,渠道,销售额,订单数,访问次数,支付买家数\n2026-06-01,搜索广告,100,5,4,9\n"
    let actuals = "kpi,date,value,source\nbrand-awareness,2026-06-04,1.4,调研\nnet-sentiment,2026-06-04,-0.2,舆情\nrevenue-growth,2026-06-04,3.5,财务\n"
    let box = try site(["daily-ads-1.csv": ads, "daily-shop-1.csv": shop, "actuals.csv": actuals])
    let places = try problems(box).filter { $0.contains("[logic-check]") }.map { $0.prefix { $0 != "]" } + "]" + ($0.split(separator: "]").last ?? "") }
    #expect(places == [
      "actuals.csv:2: warning[logic-check]: 占比不在 0–100%：品牌知名度 1.4（共 1 行）",
      "daily-ads-1.csv:2: warning[logic-check]: 部分大于整体：点击次数 120 > 展示次数 100（共 1 行）",
      "daily-ads-1.csv:3: warning[logic-check]: 费用为负：媒介花费 -5（共 1 行）",
      "daily-ads-1.csv:3: warning[logic-check]: 占比不在 0–100%：completion_rate 1.3（共 1 行）",
      "daily-shop-1.csv:2: warning[logic-check]: 去重人数大于次数：付费客户数 9 > 订单数 5（共 1 行）",
    ])
    let page = try review(box)
    let table = try #require(page.table("逻辑校验"))
    let hint = try #require(table.grid.first { $0.contains("订单多于访问") })
    #expect(hint.contains("提示") && hint.contains("5") && hint.contains("4"))
    #expect(table.grid.count { $0.contains("违反") } == 5)
    // A day after the campaign.
    #expect(part(page, "data-quality")?.text.contains("1 行的日期不在活动期和基准期内") == true)
  }

  @Test("req:snapshot-provenance fingerprint, day and version stand in the footer; equal input gives equal pages")
  func provenance() throws {
    let files = ["daily-shop-1.csv": DataRequirements.shop]
    func record(_ box: Sandbox) throws -> (text: String, fingerprint: String) {
      let foot = try #require(try review(box).all("dl", class: "record").last)
      return (foot.text, foot.all("code").first?.text ?? "")
    }
    let (box, twin) = (try site(files), try site(files))
    let (first, second) = (try record(box), try record(twin))
    #expect(first.text.contains("2026-06-04") && first.text.contains("2026-06-20"))
    #expect(first.text.contains(try box.run("--version").out.split(separator: "\n").first.map(String.init) ?? "?"))
    // FNV-1a of "<path>\0<fingerprint of the file>\0\n", worked out here.
    func hash(_ bytes: [UInt8]) -> String {
      let value = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    let path = DataRequirements.folder + "daily-shop-1.csv"
    #expect(first.fingerprint == hash(Array(path.utf8) + [0] + Array(hash(Array(DataRequirements.shop.utf8)).utf8) + [0x0A]))
    #expect(try box.files(below: "output") == twin.files(below: "output"))
    #expect(first.fingerprint == second.fingerprint)
    // A cent more is another input.
    let other = try site(["daily-shop-1.csv": DataRequirements.shop.replacing("06-04,搜索广告,10000", with: "06-04,搜索广告,10000.01")])
    #expect(try record(other).fingerprint != first.fingerprint)
  }

  @Test("req:data-governance owner, classification and time of keeping are known; personal data reaches no page")
  func governance() throws {
    // Names and numbers of people in preamble, rows and a row that cannot be read.
    let orders = "客户张三丰的导出,,\n客户ID,日期,金额\nvip-zhang-88,2026-06-01,88\nvip-li-99,2026-06-02,99\n李四光,没有日期,1\n"
    let files = ["daily-shop-1.csv": DataRequirements.shop, "orders-1.csv": orders.replacing("李四光,没有日期,1\n", with: "")]
    let box = try site(files, sources: DataRequirements.sources)
    let page = try review(box)
    let table = page.table("数据来源登记")
    #expect(row(table, "data/orders-1.csv") == ["会员订单", "客服", "每日", "会员系统", "含个人信息", "24"])
    // The file counts (one line set aside, two rows used), but nothing of its text is shown, in any file of the site.
    let aside = try #require(page.table("搁置的行")?.grid.first { $0.first == "data/orders-1.csv" })
    #expect(aside.contains("表头前的说明") && aside.last == "")
    let json = try box.run("report", "summer", "--json", "--today", "2026-06-20").out
    for secret in ["张三丰", "vip-zhang-88", "vip-li-99"] {
      #expect(!json.contains(secret))
      for (name, bytes) in try box.files(below: "output") { #expect(!String(decoding: bytes, as: UTF8.self).contains(secret), "\(name)") }
    }
    // The same file as an internal one shows what was set aside.
    let open = try site(files, sources: DataRequirements.sources.replacing("含个人信息", with: "内部"))
    #expect(try review(open).table("搁置的行")?.grid.contains { $0.last == "客户张三丰的导出" } == true)
    // Personal data needs its basis and a time of keeping.
    let bad = DataRequirements.sources.replacing("含个人信息,24,会员协议", with: "含个人信息,,")
    #expect(try box.run("check", "--today", "2026-06-20").status == 0)
    try box.put(Content(stringLiteral: bad), at: "content/registers/data_sources.csv")
    #expect(try problems(box).count { $0.hasPrefix("content/registers/data_sources.csv:3: error[register-check]") } == 2)
  }
}
