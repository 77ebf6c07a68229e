import HTML
import Values

/// A chart of things and how they hang together, rather than of figures on axes.
public enum Diagram: Sendable, Hashable {
  case tree(TreeChart)
  case pyramid(PyramidChart)
  case journey(JourneyChart)
  case radar(RadarChart)
  case flow(FlowChart)
  case handover(HandoverChart)
}

extension Chart {
  public static func tree(_ chart: TreeChart) -> Chart { .diagram(.tree(chart)) }
  public static func pyramid(_ chart: PyramidChart) -> Chart { .diagram(.pyramid(chart)) }
  public static func journey(_ chart: JourneyChart) -> Chart { .diagram(.journey(chart)) }
  public static func radar(_ chart: RadarChart) -> Chart { .diagram(.radar(chart)) }
  public static func flow(_ chart: FlowChart) -> Chart { .diagram(.flow(chart)) }
  public static func handover(_ chart: HandoverChart) -> Chart { .diagram(.handover(chart)) }
}

extension Diagram {
  var frame: ChartFrame {
    get {
      switch self {
      case .tree(let chart): chart.frame
      case .pyramid(let chart): chart.frame
      case .journey(let chart): chart.frame
      case .radar(let chart): chart.frame
      case .flow(let chart): chart.frame
      case .handover(let chart): chart.frame
      }
    }
    set {
      switch self {
      case .tree(var chart):
        chart.frame = newValue
        self = .tree(chart)
      case .pyramid(var chart):
        chart.frame = newValue
        self = .pyramid(chart)
      case .journey(var chart):
        chart.frame = newValue
        self = .journey(chart)
      case .radar(var chart):
        chart.frame = newValue
        self = .radar(chart)
      case .flow(var chart):
        chart.frame = newValue
        self = .flow(chart)
      case .handover(var chart):
        chart.frame = newValue
        self = .handover(chart)
      }
    }
  }

  var kind: StaticString {
    switch self {
    case .tree: "tree"
    case .pyramid: "pyramid"
    case .journey: "journey"
    case .radar: "radar"
    case .flow: "flow"
    case .handover: "handover"
    }
  }

  func draw(id: String, text: ChartText) -> Drawing {
    switch self {
    case .tree(let chart): chart.draw(id: id, text: text)
    case .pyramid(let chart): chart.draw(id: id, text: text)
    case .journey(let chart): chart.draw(id: id, text: text)
    case .radar(let chart): chart.draw(id: id, text: text)
    case .flow(let chart): chart.draw(id: id, text: text)
    case .handover(let chart): chart.draw(id: id, text: text)
    }
  }

  func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    switch self {
    case .tree(let chart): chart.writeTable(&table, text)
    case .pyramid(let chart): chart.writeTable(&table, text)
    case .journey(let chart): chart.writeTable(&table, text)
    case .radar(let chart): chart.writeTable(&table, text)
    case .flow(let chart): chart.writeTable(&table, text)
    case .handover(let chart): chart.writeTable(&table, text)
    }
  }

  /// What kind of chart it is, then what it says; only the kind where there is nothing.
  func sentences(_ text: ChartText) -> [String] {
    switch self {
    case .tree(let chart): [text.words.tree] + chart.sentences(text)
    case .pyramid(let chart): [text.words.pyramid] + chart.sentences(text)
    case .journey(let chart): [text.words.journey] + chart.sentences(text)
    case .radar(let chart): [chart.isDrawn ? text.words.radar : text.barChart] + chart.sentences(text)
    case .flow(let chart): [text.words.flow] + chart.sentences(text)
    case .handover(let chart): [text.words.handover] + chart.sentences(text)
    }
  }
}
