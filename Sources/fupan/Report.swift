import ArgumentParser
import Diagnostics
import Foundation
import Review
import Site

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "One campaign's review, to take away.")

  @Argument(help: "The campaign's id.") var id: String
  @OptionGroup var arguments: SiteArguments
  @Flag(help: "Every figure as JSON, to standard output.") var json = false
  @Flag(help: "One self-contained HTML file.") var html = false
  @Flag(help: "An Excel workbook with native charts.") var xlsx = false
  @Flag(help: "A PowerPoint presentation with native tables and charts.") var pptx = false
  @Flag(help: "A PDF, printed by the Chromium or Chrome of this machine.") var pdf = false
  @Flag(help: "Every table as CSV, in a folder, or in a ZIP if PATH ends in .zip.") var csv = false
  @Flag(help: "The data package with its field descriptions, in a folder or a ZIP.") var data = false

  @Option(help: "The file to write; its usual name in the current folder otherwise.", completion: .file())
  var output: String?

  @Option(name: .customLong("base-url"), help: "Where the site stands: keeps the links of --html and --pdf to its pages.")
  var baseURL: String?

  private var formats: [ExportFormat] {
    let asked: [(isAsked: Bool, format: ExportFormat)] = [
      (html, .html), (xlsx, .xlsx), (pptx, .pptx), (pdf, .pdf), (csv, .csv), (data, .data),
    ]
    return asked.filter { $0.isAsked }.map { $0.format }
  }

  func validate() throws {
    if formats.count + (json ? 1 : 0) != 1 {
      throw ValidationError("Say what to make, one of: --json, --html, --xlsx, --pptx, --pdf, --csv, --data.")
    }
    if json, output != nil { throw ValidationError("--json goes to standard output; --output is for the other files.") }
  }

  func run() throws {
    try reporting(site: arguments.site) {
      if let format = formats.first { return try write(format) }
      let (review, diagnostics, language) = try campaignReview(id, site: arguments.site, today: arguments.day.today)
      printDiagnostics(diagnostics, language: language, site: arguments.site)
      if diagnostics.contains(where: { $0.problem.id == "unreadable" }) { try exit(with: .fileFailed) }
      guard let review, !diagnostics.hasErrors else { return try exit(with: .contentHasErrors) }
      FileHandle.standardOutput.write(Foundation.Data(review.json()))
    }
  }

  private func write(_ format: ExportFormat) throws {
    let (files, diagnostics, language) = try writeReport(
      id, format, site: arguments.site, today: arguments.day.today, baseURL: baseURL, output: output)
    printDiagnostics(diagnostics, language: language, site: arguments.site)
    if diagnostics.contains(where: { $0.problem.id == "unreadable" }) { try exit(with: .fileFailed) }
    guard let files else { return try exit(with: .contentHasErrors) }
    for file in files { print(file) }
  }
}
