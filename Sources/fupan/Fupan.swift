import ArgumentParser

@main
struct Fupan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "fupan")
}
