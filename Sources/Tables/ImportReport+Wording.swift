import Diagnostics

// How the report's terms read, in one place for every page and program that shows them.

extension ImportReport.Evidence {
  public var wording: Wording {
    switch self {
    case .name: Wording(zh: "按文件名", en: "by file name")
    case .folder: Wording(zh: "按文件夹", en: "by folder")
    case .headers: Wording(zh: "按表头推断", en: "guessed from the headers")
    }
  }
}

extension ImportReport.Match.Role {
  public var wording: Wording {
    switch self {
    case .dimension: Wording(zh: "维度", en: "dimension")
    case .measure: Wording(zh: "量", en: "measure")
    case .printedRate: Wording(zh: "自带的比率，只作核对", en: "printed rate, only compared")
    case .field: Wording(zh: "字段", en: "field")
    }
  }
}

extension ImportReport.SetAside.Reason {
  public var wording: Wording {
    switch self {
    case .preamble: Wording(zh: "表头前的说明", en: "preamble")
    case .banner: Wording(zh: "标题横幅", en: "banner")
    case .blank: Wording(zh: "空行", en: "blank")
    case .repeatedHeader: Wording(zh: "重复的表头", en: "repeated header")
    case .total: Wording(zh: "合计行", en: "total row")
    case .subtotal: Wording(zh: "小计行", en: "subtotal row")
    case .footer: Wording(zh: "表尾说明", en: "footer")
    case .unreadable: Wording(zh: "读不懂的行", en: "unreadable")
    case .comment: Wording(zh: "注释", en: "comment")
    }
  }
}

extension ImportReport.Guess.About {
  public var wording: Wording {
    switch self {
    case .kind: Wording(zh: "表的类型", en: "kind of table")
    case .source: Wording(zh: "数据来源", en: "source")
    case .dateOrder: Wording(zh: "日期的年月日顺序", en: "order of dates")
    case .rateStyle: Wording(zh: "比率的写法", en: "style of rates")
    case .year: Wording(zh: "年份", en: "year")
    case .columnMeaning: Wording(zh: "列的含义", en: "meaning of a column")
    case .decimalMark: Wording(zh: "小数点", en: "decimal mark")
    case .container: Wording(zh: "文件格式", en: "file format")
    case .period, .namedPeriod: Wording(zh: "所含日期", en: "days covered")
    case .rounded: Wording(zh: "取整的数", en: "rounded figures")
    case .serialDate: Wording(zh: "序列号日期", en: "serial dates")
    case .total: Wording(zh: "合计行", en: "total row")
    }
  }
}

extension ImportReport.Guess {
  /// The decision in words; names of columns, days and the like as they are.
  public var decisionWording: Wording {
    func same(_ text: String) -> Wording { Wording(zh: text, en: text) }
    switch about {
    case .kind: return TableKind(rawValue: decision).wording
    case .source: return DataSource(rawValue: decision)?.wording ?? same(decision)
    case .dateOrder:
      return decision == "day/month"
        ? Wording(zh: "日/月/年", en: "day/month/year") : Wording(zh: "月/日/年", en: "month/day/year")
    case .rateStyle:
      return decision == "percent" ? Wording(zh: "百分数（4.4 即 4.4%）", en: "percents (4.4 is 4.4%)")
        : Wording(zh: "小数（0.044 即 4.4%）", en: "fractions (0.044 is 4.4%)")
    case .decimalMark: return Wording(zh: "逗号是小数点", en: "the comma is the decimal mark")
    case .serialDate: return Wording(zh: "从1900年数起的天数", en: "days counted from 1900")
    case .total: return Wording(zh: "合计行，不作数据", en: "a total row, not data")
    case .rounded: return Wording(zh: "按\(decision)计，只准到所写的末位", en: "taken as \(decision), known to its last digit only")
    case .year, .columnMeaning, .container, .period, .namedPeriod: return same(decision)
    }
  }

  /// What the guess is about: a header, a line; `nil` for the whole file.
  public var subjectWording: Wording? {
    switch about {
    case .kind, .source: return nil
    case .total: return Wording(zh: "第 \(subject) 行", en: "line \(subject)")
    case .period, .namedPeriod:
      switch subject {
      case "start": return Wording(zh: "开始日期", en: "first day")
      case "end": return Wording(zh: "结束日期", en: "last day")
      default: return Wording(zh: "日期", en: "day")
      }
    case .container, .dateOrder, .rateStyle, .year, .columnMeaning, .decimalMark, .serialDate, .rounded:
      return Wording(zh: "“\(subject)”", en: "“\(subject)”")
    }
  }

