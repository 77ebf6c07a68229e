import Charts
import Metrics
import Tables
import Values

/// What one piece of content brought, added up over its days and files.
struct ContentItem {
  var id: String
  var title: String
  var platform: String?
  /// From the register `content_plan`, by the item's id.
  var pillar: String?
  var format: String?
  var views: Exact?
  var interactions: Exact?
  var shares: Exact?
  var comments: Exact?
  var leads: Exact?
  /// Plays that reached the end: views times the printed rate, since files print no count.
  var completed: Double?
  var completedOf: Double?
  var dwell: Double?
  var dwellOf: Double?
  var files: Set<String> = []

  mutating func add(_ amount: Exact?, to path: WritableKeyPath<ContentItem, Exact?>) {
    guard let amount else { return }
    self[keyPath: path] = self[keyPath: path].map { $0.adding(amount) ?? $0 } ?? amount
  }
}

/// Items taken together: by pillar, by form, or all.
struct ContentGroup {
  var name: String
  var items: [ContentItem]

  func sum(_ path: KeyPath<ContentItem, Exact?>) -> Number? {
    items.compactMap { $0[keyPath: path] }.map(Number.exact).sum()
  }

  /// A ratio of sums over the items that have both parts.
  func ratio(_ part: KeyPath<ContentItem, Exact?>, of whole: KeyPath<ContentItem, Exact?>) -> Double? {
    let known = items.filter { $0[keyPath: part] != nil && $0[keyPath: whole] != nil }
    let below = known.compactMap { $0[keyPath: whole]?.double }.reduce(0, +)
    return below > 0 ? known.compactMap { $0[keyPath: part]?.double }.reduce(0, +) / below : nil
  }

  var completion: Double? {
    let whole = items.compactMap(\.completedOf).reduce(0, +)
    return whole > 0 ? items.compactMap(\.completed).reduce(0, +) / whole : nil
  }

  var dwell: Double? {
    let whole = items.compactMap(\.dwellOf).reduce(0, +)
    return whole > 0 ? items.compactMap(\.dwell).reduce(0, +) / whole : nil
  }
}

/// Items of all `content` tables, in order of first appearance.
func readContent(_ tables: [DataTable], plan: RegisterSheet?) -> [ContentItem] {
  var planned: [String: Int] = [:]
  if let plan { for row in 0..<plan.count { planned[plan.raw(row, "id")] = row } }
  var items: [ContentItem] = []
  var places: [String: Int] = [:]
  for table in tables where table.kind == .content {
    let (ids, titles, platforms) = (table.texts("content_id"), table.texts("content_title"), table.texts("platform"))
    let views = ["views", "video_plays", "pv"].lazy.map(table.numbers).first { $0.contains { $0 != nil } }
    let (shares, comments, leads) = (table.numbers("shares"), table.numbers("comments"), table.numbers("leads"))
    let (likes, favourites) = (table.numbers("likes"), table.numbers("favourites"))
    let (completion, dwell) = (table.numbers("completion"), table.numbers("dwell"))
    for row in 0..<table.rowCount {
      guard let id = ids[row] ?? titles[row] else { continue }
      let key = id + "\u{0}" + (platforms[row] ?? "")
      let place = places[key] ?? items.count
      if place == items.count {
        places[key] = place
        var item = ContentItem(id: id, title: titles[row] ?? id, platform: platforms[row])
        if let plan, let line = planned[id] {
          item.pillar = plan.text(line, "pillar")
          item.format = plan.text(line, "format")
          if titles[row] == nil { item.title = plan.text(line, "topic") }
        }
        items.append(item)
      }
      let seen = views?[row]
      items[place].add(seen, to: \.views)
      items[place].add(shares[row], to: \.shares)
      items[place].add(comments[row], to: \.comments)
      items[place].add(leads[row], to: \.leads)
      for part in [likes[row], favourites[row], comments[row], shares[row]] { items[place].add(part, to: \.interactions) }
      if let seen = seen?.double, seen > 0 {
        if let rate = completion[row]?.double, (0...1).contains(rate) {
          items[place].completed = (items[place].completed ?? 0) + rate * seen
          items[place].completedOf = (items[place].completedOf ?? 0) + seen
        }
        if let seconds = dwell[row]?.double, seconds >= 0 {
          items[place].dwell = (items[place].dwell ?? 0) + seconds * seen
          items[place].dwellOf = (items[place].dwellOf ?? 0) + seen
        }
      }
      items[place].files.insert(table.file)
    }
  }
  return items
}

