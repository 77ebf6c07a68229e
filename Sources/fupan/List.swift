import ArgumentParser
import Site

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists campaigns, pages, drafts, pages to check, registers, open actions, orphaned pages or editions.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "campaigns, pages, drafts, overdue, due, unowned, stale, orphans, registers, actions or editions.") var topic: ListTopic = .campaigns
  @OptionGroup var arguments: SiteArguments
  @Option(help: "text or json.") var format: Format = .text

  func run() throws {
    try reporting(site: arguments.site) {
      let entries = try listSite(topic, site: arguments.site, today: arguments.day.today)
      switch format {
      case .text:
        for entry in entries { print(entry.fields.map(\.value.text).joined(separator: "\t")) }
      case .json:
        print(listJSON(entries))
      }
    }
  }
}

extension ListTopic: ExpressibleByArgument {}
