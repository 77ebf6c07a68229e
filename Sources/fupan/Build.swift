import ArgumentParser
import Diagnostics
import Foundation
import Site

struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Compiles the site.")

  @OptionGroup var arguments: SiteArguments

  @Option(help: "The folder to write; SITE/output otherwise.", completion: .directory)
  var output: String?

  @Option(name: .customLong("base-url"), help: "Where the site will stand: adds canonical links and sitemap.xml.")
  var baseURL: String?

  @Option(
    help: "Files to take away of every review, such as html,xlsx,pptx,csv,data; they stand beside the review's page.",
    transform: exportFormats)
  var exports: [ExportFormat] = []

  @Flag(help: "Builds drafts too.")
  var drafts = false

  @Flag(help: "Warnings keep the site from being written.")
  var strict = false

  @Option(
    name: .customLong("edition"),
    help: "An edition of site.yaml to build, all of them without it; --output is then the folder of one that has its own.")
  var editions: [String] = []

  func validate() throws {
    guard let baseURL else { return }
    let isPlain = baseURL.utf8.allSatisfy { (0x21...0x7E).contains($0) && ![0x22, 0x3C, 0x3E, 0x5C].contains($0) }
    guard isPlain, ["https://", "http://"].contains(where: { baseURL.hasPrefix($0) && baseURL.count > $0.count }) else {
      throw ValidationError("--base-url should be an address such as https://intranet.example/handbook/.")
    }
  }

  func run() throws {
    let output = output ?? (arguments.site == "." ? "output" : arguments.site + "/output")
    var options = BuildOptions(site: arguments.site, output: output, today: arguments.day.today)
    options.baseURL = baseURL
    options.exports = exports
    options.drafts = drafts
    options.strict = strict
    options.editions = editions
    options.isOutputChosen = self.output != nil
    let report = buildSite(options)
    printDiagnostics(report.diagnostics, language: report.language, site: arguments.site)
    if report.outcome == .done {
      let chinese = (report.language ?? systemLanguage()).isChinese
      let output = report.outputs.isEmpty ? output : report.outputs.joined(separator: chinese ? "、" : ", ")
      print(
        chinese
          ? "\(output)：共 \(report.files) 个文件，写入 \(report.written) 个"
          : "\(output): \(report.files) files, \(report.written) written")
    }
    try exit(with: report.outcome)
  }
}

/// `html,xlsx` as formats, each once.
@Sendable private func exportFormats(_ list: String) throws -> [ExportFormat] {
  let known = ExportFormat.built.map(\.rawValue).joined(separator: ", ")
  return try list.split(separator: ",", omittingEmptySubsequences: false).map { name in
    guard let format = ExportFormat(rawValue: String(name)), ExportFormat.built.contains(format) else {
      throw ValidationError(
        name == "pdf" ? "--exports makes no PDF; 'fupan report ID --pdf' does." : "--exports takes a list of \(known), not '\(name)'.")
    }
    return format
  }
}
