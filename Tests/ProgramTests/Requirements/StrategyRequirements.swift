import Testing

/// To whom a campaign speaks and with what: strategy, mix, segments, personas.
@Suite struct StrategyRequirements {
  private let folder = PlanningSite.folder + "registers/"

  @Test("req:strategy-sheet market, positioning, difference and value stand in four panels; a missing one is told")
  func strategySheet() throws {
    let rows = "要素,内容,依据\n目标市场,城市独居青年,三月调研\n定位,一个人的厨房,三月调研\n差异化优势,内胆整体水洗,专利\n价值主张,把台面还给人,访谈\n"
    let sheet = try PlanningSite(["strategy.csv": rows]).project("strategy")
    #expect(sheet.panels.map(\.title) == ["目标市场", "定位", "差异化优势", "价值主张"])
    #expect(sheet.panels.map(\.items) == [
      ["城市独居青年 三月调研"], ["一个人的厨房 三月调研"], ["内胆整体水洗 专利"], ["把台面还给人 访谈"],
    ])

    let gap = rows.replacing("差异化优势,内胆整体水洗,专利\n", with: "")
    #expect(try PlanningSite(["strategy.csv": gap]).problems() == ["\(folder)strategy.csv: warning[register-check]: 策略表缺“差异化优势”"])
  }

  @Test("req:marketing-mix the four Ps stand beside those of a competitor")
  func marketingMix() throws {
    let own = "品牌,栏目,内容\n,产品,主推三款\n,价格,主力款 359 元\n,渠道,六个线上渠道\n"
    let rows = own + ",促销,首日加赠\n品牌甲,产品,五款\n品牌甲,价格,299 元\n"
    let mix = try PlanningSite(["marketing_mix.csv": rows]).project("marketing_mix")
    #expect(mix.panels.map { "\($0.side) \($0.title) \($0.items.joined())" } == [
      "我方 产品 主推三款", "我方 价格 主力款 359 元", "我方 渠道 六个线上渠道", "我方 促销 首日加赠",
      "品牌甲 产品 五款", "品牌甲 价格 299 元", "品牌甲 渠道 ", "品牌甲 促销 ",
    ])
    #expect(try PlanningSite(["marketing_mix.csv": own]).problems() == [
      "\(folder)marketing_mix.csv: warning[register-check]: 4P 表缺我方的“促销”"
    ])
  }

  @Test("req:segmentation-plan segments by the four bases with how each is spoken to; another basis is an error")
  func segmentation() throws {
    let header = "客群,划分依据,定义,规模,规模出处,怎么说,主要渠道,给什么,触达节奏\n"
    let rows = header + """
      新客,人口,首次购买,8600,会员系统,30 天试用,信息流、短视频,首单配件包,每周两次
      南方家庭,地理,收货地在华南,5200,订单,防潮款,电商站内,延保,每月一次
      尝鲜者,心理,愿意先试,1200,问卷,看得见火候,小红书,新品优先,每周一次
      老客,行为,一年内买过两次,3400,会员系统,以旧换新,私域,加赠,每月两次

      """
    let segments = try PlanningSite(site: ["segments.csv": rows]).register("segments")
    #expect(segments.column("basis") == ["人口", "地理", "心理", "行为"])
    #expect(["message", "main_channels", "offer", "rhythm"].map { segments.cell("新客", $0) } == [
      "30 天试用", "信息流、短视频", "首单配件包", "每周两次",
    ])
    #expect(segments.figure("规模", kind: "bar")?.row("南方家庭") == ["5,200"])

    let bad = header + "新客,血型,O 型,,,你好,短视频,,\n"
    let problems = try PlanningSite(site: ["segments.csv": bad]).problems()
    #expect(problems.contains("content/registers/segments.csv:2: error[unknown-value]: 「划分依据」列没有「血型」这个取值"), "\(problems)")
  }

  @Test("req:persona-pages cards of the personas that the brief's audiences name stand on the project page; unknown audiences are told")
  func personas() throws {
    let files = [
      "segments.csv": "客群,划分依据,定义,怎么说\n新客,人口,首次购买,30 天试用\n",
      "personas.csv": """
        画像,所属客群,年龄,购买频次,购买力,关注点,潜在需求,画像怎么用,依据
        第一次装厨房,新客,25～32 岁,装修后集中购置,单件 300 元,好不好洗,一台顶几台,清单切入,一月调研
        精致独居,,24～35 岁,一年两件,单件 300 元不犹豫,占不占地方,不浪费,一人食谱,一月调研
        乡镇大家庭,,45 岁以上,三年一件,单件 200 元,耐不耐用,分量大,门店体验,走访
        """,
    ]
    let site = try PlanningSite(["swot.csv": "格,内容\n优势,好洗\n"], site: files)
    let cards = try site.register("personas")
    #expect(["age", "power", "concerns", "needs", "use"].map { cards.cell("精致独居", $0) } == [
      "24～35 岁", "单件 300 元不犹豫", "占不占地方", "不浪费", "一人食谱",
    ])
    // One is named by its segment, one by its own name; the third is nobody's audience.
    let named = try site.project("personas").all("li").compactMap { $0.attributes["data-key"] }
    #expect(named == ["第一次装厨房", "精致独居"])

    let brief = PlanningSite.brief.replacing("精致独居", with: "路人")
    #expect(try PlanningSite(site: files, brief: brief).problems() == [
      "\(PlanningSite.folder)brief.md:1: warning[unknown-audience]: 受众「路人」没有对应的用户画像或客群"
    ])
  }
}