extension Writer {
  /// What content brought in three families: read, passed on, leads; by pillar, by form and by piece.
  func addContent(to chapter: inout Chapter) {
    let items = readContent(input.tables, plan: input.registers.sheet("content_plan"))
    guard !items.isEmpty else { return }
    let all = ContentGroup(name: pick("全部", "All"), items: items)
    let sources = Set(items.flatMap(\.files)).sorted().map { file in
      FigureSource(file: file, rows: input.tables.filter { $0.kind == .content && $0.file == file }.map(\.rowCount).reduce(0, +))
    }
    let times = Unit(.number, label: .init(zh: "次", en: ""))
    func note(_ id: String, _ value: Number?, _ unit: Unit, _ formula: String) -> Noted? {
      guard let value else { return nil }
      // A figure that `actuals` states stands.
      if peek(FigureKey(id: id)).value != nil { return figure(id) }
      return record(FigureKey(id: id), Figure(id: id, kind: .kpi, value: value, unit: unit, formula: formula, sources: sources))
    }
    let reads = note("reads", all.sum(\.views), times, "sum(views)")
    let shares = note("social-shares", all.sum(\.shares), times, "sum(shares)")
    let rate = note("share-rate", all.ratio(\.shares, of: \.views).map(Number.real), Unit(.ratio), "sum(shares) / sum(views)")
    _ = note("comments", all.sum(\.comments), Unit(.number, label: .init(zh: "条", en: "")), "sum(comments)")
    _ = note(
      "video-completion-rate", all.completion.map(Number.real), Unit(.ratio), "sum(completion * views) / sum(views)")
    var zh = "\(items.count) 条内容"
    var en = "\(items.count) \(items.count == 1 ? "piece" : "pieces") of content"
    var stated: [Noted] = []
    if let reads {
      zh += "共被看了\(prose(reads))"
      en += " were seen \(prose(reads)) times"
      stated.append(reads)
    }
    if let shares, let rate {
      zh += "，分享\(prose(shares))，分享率\(prose(rate))"
      en += " and shared \(prose(shares)) times, \(prose(rate)) of what was seen"
      stated += [shares, rate]
    }
    if let leads = all.sum(\.leads) {
      zh += "，带来\(prose(leads, Unit(.number, label: .init(zh: "条", en: ""))))线索"
      en += ", and brought \(prose(leads, Unit(.number))) leads"
    }
    chapter.blocks.append(.heading(pick("内容效果", "Content")))
    chapter.blocks.append(.bullets([say("content-total", zh + "。", en + ".", stated)] + best(items)))
    for (id, title, path) in [
      ("pillar", pick("内容支柱", "Pillar"), \ContentItem.pillar), ("format", pick("形式", "Format"), \ContentItem.format),
      ("platform", pick("平台", "Platform"), \ContentItem.platform),
    ] {
      let groups = groups(items, by: path)
      guard groups.count > 1 else { continue }
      chapter.blocks.append(.table(contentTable(id, title, groups, all)))
      if id == "pillar" { chapter.blocks.append(.chart(id: "content-pillars", contentChart(title, groups))) }
    }
    let top = items.sorted { a, b in
      (b.views ?? .zero, a.id) < (a.views ?? .zero, b.id)
    }.prefix(10).map { ContentGroup(name: $0.title, items: [$0]) }
    chapter.blocks.append(.table(contentTable("top", pick("内容", "Piece"), Array(top), items.count > 10 ? nil : all)))
  }

  /// Groups by descending views; items without the property are left out.
  private func groups(_ items: [ContentItem], by path: KeyPath<ContentItem, String?>) -> [ContentGroup] {
    var order: [String] = []
    var members: [String: [ContentItem]] = [:]
    for item in items {
      guard let name = item[keyPath: path], !name.isEmpty else { continue }
      if members[name] == nil { order.append(name) }
      members[name, default: []].append(item)
    }
    return order.map { ContentGroup(name: $0, items: members[$0] ?? []) }.sorted { a, b in
      ((b.sum(\.views)?.double ?? 0), a.name) < ((a.sum(\.views)?.double ?? 0), b.name)
    }
  }

