import Charts
import Metrics
import Values

extension Writer {
  /// Where people stay, click and leave, from the registers `page_behaviour` and `page_moves`.
  func addPages(to chapter: inout Chapter) {
    addZones(to: &chapter)
    addMoves(to: &chapter)
  }

  private func addZones(to chapter: inout Chapter) {
    guard let sheet = input.registers.sheet("page_behaviour") else { return }
    var (pages, zones): ([String], [String]) = ([], [])
    var rates: [String: Double] = [:]
    var best: (name: String, rate: Double)?
    for row in 0..<sheet.count {
      let (page, zone) = (sheet.text(row, "page"), sheet.text(row, "zone"))
      if !pages.contains(page) { pages.append(page) }
      if !zones.contains(zone) { zones.append(zone) }
      // Few views tell nothing about people, and too much about each of them.
      guard let rate = sheet.number(row, "click_rate")?.double, (sheet.number(row, "views")?.double ?? 0) >= 5 else { continue }
      rates[page + "\u{0}" + zone] = rate
      if rate > best?.rate ?? -1 { best = (pick("\(datum(page))的\(datum(zone))", "\(zone) of \(page)"), rate) }
    }
    let finding = best.map { pick("点击率最高的是\($0.name)，\(percent($0.rate))", "\($0.name) is clicked most, \(percent($0.rate))") }
    chapter.blocks.append(.heading(pick("页面上的行为", "Behaviour on pages")))
    chapter.blocks.append(
      .chart(
        id: "page-heat",
        .heat(
          HeatTable(
            frame: ChartFrame(
              finding: finding, subject: pick("各区块的点击率", "Click rate by zone"), unit: .ratio,
              source: sheet.files.map { $0.split(separator: "/").last.map(String.init) ?? $0 }.joined(separator: pick("、", ", "))),
            rowHead: pick("区块", "Zone"), rows: zones, columns: pages,
            values: zones.map { zone in pages.map { rates[$0 + "\u{0}" + zone] } }))))
  }

  private func addMoves(to chapter: inout Chapter) {
    guard let sheet = input.registers.sheet("page_moves") else { return }
    struct Move {
      var from: String
      var to: String
      var sessions: Double
    }
    let moves = (0..<sheet.count).compactMap { row -> Move? in
      guard let sessions = sheet.number(row, "sessions")?.double, sessions >= 5 else { return nil }
      return Move(from: sheet.text(row, "from"), to: sheet.text(row, "to"), sessions: sessions)
    }.sorted { ($1.sessions, $0.from, $0.to) < ($0.sessions, $1.from, $1.to) }
    guard !moves.isEmpty else { return }
    var leaving: [String: Double] = [:]
    var whole: [String: Double] = [:]
    for move in moves {
      whole[move.from, default: 0] += move.sessions
      if move.to == "离开" || move.to.lowercased() == "exit" { leaving[move.from, default: 0] += move.sessions }
    }
    let worst = whole.keys.sorted().compactMap { page in
      leaving[page].map { (page, $0 / (whole[page] ?? 1)) }
    }.max { ($0.1, $1.0) < ($1.1, $0.0) }
    if let worst {
      chapter.blocks.append(
        .bullets([
          say(
            "behaviour-exit", "离开最多的是\(datum(worst.0))：\(percent(worst.1))的会话在这一页结束。",
            "Most leave from \(worst.0): \(percent(worst.1)) of its sessions end there.")
        ]))
    }
    let shown = moves.prefix(12)
    chapter.blocks.append(
      .chart(
        id: "page-moves",
        .bar(
          BarChart(
            frame: ChartFrame(
              finding: shown.first.map {
                pick("走得最多的一步是\(datum($0.from))到\(datum($0.to))", "The most common step is from \($0.from) to \($0.to)")
              }, subject: pick("页面之间的跳转", "Moves between pages"), unit: .count, unitName: chinese ? "次会话" : "sessions"),
            categories: shown.map { "\($0.from) → \($0.to)" },
            series: [ChartSeries(name: pick("会话", "Sessions"), values: shown.map(\.sessions))], direction: .lying))))
  }
}
