import HTML
import Testing
import Training

@Suite("A module cut into slides")
struct DeckTests {
  private func block(_ text: String) -> Markup { Markup { $0.element("p", text) } }
  private func heading(_ text: String) -> DeckPart {
    DeckPart(.heading(level: 2, text: text, anchor: text), Markup { $0.text(text) }, line: 1)
  }
  private func shown(_ text: String) -> DeckPart { DeckPart(.shown, block(text), line: 2) }

  private func list(_ entries: Int, of text: String) -> Markup {
    Markup { html in
      html.raw("<ol>\n")
      for number in 1...entries {
        html.raw("<li>")
        html.text("\(number) \(text)")
        html.raw("</li>\n")
      }
      html.raw("</ol>\n")
    }
  }

  @Test("headings and cuts begin slides; notes go to the slide before them; what stands alone gets a slide")
  func cuts() {
    let deck = Deck([
      heading("一"), shown("甲"), DeckPart(.note(.speaker), block("备注"), line: 3), DeckPart(.cut, Markup(), line: 4), shown("乙"),
      DeckPart(.cut, Markup(), line: 5), heading("二"), DeckPart(.alone(.exercise(lines: 8)), block("练习"), line: 6),
      DeckPart(.note(.answer), block("答案"), line: 7), shown("丙"),
    ])
    #expect(deck.slides.map(\.heading) == ["一", "一", "二", "二"])
    #expect(deck.slides.map { $0.blocks.map(\.plainText) } == [["甲"], ["乙"], ["练习"], ["丙"]])
    #expect(deck.slides.map(\.isContinued) == [false, true, false, true])
    #expect(deck.slides.map { $0.notes.map(\.markup.plainText) } == [["备注"], [], ["答案"], []])
    #expect(deck.slides[2].kind == .exercise(lines: 8) && deck.slides[3].kind == .text)
  }

  @Test("a slide that holds a little too much is set smaller, one that holds more goes on with the next")
  func fits() {
    // A line of the body is 43 Han characters and 39 pixels high; under a heading of one line there is room for 548.
    let line = String(repeating: "字", count: 40)
    func deck(_ count: Int) -> Deck { Deck([heading("题")] + (0..<count).map { _ in shown(line) }) }
    #expect(deck(10).slides.map(\.fit) == [0])
    #expect(deck(11).slides.map(\.fit) == [1])
    let long = deck(30)
    #expect(long.slides.count == 3 && long.slides.allSatisfy { $0.overflow == nil })
    #expect(long.slides.reduce(0) { $0 + $1.blocks.count } == 30)
  }

  @Test("a list is cut between its entries and goes on counting; nothing is lost")
  func lists() {
    let text = String(repeating: "字", count: 70)
    let deck = Deck([heading("题"), DeckPart(.shown, list(12, of: text), line: 2)])
    #expect(deck.slides.count == 2)
    let markup = deck.slides.flatMap(\.blocks).map(\.string)
    #expect(markup[0].hasPrefix("<ol>") && markup[1].hasPrefix("<ol start=\""))
    let first = markup[0].split(separator: "<li>").count - 1
    #expect(markup[1].hasPrefix("<ol start=\"\(first + 1)\">"))
    for number in 1...12 { #expect(markup.joined().contains(">\(number) 字")) }
  }

  @Test("a table is cut between rows under its head again")
  func tables() {
    let table = Markup { html in
      html.raw("<div class=\"table-scroll\"><table>\n<thead><tr><th>项</th><th>值</th></tr></thead>\n<tbody>\n")
      for number in 1...20 {
        html.raw("<tr><td>")
        html.text("行\(number)")
        html.raw("</td><td>1</td></tr>\n")
      }
      html.raw("</tbody>\n</table>\n</div>\n")
    }
    let deck = Deck([heading("题"), DeckPart(.shown, table, line: 2)])
    let markup = deck.slides.flatMap(\.blocks).map(\.string)
    #expect(markup.count == 2)
    for part in markup {
      #expect(part.contains("<thead><tr><th>项</th>") && part.hasSuffix("</tbody>\n</table>\n</div>\n"))
    }
    for number in 1...20 { #expect(markup.joined().contains("<td>行\(number)</td>")) }
  }

  @Test("what cannot be cut and does not fit at the smallest type says by how much")
  func overflow() throws {
    let deck = Deck([heading("题"), shown(String(repeating: "字", count: 1600))])
    #expect(deck.slides.count == 1 && deck.slides[0].fit == 2)
    let over = try #require(deck.slides[0].overflow)
    #expect(over > 1.2 && over < 2.2)
  }
}
