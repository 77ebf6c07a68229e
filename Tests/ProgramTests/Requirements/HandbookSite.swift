import Foundation
import Testing

/// The repository's own content, built once for all tests that look at the handbook as readers get it.
final class HandbookSite: Sendable {
  static let today = "2026-11-22"
  let box: Sandbox

  private static let built = Swift.Result { try HandbookSite() }
  static func shared() throws -> HandbookSite { try built.get() }

  private init() throws {
    box = try Sandbox()
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let run = try box.run("build", repository, "--output", box.path("output"), "--today", HandbookSite.today, limit: 120)
    try #require(run.status == 0, "\(run)")
  }

  func page(_ path: String) throws -> Page { try #require(box.page(path), "\(path) was not built") }

  /// The pages directly in a folder, in the order of their names, with the code that each shows.
  func pages(below folder: String) throws -> [(path: String, code: String, page: Page)] {
    try FileManager.default.contentsOfDirectory(atPath: box.path("output/" + folder)).filter { $0.hasSuffix(".html") }.sorted()
      .map { name in
        let page = try page(folder + "/" + name)
        return (folder + "/" + name, page.root.all("span", class: "code").first?.text ?? "", page)
      }
  }
}

extension Page {
  var heading: String { root.all("h1").first?.text ?? "" }

  /// The main part: what the page is about.
  var main: Element { root.first { $0.name == "main" } ?? root }

  /// Whether a heading of the text with this anchor (`#x`, as links write it) has a text of its own below it.
  func hasText(below anchor: String) -> Bool {
    let id = (anchor.dropFirst().removingPercentEncoding ?? "")
    guard let prose = root.all("div", class: "prose").first,
      let place = prose.elements.firstIndex(where: { $0.attributes["id"] == id || $0.first { $0.attributes["id"] == id } != nil })
    else { return false }
    let text = prose.elements[(place + 1)...].prefix { !["h1", "h2"].contains($0.name) }.map(\.text).joined()
    return text.count >= 60
  }
}
