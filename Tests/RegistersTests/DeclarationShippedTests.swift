import Foundation
import Registers
import Testing

@Suite("The declarations that are shipped")
struct DeclarationShippedTests {
  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("templates/registers")

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  @Test("load without a word")
  func load() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".register.yaml") }
    let sources = try names.sorted().map { name in
      DeclarationSource(text: try text(name), file: "templates/registers/\(name)")
    }
    let (catalogue, diagnostics) = RegisterCatalogue.load(shipped: sources, site: [])
    #expect(catalogue.all.count == names.count)
    let said = diagnostics.map { "\($0.location.description): \($0.problem.message.en) \($0.problem.hint?.en ?? "")" }
    #expect(said == [])
  }

  @Test("whatever line is lost, what is said has a place in the file", arguments: ["tasks", "risks", "spend"])
  func lostLines(id: String) throws {
    let lines = try text("\(id).register.yaml").split(separator: "\n", omittingEmptySubsequences: false)
    for lost in lines.indices {
      let rest = lines[..<lost] + lines[(lost + 1)...]
      let source = DeclarationSource(text: rest.joined(separator: "\n"), file: "\(id).register.yaml")
      let (_, diagnostics) = RegisterCatalogue.load(shipped: [source], site: [])
      #expect(diagnostics.allSatisfy { (1...lines.count).contains($0.location.line) }, "without line \(lost + 1)")
    }
  }
}
