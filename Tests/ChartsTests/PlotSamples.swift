import Charts
import Values

/// Plots as reviews have them, and as no one wishes them, for the golden files and for the tests that hold for all.
enum PlotSamples {
  static var all: [(name: String, chart: Chart)] {
    [
      ("waterfall", waterfall), ("waterfall-fall", fallingWaterfall), ("waterfall-rates", rates),
      ("waterfall-gap", gapWaterfall), ("scatter", scatter), ("scatter-plain", plainScatter),
      ("scatter-crowd", crowd), ("scatter-one", oneDot), ("heat-cohorts", cohorts), ("heat-return", heatReturn),
      ("heat-many", manyColumns), ("heat-one", oneCell), ("pareto", pareto), ("pareto-long", longPareto),
      ("pareto-one", onePareto), ("sankey", sankey), ("sankey-deep", deepSankey), ("sankey-two", twoStages),
      ("calendar", calendar), ("calendar-month", oneMonth), ("calendar-year", year), ("intervals", intervals),
      ("intervals-plain", plainIntervals), ("intervals-odd", oddIntervals),
    ]
  }

  static func frame(
    _ subject: String, finding: String? = nil, _ unit: NumberUnit = .money, unitName: String? = nil
  ) -> ChartFrame { ChartFrame(finding: finding, subject: subject, unit: unit, unitName: unitName) }

  // MARK: Waterfalls

  static var waterfall: Chart {
    .waterfall(
      WaterfallChart(
        frame: frame("成交额从基线到活动期的变化", finding: "增量九成来自流量，客单价拖了后腿"),
        steps: [
          .init("基线", 6_204_000, isTotal: true), .init("流量", 4_518_200), .init("转化率", 1_102_400),
          .init("客单价", -812_300), .init("退款", -240_100), .init("活动期", 10_772_200, isTotal: true),
        ]))
  }

  /// Crosses zero, with a subtotal.
  static var fallingWaterfall: Chart {
    .waterfall(
      WaterfallChart(
        frame: frame("活动利润的构成", finding: "达人佣金吃掉了全部毛利"),
        steps: [
          .init("毛利", 820_000, isTotal: true), .init("媒介花费", -410_000), .init("达人佣金与坑位费", -520_000),
          .init("贡献利润", -110_000, isTotal: true), .init("平台返点", 36_500), .init("物料与物流", -48_200),
          .init("活动利润", -121_700, isTotal: true),
        ]))
  }

  /// Differences of rates are long labels.
  static var rates: Chart {
    .waterfall(
      WaterfallChart(
        frame: frame("转化率变化的来源", .ratio),
        steps: [
          .init("上期", 0.0342, isTotal: true), .init("各渠道自身转化率", 0.0061), .init("渠道结构（低转化渠道占比上升）", -0.0093),
          .init("本期", 0.031, isTotal: true),
        ]))
  }

  static var gapWaterfall: Chart {
    .waterfall(
      WaterfallChart(
        frame: frame("订单变化", .count),
        steps: [
          .init("上期", 12_000, isTotal: true), .init("新客", 2_300), .init("老客", nil), .init("沉睡客户", 0),
          .init("本期", 15_100, isTotal: true),
        ]))
  }

  // MARK: Scatters

  static let channels: [(String, Double, Double, Double)] = [
    ("直播", 612_000, 3_890_000, 21_400), ("小红书", 286_000, 742_000, 6_120), ("抖音信息流", 540_000, 1_120_000, 9_800),
    ("天猫站内", 318_000, 1_960_000, 13_050), ("京东快车", 295_000, 1_480_000, 8_300), ("短信", 18_000, 246_000, 2_010),
    ("朋友圈广告", 204_000, 318_000, 2_400), ("线下门店导购", 96_000, 512_000, 3_120),
  ]

  static var scatter: Chart {
    .scatter(
      ScatterChart(
        frame: frame("各渠道花费与成交额", finding: "直播花得最多，也赚得最多；信息流在平均线以下"),
        x: .init(name: "花费", unit: .money), y: .init(name: "归因成交额", unit: .money),
        points: channels.enumerated().map { index, row in
          .init(name: row.0, x: row.1, y: row.2, size: row.3, slot: index % 6)
        },
        curves: [
          .init(name: "ROI 4.34", points: [(0, 0), (2_000_000, 8_680_000)], isReference: true),
          .init(name: "ROI 1", points: [(0, 0), (2_000_000, 2_000_000)], isReference: true),
        ], sizeName: "新客数"))
  }

  static var plainScatter: Chart {
    .scatter(
      ScatterChart(
        frame: frame("日花费与日成交额"), x: .init(name: "日花费", unit: .money), y: .init(name: "日成交额", unit: .money),
        points: (0..<18).map { step in
          let x = Double(step + 1) * 4_000
          return .init(name: step == 17 ? "6月18日" : "", x: x, y: 92_000 * (x / (x + 26_000)) + Double(step % 5) * 2_100)
        },
        curves: [
          .init(
            name: "拟合曲线", points: (0...40).map { step in
              let x = Double(step) * 2_000
              return (x, 92_000 * (x / (x + 26_000)))
            })
        ]))
  }

