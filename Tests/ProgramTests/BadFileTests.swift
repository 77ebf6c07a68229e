import Foundation
import Testing

// The permission bits of a file do not bind root, who runs these tests on some machines. Unreadable files are therefore
// links to nothing, pipes and devices, which nobody can read.
@Suite struct BadFileTests {
  @Test("what is no file of the site is an error and is never waited for", arguments: [
    ("content/a.md", Content.link("/etc/passwd"), "content/a.md error[leaves-site]", 1),
    ("content/a.md", .link("/dev/zero"), "content/a.md error[leaves-site]", 1),
    ("content/h", .link("/etc"), "content/h error[leaves-site]", 1),
    ("content/h", .link(".."), "content/h error[leaves-site]", 1),
    ("content/h/i", .link(".."), "content/h/i error[leaves-site]", 1),
    ("content/pic.png", .link("../../../../../../../etc/hostname"), "content/pic.png error[leaves-site]", 1),
    ("content/a.md", .link("a.md"), "content/a.md error[unreadable]", 74),
    ("content/a.md", .link("missing.md"), "content/a.md error[unreadable]", 74),
    ("content/a.md", .pipe, "content/a.md error[unreadable]", 74),
    ("content/campaigns/s/data/x.daily.csv", .pipe, "content/campaigns/s/data/x.daily.csv error[unreadable]", 74),
    ("content/metrics.yaml", .link("missing.yaml"), "content/metrics.yaml error[unreadable]", 74),
  ])
  func strangeFiles(_ path: String, _ content: Content, _ expected: String, _ status: Int32) throws {
    let box = try Sandbox.site([path: content])
    for command in ["check", "build"] {
      let run = try box.run(command, limit: 20)
      #expect(run.places == [expected], "\(run)")
      #expect(run.status == status)
    }
    #expect(!box.exists("output"))
  }

  @Test("a link to a pipe inside the site is not waited for")
  func linkToPipe() throws {
    let box = try Sandbox.site(["content/a.md": .link("../p.md"), "p.md": .pipe])
    #expect(try box.run("check", limit: 20).places == ["content/a.md error[leaves-site]"])
    try box.put(.pipe, at: "content/.p")
    try box.put(.link(".p"), at: "content/b.md")
    let run = try box.run("check", limit: 20)
    #expect(run.places == ["content/a.md error[leaves-site]", "content/b.md error[unreadable]"], "\(run)")
    #expect(run.status == 74)
  }

  @Test("commands that take a file do not wait for a pipe or a device", arguments: ["markdown", "data"], ["p", "/dev/zero", "folder", "missing"])
  func strangeArguments(_ command: String, _ path: String) throws {
    let box = try Sandbox(["p": .pipe, "folder": .folder])
    let run = try box.run(command, path, limit: 20)
    #expect(run.places == ["\(path) error[unreadable]"], "\(run)")
    #expect(run.status == 74)
  }

  @Test("a declaration that cannot be read is told by every command that needs it", arguments: [
    ["build"], ["check"], ["data", "x.csv"], ["report", "s", "--json"],
  ])
  func unreadableDeclaration(_ arguments: [String]) throws {
    let box = try Sandbox.site([
      "templates/data/columns.yaml": .folder, "x.csv": "date,channel,revenue\n2026-01-01,a,5\n",
      "content/campaigns/s/brief.md": "---\ntitle: s\nstart: 2026-01-01\nend: 2026-01-02\n---\n",
    ])
    let run = try box.run(list: arguments)
    #expect(run.places == ["./templates/data/columns.yaml error[unreadable]"], "\(run)")
    #expect(run.status == 74)
  }

  @Test("a folder named like a page holds pages and is none")
  func folderNamedLikePage() throws {
    let box = try Sandbox.site(["content/x.md/y.md": "# y\n"])
    let run = try box.run("build")
    #expect(run.status == 0, "\(run)")
    #expect(box.exists("output/x.md/y.html"))
  }

  @Test("an empty page lacks a title")
  func emptyPage() throws {
    let box = try Sandbox.site(["content/a.md": ""])
    #expect(try box.run("check").places == ["content/a.md:1 error[no-title]"])
  }

  @Test("a page that is not text is told once, with the line")
  func binaryPage() throws {
    let box = try Sandbox.site(["content/a.md": .bytes(Array("# x\n\n".utf8) + (0...255).map { UInt8($0) })])
    let run = try box.run("check")
    #expect(run.places == ["content/a.md:4 error[not-utf8]"], "\(run)")
  }

