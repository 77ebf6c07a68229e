import Diagnostics

/// How missing values and notes are worded, on pages and in reports.
extension MissingReason {
  public func wording(in dictionary: KPIDictionary) -> Wording {
    func name(_ measure: String) -> Wording { dictionary.name(measure) ?? Wording(zh: measure, en: measure) }
    switch self {
    case .needsTotals(let measure):
      let name = name(measure)
      return Wording(
        zh: "\(name.zh)要去重，不能逐行相加：需要 totals 表或文件自带的合计行",
        en: "needs totals: \(name.en) counts people once, so rows cannot be added")
    case .noData(let measure):
      let name = name(measure)
      return Wording(zh: "没有\(name.zh)的数据", en: "no data on \(name.en)")
    case .noBreakdown(let measure, let dimension):
      let (name, by) = (name(measure), Dimensions.name(dimension))
      return Wording(zh: "\(name.zh)没有按\(by.zh)拆分", en: "\(name.en) is not split by \(by.en)")
    case .zeroDenominator: return Wording(zh: "分母为零", en: "the denominator is zero")
    case .noBaseline: return Wording(zh: "没有基准期", en: "no baseline period")
    case .noTarget: return Wording(zh: "没有设目标", en: "no target set")
    case .undefined: return Wording(zh: "无法计算", en: "not defined for these values")
    case .tooLarge: return Wording(zh: "数字过大，无法精确计算", en: "too many digits to be exact")
    case .needs(let what): return Wording(zh: "需要\(what.zh)", en: "needs \(what.en)")
    case .unknown(let id): return Wording(zh: "没有「\(id)」这个指标", en: "there is no figure '\(id)'")
    }
  }
}

extension FigureNote {
  public func wording(in dictionary: KPIDictionary) -> Wording {
    switch self {
    case .fallback(let measure):
      Wording(
        zh: "没有\(dictionary.name(measure)?.zh ?? measure)，改用另一分母",
        en: "without \(dictionary.name(measure)?.en ?? measure), so over another denominator")
    case .mediaCostOnly: Wording(zh: "媒介口径", en: "media cost only")
    case .estimatedProfit: Wording(zh: "估算：归因收入 × 毛利率", en: "estimated: attributed revenue × gross margin")
    case .actualBeatsFormula:
      Wording(zh: "取实际值表，未用算式", en: "the reported value is used instead of the formula")
    case .actual(let day): Wording(zh: "实际值表，\(day.iso)", en: "reported value of \(day.iso)")
    case .actualAfterEnd: Wording(zh: "活动结束后测得", en: "measured after the end")
    case .scaledByDays(let from, let to):
      Wording(zh: "由 \(from) 天折算到 \(to) 天", en: "scaled from \(from) to \(to) days")
    case .fromTotals: Wording(zh: "取自合计", en: "from stated totals")
    case .fromOrders: Wording(zh: "按订单计", en: "counted over orders")
    case .firstSeen: Wording(zh: "以数据中最早一单为首购", en: "first purchase is the earliest order in the data")
    case .ordersOf(let first, let last):
      Wording(zh: "\(first.iso) 至 \(last.iso) 的订单", en: "orders of \(first.iso) to \(last.iso)")
    case .retention(let start, let split, let end):
      Wording(
        zh: "\(start.iso) 至 \(split.advanced(by: -1).iso) 买过的客户，在 \(split.iso) 至 \(end.iso) 又买的比例",
        en: "of those who bought \(start.iso) to \(split.advanced(by: -1).iso), who bought again \(split.iso) to \(end.iso)")
    case .profitByMargin: Wording(zh: "估算：销售额 × 毛利率", en: "estimated: revenue × gross margin")
    case .fromBrief: Wording(zh: "取自简报", en: "from the brief")
    case .perRegistration: Wording(zh: "按注册用户计", en: "per registration")
    }
  }
}
