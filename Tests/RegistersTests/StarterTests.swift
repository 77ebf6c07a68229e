import Foundation
import Registers
import Testing

/// The registers that `fupan new campaign` puts beside a brief.
@Suite("Starting files of registers") struct StarterTests {
  private static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../templates")
  private static let folder = templates.appending(path: "starters/campaign/registers")
  private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  @Test("there are some")
  func some() { #expect(StarterTests.names.count > 20, "in \(StarterTests.folder.path)") }

  @Test("a header of the declared labels and one example row as a comment", arguments: names)
  func file(_ name: String) throws {
    let id = name.prefix { $0 != "." }
    let declaration = StarterTests.templates.appending(path: "registers/\(id).register.yaml")
    let source = DeclarationSource(text: try String(contentsOf: declaration, encoding: .utf8), file: "\(id)")
    let register = try #require(RegisterCatalogue.load(shipped: [source], site: []).0[String(id)])
    let bytes = try Data(contentsOf: StarterTests.folder.appending(path: name))
    // Excel takes a file without the mark for GBK.
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let lines = String(decoding: bytes.dropFirst(3), as: UTF8.self).split(whereSeparator: \.isNewline)
    // Checklists come with their questions, to be answered; other files with an example.
    let isList = ["ethics", "privacy_checks"].contains(id)
    #expect(isList ? lines.count > 5 : lines.count == 2)
    let cells = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(cells.first == register.columns.map(\.label.zh))
    #expect(cells.last?.count == register.columns.count)
    #expect(cells.last?.first?.hasPrefix("# ") == !isList)
    // A spreadsheet would work these out as formulas.
    #expect(cells.joined().filter { ["=", "+", "-", "@", "\t"].contains($0.first) } == [])
  }
}
