import Diagnostics

/// What can be wrong with declarations of registers.
extension Problem {
  private static func guess(_ nearest: String?, zh: String, en: String) -> Wording {
    nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") } ?? Wording(zh: zh, en: en)
  }
  private static func listed(_ known: [String]) -> Wording {
    let list = known.prefix(40).joined(separator: ", ") + (known.count > 40 ? ", …" : "")
    return Wording(zh: "可用：\(list)", en: "known: \(list)")
  }

  // MARK: A file by itself

  static func badRegisterID(_ id: String) -> Problem {
    Problem(
      "bad-id", zh: "「\(id)」不能作登记表的标识", en: "'\(id)' cannot be the id of a register",
      hint: Wording(
        zh: "用字母、汉字、数字和 _，不以数字开头；this、value、today、campaign、kpi、page 另有含义",
        en: "use letters, digits and _, no digit first; this, value, today, campaign, kpi and page mean something else"))
  }
  static func fileNotCalledByID(_ id: String, file: String) -> Problem {
    Problem(
      "register-file-name", zh: "文件「\(file)」里的标识是「\(id)」", en: "the file \(file) declares '\(id)'",
      hint: Wording(zh: "文件名应为 \(id).register.yaml", en: "call the file \(id).register.yaml"))
  }
  static func badPartID(_ id: String, hyphens: Bool) -> Problem {
    Problem(
      "bad-id", zh: "「\(id)」不能作标识", en: "'\(id)' cannot be an id",
      hint: Wording(
        zh: hyphens ? "用字母、汉字、数字、_ 和 -，不以数字开头" : "用字母、汉字、数字和 _，不以数字开头",
        en: hyphens ? "use letters, digits, _ and -, no digit first" : "use letters, digits and _, no digit first"))
  }
  static func reservedID(_ id: String) -> Problem {
    Problem(
      "bad-id", zh: "「\(id)」在算式里另有含义，不能作标识", en: "'\(id)' means something else in formulas and cannot be an id",
      hint: Wording(zh: "换一个名称，表头写在 label 和 aliases 里", en: "choose another; headers go into label and aliases"))
  }
  static func declaredTwice(_ id: String) -> Problem {
    Problem(
      "duplicate-id", zh: "「\(id)」写了两次", en: "'\(id)' is declared twice",
      hint: Wording(zh: "只留一处，或改名", en: "keep one of them, or rename it"))
  }
  static func declaredValue(_ key: String, _ text: String, known: [String]) -> Problem {
    Problem(
      "bad-value", zh: "「\(key)」不能是「\(text)」", en: "'\(key)' cannot be '\(text)'",
      hint: nearest(to: text, among: known).map { guess($0, zh: "", en: "") } ?? listed(known))
  }
  static func withoutWording(_ key: String) -> Problem {
    Problem(
      "missing-key", zh: "「\(key)」里没有 zh，也没有 en", en: "'\(key)' has neither zh nor en",
      hint: Wording(zh: "写成 {zh: 中文, en: English}，或直接写一段文字", en: "write {zh: …, en: …}, or one text"))
  }
  static func commaInText(_ rest: String) -> Problem {
    Problem(
      "unquoted-comma", zh: "花括号里的文字在逗号处断开了：「\(rest)」成了另一个键", en: "the text in braces breaks off at a comma: '\(rest)' became another key",
      hint: Wording(zh: "有英文逗号的文字用引号括起来", en: "put a text with commas in quotation marks"))
  }
  static func keyOfOtherType(_ key: String, _ type: String) -> Problem {
    let types: [String: String] = [
      "values": "choice, integer", "min": "integer, decimal, money, percent", "max": "integer, decimal, money, percent",
      "to": "reference", "many": "reference, role", "acyclic": "reference, role", "copy": "text, markdown, list", "plain": "integer",
    ]
    let fitting = types[key] ?? ""
    return Problem(
      "key-of-other-type", zh: "类型为 \(type) 的列不能有「\(key)」", en: "a column of type \(type) cannot have '\(key)'",
      hint: Wording(zh: "只用于：\(fitting)", en: "it is for: \(fitting)"))
  }
  static func maximumBelowMinimum(_ minimum: String, _ maximum: String) -> Problem {
    Problem(
      "out-of-range", zh: "max（\(maximum)）小于 min（\(minimum)）", en: "max (\(maximum)) is less than min (\(minimum))")
  }
  static func acyclicElsewhere(_ register: String) -> Problem {
    Problem(
      "acyclic-elsewhere", zh: "acyclic 只用于引用本登记表的列", en: "acyclic is for references into the own register",
      hint: Wording(zh: "写 to: \(register)，或删去 acyclic", en: "write to: \(register), or remove acyclic"))
  }
  static func valuesNotList(_ found: String) -> Problem {
    Problem(
      "wrong-type", zh: "「values」应为列表，现为「\(found)」", en: "'values' should be a list, not '\(found)'",
      hint: Wording(zh: "写成 [高, 中, 低]", en: "write [high, medium, low]"))
  }
  static func valueNotWhole(_ text: String) -> Problem {
    Problem(
      "wrong-type", zh: "整数列的取值里有「\(text)」", en: "'\(text)' among the values of an integer column",
      hint: Wording(zh: "只写整数，或把类型改成 choice", en: "write whole numbers, or make the type choice"))
  }
  static func formulaType(_ type: String) -> Problem {
    Problem(
      "bad-value", zh: "算出来的值不能是 \(type)", en: "a formula cannot give a \(type)",
      hint: Wording(zh: "改成 text", en: "make it text"))
  }
  static let radarAxes = Problem(
    "radar-axes", zh: "雷达图缺少坐标轴，或两种写法混用", en: "the radar has no axes, or says them in both ways",
    hint: Wording(
      zh: "写 axes: [数字列…]，或写 axis 和 value（可加 series），或写 axis 和 values: [数字列…]",
      en: "write axes: [number columns], or axis and value (and series), or axis and values: [number columns]"))

