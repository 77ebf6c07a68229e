import Diagnostics

/// What can be wrong with the KPI dictionary, with a campaign's data taken together, and with keys of figures.
extension Problem {
  // MARK: Dictionary

  static func badID(_ id: String, separator: String) -> Problem {
    Problem(
      "bad-id", zh: "「\(id)」不能作标识", en: "'\(id)' cannot be an id",
      hint: Wording(zh: "用小写字母、数字、汉字和 \(separator)", en: "use lower-case letters, digits and \(separator)"))
  }
  static func definedTwice(_ id: String) -> Problem {
    Problem(
      "duplicate-id", zh: "「\(id)」定义了两次", en: "'\(id)' is defined twice",
      hint: Wording(zh: "只留一处", en: "keep one of them"))
  }
  static func unknownSource(_ name: String) -> Problem {
    Problem(
      "bad-value", zh: "没有「\(name)」这种来源", en: "there is no source '\(name)'",
      hint: Wording(zh: "可用：ads, shop, web, survey, own", en: "known: ads, shop, web, survey, own"))
  }
  static func unknownGroup(_ id: String, known: [String]) -> Problem {
    let list = known.joined(separator: ", ")
    return Problem(
      "unknown-group", zh: "没有「\(id)」这个分组", en: "there is no group '\(id)'",
      hint: Wording(zh: "可用：\(list)；新分组写在 groups 下", en: "known: \(list); declare new ones under 'groups'"))
  }
  static func unknownName(_ name: String, kpi: String, nearest: String?) -> Problem {
    Problem(
      "unknown-name", zh: "「\(kpi)」的算式里没有「\(name)」这个量", en: "the formula of '\(kpi)' uses '\(name)', which is unknown",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(
          zh: "写基础量或其他 KPI 的标识，- 写成 _", en: "use ids of measures or KPIs, with _ for -"))
  }
  static func cycle(_ ids: [String]) -> Problem {
    let path = ids.joined(separator: " → ")
    return Problem(
      "formula-cycle", zh: "算式互相引用，绕成一圈：\(path)", en: "formulas go round in a circle: \(path)",
      hint: Wording(zh: "让其中一个只用基础量", en: "let one of them use base measures only"))
  }
  static func chainTooLong(_ id: String, limit: Int) -> Problem {
    Problem(
      "formula-chain", zh: "「\(id)」要经过 \(limit) 个以上的 KPI 才能算出",
      en: "'\(id)' is computed through more than \(limit) other KPIs",
      hint: Wording(zh: "直接用基础量写算式", en: "write the formula with base measures"))
  }

  static func unitMismatch(_ id: String, isMoney: Bool) -> Problem {
    Problem(
      "unit-mismatch", .warning,
      zh: isMoney ? "「\(id)」的单位是金额，算式得出的却不是" : "「\(id)」的单位是比率，算式得出的却随金额的币种而变",
      en: isMoney
        ? "the unit of '\(id)' is money, but its formula gives no amount"
        : "the unit of '\(id)' is a ratio, but what its formula gives depends on the currency",
      hint: Wording(zh: "核对分子与分母，或改写 unit", en: "look at numerator and denominator, or change 'unit'"))
  }

  // MARK: Data

