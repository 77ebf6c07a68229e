import Values

/// When a file was made, as far as the file or its name tells.
///
/// Seconds since the start of day 0. A time without its hour is any of its day; the days that a name says are covered
/// bound it from below only.
public struct FileStamp: Sendable, Hashable {
  public enum Evidence: String, Sendable {
    /// A line of the file, such as `数据生成时间：2026-10-10 14:02`.
    case content
    /// A date in the file's name.
    case name
    /// The last of the days that the name says are covered: the file was made then or later.
    case coveredDays
  }

  public var earliest: Int64
  public var latest: Int64
  public var evidence: Evidence

  public init(_ day: Day, seconds: Int? = nil, evidence: Evidence) {
    let start = Int64(day.number) * 86_400
    earliest = start + Int64(seconds ?? 0)
    // Times are mostly printed without seconds.
    latest = seconds.map { start + Int64($0) } ?? start + 86_399
    if evidence == .coveredDays { latest = .max }
    self.evidence = evidence
  }

  public var day: Day { Day(number: Int32(clamping: earliest / 86_400)) }

  /// `2026-10-10 14:02`, or the day alone where no time is known.
  public var text: String {
    guard earliest == latest else { return day.iso }
    let seconds = Int(earliest % 86_400)
    let parts = [seconds / 3600, seconds / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day.iso) \(parts.joined(separator: ":"))"
  }

  /// Whether a file was made after another one; `nil` where that is open. Of two files that only tell the days they
  /// cover, the one that reaches farther is the later one.
  public func isNewer(than other: FileStamp) -> Bool? {
    if evidence == .coveredDays, other.evidence == .coveredDays {
      return earliest == other.earliest ? nil : earliest > other.earliest
    }
    if earliest > other.latest { return true }
    if other.earliest > latest { return false }
    return nil
  }

  /// What a line before or behind the rows says of the making of its file.
  init?(line: String) {
    let lower = line.lowercased()
    guard FileStamp.makings.contains(where: { lower.contains($0) }),
      let mark = line.firstIndex(where: { $0 == "：" || $0 == ":" }),
      let time = readTime(in: String(line[line.index(after: mark)...].prefix(40)))
    else { return nil }
    self.init(time.day, seconds: time.seconds, evidence: .content)
  }

  /// Words about the making of a file.
  static let makings = ["生成", "导出", "下载", "generated", "export", "created"]
}

/// The dates in a file's name.
struct NamedDays {
  /// The days that the name says the file covers: two dates, or the first two of more.
  private(set) var period: Period?
  private(set) var stamp: FileStamp?

  init(_ name: String) {
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    let found = NamedDays.days(in: Array(stem.utf8))
    if found.count >= 2 { period = Period(found[0].day, found[1].day) }
    guard let last = found.last else { return }
    stamp = FileStamp(
      last.day, seconds: last.seconds, evidence: found.count == 2 && period != nil ? .coveredDays : .name)
  }

  /// `20260619`, `2026-06-19`, `2026.6.19`, `2026_06_19`, with `_110309` behind it or not.
  private static func days(in bytes: [UInt8]) -> [(day: Day, seconds: Int?)] {
    var found: [(day: Day, seconds: Int?)] = []
    var index = 0
    func digits(_ from: Int) -> Int {
      var end = from
      while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
      return end - from
    }
    func number(_ from: Int, _ count: Int) -> Int {
      bytes[from..<from + count].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    while index < bytes.count {
      let run = digits(index)
      if run == 0 {
        index += 1
        continue
      }
      var day: Day?
      var end = index + run
      if run == 8 || run == 14 {
        day = Day(year: number(index, 4), month: number(index + 4, 2), day: number(index + 6, 2))
      } else if run == 4, end < bytes.count, [0x2D, 0x2E, 0x5F].contains(bytes[end]) {
        let month = digits(end + 1)
        let next = end + 1 + month
        if (1...2).contains(month), next < bytes.count, bytes[next] == bytes[end], (1...2).contains(digits(next + 1)) {
          let length = digits(next + 1)
          day = Day(year: number(index, 4), month: number(end + 1, month), day: number(next + 1, length))
          if day != nil { end = next + 1 + length }
        }
      }
      if let day, (2000...2100).contains(day.components.year) {
        var clock: Int?
        if run == 14 {
          clock = index + 8
        } else if end < bytes.count, [0x2D, 0x5F, 0x20, 0x54].contains(bytes[end]), digits(end + 1) == 6 {
          clock = end + 1
          end += 7
        }
        let seconds = clock.flatMap { place -> Int? in
          let parts = [number(place, 2), number(place + 2, 2), number(place + 4, 2)]
          return parts[0] < 24 && parts[1] < 60 && parts[2] < 60 ? parts[0] * 3600 + parts[1] * 60 + parts[2] : nil
        }
        found.append((day, seconds))
      }
      index = end
    }
    return found
  }
}
