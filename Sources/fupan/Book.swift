import ArgumentParser
import Site

struct Book: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The whole handbook as a PDF, printed by the Chromium or Chrome of this machine.",
    discussion: "What belongs to it stands in site.yaml: book: [handbook, cases]. A build puts the same on the page book.html.")

  @OptionGroup var arguments: SiteArguments
  @Option(help: "The file to write.", completion: .file()) var output: String = "book.pdf"

  func run() throws {
    let report = printBook(site: arguments.site, today: arguments.day.today, to: output)
    printDiagnostics(report.diagnostics, language: report.language, site: arguments.site)
    if report.outcome != .done { try exit(with: report.outcome) }
    print(output)
  }
}
