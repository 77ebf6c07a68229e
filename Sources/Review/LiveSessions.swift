import Metrics
import Values

extension Writer {
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
        .init(line.name), count(line.sessions), amount(line.viewers, .count), amount(line.orders, .count),
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
}
