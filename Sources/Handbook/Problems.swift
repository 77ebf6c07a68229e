import Diagnostics
import Values

/// What can be wrong with the front matter of a page and with `site.yaml`, beyond keys and types.
extension Problem {
  static let notUTF8 = Problem(
    "not-utf8", zh: "文件不是 UTF-8 编码", en: "the file is not UTF-8",
    hint: Wording(zh: "用编辑器另存为 UTF-8", en: "save it as UTF-8 in your editor"))
  static let unclosedFrontMatter = Problem(
    "unclosed-front-matter", zh: "开头的「---」没有配对的结束行「---」", en: "the front matter that '---' opens is never closed",
    hint: Wording(zh: "在最后一个键之后另起一行写「---」", en: "write a line '---' after the last key"))
  static func endBeforeStart(_ start: Day, _ end: Day) -> Problem {
    Problem(
      "end-before-start", zh: "结束日 \(end.iso) 早于开始日 \(start.iso)", en: "the end \(end.iso) is before the start \(start.iso)",
      hint: Wording(zh: "两个日期可能写反了", en: "the two dates may be swapped"))
  }
  static func typeMismatch(_ written: String, expected: String) -> Problem {
    Problem(
      "wrong-page-type", zh: "这个位置的页面类型是 \(expected)，不能写成 \(written)", en: "a page here is of type \(expected), not \(written)",
      hint: Wording(zh: "删去 type 这一行，或把文件移到别的文件夹", en: "remove the type line or move the file"))
  }
  static func duplicateStep(_ id: String) -> Problem {
    Problem("duplicate-id", zh: "步骤 id「\(id)」重复", en: "the step id '\(id)' is used twice")
  }
  static func stepWithoutRole(_ id: String) -> Problem {
    Problem(
      "step-without-role", .warning, zh: "步骤「\(id)」没有写角色", en: "the step '\(id)' names no role",
      hint: Wording(zh: "加上 roles: [角色 id]", en: "add roles: [role id]"))
  }
  static func unknownStep(_ id: String, nearest: String?) -> Problem {
    Problem(
      "unknown-step", zh: "没有 id 为「\(id)」的步骤", en: "no step has the id '\(id)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") })
  }
  static func baselineOverlaps(_ campaign: Period, _ baseline: Period) -> Problem {
    Problem(
      "baseline-overlaps", zh: "基准期 \(baseline.start.iso) 至 \(baseline.end.iso) 与活动期重叠",
      en: "the baseline \(baseline.start.iso) to \(baseline.end.iso) overlaps the campaign",
      hint: Wording(zh: "基准期应在活动开始之前", en: "the baseline should end before the campaign starts"))
  }
  static let allowsEverything = Problem(
    "missing-key", zh: "没有写允许什么", en: "it does not say what is allowed",
    hint: Wording(zh: "写 value、file 或 column 中的一个，并写 reason", en: "name a value, a file or a column, and a reason"))
  static func tagTwice(_ tag: String) -> Problem {
    Problem(
      "duplicate-tag", zh: "标签「\(tag)」登记了两次", en: "the tag '\(tag)' is registered twice",
      hint: Wording(zh: "一个标签只属于一个轴", en: "a tag belongs to one axis only"))
  }
}
