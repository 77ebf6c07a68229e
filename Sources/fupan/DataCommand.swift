import ArgumentParser
import Diagnostics
import Site

struct Data: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads KPI files and registers as a build would and prints what became of them.")

  @Argument(help: "KPI files and registers.", completion: .file()) var files: [String]
  @Flag(help: "The report as JSON.") var json = false
  @Option(help: "The site whose declarations apply.") var site: String = "."

  func run() throws {
    try reporting(site: ".") {
      let language = siteLanguage(site) ?? systemLanguage()
      let input = try readDataFiles(files, site: site)
      print(json ? importReportsJSON(input) : importReportsText(input, language: language))
      if !input.diagnostics.isEmpty { printDiagnostics(input.diagnostics.sortedByPlace(), language: language, site: ".") }
      if input.diagnostics.contains(where: { $0.problem.id == "unreadable" }) { return try exit(with: .fileFailed) }
      if input.diagnostics.hasErrors { try exit(with: .contentHasErrors) }
    }
  }
}
