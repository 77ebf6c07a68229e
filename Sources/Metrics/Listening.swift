import Tables
import Values

/// What is said of brands, day by day.
public struct Listening: Sendable {
  public struct Tally: Sendable, Equatable {
    public var mentions = 0.0
    /// Of the rows that have all three.
    public var positive = 0.0
    public var neutral = 0.0
    public var negative = 0.0
    public var rows = 0

    public init() {}

    /// Mentions whose sentiment is told.
    public var judged: Double { positive + neutral + negative }
    /// Positive less negative over those judged, -1...1.
    public var netSentiment: Double? { judged > 0 ? (positive - negative) / judged : nil }

    public static func + (a: Tally, b: Tally) -> Tally {
      var sum = a
      sum.mentions += b.mentions
      sum.positive += b.positive
      sum.neutral += b.neutral
      sum.negative += b.negative
      sum.rows += b.rows
      return sum
    }
  }

  /// In order of first appearance.
  public internal(set) var brands: [String] = []
  /// Of `brands`, those that are one's own; several where a house has several.
  public internal(set) var own: Set<String> = []
  public internal(set) var files: [FigureSource] = []
  /// By brand, then by day.
  var tallies: [String: [Day: Tally]] = [:]

  public func tally(_ brand: String, in period: Period) -> Tally {
    // In the order of days, so that broken counts add up to the same digits every time.
    (tallies[brand] ?? [:]).filter { period.contains($0.key) }.sorted { $0.key < $1.key }.reduce(Tally()) { $0 + $1.value }
  }

  /// By day, every day that any brand has, ascending.
  public func days(in period: Period) -> [Day] {
    Set(tallies.values.flatMap(\.keys)).filter(period.contains).sorted()
  }

  public func tally(_ brand: String, on day: Day) -> Tally? { tallies[brand]?[day] }
}

private let ownWords: Set<String> = ["本品牌", "自家", "我方", "本品", "own", "us", "ours"]
private let yesWords: Set<String> = ["是", "√", "yes", "y", "true", "1"]

/// All `listening` tables; rows of the same day and brand, such as those of several platforms, are added up. Rows without
/// a day, a brand or a count of mentions are left out. `nil` when no row is left.
func readListening(_ tables: [DataTable]) -> Listening? {
  var result = Listening()
  for table in tables where table.kind == .listening {
    guard case .day(let days)? = table.column("date")?.values else { continue }
    let (brands, own, constant) = (Texts(table, "brand"), Texts(table, "own"), table.constants["brand"])
    let mentions = Numbers(table, "mentions")
    let (positive, neutral, negative) = (Numbers(table, "positive"), Numbers(table, "neutral"), Numbers(table, "negative"))
    var used = 0
    for row in 0..<table.rowCount {
      guard days[row] != ColumnValues.missingDay, let brand = brands[row] ?? constant, let count = mentions[row]?.double,
        count >= 0
      else { continue }
      used += 1
      if result.tallies[brand] == nil { result.brands.append(brand) }
      if ownWords.contains(brand.lowercased()) || own[row].map({ yesWords.contains($0.lowercased()) }) == true {
        result.own.insert(brand)
      }
      var tally = Listening.Tally()
      (tally.mentions, tally.rows) = (count, 1)
      if let up = positive[row]?.double, let middle = neutral[row]?.double, let down = negative[row]?.double,
        min(up, middle, down) >= 0
      {
        (tally.positive, tally.neutral, tally.negative) = (up, middle, down)
      }
      let day = Day(number: days[row])
      let before = result.tallies[brand]?[day] ?? Listening.Tally()
      result.tallies[brand, default: [:]][day] = before + tally
    }
    if used > 0 { result.files.append(FigureSource(file: table.file, sheet: table.sheet, rows: used)) }
  }
  if result.own.isEmpty, result.brands.count == 1 { result.own = Set(result.brands) }
  return result.brands.isEmpty ? nil : result
}
