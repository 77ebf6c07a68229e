import Charts
import Metrics
import Values

extension Writer {
  /// How people met the campaign outside its advertising: pages, content, social media, mail, live streams, replies.
  func addOutreach(to chapter: inout Chapter) {
    let before = chapter.blocks.count
    addPages(to: &chapter)
    addContent(to: &chapter)
    addSocial(to: &chapter)
    addMailings(to: &chapter)
    addLiveSessions(to: &chapter)
    addInteractions(to: &chapter)
    if chapter.state == .missing, chapter.blocks.count > before { chapter.state = .partial }
  }

  /// Mailings and triggered mail apart, rates as ratios of sums, from the register `emails`.
  func addMailings(to chapter: inout Chapter) {
    guard let sheet = input.registers.sheet("emails") else { return }
    let rows = Array(0..<sheet.count)
    func sum(_ column: String, _ rows: [Int]) -> Number? { rows.compactMap { sheet.number($0, column) }.sum() }
    /// Over the rows that have both.
    func rate(_ part: String, _ whole: String, _ rows: [Int]) -> Number? {
      let known = rows.filter { sheet.number($0, part) != nil && sheet.number($0, whole) != nil }
      guard let below = known.compactMap({ sheet.number($0, whole) }).sum() else { return nil }
      return known.compactMap { sheet.number($0, part) }.sum().flatMap { $0.ratio(to: below) }.map(Number.real)
    }
    let sources = sheet.files.map { FigureSource(file: $0, rows: sheet.count) }
    func note(_ id: String, _ part: String) -> Noted? {
      if peek(FigureKey(id: id)).value != nil { return figure(id) }
      guard let value = rate(part, "delivered", rows) else { return nil }
      return record(
        FigureKey(id: id),
        Figure(id: id, kind: .kpi, value: value, unit: Unit(.ratio), formula: "sum(\(part)) / sum(delivered)", sources: sources))
    }
    let opened = note("email-open-rate", "opened")
    let clicked = note("email-click-rate", "clicked")
    let left = note("unsubscribe-rate", "unsubscribed")
    let kinds = [
      ("broadcast", pick("群发", "Broadcast")), ("triggered", pick("触发式", "Triggered")),
    ].compactMap { id, name in
      let own = rows.filter { sheet.raw($0, "kind") == id }
      return own.isEmpty ? nil : (id: id, name: name, rows: own)
    }
    chapter.blocks.append(.heading(pick("邮件", "Mail")))
    var zh = "送达\(prose(sum("delivered", rows), Unit(.number, label: .init(zh: "封", en: ""))))邮件"
    var en = "\(prose(sum("delivered", rows), Unit(.number))) mails were delivered"
    var stated: [Noted] = []
    for (noted, chinese, english) in [(opened, "打开率", "opened"), (clicked, "点击率", "clicked"), (left, "退订率", "unsubscribed")] {
      guard let noted else { continue }
      zh += "，\(chinese)\(prose(noted))"
      en += ", \(prose(noted)) \(english)"
      stated.append(noted)
    }
    if kinds.count == 2, let broad = rate("clicked", "delivered", kinds[0].rows),
      let triggered = rate("clicked", "delivered", kinds[1].rows), broad.double > 0
    {
      let times = triggered.double / broad.double
      zh += "；触发式邮件的点击率\(percent(triggered))，是群发的\(style.full(times, .multiple))"
      en += "; triggered mail is clicked by \(percent(triggered)), \(style.full(times, .multiple)) the rate of broadcasts"
    }
    chapter.blocks.append(.bullets([say("email-rates", zh + "。", en + ".", stated)]))
    func cells(_ name: String, _ rows: [Int]) -> [ReviewTable.Cell] {
      [
        .init(name), count(rows.count), amount(sum("sent", rows), .count), amount(sum("delivered", rows), .count),
        share(rate("delivered", "sent", rows)), share(rate("opened", "delivered", rows)),
        share(rate("clicked", "delivered", rows)), share(rate("unsubscribed", "delivered", rows)),
        amount(sum("orders", rows), .count), amount(sum("revenue", rows), .money),
      ]
    }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "emails", caption: pick("群发与触发式邮件", "Broadcasts and triggered mail"),
          columns: [.init(title: pick("类型", "Kind"), numeric: false)]
            + [
              pick("邮件数", "Mailings"), pick("发送", "Sent"), pick("送达", "Delivered"), pick("送达率", "Delivery rate"),
              pick("打开率", "Open rate"), pick("点击率", "Click rate"), pick("退订率", "Unsubscribe rate"),
              pick("订单", "Orders"), pick("销售额", "Revenue"),
            ].map { .init(title: $0, numeric: true) },
          rows: kinds.map { cells($0.name, $0.rows) }, totalRow: kinds.count > 1 ? cells(pick("合计", "Total"), rows) : nil,
          note: pick("打开、点击按去重人数，除以送达。", "Opens and clicks are unique, per mail delivered."))))
  }

  /// Return by session and by host, from the register `live_sessions`.
  func addLiveSessions(to chapter: inout Chapter) {
    guard let sheet = input.registers.sheet("live_sessions") else { return }
    let margin = facts.frame.grossMargin
    struct Line {
      var name: String
      var sessions = 0
      var viewers: Number?
      var orders: Number?
      var net: Number?
      var cost: Number?
    }
    func add(_ a: Number?, _ b: Number?) -> Number? { [a, b].compactMap { $0 }.sum() }
    var order: [String] = []
    var lines: [String: Line] = [:]
    var all = Line(name: pick("合计", "Total"))
    for row in 0..<sheet.count {
      let host = sheet.text(row, "host").isEmpty ? sheet.text(row, "platform") : sheet.text(row, "host")
      if lines[host] == nil { order.append(host) }
      var line = lines[host] ?? Line(name: host)
      func take(_ line: inout Line) {
        line.sessions += 1
        line.viewers = add(line.viewers, sheet.number(row, "viewers"))
        line.orders = add(line.orders, sheet.number(row, "orders"))
        line.net = add(line.net, sheet.number(row, "net"))
        line.cost = add(line.cost, sheet.number(row, "cost"))
      }
      take(&line)
      take(&all)
      lines[host] = line
    }
    /// (net revenue x margin − cost) ÷ cost; none without margin or cost.
    func roi(_ line: Line) -> Double? {
      guard let net = line.net, let cost = line.cost, let margin else { return nil }
      return net.multiplied(by: .exact(margin)).minus(cost).ratio(to: cost)
    }
    let shown = order.compactMap { lines[$0] }.sorted { a, b in
      (roi(b) ?? -.infinity, a.name) < (roi(a) ?? -.infinity, b.name)
    }
    chapter.blocks.append(.heading(pick("直播、短视频与达人", "Live streams, videos and creators")))
    let money = Unit(.money)
    if let net = all.net {
      let gmv = record(
        FigureKey(id: "live-gmv"),
        Figure(
          id: "live-gmv", kind: .kpi, value: net, unit: money, formula: "sum(gmv) - sum(refunds)",
          sources: sheet.files.map { FigureSource(file: $0, rows: sheet.count) }))
      var zh = "\(all.sessions) 场实收\(prose(gmv))（平台成交额减退款）"
      var en = "\(all.sessions) sessions brought \(prose(gmv)), platform sales less refunds"
      let rated = shown.compactMap { line in roi(line).map { (line, $0) } }
      if rated.count > 1, let best = rated.first, let worst = rated.last {
        zh += "；ROI 最高的是\(datum(best.0.name))，\(percent(best.1))，最低的是\(datum(worst.0.name))，\(percent(worst.1))"
        en += "; the best ROI is \(best.0.name)'s, \(percent(best.1)), the lowest \(worst.0.name)'s, \(percent(worst.1))"
        if worst.1 < 0 {
          advise(
            0.35, .behaviour, "advice-live-host",
            "与\(datum(worst.0.name))的合作每投 1 元亏 \(style.full(-worst.1, .decimal)) 元（毛利口径），续约前先谈费用或换款。",
            "Every unit spent with \(worst.0.name) loses \(style.full(-worst.1, .decimal)) on gross profit; settle the fee before renewing.")
        }
      }
      chapter.blocks.append(.bullets([say("live-return", zh + "。", en + ".", [gmv])]))
    }
    func cells(_ line: Line) -> [ReviewTable.Cell] {
      [
        .init(datum(line.name)), count(line.sessions), amount(line.viewers, .count), amount(line.orders, .count),
        amount(line.net, .money), amount(line.cost, .money),
        amount(line.net.flatMap { net in line.cost.flatMap { net.ratio(to: $0) } }, .multiple), share(roi(line)),
      ]
    }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "live-hosts", caption: pick("每位主播与达人的回报", "Return by host"),
          columns: [.init(title: pick("主播或达人", "Host"), numeric: false)]
            + [
              pick("场次", "Sessions"), pick("观看", "Viewers"), pick("订单", "Orders"), pick("实收", "Net sales"),
              pick("费用", "Cost"), pick("收入回报", "ROAS"), pick("ROI（毛利口径）", "ROI on gross profit"),
            ].map { .init(title: $0, numeric: true) },
          rows: shown.map(cells), totalRow: shown.count > 1 ? cells(all) : nil,
          note: margin == nil
            ? pick("没有毛利率（brief.md 的 gross_margin），不计算 ROI。", "Without gross_margin in brief.md there is no ROI.")
            : pick("毛利按简报的毛利率估算。", "Gross profit is estimated from the brief's margin."))))
  }

  /// Reply rate and the median of response times, from the register `interaction_log`.
  func addInteractions(to chapter: inout Chapter) {
    guard let sheet = input.registers.sheet("interaction_log") else { return }
    var (due, replied) = (0, 0)
    var times: [Double] = []
    for row in 0..<sheet.count {
      let status = sheet.raw(row, "status")
      if status != "no_reply" { due += 1 }
      if status == "replied" {
        replied += 1
        if let time = sheet.number(row, "response")?.double, time >= 0 { times.append(time) }
      }
    }
    guard due > 0 else { return }
    let sources = sheet.files.map { FigureSource(file: $0, rows: sheet.count) }
    let rate = record(
      FigureKey(id: "response-rate"),
      Figure(
        id: "response-rate", kind: .kpi, value: .real(Double(replied) / Double(due)), unit: Unit(.ratio),
        formula: "replied / due", sources: sources))
    times.sort()
    let middle: Double? =
      times.isEmpty
      ? nil : times.count % 2 == 1 ? times[times.count / 2] : (times[times.count / 2 - 1] + times[times.count / 2]) / 2
    chapter.blocks.append(.heading(pick("互动", "Replies")))
    let time = style.full(middle, .seconds)
    chapter.blocks.append(
      .bullets([
        say(
          "interaction-replies",
          "应回复的 \(due) 条互动回复了 \(replied) 条，回复率\(prose(rate))" + (middle == nil ? "。" : "，响应时长的中位数为\(time)。"),
          "\(replied) of \(due) messages that called for a reply got one, \(prose(rate))"
            + (middle == nil ? "." : "; half of them within \(time)."), [rate])
      ]))
  }

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
