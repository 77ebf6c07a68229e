import Charts
import Diagnostics
import Formulas
import HTML
import Registers
import Values

/// What a view needs of the page it stands on.
public struct ViewHost: Sendable {
  public var chinese: Bool
  public var today: Day
  public var chartText: ChartText
  /// How a value of a column is written.
  public var text: @Sendable (FormulaValue, ShownColumn) -> String
  /// Where a reference leads from this page, `nil` when there is no page.
  public var link: @Sendable (RegisterColumn.Target, String) -> String?
  /// A cell of Markdown as markup.
  public var markdown: @Sendable (String) -> Markup
  /// For each row whether it meets a condition.
  public var matching: @Sendable (Formula, RegisterRows) -> [Bool]
  /// The rows of the site that a campaign's rows of a register may refer to.
  public var shared: @Sendable (RegisterRows) -> RegisterRows?
  /// Days off, for shading.
  public var isWorked: @Sendable (Day) -> Bool

  public init(
    chinese: Bool, today: Day, chartText: ChartText, text: @escaping @Sendable (FormulaValue, ShownColumn) -> String,
    link: @escaping @Sendable (RegisterColumn.Target, String) -> String? = { _, _ in nil },
    markdown: @escaping @Sendable (String) -> Markup,
    matching: @escaping @Sendable (Formula, RegisterRows) -> [Bool] = { _, rows in
      [Bool](repeating: true, count: rows.count)
    },
    shared: @escaping @Sendable (RegisterRows) -> RegisterRows? = { _ in nil },
    isWorked: @escaping @Sendable (Day) -> Bool = { $0.weekday <= 5 }
  ) {
    self.chinese = chinese
    self.today = today
    self.chartText = chartText
    self.text = text
    self.link = link
    self.markdown = markdown
    self.matching = matching
    self.shared = shared
    self.isWorked = isWorked
  }

  func pick(_ zh: String, _ en: String) -> String { chinese ? zh : en }
  func pick(_ wording: Wording) -> String { chinese ? wording.zh : wording.en }
}

/// One view of some rows of a register, ready to be written.
public struct ShownView: Sendable {
  public let view: RegisterView
  public let rows: RegisterRows
  /// The rows to show, in order.
  public let selection: [Int]
  /// How many rows the view's condition admits, more than shown when there is a limit.
  public let total: Int
  let columns: [ShownColumn]
  let host: ViewHost
  /// Unique on the page; starts every id.
  public let id: String
  /// What the view stands under, in words: the register, and whose rows they are. `nil` where nothing names it.
  let within: String?
  /// Whether the view writes its title; it does not where a heading just above says the same.
  let isTitled: Bool

  /// - Parameters:
  ///   - extra: a further condition, as in a fenced block.
  ///   - slice: only these of the rows, counted in the view's order, as on one page of many.
  ///   - only: no rows but these.
  ///   - within: see the property; frames that scroll are named by it, so that no two on a page are called the same.
  public init(
    _ view: RegisterView, of rows: RegisterRows, host: ViewHost, id: String, extra: Formula? = nil, limit: Int? = nil,
    slice: Range<Int>? = nil, only: Set<Int>? = nil, within: String? = nil, isTitled: Bool = true
  ) {
    self.view = view
    self.rows = rows
    self.host = host
    self.id = id
    self.within = within
    self.isTitled = isTitled
    var selected = (0..<rows.count).filter { only?.contains($0) ?? true }
    for condition in [view.condition, extra].compactMap({ $0 }) {
      let matches = host.matching(condition, rows)
      selected.removeAll { !matches[$0] }
    }
    if !view.sort.isEmpty {
      let keys = view.sort.compactMap { key in rows.index(of: key.column).map { (column: $0, descending: key.descending) } }
      // Stable: equal rows stay in the order of their files.
      selected.sort { a, b in
        for key in keys {
          let order = ShownView.order(rows.cells[key.column][a], rows.cells[key.column][b], descending: key.descending)
          if order != 0 { return order < 0 }
        }
        return a < b
      }
    }
    if let slice { selected = Array(selected[slice.clamped(to: 0..<selected.count)]) }
    total = selected.count
    if let most = [view.limit, limit].compactMap({ $0 }).min(), selected.count > most {
      selected.removeSubrange(most...)
    }
    selection = selected
    let chosen = selected
    columns = rows.shownColumns.filter { ($0.visibility ?? "public") == "public" }
      .map { ShownView.evened($0, rows.cells[$0.index], chosen) }
  }

  /// The column with as many decimals for all its cells as one of them needs: at most two, of a percentage one.
  private static func evened(_ column: ShownColumn, _ cells: [FormulaValue], _ selection: [Int]) -> ShownColumn {
    guard column.decimals == nil, [.decimal, .money, .percent].contains(column.type) else { return column }
    let isPercent = column.type == .percent
    var most = 0
    for row in selection {
      guard case .number(let number) = cells[row] else { continue }
      // Sums of money and shares in one column, as targets are: each is written as it is.
      if column.type == .decimal, abs(number.double) >= 10_000 { return column }
      let shown = isPercent ? number.multiplied(by: .exact(Exact(100))) : number
      most = max(most, shown.exact(decimals: isPercent ? 1 : 2)?.scale ?? 0)
    }
    var column = column
    column.decimals = column.type == .money && most > 0 ? 2 : most
    return column
  }

