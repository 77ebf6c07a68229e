import Foundation
import Testing

/// One folder of `Golden/` is one case: `input/` is the site, `command.txt` the arguments (one a line), `stderr.txt`,
/// `status.txt` and `expected/` what must come out. Names that begin with `_` are shared: `_theme/` is a plain theme that
/// every input without templates of its own gets, so that a change of the default theme changes no case.
///
/// `FUPAN_UPDATE_GOLDEN=1 swift test --filter GoldenTests` rewrites what is expected; the difference is to be read.
@Suite struct GoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden").path
  private static let updates = ProcessInfo.processInfo.environment["FUPAN_UPDATE_GOLDEN"] == "1"

  private static let cases: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }.sorted()
  }()

  @Test("there are golden cases")
  func someCases() { #expect(GoldenTests.cases.count >= 4, "in \(GoldenTests.folder)") }

  @Test("a golden case comes out as it stands", arguments: cases)
  func golden(_ name: String) throws {
    let folder = GoldenTests.folder + "/" + name
    let known: Set = ["input", "expected", "command.txt", "stderr.txt", "status.txt"]
    let found = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    #expect(found.subtracting(known).isEmpty, "nobody reads these")

    let box = try Sandbox()
    try FileManager.default.copyItem(atPath: folder + "/input/content", toPath: box.path("content"))
    let templates = folder + "/input/templates"
    let own = FileManager.default.fileExists(atPath: templates)
    try FileManager.default.copyItem(
      atPath: own ? templates : GoldenTests.folder + "/_theme", toPath: box.path("templates"))
    let command = try String(contentsOfFile: folder + "/command.txt", encoding: .utf8)
    let run = try box.run(list: command.split(separator: "\n").map(String.init))
    var output = box.exists("output") ? try box.files(below: "output") : [:]
    // Style sheets and scripts come from the default theme as they are.
    output = output.filter { !$0.key.hasPrefix("assets/") }
    for path in output.keys where path.hasSuffix(".html") { output[path] = output[path].map(GoldenTests.lines) }

    if GoldenTests.updates { return try update(folder, run: run, output: output) }
    #expect(run.error == text(folder + "/stderr.txt"))
    #expect("\(run.status)\n" == text(folder + "/status.txt"))
    let expected = try Sandbox(copying: folder + "/expected").files(below: ".")
    #expect(Set(expected.keys).subtracting(output.keys).sorted() == [], "missing")
    #expect(Set(output.keys).subtracting(expected.keys).sorted() == [], "not expected")
    for (path, content) in expected.sorted(by: { $0.key < $1.key }) {
      guard let made = output[path] else { continue }
      #expect(String(decoding: made, as: UTF8.self) == String(decoding: content, as: UTF8.self), "\(path)")
    }
  }

  /// A page with a line for each element, so that a difference can be read.
  private static func lines(_ page: Data) -> Data {
    Data(String(decoding: page, as: UTF8.self).replacing("><", with: ">\n<").utf8)
  }

  private func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

  private func update(_ folder: String, run: Run, output: [String: Data]) throws {
    try Data(run.error.utf8).write(to: URL(fileURLWithPath: folder + "/stderr.txt"))
    try Data("\(run.status)\n".utf8).write(to: URL(fileURLWithPath: folder + "/status.txt"))
    try? FileManager.default.removeItem(atPath: folder + "/expected")
    for (path, content) in output {
      let file = URL(fileURLWithPath: folder + "/expected/" + path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try content.write(to: file)
    }
  }
}

extension Sandbox {
  /// A copy of a folder; an empty one where there is none.
  convenience init(copying folder: String) throws {
    try self.init()
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      try FileManager.default.copyItem(atPath: folder + "/" + name, toPath: path(name))
    }
  }
}