  // MARK: A declaration as a whole

  static func declarationLacks(_ key: String, _ id: String) -> Problem {
    Problem(
      "missing-key", zh: "登记表「\(id)」缺少「\(key)」", en: "the register '\(id)' has no '\(key)'",
      hint: Wording(zh: "补上一行「\(key)：…」（英文冒号加空格）", en: "add a line '\(key): …'"))
  }
  static func registerTwice(_ id: String, other: String) -> Problem {
    Problem(
      "duplicate-id", zh: "登记表「\(id)」已在 \(other) 里声明", en: "the register '\(id)' is declared in \(other) already",
      hint: Wording(zh: "并成一个文件", en: "make one file of the two"))
  }
  static func nameClash(_ id: String) -> Problem {
    Problem(
      "duplicate-id", zh: "「\(id)」已是本登记表另一列的标识", en: "'\(id)' is the id of another column of the register",
      hint: Wording(zh: "算出列、排期列与文件里的列不能同名", en: "computed columns, schedule columns and those of files share their names"))
  }
  static func sameHeader(_ header: String, _ first: String, _ second: String) -> Problem {
    Problem(
      "duplicate-header", zh: "表头「\(header)」既指「\(first)」又指「\(second)」",
      en: "the header '\(header)' means both '\(first)' and '\(second)'",
      hint: Wording(zh: "改掉一处的 label 或 aliases", en: "change the label or the aliases of one of them"))
  }
  static func sameFileName(_ name: String, _ first: String, _ second: String) -> Problem {
    Problem(
      "duplicate-file-name", zh: "文件名「\(name)」既指登记表「\(first)」又指「\(second)」",
      en: "files called '\(name)' would belong to both '\(first)' and '\(second)'",
      hint: Wording(zh: "改掉一处的 name 或 files", en: "change name or files of one of them"))
  }
  static func unknownColumn(_ id: String, key: String, nearest: String?, known: [String]) -> Problem {
    Problem(
      "unknown-column", zh: "「\(key)」用了「\(id)」，这个登记表没有这一列", en: "'\(key)' names '\(id)', which is no column here",
      hint: nearest.map { guess($0, zh: "", en: "") } ?? listed(known))
  }
  static func unfittingColumn(_ id: String, key: String, needs: Wording, type: String) -> Problem {
    Problem(
      "unfitting-column", zh: "「\(key)」要用\(needs.zh)，「\(id)」的类型是 \(type)",
      en: "'\(key)' needs \(needs.en), and '\(id)' is of type \(type)")
  }
  static func unknownRegister(_ id: String, nearest: String?) -> Problem {
    Problem(
      "unknown-register", zh: "没有「\(id)」这个登记表", en: "there is no register '\(id)'",
      hint: guess(
        nearest, zh: "写登记表的标识，或 kpi、campaign、page", en: "write a register's id, or kpi, campaign, page"))
  }
  static func targetWithoutKey(_ id: String) -> Problem {
    Problem(
      "target-without-key", zh: "登记表「\(id)」没有单列的 key，无从引用", en: "the register '\(id)' has no key of one column to refer to",
      hint: Wording(zh: "在它的声明里写 key: 列标识", en: "give it a key: of one column"))
  }

  // MARK: Formulas

