import Diagnostics
import HTML
import Handbook
import Registers
import Training
import Values

/// The training of a site as a whole: which module is for whom, in what order, and when it is taught.
struct TrainingPlan: Sendable {
  struct Module: Sendable {
    var document: Int
    var page: Int
    var training: Training
    /// `M22`, or the id where it has no code.
    var code: String
    var title: String
    /// What it takes to read.
    var reading: Int
    /// Places in `modules` of those to take first.
    var needs: [Int]
  }

  /// In the order of their codes.
  let modules: [Module]
  private let sessions: [Session]
  private let hasRegister: Bool
  private(set) var diagnostics: [Diagnostic] = []

  struct Session: Sendable {
    var id: String
    var date: Day
    var isOnline: Bool
    var isHeld: Bool
  }

  init(_ documents: [Document], rendered: [RenderedPage], index: SiteIndex, registers: SiteRegisters) {
    let pages = index.pagesOfDocuments(count: documents.count)
    var modules: [Module] = documents.indices.compactMap { number in
      guard case .training(let training) = documents[number].matter.detail else { return nil }
      return Module(
        document: number, page: pages[number], training: training, code: training.code ?? documents[number].id,
        title: rendered[number].moduleTitle ?? index[pages[number]].title,
        reading: ReadingTime(rendered[number], steps: []).minutes, needs: [])
    }
    modules.sort { ($0.code, $0.document) < ($1.code, $1.document) }
    var places: [String: Int] = [:]
    for (place, module) in modules.enumerated() {
      places[documents[module.document].id] = place
      places[module.code] = place
    }
    for place in modules.indices {
      for (item, need) in modules[place].training.needs.enumerated() {
        if let other = places[need] {
          modules[place].needs.append(other)
        } else {
          let document = documents[modules[place].document]
          diagnostics.append(
            Diagnostic(
              .unknownPageID(need, key: "needs", nearest: nearest(to: need, among: places.keys.sorted())),
              at: document.place(of: "needs", item: item)))
        }
      }
    }
    self.modules = modules
    let rows = registers.site["training_sessions"]
    hasRegister = rows.map { $0.count > 0 } ?? false
    var sessions: [Session] = []
    if let rows {
      for row in 0..<rows.count {
        guard case .day(let date) = rows.value(row, "date"), rows.value(row, "status") != .text("cancelled") else { continue }
        var id = ""
        if case .text(let text) = rows.value(row, "id") { id = text }
        sessions.append(
          Session(
            id: id, date: date, isOnline: rows.value(row, "form") == .text("online"),
            isHeld: rows.value(row, "status") == .text("held")))
      }
    }
    self.sessions = sessions.sorted { ($0.date, $0.id) < ($1.date, $1.id) }
    checkOrder(documents)
    checkLayers(documents)
  }

  // MARK: Checks

  /// Modules that, by what they need, would have to be taken before themselves.
  private mutating func checkOrder(_ documents: [Document]) {
    let order = ordered(Array(modules.indices))
    for place in modules.indices where !order.contains(place) {
      diagnostics.append(
        Diagnostic(.moduleCircle(modules[place].code), at: documents[modules[place].document].place(of: "needs")))
    }
  }

  private mutating func checkLayers(_ documents: [Document]) {
    // With fewer modules than layers the plan has only begun.
    guard modules.count >= AudienceLayer.allCases.count, modules.contains(where: { !$0.training.layers.isEmpty }) else { return }
    let missing = AudienceLayer.allCases.filter { layer in !modules.contains { $0.training.layers.contains(layer) } }
    if !missing.isEmpty, let first = modules.first {
      diagnostics.append(Diagnostic(.layersWithoutModule(missing.map(\.name)), at: documents[first.document].place(of: "layer")))
    }
  }

  /// The given modules, each behind those it needs, else by code; those in a circle are left out.
  private func ordered(_ places: [Int]) -> [Int] {
    var order: [Int] = []
    var done: Set<Int> = []
    let wanted = Set(places)
    var pending = places
    while let next = pending.first(where: { place in modules[place].needs.allSatisfy { done.contains($0) || !wanted.contains($0) } }) {
      order.append(next)
      done.insert(next)
      pending.removeAll { $0 == next }
    }
    return order
  }

  /// What someone of a layer takes, in order.
  func path(of layer: AudienceLayer) -> [Module] {
    ordered(modules.indices.filter { modules[$0].training.layers.contains(layer) }).map { modules[$0] }
  }

  // MARK: The page

  func markup(_ contexts: PageContexts, folder: String) -> Markup {
    let strings = contexts.strings
    return Markup { html in
      guard !modules.isEmpty else { return }
      matrix(contexts, folder: folder, into: &html)
      html.raw("<h2 id=\"paths\">")
      html.text(strings["planPaths"])
      html.raw("</h2>\n")
      for layer in AudienceLayer.allCases {
        let path = path(of: layer)
        guard !path.isEmpty else { continue }
        html.raw("<section class=\"layer-path\">\n<h3")
        html.attribute("id", "path-" + layer.rawValue)
        html.raw(">")
        html.text(layer.name.text(in: strings.language))
        html.raw("</h3>\n<p class=\"quiet\">")
        let minutes = path.reduce(0) { $0 + ($1.training.minutes ?? 0) }
        let reading = path.reduce(0) { $0 + $1.reading }
        html.text(
          strings["planPathSum"].replacing("{n}", with: String(path.count)).replacing("{minutes}", with: String(minutes))
            .replacing("{reading}", with: String(reading)))
        html.raw("</p>\n<ol>\n")
        for module in path {
          html.raw("<li>")
          html.link(module.title, to: contexts.link(module.page, from: folder))
          html.raw(" <span class=\"quiet\">")
          html.text(strings["planReading"].replacing("{n}", with: String(module.reading)))
          html.raw("</span></li>\n")
        }
        html.raw("</ol>\n</section>\n")
      }
      calendar(contexts, folder: folder, into: &html)
    }
  }

