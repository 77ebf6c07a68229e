import Testing

@Suite struct TemplateTests {
  private func check(_ templates: [String: Content]) throws -> Run {
    try Sandbox.site(["content/a.md": "# 甲\n"].merging(templates) { $1 }).run("build")
  }

  @Test("a mistake in a template is an error at its place", arguments: [
    ("中文 {{titel}}", ["1:4 error[unknown-template-key]"]),
    ("\n  {{t.titel}}", ["2:3 error[unknown-template-key]"]),
    ("{{> partials/nope}}", ["1:1 error[unknown-partial]"]),
    ("{{<nope}}{{/nope}}", ["1:1 error[unknown-partial]"]),
    ("{{{title}}}{{&title}}", ["1:1 error[raw-text]", "1:12 error[raw-text]"]),
    ("{{bodyHTML}}", ["1:1 error[escaped-markup]"]),
    ("{{#children}}{{title}}", ["1:1 error[template-syntax]"]),
    ("{{title}}{{/children}}", ["1:10 error[template-syntax]"]),
    ("{{#children}}{{#groups}}{{/children}}{{/groups}}", ["1:1 error[template-syntax]", "1:25 error[template-syntax]"]),
    ("{{=<% %>=}}", ["1:1 error[template-syntax]"]),
    ("a {{title", ["1:3 error[template-syntax]"]),
    ("{{> layouts/page}}", ["1:1 error[include-cycle]"]),
    ("{{#siteName}}{{> layouts/page}}{{/siteName}}", ["1:14 error[include-cycle]"]),
    ("{{#hasChildren}}{{> layouts/page}}{{/hasChildren}}", ["1:17 error[include-cycle]"]),
    ("{{#.isDraft}}{{> layouts/page}}{{/.isDraft}}", ["1:14 error[include-cycle]"]),
    ("{{^summary}}{{> layouts/page}}{{/summary}}", ["1:13 error[include-cycle]"]),
  ])
  func mistakes(_ source: String, _ expected: [String]) throws {
    let run = try check(["templates/layouts/page.mustache": Content(stringLiteral: source)])
    #expect(Set(run.places).isSuperset(of: expected.map { "templates/layouts/page.mustache:\($0)" }), "\(run)")
    #expect(run.places.allSatisfy { $0.hasPrefix("templates/layouts/page.mustache:") })
    #expect(run.status == 1)
  }

  @Test("templates that include each other are told with the way round")
  func cycle() throws {
    let run = try check([
      "templates/partials/x.mustache": "{{> partials/y}}", "templates/partials/y.mustache": "\n {{> partials/x}}",
    ])
    #expect(run.diagnostics == [
      "templates/partials/y.mustache:2:2: error[include-cycle]: 模板互相包含，没有尽头：partials/x → partials/y → partials/x"
    ], "\(run)")
  }

  @Test("a template may include itself for the parts of a part")
  func recursion() throws {
    let run = try check([
      "templates/layouts/home.mustache": "{{#groups}}{{> partials/tree}}{{/groups}}",
      "templates/partials/tree.mustache": "<li>{{.title}}{{#.children}}{{> partials/tree}}{{/.children}}</li>",
    ])
    #expect(run.status == 0, "\(run)")
  }

  @Test("a site's template replaces the default of its name, and only that")
  func override() throws {
    let box = try Sandbox.site([
      "content/a.md": "# 甲 & 乙\n\n正文\n",
      "templates/layouts/page.mustache": "<title>{{title}}</title>\n{{{bodyHTML}}}\n{{> partials/own}}\n",
      "templates/partials/own.mustache": "<p>{{t.menu}}</p>",
      "templates/assets/fupan.css": "/* mine */",
      "templates/strings/zh-Hans.yaml": "menu: 目录 & 单\n",
    ])
    let run = try box.run("build")
    #expect(run.status == 0, "\(run)")
    #expect(box.text("output/a.html") == "<title>甲 &amp; 乙</title><p>正文</p>\n<p>目录 &amp; 单</p>")
    #expect(box.text("output/assets/fupan.css") == "/* mine */")
    #expect((box.text("output/index.html") ?? "").contains("<main"))
    #expect(box.exists("output/assets/fupan.js"))
  }

  @Test("a strings file that cannot be read is told alone")
  func strings() throws {
    let run = try check(["templates/strings/zh-Hans.yaml": "menu: [\n"])
    #expect(run.places == ["templates/strings/zh-Hans.yaml:2:1 error[yaml-syntax]"], "\(run)")
  }

  @Test("private-use characters in templates, strings and pages do no harm")
  func marks() throws {
    let box = try Sandbox.site([
      "content/a.md": "# \u{F8E0}t9\u{F8E1}\u{F8E0}\n", "templates/layouts/page.mustache": "{{title}}\u{F8E0}t7\u{F8E1} {{t.menu}}\u{F8E0}",
      "templates/strings/zh-Hans.yaml": "menu: \"\\uF8E0m\"\n",
    ])
    let run = try box.run("build")
    #expect(run.status == 0, "\(run)")
    #expect(box.text("output/a.html") == "\u{F8E0}t9\u{F8E1}\u{F8E0}t7 m")
  }

  @Test("a control character in a title does not reach the page")
  func controlCharacters() throws {
    let box = try Sandbox.site([
      "content/a.md": "---\ntitle: \"a\\x01b\\ec\"\n---\n", "templates/layouts/page.mustache": "{{title}}",
    ])
    #expect(try box.run("build").status == 0)
    #expect(box.text("output/a.html") == "abc")
  }
}