  static func unknownName(_ name: String, in register: String, nearest: String?, known: [String]) -> Problem {
    Problem(
      "unknown-name", zh: "算式里的「\(name)」不是登记表「\(register)」的列", en: "the formula uses '\(name)', which is no column of '\(register)'",
      hint: nearest.map { guess($0, zh: "", en: "") } ?? listed(known))
  }
  static func nameOfThisRow(_ name: String, goneOver: String) -> Problem {
    Problem(
      "unknown-name", zh: "「\(name)」在这里指登记表「\(goneOver)」的列，而它没有这一列",
      en: "'\(name)' is a column of '\(goneOver)' here, which has none of that name",
      hint: Wording(zh: "本行的格写成 this.\(name)", en: "write this.\(name) for the cell of this row"))
  }
  static func unknownCampaignField(_ name: String, nearest: String?, known: [String]) -> Problem {
    Problem(
      "unknown-name", zh: "活动没有「\(name)」这一项", en: "a campaign has no '\(name)'",
      hint: nearest.map { guess("campaign.\($0)", zh: "", en: "") } ?? listed(known.map { "campaign.\($0)" }))
  }
  static func namesNeedRow(_ name: String, _ place: Wording) -> Problem {
    Problem(
      "name-needs-row", zh: "\(place.zh)不看单独一行，不能直接用「\(name)」",
      en: "\(place.en) looks at no single row, so that '\(name)' has no value",
      hint: Wording(zh: "放进 sum、count 等汇总函数里", en: "put it inside sum, count or another aggregate"))
  }
  static let valueWithoutBy = Problem(
    "name-needs-row", zh: "这里没有 value", en: "there is no value here",
    hint: Wording(zh: "total 写了 by、check 写了 each，算式里才有 value", en: "a total has one with by, a check with each"))
  static func otherRegisterOutside(_ name: String) -> Problem {
    Problem(
      "name-outside-aggregate", zh: "「\(name)」是别的登记表的列，只能用在汇总函数里", en: "'\(name)' is of another register, and may only stand in an aggregate",
      hint: Wording(zh: "写成 sum(\(name) where …)、count(where \(name) = …)", en: "write sum(\(name) where …) or count(where \(name) = …)"))
  }
  static func twoRegisters(_ first: String, _ second: String) -> Problem {
    Problem(
      "two-registers", zh: "一个汇总函数只能走一个登记表，这里有「\(first)」和「\(second)」",
      en: "an aggregate goes over one register, and here are '\(first)' and '\(second)'",
      hint: Wording(zh: "拆成两个汇总函数；本行的格写 this.", en: "make two aggregates of it; write this. for cells of this row"))
  }
  static func notFollowed(_ name: String, _ column: String) -> Problem {
    Problem(
      "not-a-reference", zh: "「\(name)」走不通：「\(column)」不是引用单独一行的列", en: "'\(name)' leads nowhere: '\(column)' does not refer to a row",
      hint: Wording(
        zh: "点号前应是 reference（指向登记表）或 role 列，且没有 many",
        en: "before the dot should stand a reference into a register, or a role, without many"))
  }
  static func circle(_ names: [String]) -> Problem {
    let path = names.joined(separator: " → ")
    return Problem(
      "formula-cycle", zh: "算式互相引用，绕成一圈：\(path)", en: "formulas go round in a circle: \(path)",
      hint: Wording(zh: "让其中一列只用文件里的列", en: "let one of them use columns of files only"))
  }
  static func conditionType(_ formula: String, found: Wording) -> Problem {
    Problem(
      "formula-type", zh: "条件「\(formula)」得出\(found.zh)，应为是或否",
      en: "the condition '\(formula)' gives \(found.en) instead of yes or no",
      hint: Wording(zh: "写成比较，如 score >= 15", en: "write a comparison such as score >= 15"))
  }
  static func outcomeType(_ formula: String, found: Wording, type: String) -> Problem {
    Problem(
      "formula-type", zh: "算式「\(formula)」得出\(found.zh)，声明的类型却是 \(type)",
      en: "the formula '\(formula)' gives \(found.en), but is declared as \(type)",
      hint: Wording(zh: "改写 type", en: "change its type"))
  }
  static func unknownPlaceholder(_ name: String, nearest: String?, known: [String]) -> Problem {
    Problem(
      "unknown-name", zh: "提示语里的 {\(name)} 没有可填的值", en: "nothing fills in {\(name)} of the message",
      hint: nearest.map { guess("{\($0)}", zh: "", en: "") } ?? listed(known.map { "{\($0)}" }))
  }
  static func emptyNeedsRegisterCheck() -> Problem {
    Problem(
      "empty-row-check", zh: "逐行的检查用不上 empty", en: "a check of each row has no use for empty",
      hint: Wording(zh: "算式只用汇总函数，或写 each，才会查没有行的登记表", en: "use aggregates only, or each, to check a register without rows"))
  }
}

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
