import Charts
import Values

/// Plans: a campaign's tasks, promotions by channel, a year, a week, a plan too large to draw, and nothing.
enum GanttSamples {
  typealias Bar = GanttChart.Bar
  typealias Row = GanttChart.Row

  static var all: [(name: String, chart: Chart)] {
    [
      ("gantt", .gantt(tasks)), ("gantt-lanes", .gantt(lanes)), ("gantt-year", .gantt(year)), ("gantt-days", .gantt(days)),
      ("gantt-folded", .gantt(large(5000).folded()[0])), ("gantt-late", .gantt(stale)),
      ("gantt-empty", .gantt(GanttChart(frame: frame("没有任务的计划"), rows: [Row(name: "待定", bars: [])]))),
    ]
  }

  static func day(_ iso: String) -> Day { Day("2026-" + iso) ?? Day(number: 0) }

  static func frame(_ subject: String, finding: String? = nil) -> ChartFrame {
    ChartFrame(finding: finding, subject: subject, unit: .count)
  }

  static func task(
    _ name: String, _ owner: String?, _ start: String, _ end: String, parent: Int? = nil, after: [Int] = [],
    actual: (String, String?)? = nil, forecast: String? = nil, milestone: Bool = false, critical: Bool = false,
    _ state: GanttChart.State? = .waiting
  ) -> Row {
    Row(
      name: name, owner: owner, parent: parent,
      bars: [
        Bar(
          start: day(start), end: day(end), actualStart: actual.map { day($0.0) }, actualEnd: actual?.1.map(day),
          forecast: forecast.map(day), isMilestone: milestone, isCritical: critical, state: state)
      ], depends: after)
  }

  static var tasks: GanttChart {
    GanttChart(
      frame: frame("618 大促的任务排期", finding: "主视觉晚了三天，落地页与投放随之推后"),
      rows: [
        task("策划", "营销策略", "05-04", "05-15", actual: ("05-04", "05-15"), .done),
        task(
          "目标与预算获批", "营销负责人", "05-06", "05-06", parent: 0, actual: ("05-06", "05-06"), milestone: true, .done),
        task(
          "活动方案", "营销策略", "05-07", "05-15", parent: 0, after: [1], actual: ("05-07", "05-15"), critical: true, .done),
        task("素材", "内容创意", "05-18", "06-05", actual: ("05-18", nil), .running),
        task(
          "主视觉定稿", "内容创意", "05-18", "05-22", parent: 3, after: [2], actual: ("05-18", "05-27"), critical: true,
          .done),
        task(
          "详情页与落地页制作，含三端适配", "内容创意", "05-25", "05-29", parent: 3, after: [4], actual: ("05-28", nil),
          forecast: "06-03", critical: true, .late),
        task("达人脚本", "内容创意", "05-25", "06-05", parent: 3, after: [2], actual: ("05-25", nil), .running),
        task("投放", "数字营销", "06-01", "06-20"),
        task(
          "账户搭建与审核", "数字营销", "06-01", "06-03", parent: 7, after: [5], forecast: "06-08", critical: true, .slipping),
        task(
          "开门红投放", "数字营销", "06-04", "06-12", parent: 7, after: [8], forecast: "06-17", critical: true, .risk),
        task("大促上线", "项目负责人", "06-13", "06-13", after: [9, 6], milestone: true, critical: true),
        task("返场与收尾", nil, "06-15", "06-20", after: [10], critical: true),
      ], today: day("06-01"), off: [day("05-04"), day("05-05"), day("06-19")], worked: [day("05-09")])
  }

  static var lanes: GanttChart {
    func bar(_ label: String, _ start: String, _ end: String, actual: (String, String)? = nil) -> Bar {
      Bar(
        label: label, start: day(start), end: day(end), actualStart: actual.map { day($0.0) },
        actualEnd: actual.map { day($0.1) })
    }
    return GanttChart(
      frame: frame("618 各渠道促销排期"),
      rows: [
        Row(
          name: "天猫旗舰店",
          bars: [
            bar("预售立减 30", "05-26", "05-31", actual: ("05-26", "05-31")), bar("满 300 减 50", "06-01", "06-12"),
            bar("爆款直降", "06-10", "06-18"), bar("返场券", "06-19", "06-20"),
          ]),
        Row(name: "京东", bars: [bar("PLUS 会员价", "05-28", "06-18"), bar("满 300 减 50", "06-01", "06-18")]),
        Row(name: "抖音直播间", bars: [bar("达人专场", "06-06", "06-06"), bar("品牌自播加赠", "06-14", "06-18")]),
        Row(name: "线下门店", bars: [bar("以旧换新", "06-01", "06-20")]),
        Row(name: "直播", bars: [Bar(label: "开播", start: day("06-16"), end: day("06-16"), isMilestone: true)]),
      ], today: day("06-08"), off: [day("06-19")])
  }

  static var year: GanttChart {
    let names = ["年货节", "春季上新", "38 节", "会员日", "618 大促", "暑期内容季", "99 聚划算", "双 11", "年终答谢"]
    let starts = ["01-05", "03-02", "03-05", "04-20", "05-18", "07-06", "08-31", "10-12", "12-14"]
    let ends = ["01-28", "04-12", "03-09", "04-24", "06-20", "08-23", "09-12", "11-14", "12-31"]
    return GanttChart(
      frame: frame("2026 年营销日历"),
      rows: names.indices.map { task(names[$0], nil, starts[$0], ends[$0], nil) }, today: day("06-01"))
  }

  static var days: GanttChart {
    GanttChart(
      frame: frame("发布会当周"),
      rows: [
        task(
          "搭建", "活动执行", "06-15", "06-16", critical: true), task("彩排", "活动执行", "06-17", "06-17", after: [0]),
        task(
          "发布会", "项目负责人", "06-18", "06-18", after: [1], milestone: true), task("撤场", "后勤", "06-19", "06-20", after: [2]),
      ])
  }

  /// Planned long ago, and never finished.
  static var stale: GanttChart {
    GanttChart(
      frame: frame("没有收尾的计划"),
      rows: [
        task("调研", "数据分析", "02-02", "02-06", actual: ("02-02", nil), forecast: "12-01", .late),
        task("报告", "数据分析", "02-09", "02-13", after: [0], forecast: "12-08", .slipping),
      ], today: day("12-01"))
  }

  /// As many tasks in groups of 25, each task behind the one before it, each group behind the one before it.
  static func large(_ count: Int) -> GanttChart {
    let first = day("01-05")
    let rows = (0..<count).map { place in
      let isTop = place % 25 == 0
      let group = place / 25
      let start = first.advanced(by: group * 3 + (isTop ? 0 : place % 25))
      return Row(
        name: isTop ? "工作包 \(group + 1)" : "任务 \(place)", owner: "项目负责人", parent: isTop ? nil : group * 25,
        bars: [
          Bar(
            start: start, end: start.advanced(by: isTop ? 27 : 2), isCritical: place % 100 == 7,
            state: place % 500 == 3 ? .late : group < 3 ? .done : .waiting)
        ], depends: isTop ? (place == 0 ? [] : [place - 1]) : place % 25 == 1 ? [] : [place - 1])
    }
    return GanttChart(frame: frame("5,000 项任务的计划"), rows: rows, today: day("03-02"))
  }
}
