import Diagnostics
import HTML
import Values

/// The files below `starters/` of the theme: what `fupan new` copies, and what the pages of a template library show.
enum Starter {
  /// The archetypes of pages that are of no type of their own.
  static let folder = "starters/pages/"

  static func pageNames(_ files: DefaultFiles) throws(FileError) -> [String] {
    try files.names(below: "starters/pages").map { String(Address.name(of: $0).dropLast(3)) }.sorted()
  }

  /// The text of a starter with `{ID}`, `{TODAY}`, `{START}` and `{END}` filled in.
  static func filled(_ bytes: [UInt8], id: String, today: Day) -> String {
    let start = today.adding(months: 1) ?? today
    return String(decoding: bytes, as: UTF8.self)
      .replacing("{ID}", with: id).replacing("{TODAY}", with: today.iso)
      .replacing("{START}", with: start.iso).replacing("{END}", with: start.advanced(by: 13).iso)
  }

  /// The command that makes a file of the starter.
  static func command(_ name: String) -> String {
    if name.hasPrefix("pages/") { return "fupan new page \(name.dropFirst(6).dropLast(3)) PATH" }
    switch name {
    case "process.md": return "fupan new process ID"
    case "case.md": return "fupan new case ID"
    case "training.md": return "fupan new training ID"
    default: return "fupan new campaign ID"
    }
  }
}

extension SiteFigures {
  /// A `starter` block: the name of a file below `starters/`, shown whole, to be copied.
  func starter(_ literal: String, place: Location) -> (Markup, [Diagnostic]) {
    let name = literal.trimmingBlanks
    let files = DefaultFiles(site: root)
    let plain = Markup { $0.element("pre", literal) }
    do throws(FileError) {
      // Names that lead out of the folder are none of the listed ones.
      let known = try files.names(below: "starters").map { String($0.dropFirst("starters/".count)) }
      guard known.contains(name), let file = try files.read("starters/" + name) else {
        return (plain, [Diagnostic(.unknownStarter(name, nearest: nearest(to: name, among: known)), at: place)])
      }
      let text = Starter.filled(file.bytes, id: strings["starterID"], today: today)
      let shown = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
      let markup = Markup { html in
        html.raw("<figure class=\"starter\"><figcaption>")
        html.text(strings["starterCaption"])
        html.raw(" ")
        html.element("code", Starter.command(name))
        html.raw("</figcaption><pre tabindex=\"0\"><code>")
        html.text(shown)
        html.raw("</code></pre></figure>")
      }
      return (markup, [])
    } catch {
      return (plain, [error.diagnostic(at: error.path)])
    }
  }
}

extension Problem {
  static func unknownStarter(_ name: String, nearest: String?) -> Problem {
    Problem(
      "unknown-starter", zh: "没有模板「\(name)」", en: "there is no template '\(name)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "模板放在 templates/starters/ 里", en: "templates are in templates/starters/"))
  }
}
