import Foundation
import Testing

/// `rules` of `site.yaml`, and the list of rules.
@Suite struct RuleTests {
  private static let page = "# 甲\n\n[x](no.md)\n\n[y](gone.md)\n"

  private func places(_ rules: String, _ more: [String: Content] = [:], today: String = "2026-06-10") throws -> [String] {
    let tree: [String: Content] = ["content/site.yaml": Content(stringLiteral: "name: 示例\n" + rules), "content/甲.md": Content(stringLiteral: RuleTests.page)]
    return try Sandbox(tree.merging(more) { $1 }).run("check", "--today", today).places
  }

  @Test("A rule is as severe as the site says, or off")
  func severity() throws {
    #expect(try places("") == ["content/甲.md:3:1 error[broken-link]", "content/甲.md:5:1 error[broken-link]"])
    #expect(try places("rules: {broken-link: warning}\n") == ["content/甲.md:3:1 warning[broken-link]", "content/甲.md:5:1 warning[broken-link]"])
    #expect(try places("rules: {broken-link: off}\n") == [])
    #expect(try places("rules: {broken-link: {severity: warning}}\n").count == 2)
    #expect(try places("rules: {not-copied: error}\n", ["content/甲.md": "# 甲\n", "content/a.txt": "x"]) == ["content/a.txt error[not-copied]"])
  }

  @Test("An exception takes a finding away until its day; expired or unused it is told, without reason or day an error")
  func exceptions() throws {
    func rules(_ entry: String) -> String { "rules:\n  broken-link:\n    except:\n      - {\(entry)}\n" }
    let both = ["content/甲.md:3:1 error[broken-link]", "content/甲.md:5:1 error[broken-link]"]
    #expect(try places(rules("file: content/甲.md, text: no.md, reason: 下周补, until: 2026-06-10")) == [both[1]])
    #expect(try places(rules("file: \"content/*\", reason: 下周补, until: 2026-06-10")) == [])
    #expect(try places(rules("file: content/甲.md, reason: 下周补, until: 2026-06-09")) == ["content/site.yaml:5:9 warning[expired-exception]"] + both)
    #expect(try places(rules("file: content/乙.md, reason: 下周补, until: 2026-06-10")) == ["content/site.yaml:5:9 warning[unused-exception]"] + both)
    #expect(try places(rules("file: content/甲.md, until: 2026-06-10")) == ["content/site.yaml:5:9 error[missing-key]"] + both)
    #expect(try places(rules("file: content/甲.md, reason: 下周补")) == ["content/site.yaml:5:9 error[missing-key]"] + both)
  }

  @Test("What guards figures or safety stays as it is", arguments: [
    ("personal-data: off", "error[fixed-rule]"), ("personal-data: warning", "error[fixed-rule]"), ("overlapping-tables: off", "error[fixed-rule]"),
    ("personal-data: {except: [{file: content/甲.md, reason: x, until: 2027-01-01}]}", "error[fixed-rule]"), ("sign-off: warning", "error[fixed-rule]"),
    ("register-check: off", "error[fixed-rule]"), ("brocken-link: off", "error[unknown-key]"), ("broken-link: never", "error["),
  ])
  func fixed(_ rule: String, _ expected: String) throws {
    let found = try places("rules:\n  \(rule)\n", ["content/甲.md": "# 甲\n\n13800138000\n"])
    #expect(found.contains { $0.hasPrefix("content/site.yaml:") && $0.contains(expected) })
    #expect(found.contains("content/甲.md:3:1 error[personal-data]"))
  }

  @Test("Every rule of the program is in the list, and the list has no other")
  func list() throws {
    let listing = try Sandbox().run("check", "--rules", environment: ["LANG": "zh_CN.UTF-8"])
    #expect(listing.status == 0)
    let lines = listing.out.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true) }
    #expect(lines.allSatisfy { $0.count == 3 && ["any", "except", "none"].contains($0[1]) && !$0[2].isEmpty })
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources")
    // The id is the first text of `Problem(`, or both of a choice of two.
    let opening = /Problem\(\s*(?:[^"(),]*\? )?"(?<first>[a-z0-9-]+)"(?: : "(?<second>[a-z0-9-]+)")?/
    var used: Set<String> = []
    for case let name as String in FileManager.default.enumerator(atPath: sources.path) ?? .init() where name.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
      for match in text.matches(of: opening) {
        used.insert(String(match.first))
        if let second = match.second { used.insert(String(second)) }
      }
    }
    #expect(used.count > 150)
    #expect(used.subtracting(lines.map { String($0[0]) }).sorted() == [])
    #expect(Set(lines.map { String($0[0]) }).subtracting(used).sorted() == [])
  }
}