  /// The pillar or form that brings most for what is seen of it, where two or more can be compared.
  private func best(_ items: [ContentItem]) -> [Sentence] {
    let pillars = groups(items, by: \.pillar)
    let hasLeads = pillars.contains { ($0.sum(\.leads)?.double ?? 0) > 0 }
    let path: KeyPath<ContentItem, Exact?> = hasLeads ? \.leads : \.shares
    let rated = pillars.compactMap { group in group.ratio(path, of: \.views).map { (group, $0) } }
    guard rated.count > 1, let top = rated.max(by: { ($0.1, $1.0.name) < ($1.1, $0.0.name) }),
      let low = rated.min(by: { ($0.1, $0.0.name) < ($1.1, $1.0.name) }), top.1 > low.1
    else { return [] }
    func perThousand(_ value: Double) -> String { style.full(value * 1000, .decimal) }
    let what = hasLeads ? (zh: "线索", en: "leads") : (zh: "分享", en: "shares")
    let sentence = say(
      "content-best",
      "每千次阅读带来的\(what.zh)，“\(datum(top.0.name))”最多，\(perThousand(top.1))；“\(datum(low.0.name))”最少，\(perThousand(low.1))。",
      "For a thousand views, “\(top.0.name)” brings most \(what.en), \(perThousand(top.1)); “\(low.0.name)” least, \(perThousand(low.1)).")
    highlight(0.25, .behaviour, sentence)
    if hasLeads, low.1 * 2 <= top.1 {
      advise(
        0.3, .behaviour, "advice-content-pillar",
        "内容向“\(datum(top.0.name))”倾斜：每千次阅读的线索是“\(datum(low.0.name))”的 \(style.full(low.1 > 0 ? top.1 / low.1 : nil, .decimal)) 倍。",
        "Make more of “\(top.0.name)”: it brings \(style.full(low.1 > 0 ? top.1 / low.1 : nil, .decimal)) times the leads of “\(low.0.name)” for what is seen.")
    }
    return [sentence]
  }

  private func contentTable(_ id: String, _ title: String, _ groups: [ContentGroup], _ all: ContentGroup?) -> ReviewTable {
    func has(_ value: (ContentGroup) -> Any?) -> Bool { groups.contains { value($0) != nil } }
    let columns: [(shown: Bool, title: String, cell: (ContentGroup) -> ReviewTable.Cell)] = [
      (id != "top", pick("条数", "Pieces"), { self.count($0.items.count) }),
      (true, pick("阅读", "Views"), { self.amount($0.sum(\.views), .count) }),
      (has { $0.completion }, pick("完成率", "Completion"), { self.share($0.completion) }),
      (has { $0.dwell }, pick("平均停留", "Mean dwell"), { self.amount($0.dwell, .seconds) }),
      (has { $0.sum(\.shares) }, pick("分享", "Shares"), { self.amount($0.sum(\.shares), .count) }),
      (has { $0.ratio(\.shares, of: \.views) }, pick("分享率", "Share rate"), { self.share($0.ratio(\.shares, of: \.views)) }),
      (has { $0.sum(\.comments) }, pick("评论", "Comments"), { self.amount($0.sum(\.comments), .count) }),
      (has { $0.sum(\.leads) }, pick("线索", "Leads"), { self.amount($0.sum(\.leads), .count) }),
      (
        has { $0.sum(\.leads) }, pick("每千次阅读线索", "Leads per 1,000 views"),
        { self.amount($0.ratio(\.leads, of: \.views).map { $0 * 1000 }, .decimal) }
      ),
    ]
    let shown = columns.filter(\.shown)
    func row(_ group: ContentGroup) -> [ReviewTable.Cell] { [.init(group.name)] + shown.map { $0.cell(group) } }
    return ReviewTable(
      id: "content-" + id,
      caption: id == "top" ? pick("看得最多的内容", "Most seen") : pick("按\(title)", "By \(Words.lowered(title))"),
      columns: [.init(title: title, numeric: false)] + shown.map { .init(title: $0.title, numeric: true) },
      rows: groups.map(row),
      totalRow: all.map { [.init(pick("合计", "Total"))] + row($0).dropFirst() },
      note: has { $0.completion } ? pick("完成率与停留按阅读次数加权。", "Completion and dwell are weighted by views.") : nil)
  }

  private func contentChart(_ title: String, _ groups: [ContentGroup]) -> Chart {
    let whole = groups.compactMap { $0.sum(\.views)?.double }.reduce(0, +)
    var finding: String?
    if let first = groups.first, let views = first.sum(\.views)?.double, whole > 0 {
      finding = pick(
        "“\(datum(first.name))”占阅读的\(percent(views / whole))", "“\(first.name)” has \(percent(views / whole)) of the views")
    }
    return .bar(
      BarChart(
        frame: ChartFrame(
          finding: finding, subject: pick("各支柱的阅读", "Views by pillar"), unit: .count, unitName: chinese ? "次" : nil),
        categories: groups.map(\.name),
        series: [ChartSeries(name: pick("阅读", "Views"), values: groups.map { $0.sum(\.views)?.double })], direction: .lying))
  }
}
