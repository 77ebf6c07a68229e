import Diagnostics

/// What can be wrong with how pages are tagged, connected, moved and kept.
extension Problem {
  static func unknownTag(_ tag: String, nearest: String?) -> Problem {
    Problem(
      "unknown-tag", zh: "标签「\(tag)」没有登记", en: "the tag '\(tag)' is not registered",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "用 site.yaml 的 tags 里已有的标签，或先在那里登记", en: "use one of the tags in site.yaml, or register it there"))
  }
  static func unknownPageID(_ id: String, key: String, nearest: String?) -> Problem {
    Problem(
      "unknown-page", zh: "\(key) 里的「\(id)」不是任何页面的 id", en: "'\(id)' in \(key) is no page's id",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") })
  }
  static let orphan = Problem(
    "orphan-page", .warning, zh: "除了菜单，没有页面通向这一页", en: "no page leads here but the menu",
    hint: Wording(
      zh: "从相关页面链接过来，或写进主题表 content/registers/topics.csv", en: "link to it, or name it in the register topics"))
  static func aliasLeavesSite(_ alias: String) -> Problem {
    Problem("bad-alias", zh: "「\(alias)」不是站内的路径", en: "'\(alias)' is no path inside the site")
  }
  static func aliasTaken(_ alias: String, by path: String) -> Problem {
    Problem(
      "alias-taken", zh: "旧地址「\(alias)」已被 \(path) 占用", en: "the former address '\(alias)' belongs to \(path)",
      hint: Wording(zh: "一个旧地址只能转到一个页面", en: "a former address leads to one page only"))
  }
  static func versionDiffers(_ version: String?, logged: String) -> Problem {
    Problem(
      "version-differs", .warning, zh: "version 是\(version.map { "「\($0)」" } ?? "空的")，变更记录最新一条是「\(logged)」",
      en: "version is \(version.map { "'\($0)'" } ?? "absent") and the newest change '\(logged)'",
      hint: Wording(zh: "两处写成同一个版本，新的变更写在最前", en: "make them agree; the newest change comes first"))
  }
  static let changesOutOfOrder = Problem(
    "changes-order", .warning, zh: "变更记录没有按日期从新到旧排列", en: "the change log is not in order, newest first")
}
