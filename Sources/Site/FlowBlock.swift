import Charts
import Diagnostics
import HTML
import Handbook
import Values

/// A `flow` block: steps and arrows as they are written, or the steps of a process.
///
/// ```
/// [内容创意] 写文案 -> [法务合规] 合规吗？
/// 合规吗？ -> [活动执行] 上线: 通过
/// 合规吗？ -> 写文案: 退回
/// ```
/// A step is known by its name; the lane in brackets is needed once. A name that ends in a question mark is a decision.
/// `process: P03` draws the steps of that process instead.
struct FlowBlock {
  private var lanes: [String] = []
  private var nodes: [FlowChart.Node] = []
  private var edges: [FlowChart.Edge] = []
  private var places: [String: Int] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private let place: Location

  static func isArrows(_ literal: String) -> Bool { literal.contains("->") || literal.contains("→") }

  /// The process that a block `process: P03` asks for.
  static func process(_ literal: String) -> String? {
    for line in literal.split(separator: "\n") where line.hasPrefix("process:") {
      return String(line.dropFirst("process:".count)).trimmingBlanks
    }
    return nil
  }

  /// Reads lines of arrows; a line that has none is reported.
  init(arrows literal: String, place: Location) {
    self.place = place
    for (number, line) in literal.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let text = line.trimmingBlanks
      if text.isEmpty || text.hasPrefix("#") { continue }
      read(text.replacing("→", with: "->"), line: place.line + number + 1)
    }
  }

  /// The steps of a process from the first to the last, each with the first of its roles.
  init(process: Process, place: Location, role: (String) -> String) {
    self.place = place
    for (number, step) in process.steps.enumerated() {
      let place = node(step.name, lane: step.roles.first.map(role))
      if number > 0 { edges.append(.init(from: place - 1, to: place)) }
    }
  }

  private mutating func read(_ text: String, line: Int) {
    // The label follows the last step, so that a chain can have one too.
    var chain = text
    var label: String?
    if let arrow = text.range(of: "->", options: .backwards) {
      let tail = text[arrow.upperBound...]
      if let colon = tail.firstIndex(where: { $0 == ":" || $0 == "：" }) {
        label = String(tail[tail.index(after: colon)...]).trimmingBlanks
        chain = String(text[..<colon])
      }
    }
    let steps = chain.split(separator: "->", omittingEmptySubsequences: false).map { String($0).trimmingBlanks }
    guard steps.count > 1, steps.allSatisfy({ !$0.isEmpty }) else {
      diagnostics.append(
        Diagnostic(
          .badBlock("flow", zh: "每行写成「甲 -> 乙」，说明写在冒号后", en: "write each line as 'A -> B', with a label behind a colon"),
          at: Location(place.file, line: line, column: 1)))
      return
    }
    let found = steps.map { step -> Int in
      if step.hasPrefix("["), let close = step.firstIndex(of: "]") {
        let lane = String(step[step.index(after: step.startIndex)..<close]).trimmingBlanks
        return node(String(step[step.index(after: close)...]).trimmingBlanks, lane: lane)
      }
      return node(step, lane: nil)
    }
    for (place, pair) in zip(found, found.dropFirst()).enumerated() {
      edges.append(.init(from: pair.0, to: pair.1, label: place == found.count - 2 ? label : nil))
    }
  }

  private mutating func node(_ name: String, lane: String?) -> Int {
    func index(of lane: String) -> Int {
      if let known = lanes.firstIndex(of: lane) { return known }
      lanes.append(lane)
      return lanes.count - 1
    }
    if let known = places[name] {
      if let lane { nodes[known].lane = index(of: lane) }
      return known
    }
    let isDecision = name.hasSuffix("?") || name.hasSuffix("？")
    nodes.append(
      .init(id: name, label: name, lane: lane.map(index) ?? nodes.last?.lane ?? 0, kind: isDecision ? .decision : .step))
    places[name] = nodes.count - 1
    return nodes.count - 1
  }

  /// `nil` when there is nothing to draw.
  func chart(title: String) -> Chart? {
    guard !nodes.isEmpty else { return nil }
    return .flow(FlowChart(frame: ChartFrame(subject: title, unit: .count), lanes: lanes, nodes: nodes, edges: edges))
  }
}
