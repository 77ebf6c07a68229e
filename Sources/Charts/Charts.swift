import HTML
import Values

/// One chart as a value, ready to be drawn.
public enum Chart: Sendable, Hashable {
  case line(LineChart)
  /// Trees, flows and the like: `Chart.tree(…)`, `.flow(…)`.
  case diagram(Diagram)
  case bar(BarChart)
  case funnel(FunnelChart)
  case bullet(BulletChart)
  case gantt(GanttChart)
  /// Waterfalls, scatters, heat tables and the like: `Chart.waterfall(…)`.
  case plot(Plot)
}

/// What every chart says about itself.
public struct ChartFrame: Sendable, Hashable {
  /// The finding as a sentence, the chart's headline: `直播带来六成新增销售额`. Without one the subject is the headline.
  public var finding: String?
  /// What is shown, without its unit: `各渠道每日成交额`.
  public var subject: String
  public var unit: NumberUnit
  /// The unit's name where the unit itself does not tell it, such as `次` or `分`; money and ratios name their own.
  public var unitName: String?
  /// Where the figures come from, shown under the chart.
  public var source: String?
  /// For readers who do not see the chart; made from the figures when absent.
  public var description: String?

  public init(
    finding: String? = nil, subject: String, unit: NumberUnit, unitName: String? = nil, source: String? = nil,
    description: String? = nil
  ) {
    self.finding = finding
    self.subject = subject
    self.unit = unit
    self.unitName = unitName
    self.source = source
    self.description = description
  }
}

/// One row of values with a name. A value that is `nil`, not a number or infinite is missing: a gap, never a zero.
public struct ChartSeries: Sendable, Hashable {
  public var name: String
  public var values: [Double?]
  /// 0...5: the colour, marker and dash that the same thing keeps in every chart of a page; by position when absent.
  /// Beyond 5 colours repeat with another dash and marker.
  public var slot: Int?

  public init(name: String, values: [Double?], slot: Int? = nil) {
    self.name = name
    self.values = values
    self.slot = slot
  }
}

/// A level to compare with, drawn as a thin dashed line with its name.
public struct ReferenceLine: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case target, baseline }
  public var name: String
  public var value: Double
  public var kind: Kind

  public init(name: String, value: Double, kind: Kind) {
    self.name = name
    self.value = value
    self.kind = kind
  }
}

/// Values over days, or over years, numbers or named steps with labels of their own.
public struct LineChart: Sendable, Hashable {
  /// Something that happened on a day: a numbered mark, explained under the chart.
  public struct Event: Sendable, Hashable {
    public var day: Day
    public var name: String

    public init(day: Day, name: String) {
      self.day = day
      self.name = name
    }
  }

  /// A shaded stretch of days with a name, such as a campaign or its baseline.
  public struct Band: Sendable, Hashable {
    public var period: Period
    public var name: String

    public init(period: Period, name: String) {
      self.period = period
      self.name = name
    }
  }

  public var frame: ChartFrame
  /// Ascending. Every series has one value for each; days that are absent are gaps.
  public var days: [Day]
  public var series: [ChartSeries]
  public var references: [ReferenceLine]
  public var bands: [Band]
  public var events: [Event]
  /// Whether the value axis starts at zero even if all values are far above it.
  public var startsAtZero: Bool
  /// What stands under the axis and in the table instead of each day; empty where days are days.
  public var labels: [String] = []
  /// The head of the labels' column in the table, such as `年份`.
  public var labelsName: String?

  public init(
    frame: ChartFrame, days: [Day], series: [ChartSeries], references: [ReferenceLine] = [], bands: [Band] = [],
    events: [Event] = [], startsAtZero: Bool = true
  ) {
    self.frame = frame
    self.days = days
    self.series = series
    self.references = references
    self.bands = bands
    self.events = events
    self.startsAtZero = startsAtZero
  }

  /// Values over whole numbers such as years, or over steps named by `labels`; there are no bands or events.
  ///
  /// `positions` ascend, one for each label, by default 0, 1, 2 …; distances on the axis are theirs, and one longer
  /// than the shortest is a gap in the line. Those more than 100,000 from the first are left out with their labels.
  public init(
    frame: ChartFrame, positions: [Int] = [], labels: [String], labelsName: String? = nil, series: [ChartSeries],
    references: [ReferenceLine] = [], startsAtZero: Bool = true
  ) {
    // Steps are laid on days from a day that no one sees.
    let first = positions.first ?? 0
    let steps = labels.indices.map { index in
      index < positions.count ? positions[index].subtractingReportingOverflow(first).partialValue : index
    }
    let count = steps.firstIndex { !(0...100_000).contains($0) } ?? steps.count
    self.init(
      frame: frame, days: steps.prefix(count).map { Day(number: Int32($0)) }, series: series,
      references: references, startsAtZero: startsAtZero)
    self.labels = Array(labels.prefix(count))
    self.labelsName = labelsName
  }
}

