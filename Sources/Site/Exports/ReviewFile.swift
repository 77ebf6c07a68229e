import HTML

/// The review page as one file: styles, script and drawings within, no menu, no request.
struct ReviewFile: Sendable {
  /// What is put into every file.
  private let styles: Markup
  private let printStyles: Markup
  private let script: Markup

  /// Style sheets that a review needs on a screen, in the order of the page.
  private static let sheets = ["fupan.css", "parts.css", "charts.css", "plots.css", "pages.css"]

  init(_ files: DefaultFiles) throws(FileError) {
    styles = try ReviewFile.inside("style", files, ReviewFile.sheets)
    printStyles = try ReviewFile.inside("style", files, ["print.css"])
    script = try ReviewFile.inside("script", files, ["fupan.js"])
  }

  /// Assets of the theme, one behind the other, as they may stand within an element.
  static func inside(_ element: String, _ files: DefaultFiles, _ names: [String]) throws(FileError) -> Markup {
    var text: [UInt8] = []
    for name in names { text += try files.read("assets/" + name)?.bytes ?? [] }
    return inside(element, text)
  }

  /// A sheet or script as it may stand within its element, which ends at the first end tag whatever the text means by it.
  private static func inside(_ element: String, _ bytes: [UInt8]) -> Markup {
    let text = String(decoding: bytes, as: UTF8.self)
    let end = "</" + element
    let safe = text.contains(end) ? text.replacing(end, with: "<\\/" + element) : text
    return Markup { $0.trusted(safe.utf8) }
  }

  /// Makes a review page's context one of a file.
  func complete(_ context: Context, links: ReviewLinks, folder: String) -> Context {
    var result = context.without([
      "breadcrumbs", "hasBreadcrumbs", "menuHTML", "previous", "next", "hasPager", "canonicalHref", "exports", "hasExports",
      "relatedHTML", "tagsHTML", "wayMarksHTML",
    ])
    if let body = context["bodyHTML"] as? Markup {
      result.set("bodyHTML", .markup(links.rewritten(body, from: folder)))
    }
    addAssets(to: &result)
    return result
  }

  /// Makes a page's styles and script part of it.
  func addAssets(to context: inout Context) {
    context.set("isFile", .flag(true))
    context.set("styleHTML", .markup(styles))
    context.set("printStyleHTML", .markup(printStyles))
    context.set("scriptHTML", .markup(script))
  }
}
