/// Words that stand for something else than a value.

typealias Bytes = UnsafeBufferPointer<UInt8>

/// The cell without the blanks, tabs, no-break spaces, byte order marks and the apostrophe or `="…"` that exporters
/// put around a value.
@inline(__always)
func trimmed(_ cell: Bytes) -> Bytes {
  guard let first = cell.first, let last = cell.last else { return cell }
  // Most cells begin and end in a character that stays.
  if first > 0x3D, first < 0x80, last > 0x22, last < 0x80 { return cell }
  if first >= 0x30, first <= 0x39, last >= 0x30, last <= 0x39 { return cell }
  return trimmedSlowly(cell)
}

private func trimmedSlowly(_ cell: Bytes) -> Bytes {
  var low = 0
  var high = cell.count
  func blankWidth(at index: Int) -> Int {
    switch cell[index] {
    case 0...0x20, 0x7F: return 1
    case 0xC2: return index + 1 < high && cell[index + 1] == 0xA0 ? 2 : 0
    case 0xE2:
      guard index + 2 < high, cell[index + 1] == 0x80 else { return 0 }
      return (0x80...0x8D).contains(cell[index + 2]) || cell[index + 2] == 0xAF ? 3 : 0
    case 0xE3: return index + 2 < high && cell[index + 1] == 0x80 && cell[index + 2] == 0x80 ? 3 : 0
    case 0xEF: return index + 2 < high && cell[index + 1] == 0xBB && cell[index + 2] == 0xBF ? 3 : 0
    default: return 0
    }
  }
  while low < high {
    let width = blankWidth(at: low)
    if width == 0 { break }
    low += width
  }
  while high > low {
    var start = high - 1
    while start > low, cell[start] & 0xC0 == 0x80, high - start < 4 { start -= 1 }
    let width = blankWidth(at: start)
    if width == 0 || start + width != high { break }
    high = start
  }
  // ="0012" and '0012 keep spreadsheets from reading a number.
  if high - low >= 3, cell[low] == 0x3D, cell[low + 1] == 0x22, cell[high - 1] == 0x22 {
    low += 2
    high -= 1
  } else if high - low >= 2, cell[low] == 0x27 {
    low += 1
  }
  return Bytes(rebasing: cell[low..<high])
}

/// Whether a trimmed cell says that there is no value.
func isMissing(_ cell: Bytes) -> Bool {
  guard let first = cell.first else { return true }
  if cell.count > 12 || (first >= 0x30 && first <= 0x39) { return false }
  return missingMarks.contains(lowercased(cell))
}

/// The same for a text column of a register, where words such as 无 and NA are values.
func isMissingText(_ cell: Bytes) -> Bool {
  guard let first = cell.first else { return true }
  // `-`, `#`, and the first byte of the dashes; `n` of n/a.
  guard cell.count <= 12, first == 0x2D || first == 0x23 || first >= 0xE2 || first | 0x20 == 0x6E else { return false }
  return missingTexts.contains(lowercased(cell))
}

private let missingTexts: Set<String> = [
  "-", "--", "---", "—", "——", "–", "－", "n/a", "#n/a", "#div/0!", "#value!", "#ref!", "#name?", "#null!", "#num!",
]

private let missingMarks: Set<String> = [
  "-", "--", "---", "—", "——", "–", "－", "n/a", "#n/a", "na", "null", "\\n", "nan", "无", "暂无", "(not set)", "#div/0!",
  "#value!", "#ref!", "#name?", "#null!", "#num!",
]

/// Whether a trimmed cell marks its row as a sum of others.
enum TotalMark: Sendable {
  case grand, group
  /// A word that also occurs as a value (`全部`): it marks a total only in a row without other dimensions.
  case weak

  init?(_ text: String) {
    let key = HeaderKey.normalised(text)
    switch key {
    case "total", "grandtotal", "合计", "总计", "总和", "汇总", "全站统计", "summary", "totals", "总合计", "合计值",
      "total:account", "总计:账户":
      self = .grand
    case "小计", "subtotal": self = .group
    case "全部", "all": self = .weak
    default:
      if key.hasPrefix("total:") || key.hasSuffix("小计") || key.hasPrefix("小计")
        || key.hasSuffix("合计") && key.utf8.count > 6
      {
        self = .group
      } else if key.hasPrefix("合计(") || key.hasPrefix("合计:") || key.hasPrefix("总计(") || key.hasPrefix("总计:") {
        self = .grand
      } else if key.hasPrefix("共"), key.hasSuffix("条") || key.hasSuffix("条记录") || key.hasSuffix("条数据"),
        key.utf8.contains(where: { (0x30...0x39).contains($0) })
      {
        self = .grand
      } else {
        return nil
      }
    }
  }
}

func lowercased(_ cell: Bytes) -> String {
  String(decoding: cell.lazy.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
}

func text(_ cell: Bytes) -> String { String(decoding: cell, as: UTF8.self) }