  /// Forty dots that lie close, some missing.
  static var crowd: Chart {
    let points = (0..<40).map { (index: Int) -> ScatterChart.Point in
      let click: Double = 0.01 + Double(index * 13 % 17) * 0.0007
      let rate: Double = 0.02 + Double(index * 7 % 11) * 0.0011
      return ScatterChart.Point(
        name: "投放计划第\(index + 1)组", x: index == 7 ? nil : click, y: index == 9 ? Double.nan : rate)
    }
    return .scatter(
      ScatterChart(
        frame: frame("各计划的点击率与转化率", .ratio), x: .init(name: "点击率", unit: .ratio),
        y: .init(name: "转化率", unit: .ratio), points: points))
  }

  static var oneDot: Chart {
    .scatter(
      ScatterChart(
        frame: frame("花费与利润"), x: .init(name: "花费", unit: .money), y: .init(name: "利润", unit: .money),
        points: [.init(name: "一个名称长到一行放不下的渠道与人群组合", x: 120_000, y: -35_000, size: 0)], sizeName: "订单"))
  }

  // MARK: Heat tables

  static var cohorts: Chart {
    let months = (1...9).map { "2026-0\($0)" }
    let values = (0..<9).map { (row: Int) -> [Double?] in
      (0..<9).map { (column: Int) -> Double? in
        guard column < 9 - row else { return nil }
        let level: Double = row == 5 ? 0.23 : 0.29
        return level / Double(column + 1) + 0.004 * Double(row % 4)
      }
    }
    return .heat(
      HeatTable(
        frame: frame("首购月各月的复购率", finding: "大促月进来的新客，次月留存低三成", .ratio), rowHead: "首购月", rows: months,
        columns: (1...9).map { "第\($0)月" }, values: values, rowNoteHead: "人数",
        rowNotes: (0..<9).map { String(1_830 + $0 * 211) }))
  }

  static var heatReturn: Chart {
    .heat(
      HeatTable(
        frame: frame("各渠道对各客群的投入产出比", finding: "朋友圈广告对新客是亏的", .multiple), rowHead: "渠道",
        rows: ["直播", "天猫站内", "京东快车", "小红书种草与搜索", "抖音信息流", "朋友圈广告"],
        columns: ["新客", "活跃老客", "沉睡客户", "高价值会员"],
        values: [
          [2.31, 6.02, 3.3, 7.4], [1.62, 4.8, 2.2, 5.05], [1.4, 3.9, nil, 4.4], [0.92, 1.9, 1.1, 2.6],
          [0.81, 1.7, 0.66, 1.0], [0.42, 1.2, 0.31, 1.45],
        ], shading: .diverging(around: 1)))
  }

  static var manyColumns: Chart {
    let values = (0..<5).map { (row: Int) -> [Double?] in
      (0..<16).map { (week: Int) -> Double? in
        week == 7 && row > 2 ? nil : Double((row * 31 + week * 17) % 29 * 21_300 + 9_000)
      }
    }
    return .heat(
      HeatTable(
        frame: frame("各省各周成交额"), rowHead: "省份", rows: ["浙江", "广东", "江苏", "内蒙古自治区", "新疆维吾尔自治区"],
        columns: (1...16).map { "第\($0)周" }, values: values))
  }

  static var oneCell: Chart {
    .heat(
      HeatTable(frame: frame("复购率", .ratio), rowHead: "月", rows: ["6月"], columns: ["第1月"], values: [[0.213]]))
  }

  // MARK: Paretos

  static var pareto: Chart {
    .pareto(
      ParetoChart(
        frame: frame("未达成原因的影响金额", finding: "三个原因占了缺口的八成"),
        items: [
          .init("主播排期", 182_000), .init("缺货", 412_000), .init("素材疲劳", 301_000), .init("支付故障", 96_000),
          .init("物流超时", 54_000), .init("口径变化", nil), .init("其他", 31_000),
        ]))
  }

  static var longPareto: Chart {
    .pareto(
      ParetoChart(
        frame: frame("各商品成交额"),
        items: (0..<40).map { index in
          .init("空气炸锅第\(index + 1)代可视旗舰款", 2_400_000 / Double(index + 1) / Double(1 + index / 6))
        }))
  }

  static var onePareto: Chart {
    .pareto(ParetoChart(frame: frame("原因", .count), items: [.init("缺货", 12), .init("未知", 0)]))
  }

  // MARK: Sankeys

