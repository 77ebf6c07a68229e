import Diagnostics

/// What can be wrong with the rows of registers. `header` is a column as its file calls it.
extension Problem {
  // MARK: Cells

  static func cellUnreadable(_ header: String, _ text: String, expected: Wording, hint: Wording? = nil) -> Problem {
    Problem(
      "bad-cell", zh: "「\(header)」列的「\(shortened(text))」不是\(expected.zh)",
      en: "'\(shortened(text))' in the column '\(header)' is not \(expected.en)", hint: hint)
  }
  static func cellOutsideRange(_ header: String, _ text: String, minimum: String?, maximum: String?) -> Problem {
    let zh: String
    let en: String
    switch (minimum, maximum) {
    case (let low?, let high?): (zh, en) = ("\(low) 到 \(high)", "from \(low) to \(high)")
    case (let low?, nil): (zh, en) = ("不小于 \(low)", "\(low) or more")
    case (nil, let high?): (zh, en) = ("不大于 \(high)", "\(high) or less")
    case (nil, nil): (zh, en) = ("", "")
    }
    return Problem(
      "cell-out-of-range", zh: "「\(header)」列的 \(text) 超出范围", en: "\(text) in the column '\(header)' is out of range",
      hint: Wording(zh: "应为 \(zh)", en: "it should be \(en)"))
  }
  static func cellNotDeclared(_ header: String, _ text: String, nearest: String?, known: [String]) -> Problem {
    Problem(
      "unknown-value", zh: "「\(header)」列没有「\(shortened(text))」这个取值",
      en: "'\(shortened(text))' is no value of the column '\(header)'", hint: suggestion(nearest, known: known))
  }
  static func cellMissing(_ header: String) -> Problem {
    Problem(
      "missing-cell", zh: "「\(header)」列必须填写", en: "the column '\(header)' must be filled in",
      hint: Wording(zh: "补上这一格", en: "fill in the cell"))
  }
  static func columnMissing(_ label: Wording) -> Problem {
    Problem(
      "missing-column", zh: "缺少必填的「\(label.zh)」列", en: "the required column '\(label.en)' is missing",
      hint: Wording(zh: "在表头里加上「\(label.zh)」", en: "add '\(label.en)' to the header row"))
  }
  static func valueTwice(_ header: String, _ text: String, first: Location) -> Problem {
    Problem(
      "duplicate-value", zh: "「\(header)」列的「\(shortened(text))」重复，第一次在 \(first.description)",
      en: "'\(shortened(text))' stands twice in the column '\(header)', first at \(first.description)",
      hint: Wording(zh: "改掉其中一个", en: "change one of them"))
  }
  static func rowTwice(_ headers: [String], _ texts: [String], first: Location) -> Problem {
    let key = headers.joined(separator: " + ")
    let value = texts.map(shortened).joined(separator: " + ")
    return Problem(
      "duplicate-key", zh: "「\(key)」为「\(value)」的行已有一行，在 \(first.description)",
      en: "there is a row with \(key) '\(value)' already, at \(first.description)",
      hint: Wording(zh: "删去重复的行，或改「\(key)」", en: "remove one of the rows, or change \(key)"))
  }

  static func currencyWithoutRate(_ currency: String, column: String, own: String, campaign: String?) -> Problem {
    if campaign == nil {
      return Problem(
        "currency-without-rate", zh: "「\(column)」以 \(currency) 计，而本站用 \(own)",
        en: "'\(column)' is in \(currency), the site in \(own)",
        hint: Wording(zh: "全站的行没有汇率，换算成 \(own) 再填", en: "rows of the site have no rates; convert them to \(own)"))
    }
    return Problem(
      "currency-without-rate", zh: "「\(column)」以 \(currency) 计，而本活动用 \(own)，没有汇率",
      en: "'\(column)' is in \(currency), the campaign in \(own), and there is no rate",
      hint: Wording(zh: "在 brief.md 写 rates: {\(currency): 7.12}", en: "add rates: {\(currency): 7.12} to brief.md"))
  }

  // MARK: References

  static func referenceBroken(_ header: Wording, _ text: String, target: Wording, nearest: String?, isEmpty: Bool)
    -> Problem
  {
    let hint =
      nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
      ?? (isEmpty
        ? Wording(zh: "「\(target.zh)」里还没有内容", en: "there is nothing in '\(target.en)' yet")
        : Wording(zh: "先在「\(target.zh)」里登记，或改成已有的", en: "add it to '\(target.en)' first, or name one that is there"))
    return Problem(
      "broken-reference", zh: "「\(header.zh)」列的「\(shortened(text))」在「\(target.zh)」里找不到",
      en: "'\(shortened(text))' in the column '\(header.en)' is not in '\(target.en)'", hint: hint)
  }
  static func referenceCircle(_ header: Wording, chain: [String]) -> Problem {
    var shown = chain
    if chain.count > 12 { shown = chain.prefix(6) + ["…"] + chain.suffix(5) }
    let path = shown.joined(separator: " → ")
    return Problem(
      "reference-cycle", zh: "「\(header.zh)」绕成一圈：\(path)", en: "'\(header.en)' goes round in a circle: \(path)",
      hint: Wording(zh: "改掉其中一行的「\(header.zh)」", en: "change '\(header.en)' in one of these rows"))
  }

