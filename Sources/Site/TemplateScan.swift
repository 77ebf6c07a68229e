import Diagnostics

/// Reads the tags of a template's source, for the checks that swift-mustache leaves out: it renders an unknown name
/// as nothing and crashes on a partial that includes itself.
struct TemplateScan {
  /// The path in diagnostics.
  let file: String
  private(set) var tags: [Tag] = []
  private(set) var diagnostics: [Diagnostic] = []

  struct Tag {
    var kind: Kind
    var name: String
    var line: Int
    var column: Int
    /// Whether the tag stands inside a section over a part of the context, which ends every recursion.
    var guarded: Bool
    /// The name of the innermost section, which `.` stands for.
    var section: String?
    enum Kind { case text, raw, section, inverted, close, partial, parent, block }
  }

  init(_ source: String, file: String) {
    self.file = file
    var line = 1
    var column = 1
    var open: [Tag] = []
    var rest = source[...]
    func advance(_ count: Int) {
      for character in rest.prefix(count) {
        if character.isNewline {
          line += 1
          column = 1
        } else {
          column += 1
        }
      }
      rest = rest.dropFirst(count)
    }
    while let start = rest.firstRange(of: "{{") {
      advance(rest.distance(from: rest.startIndex, to: start.lowerBound))
      let triple = rest.hasPrefix("{{{")
      guard let end = rest.firstRange(of: triple ? "}}}" : "}}") else {
        diagnostics.append(
          Diagnostic(
            .templateSyntax("「{{」没有配对的「}}」 / '{{' without '}}'"), at: Location(file, line: line, column: column)))
        return
      }
      let inner = rest[rest.index(rest.startIndex, offsetBy: triple ? 3 : 2)..<end.lowerBound]
      let length = rest.distance(from: rest.startIndex, to: end.upperBound)
      let sigil = triple ? "{" : String(inner.prefix(1))
      let kind: Tag.Kind?
      switch sigil {
      case "{", "&": kind = .raw
      case "#": kind = .section
      case "^": kind = .inverted
      case "/": kind = .close
      case ">": kind = .partial
      case "<": kind = .parent
      case "$": kind = .block
      case "!": kind = nil
      case "=", "%":
        diagnostics.append(
          Diagnostic(
            .templateSyntax("不支持「{{\(sigil)」标签 / '{{\(sigil)' tags are not supported"),
            at: Location(file, line: line, column: column)))
        kind = nil
      default: kind = .text
      }
      if let kind {
        let plain = triple || kind == .text ? inner[...] : inner.dropFirst()
        let name = plain.trimmingBlanks
        let tag = Tag(
          kind: kind, name: name, line: line, column: column,
          guarded: open.contains { $0.kind == .section && TemplateScan.descends($0.name) },
          section: open.last { $0.kind == .section }?.name)
        if kind == .close {
          if open.last?.name == name {
            open.removeLast()
          } else {
            diagnostics.append(
              Diagnostic(
                .templateSyntax("「{{/\(name)}}」没有对应的开头 / '{{/\(name)}}' closes nothing that is open"),
                at: Location(file, line: line, column: column)))
          }
        } else if [.section, .inverted, .parent, .block].contains(kind) {
          open.append(tag)
        }
        tags.append(tag)
      }
      advance(length)
    }
    for tag in open {
      diagnostics.append(
        Diagnostic(
          .templateSyntax("「\(tag.name)」没有关闭 / '\(tag.name)' is never closed"),
          at: Location(file, line: tag.line, column: tag.column)))
    }
  }

  /// Whether a section goes down to a part of the context: `.children` does. A name without the dot may climb back to
  /// the page, and a truth value stays where it is; either could go round for ever.
  private static func descends(_ name: String) -> Bool {
    name.hasPrefix(".") && name != "." && !name.hasPrefix(".has") && !name.hasPrefix(".is")
  }

  /// Checks names and kinds of the tags against what the templates may use.
  func check(keys: Set<String>, strings: Set<String>, templates: Set<String>) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func report(_ problem: Problem, _ tag: Tag) {
      found.append(Diagnostic(problem, at: Location(file, line: tag.line, column: tag.column)))
    }
    for tag in tags {
      switch tag.kind {
      case .partial, .parent:
        if !templates.contains(tag.name) {
          report(.unknownPartial(tag.name, nearest: nearest(to: tag.name, among: templates.sorted())), tag)
        }
      case .text, .raw, .section, .inverted:
        // Inside a section over markup the dot is that markup.
        if tag.kind == .raw, !(tag.name == "." ? tag.section ?? "" : tag.name).hasSuffix("HTML") {
          report(.rawText(tag.name), tag)
        }
        if tag.kind == .text, (tag.name == "." ? tag.section ?? "" : tag.name).hasSuffix("HTML") {
          report(.escapedMarkup(tag.name), tag)
        }
        // `index()` and its like belong to swift-mustache; it could also transform texts, which have no place here.
        if tag.name == "." || ["first()", "last()", "index()", "even()", "odd()"].contains(tag.name) { continue }
        let parts = tag.name.split(separator: ".").map(String.init)
        if parts.first == "t" {
          let key = parts.dropFirst().joined(separator: ".")
          if !strings.contains(key) {
            report(
              .unknownTemplateKey(tag.name, nearest: nearest(to: key, among: strings.sorted()).map { "t." + $0 }), tag)
          }
        } else {
          for part in parts where !keys.contains(part) {
            report(.unknownTemplateKey(tag.name, nearest: nearest(to: part, among: keys.sorted())), tag)
          }
        }
      case .close, .block: break
      }
    }
    return found
  }

  /// The first cycle of includes that no section over a part of the context guards, starting from any template.
  static func unguardedCycle(_ scans: [String: TemplateScan]) -> [(name: String, tag: Tag)]? {
    // 0 unseen, 1 on the current path, 2 done.
    var state: [String: Int] = [:]
    for start in scans.keys.sorted() where state[start] == nil {
      var path: [(name: String, includes: [Tag])] = [(start, includes(scans[start]))]
      state[start] = 1
      while !path.isEmpty {
        guard let next = path[path.count - 1].includes.popLast() else {
          state[path.removeLast().name] = 2
          continue
        }
        if state[next.name] == 1, let first = path.firstIndex(where: { $0.name == next.name }) {
          return path[first...].map { ($0.name, next) } + [(next.name, next)]
        }
        if state[next.name] == nil, scans[next.name] != nil {
          state[next.name] = 1
          path.append((next.name, includes(scans[next.name])))
        }
      }
    }
    return nil
  }

  private static func includes(_ scan: TemplateScan?) -> [Tag] {
    (scan?.tags ?? []).filter { ($0.kind == .partial || $0.kind == .parent) && !$0.guarded }
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension StringProtocol {
  /// Without blanks and line ends at both ends.
  var trimmingBlanks: String {
    var part = self[...]
    while let first = part.first, first.isWhitespace { part = part.dropFirst() }
    while let last = part.last, last.isWhitespace { part = part.dropLast() }
    return String(part)
  }
}
