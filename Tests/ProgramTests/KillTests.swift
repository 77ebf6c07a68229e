import Foundation
import Testing

@Suite struct KillTests {
  /// Half of the pages change between the two sites, some come and some go.
  private static func tree(_ edition: String) -> [String: Content] {
    var tree: [String: Content] = ["content/site.yaml": "name: 示例\n"]
    for number in 0..<120 {
      let words = String(repeating: "一些文字。", count: 200)
      tree["content/f\(number % 7)/p\(number).md"] = Content(
        stringLiteral: "# 第 \(number) 页\n\n\(number % 2 == 0 ? edition : "") \(words)\n")
    }
    for number in 0..<10 { tree["content/\(edition)/p\(number).md"] = Content(stringLiteral: "# \(edition) \(number)\n") }
    return tree
  }

  @Test("a build killed at any moment leaves only whole files, and the next one mends the rest")
  func killed() throws {
    let (old, new) = (try Sandbox(KillTests.tree("old")), try Sandbox(KillTests.tree("new")))
    let started = Date()
    #expect(try old.run("build").status == 0)
    let time = Date().timeIntervalSince(started)
    #expect(try new.run("build").status == 0)
    let before = try old.files(below: "output")
    let after = try new.files(below: "output")
    #expect(before.count > 120 && after.count > 120)

    // The same site on the way from one to the other, over and over.
    let box = try Sandbox()
    try FileManager.default.copyItem(atPath: old.path("output"), toPath: box.path("output"))
    try box.put("mine", at: "output/mine.txt")
    var random = SystemRandomNumberGenerator()
    // The longest wait follows the speed of the machine: shorter after a build that was done before its kill.
    var reach = time
    var interrupted = 0
    var round = 0
    while interrupted < 50, round < 500 {
      round += 1
      let source = round % 2 == 0 ? new : old
      let process = Program.process(["build", source.root, "--output", box.path("output")], in: box.root)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Most moments fall into the writing at the end; the whole of a build is covered.
      usleep(UInt32(Double.random(in: (round % 3 == 0 ? 0 : 0.6)...1.1, using: &random) * reach * 1e6))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal {
        interrupted += 1
        reach *= 1.05
      } else {
        reach *= 0.85
      }
      var found = try box.files(below: "output")
      #expect(found.removeValue(forKey: "mine.txt") == Data("mine".utf8))
      for (path, content) in found where content != before[path] && content != after[path] {
        Issue.record("round \(round): \(path) is neither of the old nor of the new site, \(content.count) bytes")
      }
      // What both sites have is there at every moment.
      let missing = before.keys.filter { after[$0] != nil && found[$0] == nil }
      #expect(missing.isEmpty, "round \(round)")
    }
    #expect(interrupted == 50)
    for (source, expected) in [(old, before), (new, after)] {
      #expect(try box.run("build", source.root, "--output", "output").status == 0)
      var found = try box.files(below: "output")
      found["mine.txt"] = nil
      #expect(found == expected)
      #expect(!box.exists("output/.fupan-new"))
      let names = Set(found.keys.map { String($0.prefix { $0 != "/" }) } + ["mine.txt"])
      #expect(Set(try FileManager.default.contentsOfDirectory(atPath: box.path("output")).filter { !$0.hasPrefix(".") }) == names)
    }
  }
}
