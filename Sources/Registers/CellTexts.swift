import Values

// Cells that are read from text. Every function takes the text without blanks at its ends and gives `nil` for what it
// cannot read without guessing.

/// Lower case, half-width, without blanks: how spellings of one name are compared.
func folded(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.lowercased().unicodeScalars {
    switch scalar.value {
    case 0x00...0x20, 0x7F, 0xA0, 0x2000...0x200D, 0x202F, 0x2060, 0x3000, 0xFEFF: continue
    case 0xFF01...0xFF5E:
      let half = UInt8(scalar.value - 0xFEE0)
      result.append(Unicode.Scalar((0x41...0x5A).contains(half) ? half + 32 : half))
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// The items of a cell that holds several, separated by `、` `,` `;` `|` (full-width too) or a line break; each once.
func listItems(_ text: String) -> [String] {
  var seen: Set<String> = []
  return text.split { "、,;|，；｜".contains($0) || $0.isNewline }
    .map { trimmedBlanks($0) }
    .filter { !$0.isEmpty && seen.insert($0).inserted }
}

func trimmedBlanks(_ text: some StringProtocol) -> String {
  var rest = text[...]
  while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
  while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
  return String(rest)
}

/// `12`, `1,234.50`, `-3`, `12%` (0.12).
func readNumber(_ text: String) -> Exact? {
  var digits = folded(text).replacing("−", with: "-")
  var isPercent = false
  if digits.last == "%" {
    digits.removeLast()
    isPercent = true
  }
  let groups = digits.split(separator: ".", omittingEmptySubsequences: false).first?
    .split(separator: ",", omittingEmptySubsequences: false) ?? []
  if groups.count > 1 {
    // Separators stand before every third digit, or it is no separator.
    guard groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }), (1...4).contains(groups[0].utf8.count),
      groups[0].contains(where: \.isNumber)
    else { return nil }
    digits = digits.replacing(",", with: "")
  }
  guard let value = Exact(digits) else { return nil }
  guard isPercent else { return value }
  return value.scale <= Exact.maximumScale - 2
    ? Exact(mantissa: value.mantissa, scale: value.scale + 2) : value.divided(by: Exact(100), decimals: 18)
}

/// `2026-06-12`, `2026/6/12`, `2026.6.12`, `2026年6月12日`.
func readDay(_ text: String) -> Day? {
  guard let parts = digitRuns(folded(text), separators: [["-", "/", ".", "年"], ["-", "/", ".", "月"], ["日", "号", ""]]),
    parts.count == 3, parts[0].utf8.count == 4
  else { return nil }
  guard let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) else { return nil }
  return Day(year: year, month: month, day: day)
}

/// The first day of `2026-06`, `2026/6`, `2026年6月`, `202606`, or of the month of a day.
func readMonth(_ text: String) -> Day? {
  let plain = folded(text)
  if plain.utf8.count == 6, let number = Int(plain) { return Day(year: number / 100, month: number % 100, day: 1) }
  if let parts = digitRuns(plain, separators: [["-", "/", ".", "年"], ["月", ""]]), parts[0].utf8.count == 4,
    let year = Int(parts[0]), let month = Int(parts[1])
  {
    return Day(year: year, month: month, day: 1)
  }
  guard let day = readDay(text) else { return nil }
  return day.advanced(by: 1 - day.components.day)
}

/// Runs of digits, each followed by one of its separators, and nothing else; an empty separator may be absent at the end.
private func digitRuns(_ text: String, separators: [[String]]) -> [Substring]? {
  var rest = text[...]
  var runs: [Substring] = []
  for choices in separators {
    let run = rest.prefix { $0.isASCII && $0.isNumber }
    guard !run.isEmpty, run.utf8.count <= 4 else { return nil }
    runs.append(run)
    rest = rest.dropFirst(run.count)
    guard let separator = choices.first(where: { rest.hasPrefix($0) && !$0.isEmpty }) ?? choices.first(where: \.isEmpty)
    else { return nil }
    rest = rest.dropFirst(separator.count)
  }
  return rest.isEmpty ? runs : nil
}

/// Seconds since 1970-01-01 of `2026-06-12 14:05`, with or without seconds; of a day alone its first.
func readTime(_ text: String) -> Exact? {
  let plain = text.replacing("T", with: " ").replacing("　", with: " ").replacing("：", with: ":")
  let parts = plain.split(separator: " ", omittingEmptySubsequences: true)
  guard let first = parts.first, parts.count <= 2, let day = readDay(String(first)) else { return nil }
  var seconds = Int(day.number) * 86_400
  if parts.count == 2 {
    let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(clock.count), clock.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) })
    else { return nil }
    let values = clock.compactMap { Int($0) }
    guard values[0] < 24, values[1] < 60, values.count == 2 || values[2] < 60 else { return nil }
    seconds += values[0] * 3600 + values[1] * 60 + (values.count == 3 ? values[2] : 0)
  }
  return Exact(seconds)
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// Seconds of `90秒`, `2小时`, `1小时30分`, `1:30:00`, `3天`, `2h`, `45 min`; a bare number is hours. `1:30` could be either
/// hours or minutes, and is not read.
func readDuration(_ text: String) -> Exact? {
  let plain = folded(text)
  if plain.contains(":") {
    let parts = plain.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) }),
      let hours = Int(parts[0]), let minutes = Int(parts[1]), let seconds = Int(parts[2]), minutes < 60, seconds < 60
    else { return nil }
    return Exact(hours * 3600 + minutes * 60 + seconds)
  }
  if let hours = readNumber(plain), !plain.hasSuffix("%") { return hours.multiplied(by: Exact(3600)) }
  var total = Exact.zero
  var rest = plain[...]
  var smallest = Int.max
  while !rest.isEmpty {
    let digits = rest.prefix { $0 == "." || ($0.isASCII && $0.isNumber) }
    rest = rest.dropFirst(digits.count)
    let word = rest.prefix { $0 != "." && !($0.isASCII && $0.isNumber) }
    rest = rest.dropFirst(word.count)
    // Units come from large to small, each once.
    guard let amount = Exact(digits), let unit = durationUnits[String(word)], unit < smallest,
      let part = amount.multiplied(by: Exact(unit)), let sum = total.adding(part)
    else { return nil }
    smallest = unit
    total = sum
  }
  return plain.isEmpty ? nil : total
}

private let durationUnits: [String: Int] = [
  "秒": 1, "秒钟": 1, "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
  "分": 60, "分钟": 60, "min": 60, "mins": 60, "m": 60, "minute": 60, "minutes": 60,
  "小时": 3600, "个小时": 3600, "时": 3600, "钟头": 3600, "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
  "天": 86_400, "日": 86_400, "d": 86_400, "day": 86_400, "days": 86_400,
  "周": 604_800, "星期": 604_800, "w": 604_800, "week": 604_800, "weeks": 604_800,
]

func readYesNo(_ text: String) -> Bool? {
  switch folded(text) {
  case "是", "√", "✓", "✔", "yes", "y", "true", "1": true
  case "否", "×", "✗", "✘", "no", "n", "false", "0": false
  default: nil
  }
}
