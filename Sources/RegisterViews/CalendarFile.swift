import Values

/// A calendar that other programs subscribe to (RFC 5545), of whole days.
///
/// Nothing in it depends on the clock: `DTSTAMP` is the day of the build.
public func calendarFile(_ entries: [CalendarEntry], name: String, today: Day) -> [UInt8] {
  var file = ICalendarWriter()
  file.line("BEGIN:VCALENDAR")
  file.line("VERSION:2.0")
  file.line("PRODID:-//Fupan//Calendar//ZH")
  file.line("CALSCALE:GREGORIAN")
  file.line("X-WR-CALNAME:" + ICalendarWriter.escaped(name))
  let sorted = entries.sorted { ($0.days.start, $0.days.end, $0.uid) < ($1.days.start, $1.days.end, $1.uid) }
  for entry in sorted {
    file.line("BEGIN:VEVENT")
    file.line("UID:" + ICalendarWriter.escaped(entry.uid) + "@fupan")
    file.line("DTSTAMP:" + compact(today) + "T000000Z")
    file.line("DTSTART;VALUE=DATE:" + compact(entry.days.start))
    // The end is the first day that no longer belongs to it.
    file.line("DTEND;VALUE=DATE:" + compact(entry.days.end.advanced(by: 1)))
    file.line("SUMMARY:" + ICalendarWriter.escaped(entry.label))
    if let kind = entry.kind { file.line("CATEGORIES:" + ICalendarWriter.escaped(kind)) }
    if let note = entry.note { file.line("DESCRIPTION:" + ICalendarWriter.escaped(note)) }
    file.line("TRANSP:TRANSPARENT")
    file.line("END:VEVENT")
  }
  file.line("END:VCALENDAR")
  return file.bytes
}

private func compact(_ day: Day) -> String { day.iso.replacing("-", with: "") }

/// Content lines of at most 75 octets, cut between characters, each ended by CR LF.
private struct ICalendarWriter {
  var bytes: [UInt8] = []

  mutating func line(_ text: String) {
    var length = 0
    for scalar in text.unicodeScalars {
      let unit = Array(String(scalar).utf8)
      if length + unit.count > 75 {
        bytes += [0x0D, 0x0A, 0x20]
        length = 1
      }
      bytes += unit
      length += unit.count
    }
    bytes += [0x0D, 0x0A]
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case ";": result += "\\;"
      case ",": result += "\\,"
      case "\n": result += "\\n"
      case "\r": break
      default: if scalar.value >= 0x20 || scalar == "\t" { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}
