import Metrics
import Tables
import Testing
import Values

@Suite("Orders by customer") struct OrderTests {
  @Test("Lines of one order are one order, and what they differ in is no dimension of orders")
  func lines() {
    let found = facts(
      frame(),
      table(
        """
        customer|date|order|product|amount
        a|2026-06-01|1|锅|300
        a|2026-06-01|1|架|40
        a|2026-06-03|2|锅|300
        b|2026-06-02||锅|100
        b|2026-06-02||架|20
        """, .orders))
    #expect(found.value("orders") == "4" && found.value("revenue") == "760" && found.value("buyers") == "2")
    #expect(found.value("revenue", .campaign, ["product": "锅"]) == nil)
    let book = found.orderBook
    #expect(book?.count == 2 && book?.orders == 4 && book?.revenue == exact("760"))
    // b bought twice on one day: one purchase.
    #expect(book.map { [$0.purchases(0), $0.purchases(1)] } == [2, 1])
    #expect(book?.lines.orders.count == 5 && Set(book?.lines.orders ?? []).count == 4)
  }

  @Test("Returns lower what a customer spent and are no purchase")
  func returns() {
    let book = facts(frame(), table("customer|date|amount\na|2026-06-01|300\na|2026-06-09|-100\nb|2026-06-05|-50", .orders)).orderBook
    #expect(book?.count == 1 && book?.spent == [200] && book?.orders == 1)
    #expect(book?.period == period("2026-06-01", "2026-06-01"))
  }

  @Test("Customers whose first purchase is not marked belong to no history")
  func marked() {
    let book = facts(
      frame(), table("customer|date|first|amount\na|2026-05-01|是|10\na|2026-06-01||10\nb|2026-06-02||10", .orders)).orderBook
    #expect(book?.marksFirst == true && book?.histories.count == 1)
    #expect(book?.histories.first.map { [$0.repeats, $0.last, $0.age, $0.customers] } == [1, 31, 32, 1])
  }

  @Test("Customers, purchases, spending and histories add up to the rows", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func sums(_ seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func roll(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var (rows, total) = ("customer|date|amount", 0)
    var days: [String: Set<String>] = [:]
    for _ in 0..<500 {
      let (name, amount) = ("k\(roll(60))", 1 + roll(900))
      let date = Day(number: day("2026-01-01").number + Int32(roll(160))).iso
      rows += "\n\(name)|\(date)|\(amount)"
      total += amount
      days[name, default: []].insert(date)
    }
    guard let book = facts(frame(), table(rows, .orders)).orderBook else {
      Issue.record("no book")
      return
    }
    #expect(book.count == days.count && book.orders == 500 && book.revenue == Exact(total))
    #expect(book.spent.reduce(0, +) == Int64(total))
    #expect(book.days.count == days.values.reduce(0) { $0 + $1.count })
    #expect((0..<book.count).allSatisfy { book.purchases($0) >= 1 })
    for customer in 0..<book.count {
      let own = book.days[Int(book.offsets[customer])..<Int(book.offsets[customer + 1])]
      #expect(zip(own, own.dropFirst()).allSatisfy { $0 < $1 })
    }
    #expect(book.histories.reduce(0) { $0 + Int($1.customers) } == book.count)
    #expect(book.histories.reduce(0) { $0 + Int($1.repeats) * Int($1.customers) } == book.days.count - book.count)
  }
}
