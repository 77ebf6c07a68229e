import ArgumentParser
import Diagnostics
import Site

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Checks everything that build checks, and writes nothing.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, github, sarif }

  @OptionGroup var arguments: SiteArguments
  @Flag(help: "Checks drafts too.") var drafts = false
  @Flag(help: "Warnings count as errors.") var strict = false
  @Option(name: .customLong("edition"), help: "An edition of site.yaml to check; all of them without it.")
  var editions: [String] = []
  @Option(help: "text, json, github or sarif; all but text go to standard output.") var format: Format = .text

  @Flag(help: "Lists all rules: what each says, and what site.yaml may change about it.") var rules = false

  func run() throws {
    if rules {
      try reporting(site: arguments.site) {
        print(try ruleListing(site: arguments.site, language: systemLanguage()), terminator: "")
      }
      return
    }
    var options = BuildOptions(site: arguments.site, output: nil, today: arguments.day.today)
    options.drafts = drafts
    options.strict = strict
    options.editions = editions
    let report = buildSite(options)
    let language = report.language ?? systemLanguage()
    switch format {
    case .text: printDiagnostics(report.diagnostics, language: language, site: arguments.site)
    case .json: print(diagnosticsJSON(report.diagnostics, language: language))
    case .github: print(diagnosticsGitHub(report.diagnostics, language: language), terminator: "")
    case .sarif: print(diagnosticsSARIF(report.diagnostics, language: language, site: arguments.site))
    }
    try exit(with: report.outcome)
  }
}