  /// Missing values stand last whatever the direction.
  static func order(_ a: FormulaValue, _ b: FormulaValue, descending: Bool) -> Int {
    let sign = descending ? -1 : 1
    switch (a, b) {
    case (.missing, .missing): return 0
    case (.missing, _): return 1
    case (_, .missing): return -1
    case (.number(let x), .number(let y)): return x.compared(to: y) * sign
    case (.day(let x), .day(let y)): return (x < y ? -1 : (x == y ? 0 : 1)) * sign
    case (.text(let x), .text(let y)): return (x == y ? 0 : (x < y ? -1 : 1)) * sign
    case (.bool(let x), .bool(let y)): return (x == y ? 0 : (x ? 1 : -1)) * sign
    default: return 0
    }
  }

  // MARK: Looking up

  func column(_ id: String?) -> ShownColumn? { id.flatMap { id in columns.first { $0.id == id } } }

  func part(_ name: String) -> ShownColumn? { column(view.parts[name]) }

  func value(_ row: Int, _ column: ShownColumn) -> FormulaValue { rows.cells[column.index][row] }

  func text(_ row: Int, _ column: ShownColumn?) -> String? {
    guard let column else { return nil }
    let value = value(row, column)
    if value == .missing || value == .text("") || value == .list([]) { return nil }
    return host.text(value, column)
  }

  func number(_ row: Int, _ column: ShownColumn?) -> Double? {
    guard let column, case .number(let number) = value(row, column) else { return nil }
    return number.double
  }

  func day(_ row: Int, _ column: ShownColumn?) -> Day? {
    guard let column else { return nil }
    switch value(row, column) {
    case .day(let day): return day
    case .number(let seconds) where column.type == .time:
      return Day(number: Int32((seconds.double / 86_400).rounded(.down)))
    default: return nil
    }
  }

  /// The column that names a row: the part `label`, else the first text that is not the key, else the first.
  var labelColumn: ShownColumn? {
    part("label") ?? columns.first { $0.id == "name" }
      ?? columns.first { $0.type == .text && !rows.declaration.key.contains($0.id) } ?? columns.first
  }

  /// The row's key as one text, for anchors and attributes.
  public static func key(_ row: Int, of rows: RegisterRows) -> String? {
    guard !rows.declaration.key.isEmpty else { return nil }
    var parts: [String] = []
    for id in rows.declaration.key {
      guard let index = rows.index(of: id), index < rows.cells.count else { return nil }
      switch rows.cells[index][row] {
      case .text(let text): parts.append(text)
      case .number(let number): parts.append(number.plainText)
      case .day(let day): parts.append(day.iso)
      default: return nil
      }
    }
    return parts.joined(separator: "·")
  }

  /// The values of a column that occur: declared ones first and in their order, then as they come.
  func values(
    of column: ShownColumn, declared: Bool = false, in rows: [Int]? = nil
  ) -> [(id: String, label: String)] {
    let rows = rows ?? selection
    var result: [(id: String, label: String)] = []
    var seen: Set<String> = []
    let present = Set(rows.compactMap { id($0, column) })
    for choice in column.choices where declared || present.contains(choice.id) {
      if seen.insert(choice.id).inserted { result.append((choice.id, host.pick(choice.label))) }
    }
    for row in rows {
      for item in ids(row, column) where seen.insert(item).inserted {
        result.append((item, host.text(.text(item), column)))
      }
    }
    if column.choices.isEmpty, column.type == .integer { result.sort { Double($0.id) ?? 0 < Double($1.id) ?? 0 } }
    return result
  }

  /// A cell's value as the text that tells values apart.
  func id(_ row: Int, _ column: ShownColumn) -> String? {
    switch value(row, column) {
    case .missing: nil
    case .text(let text): text.isEmpty ? nil : text
    case .number(let number): number.plainText
    case .day(let day): column.type == .month ? String(day.iso.prefix(7)) : day.iso
    case .bool(let value): value ? "true" : "false"
    case .list(let items): items.isEmpty ? nil : items.joined(separator: "、")
    }
  }

  private func ids(_ row: Int, _ column: ShownColumn) -> [String] {
    if case .list(let items) = value(row, column) { return items }
    return id(row, column).map { [$0] } ?? []
  }

