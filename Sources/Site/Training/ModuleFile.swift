import HTML

/// What a page of a module takes along when it stands in one file: a deck goes into a meeting room on a stick, a package into a
/// learning system.
struct ModuleFile: Sendable {
  private let deckStyles: Markup
  private let deckScript: Markup
  private let packageStyles: Markup
  private let packageScript: Markup

  init(_ files: DefaultFiles) throws(FileError) {
    deckStyles = try ReviewFile.inside("style", files, ["fupan.css", "parts.css", "charts.css", "plots.css", "links.css", "training.css", "deck.css"])
    deckScript = try ReviewFile.inside("script", files, ["deck.js"])
    packageStyles = try ReviewFile.inside("style", files, ["fupan.css", "parts.css", "charts.css", "plots.css", "links.css", "training.css", "quiz.css"])
    packageScript = try ReviewFile.inside("script", files, ["fupan.js", "quiz.js", "scorm.js"])
  }

  func addDeck(to context: inout Context) {
    context.set("styleHTML", .markup(deckStyles))
    context.set("scriptHTML", .markup(deckScript))
  }

  func addPackage(to context: inout Context) {
    context.set("styleHTML", .markup(packageStyles))
    context.set("scriptHTML", .markup(packageScript))
  }
}