/// Values by category. Bars always start at zero.
public struct BarChart: Sendable, Hashable {
  public enum Arrangement: Sendable, Hashable {
    /// Series side by side.
    case grouped
    /// Series on top of each other; negative values stack downwards.
    case stacked
    /// Stacked and scaled so that each category fills the whole: shares. Negative values count as missing.
    case shares
  }

  public enum Direction: Sendable, Hashable {
    /// Upright for few short names, lying for many or long ones.
    case automatic
    case upright
    case lying
  }

  public var frame: ChartFrame
  public var categories: [String]
  /// Every series has one value for each category.
  public var series: [ChartSeries]
  /// One target for each category, drawn across its bars; empty where there are none.
  public var targets: [Double?]
  /// Lines across all categories. Not drawn with `shares`.
  public var references: [ReferenceLine]
  public var arrangement: Arrangement
  public var direction: Direction
  /// Whether categories are put in descending order of their sum, missing ones last.
  public var sorted: Bool

  public init(
    frame: ChartFrame, categories: [String], series: [ChartSeries], targets: [Double?] = [],
    references: [ReferenceLine] = [], arrangement: Arrangement = .grouped, direction: Direction = .automatic,
    sorted: Bool = false
  ) {
    self.frame = frame
    self.categories = categories
    self.series = series
    self.targets = targets
    self.references = references
    self.arrangement = arrangement
    self.direction = direction
    self.sorted = sorted
  }
}

/// Steps of a path, each with how many reached it; rates and the largest loss are worked out here.
public struct FunnelChart: Sendable, Hashable {
  public struct Step: Sendable, Hashable {
    public var name: String
    public var value: Double?

    public init(name: String, value: Double?) {
      self.name = name
      self.value = value
    }
  }

  public var frame: ChartFrame
  public var steps: [Step]

  public init(frame: ChartFrame, steps: [Step]) {
    self.frame = frame
    self.steps = steps
  }
}

/// How a figure stands to its target; the caller decides, as only it knows the direction and the thresholds.
public enum ChartStatus: Sendable, Hashable, CaseIterable {
  case met, near, missed
}

/// Figures against their targets, one row each with a scale of its own.
public struct BulletChart: Sendable, Hashable {
  public struct Row: Sendable, Hashable {
    public var name: String
    public var unit: NumberUnit
    public var value: Double?
    public var target: Double?
    public var baseline: Double?
    public var status: ChartStatus?
    /// Upper ends of the shaded ranges behind the bar, ascending; may be empty.
    public var ranges: [Double]
    /// How far the target is reached, 1 is met; for files that draw this instead of the bars, whose scales differ.
    public var completion: Double?

    public init(
      name: String, unit: NumberUnit, value: Double?, target: Double? = nil, baseline: Double? = nil,
      status: ChartStatus? = nil, ranges: [Double] = []
    ) {
      self.name = name
      self.unit = unit
      self.value = value
      self.target = target
      self.baseline = baseline
      self.status = status
      self.ranges = ranges
    }
  }

  /// The unit of the frame is not used: each row has its own.
  public var frame: ChartFrame
  public var rows: [Row]

  public init(frame: ChartFrame, rows: [Row]) {
    self.frame = frame
    self.rows = rows
  }
}

/// A line without axes for a card or a table cell: the highest, the lowest and the last value are marked.
public struct Sparkline: Sendable, Hashable {
  /// What it shows, for readers who do not see it.
  public var name: String
  public var unit: NumberUnit
  /// At equal distances; missing values are gaps.
  public var values: [Double?]

  public init(name: String, unit: NumberUnit, values: [Double?]) {
    self.name = name
    self.unit = unit
    self.values = values
  }

  /// Writes an inline `<svg>`. `id` is unique on the page and starts the ids within.
  public func render(into html: inout HTMLWriter, id: String, text: ChartText) {
    drawSparkline(self, into: &html, id: id, text: text)
  }
}

extension Chart {
  public var frame: ChartFrame {
    get {
      switch self {
      case .line(let chart): chart.frame
      case .diagram(let diagram): diagram.frame
      case .bar(let chart): chart.frame
      case .funnel(let chart): chart.frame
      case .bullet(let chart): chart.frame
      case .gantt(let chart): chart.frame
      case .plot(let plot): plot.frame
      }
    }
    set {
      switch self {
      case .line(var chart):
        chart.frame = newValue
        self = .line(chart)
      case .diagram(var diagram):
        diagram.frame = newValue
        self = .diagram(diagram)
      case .bar(var chart):
        chart.frame = newValue
        self = .bar(chart)
      case .funnel(var chart):
        chart.frame = newValue
        self = .funnel(chart)
      case .bullet(var chart):
        chart.frame = newValue
        self = .bullet(chart)
      case .gantt(var chart):
        chart.frame = newValue
        self = .gantt(chart)
      case .plot(var plot):
        plot.frame = newValue
        self = .plot(plot)
      }
    }
  }

  /// Writes a `<figure>`: headline, drawing, keys, source and the figures as a table.
  ///
  /// `id` is unique on the page, a valid HTML id, and starts every id within.
  public func render(into html: inout HTMLWriter, id: String, text: ChartText) {
    drawFigure(self, into: &html, id: id, text: text)
  }
}
