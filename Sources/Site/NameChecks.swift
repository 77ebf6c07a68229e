import Diagnostics
import Handbook
import Metrics

/// Names that settings and steps use: roles, KPIs, folders of the menu. What nobody knows would else be shown as
/// it is written, or do nothing.
struct NameChecks {
  let source: SiteSource
  /// Names of roles by id.
  let roles: [String: String]
  let dictionary: KPIDictionary
  let index: SiteIndex

  func run() -> [Diagnostic] {
    let settings = Location(SiteFolder.contentName + "/site.yaml")
    let known = dictionary.kpis.map(\.id) + dictionary.measures.map(\.id)
    var diagnostics = source.settings.thresholds.byKPI.keys.sorted().filter { dictionary.name($0) == nil }.map {
      Diagnostic(.unknownKPI($0, nearest: nearest(to: $0, among: known)), at: settings)
    }
    let entries = index[index.home].children.map { SiteIndex.menuName(index[$0].path) }
    diagnostics += source.settings.navigation.filter { !entries.contains($0) }.map {
      Diagnostic(.unknownMenuEntry($0, nearest: nearest(to: $0, among: entries)), at: settings)
    }
    for document in source.documents {
      guard case .process(let process) = document.matter.detail else { continue }
      for step in process.steps {
        let place = Location(document.file, line: step.line, column: step.column)
        for name in step.roles + (step.approves.map { [$0] } ?? []) + step.consults + step.informs {
          diagnostics += role(name, at: place)
        }
      }
    }
    return diagnostics
  }

  private func role(_ name: String, at place: Location) -> [Diagnostic] {
    guard roles[name] == nil, !roles.values.contains(name) else { return [] }
    return [Diagnostic(.unknownRole(name, nearest: nearest(to: name, among: roles.keys.sorted())), at: place)]
  }
}

extension SiteIndex {
  /// What `navigation` calls an entry of the main menu: its folder, or its page without `.md`.
  static func menuName(_ path: String) -> String {
    path.hasSuffix("/index.md") ? String(path.dropLast("/index.md".count)) : String(path.dropLast(path.hasSuffix(".md") ? 3 : 0))
  }
}

extension Problem {
  static func unknownRole(_ name: String, nearest: String?) -> Problem {
    Problem(
      "unknown-role", .warning, zh: "角色表里没有「\(name)」", en: "the register of roles has no '\(name)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "角色 id 见登记表 roles", en: "ids are in the register roles"))
  }
  static func unknownMenuEntry(_ name: String, nearest: String?) -> Problem {
    Problem(
      "unknown-folder", .warning, zh: "navigation 里的「\(name)」不是主菜单的一项", en: "'\(name)' in navigation is no entry of the main menu",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") })
  }
}
