import Diagnostics
import Handbook
import Testing

private func read(_ text: String, path: String = "a.md") -> (document: Document, problems: [String]) {
  let (document, diagnostics) = Document.read(Array(text.utf8), path: path, file: "content/" + path)
  return (document, diagnostics.sortedByPlace().map { "\($0.location.line):\($0.location.column) \($0.problem.id)" })
}

@Suite struct DocumentTests {
  @Test("front matter ends at its fence, whatever the line ends and marks around it", arguments: [
    ("---\ntitle: 甲\n---\n正文\n", "甲", "正文\n", 4),
    ("---\r\ntitle: 甲\r\n---\r\n正文\r\n", "甲", "正文\r\n", 4),
    ("\u{FEFF}---\ntitle: 甲\n---\n正文\n", "甲", "正文\n", 4),
    ("--- \ntitle: 甲\n---\t\n\n正文", "甲", "\n正文", 4),
    ("---\ntitle: 甲\n---", "甲", "", 4),
    ("---\n---\n正文\n", nil, "正文\n", 3),
    ("正文\n---\n", nil, "正文\n---\n", 1),
    (" ---\ntitle: 甲\n---\n", nil, " ---\ntitle: 甲\n---\n", 1),
    ("----\n", nil, "----\n", 1),
    ("", nil, "", 1),
  ] as [(String, String?, String, Int)])
  func frontMatter(_ text: String, _ title: String?, _ body: String, _ line: Int) {
    let (document, problems) = read(text)
    #expect(problems == [])
    #expect(document.matter.title == title)
    #expect(String(decoding: document.body, as: UTF8.self) == body)
    #expect(document.bodyLine == line)
  }