  @Test("a page saved as GBK is told as such", arguments: ["content/a.md", "content/site.yaml"])
  func gbk(_ path: String) throws {
    // 「名称」 in GBK.
    let box = try Sandbox.site([path: .bytes(Array("name: ".utf8) + [0xC3, 0xFB, 0xB3, 0xC6, 0x0A])])
    let run = try box.run("check")
    #expect(run.places == ["\(path):1 error[not-utf8]"], "\(run)")
    #expect(run.status == 1)
  }

  @Test("YAML that expands to 10^9 nodes is refused at once", arguments: [
    "", "? *a9\n: x\n? *a8\n: y\n", "? [*a9]\n: x\n? [*a8]\n: y\n", "z: {*a9, *a8}\n", "z: {[*a9]: 1, *a8 : 2}\n",
  ])
  func aliases(_ end: String) throws {
    var yaml = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1...9 {
      let aliases = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
      yaml += "a\(level): &a\(level) [\(aliases)]\n"
    }
    yaml += end
    let box = try Sandbox.site([
      "content/site.yaml": Content(stringLiteral: "name: x\n" + yaml),
      "content/a.md": Content(stringLiteral: "---\n\(yaml)---\n# x\n"),
    ])
    let run = try box.run("check", limit: 20)
    let rule = end.isEmpty ? "yaml-too-large" : "yaml-alias-key"
    let lines = end.isEmpty ? ["2", "1"] : ["12", "12"]
    #expect(run.places == ["content/a.md:\(lines[0]) error[\(rule)]", "content/site.yaml:\(lines[1]) error[\(rule)]"], "\(run)")
    #expect(run.status == 1)
  }

  @Test("YAML nested 100,000 deep is refused", arguments: [
    "a: " + String(repeating: "[", count: 100_000),
    "a: " + String(repeating: "{x: ", count: 100_000),
    String(repeating: "- ", count: 100_000) + "x",
    String(repeating: "? ", count: 100_000) + "x",
    "a:\r" + String(repeating: "- ", count: 100_000) + "x",
    "? a\n: " + String(repeating: "- ", count: 100_000) + "x",
  ])
  func deep(_ yaml: String) throws {
    let box = try Sandbox.site([
      "content/a.md": Content(stringLiteral: "---\n\(yaml)\n---\n# x\n"),
      "content/campaigns/s/brief.md": Content(stringLiteral: "---\ntitle: s\nstart: 2026-01-01\nend: 2026-01-02\n---\n```chart\n\(yaml)\n```\n"),
    ])
    let run = try box.run("check", limit: 20)
    #expect(run.status == 1, "\(run.status)")
    #expect(run.diagnostics.count == 2)
    #expect(run.diagnostics.allSatisfy { $0.contains("yaml-too-deep") }, "\(run.places)")
  }

  @Test("names that some system could not hold are errors", arguments: [
    (["content/a.md", "content/A.md"], ["content/a.md error[same-address]"]),
    (["content/con.md"], ["content/con.md error[bad-name]"]),
    (["content/a:b.md"], ["content/a:b.md error[bad-name]"]),
    (["content/x./a.md"], ["content/x. error[bad-name]", "content/x./a.md error[bad-name]"]),
    (["content/a.md", "content/a.html/b.md"], ["content/a.html error[same-address]"]),
    (["content/assets/fupan.svg"], ["content/assets/fupan.svg error[same-address]"]),
  ])
  func names(_ paths: [String], _ expected: [String]) throws {
    let box = try Sandbox.site(Dictionary(uniqueKeysWithValues: paths.map { ($0, Content("# x\n")) }))
    let run = try box.run("build")
    #expect(run.places == expected, "\(run)")
    #expect(run.status == 1)
    #expect(!box.exists("output"))
  }

  @Test("a path of more than 200 characters is an error")
  func longPath() throws {
    let part = String(repeating: "长", count: 60)
    let file = "content/\(part)/\(part)/\(part)/\(part).md"
    let run = try Sandbox.site([file: "# x\n"]).run("check")
    #expect(run.places == ["\(file) error[long-path]"])
  }

  @Test("a table block that asks for less than nothing is an error, and one that leaves the site too")
  func tableBlock() throws {
    let box = try Sandbox.site([
      "content/registers/glossary.csv": "术语,中文名,释义\nCTR,点击率,点击除以展示\n",
      "content/a.md": """
        # x

        ```table
        file: registers/glossary.csv
        rows: -5
        ```

        ```table
        file: ../../../etc/passwd
        ```

        """,
    ])
    let run = try box.run("check")
    #expect(run.places == ["content/a.md:5:7 error[out-of-range]", "content/a.md:8:1 error[link-leaves-content]"], "\(run)")
  }
}
