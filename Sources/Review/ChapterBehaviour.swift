import Diagnostics
import Metrics
import Tables
import Values

extension Chapter {
  /// A sentence that stands with the part it is about instead of at the chapter's head.
  mutating func note(_ sentence: Sentence) { blocks.append(.bullets([sentence])) }
}

extension Writer {
  /// What customers did and said: visits, groups, retention, value; feedback, touchpoints, leads.
  func chapterBehaviour() -> Chapter {
    let needs = Wording(
      zh: "客群、留存与客户价值需要 data/orders*.csv（customer、date、amount，可加 channel、gross_profit、first、order、product）。",
      en: "Groups, retention and value of customers need data/orders*.csv (customer, date, amount; optional channel, gross_profit, first, order, product).")
    var chapter = Chapter(.behaviour, in: input.language)
    addTraffic(to: &chapter)
    if let book = facts.orderBook, SmallGroups.isSmall(book.count) {
      chapter.sentences.append(
        say(
          "behaviour-customers", "订单只来自不到\(SmallGroups.least)位客户，为保护个人不作客群分析。",
          "The orders come from under \(SmallGroups.least) customers; to protect them there is no analysis."))
    } else if let book = facts.orderBook, let totals = facts.customerTotals {
      addCustomerValue(book, totals, to: &chapter)
      addCustomerGroups(book, to: &chapter)
      addCohorts(book, to: &chapter)
      addChurnRisk(book, to: &chapter)
      addForecast(book, to: &chapter)
      addBaskets(book, to: &chapter)
    } else if facts.figure("orders").value != nil || facts.figure("revenue").value != nil {
      chapter.state = .partial
      chapter.needs = text(needs)
    }
    addFeedback(to: &chapter)
    addSalesFeedback(to: &chapter)
    addTouchpoints(to: &chapter)
    addLoyalty(to: &chapter)
    addLeads(to: &chapter)
    // A campaign that sells nothing has no customers to group, but it has to have something here.
    if chapter.blocks.isEmpty, chapter.sentences.isEmpty { return missingChapter(.behaviour, needs) }
    return chapter
  }

  /// The rows of `orders` that figures of customers come from.
  func orderSource(_ book: OrderBook) -> String? {
    source(Figure(id: "orders", kind: .measure, value: nil, unit: Unit(.number), sources: book.sources))
  }

  /// Puts a figure of customers on record.
  @discardableResult
  func recordCustomers(
    _ id: String, _ value: Number?, _ unit: Unit, formula: String, _ book: OrderBook, filter: [DimensionValue] = []
  ) -> Noted {
    record(
      FigureKey(id: id, filter: filter),
      Figure(
        id: id, kind: .kpi, value: value, unit: unit, formula: formula, sources: book.sources,
        missing: value == nil ? .undefined : nil, notes: [.fromOrders]))
  }

  static let personUnit = Unit(.number, label: Wording(zh: "人", en: "people"))
  static let dayUnit = Unit(.number, label: Wording(zh: "天", en: "days"))
}
