import Diagnostics
import Foundation
import Testing

@testable import Site  // Addresses and the output folder serve the build and are not public.

@Suite struct AddressTests {
  @Test("a link from a page's folder to a file climbs no further than it must", arguments: [
    ("", "a.html", "a.html"), ("", "x/a.html", "x/a.html"), ("x", "x/a.html", "a.html"), ("x", "a.html", "../a.html"),
    ("x/y", "x/z/a.html", "../z/a.html"), ("x/y", "x/a.html", "../a.html"), ("x", "x/y/a.html", "y/a.html"),
    ("x/y", "y/x/a.html", "../../y/x/a.html"), ("ab", "a/b.html", "../a/b.html"), ("甲", "甲/乙.html", "乙.html"),
  ])
  func relative(_ folder: String, _ path: String, _ expected: String) {
    #expect(Address.relative(from: folder, to: path) == expected)
    // The way back from there is the file itself.
    #expect(Address.resolve(expected, from: folder) == path)
  }

  @Test("what an address does not take is percent-encoded, and comes back", arguments: [
    ("a-b_c.~/d", "a-b_c.~/d"), ("甲", "%E7%94%B2"), ("a b", "a%20b"), ("a#b?c", "a%23b%3Fc"), ("100%", "100%25"),
    ("\"<>'&", "%22%3C%3E%27%26"), ("a:b", "a%3Ab"), ("é", "%C3%A9"),
  ])
  func encoding(_ text: String, _ expected: String) {
    #expect(Address.encoded(text) == expected)
    #expect(Address.decoded(expected) == text)
  }

  @Test("what is no percent-encoding of UTF-8 is nothing", arguments: ["%", "%4", "%zz", "%ff", "%E7%94", "%C0%AF", "%ED%A0%80"])
  func undecodable(_ text: String) { #expect(Address.decoded(text) == nil) }

  @Test("paths are resolved inside content and never out of it", arguments: [
    ("b.md", "x", "x/b.md"), ("../b.md", "x", "b.md"), ("./b.md", "x", "x/b.md"), ("/b.md", "x/y", "b.md"),
    ("../../b.md", "x", nil), ("..", "", nil), ("/..", "x", nil), ("x/../../b.md", "", nil), ("a//b.md", "", "a/b.md"),
    ("..", "x", ""), ("../x/b.md", "x", "x/b.md"), ("...", "x", "x/..."),
  ] as [(String, String, String?)])
  func resolve(_ path: String, _ folder: String, _ expected: String?) {
    #expect(Address.resolve(path, from: folder) == expected)
  }

  @Test("names come out in Unicode's composed form")
  func composed() {
    #expect(Array(Address.output(of: "Cafe\u{301}.md").utf8) == Array("Caf\u{E9}.html".utf8))
    #expect(Address.output(of: "甲/乙.md") == "甲/乙.html")
  }

  @Test("names that Windows refuses are found", arguments: [
    ("a/b.html", nil), ("con.html", "con.html"), ("x/NUL/a.html", "NUL"), ("com1.html", "com1.html"), ("com10.html", nil),
    ("console.html", nil), ("a?.html", "a?.html"), ("a\u{1}.html", "a\u{1}.html"), ("x./a.html", "x."), ("x /a.html", "x "),
  ] as [(String, String?)])
  func refusedNames(_ path: String, _ expected: String?) { #expect(Address.refusedName(in: path) == expected) }

  @Test("two outputs of one name are told, also when one is a folder", arguments: [
    (["a.html", "b.html"], []), (["a.html", "A.html"], ["2"]), (["a.html", "a.html/b.html"], ["2"]),
    (["x/y/b.html", "X"], ["1"]), (["é.html", "É.html"], ["2"]),
  ])
  func addresses(_ paths: [String], _ blamed: [String]) {
    let found = checkAddresses(paths.enumerated().map { ($1, String($0 + 1)) })
    #expect(found.map(\.location.file) == blamed)
    #expect(found.allSatisfy { $0.problem.id == "same-address" })
  }
}

@Suite struct ManifestTests {
  @Test("only paths inside the folder are taken from a manifest", arguments: [
    ("a.html\nx/b.html\n", ["a.html", "x/b.html"]), ("", []), ("\n\n", []), ("/etc/passwd\n", []), ("../a\n", []),
    ("x/../../a\n", []), ("x//a\n", []), ("./a\n", []), ("x/..\n", []), ("..a\na..\n", ["..a", "a.."]), ("a\r\nb\r\n", ["a", "b"]),
  ])
  func entries(_ manifest: String, _ expected: [String]) {
    #expect(OutputFolder.entries(Array(manifest.utf8)) == Set(expected))
  }
}

@Suite struct TemplateKeyTests {
  @Test("every key that templates may use is documented")
  func documented() throws {
    let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../templates/README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    // A key stands in code, alone or behind the list that it is of.
    let codes = text.split(separator: "`").flatMap { $0.split(separator: ".") }
    let documented = Set(codes.map(String.init))
    #expect(TemplateKeys.all.subtracting(documented).sorted() == [])
  }
}
