import ArgumentParser
import Diagnostics
import Foundation
import Site

struct Markdown: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Markdown to an HTML fragment on standard output.")

  @Argument(help: "The file; standard input without it.", completion: .file()) var file: String?
  @Flag(help: "The plain specification: no additions, raw HTML kept.") var commonmark = false
  @Flag(name: .customLong("raw-html"), help: "Keeps raw HTML, additions on.") var rawHTML = false

  func run() throws {
    try reporting(site: ".") {
      let bytes = try file.map(readFile) ?? Array(FileHandle.standardInput.readDataToEndOfFile())
      let (html, diagnostics) = renderFragment(
        bytes, file: file ?? "-", commonmark: commonmark, rawHTML: rawHTML, language: systemLanguage())
      if !diagnostics.isEmpty { printDiagnostics(diagnostics, language: nil, site: ".") }
      FileHandle.standardOutput.write(Foundation.Data(html))
    }
  }
}
