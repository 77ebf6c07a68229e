import ArgumentParser
import Site

struct QuizCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quiz", abstract: "Looks after the questions of training modules.", subcommands: [Pin.self])

  struct Pin: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes into questions which version of its section each one tests, so that a change is told.")

    @Argument(help: "Ids or codes of modules; all of them without any.") var modules: [String] = []
    @Option(help: "The folder that holds content/.", completion: .directory) var site: String = "."
    @Flag(help: "Also questions whose section has changed: say it when you have read them again.") var renew = false
    @OptionGroup var day: DayOption

    func run() throws {
      try reporting(site: site) {
        let (files, language) = try pinQuestions(modules, site: site, today: day.today, renewing: renew)
        for (path, lines) in files { print(language.isChinese ? "\(path)：\(lines) 题" : "\(path): \(lines)") }
      }
    }
  }
}
