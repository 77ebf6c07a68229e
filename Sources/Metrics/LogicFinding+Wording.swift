import Diagnostics
import Tables

// How findings of the logic checks read, in one place for every page and program that shows them.

extension LogicFinding.Rule {
  public var wording: Wording {
    switch self {
    case .partOverWhole: Wording(zh: "部分大于整体", en: "a part above its whole")
    case .peopleOverEvents: Wording(zh: "去重人数大于次数", en: "more people than events")
    case .ordersOverVisits: Wording(zh: "订单多于访问", en: "more orders than visits")
    case .negativeCost: Wording(zh: "费用为负", en: "a negative cost")
    case .negativeCount: Wording(zh: "计数为负", en: "a negative count")
    case .shareOutOfRange: Wording(zh: "占比不在 0–100%", en: "a share outside 0–100%")
    }
  }

  /// What to look for.
  public var advice: Wording {
    switch self {
    case .partOverWhole:
      Wording(zh: "核对两列是否取自同一范围、同一统计口径", en: "see whether both columns cover the same and count alike")
    case .peopleOverEvents:
      Wording(zh: "核对是否把人数列与次数列弄反", en: "see whether people and events were exchanged")
    case .ordersOverVisits:
      Wording(zh: "一次访问可以多单，只作提示", en: "one visit may bring several orders; only to be looked at")
    case .negativeCost:
      Wording(zh: "退款与冲账另列，不要记成负的费用", en: "put refunds and reversals into rows of their own kind")
    case .negativeCount: Wording(zh: "核对是否混入了退货或更正行", en: "see whether returns or corrections are among the rows")
    case .shareOutOfRange: Wording(zh: "核对是小数还是百分数，分母是否取对", en: "see whether it is a fraction or percents, and its denominator")
    }
  }
}

extension FileStamp.Evidence {
  public var wording: Wording {
    switch self {
    case .content: Wording(zh: "文件所写", en: "as the file says")
    case .name: Wording(zh: "文件名里的日期", en: "a date in its name")
    case .coveredDays: Wording(zh: "文件名里所含日期的末日，不早于此", en: "the last day covered by its name, not before")
    }
  }
}
