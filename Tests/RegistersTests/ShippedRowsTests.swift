import Diagnostics
import Formulas
import Foundation
import Registers
import Testing
import Values

@Suite("Rows of the shipped registers") struct ShippedRowsTests {
  /// One row for each register, of the examples that its declaration gives.
  @Test("The example row of every shipped register can be read and worked out")
  func examples() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../templates/registers")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let sources = try files.filter { $0.hasSuffix(".register.yaml") }.map { file in
      DeclarationSource(
        text: try String(contentsOf: folder.appending(path: file), encoding: .utf8),
        file: "templates/registers/\(file)")
    }
    let (catalogue, problems) = RegisterCatalogue.load(shipped: sources, site: [])
    try #require(problems == [])
    try #require(catalogue.all.count > 20)
    var diagnostics: [Diagnostic] = []
    let rows = catalogue.all.map { declaration in
      let columns = declaration.columns
      let example = table(
        columns.map(\.id), [columns.map { $0.example ?? "" }], file: "\(declaration.id).csv")
      return typeRows(
        [example], as: declaration, campaign: declaration.scope == .site ? nil : "spring", diagnostics: &diagnostics)
    }
    let unreadable = diagnostics.filter { $0.problem.id != "missing-cell" }
    #expect(unreadable.map { "\(placed($0)) \($0.problem.message.en)" } == [])
    let values: [String: FormulaValue] = [
      "id": .text("spring"), "title": .text("春季"), "status": .text("running"), "start": day("2026-06-01"),
      "end": day("2026-06-20"), "goal": .text("拉新"), "theme": .text("春"), "owner": .text("lead"), "budget": number("100"),
      "reserve": number("10"), "gross_margin": number("0.4"), "audiences": .list(["新客"]), "channels": .list(["搜索"]),
      "reviewed": .bool(false),
    ]
    let scope = RegisterScope(today: Day(number: 20_619), campaignValues: ["spring": values])
    let result = evaluate(rows, of: catalogue, in: scope, style: NumberStyle(chinese: true))
    let mistakes = result.diagnostics.filter { $0.problem.id.hasPrefix("formula") }
    #expect(mistakes.map { "\(placed($0)) \($0.problem.message.en)" } == [])
  }
}
