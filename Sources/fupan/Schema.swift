import ArgumentParser
import Site

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "JSON Schemas by which editors check and complete the files of a site.")

  @Argument(help: "site, front-matter or register; all of them without it.") var topic: SchemaTopic?
  @Option(help: "The folder to write TOPIC.schema.json into; standard output otherwise.", completion: .directory)
  var output: String?

  func run() throws {
    try reporting(site: ".") {
      guard let output else { return print(schemaJSON(topic)) }
      for path in try writeSchemas(topic, to: output) { print(path) }
    }
  }
}

extension SchemaTopic: ExpressibleByArgument {}
