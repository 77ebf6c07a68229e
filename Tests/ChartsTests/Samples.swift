import Charts
import Diagnostics
import HTML
import Values

/// Charts of every kind and many shapes, for the golden files and for the tests that hold for all of them.
enum Samples {
  static let june = (0..<20).map { Day("2026-06-01")!.advanced(by: $0) }

  /// Numbers that look like days of sales, the same on every machine.
  static func wave(_ count: Int, _ level: Double, _ seed: Int) -> [Double?] {
    var state = UInt64(truncatingIfNeeded: seed &* 2_654_435_761 &+ 97)
    return (0..<count).map { index in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Double(state >> 40) / Double(1 << 24)
      let peak = max(0, 1 - abs(Double(index) - 17) / 3) * 1.4
      return (level * (0.7 + 0.5 * noise + peak)).rounded()
    }
  }

  static let channels = ["直播", "天猫旗舰店", "京东", "小红书", "抖音信息流", "线下门店"]

  static var all: [(name: String, chart: Chart)] {
    [
      ("line-channels", lineChannels), ("line-gaps", lineGaps), ("line-legend", lineLegend),
      ("line-year", lineYear), ("line-close", lineClose), ("line-one-point", lineOnePoint),
      ("line-empty", lineEmpty), ("bar-upright", barUpright), ("bar-grouped", barGrouped),
      ("bar-stacked", barStacked), ("bar-shares", barShares), ("bar-lying", barLying),
      ("bar-negative", barNegative), ("bar-lying-negative", barLyingNegative), ("bar-targets", barTargets),
      ("funnel", funnel), ("bullet", bullet),
    ] + DiagramSamples.all + GanttSamples.all + PlotSamples.all
  }

  static var lineChannels: Chart {
    var lines = (0..<4).map {
      ChartSeries(name: channels[$0], values: wave(20, [420_000, 210_000, 150_000, 60_000][$0], $0))
    }
    lines[2].values[6] = nil
    return .line(
      LineChart(
        frame: ChartFrame(
          finding: "直播在6月18日带来全期最高的单日成交额", subject: "各渠道每日成交额", unit: .money,
          source: "店铺后台日报，2026年6月21日导出"),
        days: june, series: lines, references: [ReferenceLine(name: "日目标", value: 500_000, kind: .target)],
        bands: [
          .init(period: Period(Day("2026-06-01")!, Day("2026-06-15")!)!, name: "预售"),
          .init(period: Period(Day("2026-06-16")!, Day("2026-06-20")!)!, name: "爆发期"),
        ],
        events: [
          .init(day: Day("2026-06-08")!, name: "达人首播"), .init(day: Day("2026-06-16")!, name: "满减加码"),
          .init(day: Day("2026-06-17")!, name: "支付页面故障 40 分钟"),
          .init(day: Day("2026-06-17")!, name: "短信二次触达"),
        ]))
  }

  static var lineGaps: Chart {
    var values = wave(20, 0.04, 5).map { $0.map { _ in 0.0 } }
    for index in 0..<20 { values[index] = 0.038 + 0.0007 * Double((index * 7) % 11) }
    for index in [3, 4, 8, 10, 11, 12] { values[index] = nil }
    return .line(
      LineChart(
        frame: ChartFrame(subject: "落地页转化率", unit: .ratio), days: june,
        series: [ChartSeries(name: "转化率", values: values)],
        references: [
          ReferenceLine(name: "目标 4.5%", value: 0.045, kind: .target),
          ReferenceLine(name: "基线 4.4%", value: 0.044, kind: .baseline),
        ], startsAtZero: false))
  }

  static var lineLegend: Chart {
    .line(
      LineChart(
        frame: ChartFrame(finding: "六个渠道走势一致", subject: "每日点击", unit: .count, unitName: "次"), days: june,
        series: channels.indices.map {
          ChartSeries(name: channels[$0], values: wave(20, Double(9000 - 1300 * $0), $0 + 9))
        }))
  }

  static var lineYear: Chart {
    let days = (0..<400).map { Day("2025-05-20")!.advanced(by: $0) }
    return .line(
      LineChart(
        frame: ChartFrame(finding: "新客成本一年里没有上升", subject: "每日新客成本", unit: .money), days: days,
        series: [ChartSeries(name: "新客成本", values: wave(400, 86, 3))]))
  }

  static var lineClose: Chart {
    .line(
      LineChart(
        frame: ChartFrame(subject: "各地区每日订单", unit: .count, unitName: "单"), days: Array(june.prefix(7)),
        series: ["华东", "华南", "华北", "西南地区重点城市群合计"].enumerated().map { index, name in
          ChartSeries(name: name, values: (0..<7).map { Double(1000 + 40 * $0 + index * 3) })
        }))
  }

  static var lineOnePoint: Chart {
    .line(
      LineChart(
        frame: ChartFrame(subject: "首日曝光", unit: .count, unitName: "次"), days: [june[0]],
        series: [ChartSeries(name: "曝光", values: [128_000])]))
  }

  static var lineEmpty: Chart {
    .line(
      LineChart(
        frame: ChartFrame(subject: "每日曝光", unit: .count), days: june,
        series: [ChartSeries(name: "曝光", values: Array(repeating: nil, count: 20))]))
  }

