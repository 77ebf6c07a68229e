import Values

/// The words of plots, in the language of the page.
struct PlotWords {
  let style: NumberStyle

  private func word(_ hans: String, _ hant: String, _ en: String) -> String {
    style.chinese ? (style.traditional ? hant : hans) : en
  }

  var waterfall: String { word("瀑布图", "瀑布圖", "Waterfall chart") }
  var scatter: String { word("散点图", "散點圖", "Scatter chart") }
  var heat: String { word("热力表", "熱力表", "Heat table") }
  var pareto: String { word("帕累托图", "柏拉圖", "Pareto chart") }
  var sankey: String { word("桑基图", "桑基圖", "Sankey chart") }
  var calendar: String { word("日历热力图", "日曆熱力圖", "Calendar heat map") }
  var intervals: String { word("区间图", "區間圖", "Interval chart") }

  var reference: String { word("参照", "參照", "Reference") }

  /// What the areas of dots stand for.
  func area(_ name: String) -> String {
    word("圆点面积表示\(name)", "圓點面積表示\(name)", "The area of a dot stands for \(name)")
  }

  /// How many dots have no room for their name.
  func unnamed(_ count: Int) -> String {
    word("\(count) 个点未标名称，见数据表", "\(count) 個點未標名稱，見資料表", "\(count) dots are not named; the data table has them")
  }

  func below(_ level: String) -> String { word("低于 \(level)", "低於 \(level)", "below \(level)") }

  /// The items at the end that share one bar.
  func others(_ count: Int) -> String { word("其余 \(count) 项", "其餘 \(count) 項", "\(count) others") }

  /// `前 3 项合计占 82.4%`.
  func first(_ count: Int, of items: Int, _ share: String) -> String {
    if items == 1 { return word("只有一项", "只有一項", "a single item") }
    return word("\(items) 项中前 \(count) 项合计占 \(share)", "\(items) 項中前 \(count) 項合計佔 \(share)",
      "the first \(count) of \(items) items make up \(share)")
  }

  func threshold(_ share: String) -> String { word("累计 \(share)", "累計 \(share)", "\(share) reached") }

  func includes(_ level: String) -> String { word("区间含\(level)", "區間含\(level)", "interval includes \(level)") }
  func excludes(_ level: String) -> String { word("区间不含\(level)", "區間不含\(level)", "interval excludes \(level)") }

  /// Monday to Sunday.
  var weekdays: [String] {
    style.chinese ? ["一", "二", "三", "四", "五", "六", "日"] : ["M", "T", "W", "T", "F", "S", "S"]
  }

  /// `2026年6月`, `June 2026`.
  func month(_ year: Int, _ month: Int) -> String {
    style.chinese ? "\(year)年\(month)月" : "\(PlotWords.months[month - 1]) \(year)"
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  func days(_ count: Int) -> String { word("共 \(count) 天", "共 \(count) 天", count == 1 ? "1 day" : "\(count) days") }
  func items(_ count: Int) -> String { word("共 \(count) 项", "共 \(count) 項", count == 1 ? "1 item" : "\(count) items") }
}

extension ChartText {
  var plots: PlotWords { PlotWords(style: style) }

  /// Sentences hold the items of a long list only in part; the table has them all.
  func listed(_ facts: [String], most: Int = 12) -> [String] {
    guard facts.count > most else { return facts }
    return Array(facts.prefix(most)) + [words.leftOut(facts.count - most)]
  }
}
