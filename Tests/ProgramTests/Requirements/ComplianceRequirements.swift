import Foundation
import Testing

/// What may be said in public, with whose sign-off, about whom, and what happens when something goes wrong.
@Suite struct ComplianceRequirements {
  /// Diagnostics of a check whose rules are among some.
  private func problems(_ box: Sandbox, _ rules: String..., today: String = "2026-06-10") throws -> [String] {
    try box.run("check", "--today", today, limit: 30).diagnostics.filter { line in
      rules.contains { line.contains("[\($0)]") }
    }
  }

  private static let sources = "编号,标题,发布者,发布日期,摘要\nR01,换购访谈,市场洞察,2026-01-20,十二位用户\n"
  private static let ads = "编号,渠道,标题,正文\n"

  @Test("req:ad-law-check words of five kinds in copy only, with place, law and mend; an exception passes; nothing is written")
  func words() throws {
    let page = "# 甲\n\n说国家级、最佳不是文案。\n\n> [!COPY]\n> 买**最**佳的锅，看最佳实践，第一时间发货。\n"
    let box = try ProjectSite(
      ["ad_copies": ComplianceRequirements.ads + "A01,搜索,全網最低價的鍋,立即领取\nA02,顶级渠道,好锅,保证有效，吊打别家\n"], status: "closed",
      ["content/甲.md": Content(stringLiteral: page), "content/乙.md": "---\ntitle: 国家级好锅\ncopy: true\n---\n\n据不完全统计，人民大会堂专用。\n"]
    ).box
    #expect(try problems(box, "ad-law") == [
      "content/campaigns/summer/registers/ad_copies.csv:2:8: error[ad-law]: 「标题」列文案里的「全网最低价」属绝对化用语（广告法第九条第（三）项）",
      "content/campaigns/summer/registers/ad_copies.csv:3:13: error[ad-law]: 「正文」列文案里的「保证有效」属虚假或误导（广告法第二十八条）",
      "content/campaigns/summer/registers/ad_copies.csv:3:18: error[ad-law]: 「正文」列文案里的「吊打」属贬低他人（广告法第十三条）",
      "content/乙.md:2:8: error[ad-law]: 文案里的「国家级」属绝对化用语（广告法第九条第（三）项）",
      "content/乙.md:6:1: error[ad-law]: 文案里的「据不完全统计」属无法核实的数据（广告法第十一条）",
      "content/乙.md:6:8: error[ad-law]: 文案里的「人民大会堂专用」属借用国家机关名义（广告法第九条第（二）项）",
      "content/甲.md:6:6: error[ad-law]: 文案里的「最佳」属绝对化用语（广告法第九条第（三）项）",
    ])
    let run = try box.run("build", "--today", "2026-06-10")
    #expect(run.status == 1 && !box.exists("output"))
    #expect(run.error.contains("建议: 改为可核实的事实"))
    // The site's own list goes over the shipped one.
    try box.put("words: [{category: absolute-terms, list: [好锅]}]\nremove: [{word: 最佳, reason: 奖项名称}]\n", at: "content/ad-words.yaml")
    let own = try problems(box, "ad-law")
    #expect(own.contains { $0.contains("ad_copies.csv:3:10: error[ad-law]: 「标题」列文案里的「好锅」") })
    #expect(own.filter { $0.contains("甲.md") }.map { $0.contains("warning[ad-law]: 文案里的「最」") } == [true])
  }

  @Test("req:claim-evidence a figure, rank or survey in copy needs a registered source, to which the page then links")
  func claims() throws {
    let page = "# 甲\n\n> [!COPY]\n> 满意度 95%。[来源: R01]\n>\n> 本月销量翻番，排名靠前。\n\n手册里的 95% 不是文案。\n"
    let site = try ProjectSite(
      ["ad_copies": "编号,渠道,标题,正文,出处\nA01,搜索,九成顾客选它,立即领取,\nA02,搜索,九成顾客选它,立即领取,R01\n"],
      site: ["sources": ComplianceRequirements.sources], ["content/甲.md": Content(stringLiteral: page)])
    #expect(try problems(site.box, "claim-source", "unknown-source") == [
      "content/campaigns/summer/registers/ad_copies.csv:2:8: warning[claim-source]: 「标题」列文案里的「九成顾客」没有出处（广告法第十一条）",
      "content/甲.md:6:5: warning[claim-source]: 文案里的「销量」没有出处（广告法第十一条）",
    ])
    #expect(try site.page("甲.html").root.links["[来源: R01]"] == "registers/sources.html#sources-R01")
    #expect(try site.page("registers/sources.html").root.first { $0.attributes["id"] == "sources-R01" } != nil)
    try site.box.put("# 甲\n\n照 [来源: R02] 看，`[来源: R99]` 是写法。\n", at: "content/甲.md")
    #expect(try problems(site.box, "unknown-source") == ["content/甲.md:3:8: error[unknown-source]: 登记表 sources 里没有编号「R02」"])
  }

  @Test("req:disparagement-check competitors and organs of the state in copy ask for a human, whose sign-off settles it")
  func names() throws {
    let competitors = "品牌,自家,地位,定位,为什么盯,跟踪人,出处,核对日\n炊朵,是,追赶,小家电,自家,数据分析,店铺,2026-05-01\n品牌甲,否,领先,小家电,同价,数据分析,店铺,2026-05-01\n"
    func box(_ reviews: String) throws -> Sandbox {
      try ProjectSite(
        ["ad_copies": ComplianceRequirements.ads + "A01,搜索,炊朵与品牌甲同款,立即领取\nA02,搜索,国务院放假通知,立即领取\n", "reviews": "审核对象,涵盖,层级,审核人,日期,结论\n" + reviews],
        site: ["competitors": competitors]
      ).box
    }
    let first = "content/campaigns/summer/registers/ad_copies.csv:2:11: warning[copy-review]: 「标题」列文案里提到竞品「品牌甲」，需要人工复核，不得贬低（广告法第十三条）"
    let second = "content/campaigns/summer/registers/ad_copies.csv:3:8: warning[copy-review]: 「标题」列文案里的「国务院」属借用国家机关名义（广告法第九条第（二）项），需要人工复核"
    // A sign-off of everything has not looked at the name; neither does a layer other than legal, nor a refusal.
    #expect(try problems(box("全部物料,,法务,法务合规,2026-06-01,通过\n"), "copy-review") == [first, second])
    #expect(try problems(box("甲,ad_copies:A01,内容,营销策略,2026-06-01,通过\n甲,ad_copies:A02,法务,法务合规,2026-06-01,不通过\n"), "copy-review") == [first, second])
    #expect(try problems(box("甲,ad_copies:A01,法务,法务合规,2026-06-01,通过\n"), "copy-review") == [second])
    #expect(try problems(box("甲,广告文案检查,法务,法务合规,2026-06-01,修改后通过\n"), "copy-review") == [])
  }

  @Test("req:compliance-signoff copy of a campaign that is ready or live needs its layers; without them nothing is built")
  func signOff() throws {
    let ads = ComplianceRequirements.ads + "A01,搜索,好锅,立即领取\nA02,搜索,好壶,立即领取\n"
    let head = "审核对象,涵盖,层级,审核人,日期,结论\n"
    func box(_ status: String, _ reviews: String?, _ more: [String: String] = [:]) throws -> Sandbox {
      var rows = ["ad_copies": ads]
      rows["reviews"] = reviews.map { head + $0 }
      return try ProjectSite(rows.merging(more) { $1 }, status: status).box
    }
    func line(_ layers: String, _ status: String = "ready", rows: String = "2 行（A01、A02）", at line: Int = 2) -> [String] {
      ["content/campaigns/summer/registers/ad_copies.csv:\(line):1: error[sign-off]: 广告文案检查 \(rows)没有\(layers)签核，而活动状态为 \(status)"]
    }
    let passed = "全部物料,,内容,营销策略,2026-06-01,通过\n全部物料,,法务,法务合规,2026-06-02,通过\n"
    #expect(try problems(box("ready", nil), "sign-off") == line("内容、法务"))
    #expect(try problems(box("live", "全部物料,,内容,营销策略,2026-06-01,通过\n全部物料,,文化,营销负责人,2026-06-01,通过\n"), "sign-off") == line("法务", "live"))
    #expect(try problems(box("draft", nil), "sign-off") == [])
    #expect(try problems(box("ready", passed), "sign-off") == [])
    // What covers one row leaves the other; the last verdict of a layer counts; one of tomorrow does not yet.
    #expect(try problems(box("ready", passed.replacing(",,", with: ",ad_copies:A01,")), "sign-off") == line("内容、法务", rows: "1 行（A02）", at: 3))
    #expect(try problems(box("ready", passed + "全部物料,,法务,法务合规,2026-06-05,不通过\n"), "sign-off") == line("法务"))
    #expect(try problems(box("ready", passed.replacing("06-02", with: "06-11")), "sign-off") == line("法务"))
    let unbuilt = try box("ready", nil)
    #expect(try unbuilt.run("build", "--today", "2026-06-10").status == 1 && !unbuilt.exists("output"))

    // A piece that is published needs them whatever the campaign's status; its own review by legal is one of the two.
    let plan = "编号,内容支柱,主题,对外标题,平台,发布日期,负责人,状态,审核人,审核日期\nN1,做法,一锅三菜,一锅三菜,抖音,2026-06-02,内容创意,发布,法务合规,2026-06-01\n"
    #expect(try problems(box("ended", nil, ["content_plan": plan]), "sign-off") == [
      "content/campaigns/summer/registers/content_plan.csv:2:1: error[sign-off]: 内容计划 1 行（N1）没有内容签核，而状态为发布"
    ])
    // A page that is copy as a whole.
    let page = try Sandbox.site(["content/规则.md": "---\ntitle: 活动规则\ncopy: true\nupdated: 2026-06-05\n---\n\n满 300 减 40。\n"])
    #expect(try problems(page, "sign-off") == ["content/规则.md:2:1: error[sign-off]: 页面“活动规则”没有内容、法务签核，而整页是对外文案"])
    try page.put(Content(stringLiteral: head + "规则,规则.md,内容,营销策略,2026-06-06,通过\n规则,活动规则,法务,法务合规,2026-06-04,通过\n"), at: "content/registers/reviews.csv")
    // Legal saw it the day before it was changed.
    #expect(try problems(page, "sign-off") == ["content/规则.md:2:1: error[sign-off]: 页面“活动规则”没有法务签核，而整页是对外文案"])
  }

  @Test("req:law-register the laws with status, version and day of checking; overdue checks are told; three industries have their own")
  func laws() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let rows = try String(contentsOf: root.appendingPathComponent("content/registers/law.csv"), encoding: .utf8)
    let list = try ProjectSite(site: ["law": rows], today: "2026-11-20").page("registers/law.html").root
    // As the laws themselves state.
    for (id, version, effective) in [
      ("ad-law", "2021-04-29 修正", "2015-09-01"), ("competition-law", "2025-06-27 修订", "2025-10-15"),
      ("internet-ad-measures", "市场监管总局令第 72 号", "2023-05-01"), ("personal-information-law", "2021-08-20 通过", "2021-11-01"),
      ("data-security-law", "2021-06-10 通过", "2021-09-01"), ("network-security-law", "2025-10-28 修正", "2026-01-01"),
      ("consumer-law-rules", "国务院令第 778 号", "2024-07-01"), ("e-commerce-law", "2018-08-31 通过", "2019-01-01"),
    ] {
      #expect(list.cell(id, "version") == version && list.cell(id, "effective") == effective && list.cell(id, "status") == "现行", "\(id)")
    }
    #expect(list.cell("internet-ad-interim", "status") == "被取代" && list.cell("internet-ad-interim", "replaced_by") == "互联网广告管理办法")
    let industries = list.all("tr", class: "group").map { $0.text.prefix { $0 != " " } }
    #expect(Set(industries).isSuperset(of: ["通用", "医疗", "食品", "金融"]))

    let late = "编号,法规,适用,现行性,核对日期\na,甲法,广告,现行,2025-06-09\nb,乙法,广告,现行,2025-06-10\nc,丙法,广告,被取代,2025-06-10\nd,丁法,广告,现行,\n"
    #expect(try ProjectSite(site: ["law": late]).problems() == [
      "content/registers/law.csv:2: warning[register-check]: 《甲法》上次核对是 2025-06-09，已超过一年",
      "content/registers/law.csv:4: warning[register-check]: 《丙法》已被取代，没有写由哪一部取代",
      "content/registers/law.csv:5: warning[register-check]: 《丁法》写为现行，没有核对日期",
    ])
  }

  @Test("req:privacy-check data of persons in pages, data and registers is an error before anything is written, masked; what is allowed passes")
  func privacy() throws {
    // Test numbers: a mobile number, an identity card and a card number with right check digits, an address.
    let page = "# 甲\n\n打 138-0013-8000 或 13800138000。\n证件 11010519491231002X，卡 6222021234567890128。\n写 zhang.san@example.com。\n"
      + "身份证差一位 110105194912310021，卡差一位 6222021234567890127，座机 010-62345678，订单 138001380001。\n"
    let data = "日期,渠道,曝光,备注号\n2026-06-01,直播,13800138000,7\n"
    let box = try ProjectSite(
      ["feedback": "日期,类别,情感,摘要\n2026-06-02,物流,负面,打 13900139000 催\n"],
      ["content/甲.md": Content(stringLiteral: page), ProjectSite.folder + "data/own.daily.csv": Content(stringLiteral: data)]
    ).box
    let found = [
      "content/campaigns/summer/registers/feedback.csv:2:20: error[personal-data]: 「摘要」列里有手机号样式的内容 139******00（共 1 格）",
      "content/甲.md:3:3: error[personal-data]: 页面里有手机号样式的内容 138******00",
      "content/甲.md:3:19: error[personal-data]: 页面里有手机号样式的内容 138******00",
      "content/甲.md:4:4: error[personal-data]: 页面里有身份证号样式的内容 110*************2X",
      "content/甲.md:4:25: error[personal-data]: 页面里有银行卡号样式的内容 622**************28",
      "content/甲.md:5:3: error[personal-data]: 页面里有邮箱地址样式的内容 z***@example.com",
    ]
    #expect(try problems(box, "personal-data") == found)
    let run = try box.run("build", "--today", "2026-06-10")
    #expect(run.status == 1 && !box.exists("output"))
    for secret in ["13800138000", "138-0013-8000", "11010519491231002X", "6222021234567890128", "zhang.san", "13900139000"] {
      #expect(!run.error.contains(secret) && !run.out.contains(secret))
    }
    // By value, by file, by column; an allowance that nothing needs is told, one without a reason is none.
    let allow = """
      name: 示例
      privacy:
        allow:
          - {value: 138 0013 8000, reason: 公开热线}
          - {value: "*@example.com", file: content/甲.md, reason: 公开邮箱}
          - {column: 摘要, file: "content/campaigns/*", reason: 示例}
          - {value: 13700137000, reason: 旧热线}
          - {value: 11010519491231002X}

      """
    try box.put(Content(stringLiteral: allow), at: "content/site.yaml")
    #expect(try problems(box, "personal-data", "unused-exception", "missing-key") == [
      "content/site.yaml:7:7: warning[unused-exception]: privacy.allow 的这一条没有用到",
      "content/site.yaml:8:7: error[missing-key]: 缺少「reason」",
      found[3], found[4],
    ])
    // Collection, storage and use each have their list.
    let checks = "编号,环节,检查项,通过,依据\n收-1,收集,默认不勾,是,截图\n存-1,存储,导出留日志,否,\n"
    #expect(try ProjectSite(["privacy_checks": checks], status: "ready").problems() == [
      "privacy_checks.csv: error[register-check]: 隐私检查单缺“使用”一环",
      "privacy_checks.csv:3: error[register-check]: 隐私检查 存-1“导出留日志”没有通过，活动不能是“ready”",
    ])
  }

  @Test("req:consent-register a use beyond the consent, a day of deletion gone by and a missing basis are errors")
  func consent() throws {
    let sources = "编号,来源,类别,负责人,频率,口径,密级,保留期,授权依据\nvip,会员名册,CRM,客服,每日,会员系统,含个人信息,24,会员协议\n"
    func check(_ use: String, basis: String = "会员协议第 4 条", notified: String = "2026-01-05", until: String = "", deleted: String = "") throws -> [String] {
      let head = "数据集,授权用途,实际用途,授权依据,告知日期,保留期,保留至,删除方式,删除日期\n"
      let row = "vip,订单履约、会员权益,\(use),\(basis),\(notified),24,\(until),退会后删除,\(deleted)\n"
      return try ProjectSite(site: ["data_sources": sources, "consent": head + row]).problems()
        .map { $0.replacing("content/registers/consent.csv:2: error[", with: "error[") }
    }
    #expect(try check("会员权益") == [])
    #expect(try check("短信促销") == ["error[register-check]: vip 用于“短信促销”，超出授权用途"])
    #expect(try check("会员权益", until: "2026-06-09") == ["error[register-check]: vip 用于“会员权益”的保留期到 2026-06-09 为止，还没有删除"])
    // 24 months of 30.4375 days are 730 days: from June 10, 2024 to June 10, 2026.
    #expect(try check("会员权益", notified: "2024-06-09") == ["error[register-check]: vip 用于“会员权益”的保留期到 2026-06-09 为止，还没有删除"])
    #expect(try check("会员权益", notified: "2024-06-10") == [])
    #expect(try check("会员权益", until: "2026-06-09", deleted: "2026-06-09") == [])
    #expect(try check("会员权益", basis: "") == ["error[missing-cell]: 「授权依据」列必须填写"])
    #expect(try check("会员权益", basis: "默认同意") == ["error[register-check]: vip 用于“会员权益”没有授权依据"])
    #expect(try ProjectSite(site: ["data_sources": sources]).problems() == [
      "content/registers/data_sources.csv:2: warning[register-check]: “会员名册”含个人信息，授权登记里没有它的用途"
    ])
  }

  @Test("req:ethics-checklist five aspects come with the brief; unanswered, or failed on honesty or health, the campaign stops")
  func ethics() throws {
    let box = try Sandbox.site()
    #expect(try box.run("new", "campaign", "autumn", "--today", "2026-06-10").status == 0)
    let made = try #require(box.text("content/campaigns/autumn/registers/ethics.csv"))
    let rows = made.split(separator: "\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.map { String($0[1]) } == ["真实", "包容", "环境", "健康", "社区"].flatMap { [$0, $0, $0] })
    #expect(try box.run("check", "--today", "2026-06-10").status == 0)

    func list(_ answer: (_ number: Int) -> String) -> String {
      "编号,方面,问题,做到,打算怎么办\n" + rows.enumerated().map { "\($1[0]),\($1[1]),\($1[2]),\(answer($0)),补\n" }.joined()
    }
    let open = try ProjectSite(["ethics": list { $0 == 4 ? "" : "是" }], status: "ready")
    #expect(try open.problems() == ["ethics.csv:6: error[register-check]: 伦理检查 包-2“\(rows[4][2])”还没有回答，活动不能是“ready”"])
    let some = try ProjectSite(["ethics": list { $0 % 3 == 0 ? "否" : "是" }], status: "ready")
    #expect(try some.problems() == [])
    let part = try some.page("campaigns/summer/project.html").register("ethics")
    #expect(part?.total("score") == "10" && part?.total("by_aspect", of: "健康") == "2")
    #expect(try ProjectSite(["ethics": list { $0 < 3 ? "否" : "是" }], status: "ready").problems() == [
      "ethics.csv:2: error[register-check]: 伦理检查的“真实”一项全部没有做到，活动不能上线"
    ])
    let short = try ProjectSite(["ethics": "编号,方面,问题,做到\n真-1,真实,总价看得到,是\n"])
    #expect(try Set(short.problems()) == Set(["包容", "环境", "健康", "社区"].map { "ethics.csv: error[register-check]: 伦理检查缺“\($0)”一项" }))
  }

  @Test("req:cultural-review a campaign for a market needs its points of culture, a local test that passed, and the layer culture")
  func culture() throws {
    let brief = PlanningSite.brief.replacing("channels:", with: "markets: [华南]\nchannels:")
    let aspects = ["符号", "节日", "人物", "语言", "历史与地理", "宗教与饮食", "权力关系", "时机"]
    let points = "市场,方面,看到什么,结论,处理,填写人,复核人\n" + aspects.map { "华南,\($0),看过,没有,,内容创意,营销负责人\n" }.joined()
    let tests = "编号,对象与版本,市场,日期,参加人数,停在同一处,结论\n测-01,短片一版,华南,2026-02-20,10,2,改后复测\n测-02,短片二版,华南,2026-02-25,5,0,通过\n"
    func found(_ rows: [String: String]) throws -> [String] {
      try PlanningSite(rows, brief: brief).problems().map { $0.replacing("content/campaigns/spring/registers", with: "") }
    }
    #expect(try found([:]) == [
      ": error[register-check]: “春季上新”面向特定市场，却没有敏感点清单", ": error[register-check]: “春季上新”面向特定市场，却没有本地小范围测试",
    ])
    let both = ["culture_points.csv": points, "local_tests.csv": tests]
    #expect(try found(both) == [])
    let site = try PlanningSite(both, brief: brief)
    #expect(try site.project("local_tests").value("测-01", "stopped") == "2")
    #expect(try site.project("culture_points").table("市场与方面")?.grid.first { $0.first == "宗教与饮食" } == ["宗教与饮食", "没有"])
    #expect(try found(both.merging(["local_tests.csv": tests.replacing("2,改后复测", with: "2,通过").replacing("0,通过", with: "0,重做")]) { $1 }) == [
      "/local_tests.csv:2: error[register-check]: 测试 测-01 有 2 人停在同一处，不能算通过"
    ])
    #expect(try found(both.merging(["culture_points.csv": points.replacing("华南,语言,看过,没有", with: "华南,语言,看过,要改")]) { $1 }) == [
      "/culture_points.csv:5: error[register-check]: 华南的“语言”有敏感点，没有写怎样处理"
    ])
    // Copy for the market is not signed off by content and legal alone.
    let reviews = "审核对象,层级,审核人,日期,结论\n全部,内容,营销策略,2026-02-20,通过\n全部,法务,法务合规,2026-02-20,通过\n"
    let copy = both.merging(["ad_copies.csv": ComplianceRequirements.ads + "A01,搜索,好锅,立即领取\n", "reviews.csv": reviews]) { $1 }
    #expect(try found(copy).contains("/ad_copies.csv:2:1: error[sign-off]: 广告文案检查 1 行（A01）没有文化签核，而活动状态为 ready"))
    #expect(try found(copy.merging(["reviews.csv": reviews + "全部,文化,营销负责人,2026-02-20,通过\n"]) { $1 }).filter { $0.contains("sign-off") } == [])
  }

  private static let cards = """
    危机类型,阶段,触发信号,做什么,负责人,时限,对外口径,修订日期,修订依据,最近演练
    支付中断,预警,成功率低于 95%,按渠道核对,技术,10分钟,,2026-06-05,危-01,2026-05-20
    支付中断,应对,,切换备用页,技术,30分钟,,,,2026-05-20
    支付中断,沟通,,首页说明,客服,1小时,订单为您保留 24 小时,,,2026-05-20
    支付中断,总结,,写时间线,营销负责人,3天,,,,2026-05-20

    """

  @Test("req:crisis-plan a card of each kind with four stages, owner, time limit and statement; what a card lacks is told")
  func plan() throws {
    let rows = ComplianceRequirements.cards.replacing("2026-06-05,危-01", with: ",")
    let part = try #require(try ProjectSite(["crisis_cards": rows]).page("campaigns/summer/project.html").register("crisis_cards"))
    for stage in ["预警", "应对", "沟通", "总结"] { #expect(part.text.contains(stage)) }
    #expect(Set(part.column("limit")).isSuperset(of: ["10分", "30分", "1小时", "72小时"]))
    #expect(part.column("owner").contains("营销负责人") && part.column("statement").contains("订单为您保留 24 小时"))
    let lacking = rows.replacing("支付中断,总结,,写时间线,营销负责人,3天,,,,2026-05-20\n", with: "").replacing("技术,30分钟", with: ",")
      .replacing("订单为您保留 24 小时", with: "")
    #expect(try ProjectSite(["crisis_cards": lacking]).problems() == [
      "crisis_cards.csv:2: warning[register-check]: “支付中断”的预案没有写全预警、应对、沟通、总结四段",
      "crisis_cards.csv:3: warning[register-check]: “支付中断”的应对没有负责人",
      "crisis_cards.csv:3: warning[register-check]: “支付中断”的应对没有时限",
      "crisis_cards.csv:4: warning[register-check]: “支付中断”没有对外口径",
    ])
    let stale = try ProjectSite(["crisis_cards": rows.replacing("2026-05-20", with: "2025-05-20")], status: "live").problems()
    #expect(stale.filter { $0.contains("上次演练是 2025-05-20，已过半年") }.count == 4)
  }

  @Test("req:crisis-warning negative share, complaints and a surge beyond the thresholds are told at build time and listed")
  func warning() throws {
    var listening = "日期,品牌,自家,提及量,正面,中性,负面\n"
    for day in 1...7 { listening += "2026-06-0\(day),炊朵,是,100,60,30,10\n2026-06-0\(day),品牌甲,否,900,100,100,700\n" }
    // 40 of 100 are negative; 301 are more than three times the mean of 100; 30 of 100 is the threshold itself.
    listening += "2026-06-08,炊朵,是,100,30,30,40\n2026-06-09,炊朵,是,301,200,50,51\n2026-06-10,炊朵,是,100,40,30,30\n"
    let feedback = "日期,类别,情感,条数,摘要,负责人\n2026-06-03,物流,负面,30,慢,客服\n2026-06-03,规则,负面,21,不懂,客服\n2026-06-04,规则,负面,50,不懂,客服\n2026-06-04,规则,正面,90,好,客服\n"
    let site = try ProjectSite(["feedback": feedback], [ProjectSite.folder + "data/listening.csv": Content(stringLiteral: listening)])
    let told = [
      "content/campaigns/summer/data/listening.csv:16:1: warning[crisis-warning]: “夏季促销”2026-06-08 负面占比 40%（40 / 100），超过 30%",
      "content/campaigns/summer/data/listening.csv:17:1: warning[crisis-warning]: “夏季促销”2026-06-09 声量突增 301 条，为前七天日均 100 条的 3 倍，超过 3 倍",
      "content/campaigns/summer/registers/feedback.csv:2:1: warning[crisis-warning]: “夏季促销”2026-06-03 投诉量 51 条，超过 50 条",
    ]
    #expect(try problems(site.box, "crisis-warning") == told)
    let page = try site.page("crisis.html").root
    #expect(page.table("超过阈值的日子")?.grid.dropFirst().map { Array($0.prefix(3)) } == [
      ["2026-06-09", "夏季促销", "声量突增"], ["2026-06-08", "夏季促销", "负面占比"], ["2026-06-03", "夏季促销", "投诉量"],
    ])
    #expect(try site.page("campaigns/summer/project.html").root.all("section").contains { $0.attributes["id"] == "crisis" })
    // Two months later they are history; other thresholds find others.
    #expect(try problems(site.box, "crisis-warning", today: "2026-08-10") == [])
    try site.box.put("name: 示例\ncrisis: {negative_share: 45%, complaints: 49, surge: 5}\n", at: "content/site.yaml")
    #expect(try problems(site.box, "crisis-warning").map { $0.suffix(6) } == ["过 49 条", "过 49 条"])
  }

  @Test("req:crisis-review moments, impact and lesson; the card it changed leads back to it, and one not written back is an error")
  func crisisReview() throws {
    let head = "编号,危机,危机类型,发生,发现,恢复,影响,根因,教训,写回预案,写回日期,总结日期,指挥人\n"
    let row = "危-01,支付页证书过期,支付中断,2026-06-01 14:00,2026-06-01 17:35,2026-06-02 00:20,161 单付不了,没人管证书,按渠道报警,预警段按渠道,2026-06-05,2026-06-04,营销负责人\n"
    let log = "危机,时间,经过,谁\n危-01,2026-06-01 17:35,确认证书过期,技术\n危-01,2026-06-01 14:00,付款开始失败,技术\n"
    let site = try ProjectSite(["crisis_reviews": head + row, "crisis_cards": ComplianceRequirements.cards, "crisis_log": log], today: "2026-06-20")
    #expect(try site.problems() == [])
    let page = try site.page("campaigns/summer/project.html")
    let review = try #require(page.register("crisis_reviews"))
    // 14:00 to 17:35, and to 00:20 of the next day.
    #expect(review.cell("危-01", "to_find") == "3小时35分" && review.cell("危-01", "to_restore") == "10小时20分")
    #expect(review.text.contains("161 单付不了") && review.text.contains("按渠道报警"))
    let course = try #require(page.register("crisis_log")).text
    #expect(try #require(course.range(of: "付款开始失败")).lowerBound < #require(course.range(of: "确认证书过期")).lowerBound)
    let cards = try #require(page.register("crisis_cards"))
    #expect(cards.links.contains { $0.value.hasSuffix("#crisis_reviews-危-01") || $0.value.hasSuffix("#crisis_reviews-%E5%8D%B1-01") })

    func found(_ row: String, _ cards: String = ComplianceRequirements.cards) throws -> [String] {
      try ProjectSite(["crisis_reviews": head + row, "crisis_cards": cards], today: "2026-06-20").problems().filter { $0.contains("crisis_reviews") }
    }
    #expect(try found(row.replacing("2026-06-05,2026-06-04", with: ",2026-06-04")) == [
      "crisis_reviews.csv:2: error[register-check]: 危机 危-01“支付页证书过期”总结已过七天，还没有写回预案"
    ])
    #expect(try found(row, ComplianceRequirements.cards.replacing("2026-06-05,危-01", with: ",")) == [
      "crisis_reviews.csv:2: warning[register-check]: 危机 危-01 写明已写回，预案卡却没有一段注明依据它修订"
    ])
    #expect(try found(row.replacing("支付中断", with: "断货"))[0].contains("属“断货”，没有这一类预案卡"))
  }
}
