import Testing

/// What people think and say of the brand, and how it stands beside others.
///
/// Expected numbers: Tests/StatisticsTests/References/acceptance.py (SciPy, statsmodels), else by hand in comments.
@Suite struct ResearchRequirements {
  private static let tracking = """
    指标,类型,期次,选项,人数
    brand-awareness,占比,2026-01,知道,300
    brand-awareness,占比,2026-01,不知道,700
    brand-awareness,占比,2026-05,知道,318
    brand-awareness,占比,2026-05,不知道,682
    brand-awareness,占比,2026-06,知道,372
    brand-awareness,占比,2026-06,不知道,628
    brand-favorability,占比,2026-05,5,200
    brand-favorability,占比,2026-05,4,341
    brand-favorability,占比,2026-05,3,459
    brand-favorability,占比,2026-06,5,240
    brand-favorability,占比,2026-06,4,344
    brand-favorability,占比,2026-06,3,416

    """

  @Test("req:brand-tracking rates by wave with their error, significance of changes in words, five features of a strong brand")
  func tracking() throws {
    let site = try ResearchSite(["survey-追踪.csv": ResearchRequirements.tracking])
    let chapter = try site.chapter("brand")
    #expect(chapter.line("前后测", "品牌知名度") == [
      "31.8%", "37.2%", "+5.40个百分点", "+1.23 至 +9.54个百分点", "1,000 / 1,000", "显著上升",
    ])
    // 54.1 % to 58.4 % has p = 0.053.
    #expect(chapter.line("前后测", "品牌好感度") == [
      "54.1%", "58.4%", "+4.30个百分点", "−0.05 至 +8.62个百分点", "1,000 / 1,000", "变化在抽样误差之内",
    ])
    #expect(chapter.text.contains("上升 5.40 个百分点，95% 区间 +1.23 至 +9.54 个百分点，超出抽样误差：若实际没有变化，抽样碰出这样差距的机会约 1.11%"))
    #expect(chapter.figure("各期品牌指标", kind: "line")?.grid.dropFirst() == [["2026-01", "30.0%"], ["2026-05", "31.8%"], ["2026-06", "37.2%"]])
    #expect(chapter.figure("各期品牌知名度", kind: "intervals")?.grid.dropFirst() == [
      ["2026-01", "30.0%", "27.2%", "32.9%"], ["2026-05", "31.8%", "29.0%", "34.8%"], ["2026-06", "37.2%", "34.3%", "40.2%"],
    ])
    #expect(chapter.table("五特征")?.grid.count == 6)
    #expect(chapter.line("五特征", "体验一致") == ["品牌知名度 37.2%", "品牌知名度显著上升"])
    #expect(chapter.line("五特征", "溢价高")?.last == "没有数据，可补品牌溢价")
    // The target is judged by the survey, without an actuals file.
    #expect(try site.chapter("kpi").text.contains("37.2%"))
  }

  @Test("req:satisfaction-nps satisfaction and net promoter score with interval, distribution, trend; small samples are told")
  func satisfaction() throws {
    let rows = """
      metric,kind,wave,option,count
      nps,nps,前,10,139
      nps,nps,前,7,165
      nps,nps,前,3,108
      nps,nps,后,10,100
      nps,nps,后,9,82
      nps,nps,后,8,160
      nps,nps,后,6,94

      """
    let wide = """
      metric,kind,before,after,n_before,n_after,sd_before,sd_after
      satisfaction,share,50%,75%,18,20,,
      客服评分,mean,4.12,4.31,412,436,0.91,0.82

      """
    let chapter = try ResearchSite(["survey-nps.csv": rows, "survey-评分.csv": wide]).chapter("brand")
    // (182 - 94) / 436 and (139 - 108) / 412.
    #expect(chapter.line("净推荐值与其他", "净推荐值") == ["7.52分", "20.18分", "+12.66分", "+2.29 至 +23.03", "412 / 436", "显著上升"])
    #expect(chapter.line("净推荐值与其他", "客服评分") == ["4.12分", "4.31分", "+0.19分", "+0.07 至 +0.31", "412 / 436", "显著上升"])
    #expect(chapter.line("净推荐值与其他", "客户满意度") == [
      "50.0%", "75.0%", "+25.0个百分点", "−5.30 至 +50.1个百分点", "18 / 20", "样本太小，只作参考",
    ])
    #expect(chapter.text.contains("客户满意度的有效样本不足 30 份"))
    #expect(chapter.text.contains("推荐者（9 至 10 分）占 41.7%，中立者（7 至 8 分）占 36.7%，贬损者（0 至 6 分）占 21.6%；按 436 份样本，净推荐值的 95% 区间为 12.96 至 27.41 分"))
    // 100 and 82 of 436.
    let bars = try #require(chapter.figure("打分分布", kind: "bar"))
    #expect(bars.row("10 分") == ["33.7%", "22.9%"] && bars.row("9 分") == ["0%", "18.8%"])
    #expect(chapter.figure("各期净推荐值", kind: "intervals")?.row("后") == ["20.18", "12.96", "27.41"])
    // Fewer than five people could be told apart.
    let few = try ResearchSite(["survey.csv": "metric,kind,before,after,n_before,n_after\n客服评分,mean,4,5,4,4\n满意,share,40%,60%,50,50\n"])
    let shown = try few.chapter("brand")
    #expect(shown.line("净推荐值与其他", "客服评分") == nil && shown.line("净推荐值与其他", "满意") != nil)
    #expect(shown.text.contains("客服评分答复的人不足 5 个，不显示"))
  }

  /// Ten days of each half; mentions of each day.
  private static func listening(_ before: (Int, Int), _ after: (Int, Int), sentiment: (String, String) = ("", "")) -> String {
    var text = "日期,品牌,自家,提及量,正面,中性,负面\n"
    for day in 12...21 {
      text += "2026-05-\(day),炊朵,是,\(before.0),\(sentiment.0)\n2026-05-\(day),品牌甲,否,\(before.1),,,\n"
    }
    for day in 1...10 {
      let date = "2026-06-" + (day < 10 ? "0" : "") + "\(day)"
      text += "\(date),炊朵,是,\(after.0),\(sentiment.1)\n\(date),品牌甲,否,\(after.1),,,\n"
    }
    return text.replacing(",\n2026", with: ",,,\n2026")
  }

  @Test("req:brand-impact exposure growth, mentions and share of voice beside competitors, and what moved the share")
  func impact() throws {
    let site = try ResearchSite([
      "listening.csv": ResearchRequirements.listening((10, 90), (30, 120)),
      "daily.csv": "date,impressions\n2026-05-12,1000\n2026-06-01,1500\n",
    ])
    let chapter = try site.chapter("brand")
    // 10 of 100, 30 of 150; mentions up by 200 %, the others' by a third.
    #expect(chapter.line("声量份额", "炊朵·自家")?.prefix(6) == ["100", "300", "+200.0%", "10.0%", "20.0%", "+10.0个百分点"])
    #expect(chapter.line("声量份额", "品牌甲")?.prefix(6) == ["900", "1,200", "+33.3%", "90.0%", "80.0%", "−10.0个百分点"])
    #expect(chapter.text.contains("声量份额由 10.0% 变为 20.0%：自家提及增长 200.0%，竞品合计增长 33.3%，别人也在说，我们增长得更快。"))
    #expect(chapter.text.contains("品牌曝光 1,500 次，比基准期（按天数折算）增长 50.0%。"))
    // Without a word in the file, the register of competitors tells whose brand it is.
    let unmarked = ResearchRequirements.listening((10, 90), (30, 120)).replacing("炊朵,是", with: "炊朵,")
    let registered = try ResearchSite(
      ["listening.csv": unmarked],
      site: ["competitors": "品牌,自家,地位,定位,为什么盯,跟踪人,出处,核对日\n炊朵,是,追赶,一人厨房,自家,数据分析,店铺,2026-06-01\n"])
    #expect(try registered.chapter("brand").line("声量份额", "炊朵·自家")?.prefix(5).last == "20.0%")
    #expect(chapter.figure("逐日声量份额", kind: "line")?.row("2026-06-01") == ["20.0%", "80.0%"])
  }

  @Test("req:sentiment net sentiment with its error and its worst day; a warning where few mentions are judged")
  func sentiment() throws {
    // 60, 30 and 10; then 70, 30 and 60.
    let site = try ResearchSite([
      "listening.csv": ResearchRequirements.listening((10, 90), (16, 120), sentiment: ("6,3,1", "7,3,6"))
    ])
    let text = try site.chapter("brand").text
    #expect(text.contains("净情感由 50.0% 变为 6.25%，95% 区间 −62.9 至 −24.6 个百分点，超出了逐条判读的偶然波动（p < 0.001）；活动期负面占 37.5%。"))
    let chart = try #require(try site.chapter("brand").figure("逐日净情感", kind: "line"))
    #expect(chart.grid.dropFirst().allSatisfy { $0.last == "6.25%" } && chart.grid.count == 11)

    let few = "日期,品牌,提及量,正面,中性,负面\n2026-06-01,本品牌,12,6,4,2\n2026-06-01,品牌甲,88,,,\n"
    let small = try ResearchSite(["listening.csv": few]).chapter("brand").text
    #expect(small.contains("判读了情感的提及只有 12 条，不足 30 条，净情感只作参考"))
    // (6 - 2) / 12, and 12 of 100.
    #expect(small.contains("活动期的净情感为 33.3%") && small.contains("声量份额为 12.0%"))
  }

  @Test("req:brand-consistency pieces by rule, the share that is met, and what is broken with how to mend it")
  func consistency() throws {
    let rows = """
      物料,要素,规范,结果,怎么改,负责人
      头图,标志,留白,合规,,内容创意
      头图,色彩,主色三分之一,不合规,换底色,内容创意
      背景,标志,留白,合规,,内容创意
      背景,色彩,主色三分之一,不适用,,内容创意

      """
    let chapter = try ResearchSite([:], registers: ["brand_checks": rows]).chapter("brand")
    // Two of three; what does not apply is no check.
    #expect(chapter.text.contains("按规范检查 3 处，合规率 66.7%，不合规 1 处，见下表。"))
    #expect(chapter.table("物料与规范")?.grid == [["物料", "留白", "主色三分之一"], ["头图", "合规", "不合规"], ["背景", "合规", "不适用"]])
    #expect(chapter.table("不合规清单")?.grid.dropFirst() == [["头图", "主色三分之一", "换底色", "内容创意"]])
  }

  @Test("req:long-short-balance sales of the campaign beside the brand's figures, never turned into money")
  func balance() throws {
    let site = try ResearchSite([
      "survey.csv": ResearchRequirements.tracking, "daily.csv": "date,revenue,orders\n2026-05-12,1000,10\n2026-06-01,1500,12\n",
    ])
    let table = try #require(try site.chapter("brand").table("短期销售与长期品牌"))
    #expect(table.grid.dropFirst().map { Array($0.prefix(2)) } == [
      ["短期", "销售额"], ["短期", "订单数"], ["长期", "品牌知名度"], ["长期", "品牌好感度"],
    ])
    #expect(table.grid[1].suffix(3) == ["¥1,000.00", "¥1,500.00", "+50.0%"])
    #expect(table.grid[3].suffix(3) == ["31.8%", "37.2%", "+5.40个百分点"])
    #expect(try site.chapter("brand").text.contains("品牌变好带来的收益是间接的，这里只作说明，不折算成金额。"))
  }

  @Test("req:competitor-benchmark gap and rank by what is better, bars side by side; a row without a source is not shown")
  func benchmark() throws {
    let rows = """
      指标,对标对象,期间,对标值,来源
      cpm,品牌甲,2026-06,20,公开报价
      cpm,品牌乙,2026-06,40,公开报价
      cpm,行业均值,2026-06,32,协会月报
      ctr,品牌甲,2026-06,4%,公开报价
      ctr,品牌丙,2026-06,9%,

      """
    // 25 yuan for a thousand impressions; 5 clicks of 100.
    let site = try ResearchSite(["benchmarks.csv": rows, "daily.csv": "date,impressions,clicks,media_cost\n2026-06-01,100000,5000,2500\n"])
    let chapter = try site.chapter("benchmark")
    #expect(chapter.table("差距")?.grid.dropFirst().map { Array($0.dropFirst(2).prefix(6)) } == [
      ["品牌甲", "¥20.00", "+¥5.00", "+25.0%", "落后", "1 / 3"], ["品牌乙", "¥40.00", "−¥15.00", "−37.5%", "领先", "3 / 3"],
      ["行业均值", "¥32.00", "−¥7.00", "−21.9%", "领先", ""], ["品牌甲", "4.00%", "+1.00个百分点", "+25.0%", "领先", "2 / 2"],
    ])
    #expect(chapter.text.contains("千次展示成本 25 元，在 3 家里排第 2，比行业均值（32 元）低 21.9%，好于对方，比品牌甲（20 元）高 25.0%，不如对方。"))
    #expect(chapter.text.contains("有 1 行没有写来源，不显示：品牌丙的点击率。"))
    #expect(chapter.table("差距")?.text.contains("品牌丙") == false)
    // The cheapest first.
    #expect(chapter.figure("千次展示成本对标", kind: "bar")?.grid.dropFirst().map { $0[0] }.prefix(3) == ["品牌甲", "自家", "品牌乙"])
  }
}
