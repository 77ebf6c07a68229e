import Foundation
import Registers
import Testing

@Suite("The declarations that are shipped")
struct DeclarationShippedTests {
  @Test("load without a word")
  func load() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appendingPathComponent("templates/registers")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".register.yaml") }
    let sources = try names.sorted().map { name in
      DeclarationSource(
        text: try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8),
        file: "templates/registers/\(name)")
    }
    let (catalogue, diagnostics) = RegisterCatalogue.load(shipped: sources, site: [])
    #expect(catalogue.all.count == names.count)
    let said = diagnostics.map { "\($0.location.description): \($0.problem.message.en) \($0.problem.hint?.en ?? "")" }
    #expect(said == [])
  }
}
