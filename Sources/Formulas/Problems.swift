import Diagnostics

/// What can be wrong with a formula. Columns are those of the diagnostic.
extension Problem {
  private static func syntax(_ zh: String, _ en: String, hint: Wording? = nil) -> Problem {
    Problem("formula", zh: "算式有误：\(zh)", en: "formula: \(en)", hint: hint)
  }
  static func formulaCharacter(_ character: String, meant: String?) -> Problem {
    syntax(
      "不认识「\(character)」", "'\(character)' means nothing here",
      hint: meant.map { Wording(zh: "请写成 \($0)", en: "write \($0)") })
  }
  static func formulaDate(_ text: String) -> Problem {
    syntax("没有 \(text) 这一天", "there is no day \(text)")
  }
  static func formulaNumber(_ text: String) -> Problem {
    syntax("数字 \(text) 太长", "the number \(text) has too many digits")
  }
  static func formulaOpenText() -> Problem {
    syntax("文字缺少后引号", "the text has no closing quotation mark", hint: Wording(zh: "补上 \"", en: "add \""))
  }
  static func formulaEmpty() -> Problem { syntax("算式是空的", "it is empty") }
  static func formulaOperandExpected(found: String) -> Problem {
    found.isEmpty
      ? syntax("算式没有写完", "it ends too early", hint: Wording(zh: "后面还应有数字或名称", en: "a number or name should follow"))
      : syntax("「\(found)」前面缺少数字或名称", "a number or name is missing before '\(found)'")
  }
  static func formulaOperatorExpected(found: String) -> Problem {
    syntax("「\(found)」前面缺少运算符", "an operator is missing before '\(found)'",
      hint: Wording(zh: "可用 + - * / 与比较、and、or", en: "use + - * /, a comparison, and, or"))
  }
  static func formulaUnclosed() -> Problem {
    syntax("这个括号没有关上", "this parenthesis is not closed", hint: Wording(zh: "补上 )", en: "add )"))
  }
  static func formulaUnopened() -> Problem {
    syntax("多了一个右括号", "there is a ) too many", hint: Wording(zh: "删去它", en: "remove it"))
  }
  static func formulaComma() -> Problem {
    syntax("逗号只能隔开函数的参数", "a comma may only stand between the arguments of a function")
  }
  static func formulaWhere() -> Problem {
    syntax("where 只能写在函数的括号里，且只写一次", "'where' may only stand inside a function's parentheses, once")
  }
  static func formulaChain() -> Problem {
    syntax(
      "比较不能连写", "comparisons cannot be chained",
      hint: Wording(zh: "写成 a < b and b < c", en: "write a < b and b < c"))
  }
  static func formulaDot() -> Problem {
    syntax("点号后面应是名称", "a name should follow the dot")
  }
  static func formulaFunction(_ name: String, nearest: String?, known: [String]) -> Problem {
    syntax(
      "没有「\(name)」这个函数", "there is no function '\(name)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(
          zh: "可用：\(known.joined(separator: ", "))", en: "known: \(known.joined(separator: ", "))"))
  }
  static func formulaArguments(_ name: String, expected: String, found: Int) -> Problem {
    syntax("\(name) 应有 \(expected) 个参数，现有 \(found) 个", "\(name) takes \(expected) arguments, not \(found)")
  }
  static func formulaNeedsRegister(_ name: String) -> Problem {
    syntax(
      "\(name) 要逐行计算，这里没有登记表", "\(name) needs a register to go through, and there is none here",
      hint: Wording(zh: "KPI 里直接写基础量的名称，它就是合计", en: "in a KPI the bare name of a measure is its sum"))
  }
  static func formulaNested(_ name: String) -> Problem {
    syntax(
      "\(name) 要逐行计算，不能写在另一个逐行计算的函数里", "\(name) goes over rows and cannot stand inside a function that does too",
      hint: Wording(zh: "先把里面的算式写成一个计算列，再用列名", en: "make the inner formula a computed column and use its name"))
  }
  static func formulaTooLong(_ limit: Int) -> Problem {
    syntax("超过 \(limit) 个词", "it has more than \(limit) words")
  }
  private static let typesThatFit = Wording(
    zh: "数字只与数字运算，日期只与日期或天数运算；文字只与文字比较，多项用 contains",
    en: "calculate with numbers, with days and counts of days; compare texts with texts; use contains for lists")

  static func formulaOperands(_ operation: String, _ left: FormulaType?, _ right: FormulaType?) -> Problem {
    let sides = [left, right].compactMap { $0?.words }
    return Problem(
      "formula-type",
      zh: "算式有误：「\(operation)」不能用于\(sides.map(\.zh).joined(separator: "与"))",
      en: "formula: '\(operation)' does not work on \(sides.map(\.en).joined(separator: " and "))", hint: typesThatFit)
  }
  static func formulaOperand(_ operation: String, found: FormulaType, wanted: [FormulaType]) -> Problem {
    Problem(
      "formula-type",
      zh: "算式有误：「\(operation)」要用\(wanted.map(\.words.zh).joined(separator: "或"))，这里是\(found.words.zh)",
      en: "formula: '\(operation)' needs \(wanted.map(\.words.en).joined(separator: " or ")), and this is \(found.words.en)",
      hint: typesThatFit)
  }
}
