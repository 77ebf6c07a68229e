import Diagnostics
import Mustache
import YAML

/// The loaded theme: parsed templates and the strings of the site's language.
struct Templates: Sendable {
  private let library: MustacheLibrary
  private let skeletons = SkeletonCache()
  var strings: Strings

  /// Loads and checks every template and the strings; all problems are in the second part.
  static func load(_ files: DefaultFiles, language: Language) throws(FileError) -> (Templates, [Diagnostic]) {
    var (strings, diagnostics) = try Strings.load(files, language: language)
    var library = MustacheLibrary()
    var scans: [String: TemplateScan] = [:]
    var sources: [String: String] = [:]
    for path in try files.names() where path.hasSuffix(".mustache") {
      guard let file = try files.read(path) else { continue }
      let name = String(path.dropLast(".mustache".count))
      let source = String(decoding: file.bytes, as: UTF8.self)
      let scan = TemplateScan(source, file: file.path)
      scans[name] = scan
      sources[name] = source
      diagnostics += scan.diagnostics
    }
    let names = Set(scans.keys)
    for name in names.sorted() {
      diagnostics += scans[name]?.check(keys: TemplateKeys.all, strings: strings.keys, templates: names) ?? []
    }
    if let cycle = TemplateScan.unguardedCycle(scans), let last = cycle.last {
      let names = cycle.map(\.name)
      let from = scans[names[names.count - 2]]
      diagnostics.append(
        Diagnostic(
          .includeCycle(names), at: Location(from?.file ?? last.name, line: last.tag.line, column: last.tag.column)))
    }
    if !diagnostics.hasErrors {
      for name in names.sorted() {
        do {
          try library.register(joined(sources[name] ?? ""), named: name)
        } catch {
          diagnostics.append(Diagnostic(.templateSyntax("\(error)"), at: Location(scans[name]?.file ?? name)))
        }
      }
    }
    return (Templates(library: library, strings: strings), diagnostics)
  }

  /// Renders a page as UTF-8; the template is one of those the scan has seen.
  func render(_ context: Context, with layout: String) -> [UInt8] {
    skeletons.page(layout, context) { marked in
      marked.add("t", strings)
      return library.render(marked, withTemplate: "layouts/" + layout) ?? ""
    }
  }

  /// The source with its lines put together: swift-mustache keeps one token per line, and white space between
  /// elements says nothing in HTML.
  private static func joined(_ source: String) -> String {
    var result = ""
    for line in Skeleton.unmarked(source).split(whereSeparator: \.isNewline) {
      let part = line.trimmingBlanks
      if part.isEmpty { continue }
      if let last = result.last, last != ">", last != "}", part.first != "<", part.first != "{" { result += " " }
      result += part
    }
    return result
  }
}

/// The texts of the user interface, `{{t.key}}` in templates.
struct Strings: MustacheParent, Sendable {
  let language: Language
  private let texts: [String: String]
  /// The names of roles by id, from their register.
  var roles: [String: String] = [:]

  var keys: Set<String> { Set(texts.keys) }

  static func load(_ files: DefaultFiles, language: Language) throws(FileError) -> (Strings, [Diagnostic]) {
    let name = "strings/\(language.rawValue).yaml"
    var texts: [String: String] = [:]
    var diagnostics: [Diagnostic] = []
    // A site's file may hold only the texts that it changes or adds; what it changes in Simplified goes for Traditional.
    var found = try files.readAll(name)
    if language == .traditionalChinese {
      let own = try files.readAll("strings/zh-Hans.yaml").filter(\.isSites)
      found.insert(contentsOf: own, at: found.firstIndex(where: \.isSites) ?? found.count)
    }
    for file in found {
      switch readYAML(String(decoding: file.bytes, as: UTF8.self), file: file.path) {
      case .success(let node):
        guard case .mapping(let pairs) = node.value else { break }
        for pair in pairs {
          if case .scalar(let text, _) = pair.value.value { texts[pair.key] = Skeleton.unmarked(text) }
        }
      case .failure(let diagnostic): diagnostics.append(diagnostic)
      }
    }
    return (Strings(language: language, texts: texts), diagnostics)
  }

  func child(named name: String) -> Any? { texts[name] }

  func text(_ key: String) -> String? { texts[key] }

  /// The text for a key that the program itself uses; the key where the file lacks it, so that the gap shows.
  subscript(key: String) -> String { texts[key] ?? key }
}
