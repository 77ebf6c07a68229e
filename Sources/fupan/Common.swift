import ArgumentParser
import Diagnostics
import Foundation
import Site
import Values

/// The folder of the site and the day, which most commands take.
struct SiteArguments: ParsableArguments {
  @Argument(help: "The folder that holds content/.", completion: .directory)
  var site: String = "."

  @OptionGroup var day: DayOption
}

struct DayOption: ParsableArguments {
  @Option(help: "The day to build for, as 2026-06-18; the system's date otherwise.")
  var today: Day?
}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// The language of messages before a site says its own.
func systemLanguage() -> Language {
  let environment = ProcessInfo.processInfo.environment
  let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  return Language(locale: locale ?? "")
}

func printToStandardError(_ text: String) {
  FileHandle.standardError.write(Foundation.Data(text.utf8))
}

/// Prints diagnostics with their source lines, and how many there are.
func printDiagnostics(_ diagnostics: [Diagnostic], language: Language?, site: String) {
  let language = language ?? systemLanguage()
  // Logs are kept and passed on: what a line holds of persons is hidden.
  let line = sourceLine(site: site)
  let printer = DiagnosticPrinter(language: language) { line($0, $1).map(PersonalData.hidden) }
  var text = diagnostics.map(printer.text).joined()
  for file in pagesWithErrors(diagnostics) {
    text += language.isChinese
      ? "\(file)：在开头写一行 draft: true，可以先不生成这一页\n"
      : "\(file): a line 'draft: true' in the front matter takes this page out of the build\n"
  }
  let errors = diagnostics.count { $0.severity == .error }
  let warnings = diagnostics.count - errors
  if errors + warnings > 0 {
    text += language.isChinese ? "\(errors) 个错误，\(warnings) 个警告\n" : "\(errors) error\(errors == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s")\n"
  }
  printToStandardError(text)
}

/// Pages that errors keep from being built, each once, in order; not those whose front matter cannot be read anyway.
private func pagesWithErrors(_ diagnostics: [Diagnostic]) -> [String] {
  let unreadable = ["unreadable", "leaves-site", "not-utf8", "unclosed-front-matter", "duplicate-key"]
  var pages: [String] = []
  for diagnostic in diagnostics where diagnostic.severity == .error {
    let file = diagnostic.location.file
    let rule = diagnostic.problem.id
    if unreadable.contains(rule) || rule.hasPrefix("yaml-") { continue }
    if file.hasPrefix("content/"), file.hasSuffix(".md"), !pages.contains(file) { pages.append(file) }
  }
  return pages
}

extension ParsableCommand {
  func exit(with outcome: Outcome) throws {
    if outcome != .done { throw ExitCode(outcome.rawValue) }
  }

  /// Runs a body whose errors are diagnostics; prints one and ends with its status.
  func reporting(site: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      guard let diagnostic = diagnostic(of: error) else { throw error }
      printDiagnostics([diagnostic], language: nil, site: site)
      let usage = ["no-content", "unknown-campaign", "unknown-module", "bad-id"].contains(diagnostic.problem.id)
      throw ExitCode(usage ? Outcome.wrongUsage.rawValue : Outcome.fileFailed.rawValue)
    }
  }
}
