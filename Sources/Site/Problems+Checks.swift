import Diagnostics
import Tables
import Values

/// What checks of copy, persons, rules and crises find.
extension Problem {
  // MARK: Sign-off

  static func notSignedOff(
    _ what: Wording, keys: [String], count: Int, layers: [Wording], status: String?, isPage path: String? = nil
  ) -> Problem {
    let shown = keys.prefix(5).joined(separator: "、") + (keys.count > 5 ? "…" : "")
    let rows = path == nil ? (keys.isEmpty ? " \(count) 行" : " \(count) 行（\(shown)）") : ""
    let rowsEnglish = path == nil ? ": \(count) rows\(keys.isEmpty ? "" : " (\(shown))")" : ""
    let layersZH = layers.map(\.zh).joined(separator: "、")
    let layersEN = layers.map(\.en).joined(separator: ", ")
    let stateZH = path != nil && status == nil ? "整页是对外文案" : status.map { "活动状态为 \($0)" } ?? "状态为发布"
    let stateEN = path != nil && status == nil ? "all of it is copy" : status.map { "the campaign is \($0)" } ?? "they are published"
    return Problem(
      "sign-off", zh: "\(what.zh)\(rows)没有\(layersZH)签核，而\(stateZH)",
      en: "\(what.en)\(rowsEnglish): no sign-off by \(layersEN), although \(stateEN)",
      hint: Wording(
        zh: "在 reviews 登记\(layersZH)层的通过结论，“涵盖”写登记表、登记表:编号或页面路径（空着涵盖整个活动）；没审完的先把活动改回 draft，或把页面标 draft: true",
        en: "add the verdicts to 'reviews' (covers: a register, register:key or a page's path; empty for all of the campaign), or set the campaign or page back to draft"))
  }

  // MARK: Persons

  static func personalDataOnPage(_ kind: PersonalData, value: String) -> Problem {
    let what = kind.wording
    return Problem(
      "personal-data", zh: "页面里有\(what.zh)样式的内容 \(value)", en: "the page holds what looks like \(what.en): \(value)",
      hint: Wording(
        zh: "删去或换成岗位名称；确需公开的（如公开的客服邮箱）写进 site.yaml 的 privacy.allow，并写 reason",
        en: "remove it or name a role; what may be public goes into privacy.allow of site.yaml with a reason"))
  }
  static let unusedAllowance = Problem(
    "unused-exception", .warning, zh: "privacy.allow 的这一条没有用到", en: "nothing needs this entry of privacy.allow",
    hint: Wording(zh: "删去它", en: "remove it"))

  // MARK: Rules

  static func unknownRule(_ id: String, nearest: String?) -> Problem {
    Problem(
      "unknown-key", zh: "没有编号为「\(id)」的规则", en: "there is no rule '\(id)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "全部规则见 fupan check --rules", en: "fupan check --rules lists them"))
  }
  static func fixedRule(_ id: String, allowsExceptions: Bool) -> Problem {
    Problem(
      "fixed-rule", zh: "规则「\(id)」守着数字或安全，不能\(allowsExceptions ? "降级或关闭" : "降级、关闭或例外")",
      en: "the rule '\(id)' guards figures or safety and cannot be \(allowsExceptions ? "lowered or turned off" : "changed")",
      hint: allowsExceptions
        ? Wording(zh: "改正内容；确有理由的个别地方写 except：file、reason、until", en: "mend the content, or make an exception with file, reason and until")
        : Wording(zh: "改正内容；个人信息的例外写在 privacy.allow", en: "mend the content; personal data is allowed by privacy.allow"))
  }
  static func expiredException(_ id: String, until: String) -> Problem {
    Problem(
      "expired-exception", .warning, zh: "规则「\(id)」的这条例外已于 \(until) 到期，不再算数",
      en: "this exception from '\(id)' ended on \(until) and counts no longer",
      hint: Wording(zh: "改正内容后删去它，或写明新的理由与期限", en: "mend the content and remove it, or give a new reason and day"))
  }
  static func unusedException(_ id: String) -> Problem {
    Problem(
      "unused-exception", .warning, zh: "规则「\(id)」的这条例外没有用到", en: "nothing needs this exception from '\(id)'",
      hint: Wording(zh: "删去它", en: "remove it"))
  }

  // MARK: Crises

  static func crisisSignal(_ what: Wording) -> Problem {
    Problem(
      "crisis-warning", .warning, zh: what.zh, en: what.en,
      hint: Wording(
        zh: "按危机预案卡（crisis_cards）核实并指定负责人；阈值在 site.yaml 的 crisis", en: "look into it by the crisis cards; the thresholds are in 'crisis' of site.yaml"))
  }
}
