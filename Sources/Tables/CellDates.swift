import Values

/// The order of the parts of `01/09/2026`.
enum DateOrder: Sendable { case dayFirst, monthFirst }

enum DateReading {
  /// `seconds` of that day when the cell has a time, else -1.
  case day(Day, seconds: Int)
  case missing
  case failure(CellProblem)
}

/// Reads a trimmed cell as a day, in any of the styles that exports have.
///
/// `order` decides `01/09/2026`, `year` completes `9月1日`; without them such cells fail. A bare number between 20000
/// and 80000 is a spreadsheet's serial day (1900 system).
func readDate(_ cell: Bytes, order: DateOrder? = nil, year: Int? = nil) -> DateReading {
  if let day = isoDay(cell) { return day }
  if isMissing(cell) { return .missing }
  guard cell.count <= 60 else { return .failure(.notDate) }
  var tokens = DateTokens(cell)
  return tokens.reading(order: order, year: year)
}

/// A text such as `2026-06-12 14:05` as a day and the seconds of that day; `seconds` is `nil` for a day alone, the
/// whole for what is no day.
public func readTime(in text: String) -> (day: Day, seconds: Int?)? {
  var text = text
  return text.withUTF8 { bytes in
    let cell = trimmed(bytes)
    // A bare number is a serial day only in a column of days.
    guard cell.count >= 8, case .day(let day, let seconds) = readDate(cell) else { return nil }
    return (day, seconds < 0 ? nil : seconds)
  }
}

/// The hour of `0:00 - 0:59`, `09:00-09:59`, `23:00-24:00` or `08:00`, without a leading zero; `nil` for all else.
func hourOfSpan(_ text: String) -> String? {
  guard (4...16).contains(text.utf8.count) else { return nil }
  var numbers: [(value: Int, digits: Int)] = []
  var inNumber = false
  for byte in text.utf8 {
    switch byte {
    case 0x30...0x39:
      if inNumber {
        numbers[numbers.count - 1].value = numbers[numbers.count - 1].value * 10 + Int(byte - 0x30)
        numbers[numbers.count - 1].digits += 1
        if numbers[numbers.count - 1].digits > 2 { return nil }
      } else {
        numbers.append((Int(byte - 0x30), 1))
      }
      inNumber = true
    case 0x3A:
      guard inNumber else { return nil }
      inNumber = false
    case 0x20, 0x2D, 0x7E: inNumber = false
    default: return nil
    }
  }
  guard numbers.count == 2 || numbers.count == 4, numbers[0].value < 24, numbers[1].value == 0, numbers[1].digits == 2,
    text.utf8.contains(0x3A)
  else { return nil }
  if numbers.count == 4 {
    // One hour long: to its last minute or to the next hour.
    let ends = numbers[2].value == numbers[0].value && numbers[3].value == 59
      || numbers[2].value == numbers[0].value + 1 && numbers[3].value == 0
    guard ends else { return nil }
  }
  return "\(numbers[0].value)"
}

/// `2026-06-18`, `2026/06/18`, `2026.06.18` and `20260618`, without detours.
@inline(__always)
func isoDay(_ cell: Bytes) -> DateReading? {
  func digit(_ index: Int) -> Int { Int(cell[index] &- 0x30) }
  func isDigits(_ range: Range<Int>) -> Bool {
    for index in range where cell[index] &- 0x30 > 9 { return false }
    return true
  }
  if cell.count == 10 {
    guard cell[4] == cell[7], cell[4] == 0x2D || cell[4] == 0x2F || cell[4] == 0x2E, isDigits(0..<4), isDigits(5..<7),
      isDigits(8..<10)
    else { return nil }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    return Day(year: year, month: digit(5) * 10 + digit(6), day: digit(8) * 10 + digit(9))
      .map { .day($0, seconds: -1) } ?? .failure(.noSuchDate)
  }
  if cell.count == 8, isDigits(0..<8) {
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    guard (1900...2199).contains(year) else { return .failure(.notDate) }
    return Day(year: year, month: digit(4) * 10 + digit(5), day: digit(6) * 10 + digit(7))
      .map { .day($0, seconds: -1) } ?? .failure(.noSuchDate)
  }
  return nil
}

/// The first day of a month cell: `2026-09`, `2026年9月`, `202609`, or any day of it.
func readMonth(_ cell: Bytes, year: Int? = nil) -> DateReading {
  switch readDate(cell, year: year) {
  case .day(let day, _):
    let (year, month, _) = day.components
    return Day(year: year, month: month, day: 1).map { .day($0, seconds: -1) } ?? .failure(.notDate)
  case .missing: return .missing
  case .failure(let problem):
    let tokens = DateTokens(cell)
    guard let (found, month) = tokens.month(year: year) else {
      return .failure(problem == .notDay ? .notDate : problem)
    }
    return Day(year: found, month: month, day: 1).map { .day($0, seconds: -1) } ?? .failure(.noSuchDate)
  }
}

