import RegisterViews
import Testing

private let costs = """
  id: costs
  name: {zh: 费用, en: Costs}
  scope: campaign
  key: id
  columns:
    - {id: id, label: {zh: 编号, en: ID}}
    - {id: kind, type: choice, values: [{id: media, label: {zh: 媒体, en: Media}}, {id: goods, label: {zh: 物料, en: Goods}}, {id: none, label: {zh: 其他, en: Other}}], label: {zh: 类别, en: Kind}}
    - {id: amount, type: money, label: {zh: 金额, en: Amount}}
    - {id: day, type: date, label: {zh: 日期, en: Day}}
    - {id: paid, type: yes-no, label: {zh: 已付, en: Paid}}
  checks:
    - {id: dear, when: amount > 200, severity: error, say: {zh: "{id} 超过 200", en: "{id} is above 200"}}
    - {id: undated, when: missing(day), severity: note, say: {zh: "{id} 没有日期", en: "{id} has no day"}}
  views:
    - {id: all, type: table, columns: [id, kind, amount, day], sort: [-amount]}
    - {id: grouped, type: table, columns: [id, amount], group: kind, sort: [-amount], totals: [amount]}
    - {id: some, type: table, columns: [id], where: amount < 200, limit: 1}
    - {id: cards, type: cards, label: id, columns: [amount, day]}
    - {id: board, type: board, by: kind, label: id, columns: [amount]}
    - {id: course, type: timeline, date: day, label: id, note: kind}
    - {id: rest, type: table}
  """
private let rows = [
  ["id", "kind", "amount", "day", "paid"], ["a", "媒体", "100", "2026-06-03", ""], ["b", "物料", "50.5", "2026-06-01", ""],
  ["c", "媒体", "300", "2026-06-02", ""], ["d", "", "7", "", ""],
]

@Suite("Tables, cards, boards and timelines") struct TableTests {
  @Test("A table has its columns and its order, and tells scripts the values behind the texts")
  func table() throws {
    let html = try #require(Sheet(costs, rows)).html("all")
    #expect(cells(html) == [
      ["编号", "类别", "金额", "日期"], ["c 超过 200|c", "媒体", "¥300.00", "2026-06-02"], ["a", "媒体", "¥100.00", "2026-06-03"],
      ["b", "物料", "¥50.50", "2026-06-01"], ["d 没有日期|d", "", "¥7.00", ""],
    ])
    #expect(html.contains(#"<tr data-key="b" id="v-b">"#))
    #expect(html.contains(#"<td class="num" data-column="amount" data-value="50.5">"#))
    #expect(html.contains(#"<td data-column="kind" data-value="goods">"#))
    #expect(html.contains(#"data-column="day" data-value="2026-06-01">"#))
  }

  @Test("Rows that a check speaks about are marked by how grave it is")
  func flags() throws {
    let html = try #require(Sheet(costs, rows, chinese: false)).html("all")
    #expect(html.contains(#"<tr data-key="c" id="v-c" class="has-finding">"#))
    #expect(html.contains(#"<span class="flag flag-bad" title="c is above 200">"#))
    #expect(html.contains(#"<tr data-key="d" id="v-d" class="has-note">"#))
    #expect(pieces(html, from: "class=\"flag ").count == 2)
  }

  // 100 + 300, and 457.5 in all; one row alone needs no subtotal.
  @Test("Groups stand in the order of the declaration, with sums of each and of all")
  func groups() throws {
    let html = try #require(Sheet(costs, rows)).html("grouped")
    #expect(cells(html) == [
      ["编号", "金额"], ["媒体 |2"], ["c 超过 200|c", "¥300.00"], ["a", "¥100.00"], ["小计", "¥400.00"], ["物料 |1"], ["b", "¥50.50"],
      ["（未填） |1"], ["d 没有日期|d", "¥7.00"], ["合计", "¥457.50"],
    ])
    #expect(html.contains(#"<td class="num" data-column="amount" data-value="457.5">"#))
  }

  @Test("A condition and a limit leave rows out, and say so")
  func limit() throws {
    let html = try #require(Sheet(costs, rows)).html("some")
    #expect(cells(html) == [["编号"], ["a"]])
    #expect(html.hasSuffix("共 3 行，这里显示前 1 行。</p>"))
  }

  // Sorting by it must tell 12.31% from 12.34%, and 12,000 must not read as 12.
  @Test("A value behind a text has all its digits", arguments: [("12.34%", "0.1234"), ("-0.5", "-0.5"), ("12000", "12000")])
  func digits(cell: String, value: String) throws {
    let rates = "id: rates\nname: {zh: 率, en: Rates}\nscope: campaign\nkey: x\n"
      + "columns: [{id: x, type: percent}]\nviews: [{id: t, type: table, totals: [x]}]"
    let html = try #require(Sheet(rates, [["x"], [cell]])).html("t")
    #expect(html.contains("data-key=\"\(value)\"") && html.contains("data-column=\"x\" data-value=\"\(value)\""))
  }

  @Test("Without named columns a table has those that hold something")
  func filled() throws {
    #expect(cells(try #require(Sheet(costs, rows)).html("rest"))[0] == ["编号", "类别", "金额", "日期"])
  }

  @Test("A card has the cells that are filled in")
  func cards() throws {
    let cards = pieces(try #require(Sheet(costs, rows)).html("cards"), from: "<li").map { words("<li" + $0) }
    #expect(cards == [
      "a|金额|¥100.00|日期|2026-06-03", "b|金额|¥50.50|日期|2026-06-01", "c 超过 200|c|金额|¥300.00|日期|2026-06-02",
      "d 没有日期|d|金额|¥7.00",
    ])
  }

  @Test("A board has a list for every declared value, and one for rows without")
  func board() throws {
    let lists = pieces(try #require(Sheet(costs, rows)).html("board"), from: "<section").map { words("<section" + $0) }
    #expect(lists == [
      "媒体 |2|a|金额|¥100.00|c 超过 200|c|金额|¥300.00", "物料 |1|b|金额|¥50.50", "其他 |0", "（未填） |1|d 没有日期|d|金额|¥7.00",
    ])
  }

  @Test("A timeline goes by days, and ends with what has none")
  func timeline() throws {
    let entries = pieces(try #require(Sheet(costs, rows)).html("course"), from: "<li").map { words("<li" + $0) }
    #expect(entries == ["2026-06-01|b|物料", "2026-06-02|c 超过 200|c|媒体", "2026-06-03|a|媒体", "d 没有日期|d"])
  }

  @Test("A register without rows shows nothing", arguments: ["all", "cards", "board", "course"])
  func empty(view: String) throws { #expect(try #require(Sheet(costs, [rows[0]])).html(view) == "") }
}