  /// Modules by layers, with a mark where they meet.
  private func matrix(_ contexts: PageContexts, folder: String, into html: inout HTMLWriter) {
    let strings = contexts.strings
    html.raw("<h2 id=\"plan\">")
    html.text(strings["planTitle"])
    html.raw("</h2>\n<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"plan\">\n<table class=\"plan-matrix\">\n<thead><tr><th scope=\"col\">")
    html.text(strings["planModule"])
    html.raw("</th>")
    for layer in AudienceLayer.allCases {
      html.raw("<th scope=\"col\">")
      html.text(layer.name.text(in: strings.language))
      html.raw("</th>")
    }
    html.raw("<th scope=\"col\" class=\"num\">")
    html.text(strings["planMinutes"])
    html.raw("</th><th scope=\"col\" class=\"num\">")
    html.text(strings["planReadingMinutes"])
    html.raw("</th></tr></thead>\n<tbody>\n")
    for module in modules {
      html.raw("<tr><th scope=\"row\">")
      html.link(module.title, to: contexts.link(module.page, from: folder))
      html.raw("</th>")
      for layer in AudienceLayer.allCases {
        html.raw(
          module.training.layers.contains(layer) ? "<td><span aria-hidden=\"true\">●</span><span class=\"unseen\">" : "<td>")
        if module.training.layers.contains(layer) {
          html.text(strings["planMeant"])
          html.raw("</span>")
        }
        html.raw("</td>")
      }
      html.raw("<td class=\"num\">")
      html.text(module.training.minutes.map(String.init) ?? NumberStyle.missing)
      html.raw("</td><td class=\"num\">")
      html.number(module.reading)
      html.raw("</td></tr>\n")
    }
    html.raw("</tbody>\n</table>\n</div>\n")
  }

  /// Months from the first session to the last with what is held in each: a seminar a month, a workshop a quarter.
  private func calendar(_ contexts: PageContexts, folder: String, into html: inout HTMLWriter) {
    let strings = contexts.strings
    guard hasRegister, let first = sessions.first?.date, let last = sessions.last?.date else { return }
    html.raw("<h2 id=\"calendar\">")
    html.text(strings["planCalendar"])
    html.raw("</h2>\n<p>")
    html.text(strings["planRule"])
    html.raw(" ")
    html.link(strings["planSessions"], to: Address.link(from: folder, to: "registers/training_sessions.html"))
    html.raw("</p>\n<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"calendar\">\n<table>\n<thead><tr><th scope=\"col\">")
    html.text(strings["planMonth"])
    for key in ["planOnline", "planHandsOn"] {
      html.raw("</th><th scope=\"col\">")
      html.text(strings[key])
    }
    html.raw("</th></tr></thead>\n<tbody>\n")
    for month in TrainingPlan.month(first)...TrainingPlan.month(last) {
      html.raw("<tr><th scope=\"row\">")
      let (year, number) = (month / 12, month % 12 + 1)
      html.text("\(year)-\(number < 10 ? "0" : "")\(number)")
      html.raw("</th>")
      cell(sessions.filter { $0.isOnline && TrainingPlan.month($0.date) == month }, isGap: true, contexts, folder, into: &html)
      let quarter = sessions.contains { !$0.isOnline && TrainingPlan.month($0.date) / 3 == month / 3 }
      // A quarter's gap shows in its last month.
      cell(
        sessions.filter { !$0.isOnline && TrainingPlan.month($0.date) == month }, isGap: !quarter && month % 3 == 2, contexts, folder,
        into: &html)
      html.raw("</tr>\n")
    }
    html.raw("</tbody>\n</table>\n</div>\n")
  }

  private func cell(
    _ sessions: [Session], isGap: Bool, _ contexts: PageContexts, _ folder: String, into html: inout HTMLWriter
  ) {
    if sessions.isEmpty {
      html.raw(isGap ? "<td><span class=\"status status-bad\">" : "<td>")
      if isGap {
        html.text("■ " + contexts.strings["planGap"])
        html.raw("</span>")
      }
      html.raw("</td>")
      return
    }
    html.raw("<td>")
    for (number, session) in sessions.enumerated() {
      if number > 0 { html.raw("<br>") }
      html.text((session.isHeld ? "● " : "○ ") + session.date.iso + " ")
      html.link(
        session.id, to: Address.link(from: folder, to: "registers/training_sessions.html", anchor: "training_sessions-" + session.id))
    }
    html.raw("</td>")
  }

  /// Months since year 0.
  private static func month(_ day: Day) -> Int { day.components.year * 12 + day.components.month - 1 }
}

extension Problem {
  static func moduleCircle(_ code: String) -> Problem {
    Problem(
      "module-circle", zh: "「\(code)」的先修课程绕了一圈，要先学它自己", en: "by its needs, '\(code)' would have to be taken before itself",
      hint: Wording(zh: "删去 needs 里的一门", en: "take one of needs out"))
  }
  static func layersWithoutModule(_ names: [Wording]) -> Problem {
    Problem(
      "layer-without-module", .warning, zh: "没有给「\(names.map(\.zh).joined(separator: "、"))」的模块",
      en: "no module is for: \(names.map(\.en).joined(separator: ", "))",
      hint: Wording(zh: "在合适的模块的 layer 里加上这一层", en: "add the layer to a module that suits it"))
  }
}
