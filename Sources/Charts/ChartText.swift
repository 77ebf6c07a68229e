import Diagnostics
import Values

/// The words on a chart and the style of its numbers, in the language of the page.
public struct ChartText: Sendable, Hashable {
  public var style: NumberStyle
  /// The disclosure with the figures.
  public var dataTable: String
  public var date: String
  public var category: String
  public var step: String
  public var indicator: String
  public var actual: String
  public var target: String
  public var baseline: String
  public var status: String
  public var events: String
  public var source: String
  public var total: String
  public var share: String
  public var cumulative: String
  public var from: String
  public var to: String
  /// Ends of an interval.
  public var lower: String
  public var upper: String
  public var noData: String
  public var stepRate: String
  public var totalRate: String
  public var largestLoss: String
  /// After a step's name: its bar is not drawn at the scale of the others.
  public var cutShort: String
  public var met: String
  public var near: String
  public var missed: String
  public var lineChart: String
  public var barChart: String
  public var funnelChart: String
  public var bulletChart: String
  public var highest: String
  public var lowest: String
  public var last: String
  /// Joins the parts of a sentence, and ends it.
  public var comma: String
  public var stop: String
  public var colon: String
  public var openParenthesis: String
  public var closeParenthesis: String

  /// The wording for a language; every field can be replaced afterwards.
  public init(_ language: Language, currency: Currency = .yuan) {
    style = NumberStyle(
      chinese: language.isChinese, traditional: language == .traditionalChinese, currency: currency)
    func word(_ hans: String, _ hant: String, _ en: String) -> String {
      switch language {
      case .simplifiedChinese: hans
      case .traditionalChinese: hant
      case .english: en
      }
    }
    dataTable = word("数据表", "資料表", "Data table")
    date = word("日期", "日期", "Date")
    category = word("类别", "類別", "Category")
    step = word("步骤", "步驟", "Step")
    indicator = word("指标", "指標", "Measure")
    actual = word("实际", "實際", "Actual")
    target = word("目标", "目標", "Target")
    baseline = word("基线", "基線", "Baseline")
    status = word("状态", "狀態", "Status")
    events = word("事件", "事件", "Events")
    source = word("数据来源", "資料來源", "Source")
    total = word("合计", "合計", "Total")
    share = word("占比", "佔比", "Share")
    cumulative = word("累计占比", "累計佔比", "Cumulative share")
    from = word("从", "從", "From")
    to = word("到", "到", "To")
    lower = word("下限", "下限", "Lower")
    upper = word("上限", "上限", "Upper")
    noData = word("没有可画的数据", "沒有可畫的資料", "No figures to draw")
    stepRate = word("步骤转化率", "步驟轉化率", "Step rate")
    totalRate = word("总转化率", "總轉化率", "Overall rate")
    largestLoss = word("最大流失", "最大流失", "Largest loss")
    cutShort = word(
      "条形已截短，其余各步按同一比例", "長條已截短，其餘各步按同一比例", "bar cut short; the other steps share one scale")
    met = word("达标", "達標", "met")
    near = word("接近", "接近", "near")
    missed = word("未达", "未達", "missed")
    lineChart = word("折线图", "折線圖", "Line chart")
    barChart = word("条形图", "長條圖", "Bar chart")
    funnelChart = word("漏斗图", "漏斗圖", "Funnel chart")
    bulletChart = word("子弹图", "子彈圖", "Bullet chart")
    highest = word("最高", "最高", "highest")
    lowest = word("最低", "最低", "lowest")
    last = word("最后", "最後", "last")
    comma = word("，", "，", ", ")
    stop = word("。", "。", ".")
    colon = word("：", "：", ": ")
    openParenthesis = word("（", "（", " (")
    closeParenthesis = word("）", "）", ")")
  }

  /// A figure that people know by its digits: counts are written out below a million.
  func figure(_ value: Double?, _ unit: NumberUnit) -> String {
    if unit == .count, let value, abs(value) < 999_999.5 { return style.full(value, unit) }
    return style.compact(value, unit)
  }

  /// The shape and the word of a status: `● 达标`.
  public func status(_ status: ChartStatus) -> String {
    switch status {
    case .met: "● " + met
    case .near: "▲ " + near
    case .missed: "■ " + missed
    }
  }
}
