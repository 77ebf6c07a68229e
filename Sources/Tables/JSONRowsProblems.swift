import Diagnostics

/// What can be wrong with a JSON file of rows.
extension Problem {
  private static let shape = Wording(
    zh: "写成 [{\"date\": \"2026-06-18\", \"clicks\": 120}, …]",
    en: "write [{\"date\": \"2026-06-18\", \"clicks\": 120}, …]")

  static var jsonNotRows: Problem {
    Problem(
      "json-shape", zh: "JSON 里应有一个由对象组成的数组", en: "the JSON should hold an array of objects", hint: shape)
  }
  static var jsonNotObject: Problem {
    Problem("json-shape", zh: "数组的每一项都应是对象", en: "every item of the array should be an object", hint: shape)
  }
  static func jsonTwoArrays(_ first: String, _ second: String) -> Problem {
    Problem(
      "json-shape", zh: "「\(first)」与「\(second)」都是数组，分不清哪个是数据",
      en: "both '\(first)' and '\(second)' are arrays; which one holds the rows?",
      hint: Wording(zh: "拆成两个文件", en: "split them into two files"))
  }
  static var jsonNoRows: Problem {
    Problem(
      "json-no-rows", zh: "JSON 里一行数据也没有", en: "the JSON has no rows",
      hint: Wording(zh: "没有数据就不要放这个文件；不会当作零", en: "leave the file out when there is no data; nothing counts as zero"))
  }
  static func jsonSyntax(found: String, expected: Wording) -> Problem {
    Problem(
      "json-syntax", zh: "JSON 写法有误：这里应为\(expected.zh)，现为「\(found)」",
      en: "JSON cannot be read: expected \(expected.en), found '\(found)'",
      hint: Wording(zh: "检查逗号、引号和括号；末项之后不要逗号", en: "check commas, quotes and brackets; no comma after the last item"))
  }
  static func jsonNoSuchValue(_ found: String) -> Problem {
    Problem(
      "json-syntax", zh: "JSON 没有「\(found)」这样的值", en: "JSON has no value '\(found)'",
      hint: Wording(zh: "没有数值时写 null", en: "write null for a missing value"))
  }
  static var jsonCutShort: Problem {
    Problem(
      "json-syntax", zh: "JSON 没有写完就结束了", en: "the JSON ends too early",
      hint: Wording(zh: "文件可能没有下载完整，重新导出", en: "the download may be incomplete; export it again"))
  }
  static var jsonStringOpen: Problem {
    Problem("json-syntax", zh: "从这里开始的文字没有结束的双引号", en: "the text that starts here has no closing quote")
  }
  static func jsonControl(_ byte: UInt8) -> Problem {
    Problem(
      "json-syntax", zh: "文字里有控制字符（编号 \(byte)）", en: "a control character (number \(byte)) stands in a text",
      hint: Wording(zh: "换行写成 \\n，制表符写成 \\t", en: "write a line break as \\n, a tab as \\t"))
  }
  static func jsonEscape(_ text: String) -> Problem {
    Problem(
      "json-syntax", zh: "「\(text)」不是 JSON 的转义写法", en: "'\(text)' is not an escape of JSON",
      hint: Wording(zh: "反斜杠本身写成 \\\\", en: "write a backslash itself as \\\\"))
  }
  static var jsonEncoding: Problem {
    Problem(
      "json-encoding", zh: "JSON 文件不是 UTF-8 编码", en: "the JSON is not UTF-8",
      hint: Wording(zh: "用编辑器另存为 UTF-8", en: "save it as UTF-8 in an editor"))
  }
  static func jsonTooDeep(_ limit: Int) -> Problem {
    Problem("json-too-deep", zh: "JSON 嵌套超过 \(limit) 层", en: "the JSON is nested more than \(limit) levels deep")
  }
  static func jsonTooManyKeys(_ limit: Int) -> Problem {
    Problem("json-too-large", zh: "JSON 里不同的键超过 \(limit) 个", en: "the JSON has more than \(limit) different keys")
  }
  static func jsonTooLarge(_ limit: Int) -> Problem {
    Problem(
      "json-too-large", zh: "JSON 的数据超过 \(limit / 10_000) 万格",
      en: "the JSON has more than \(limit / 1_000_000) million cells",
      hint: Wording(zh: "拆成几个文件，或改用 CSV", en: "split it, or use CSV"))
  }
  static func jsonNested(_ key: String, count: Int) -> Problem {
    Problem(
      "json-nested", zh: "「\(key)」的值是对象或数组，表格放不下；这样的共 \(count) 处",
      en: "the value of '\(key)' is an object or array, which no table cell holds; \(count) of them in all",
      hint: Wording(zh: "把里面的值提出来，各用一个键", en: "give each value inside a key of its own"))
  }
  static func jsonKeyTwice(_ key: String, count: Int) -> Problem {
    Problem(
      "duplicate-key", zh: "同一行里「\(key)」写了不止一次；这样的共 \(count) 处",
      en: "'\(key)' is written more than once in a row; \(count) times in all",
      hint: Wording(zh: "每行只留一处", en: "keep one of them in each row"))
  }
}