  /// The values of a column among some rows, with one more for rows that have none, so that nothing is left out of a
  /// sum; and for each row the places of its values among them.
  func buckets(of column: ShownColumn, in rows: [Int]) -> (labels: [(id: String?, label: String)], places: [[Int]]) {
    var labels: [(id: String?, label: String)] = values(of: column, in: rows).map { ($0.id, $0.label) }
    var known: [String: Int] = [:]
    for (place, bucket) in labels.enumerated() { known[bucket.id ?? ""] = place }
    let rest = labels.count
    let places = rows.map { row -> [Int] in
      let found = ids(row, column).compactMap { known[$0] }
      return found.isEmpty ? [rest] : found
    }
    if places.contains([rest]) { labels.append((nil, host.pick("（未填）", "(empty)"))) }
    return (labels, places)
  }

  /// The sums of a measure where two columns meet, first the outer one's values. Missing where no row has a number, and
  /// where several shares would have to be added. Empty where there would be more cells than anyone could look at.
  func sums(
    of measure: ShownColumn, in rows: [Int], outer: [[Int]], inner: [[Int]], outerCount: Int, innerCount: Int
  ) -> [[Number?]] {
    guard outerCount * innerCount <= 200_000 else { return [] }
    var sums = [[Number?]](repeating: [Number?](repeating: nil, count: innerCount), count: outerCount)
    var refused: Set<Int> = []
    for (place, row) in rows.enumerated() {
      guard case .number(let number) = value(row, measure) else { continue }
      for a in outer[place] {
        for b in inner[place] {
          if let sum = sums[a][b] {
            if measure.type == .percent { refused.insert(a * innerCount + b) }
            sums[a][b] = sum.adding(number)
          } else {
            sums[a][b] = number
          }
        }
      }
    }
    for cell in refused { sums[cell / innerCount][cell % innerCount] = nil }
    return sums
  }

  func holds(_ row: Int, _ column: ShownColumn, _ wanted: String) -> Bool {
    if case .list(let items) = value(row, column) { return items.contains(wanted) }
    return id(row, column) == wanted
  }

  /// The rows of one chart or table, or of one for each value of `split`, with the title of each.
  func splitParts() -> [(rows: [Int], title: String)] {
    guard let split = part("split") else { return [(selection, title)] }
    // In the order of the file: a view sorts within each part.
    return values(of: split, in: selection.sorted()).map { value in
      (selection.filter { holds($0, split, value.id) }, "\(title)\(host.pick("：", ": "))\(value.label)")
    }
  }

  /// The view's own title, else the register's name, or what kind of list it is where a heading has that name already.
  public var title: String {
    if let title = view.title { return host.pick(title) }
    guard within != nil else { return host.pick(rows.declaration.name) }
    switch view.kind {
    case .table: return host.pick("明细", "All rows")
    case .cards: return host.pick("卡片", "Cards")
    case .board: return host.pick("看板", "Board")
    case .calendar: return host.pick("日历", "Calendar")
    case .timeline: return host.pick("时间线", "Timeline")
    default: return host.pick(rows.declaration.name)
    }
  }

  /// The name of a frame that scrolls.
  var frameName: String { frameName(title) }

  private func frameName(_ title: String) -> String { within.map { "\($0)\(host.pick("：", ": "))\(title)" } ?? title }

  /// Opens the frame of a table and writes its caption.
  func startTable(
    _ style: StaticString, id: String? = nil, title: String? = nil, attributes: (inout HTMLWriter) -> Void = { _ in },
    into html: inout HTMLWriter
  ) {
    let title = title ?? self.title
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", frameName(title))
    html.raw("><table class=\"")
    html.raw(style)
    html.raw("\"")
    html.attribute("id", "table-" + (id ?? self.id))
    attributes(&html)
    html.raw("><caption")
    if !isTitled { html.raw(" class=\"unseen\"") }
    html.raw(">")
    html.text(title)
    html.raw("</caption>")
  }

  /// Whether the view writes its title by itself, as tables and charts do.
  public var bearsTitle: Bool {
    switch view.kind {
    case .cards, .board, .quadrants, .timeline, .calendar: false
    default: true
    }
  }

  // MARK: Writing

  /// Writes the view. Nothing is written for a view without rows.
  public func render(into html: inout HTMLWriter) {
    guard !selection.isEmpty else { return }
    switch view.kind {
    case .table: table(into: &html)
    case .cards: cards(into: &html)
    case .board: board(into: &html)
    case .calendar: calendar(into: &html)
    case .matrix: matrix(into: &html)
    case .quadrants: quadrants(into: &html)
    case .heat: heat(into: &html)
    case .timeline: timeline(into: &html)
    case .gantt, .tree, .pyramid, .journey, .radar, .bar, .line, .flow:
      for (number, chart) in charts().enumerated() {
        chart.render(into: &html, id: number == 0 ? id : "\(id)-\(number + 1)", text: host.chartText)
      }
    }
    if total > selection.count {
      html.element(
        "p", class: "table-note",
        host.pick("共 \(total) 行，这里显示前 \(selection.count) 行。", "The first \(selection.count) of \(total) rows."))
    }
  }
}

extension Number {
  /// All digits, without separators: what tells values apart, and what scripts and tests read.
  var plainText: String {
    switch self {
    case .exact(let value): value.description
    case .real(let value): "\(value)"
    }
  }
}
