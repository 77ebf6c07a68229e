import Diagnostics
import Formulas
import Testing
import Values

private func number(_ text: String) -> FormulaValue { .number(.exact(Exact(text) ?? .zero)) }

/// Evaluates a formula over a few named values; other names are missing.
private func value(_ text: String, _ names: [String: FormulaValue] = [:]) throws -> FormulaValue {
  let formula = try Formula.parse(text, at: Location("f", line: 1, column: 1)).get()
  return formula.evaluate { names[formula.names[$0].joined(separator: ".")] ?? .missing }.value
}

private func problem(_ text: String, _ context: Formula.Context = .kpi) -> String? {
  switch Formula.parse(text, at: Location("f", line: 3, column: 10), context: context) {
  case .success: nil
  case .failure(let diagnostic): "\(diagnostic.location.column): \(diagnostic.problem.message.en)"
  }
}

@Suite("Formulas") struct FormulaTests {
  // Expected values by the rules of arithmetic, worked out by hand.
  @Test("Operators bind as in arithmetic", arguments: [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("8 - 3 - 2", "3"), ("16 / 4 / 2", "2"), ("-2 * 3", "-6"), ("2 - -3", "5"),
    ("-(1 + 2)", "-3"), ("1.5 + 0.25", "1.75"), ("10 / 4", "2.5"), ("0.1 + 0.2", "0.3"), ("min(3, 1, 2)", "1"),
    ("max(3, 1 + 4, 2)", "5"), ("abs(2 - 5)", "3"), ("round(2.5)", "3"), ("round(-2.345, 2)", "-2.35"),
    ("if(1 < 2, 10, 20)", "10"), ("if(not 1 < 2, 10, 20)", "20"), ("if(1 = 1 and 2 != 2, 1, 0)", "0"),
    ("if(1 > 2 or 2 <= 2 and 3 >= 3, 1, 0)", "1"), ("coalesce(a, 4)", "4"), ("coalesce(1, a)", "1"),
    ("2026-03-01 - 2026-02-27", "2"), ("if(2026-02-27 + 2 = 2026-03-01, 1, 0)", "1"),
    ("if(\"甲\" = \"甲\", 1, 0)", "1"), ("if(\"a\"\"b\" = \"ab\", 1, 0)", "0"),
  ])
  func operators(text: String, expected: String) throws {
    #expect(try value(text) == number(expected))
  }

  @Test("Quotients are exact while they end, else the nearest real number")
  func quotients() throws {
    #expect(try value("540000 / 3000") == number("180"))
    #expect(try value("1 / 3") == .number(.real(1.0 / 3)))
  }

  @Test("Names are Han or Latin letters, digits and _, in paths", arguments: ["点击", "new_buyers", "this.金额", "a.b.c2"])
  func names(name: String) throws {
    #expect(try value("\(name) + 1", [name: number("4")]) == number("5"))
  }

  @Test("Missing in, missing out", arguments: [
    "a + 1", "-a", "a / 2", "2 / a", "min(1, a)", "abs(a)", "round(a)", "if(a > 1, 1, 2)", "if(1 > 2, 1)", "1 / 0", "0 / 0",
    "a and 1 = 1", "1 + \"x\"",
  ])
  func missing(text: String) throws {
    #expect(try value(text) == .missing)
  }

  @Test("One side settles and, or", arguments: [("a = 1 and 1 = 2", false), ("1 = 1 or a = 1", true)])
  func settled(text: String, expected: Bool) throws {
    #expect(try value(text) == .bool(expected))
  }

  @Test("A zero divisor is told apart from a missing name")
  func flaws() throws {
    let formula = try Formula.parse("a / b", at: Location("f")).get()
    #expect(formula.evaluate { $0 == 0 ? number("1") : number("0") }.flaw == .zeroDivisor)
    #expect(formula.evaluate { _ in .missing }.flaw == nil)
  }

  @Test("Only names that matter are asked for")
  func lazy() throws {
    let formula = try Formula.parse("if(a > 1, b, c)", at: Location("f")).get()
    var asked: [String] = []
    _ = formula.evaluate { asked.append(formula.names[$0][0]); return number("2") }
    #expect(asked == ["a", "b"])
  }

  @Test("Errors point to the character at fault", arguments: [
    ("", "10: formula: it is empty"),
    ("a +", "13: formula: it ends too early"),
    ("a b", "12: formula: an operator is missing before 'b'"),
    ("(a", "10: formula: this parenthesis is not closed"),
    ("a)", "11: formula: there is a ) too many"),
    ("点击÷展示", "12: formula: '÷' means nothing here"),
    ("a, b", "11: formula: a comma may only stand between the arguments of a function"),
    ("1 < 2 < 3", "16: formula: comparisons cannot be chained"),
    ("a * * b", "14: formula: a number or name is missing before '*'"),
    ("rund(a)", "10: formula: there is no function 'rund'"),
    ("if(a)", "10: formula: if takes 2–3 arguments, not 1"),
    ("abs()", "10: formula: abs takes 1 arguments, not 0"),
    ("\"a", "10: formula: the text has no closing quotation mark"),
    ("2026-02-30", "10: formula: there is no day 2026-02-30"),
    ("sum(a)", "10: formula: sum needs a register to go through, and there is none here"),
    ("1 + count(where a = 1)", "14: formula: count needs a register to go through, and there is none here"),
    ("abs(a where b = 1)", "10: formula: 'where' may only stand inside a function's parentheses, once"),
    ("a.", "12: formula: a name should follow the dot"),
    ("1 = not a", "14: formula: a number or name is missing before 'not'"),
  ])
  func errors(text: String, expected: String) {
    #expect(problem(text) == expected)
  }

  @Test("Register formulas may go through rows", arguments: [
    "count()", "count(where status != \"关闭\")", "sum(this.amount where this.type = \"促销\") / 2", "max(score)",
  ])
  func registers(text: String) {
    #expect(problem(text, .register) == nil)
  }

  @Test("Ten thousand levels of nesting cost no call stack", arguments: [
    (String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000), "1"),
    (String(repeating: "abs(-", count: 10_000) + "1" + String(repeating: ")", count: 10_000), "1"),
    (String(repeating: "1+(", count: 10_000) + "1" + String(repeating: ")", count: 10_000), "10001"),
    (String(repeating: "if(1=1,", count: 10_000) + "7" + String(repeating: ",0)", count: 10_000), "7"),
  ])
  func nesting(text: String, expected: String) throws {
    #expect(try value(text) == number(expected))
  }

  @Test("Numbers beyond exact arithmetic go on as real ones")
  func large() throws {
    let big = String(repeating: "9", count: 30)
    guard case .number(.real(let product)) = try value("\(big) * \(big)") else {
      Issue.record("not a real number")
      return
    }
    #expect(abs(product / 1e60 - 1) < 1e-12)
  }
}
