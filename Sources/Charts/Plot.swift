import HTML
import Values

/// A chart of figures for one question of a review: what changed, what belongs together, how sure we are.
public enum Plot: Sendable, Hashable {
  case waterfall(WaterfallChart)
  case scatter(ScatterChart)
  case heat(HeatTable)
  case pareto(ParetoChart)
  case sankey(SankeyChart)
  case calendar(CalendarHeat)
  case intervals(IntervalChart)
}

extension Chart {
  public static func waterfall(_ chart: WaterfallChart) -> Chart { .plot(.waterfall(chart)) }
  public static func scatter(_ chart: ScatterChart) -> Chart { .plot(.scatter(chart)) }
  public static func heat(_ chart: HeatTable) -> Chart { .plot(.heat(chart)) }
  public static func pareto(_ chart: ParetoChart) -> Chart { .plot(.pareto(chart)) }
  public static func sankey(_ chart: SankeyChart) -> Chart { .plot(.sankey(chart)) }
  public static func calendar(_ chart: CalendarHeat) -> Chart { .plot(.calendar(chart)) }
  public static func intervals(_ chart: IntervalChart) -> Chart { .plot(.intervals(chart)) }
}

/// The figures of a chart as a table, for whoever shows them otherwise than as a drawing.
public struct ChartData: Sendable, Hashable {
  public var columns: [String]
  public var rows: [[Cell]]

  public enum Cell: Sendable, Hashable {
    case text(String)
    /// `nil` is missing.
    case number(Double?, NumberUnit)
  }

  public init(columns: [String], rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }
}

extension Plot {
  var frame: ChartFrame {
    get {
      switch self {
      case .waterfall(let chart): chart.frame
      case .scatter(let chart): chart.frame
      case .heat(let chart): chart.frame
      case .pareto(let chart): chart.frame
      case .sankey(let chart): chart.frame
      case .calendar(let chart): chart.frame
      case .intervals(let chart): chart.frame
      }
    }
    set {
      switch self {
      case .waterfall(var chart):
        chart.frame = newValue
        self = .waterfall(chart)
      case .scatter(var chart):
        chart.frame = newValue
        self = .scatter(chart)
      case .heat(var chart):
        chart.frame = newValue
        self = .heat(chart)
      case .pareto(var chart):
        chart.frame = newValue
        self = .pareto(chart)
      case .sankey(var chart):
        chart.frame = newValue
        self = .sankey(chart)
      case .calendar(var chart):
        chart.frame = newValue
        self = .calendar(chart)
      case .intervals(var chart):
        chart.frame = newValue
        self = .intervals(chart)
      }
    }
  }

  var kind: StaticString {
    switch self {
    case .waterfall: "waterfall"
    case .scatter: "scatter"
    case .heat: "heat"
    case .pareto: "pareto"
    case .sankey: "sankey"
    case .calendar: "calendar"
    case .intervals: "intervals"
    }
  }

  /// Stable, for programs: `waterfall`.
  public var name: String { "\(kind)" }

  public func data(_ text: ChartText) -> ChartData {
    switch self {
    case .waterfall(let chart): chart.data(text)
    case .scatter(let chart): chart.data(text)
    case .heat(let chart): chart.data(text)
    case .pareto(let chart): chart.data(text)
    case .sankey(let chart): chart.data(text)
    case .calendar(let chart): chart.data(text)
    case .intervals(let chart): chart.data(text)
    }
  }

  func draw(id: String, text: ChartText) -> Drawing {
    switch self {
    case .waterfall(let chart): chart.draw(id: id, text: text)
    case .scatter(let chart): chart.draw(id: id, text: text)
    case .heat(let chart): chart.draw(id: id, text: text)
    case .pareto(let chart): chart.draw(id: id, text: text)
    case .sankey(let chart): chart.draw(id: id, text: text)
    case .calendar(let chart): chart.draw(id: id, text: text)
    case .intervals(let chart): chart.draw(id: id, text: text)
    }
  }

  func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    let data = data(text)
    table.head(data.columns)
    for row in data.rows {
      guard case .text(let name)? = row.first else { continue }
      table.startRow(name)
      for cell in row.dropFirst() {
        switch cell {
        case .text(let text): table.cell(text)
        case .number(let value, let unit): table.cell(value, unit)
        }
      }
      table.endRow()
    }
  }

  /// What kind of chart it is, then what it says; only the kind where there is nothing.
  func sentences(_ text: ChartText) -> [String] {
    switch self {
    case .waterfall(let chart): [text.plots.waterfall] + chart.sentences(text)
    case .scatter(let chart): [text.plots.scatter] + chart.sentences(text)
    case .heat(let chart): [text.plots.heat] + chart.sentences(text)
    case .pareto(let chart): [text.plots.pareto] + chart.sentences(text)
    case .sankey(let chart): [text.plots.sankey] + chart.sentences(text)
    case .calendar(let chart): [text.plots.calendar] + chart.sentences(text)
    case .intervals(let chart): [text.plots.intervals] + chart.sentences(text)
    }
  }
}