  @Test("a page that cannot be read has one problem, not those of what is missing from it", arguments: [
    ("---\ntitle: x\n", "1:0 unclosed-front-matter"), ("---\ntitle: [x\n---\n", "3:1 yaml-syntax"),
    ("---\ntitle: x\ntitle: y\n---\n", "2:1 duplicate-key"), ("---\n- x\n---\n", "2:1 wrong-type"),
  ])
  func unreadable(_ text: String, _ problem: String) {
    let (_, problems) = read(text, path: "campaigns/s/brief.md")
    #expect(problems.first == problem)
    if problem.contains("yaml") || problem.contains("unclosed") || problem.contains("duplicate") { #expect(problems.count == 1) }
  }

  @Test("the folder says what a page is", arguments: [
    ("campaigns/s/brief.md", PageType.campaign), ("campaigns/s/review.md", .review), ("campaigns/s/notes.md", .page),
    ("campaigns/brief.md", .page), ("campaigns/s/x/brief.md", .page), ("cases/a.md", .caseStudy), ("cases/index.md", .page),
    ("cases/x/y.md", .caseStudy), ("training/m.md", .training), ("training/m/index.md", .training), ("training/index.md", .page),
    ("handbook/a.md", .page), ("brief.md", .page),
  ])
  func types(_ path: String, _ expected: PageType) { #expect(PageType(path: path) == expected) }

  @Test("a page's id is its own, else its folder's or its file's name", arguments: [
    ("a.md", "", "a"), ("handbook/p01.md", "", "p01"), ("campaigns/春/brief.md", "", "春"), ("training/m/index.md", "", "m"),
    ("index.md", "", "index"), ("a.md", "id: 甲\n", "甲"),
  ])
  func ids(_ path: String, _ matter: String, _ expected: String) {
    let dates = path.contains("brief") ? "start: 2026-01-01\nend: 2026-01-02\n" : ""
    #expect(read("---\n\(matter)\(dates)---\n", path: path).document.id == expected)
  }
}

@Suite struct FrontMatterTests {
  @Test("a check is due when its interval has passed", arguments: [
    ("2026-01-31", "1 month", "2026-02-28"), ("2026-01-01", "6 months", "2026-07-01"), ("2026-01-01", "90 days", "2026-04-01"),
    ("2024-02-29", "1 year", "2025-02-28"), ("2026-01-01", "2 周", "2026-01-15"), ("2026-01-01", "6 个月", "2026-07-01"),
    ("2026-01-01", "6个月", "2026-07-01"),
  ])
  func checkDue(_ checked: String, _ every: String, _ due: String) {
    let (document, problems) = read("---\ntitle: x\nchecked: \(checked)\ncheck_every: \(every)\n---\n")
    #expect(problems == [])
    #expect(document.matter.checkDue?.iso == due)
  }

  @Test("an interval that is none is told", arguments: ["6", "months", "0 days", "1001 days", "-1 day", "half a year", "6 fortnights", "99999999999999999999 days"])
  func badInterval(_ every: String) {
    let (document, problems) = read("---\ntitle: x\ncheck_every: \(every)\n---\n")
    #expect(problems == ["3:14 out-of-range"])
    #expect(document.matter.checkEvery == nil)
  }

  @Test("days exist or are told, and are never others", arguments: [
    "2026-02-30", "2026-13-01", "2025-02-29", "2026-2-3x", "0000-01-01", "20260601x", "tomorrow", "2026-06-31",
  ])
  func badDays(_ day: String) {
    let (document, problems) = read("---\ntitle: x\nchecked: \(day)\n---\n")
    #expect(problems == ["3:10 bad-date"])
    #expect(document.matter.checked == nil)
  }

  @Test("a brief's figures are read exactly")
  func brief() throws {
    let (document, problems) = read("""
      ---
      title: 春
      start: 2026-03-01
      end: 2026-03-31
      budget: 120万
      reserve: 12%
      gross_margin: 35%
      rates: {USD: 7.12}
      baseline: {start: 2026-02-01, end: 2026-02-28}
      control: {dimension: region, values: [西北]}
      targets:
        - {kpi: ctr, target: 2.5%, weight: 60, warn: 5%, due: 2026-03-15}
      ---

      """, path: "campaigns/春/brief.md")
    #expect(problems == [])
    guard case .campaign(let campaign) = document.matter.detail else {
      Issue.record("no campaign")
      return
    }
    #expect(campaign.period?.start.iso == "2026-03-01" && campaign.period?.end.iso == "2026-03-31")
    #expect(campaign.budget?.description == "1200000")
    #expect(campaign.reserve?.description == "0.12")
    #expect(campaign.grossMargin?.description == "0.35")
    #expect(campaign.rates["USD"]?.description == "7.12")
    #expect(campaign.control?.values == ["西北"])
    let target = try #require(campaign.targets.first)
    #expect(target.target.description == "0.025" && target.due?.iso == "2026-03-15" && target.line == 12)
  }

  @Test("what a brief gets wrong is told at its place", arguments: [
    ("start: 2026-03-02\nend: 2026-03-01\n", ["3:6 end-before-start"]),
    ("start: 2026-03-01\n", ["2:1 missing-key"]),
    ("start:\nend: 2026-03-01\n", ["2:1 missing-key"]),
    ("start: 2026-03-01\nend: 2026-03-02\ngross_margin: 35\n", ["4:15 out-of-range"]),
    ("start: 2026-03-01\nend: 2026-03-02\nstatus: done\n", ["4:9 bad-value"]),
    ("start: 2026-03-01\nend: 2026-03-02\nrates: {USD: viel}\n", ["4:14 wrong-type"]),
    ("start: 2026-03-01\nend: 2026-03-02\nrates: 7\n", ["4:8 wrong-type"]),
    ("start: 2026-03-01\nend: 2026-03-02\ncontrol: {values: [a]}\n", ["4:10 missing-key"]),
    ("start: 2026-03-01\nend: 2026-03-02\nbaseline: {start: 2026-02-09}\n", ["4:11 missing-key"]),
    ("start: 2026-03-01\nend: 2026-03-02\ntargets: {kpi: ctr}\n", ["4:10 wrong-type"]),
    ("start: 2026-03-01\nend: 2026-03-02\ntargets: [ctr]\n", ["4:11 missing-key", "4:11 missing-key", "4:11 wrong-type"]),
    ("start: 2026-03-01\nend: 2026-03-02\naudience: x\n", ["4:1 unknown-key"]),
  ])
  func badBriefs(_ matter: String, _ expected: [String]) {
    #expect(read("---\n\(matter)---\n", path: "campaigns/s/brief.md").problems == expected)
  }

  @Test("a case's figure is never without its source")
  func cases() {
    let (document, problems) = read("---\nfigures:\n  - {what: 额, value: 5, source: 年报}\n  - {what: 额, value: 5}\n---\n", path: "cases/a.md")
    #expect(problems == ["4:5 missing-key"])
    guard case .caseStudy(let study) = document.matter.detail else {
      Issue.record("no case")
      return
    }
    #expect(study.figures.map(\.source) == ["年报"])
  }
}
