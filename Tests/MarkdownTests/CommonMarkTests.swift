import Foundation
import Markdown
import Testing

/// The examples of the CommonMark 0.30 specification, read from the file that `FUPAN_COMMONMARK_SPEC` names.
private struct Example: Decodable {
  let example: Int
  let markdown: String
  let html: String
}

/// Examples whose HTML the 0.31 specification changed: inline comments may hold `--`.
private let changedIn031: Set<Int> = [625, 626]

@Test("every example of the CommonMark specification gives the HTML it prints")
func commonMarkExamples() throws {
  let path = try #require(
    ProcessInfo.processInfo.environment["FUPAN_COMMONMARK_SPEC"],
    "FUPAN_COMMONMARK_SPEC is not set: run `make test`, which fetches the specification's examples")
  let examples = try JSONDecoder().decode([Example].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  #expect(examples.count == 652)
  let version = commonMarkLibraryVersion().split(separator: ".").compactMap { Int($0) }
  let excused = version.lexicographicallyPrecedes([0, 31]) ? [] : changedIn031
  for example in examples {
    let result = html(example.markdown, MarkdownOptions(extensions: false, rawHTML: true))
    if excused.contains(example.example) {
      if result != example.html {
        print("libcmark \(commonMarkLibraryVersion()): example \(example.example) follows specification 0.31")
      }
    } else {
      #expect(result == example.html, "example \(example.example): \(example.markdown.debugDescription)")
    }
  }
}
