import Testing

/// The campaign lifecycle and the e-commerce process of the handbook itself, held to the lists of activities that the
/// marketing centre's own working papers name. Blanks within a name are written as `_`.
@Suite struct LifecycleRequirements {
  private typealias Part = (code: String, title: String, groups: [(name: String, activities: String)])

  private static let phases: [Part] = [
    ("C1", "前期准备", [
      ("目标与受众", "明确核心目标 定位目标受众 设定_KPI"),
      ("资源评估", "预算与成本控制 技术与平台选择 跨部门规划"),
      ("调研分析", "竞品与趋势 需求痛点挖掘 政策合规审查"),
    ]),
    ("C2", "策划与设计", [
      ("活动策略", "目标人群分析 竞争环境评估 核心目标设定 预算与资源规划"),
      ("创意概念", "主题与核心信息 视觉与文案 互动形式创新 传播渠道整合"),
      ("实施方案", "执行流程细化 风险预案 监测与反馈机制 合作伙伴协调"),
    ]),
    ("C3", "执行启动", [
      ("团队分工", "明确角色职责 跨部门沟通 绩效评估标准"),
      ("物料", "定制物料设计 智能分发 供应链管理"),
      ("进度", "里程碑拆解 甘特图管控 弹性时间"),
    ]),
    ("C4", "过程监控", [
      ("实时跟踪", "关键指标监测 渠道效果评估 用户行为分析 竞品对标"),
      ("问题处理", "技术故障排查 用户反馈整合 供应链预警 合规审查"),
      ("动态调整", "内容_A/B_测试 资源再分配 促销力度优化 用户分层运营"),
    ]),
    ("C5", "效果评估", [
      ("KPI 达成", "核心指标完成度 细分维度拆解 竞品对标"),
      ("成效量化", "ROI_计算 用户行为追踪 品牌影响力"),
      ("报告编制", "数据可视化 优化建议 经验与不足"),
    ]),
    ("C6", "总结与优化", [
      ("教训提炼", "执行中的关键问题 用户反馈挖掘 偏差原因"),
      ("改进建议", "流程标准化与预案 工具升级 分层策略优化"),
      ("未来规划", "跨季度主题矩阵"),
    ]),
  ]

  private static let parts: [Part] = [
    ("E1", "营销体系基础构建", [
      ("行业市场分析", "行业现状 消费者分析 渠道分析 机会与风险"),
      ("用户画像", "基本信息 消费特征 兴趣与需求 画像应用"),
      ("竞品拆解", "竞品选择 策略分析 优劣势对比 应对策略"),
    ]),
    ("E2", "数字营销策略制定", [
      ("精准定位", "目标受众分析 差异化定位 品牌形象塑造"),
      ("渠道矩阵", "搜索引擎优化 社媒营销 合作推广"),
      ("预算动态分配", "制定与调整 费用监控与评估 投资回报分析"),
    ]),
    ("E3", "全链路执行流程", [
      ("内容生产标准", "内容策划 内容创作 内容审核 内容发布"),
      ("落地页规范", "页面布局 交互设计 数据监测 安全性"),
      ("推广排期", "推广策略 渠道选择 排期安排 评估与调整"),
    ]),
    ("E4", "数据化运营优化", [
      ("监测仪表盘", "数据可视化 数据准确性 数据驱动决策"),
      ("转化路径", "流程梳理 路径优化 体验提升"),
      ("A/B 测试", "测试设计 结果分析 迭代优化"),
    ]),
    ("E5", "协同作战机制", [
      ("跨部门协作", "市场与销售 销售与运营 运营与财务 客服与运营"),
      ("多平台数据整合", "数据采集 数据整合 数据分析 数据应用"),
      ("危机预案", "危机预警 危机应对 危机沟通 危机总结"),
    ]),
    ("E6", "效果评估体系", [
      ("核心 KPI", "销售额 流量 转化率 用户满意度"),
      ("ROI 多维模型", "营销投资回报率 渠道效益 活动效果 客户生命周期价值"),
      ("资产沉淀", "数据资产 创意资产 经验教训 客户关系管理"),
    ]),
  ]

  @Test("req:lifecycle-pages six phases with eighteen groups and fifty-eight activities, each with its output, its form and a text")
  func lifecycle() throws {
    let activities = try LifecycleRequirements.check(LifecycleRequirements.phases, folder: "lifecycle")
    #expect(activities == 58)
  }

  @Test("req:ecommerce-pages six parts with eighteen groups and sixty-six activities, each with its output, its form and a text")
  func ecommerce() throws {
    let activities = try LifecycleRequirements.check(LifecycleRequirements.parts, folder: "ecommerce")
    #expect(activities == 66)
  }

  /// Compares every page with its list and returns how many activities there are.
  private static func check(_ parts: [Part], folder: String) throws -> Int {
    let site = try HandbookSite.shared()
    let pages = try site.pages(below: "handbook/" + folder)
    var count = 0
    for part in parts {
      let page = try #require(pages.first { $0.code == part.code }, "no page has the code \(part.code)").page
      #expect(page.heading == part.title)
      let table = try #require(page.root.all("table", class: "steps").first)
      let names = part.groups.map(\.name)
      #expect(table.all("tr", class: "step-group").map(\.text) == names, "\(part.code)")
      let expected = part.groups.flatMap { group in group.activities.split(separator: " ").map { String($0).replacing("_", with: " ") } }
      let rows = table.all("tr").filter { !$0.has(class: "step-group") }.dropFirst()
      #expect(rows.map { row in String(row.elements[0].text.drop { $0 != " " }.dropFirst()) } == expected, "\(part.code)")
      for row in rows {
        // What it is, its output and the form that it goes into, which can be opened.
        #expect(!row.elements[1].text.isEmpty && !row.elements[3].text.isEmpty, "\(row)")
        #expect(row.elements.last?.all("a").count == 1, "\(row)")
        let anchor = try #require(row.elements[0].all("a").first?.attributes["href"], "\(row)")
        #expect(page.hasText(below: anchor), "\(part.code) \(anchor)")
      }
      #expect(page.root.first { $0.has(class: "chart-flow") } != nil)
      count += rows.count
    }
    return count
  }
}
