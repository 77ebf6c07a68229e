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

  // MARK: Editions

  static func visibilityTwice(_ name: String) -> Problem {
    Problem(
      "bad-visibility", zh: "visibility 里的「\(name)」重复或为空", en: "'\(name)' in visibility is empty or repeated",
      hint: Wording(zh: "每个级别写一次，公开的放在最前面", en: "name each level once, the open one first"))
  }
  static let noVisibilities = Problem(
    "bad-visibility", zh: "visibility 至少要有一个级别", en: "visibility needs a level at least",
    hint: Wording(zh: "写成 visibility: [public, internal]", en: "write visibility: [public, internal]"))
  public static func unknownVisibility(_ name: String, known: [String]) -> Problem {
    Problem(
      "unknown-visibility", zh: "没有可见范围「\(name)」", en: "there is no visibility '\(name)'",
      hint: nearest(to: name, among: known).map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(
          zh: "可用：\(known.joined(separator: "、"))；在 site.yaml 的 visibility 里增减",
          en: "known: \(known.joined(separator: ", ")); they are listed under visibility in site.yaml"))
  }
  static func editionTwice(_ name: String) -> Problem {
    Problem(
      "duplicate-id", zh: "版本「\(name)」声明了两次", en: "the edition '\(name)' is declared twice",
      hint: Wording(zh: "换一个 name", en: "choose another name"))
  }
  static func sameEditionFolder(_ name: String, other: String) -> Problem {
    Problem(
      "same-address", zh: "版本「\(name)」与「\(other)」写到同一个文件夹", en: "the editions '\(name)' and '\(other)' are written to one folder",
      hint: Wording(zh: "给其中一个写上 output: 文件夹名", en: "give one of them a folder by output:"))
  }
  static func closedInsideOpen(_ name: String, host: String) -> Problem {
    Problem(
      "closed-inside-open", zh: "版本「\(name)」的内容比「\(host)」多，不能放在它的文件夹里",
      en: "the edition '\(name)' shows more than '\(host)' and cannot lie in its folder",
      hint: Wording(zh: "给它一个单独的 output 文件夹", en: "give it an output folder of its own"))
  }
  static func badEditionName(_ name: String) -> Problem {
    Problem(
      "bad-id", zh: "版本名「\(name)」只能由文字、数字、- 和 _ 组成", en: "an edition's name has letters, digits, - and _, not '\(name)'",
      hint: Wording(zh: "写成 management 或 zh-Hant 这样的名字", en: "a name such as management or zh-Hant"))
  }
  static func variantOfLanguage(_ language: String) -> Problem {
    Problem(
      "wrong-type", zh: "variant 只用于繁体版，这个版本的语言是 \(language)", en: "variant is for Traditional Chinese; this edition's language is \(language)",
      hint: Wording(zh: "删去 variant，或写 language: zh-Hant", en: "remove variant or write language: zh-Hant"))
  }
  static let outputOfMain = Problem(
    "wrong-type", zh: "第一个版本是主版本，它的文件夹由 --output 决定", en: "the first edition is the main one, whose folder --output decides",
    hint: Wording(zh: "删去这一行", en: "remove this line"))
  static func badEditionOutput(_ path: String) -> Problem {
    Problem(
      "bad-path", zh: "output「\(path)」应是一个文件夹名", en: "output '\(path)' should name a folder",
      hint: Wording(zh: "写成 output-management，不用 .. 和绝对路径", en: "such as output-management, without .. and not absolute"))
  }
}