  static var barUpright: Chart {
    .bar(
      BarChart(
        frame: ChartFrame(finding: "华东贡献四成成交额", subject: "各地区成交额", unit: .money),
        categories: ["华东", "华南", "华北", "西南", "海外"],
        series: [ChartSeries(name: "成交额", values: [4_120_000, 2_860_000, 1_930_000, 940_000, nil])],
        references: [ReferenceLine(name: "平均 246万", value: 2_462_500, kind: .baseline)]))
  }

  static var barGrouped: Chart {
    .bar(
      BarChart(
        frame: ChartFrame(finding: "老客在每个地区都多于新客", subject: "各地区成交额", unit: .money),
        categories: ["华东", "华南", "华北", "西南"],
        series: [
          ChartSeries(name: "新客", values: [1_120_000, 860_000, 530_000, 240_000]),
          ChartSeries(name: "老客", values: [2_020_000, 1_400_000, 830_000, 420_000]),
          ChartSeries(name: "沉睡客户", values: [320_000, 230_000, 180_000, 60_000]),
        ]))
  }

  static var barStacked: Chart {
    .bar(
      BarChart(
        frame: ChartFrame(subject: "各周花费构成", unit: .money), categories: ["第一周", "第二周", "第三周"],
        series: channels.enumerated().map { index, name in
          ChartSeries(name: name, values: [0, 1, 2].map { Double(80_000 - 11_000 * index + 30_000 * $0) })
        }, arrangement: .stacked))
  }

  static var barShares: Chart {
    .bar(
      BarChart(
        frame: ChartFrame(finding: "直播占新增成交额的六成", subject: "成交额的渠道构成", unit: .money),
        categories: ["基线期", "活动期"],
        series: channels.prefix(4).enumerated().map { index, name in
          ChartSeries(
            name: name, values: [[310, 420, 180, 90][index] * 10_000, [1_930, 720, 360, 190][index] * 10_000])
        }, arrangement: .shares, direction: .lying))
  }

  static var barLying: Chart {
    let names = [
      "直播间达人专场", "小红书种草笔记与评论区引导", "天猫", "京东", "抖音信息流广告", "短信", "朋友圈广告", "线下门店导购企业微信",
      "搜索", "邮件", "KOC",
    ]
    return .bar(
      BarChart(
        frame: ChartFrame(finding: "短信的投入产出比最高", subject: "各渠道投入产出比", unit: .multiple), categories: names,
        series: [
          ChartSeries(name: "ROI", values: [3.42, 1.18, 4.05, 3.88, 2.11, 9.6, 1.4, 5.2, 4.7, nil, 0.35])
        ], references: [ReferenceLine(name: "目标 3.00倍", value: 3, kind: .target)], sorted: true))
  }

  static var barNegative: Chart {
    .bar(
      BarChart(
        frame: ChartFrame(finding: "两个渠道的利润为负", subject: "各渠道活动利润", unit: .money),
        categories: Array(channels),
        series: [
          ChartSeries(name: "利润", values: [820_000, 340_000, 120_000, -95_000, -210_000, 0])
        ]))
  }

  static var barLyingNegative: Chart {
    .bar(
      BarChart(
        frame: ChartFrame(subject: "各渠道成交额较基线的变化", unit: .ratio), categories: Array(channels),
        series: [ChartSeries(name: "变化", values: [1.234, 0.31, 0.082, -0.147, -0.36, nil])], direction: .lying,
        sorted: true))
  }

  static var barTargets: Chart {
    .bar(
      BarChart(
        frame: ChartFrame(finding: "只有线下门店没有达标", subject: "各渠道成交额与目标", unit: .money),
        categories: Array(channels),
        series: [ChartSeries(name: "实际", values: [3_890_000, 2_210_000, 1_560_000, 720_000, 980_000, 410_000])],
        targets: [3_500_000, 2_200_000, 1_500_000, 700_000, 900_000, 600_000], direction: .lying))
  }

  static var funnel: Chart {
    .funnel(
      FunnelChart(
        frame: ChartFrame(finding: "加购之后流失最多的是支付", subject: "从访客到支付的人数", unit: .count, unitName: "人"),
        steps: [
          .init(name: "访客", value: 268_400), .init(name: "浏览商品", value: 183_200), .init(name: "加购", value: 74_300),
          .init(name: "提交订单", value: 40_100), .init(name: "支付", value: 12_345),
        ]))
  }

  static var bullet: Chart {
    .bullet(
      BulletChart(
        frame: ChartFrame(finding: "五项目标中三项达标", subject: "核心指标与目标", unit: .count),
        rows: [
          .init(name: "成交额", unit: .money, value: 10_500_000, target: 10_000_000, baseline: 6_200_000, status: .met),
          .init(name: "投入产出比", unit: .multiple, value: 3.42, target: 3, baseline: 2.8, status: .met),
          .init(name: "新客数", unit: .count, value: 18_230, target: 20_000, baseline: 9_800, status: .near),
          .init(
            name: "转化率", unit: .ratio, value: 0.031, target: 0.045, baseline: 0.034, status: .missed,
            ranges: [0.02, 0.04, 0.06]),
          .init(name: "活动利润（扣除达人佣金与平台服务费之后的口径）", unit: .money, value: -120_000, target: 300_000),
          .init(name: "平均响应时间", unit: .seconds, value: nil, target: 90),
        ]))
  }

  static func html(_ chart: Chart, id: String = "c1", _ language: Language = .simplifiedChinese) -> String {
    var writer = HTMLWriter()
    chart.render(into: &writer, id: id, text: ChartText(language))
    return writer.markup.string
  }
}