  static func packageCircle(_ header: Wording, chain: [String]) -> Problem {
    var shown = chain
    if chain.count > 12 { shown = chain.prefix(6) + ["…"] + chain.suffix(5) }
    let path = shown.joined(separator: " → ")
    return Problem(
      "reference-cycle", zh: "经由上级任务，「\(header.zh)」绕成一圈：\(path)",
      en: "by way of a work package, '\(header.en)' goes round in a circle: \(path)",
      hint: Wording(
        zh: "依赖工作包即依赖其全部下级；改掉其中一行的「\(header.zh)」",
        en: "to depend on a package is to depend on all of its tasks; change '\(header.en)' in one of these rows"))
  }

  // MARK: Formulas and checks

  static func formulaUnfit(_ formula: String, row: String) -> Problem {
    Problem(
      "formula-type", zh: "算式「\(shortened(formula))」的运算与值的类型不合（\(row)）",
      en: "the formula '\(shortened(formula))' meets a value of a type it cannot work on (\(row))",
      hint: Wording(
        zh: "数字只与数字运算，日期只与日期或天数运算，文字只比较", en: "calculate with numbers, days with days or counts of days; texts can only be compared"))
  }
  static func formulaTooLarge(_ formula: String, row: String) -> Problem {
    Problem(
      "formula-range", zh: "算式「\(shortened(formula))」的结果太大（\(row)）",
      en: "the result of the formula '\(shortened(formula))' is too large (\(row))")
  }
  static func formulaResult(_ formula: String, type: String, found: Wording, row: String) -> Problem {
    Problem(
      "formula-type", zh: "算式「\(shortened(formula))」得出\(found.zh)，声明的类型却是 \(type)（\(row)）",
      en: "the formula '\(shortened(formula))' gives \(found.en), but is declared as \(type) (\(row))",
      hint: Wording(zh: "改写 type", en: "change its type"))
  }
  static func conditionResult(_ formula: String, found: Wording, row: String) -> Problem {
    Problem(
      "formula-type", zh: "条件「\(shortened(formula))」得出\(found.zh)，应为是或否（\(row)）",
      en: "the condition '\(shortened(formula))' gives \(found.en) instead of yes or no (\(row))",
      hint: Wording(zh: "写成比较，如 score >= 15", en: "write a comparison such as score >= 15"))
  }
  static func registerCheck(_ severity: Severity, _ text: Wording, hint: Wording?) -> Problem {
    Problem("register-check", severity, zh: text.zh, en: text.en, hint: hint)
  }

  // MARK: Parts

  private static func suggestion(_ nearest: String?, known: [String]) -> Wording {
    if let nearest { return Wording(zh: "是不是「\(nearest)」？", en: "did you mean '\(nearest)'?") }
    let list = known.prefix(20)
    let more = known.count > 20
    return Wording(
      zh: "可填：\(list.joined(separator: "、"))\(more ? "…" : "")", en: "known: \(list.joined(separator: ", "))\(more ? ", …" : "")")
  }
  private static func shortened(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 60 ? line.prefix(60) + "…" : line
  }
}

/// What cells of each type should be, in words.
extension RegisterColumn.ValueType {
  var expected: Wording {
    switch self {
    case .text, .markdown, .list, .role, .reference: Wording(zh: "文字", en: "a text")
    case .integer: Wording(zh: "整数", en: "a whole number")
    case .decimal: Wording(zh: "数字", en: "a number")
    case .money: Wording(zh: "金额", en: "an amount of money")
    case .percent: Wording(zh: "百分数", en: "a percentage")
    case .date: Wording(zh: "日期", en: "a day")
    case .time: Wording(zh: "时刻", en: "a day and a time")
    case .month: Wording(zh: "月份", en: "a month")
    case .duration: Wording(zh: "时长", en: "a duration")
    case .yesNo: Wording(zh: "是或否", en: "yes or no")
    case .choice: Wording(zh: "可选的值", en: "a declared value")
    }
  }

  /// How a cell of the type may be written, where that is not plain.
  var example: Wording? {
    switch self {
    case .integer: Wording(zh: "写成 12，不带小数", en: "write 12, without decimals")
    case .date: Wording(zh: "写成 2026-06-12", en: "write 2026-06-12")
    case .time: Wording(zh: "写成 2026-06-12 14:05", en: "write 2026-06-12 14:05")
    case .month: Wording(zh: "写成 2026-06", en: "write 2026-06")
    case .duration: Wording(zh: "写成 90秒、2小时、1:30:00 或 3天", en: "write 90s, 2h, 1:30:00 or 3d")
    case .yesNo: Wording(zh: "写成 是 或 否", en: "write yes or no")
    case .percent: Wording(zh: "写成 12% 或 0.12", en: "write 12% or 0.12")
    case .decimal, .money: Wording(zh: "只写数字，如 12.5", en: "write digits only, such as 12.5")
    case .text, .markdown, .list, .role, .reference, .choice: nil
    }
  }
}
