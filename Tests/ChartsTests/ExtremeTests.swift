import Charts
import HTML
import Testing
import Values

@Suite struct ExtremeTests {
  static let odd: [[Double?]] = [
    [], [nil], [nil, nil, nil], [0], [0, 0, 0], [5], [-5], [-1, -2, -3], [.nan, .infinity, -.infinity],
    [.greatestFiniteMagnitude, -.greatestFiniteMagnitude], [1e289, -1e289], [.leastNonzeroMagnitude, 0],
    [1e-12, 2e-12],
    [1e15, 1e15 + 1], [1e18, 3], [0.1, 0.1, 0.1], [-0.0], [1, nil, .nan, 1e300, -1e-300],
  ]

  @Test(
    "No figures, one, zeros, huge, tiny or broken ones: always a whole figure without a broken coordinate",
    arguments: odd)
  func drawn(_ values: [Double?]) {
    for unit in NumberUnit.allCases {
      let frame = ChartFrame(subject: "数值", unit: unit)
      let series = [ChartSeries(name: "甲", values: values), ChartSeries(name: "乙", values: values.reversed())]
      let names = values.indices.map { "类\($0)" }
      var charts: [Chart] = [
        .line(LineChart(frame: frame, days: Array(Samples.june.prefix(values.count)), series: series)),
        .line(
          LineChart(frame: frame, days: Array(Samples.june.prefix(values.count)), series: series, startsAtZero: false)),
        .line(LineChart(frame: frame, days: [], series: [])),
        .line(LineChart(frame: frame, days: Samples.june, series: series)),
        .bar(BarChart(frame: frame, categories: [], series: [])),
        .funnel(FunnelChart(frame: frame, steps: zip(names, values).map { .init(name: $0, value: $1) })),
        .bullet(
          BulletChart(
            frame: frame,
            rows: values.map {
              .init(name: "甲", unit: unit, value: $0, target: $0, baseline: $0, status: .met, ranges: [$0 ?? 0])
            })),
      ]
      for arrangement in [BarChart.Arrangement.grouped, .stacked, .shares] {
        for direction in [BarChart.Direction.upright, .lying] {
          charts.append(
            .bar(
              BarChart(
                frame: frame, categories: names, series: series, targets: values,
                references: [ReferenceLine(name: "目标", value: (values.first ?? 0) ?? 0, kind: .target)],
                arrangement: arrangement, direction: direction, sorted: true)))
        }
      }
      for chart in charts {
        let html = Samples.html(chart)
        #expect(Parsed(html).isWellFormed)
        #expect(!html.contains("nan") && !html.contains("inf\""))
      }
      var spark = HTMLWriter()
      Sparkline(name: "甲", unit: unit, values: values).render(into: &spark, id: "s", text: ChartText(.english))
      #expect(Parsed(spark.markup.string).isWellFormed)
    }
  }

  @Test("Missing figures are named as such, in the drawing and in the table")
  func missing() {
    let html = Samples.html(Samples.lineEmpty)
    #expect(html.contains("没有可画的数据"))
    #expect(html.contains("<th scope=\"row\">2026-06-01</th><td>—</td>"))
  }
}
