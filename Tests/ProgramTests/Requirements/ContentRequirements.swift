import Testing

/// Content from plan to result, and the accounts, streams and mails that carry it.
@Suite struct ContentRequirements {
  private let folder = PlanningSite.folder

  private static let plan = """
    编号,内容支柱,主题,对外标题,受众,形式,平台,图片宽,图片高,发布日期,负责人,状态,审核人,审核日期
    N1,做法,一锅三菜,一锅三菜,新客,短视频,抖音,1080,1920,2026-03-02,内容创意,发布,法务合规,2026-03-01
    N2,实测,洗三十次,洗三十次,新客,图文,小红书,,,2026-03-04,内容创意,发布,法务合规,2026-03-02
    N3,权益,会员权益,会员看这里,老客,图文,公众号,,,2026-03-06,客服,发布,法务合规,2026-03-05

    """

  private static func review(_ site: PlanningSite) throws -> Element { try site.page("campaigns/spring/review.html").root }

  @Test("req:content-plan pillars from three to five, each piece of a pillar; more or none is told")
  func plan() throws {
    let part = try PlanningSite(["content_plan.csv": ContentRequirements.plan]).project("content_plan")
    #expect(part.total("pillars") == "3")
    #expect(part.total("by_pillar", of: "做法") == "1")
    #expect(part.text.contains("实测"))

    let rows = ContentRequirements.plan
    let many = rows + ["四", "五", "六"].enumerated().map { "M\($0),\($1),题\($0),,新客,图文,微博,,,2026-03-1\($0),客服,策划,,\n" }.joined()
    #expect(try PlanningSite(["content_plan.csv": many]).problems() == [
      "content/campaigns/spring/registers/content_plan.csv: warning[register-check]: 内容支柱有 6 个，应为三至五个"
    ])
    #expect(try PlanningSite(["content_plan.csv": rows.replacing("N2,实测", with: "N2,")]).problems().first?.contains("missing-cell") == true)
  }

  @Test("req:content-calendar a month with its pieces and the pieces a week; gaps, collisions and no owner are told")
  func calendar() throws {
    let part = try PlanningSite(["content_plan.csv": ContentRequirements.plan]).project("content_plan")
    let month = try #require(part.first { $0.has(class: "month") })
    #expect(month.text.contains("一锅三菜"))
    // Three pieces over the five days from the 2nd to the 6th.
    #expect(part.total("per_week") == "4.2 条/周")

    let bad = ContentRequirements.plan.replacing("2026-03-06,客服", with: "2026-03-06,") + """
      N4,做法,再来三菜,,新客,短视频,抖音,,,2026-03-25,内容创意,策划,,
      N5,做法,又来三菜,,新客,短视频,抖音,,,2026-03-25,内容创意,策划,,

      """
    let findings = try PlanningSite(["content_plan.csv": bad]).project("content_plan").findings().joined(separator: " ")
    #expect(findings.contains("“会员权益”没有负责人"))
    #expect(findings.contains("抖音在 2026-03-02 之后断更超过两周"))
    #expect(findings.contains("2026-03-25 在抖音对新客有不止一条内容，撞期"))
  }

  @Test("req:content-review-workflow what was published unreviewed is an error, a layer that is missing a warning")
  func workflow() throws {
    let early = ContentRequirements.plan.replacing("2026-03-05", with: "2026-03-07")
    #expect(try PlanningSite(["content_plan.csv": early]).problems() == [
      "content/campaigns/spring/registers/content_plan.csv:4: error[register-check]: 内容“会员权益”未审先发"
    ])
    let board = try PlanningSite(["content_plan.csv": ContentRequirements.plan]).project("content_plan")
    #expect(board.cell("N1", "reviewer") == "法务合规")
    let layers = "审核对象,层级,审核人,日期,结论,意见\n主视觉,内容,内容创意,2026-03-01,通过,\n主视觉,法务,法务合规,2026-03-01,修改后通过,删去最低\n"
    #expect(try PlanningSite(["reviews.csv": layers]).problems() == [
      "content/campaigns/spring/registers/reviews.csv:2: warning[register-check]: “主视觉”缺文化审核"
    ])
  }

  @Test("req:content-performance read, passed on and leads by pillar and form, as ratios of sums")
  func performance() throws {
    let site = try PlanningSite(["content_plan.csv": ContentRequirements.plan])
    try site.box.put(
      "内容ID,平台,发布日期,播放量,完播率,分享,评论,线索\nN1,抖音,2026-03-02,8000,30%,80,16,4\nN2,小红书,2026-03-04,2000,,60,10,8\nN3,公众号,2026-03-06,1000,,5,2,6\n",
      at: folder + "data/content.csv")
    let review = try ContentRequirements.review(site)
    let pillars = try #require(review.table("按内容支柱"))
    #expect(pillars.grid == [
      ["内容支柱", "条数", "阅读", "完成率", "分享", "分享率", "评论", "线索", "每千次阅读线索"],
      ["做法", "1", "8,000", "30.0%", "80", "1.00%", "16", "4", "0.50"],
      ["实测", "1", "2,000", "—", "60", "3.00%", "10", "8", "4"],
      ["权益", "1", "1,000", "—", "5", "0.50%", "2", "6", "6"],
      // 145 ÷ 11,000 and 18 ÷ 11: not the means of the rows.
      ["合计", "3", "11,000", "30.0%", "145", "1.32%", "28", "18", "1.64"],
    ])
    #expect(review.table("按形式")?.grid.map(\.[0]) == ["形式", "短视频", "图文", "合计"])
    #expect(review.figure("各支柱的阅读", kind: "bar")?.row("做法") == ["8,000"])
  }

  @Test("req:platform-spec-check a headline too long and a picture of another size are told")
  func specifications() throws {
    let specs = "平台,形式,标题最多,图片宽,图片高,依据,核对日\n抖音,短视频,6,1080,1920,创作者规范,2026-01-05\n"
    #expect(try PlanningSite(["content_plan.csv": ContentRequirements.plan], site: ["platform_specs.csv": specs]).problems() == [])
    let bad = ContentRequirements.plan.replacing("一锅三菜,一锅三菜,新客,短视频,抖音,1080,1920", with: "一锅三菜,下班十五分钟一锅三菜,新客,短视频,抖音,800,600")
    #expect(try PlanningSite(["content_plan.csv": bad], site: ["platform_specs.csv": specs]).problems() == [
      "content/campaigns/spring/registers/content_plan.csv:2: warning[register-check]: 内容“一锅三菜”的对外标题超过抖音短视频的字数上限",
      "content/campaigns/spring/registers/content_plan.csv:2: warning[register-check]: 内容“一锅三菜”的图片 800 × 600 像素，不合抖音短视频的规格",
    ])
  }

  @Test("req:social-report followers gained, engagement and reads by platform side by side, and the best time to post")
  func social() throws {
    let site = try PlanningSite()
    try site.box.put(
      """
      日期,平台,粉丝数,阅读量,点赞,评论,分享
      2026-02-28,抖音,1000,500,5,5,5
      2026-03-01,抖音,1010,4000,100,20,0
      2026-03-02,抖音,1100,6000,150,20,10
      2026-03-01,小红书,200,1000,50,10,0
      2026-03-02,小红书,210,1000,30,8,2

      """, at: folder + "data/social.csv")
    let posts = (1...6).map { "P\($0),题\($0),抖音,2026-03-0\($0),\($0 <= 3 ? 20 : 12),\($0 <= 3 ? 3000 : 1000)" }
    try site.box.put(Content(stringLiteral: "内容ID,内容标题,平台,发布日期,时段,播放量\n" + posts.joined(separator: "\n")), at: folder + "data/content.csv")
    let review = try ContentRequirements.review(site)
    // 抖音 starts from the day before the campaign, 小红书 from its first day.
    #expect(review.table("各平台账号")?.grid.dropFirst() == [
      ["小红书", "200", "210", "+10", "+5.0%", "2,000", "100", "5.00%"],
      ["抖音", "1,000", "1,100", "+100", "+10.0%", "10,000", "300", "3.00%"],
    ])
    let course = try #require(review.figure("粉丝比活动开始时的变化", kind: "line"))
    #expect(course.row("2026-03-02") == ["5.00%", "10.0%"])
    // 3,000 against a mean of 2,000.
    #expect(review.text.contains("20 时发布的内容比同平台的平均多被看 50.0%（3 条）"))
  }

  @Test("req:interaction-log reply rate and the median of response times")
  func interactions() throws {
    let rows = """
      收到时间,平台,类型,摘要,状态,回复时间,回复角色
      2026-03-02 10:00,抖音,咨询,问发货,已回复,2026-03-02 10:10,客服
      2026-03-02 11:00,抖音,咨询,问容量,已回复,2026-03-02 11:20,客服
      2026-03-03 09:00,抖音,建议,加长线,已回复,2026-03-03 12:00,客服
      2026-03-03 10:00,公众号,咨询,问券,待回复,,
      2026-03-03 11:00,抖音,闲聊,打招呼,无需回复,,

      """
    let site = try PlanningSite(["interaction_log.csv": rows])
    let part = try site.project("interaction_log")
    // Three of four that called for a reply.
    #expect(part.total("reply_rate") == "75%")
    // 10, 20 and 180 minutes: the median is 20, the mean 70.
    #expect(try ContentRequirements.review(site).text.contains("回复率 75.0%，响应时长的中位数为 20 分"))
    let open = rows.replacing("公众号,咨询,问券", with: "公众号,投诉,少件")
    #expect(try PlanningSite(["interaction_log.csv": open]).problems() == [
      "content/campaigns/spring/registers/interaction_log.csv:5: warning[register-check]: 公众号上 2026-03-03 10:00 的投诉还没有回复"
    ])
  }

  @Test("req:influencer-live-report ROI of every session and every host, refunds taken off")
  func live() throws {
    let rows = """
      场次编号,日期,形式,平台,主播或达人,观看人数,互动次数,成交单数,平台成交额,退款,费用
      Z1,2026-03-02,店铺自播,抖音,自播组,2000,300,40,11000,1000,2000
      Z2,2026-03-03,达人直播,抖音,小夏,5000,900,60,20000,0,6000
      Z3,2026-03-05,达人直播,抖音,小夏,4000,700,30,8000,3000,4000

      """
    let site = try PlanningSite(["live_sessions.csv": rows])
    let part = try site.project("live_sessions")
    // (10,000 × 0.4 − 2,000) ÷ 2,000.
    #expect(part.cell("Z1", "roi") == "100.0%")
    #expect(part.figure("每场 ROI", kind: "bar") != nil)
    // (25,000 × 0.4 − 10,000) ÷ 10,000 over both sessions.
    #expect(try ContentRequirements.review(site).table("每位主播与达人的回报")?.grid.dropFirst() == [
      ["自播组", "1", "2,000", "40", "¥10,000.00", "¥2,000.00", "5.00倍", "100.0%"],
      ["小夏", "2", "9,000", "90", "¥25,000.00", "¥10,000.00", "2.50倍", "0%"],
      ["合计", "3", "11,000", "130", "¥35,000.00", "¥12,000.00", "2.92倍", "16.7%"],
    ])
  }

  @Test("req:email-report rates over what was delivered, triggered mail apart; impossible counts are errors")
  func email() throws {
    let rows = """
      编号,邮件主题,类型,触发规则,发送日期,发送,送达,打开,点击,退订,订单,销售额
      M1,上新,群发,,2026-03-02,10000,9000,1800,180,9,20,4000
      M2,再来,群发,,2026-03-09,1000,1000,400,40,1,6,1200
      T1,购物车还有一台,触发,加购 24 小时未下单,2026-03-10,500,400,200,80,0,30,6000

      """
    let site = try PlanningSite(["emails.csv": rows])
    let part = try site.project("emails")
    #expect(part.cell("M1", "open_rate") == "20%")
    #expect(part.total("open_by_kind", of: "群发") == "22%")
    #expect(try ContentRequirements.review(site).table("群发与触发式邮件")?.grid.dropFirst() == [
      ["群发", "2", "11,000", "10,000", "90.9%", "22.0%", "2.20%", "0.10%", "26", "¥5,200.00"],
      ["触发式", "1", "500", "400", "80.0%", "50.0%", "20.0%", "0%", "30", "¥6,000.00"],
      ["合计", "3", "11,500", "10,400", "90.4%", "23.1%", "2.88%", "0.096%", "56", "¥11,200.00"],
    ])
    #expect(try PlanningSite(["emails.csv": rows.replacing("9000,1800", with: "9000,9100")]).problems() == [
      "content/campaigns/spring/registers/emails.csv:2: error[register-check]: 邮件 M1 的去重打开 9,100 多于送达 9,000，填的可能是打开次数"
    ])
  }
}
