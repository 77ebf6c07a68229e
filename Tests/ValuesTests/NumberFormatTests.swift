import Testing
import Values

/// Expected texts follow the rules of the style by hand: GB/T 15835 for digits with 万 and 亿, ISO 4217 codes in English.
@Suite struct NumberFormatTests {
  static let zh = NumberStyle(chinese: true)
  static let en = NumberStyle(chinese: false)

  static func exact(_ text: String) -> Number? { Exact(text).map(Number.exact) }

  @Test(
    "Tables show every digit that matters",
    arguments: [
      ("1234.5", NumberUnit.money, "¥1,234.50", "CNY 1,234.50"), ("-0.005", .money, "−¥0.01", "−CNY 0.01"),
      ("-0.004", .money, "¥0.00", "CNY 0.00"), ("0", .money, "¥0.00", "CNY 0.00"),
      (
        "123456789012345678901234.565", .money, "¥123,456,789,012,345,678,901,234.57",
        "CNY 123,456,789,012,345,678,901,234.57"
      ),
      ("12345", .count, "12,345", "12,345"), ("999", .count, "999", "999"), ("12.25", .count, "12.3", "12.3"),
      ("1000000", .count, "1,000,000", "1,000,000"), ("4.125", .decimal, "4.13", "4.13"),
      ("0.0444", .ratio, "4.44%", "4.44%"), ("0.44449", .ratio, "44.4%", "44.4%"),
      ("1.082", .ratio, "108.2%", "108.2%"),
      ("0.09994", .ratio, "9.99%", "9.99%"), ("0.09996", .ratio, "10.0%", "10.0%"),
      ("12.345", .ratio, "1,235%", "1,235%"),
      ("0.00044", .ratio, "0.044%", "0.044%"), ("0.000001", .ratio, "<0.001%", "<0.001%"), ("0", .ratio, "0%", "0%"),
      ("-0.031", .ratio, "−3.10%", "−3.10%"), ("3.2", .multiple, "3.20倍", "3.20×"),
      ("123.456", .multiple, "123.5倍", "123.5×"),
      ("90", .seconds, "1分30秒", "1 min 30 s"), ("45.65", .seconds, "45.7秒", "45.7 s"), ("60", .seconds, "1分", "1 min"),
      ("3725", .seconds, "1小时2分5秒", "1 h 2 min 5 s"), ("59.96", .seconds, "1分", "1 min"),
      ("-90", .seconds, "−1分30秒", "−1 min 30 s"),
      ("1", .days, "1天", "1 day"), ("2.5", .days, "2.5天", "2.5 days"),
    ])
  func full(_ digits: String, _ unit: NumberUnit, _ chinese: String, _ english: String) {
    #expect(Self.zh.full(Self.exact(digits), unit) == chinese)
    #expect(Self.en.full(Self.exact(digits), unit) == english)
  }

  @Test(
    "Headlines use 万 and 亿 in Chinese and thousands separators in English",
    arguments: [
      ("3892000", NumberUnit.money, "389.2万元", "CNY 3,892,000"), ("105000000", .money, "1.05亿元", "CNY 105,000,000"),
      ("9876", .money, "9,876元", "CNY 9,876"), ("9876.5", .money, "9,876.50元", "CNY 9,877"),
      ("23.456", .money, "23.46元", "CNY 23.46"),
      ("4000000", .money, "400万元", "CNY 4,000,000"), ("3999999", .money, "400.0万元", "CNY 3,999,999"),
      ("10500000", .money, "1,050万元", "CNY 10,500,000"), ("99999999", .money, "1.00亿元", "CNY 99,999,999"),
      ("9999.999", .money, "1.0万元", "CNY 10,000"), ("1050000000000", .money, "1.05万亿元", "CNY 1,050,000,000,000"),
      ("-3892000", .money, "−389.2万元", "−CNY 3,892,000"), ("12345", .count, "1.2万", "12,345"),
      ("9999", .count, "9,999", "9,999"),
      ("99950000", .count, "9,995万", "99,950,000"), ("99995000", .count, "1.00亿", "99,995,000"),
      ("12345678900", .count, "123.5亿", "12,345,678,900"),
      ("0", .count, "0", "0"), ("0.0444", .ratio, "4.44%", "4.44%"),
    ])
  func compact(_ digits: String, _ unit: NumberUnit, _ chinese: String, _ english: String) {
    #expect(Self.zh.compact(Self.exact(digits), unit) == chinese)
    #expect(Self.en.compact(Self.exact(digits), unit) == english)
  }

  @Test("Traditional Chinese writes 萬 and 億")
  func traditional() {
    let style = NumberStyle(chinese: true, traditional: true)
    #expect(style.compact(12_345, .count) == "1.2萬")
    #expect(style.compact(210_000_000, .count) == "2.1億")
  }

  @Test(
    "Decimal ties in binary round away from zero too",
    arguments: [
      (1.005, "1.01"), (2.675, "2.68"), (-1.005, "−1.01"), (0.125, "0.13"), (1.0049, "1.00"), (0.1 + 0.2, "0.30"),
    ])
  func ties(_ value: Double, _ expected: String) {
    #expect(Self.zh.full(value, .decimal) == expected)
  }