  static var sankey: Chart {
    let first = ["小红书", "抖音信息流", "天猫搜索", "朋友圈广告"]
    let second = ["直播", "天猫搜索", "品牌词搜索", "会员短信"]
    let nodes: [SankeyChart.Node] =
      first.enumerated().map { .init($1, stage: 0, slot: $0) } + second.enumerated().map { .init($1, stage: 1, slot: $0 + 2) }
      + [.init("成交", stage: 2, slot: 0), .init("未成交", stage: 2, slot: 5)]
    let values = [
      (0, 4, 820.0), (0, 5, 410), (0, 6, 260), (1, 4, 640), (1, 6, 300), (1, 7, 35), (2, 5, 520), (2, 4, 120), (3, 7, 90),
      (3, 4, 60), (4, 8, 900), (4, 9, 740), (5, 8, 610), (5, 9, 320), (6, 8, 210), (6, 9, 350), (7, 8, 28), (7, 9, 97),
    ]
    return .sankey(
      SankeyChart(
        frame: frame("顾客从首次触点到成交的路径", finding: "种草进来的人多半在直播间下单", .count, unitName: "人"),
        stages: ["首次触点", "末次触点", "结果"], nodes: nodes,
        links: values.map { .init(from: $0.0, to: $0.1, value: $0.2) }))
  }

  /// Five stages, a link that skips one, and links that cannot be drawn.
  static var deepSankey: Chart {
    let nodes = (0..<5).flatMap { stage in (0..<3).map { SankeyChart.Node("第\(stage + 1)步渠道\($0 + 1)", stage: stage) } }
    var links: [SankeyChart.Link] = []
    for stage in 0..<4 {
      for from in 0..<3 {
        for to in 0..<3 {
          links.append(.init(from: stage * 3 + from, to: stage * 3 + 3 + to, value: Double((stage + from * 5 + to * 3) % 7)))
        }
      }
    }
    links += [
      .init(from: 0, to: 14, value: 9), .init(from: 3, to: 1, value: 4), .init(from: 2, to: 99, value: 5),
      .init(from: 1, to: 4, value: -3), .init(from: 1, to: 4, value: .nan),
    ]
    return .sankey(SankeyChart(frame: frame("五步路径", .count), nodes: nodes, links: links))
  }

  static var twoStages: Chart {
    .sankey(
      SankeyChart(
        frame: frame("预算的去向"),
        nodes: (0..<2).map { .init("费用科目\($0)", stage: 0) }
          + (0..<9).map { .init("线下门店与经销商渠道\($0)", stage: 4) },
        links: (0..<9).map { .init(from: $0 % 2, to: $0 + 2, value: 1_000 * Double(($0 * $0 * $0) % 13 + 1)) }))
  }

  // MARK: Calendars

  static var calendar: Chart {
    let days = (0..<47).map { Day("2026-05-20")!.advanced(by: $0) }
    var values = Samples.wave(47, 210_000, 4)
    values[12] = nil
    return .calendar(
      CalendarHeat(
        frame: frame("每日成交额", finding: "成交集中在6月18日前后三天"), days: days, values: values,
        events: [
          .init(day: Day("2026-06-17")!, name: "支付页面故障 40 分钟"), .init(day: Day("2026-06-01")!, name: "预售开始"),
          .init(day: Day("2026-06-17")!, name: "短信二次触达"), .init(day: Day("2020-01-01")!, name: "在图外"),
        ]))
  }

  static var oneMonth: Chart {
    .calendar(
      CalendarHeat(
        frame: frame("每日曝光", .count), days: Array(Samples.june.prefix(9)), values: Samples.wave(9, 1_820_000, 8)))
  }

  static var year: Chart {
    let days = (0..<365).map { Day("2025-06-01")!.advanced(by: $0) }
    return .calendar(
      CalendarHeat(
        frame: frame("每日订单", .count), days: days, values: Samples.wave(365, 1_300, 3),
        events: (0..<12).map { .init(day: days[$0 * 29 + 10], name: "活动\($0 + 1)") }))
  }

  // MARK: Intervals

  static var intervals: Chart {
    .intervals(
      IntervalChart(
        frame: frame("各方案转化率较对照组的变化", finding: "只有短标题确实更好", .ratio),
        rows: [
          .init(name: "短标题", estimate: 0.042, low: 0.021, high: 0.063, status: .met),
          .init(name: "价格前置", estimate: 0.011, low: -0.008, high: 0.03, status: .near),
          .init(name: "达人口播视频", estimate: -0.034, low: -0.052, high: -0.016, status: .missed),
          .init(name: "倒计时条与满减提示同时出现的版本", estimate: 0.004, low: nil, high: nil),
        ], reference: ReferenceLine(name: "没有差异", value: 0, kind: .baseline)))
  }

  static var plainIntervals: Chart {
    .intervals(
      IntervalChart(
        frame: frame("净推荐值", .decimal, unitName: "分"),
        rows: [
          .init(name: "活动前", estimate: 31.2, low: 24.6, high: 37.8), .init(name: "活动后", estimate: 38.9, low: 32, high: 45.7),
        ]))
  }

  static var oddIntervals: Chart {
    .intervals(
      IntervalChart(
        frame: frame("增量成交额"),
        rows: [
          .init(name: "", estimate: nil, low: 1, high: 5), .init(name: "上下颠倒", estimate: 3_000_000, low: 9_000_000, high: -1e6),
          .init(name: "无", estimate: nil), .init(name: "Search brand exact match campaign", estimate: 1_250_000),
        ], reference: ReferenceLine(name: "目标增量 120万", value: 1_200_000, kind: .target)))
  }
}
