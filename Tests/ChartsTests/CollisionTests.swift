import Charts
import HTML
import Testing
import Values

/// Charts of many shapes from a fixed sequence of numbers.
@Suite struct CollisionTests {
  struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }

    mutating func value() -> Double? {
      if roll(9) == 0 { return nil }
      let size = [1.0, 10, 1000, 1e5, 1e8][roll(5)]
      return (Double(roll(2000)) - (roll(2) == 0 ? 900 : 0)) / 1000 * size
    }

    mutating func name() -> String {
      let words = ["直播", "小红书种草", "KOL", "Search brand", "线下", "短信", "抖音信息流广告", "VIP 客户", "华东"]
      return (0...roll(3)).map { _ in words[roll(words.count)] }.joined(separator: roll(2) == 0 ? "" : " ")
    }
  }

  @Test("No words collide in bar charts of any shape", arguments: 1...60)
  func bars(_ seed: Int) {
    var dice = Dice(state: UInt64(seed))
    let names = (0...dice.roll(14)).map { _ in dice.name() }
    let unit = NumberUnit.allCases[dice.roll(4)]
    let series = (0...dice.roll(4)).map { _ in
      ChartSeries(name: dice.name(), values: names.map { _ in dice.value() })
    }
    for arrangement in [BarChart.Arrangement.grouped, .stacked, .shares] {
      for direction in [BarChart.Direction.automatic, .upright, .lying] {
        let chart = BarChart(
          frame: ChartFrame(subject: "数值", unit: unit), categories: names, series: series,
          targets: dice.roll(2) == 0 ? [] : names.map { _ in dice.value() },
          references: dice.roll(2) == 0
            ? []
            : [
              ReferenceLine(name: dice.name(), value: dice.value() ?? 0, kind: .target),
              ReferenceLine(name: dice.name(), value: dice.value() ?? 0, kind: .baseline),
            ], arrangement: arrangement, direction: direction, sorted: dice.roll(2) == 0)
        let parsed = Parsed(Samples.html(.bar(chart), seed % 2 == 0 ? .simplifiedChinese : .english))
        #expect(parsed.collisions == [], "\(arrangement) \(direction)")
      }
    }
  }

  @Test("No words collide in lines, funnels and bullets of any shape", arguments: 1...60)
  func others(_ seed: Int) {
    var dice = Dice(state: UInt64(seed) &+ 1000)
    let unit = NumberUnit.allCases[dice.roll(7)]
    let frame = ChartFrame(subject: "数值", unit: unit)
    let days = (0..<(1 + dice.roll(70))).map { Samples.june[0].advanced(by: $0) }
    let charts: [Chart] = [
      .line(
        LineChart(
          frame: frame, days: days,
          series: (0...dice.roll(6)).map { _ in ChartSeries(name: dice.name(), values: days.map { _ in dice.value() })
          },
          references: (0..<dice.roll(3)).map { _ in
            ReferenceLine(name: dice.name(), value: dice.value() ?? 1, kind: .target)
          },
          bands: (0..<dice.roll(4)).map { _ in
            let start = days[dice.roll(days.count)]
            return .init(period: Period(start, start.advanced(by: dice.roll(20)))!, name: dice.name())
          }, events: (0..<dice.roll(9)).map { _ in .init(day: days[dice.roll(days.count)], name: dice.name()) },
          startsAtZero: dice.roll(2) == 0)),
      .funnel(
        FunnelChart(frame: frame, steps: (0...dice.roll(6)).map { _ in .init(name: dice.name(), value: dice.value()) })),
      .bullet(
        BulletChart(
          frame: frame,
          rows: (0...dice.roll(5)).map { _ in
            .init(
              name: dice.name() + dice.name() + dice.name(), unit: unit, value: dice.value(), target: dice.value(),
              baseline: dice.value(), status: ChartStatus.allCases[dice.roll(3)])
          })),
    ]
    for chart in charts {
      #expect(Parsed(Samples.html(chart, seed % 2 == 0 ? .simplifiedChinese : .english)).collisions == [])
    }
  }

  @Test(
    "Width counts Han as one em and Latin by the letter",
    arguments: [
      ("", 0.0), ("直播", 2), ("12", 1.16), ("4.5%", 2.38), ("，", 1), ("é", 0.6), ("😀", 1),
    ])
  func width(_ text: String, _ ems: Double) {
    #expect(abs(textWidth(text) - ems) < 1e-9)
  }
}