  @Test(
    "Changes carry their sign unless they round to nothing",
    arguments: [
      (0.123, "+12.3%"), (-0.031, "−3.1%"), (0, "0.0%"), (0.0004, "+0.04%"), (-0.00001, "0.0%"), (1.5, "+150.0%"),
      (12.3456, "+1,235%"), (0.00099, "+0.1%"),
    ])
  func changes(_ ratio: Double, _ expected: String) {
    #expect(Self.zh.change(ratio) == expected)
  }

  @Test("Differences of rates are percentage points, of anything else its own unit")
  func differences() {
    #expect(Self.zh.difference(0.0123, .ratio) == "+1.23个百分点")
    #expect(Self.en.difference(-0.0123, .ratio) == "−1.23 pp")
    #expect(Self.zh.difference(0.123, .ratio) == "+12.3个百分点")
    #expect(Self.zh.difference(-120, .money) == "−¥120.00")
    #expect(Self.zh.difference(1200, .count) == "+1,200")
    #expect(Self.zh.difference(0, .count) == "0")
    #expect(Self.zh.difference(0.001, .money) == "¥0.00")
  }

  @Test("What is missing or not a number is a dash, in every form")
  func missing() {
    for unit in NumberUnit.allCases {
      for value in [Double?.none, .nan, .infinity, -.infinity] {
        #expect(Self.zh.full(value, unit) == "—")
        #expect(Self.en.compact(value, unit) == "—")
        #expect(Self.zh.difference(value, unit) == "—")
      }
    }
    #expect(Self.zh.change(Double.nan) == "—")
  }

  @Test("The largest and smallest doubles have all their digits and no crash")
  func extremes() {
    // 2^100 by Python: 1267650600228229401496703205376.
    #expect(Self.zh.full(0x1p100, .decimal) == "1,267,650,600,228,229,401,496,703,205,376")
    for unit in NumberUnit.allCases {
      for value in [Double.greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude] {
        #expect(!Self.zh.full(value, unit).isEmpty)
        #expect(!Self.zh.compact(value, unit).isEmpty)
        #expect(!Self.en.difference(value, unit).isEmpty)
      }
    }
    let most = Self.en.full(Double.greatestFiniteMagnitude, .ratio)
    #expect(
      most.hasPrefix("17,976,931,348,623,157,") && most.hasSuffix("00%") && most.filter { $0 != "," }.count == 312)
  }

  @Test(
    "All ticks of an axis share one power and one count of decimals",
    arguments: [
      (4_000_000.0, 1_000_000.0, NumberUnit.money, ["0", "100万", "200万", "400万"], [0, 1e6, 2e6, 4e6]),
      (20_000, 5_000, .count, ["0", "0.5万", "1.0万", "2.0万"], [0, 5e3, 1e4, 2e4]),
      (9_000, 3_000, .count, ["0", "3,000", "9,000"], [0, 3e3, 9e3]),
      (250_000_000, 50_000_000, .money, ["0.5亿", "2.5亿", "−0.5亿"], [5e7, 2.5e8, -5e7]),
      (0.05, 0.0125, .ratio, ["0%", "1.25%", "5.00%"], [0, 0.0125, 0.05]),
      (1.5, 0.5, .ratio, ["−50%", "150%"], [-0.5, 1.5]), (10, 2.5, .multiple, ["2.5", "10.0"], [2.5, 10]),
    ])
  func axis(_ maximum: Double, _ step: Double, _ unit: NumberUnit, _ labels: [String], _ values: [Double]) {
    let format = AxisFormat(maximum: maximum, step: step, unit: unit, style: Self.zh)
    #expect(values.map(format.label) == labels)
  }

  @Test("English axes keep thousands separators")
  func englishAxis() {
    let format = AxisFormat(maximum: 4_000_000, step: 1_000_000, unit: .money, style: Self.en)
    #expect(format.label(3_000_000) == "3,000,000")
  }

  static func period(_ start: String, _ end: String) throws -> Period {
    let (first, last) = (try #require(Day(start)), try #require(Day(end)))
    return try #require(Period(first, last))
  }

  @Test(
    "Days and ranges in prose",
    arguments: [
      ("2026-06-18", "2026-06-18", "6月18日", "18 June"), ("2026-06-01", "2026-06-20", "6月1日至20日", "1–20 June"),
      ("2026-05-30", "2026-06-02", "5月30日至6月2日", "30 May – 2 June"),
      ("2025-12-30", "2026-01-02", "2025年12月30日至2026年1月2日", "30 December 2025 – 2 January 2026"),
    ])
  func ranges(_ start: String, _ end: String, _ chinese: String, _ english: String) throws {
    let period = try Self.period(start, end)
    #expect(Self.zh.range(period) == chinese)
    #expect(Self.en.range(period) == english)
  }

  @Test("A year is written when asked for, first in Chinese and last in English")
  func years() throws {
    let period = try Self.period("2026-05-30", "2026-06-02")
    #expect(Self.zh.range(period, withYear: true) == "2026年5月30日至6月2日")
    #expect(Self.en.range(period, withYear: true) == "30 May – 2 June 2026")
    #expect(Self.zh.day(period.start, withYear: true) == "2026年5月30日")
  }
}
