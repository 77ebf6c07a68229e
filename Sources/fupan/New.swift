import ArgumentParser
import Site

struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Starts a site, a campaign, a process, a case, a training module or a page from the template library.",
    subcommands: [NewSite.self, NewCampaign.self, NewProcess.self, NewCase.self, NewTraining.self, NewPage.self])
}

private func make(_ kind: NewContent, _ name: String, _ site: String, _ day: DayOption, of command: some ParsableCommand)
  throws
{
  try command.reporting(site: site) {
    for path in try makeNew(kind, name: name, site: site, today: day.today) { print(path) }
  }
}

struct NewSite: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "site", abstract: "A starter site in a new folder.")
  @Argument(help: "The folder to make.") var folder: String
  @OptionGroup var day: DayOption
  func run() throws { try make(.site, folder, ".", day, of: self) }
}

/// The commands that add one page to a site.
struct NewPageArguments: ParsableArguments {
  @Argument(help: "The id: letters, digits, - and _.") var id: String
  @Option(help: "The folder that holds content/.") var site: String = "."
  @OptionGroup var day: DayOption
}

struct NewCampaign: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "campaign", abstract: "A campaign's brief and registers.")
  @OptionGroup var page: NewPageArguments
  func run() throws { try make(.campaign, page.id, page.site, page.day, of: self) }
}

struct NewProcess: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "process", abstract: "A process of the handbook.")
  @OptionGroup var page: NewPageArguments
  func run() throws { try make(.process, page.id, page.site, page.day, of: self) }
}

struct NewCase: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "case", abstract: "A case study.")
  @OptionGroup var page: NewPageArguments
  func run() throws { try make(.caseStudy, page.id, page.site, page.day, of: self) }
}

struct NewTraining: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "training", abstract: "A training module.")
  @OptionGroup var page: NewPageArguments
  func run() throws { try make(.training, page.id, page.site, page.day, of: self) }
}

struct NewPage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page", abstract: "A page from a template of the library, such as marketing-plan or sop.")
  @Argument(help: "The name of the template.") var template: String
  @Argument(help: "The path of the page below content/: handbook/plans/2027.") var path: String
  @Option(help: "The folder that holds content/.") var site: String = "."
  @OptionGroup var day: DayOption
  func run() throws {
    try reporting(site: site) {
      for made in try makePage(template: template, path: path, site: site, today: day.today) { print(made) }
    }
  }
}
