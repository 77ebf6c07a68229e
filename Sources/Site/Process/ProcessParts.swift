import Charts
import Diagnostics
import HTML
import Handbook
import Markdown
import Values

/// What a process page is made of besides its text, all from the front matter: the flow, the table of steps, the RACI
/// matrix and the KPIs.
struct ProcessParts: Sendable {
  var steps = Markup()
  /// Empty for fewer than two steps.
  var flow = Markup()
  /// Empty when no step says who approves, is asked or is told.
  var raci = Markup()
  var kpis: [(name: String, href: String)] = []

  /// Reports through the host what the front matter names and the site lacks.
  init(_ process: Process, headings: [Heading], host: inout PageHost) {
    guard !process.steps.isEmpty || !process.kpis.isEmpty else { return }
    let strings = host.figures.strings
    let names = StepNames(process, headings: headings)
    names.report(to: &host)
    if !process.steps.isEmpty {
      steps = stepTable(process, names: names, strings: strings, host: &host)
    }
    if process.steps.count > 1 {
      let text = ChartText(strings.language, currency: host.figures.currency)
      let chart = Chart.flow(FlowChart(process, title: strings["flowCaption"]) { strings.role($0) })
      flow = Markup { chart.render(into: &$0, id: "process-flow", text: text) }
    }
    if process.steps.contains(where: { $0.approves != nil || !$0.consults.isEmpty || !$0.informs.isEmpty }) {
      raci = raciMatrix(process, names: names, strings: strings, host: &host)
    }
    for id in process.kpis {
      guard let name = host.figures.dictionary.name(id) else {
        let known = host.figures.dictionary.kpis.map(\.id)
        host.report(.unknownKPI(id, nearest: nearest(to: id, among: known)), line: host.document.matter.line, column: 1)
        continue
      }
      if let href = host.index.kpiLink(id, from: host.outputFolder) {
        kpis.append((name.text(in: strings.language), href))
      }
    }
  }
}

/// The steps' names and where the text tells more of them.
struct StepNames {
  private let process: Process
  private let anchors: [String: String]

  init(_ process: Process, headings: [Heading]) {
    self.process = process
    anchors = Dictionary(headings.map { ($0.text, $0.id) }) { first, _ in first }
  }

  /// A text that tells of some steps has to tell of all: who adds a step would else leave its section out.
  func report(to host: inout PageHost) {
    let untold = process.steps.filter { anchors[$0.name] == nil }
    guard untold.count < process.steps.count else { return }
    for step in untold { host.report(.stepWithoutText(step.name), line: step.line, column: step.column) }
  }

  func write(_ step: Process.Step, into html: inout HTMLWriter) {
    guard let anchor = anchors[step.name] else { return html.text(step.name) }
    html.link(step.name, to: "#" + Address.encoded(anchor))
  }
}

extension FlowChart {
  /// Each step in the lane of the first of its roles; an arrow to what follows, with its condition.
  init(_ process: Process, title: String, role: (String) -> String) {
    var lanes: [String] = []
    let nodes = process.steps.map { step -> Node in
      let lane = step.roles.first.map(role) ?? ""
      if !lanes.contains(lane) { lanes.append(lane) }
      return Node(
        id: step.id, label: step.name, lane: lanes.firstIndex(of: lane) ?? 0, kind: step.next.count > 1 ? .decision : .step)
    }
    let places = Dictionary(process.steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var edges: [Edge] = []
    for (number, step) in process.steps.enumerated() {
      if step.next.isEmpty, number + 1 < process.steps.count { edges.append(Edge(from: number, to: number + 1)) }
      for branch in step.next {
        if let target = places[branch.step] { edges.append(Edge(from: number, to: target, label: branch.when)) }
      }
    }
    self.init(frame: ChartFrame(subject: title, unit: .count), lanes: lanes == [""] ? [] : lanes, nodes: nodes, edges: edges)
  }
}

extension Problem {
  static func stepWithoutText(_ name: String) -> Problem {
    Problem(
      "step-without-text", .warning, zh: "步骤「\(name)」在正文里没有同名的标题", en: "no heading of the text has the name of the step '\(name)'",
      hint: Wording(zh: "加上「## \(name)」一节，或让标题与步骤名一字不差", en: "add a section '## \(name)', or write the heading as the step is named"))
  }
  static func stepWithoutApprover(_ name: String) -> Problem {
    Problem(
      "step-without-approver", .warning, zh: "步骤「\(name)」没有写由谁批准", en: "nobody answers for the step '\(name)'",
      hint: Wording(zh: "加上 approves: 角色 id，只写一个", en: "add approves: with one role"))
  }
}

extension Strings {
  /// The name of a role; the id where the register of roles does not know it.
  func role(_ id: String) -> String {
    roles[id] ?? id
  }
}
