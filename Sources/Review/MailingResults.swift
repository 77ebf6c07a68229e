import Metrics
import Values

extension Writer {
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
}
