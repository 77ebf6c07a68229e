import Metrics
import Values

/// How the baseline's days compare with the campaign's.
struct BaselineComparability {
  var baseline: Period
  var campaign: Period
  /// Days by weekday, Monday first.
  var baselineWeekdays: [Int]
  var campaignWeekdays: [Int]
  /// Days off by the register of holidays; `nil` where the site has none.
  var baselineHolidays: [String: Int]?
  var campaignHolidays: [String: Int]?

  var sameLength: Bool { baseline.length == campaign.length }

  /// The share of Saturdays and Sundays.
  func weekend(_ weekdays: [Int]) -> Double { Double(weekdays[5] + weekdays[6]) / Double(max(1, weekdays.reduce(0, +))) }

  /// Whether every weekday has the same part of the days, to within one day of rounding.
  var sameWeek: Bool {
    if sameLength { return baselineWeekdays == campaignWeekdays }
    return lackingWeekdays.isEmpty && (0..<7).allSatisfy { index in
      let wanted = Double(campaignWeekdays[index]) * Double(baseline.length) / Double(campaign.length)
      return abs(Double(baselineWeekdays[index]) - wanted) < 1
    }
  }

  /// Weekdays of the campaign, 1 for Monday, that the baseline lacks.
  var lackingWeekdays: [Int] { (0..<7).filter { campaignWeekdays[$0] > 0 && baselineWeekdays[$0] == 0 }.map { $0 + 1 } }
}

extension Writer {
  /// `nil` without a baseline.
  func baselineComparability() -> BaselineComparability? {
    guard let baseline = facts.frame.baseline else { return nil }
    func weekdays(_ period: Period) -> [Int] {
      let first = period.start.weekday - 1
      let (weeks, rest) = (period.length / 7, period.length % 7)
      return (0..<7).map { weeks + ((($0 - first) + 7) % 7 < rest ? 1 : 0) }
    }
    let holidays = input.registers.siteSheet("holidays")
    func off(_ period: Period) -> [String: Int]? {
      holidays.map { sheet in
        var found: [String: Int] = [:]
        for row in 0..<sheet.count where sheet.raw(row, "kind") == "off" {
          guard let day = sheet.day(row, "date"), period.contains(day) else { continue }
          found[sheet.text(row, "name"), default: 0] += 1
        }
        return found
      }
    }
    return BaselineComparability(
      baseline: baseline, campaign: period, baselineWeekdays: weekdays(baseline), campaignWeekdays: weekdays(period),
      baselineHolidays: off(baseline), campaignHolidays: off(period))
  }

  /// What a reader must know before comparing the campaign with its baseline.
  func baselineSentence() -> Sentence? {
    guard let found = baselineComparability() else { return nil }
    let (before, now) = (found.baseline.length, found.campaign.length)
    var zh = "基准期为\(style.range(found.baseline))，共\(before)天，活动期\(now)天"
    var en = "The baseline is \(style.range(found.baseline)), \(before) days against \(now) of the campaign"
    if found.sameLength && found.sameWeek {
      zh += "，长度与星期结构都相同，可以直接相比"
      en += ": as long, with the same weekdays, and directly comparable"
    } else {
      zh += found.sameLength ? "，长度相同" : "，长度不同，下面的基准期数字都按天数折算"
      en += found.sameLength ? ": as long" : ": of another length, so the baseline's figures below are scaled by days"
      if found.sameWeek {
        zh += "，星期结构相近"
        en += ", with about the same weekdays"
      } else {
        zh += "；注意：星期结构不同，周末在活动期占\(percent(found.weekend(found.campaignWeekdays)))，在基准期占"
          + "\(percent(found.weekend(found.baselineWeekdays)))，请以按星期对齐的提升率为准"
        en += ". Careful: the weekdays differ, weekends are \(percent(found.weekend(found.campaignWeekdays))) of the "
          + "campaign and "
          + "\(percent(found.weekend(found.baselineWeekdays))) of the baseline; go by the lift with weekdays matched"
      }
    }
    if !found.lackingWeekdays.isEmpty {
      let names = found.lackingWeekdays.map(weekdayName)
      zh += "；基准期没有\(join(names))，无法按星期对齐"
      en += "; the baseline has no \(join(names)), so that weekdays cannot be matched"
    }
    func off(_ days: [String: Int]) -> String {
      join(days.sorted { $0.key < $1.key }.map { pick("\(datum($0.key))\($0.value)天", "\($0.value) of \($0.key)") })
    }
    if let old = found.baselineHolidays, let new = found.campaignHolidays, !old.isEmpty || !new.isEmpty {
      zh += "。放假：基准期\(old.isEmpty ? "没有" : "有" + off(old))，活动期\(new.isEmpty ? "没有" : "有" + off(new))"
      en += ". Days off: \(old.isEmpty ? "none" : off(old)) in the baseline, \(new.isEmpty ? "none" : off(new)) in the "
        + "campaign"
    }
    return say("baseline-comparable", zh + "。", en + ".")
  }

  func weekdayName(_ weekday: Int) -> String {
    let zh = ["一", "二", "三", "四", "五", "六", "日"]
    let en = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    return pick("星期" + zh[weekday - 1], en[weekday - 1])
  }
}
