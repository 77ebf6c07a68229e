import ArgumentParser
import Site

@main
struct Fupan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fupan",
    abstract: "Compiles a marketing centre's handbook and campaign data into a static site and campaign reviews.",
    version: programVersion,
    subcommands: [Build.self, Check.self, New.self, Data.self, Report.self, Book.self, QuizCommand.self, List.self, Markdown.self, Schema.self])
}