  static func unknownKPI(_ id: String, nearest: String?) -> Problem {
    Problem(
      "unknown-kpi", zh: "KPI 字典里没有「\(id)」", en: "'\(id)' is not in the KPI dictionary",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "新 KPI 写进 metrics.yaml", en: "declare new KPIs in metrics.yaml"))
  }
  static func missingColumn(_ column: String, kind: String) -> Problem {
    Problem(
      "missing-column", zh: "这种表（\(kind)）要有「\(column)」列", en: "a table of this kind (\(kind)) needs a column '\(column)'",
      hint: Wording(zh: "改列名，或把文件放进对应的文件夹", en: "rename the column, or put the file into the folder of its kind"))
  }
  static func duplicateRow(first: Location, more: Int) -> Problem {
    let place = first.description
    return Problem(
      "duplicate-rows",
      zh: "这一行与 \(place) 的日期和维度完全相同" + (more > 0 ? "，另有 \(more) 行也重复" : ""),
      en: "this row has the same day and dimensions as \(place)" + (more > 0 ? "; so do \(more) more rows" : ""),
      hint: Wording(
        zh: "删去其中一份，或在文件名里写上导出日期（如 日报_20260619.csv），以新的为准；若是不同的账户或渠道，补上区分它们的列或文件夹",
        en: "remove one of them, or write the day of export into the file names (report_20260619.csv) so that the newer one "
          + "counts; if they are different accounts or channels, add the column or folder that tells them apart"))
  }
  static func repeatedOrders(_ count: Int, other: String) -> Problem {
    Problem(
      "repeated-orders", zh: "有 \(count) 个订单号在 \(other) 里也有，这里的不计",
      en: "\(count) order numbers are in \(other) too; those here do not count",
      hint: Wording(
        zh: "删去其中一份，或在文件名里写上导出日期（如 orders_20260619.csv），以新的为准",
        en: "remove one of them, or write the day of export into the file names (orders_20260619.csv) so that the newer one counts"))
  }
  static func restated(_ restatement: Restatement) -> Problem {
    let (kept, days) = (restatement.kept, restatement.days)
    let name = Location(kept.file, sheet: kept.sheet).description
    let span = days.count == 1
      ? days[0].iso : "\(days.first?.iso ?? "") – \(days.last?.iso ?? "")"
    let changed = restatement.changes.filter { $0.before != $0.after }.prefix(4)
    let list = changed.map { "\($0.measure) \($0.before?.description ?? "?") → \($0.after?.description ?? "?")" }
      .joined(separator: ", ")
    return Problem(
      "restated", .warning,
      zh: "\(span)（\(days.count) 天）以更新的 \(name)（\(kept.stamp.text)）为准，这里的 \(restatement.rows) 行没有用；\(list)",
      en: "\(span) (days: \(days.count)) counts as in the newer \(name) (\(kept.stamp.text)); "
        + "rows here that are not used: \(restatement.rows); \(list)",
      hint: Wording(zh: "核对无误后可删去旧的文件", en: "delete the older file once that is checked"))
  }
  static func overlappingTables(_ other: String, measures: [String], days: String) -> Problem {
    let list = measures.joined(separator: ", ")
    return Problem(
      "overlapping-tables", zh: "与 \(other) 在同样的日子（\(days)）都有 \(list)，加在一起会重复计算",
      en: "has \(list) for the same days (\(days)) as \(other); adding them would count twice",
      hint: Wording(
        zh: "只留一份，或按「渠道=名称」这样的文件夹把两份区分开",
        en: "keep one, or tell them apart by folders named like 'channel=name'"))
  }
  static func currencyWithoutRate(_ currency: String, column: String, own: String) -> Problem {
    Problem(
      "currency-without-rate", zh: "「\(column)」以 \(currency) 计，而本活动用 \(own)，没有汇率",
      en: "'\(column)' is in \(currency), the campaign in \(own), and there is no rate",
      hint: Wording(zh: "在 brief.md 写 rates: {\(currency): 7.12}", en: "add rates: {\(currency): 7.12} to brief.md"))
  }
  static func sourceNotUsed(_ measure: String, source: String, used: [String]) -> Problem {
    let list = used.joined(separator: ", ")
    return Problem(
      "source-not-used", .warning, zh: "\(measure) 不从 \(source) 类来源取数，这一列没有用上",
      en: "\(measure) is not taken from a source of kind '\(source)'; the column is not used",
      hint: Wording(
        zh: "可用来源：\(list)；要改，在 metrics.yaml 写 measures 的 sources", en: "taken from: \(list); change 'sources' in metrics.yaml"))
  }
  static func totalsDiffer(_ measure: String, rows: String, stated: String, other: Location) -> Problem {
    let place = other.description
    return Problem(
      "totals-differ", .warning, zh: "\(measure) 在这里是 \(stated)，而按 \(place) 合计是 \(rows)，相差超过 0.5%",
      en: "\(measure) is \(stated) here but \(rows) by \(place), more than 0.5 % apart",
      hint: Wording(zh: "采用后者；请核对导出的范围", en: "the latter is used; check what the exports cover"))
  }
  static func conflictingActuals(_ kpi: String, first: Location) -> Problem {
    let place = first.description
    return Problem(
      "conflicting-actuals", zh: "「\(kpi)」同一天的值与 \(place) 不一致", en: "'\(kpi)' has another value for this day at \(place)",
      hint: Wording(zh: "只留一个", en: "keep one of them"))
  }
  static func tooLarge(_ column: String) -> Problem {
    Problem(
      "number-too-large", zh: "「\(column)」的合计位数过多，无法精确计算", en: "the sum of '\(column)' has too many digits to be exact")
  }

  // MARK: Keys of figures

  static func keyEmpty() -> Problem {
    Problem(
      "figure-key", zh: "缺少指标标识", en: "the id of a figure is missing",
      hint: Wording(zh: "例如 kpi:ctr@target[channel=直播]", en: "for example kpi:ctr@target[channel=live]"))
  }
  static func keyCharacter(_ found: String) -> Problem {
    Problem("figure-key", zh: "这里不应有「\(found)」", en: "'\(found)' is not expected here")
  }
  static func keyAspect(_ found: String) -> Problem {
    let known = FigureKey.Aspect.allCases.map(\.rawValue)
    let list = known.joined(separator: ", ")
    return Problem(
      "figure-key", zh: "@ 后面不能是「\(found)」", en: "'\(found)' cannot follow @",
      hint: nearest(to: found, among: known).map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "可用：\(list)", en: "known: \(list)"))
  }
  static func keyFilter() -> Problem {
    Problem(
      "figure-key", zh: "方括号里应写「维度=值」", en: "brackets should hold 'dimension=value'",
      hint: Wording(zh: "例如 [channel=直播,region=华东]", en: "for example [channel=live,region=east]"))
  }
  static func keyUnclosed() -> Problem {
    Problem("figure-key", zh: "方括号没有关上", en: "the bracket is not closed", hint: Wording(zh: "补上 ]", en: "add ]"))
  }
  static func keyDimensionTwice(_ dimension: String) -> Problem {
    Problem("figure-key", zh: "「\(dimension)」写了两次", en: "'\(dimension)' is given twice")
  }
}
