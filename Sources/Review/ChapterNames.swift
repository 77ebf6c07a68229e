import Diagnostics
import Metrics

/// The sixteen chapters, in their order.
enum ChapterName: String, CaseIterable {
  case summary, overview, kpi, breakdown, trend, funnel
  case salesLift = "sales-lift"
  case budget, behaviour, brand, benchmark, experiments, execution, lessons, actions
  case dataQuality = "data-quality"

  var title: Wording {
    switch self {
    case .summary: Wording(zh: "摘要", en: "Summary")
    case .overview: Wording(zh: "活动概况", en: "Overview")
    case .kpi: Wording(zh: "KPI 完成度", en: "KPI completion")
    case .breakdown: Wording(zh: "维度拆解", en: "Breakdown")
    case .trend: Wording(zh: "趋势与异常", en: "Trend and anomalies")
    case .funnel: Wording(zh: "漏斗与转化路径", en: "Funnel and conversion path")
    case .salesLift: Wording(zh: "销售提升与促销四指标", en: "Sales lift and promotion scorecard")
    case .budget: Wording(zh: "预算与 ROI", en: "Budget and ROI")
    case .behaviour: Wording(zh: "用户行为与客群", en: "Behaviour and customer groups")
    case .brand: Wording(zh: "品牌影响与满意度", en: "Brand impact and satisfaction")
    case .benchmark: Wording(zh: "竞品与行业对标", en: "Competitors and industry")
    case .experiments: Wording(zh: "实验结果", en: "Experiments")
    case .execution: Wording(zh: "执行情况", en: "Execution")
    case .lessons: Wording(zh: "经验与不足", en: "What worked and what did not")
    case .actions: Wording(zh: "改进建议与行动", en: "Improvements and actions")
    case .dataQuality: Wording(zh: "数据质量与口径说明", en: "Data quality and definitions")
    }
  }
}

extension Chapter {
  init(_ name: ChapterName, in language: Language) {
    let number = (ChapterName.allCases.firstIndex(of: name) ?? 0) + 1
    self.init(
      id: name.rawValue, number: number, title: name.title.text(in: language), state: .complete, needs: nil,
      sentences: [], blocks: [], how: [])
  }
}

extension Writer {
  /// A chapter that has no data yet: `needs` names the files that would fill it. What adds to it sets its state.
  func missingChapter(_ name: ChapterName, _ needs: Wording) -> Chapter {
    var chapter = Chapter(name, in: input.language)
    chapter.state = .missing
    chapter.needs = text(needs)
    return chapter
  }
}