  /// What an editor does to settle the question.
  public var remedy: Wording {
    switch about {
    case .kind:
      Wording(
        zh: "要写明，可让文件名以 \(decision)- 开头，或放进文件夹 data/\(decision)/",
        en: "to settle it, begin the file name with \(decision)- or put the file into data/\(decision)/")
    case .source:
      Wording(
        zh: "要写明，可放进文件夹 来源=\(DataSource(rawValue: decision)?.folderWord ?? decision)",
        en: "to settle it, put the file into a folder named source=\(decision)")
    case .dateOrder: Wording(zh: "要写明，导出时选用 2026-09-01 这样的日期", en: "to settle it, export dates like 2026-09-01")
    case .rateStyle: Wording(zh: "要写明，可在表头或单元格里加上 %", en: "to settle it, put % into the header or the cells")
    case .year: Wording(zh: "要写明，可在日期里写上年份", en: "to settle it, write the year in the dates")
    case .columnMeaning: Wording(zh: "如不对，请改写表头", en: "if that is wrong, rename the header")
    case .decimalMark: Wording(zh: "如不对，导出时选用点作小数点", en: "if that is wrong, export with a point as decimal mark")
    case .container: Wording(zh: "请把扩展名改成 .csv", en: "rename the extension to .csv")
    case .namedPeriod: Wording(zh: "取自文件名；如不对，请加上日期列", en: "from the file's name; if wrong, add a column")
    case .rounded: Wording(zh: "要确切的数，请导出按日的表或明细", en: "for exact figures export by day or in detail")
    case .period: Wording(zh: "取自表头前的说明；如不对，请加上日期列", en: "from the lines before the header; if wrong, add a column")
    case .serialDate: Wording(zh: "要写明，导出前把这列的格式改成 2026-09-01", en: "to settle it, format the column like 2026-09-01")
    case .total:
      Wording(
        zh: "要写明，可在首格写“合计”；若是数据，请补上空着的名称",
        en: "to settle it, write “Total” in its first cell; if it is data, fill in its names")
    }
  }
}

extension ImportReport.Check.Kind {
  public var wording: Wording {
    switch self {
    case .totalRow: Wording(zh: "合计行", en: "total row")
    case .printedRate: Wording(zh: "自带比率", en: "printed rate")
    }
  }
}

extension ImportReport {
  /// What the file was read as; `nil` when that is not known.
  public var kindWording: Wording? { register ?? kind?.wording }
}

extension TableKind {
  public var wording: Wording {
    switch self {
    case .daily: Wording(zh: "每日数据", en: "daily")
    case .totals: Wording(zh: "期间合计", en: "totals")
    case .actuals: Wording(zh: "指标实际值", en: "actuals")
    case .orders: Wording(zh: "订单", en: "orders")
    case .journeys: Wording(zh: "转化路径", en: "journeys")
    case .experiments: Wording(zh: "实验", en: "experiments")
    case .funnel: Wording(zh: "漏斗", en: "funnel")
    case .survey: Wording(zh: "调研", en: "survey")
    case .content: Wording(zh: "内容", en: "content")
    case .social: Wording(zh: "社媒", en: "social")
    case .listening: Wording(zh: "舆情", en: "listening")
    case .benchmarks: Wording(zh: "对标", en: "benchmarks")
    case .staff: Wording(zh: "人员", en: "staff")
    case .budget: Wording(zh: "预算", en: "budget")
    case .spend: Wording(zh: "支出", en: "spend")
    case .events: Wording(zh: "事件", en: "events")
    default: Wording(zh: rawValue, en: rawValue)
    }
  }
}

extension DataSource {
  public var wording: Wording {
    switch self {
    case .ads: Wording(zh: "广告平台", en: "ads")
    case .shop: Wording(zh: "店铺", en: "shop")
    case .web: Wording(zh: "网站", en: "web")
    case .survey: Wording(zh: "调研", en: "survey")
    case .own: Wording(zh: "自有表", en: "own table")
    }
  }

  /// The shortest Chinese word that a folder's 来源=… takes.
  var folderWord: String {
    switch self {
    case .ads: "广告"
    case .shop: "店铺"
    case .web: "网站"
    case .survey: "调研"
    case .own: "自有"
    }
  }
}
