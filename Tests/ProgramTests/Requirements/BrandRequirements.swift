import Testing

/// What makes the brand, and what those who make the creative have to keep to.
@Suite struct BrandRequirements {
  private let folder = PlanningSite.folder + "registers/"

  @Test("req:usp-checklist four questions to each selling point; those that do not pass all are yellow")
  func usp() throws {
    let header = "编号,卖点,有实际价值,对手难模仿,说得清,能长期维持,依据\n"
    let site = try PlanningSite(["usp.csv": header + "U-1,看得见火候,是,否,是,是,规格\nU-2,内胆水洗,是,是,是,是,专利\n"])
    let list = try site.project("usp")
    #expect(["valuable", "hard_to_copy", "clear", "lasting", "passed"].map { list.cell("U-1", $0) } == ["是", "否", "是", "是", "3"])
    #expect(list.cell("U-2", "passed") == "4")
    #expect(list.row("U-1")?.has(class: "tone-warn") == true)
    #expect(list.row("U-2")?.has(class: "tone-warn") == false)
    #expect(list.findings("not-all") == ["卖点“看得见火候”只过了 3 条，不宜作为唯一卖点"])
    #expect(site.box.text("output/assets/registers.css")?.contains("tr.tone-warn > th { background: color-mix(in srgb, var(--warn)") == true)

    let open = try PlanningSite(["usp.csv": header + "U-1,看得见火候,是,,是,是,规格\n"])
    #expect(try open.problems() == ["\(folder)usp.csv:2: error[missing-cell]: 「对手难模仿」列必须填写"])
  }

  @Test("req:brand-pyramid five layers drawn from the top with their texts; a missing layer is told")
  func pyramid() throws {
    let rows = "层,内容\n品牌愿景,饭也像样\n定位与承诺,一个人的厨房\n个性与价值观,实在\n视觉与语言系统,炊火红\n体验与传播执行,一人份食谱\n"
    let figure = try #require(try PlanningSite(site: ["brand_pyramid.csv": rows]).register("brand_pyramid").figure("五层金字塔", kind: "pyramid"))
    #expect(figure.grid.dropFirst() == [
      ["1", "品牌愿景", "饭也像样"], ["2", "定位与承诺", "一个人的厨房"], ["3", "个性与价值观", "实在"], ["4", "视觉与语言系统", "炊火红"],
      ["5", "体验与传播执行", "一人份食谱"],
    ])
    let drawn = figure.labels.joined(separator: " ")
    for text in ["品牌愿景", "饭也像样", "体验与传播执行", "一人份食谱"] { #expect(drawn.contains(text), "\(text) is not drawn") }
    #expect(try PlanningSite(site: ["brand_pyramid.csv": rows.replacing("个性与价值观,实在\n", with: "")]).problems() == [
      "content/registers/brand_pyramid.csv: warning[register-check]: 品牌金字塔缺“个性与价值观”"
    ])
  }

  @Test("req:brand-guidelines five elements by five principles, a palette of swatches; wrong colours and poor contrast are told")
  func guidelines() throws {
    let elements = """
      要素,项目,规定,不能这样用,独特,相关,简洁,可延展,持久
      名称,炊朵,只写两字,不加英文,是,是,是,是,是
      标志,横式标志,四周留白,不描边,是,是,是,是,否
      色,炊火红,标题用,不做底,是,是,是,是,是
      字,思源黑体,正文用,不加粗,是,是,是,是,是
      图形,灶火纹,包装用,不放大,是,是,是,是,是

      """
    let header = "颜色,色值,底色,用途\n"
    let site = try PlanningSite(site: [
      "brand_elements.csv": elements, "brand_colors.csv": header + "墨,#000000,,文字\n灰,#767676,,文字\n",
    ])
    let rules = try site.register("brand_elements")
    #expect(rules.all("tr", class: "group").map(\.text) == ["名称 1", "标志 1", "色 1", "字 1", "图形 1"])
    #expect(["unlike", "relevant", "simple", "extendable", "lasting", "passed"].map { rules.cell("横式标志", $0) } == ["是", "是", "是", "是", "否", "4"])

    let palette = try site.register("brand_colors")
    #expect(palette.row("灰")?.first { $0.has(class: "swatch") }?.attributes["style"] == "background:#767676")
    // WCAG 2: black on white is 21 : 1; #767676 is known as the lightest grey that reaches 4.5 : 1, with 4.54.
    #expect(palette.cell("墨", "ratio") == "21.00")
    #expect(palette.cell("灰", "ratio") == "4.54")

    // The next lighter grey has 4.48.
    let bad = try PlanningSite(site: ["brand_colors.csv": header + "浅灰,#777777,,文字\n红,红色,,文字\n"])
    #expect(try bad.problems() == [
      "content/registers/brand_colors.csv:2: warning[register-check]: “浅灰”在 #FFFFFF 上的对比度只有 4.48，文字至少要 4.5",
      "content/registers/brand_colors.csv:3: error[register-check]: “红”的色值 红色 或底色 #FFFFFF 不是颜色",
    ])
    let gap = elements.replacing("图形,灶火纹,包装用,不放大,是,是,是,是,是\n", with: "")
    #expect(try PlanningSite(site: ["brand_elements.csv": gap]).problems() == [
      "content/registers/brand_elements.csv: warning[register-check]: 视觉规范缺“图形”"
    ])
  }

  @Test("req:creative-brief six parts in panels; an audience that the campaign's brief does not name is an error")
  func creativeBrief() throws {
    let rows = "项目,受众,内容\n主题,,一台顶几台\n核心信息,新客,30 天试用\n视觉,,台面空出来\n文案,,先来厨房\n互动形式,,晒旧换新\n限制,,不用极限词\n"
    let brief = try PlanningSite(["creative_brief.csv": rows]).project("creative_brief")
    #expect(brief.panels.map { $0.title + " " + $0.items.joined() } == [
      "主题 一台顶几台", "核心信息 30 天试用", "视觉 台面空出来", "文案 先来厨房", "互动形式 晒旧换新", "限制 不用极限词",
    ])
    let other = try PlanningSite(["creative_brief.csv": rows.replacing("核心信息,新客", with: "核心信息,银发族")])
    #expect(try other.problems() == [
      "\(folder)creative_brief.csv:3: error[register-check]: 创意简报写给“银发族”，活动简报的受众里没有"
    ])
    let gap = rows.replacing("限制,,不用极限词\n", with: "")
    #expect(try PlanningSite(["creative_brief.csv": gap]).problems() == ["\(folder)creative_brief.csv: warning[register-check]: 创意简报缺“限制”"])
  }
}
