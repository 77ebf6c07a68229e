import Diagnostics
import YAML

/// A part of a declaration with the mapping it was read from, so that what is found later can be told at its place.
struct Placed<Part: Sendable>: Sendable {
  var part: Part
  var node: YAMLNode
  var file: String

  var location: Location { Location(file, line: node.line, column: node.column) }

  /// Where the value of a key stands; the part itself when the key is absent.
  func place(_ key: String) -> Location { place(of: node[key] ?? node) }

  /// The first of several values, or the one at an index of a list.
  func place(_ key: String, item: Int) -> Location {
    guard let value = node[key], case .sequence(let items) = value.value, items.indices.contains(item) else {
      return place(key)
    }
    return place(of: items[item])
  }

  /// The first character of a text, which a quoted one has behind its quotation mark.
  func textPlace(_ key: String) -> Location {
    guard let value = node[key] else { return location }
    return textLocation(value, file: file)
  }

  private func place(of node: YAMLNode) -> Location { Location(file, line: node.line, column: node.column) }
}

func textLocation(_ node: YAMLNode, file: String) -> Location {
  var location = Location(file, line: node.line, column: node.column)
  if case .scalar(_, quoted: true) = node.value { location.column += 1 }
  return location
}

/// What one file declares, or a shipped file and a site's together: everything may still be absent.
struct DeclarationFile: Sendable {
  var id: String
  var location: Location
  var isSites: Bool
  var name: Wording?
  var summary: Wording?
  var scope: RegisterDeclaration.Scope?
  var group: RegisterDeclaration.Group?
  var phase: String?
  var files: [String] = []
  /// With the file's root, whose `key` it is.
  var key: Placed<[String]>?
  var columns: [Placed<RegisterColumn>] = []
  var computed: [Placed<ComputedColumn>] = []
  var schedule: Placed<ScheduleColumns>?
  var totals: [Placed<RegisterTotal>] = []
  var checks: [Placed<RegisterCheck>] = []
  var views: [Placed<RegisterView>] = []
  var agenda: Placed<RegisterAgenda>?
  var decisions: Placed<RegisterDecisions>?
  var isExpected: Bool?
  /// With the file's root, whose `visibility` it is.
  var visibility: Placed<String>?
  var ofBrief: Placed<RegisterOfBrief>?

  /// This declaration with what a site's says of the same register: parts of the same id are replaced where they
  /// stand, others follow, and what is not named stays.
  func merged(with site: DeclarationFile) -> DeclarationFile {
    var result = self
    result.location = site.location
    result.isSites = true
    result.name = site.name ?? name
    result.summary = site.summary ?? summary
    result.scope = site.scope ?? scope
    result.group = site.group ?? group
    result.phase = site.phase ?? phase
    result.files += site.files.filter { !files.contains($0) }
    result.key = site.key ?? key
    result.schedule = site.schedule ?? schedule
    result.agenda = site.agenda ?? agenda
    result.decisions = site.decisions ?? decisions
    result.isExpected = site.isExpected ?? isExpected
    result.visibility = site.visibility ?? visibility
    result.ofBrief = site.ofBrief ?? ofBrief
    DeclarationFile.merge(&result.columns, site.columns, by: \.id)
    DeclarationFile.merge(&result.computed, site.computed, by: \.id)
    DeclarationFile.merge(&result.totals, site.totals, by: \.id)
    DeclarationFile.merge(&result.checks, site.checks, by: \.id)
    DeclarationFile.merge(&result.views, site.views, by: \.id)
    return result
  }

  private static func merge<Part>(
    _ parts: inout [Placed<Part>], _ others: [Placed<Part>], by id: KeyPath<Part, String>
  ) {
    for other in others {
      if let index = parts.firstIndex(where: { $0.part[keyPath: id] == other.part[keyPath: id] }) {
        parts[index] = other
      } else {
        parts.append(other)
      }
    }
  }

  /// The declaration, unless something is missing without which there is none; that is reported.
  func declaration(_ diagnostics: inout [Diagnostic]) -> RegisterDeclaration? {
    if name == nil { diagnostics.append(Diagnostic(.declarationLacks("name", id), at: location)) }
    if scope == nil { diagnostics.append(Diagnostic(.declarationLacks("scope", id), at: location)) }
    if columns.isEmpty { diagnostics.append(Diagnostic(.declarationLacks("columns", id), at: location)) }
    guard let name, let scope, !columns.isEmpty else { return nil }
    var declaration = RegisterDeclaration(
      id: id, name: name, summary: summary, scope: scope, group: group ?? .reference, phase: phase, files: files,
      key: key?.part ?? [], columns: columns.map(\.part), computed: computed.map(\.part), schedule: schedule?.part,
      totals: totals.map(\.part), checks: checks.map(\.part), views: views.map(\.part), location: location,
      isSites: isSites)
    declaration.agenda = agenda?.part
    declaration.decisions = decisions?.part
    declaration.isExpected = isExpected ?? false
    declaration.ofBrief = ofBrief?.part
    return declaration
  }
}

extension RegisterDeclaration {
  /// Reads one declaration by itself: its shape, and the formulas' grammar. Whether the names in it exist is settled
  /// by `RegisterCatalogue.load`, which knows the other registers. `nil` when it has no usable id, name, scope or column.
  public static func read(_ node: YAMLNode, file: String, isSites: Bool) -> (RegisterDeclaration?, [Diagnostic]) {
    var reader = DeclarationReader(file: file)
    let read = reader.read(node, isSites: isSites)
    let declaration = read?.declaration(&reader.diagnostics)
    return (declaration, reader.diagnostics.sortedByPlace())
  }
}
