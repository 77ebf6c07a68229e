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

  func validate() throws {
    if !json { throw ValidationError("Say what to make: --json.") }
  }

  func run() throws {
    try reporting(site: arguments.site) {
      let (review, diagnostics, language) = try campaignReview(id, site: arguments.site, today: arguments.day.today)
      printDiagnostics(diagnostics, language: language, site: arguments.site)
      if diagnostics.contains(where: { $0.problem.id == "unreadable" }) { try exit(with: .fileFailed) }
      guard let review, !diagnostics.hasErrors else { return try exit(with: .contentHasErrors) }
      FileHandle.standardOutput.write(Foundation.Data(review.json()))
    }
  }
}
