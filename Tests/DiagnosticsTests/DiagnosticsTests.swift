import Diagnostics
import Testing

private func problem(_ id: String = "x", _ severity: Severity = .error, _ words: String = "w") -> Problem {
  Problem(id, severity, zh: words, en: words)
}

@Suite struct OrderTests {
  @Test("diagnostics stand in the order of their places, errors before warnings at one place, each once")
  func order() {
    let sorted = [
      Diagnostic(problem("b"), at: Location("content/b.md", line: 1)),
      Diagnostic(problem("a"), at: Location("content/a.md", line: 10, column: 1)),
      Diagnostic(problem("w", .warning), at: Location("content/a.md", line: 2, column: 5)),
      Diagnostic(problem("z"), at: Location("content/a.md", line: 2, column: 5)),
      Diagnostic(problem("c"), at: Location("content/a.md", line: 2, column: 3)),
      Diagnostic(problem("c"), at: Location("content/a.md", line: 2, column: 3)),
      Diagnostic(problem("f"), at: Location("content/a.md")),
      Diagnostic(problem("s"), at: Location("content/a.md", sheet: "表", line: 1)),
    ].sortedByPlace()
    #expect(sorted.map { "\($0.location.description) \($0.problem.id)" } == [
      "content/a.md f", "content/a.md:2:3 c", "content/a.md:2:5 z", "content/a.md:2:5 w", "content/a.md:10:1 a",
      "content/a.md[表]:1 s", "content/b.md:1 b",
    ])
  }
}

@Suite struct PrinterTests {
  private func print(_ source: String, line: Int = 1, column: Int, hint: Wording? = nil, language: Language = .english) -> String {
    let printer = DiagnosticPrinter(language: language) { _, _ in source }
    let problem = Problem("rule", zh: "错了", en: "wrong", hint: hint)
    return printer.text(Diagnostic(problem, at: Location("a.md", line: line, column: column)))
  }

  @Test("the caret stands under the character, two cells for each Chinese one before it")
  func caret() {
    #expect(print("中文: x", column: 5) == "a.md:1:5: error[rule]: wrong\n  1 | 中文: x\n    |       ^\n")
    #expect(print("ab: x", column: 5) == "a.md:1:5: error[rule]: wrong\n  1 | ab: x\n    |     ^\n")
    #expect(print("\tx", line: 12, column: 2) == "a.md:12:2: error[rule]: wrong\n  12 |  x\n     |  ^\n")
    #expect(print("，、（）😀x", column: 6) == "a.md:1:6: error[rule]: wrong\n  1 | ，、（）😀x\n    |           ^\n")
  }

  @Test("a column behind the line's end has a caret just behind it, one further away has none")
  func behindEnd() {
    #expect(print("ab", column: 3) == "a.md:1:3: error[rule]: wrong\n  1 | ab\n    |   ^\n")
    #expect(print("ab", column: 9) == "a.md:1:9: error[rule]: wrong\n  1 | ab\n")
    #expect(print("", column: 1) == "a.md:1:1: error[rule]: wrong\n  1 | \n    | ^\n")
  }

  @Test("a long line is cut around the place")
  func longLine() {
    let source = String(repeating: "a", count: 200) + "b" + String(repeating: "c", count: 200)
    let lines = print(source, column: 201).split(separator: "\n")
    #expect(lines[1] == "  1 | " + String(repeating: "a", count: 39) + "b" + String(repeating: "c", count: 60))
    #expect(lines[2] == "    | " + String(repeating: " ", count: 39) + "^")
  }

  @Test("hints and rules are printed in the language asked for; severity and rule stay English")
  func languages() {
    let hint = Wording(zh: "这样写", en: "write it so")
    #expect(print("x", column: 0, hint: hint, language: .simplifiedChinese) == "a.md:1: error[rule]: 错了\n  1 | x\n  建议: 这样写\n")
    #expect(print("x", column: 0, hint: hint) == "a.md:1: error[rule]: wrong\n  1 | x\n  hint: write it so\n")
  }

  @Test("what a file holds cannot write on the terminal or break the lines")
  func controlCharacters() {
    let printer = DiagnosticPrinter(language: .english) { _, _ in "a\u{1B}[31mb" }
    let problem = Problem("rule", zh: "", en: "'\u{1B}[2J\nx\u{9B}' is wrong")
    #expect(printer.text(Diagnostic(problem, at: Location("a\u{7}.md", line: 1, column: 7)))
      == "a .md:1:7: error[rule]: ' [2J x ' is wrong\n  1 | a [31mb\n    |       ^\n")
  }
}

@Suite struct NearestTests {
  @Test("the nearest known word is proposed, and none when all are far", arguments: [
    ("titel", "title"), ("Title", "title"), ("ownr", "owner"), ("statsu", "status"), ("checkd", "checked"),
    ("x", nil), ("", nil), ("completely", nil), ("标题", nil), ("渠到", "渠道"), ("check_evry", "check_every"),
  ] as [(String, String?)])
  func nearestWord(_ word: String, _ expected: String?) {
    #expect(nearest(to: word, among: ["title", "owner", "status", "checked", "check_every", "渠道"]) == expected)
  }

  @Test("of equally near words the first wins, and an endless word costs no time")
  func ties() {
    #expect(nearest(to: "cat", among: ["bat", "hat"]) == "bat")
    #expect(nearest(to: String(repeating: "a", count: 1_000_000), among: ["b"]) == nil)
  }
}

@Suite struct LanguageTests {
  @Test("messages before a site speaks are in the locale's language", arguments: [
    ("zh_CN.UTF-8", Language.simplifiedChinese), ("zh_TW.UTF-8", .traditionalChinese), ("zh_HK", .traditionalChinese),
    ("zh", .simplifiedChinese), ("en_GB.UTF-8", .english), ("C.UTF-8", .english), ("", .english), ("de_DE", .english),
  ])
  func locales(_ locale: String, _ expected: Language) { #expect(Language(locale: locale) == expected) }
}