/// A cell cut into numbers, each with its count of digits and the marks behind it.
private struct DateTokens {
  struct Token {
    var value: Int
    var digits: Int
    /// What stands behind the number, without blanks, lower case.
    var mark = ""
    var blankBehind = false
  }
  var tokens: [Token] = []
  /// What stands in front of the first number.
  var lead = ""
  var isValid = true

  init(_ cell: Bytes) {
    var inNumber = false
    for scalar in text(cell).lowercased().unicodeScalars {
      var scalar = scalar
      if (0xFF01...0xFF5E).contains(scalar.value) { scalar = Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) }
      switch scalar {
      case "0"..."9":
        if inNumber, let last = tokens.last, last.digits < 9 {
          tokens[tokens.count - 1].value = last.value * 10 + Int(scalar.value - 0x30)
          tokens[tokens.count - 1].digits += 1
        } else if inNumber {
          isValid = false
        } else {
          tokens.append(Token(value: Int(scalar.value - 0x30), digits: 1))
        }
        inNumber = true
      case " ", "\t", "\u{A0}", "\u{3000}":
        if !tokens.isEmpty, tokens[tokens.count - 1].mark.isEmpty { tokens[tokens.count - 1].blankBehind = true }
        inNumber = false
      default:
        inNumber = false
        if tokens.isEmpty {
          lead.unicodeScalars.append(scalar)
        } else {
          tokens[tokens.count - 1].mark.unicodeScalars.append(scalar)
        }
      }
    }
  }

  mutating func reading(order: DateOrder?, year: Int?) -> DateReading {
    guard isValid, let first = tokens.first else { return .failure(.notDate) }
    if !lead.isEmpty { return english() }
    if first.digits == 8, !first.mark.hasPrefix(".") {
      guard let day = compact(first.value) else { return .failure(.noSuchDate) }
      return finish(day, from: 1, after: first)
    }
    if first.digits == 4 {
      if first.mark.contains("w") || first.mark.contains("周") || first.mark.contains("第") { return .failure(.notDay) }
      guard tokens.count >= 2 else { return .failure(.notDate) }
      if tokens[1].mark.contains("周") || first.mark.contains("q") || first.mark.contains("季") {
        return .failure(.notDay)
      }
      guard isSeparator(first.mark) || first.mark == "年" else { return .failure(.notDate) }
      if tokens.count == 2 { return .failure(tokens[1].mark == "" || tokens[1].mark == "月" ? .notDay : .notDate) }
      guard tokens[1].mark == first.mark || tokens[1].mark == "月", tokens[2].digits <= 2, tokens[1].digits <= 2 else {
        return .failure(tokens[1].mark == "~" ? .notDay : .notDate)
      }
      guard let day = Day(year: first.value, month: tokens[1].value, day: tokens[2].value) else {
        return .failure(.noSuchDate)
      }
      return finish(day, from: 3, after: tokens[2])
    }
    if first.mark == "月", tokens.count >= 2, tokens[1].mark == "日" || tokens[1].mark == "号" {
      guard let year else { return .failure(.noYear) }
      guard let day = Day(year: year, month: first.value, day: tokens[1].value) else { return .failure(.noSuchDate) }
      return finish(day, from: 2, after: tokens[1])
    }
    if first.digits <= 2, tokens.count >= 3, tokens[2].digits == 4, isSeparator(first.mark),
      tokens[1].mark == first.mark
    {
      return numeric(order: order)
    }
    if first.digits <= 2, tokens.count >= 2, DateTokens.monthNumber(first.mark) != nil { return english() }
    if first.digits == 5, (20_000...80_000).contains(first.value),
      tokens.count == 1 || first.mark == "." && tokens.count == 2
    {
      // 25569 is 1970-01-01 in the 1900 system, behind its day that never was.
      return .day(Day(number: Int32(first.value - 25_569)), seconds: -1)
    }
    if first.digits <= 2, isSeparator(first.mark), tokens.count == 2, first.mark != "." { return .failure(.noYear) }
    return .failure(.notDate)
  }

  /// `25/09/2026` in one order or the other.
  private func numeric(order: DateOrder?) -> DateReading {
    let (a, b, year) = (tokens[0].value, tokens[1].value, tokens[2].value)
    guard a <= 31, b <= 31, a > 0, b > 0 else { return .failure(.noSuchDate) }
    if a > 12, b > 12 { return .failure(.noSuchDate) }
    let dayFirst: Bool
    if a == b || a > 12 {
      dayFirst = true
    } else if b > 12 {
      dayFirst = false
    } else if let order {
      dayFirst = order == .dayFirst
    } else {
      return .failure(.ambiguousDate)
    }
    guard let day = Day(year: year, month: dayFirst ? b : a, day: dayFirst ? a : b) else {
      return .failure(.noSuchDate)
    }
    return finish(day, from: 3, after: tokens[2])
  }

  /// `Sep 1, 2026`, `1 September 2026`, `Tue, Sep 1, 2026`.
  private func english() -> DateReading {
    guard let first = tokens.first, tokens.count >= 2 else { return .failure(.notDate) }
    if let month = DateTokens.monthNumber(lead), tokens[1].digits == 4, first.mark == "," || first.mark == "" {
      return Day(year: tokens[1].value, month: month, day: first.value).map { finish($0, from: 2, after: tokens[1]) }
        ?? .failure(.noSuchDate)
    }
    if lead.isEmpty, let month = DateTokens.monthNumber(first.mark), tokens[1].digits == 4 {
      return Day(year: tokens[1].value, month: month, day: first.value).map { finish($0, from: 2, after: tokens[1]) }
        ?? .failure(.noSuchDate)
    }
    return .failure(.notDate)
  }

  /// What follows the day must be a time, or the same day again as the end of a range.
  private func finish(_ day: Day, from next: Int, after last: Token) -> DateReading {
    let rest = Array(tokens[min(next, tokens.count)...])
    let behind = last.mark
    if rest.isEmpty { return ["", "日", "号", "z"].contains(behind) ? .day(day, seconds: -1) : .failure(.notDate) }
    if ["-", "~", "至", "到", "日-", "日~", "日至"].contains(behind) {
      guard let (end, used) = DateTokens.plainDay(rest) else { return .failure(.notDate) }
      return end == day && used == rest.count ? .day(day, seconds: -1) : .failure(.notDay)
    }
    guard ["", "t", "日", "号", ","].contains(behind), rest[0].value < 24, rest[0].digits <= 2 else {
      return .failure(.notDate)
    }
    var seconds = rest[0].value * 3600
    guard rest.count > 1 || ["时", "点", "h", "时-"].contains(rest[0].mark) else { return .failure(.notDate) }
    if rest.count > 1 {
      guard [":", "时", "点"].contains(rest[0].mark), rest[1].value < 60 else { return .failure(.notDate) }
      seconds += rest[1].value * 60
      if rest.count > 2, [":", "分"].contains(rest[1].mark) {
        guard rest[2].value < 61 else { return .failure(.notDate) }
        seconds += min(rest[2].value, 59)
      }
    }
    return .day(day, seconds: seconds)
  }

  private static func plainDay(_ tokens: [Token]) -> (Day, Int)? {
    guard let first = tokens.first else { return nil }
    if first.digits == 8 { return compact(first.value).map { ($0, 1) } }
    guard tokens.count >= 3, first.digits == 4 else { return nil }
    return Day(year: first.value, month: tokens[1].value, day: tokens[2].value).map { ($0, 3) }
  }

  private func compact(_ value: Int) -> Day? { DateTokens.compact(value) }
  private static func compact(_ value: Int) -> Day? {
    Day(year: value / 10_000, month: value / 100 % 100, day: value % 100)
  }

  private func isSeparator(_ mark: String) -> Bool { mark == "-" || mark == "/" || mark == "." }

  /// Year and month when the cell is one.
  func month(year: Int?) -> (year: Int, month: Int)? {
    guard lead.isEmpty, let first = tokens.first, isValid else { return nil }
    if tokens.count == 1, first.digits == 6, first.mark.isEmpty { return (first.value / 100, first.value % 100) }
    if tokens.count == 1, first.mark == "月", let year { return (year, first.value) }
    if tokens.count == 2, first.digits == 4, tokens[1].mark == "" || tokens[1].mark == "月" {
      return (first.value, tokens[1].value)
    }
    return nil
  }

  private static func monthNumber(_ mark: String) -> Int? {
    var letters = mark.filter { $0.isLetter }
    for weekday in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] {
      if letters.hasPrefix(weekday) {
        letters.removeFirst(weekday.count)
      } else if letters.hasPrefix(weekday.prefix(3)), letters.count > 3 {
        letters.removeFirst(3)
      }
    }
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december",
    ]
    guard letters.count >= 3 else { return nil }
    return names.firstIndex { $0 == letters || $0.prefix(3) == letters || letters == "sept" && $0 == "september" }
      .map { $0 + 1 }
  }
}
