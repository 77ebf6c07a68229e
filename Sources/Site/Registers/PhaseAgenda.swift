import Formulas
import HTML
import Handbook
import Registers
import RegisterViews
import Values

/// What a phase of a campaign asks for: what is due now, what is missing, what was decided.
struct PhaseAgenda {
  struct Item {
    var text: String
    var due: Day?
    var isLate: Bool
    /// An anchor of the page.
    var anchor: String?
  }

  private(set) var due: [Item] = []
  private(set) var missing: [Item] = []
  private(set) var decided: [Item] = []
  private let chinese: Bool
  private let strings: Strings

  /// How many days ahead something counts as due now.
  private static let horizon = 14
  private static let most = 8

  /// - Parameters:
  ///   - registers: the campaign's registers of the phase, those without rows too.
  ///   - expected: registers that every campaign fills in during the phase.
  ///   - missingKeys: what the brief lacks.
  init(
    phase: String, registers: [RegisterRows], expected: [RegisterDeclaration], campaign: CampaignResult,
    missingKeys: [String], strings: Strings, today: Day, text: (FormulaValue, ShownColumn) -> String
  ) {
    chinese = strings.language.isChinese
    self.strings = strings
    for key in missingKeys {
      missing.append(Item(text: (chinese ? "简报：" : "brief: ") + (strings.text("brief-" + key) ?? key), isLate: false))
    }
    for declaration in expected where !registers.contains(where: { $0.declaration.id == declaration.id && $0.count > 0 }) {
      missing.append(Item(text: declaration.name.text(in: strings.language), isLate: false))
    }
    for rows in registers {
      for finding in rows.findings {
        missing.append(
          Item(text: finding.text.text(in: strings.language), isLate: false, anchor: rows.declaration.id))
      }
      if let agenda = rows.declaration.agenda { add(agenda, rows, today: today, text) }
      if let decisions = rows.declaration.decisions { add(decisions, rows, today: today, text) }
    }
    due.sort { ($0.due?.number ?? .max, $0.text) < ($1.due?.number ?? .max, $1.text) }
    decided.sort { ($1.due?.number ?? .min, $0.text) < ($0.due?.number ?? .min, $1.text) }
  }

  private mutating func add(
    _ agenda: RegisterAgenda, _ rows: RegisterRows, today: Day, _ text: (FormulaValue, ShownColumn) -> String
  ) {
    let columns = rows.shownColumns
    guard let dueColumn = rows.index(of: agenda.due), let label = columns.first(where: { $0.id == agenda.label }) else {
      return
    }
    let owner = columns.first { $0.id == agenda.owner }
    for row in 0..<rows.count where !(rows.agendaDone.indices.contains(row) && rows.agendaDone[row]) {
      guard case .day(let day) = rows.cells[dueColumn][row], day <= today.advanced(by: PhaseAgenda.horizon) else { continue }
      var words = text(rows.cells[label.index][row], label)
      if let owner, rows.cells[owner.index][row] != .missing {
        words += chinese ? "（\(text(rows.cells[owner.index][row], owner))）" : " (\(text(rows.cells[owner.index][row], owner)))"
      }
      due.append(Item(text: words, due: day, isLate: day < today, anchor: rows.declaration.id))
    }
  }

  private mutating func add(
    _ decisions: RegisterDecisions, _ rows: RegisterRows, today: Day, _ text: (FormulaValue, ShownColumn) -> String
  ) {
    let columns = rows.shownColumns
    guard let label = columns.first(where: { $0.id == decisions.label }) else { return }
    let date = decisions.date.flatMap { rows.index(of: $0) }
    for row in 0..<rows.count {
      var day: Day?
      if let date {
        // A meeting that is still to come has decided nothing.
        guard case .day(let found) = rows.cells[date][row], found <= today else { continue }
        day = found
      }
      guard rows.cells[label.index][row] != .missing else { continue }
      decided.append(
        Item(text: text(rows.cells[label.index][row], label), due: day, isLate: false, anchor: rows.declaration.id))
    }
  }

  /// In a line: 现在要做 2 · 还缺 1 · 已经定下 6.
  var summary: String {
    [("phaseDue", due.count), ("phaseMissing", missing.count), ("phaseDecided", decided.count)]
      .filter { $0.1 > 0 }.map { "\(strings[$0.0]) \($0.1)" }.joined(separator: " · ")
  }

  func render(into html: inout HTMLWriter) {
    let lists = [("phaseDue", due), ("phaseMissing", missing), ("phaseDecided", decided)].filter { !$0.1.isEmpty }
    guard !lists.isEmpty else { return html.element("p", class: "none", strings["phaseNone"]) }
    html.raw("<div class=\"phase-lists\">")
    for (key, items) in lists {
      html.raw("<div")
      html.attribute("data-list", key)
      html.raw(">")
      html.element("h3", strings[key])
      PhaseAgenda.write(Array(items.prefix(PhaseAgenda.most)), into: &html)
      if items.count > PhaseAgenda.most {
        let rest = items.count - PhaseAgenda.most
        html.element("p", class: "table-note", chinese ? "另有 \(rest) 项。" : "\(rest) more.")
      }
      html.raw("</div>")
    }
    html.raw("</div>")
  }

  static func write(_ items: [Item], into html: inout HTMLWriter) {
    html.raw("<ul>")
    for item in items {
      html.raw(item.isLate ? "<li class=\"is-late\">" : "<li>")
      if let due = item.due {
        html.raw(item.isLate ? "<time class=\"status status-bad\">" : "<time>")
        html.text(due.iso)
        html.raw("</time> ")
      }
      if let anchor = item.anchor {
        html.link(item.text, to: "#" + anchor)
      } else {
        html.text(item.text)
      }
      html.raw("</li>")
    }
    html.raw("</ul>")
  }
}
