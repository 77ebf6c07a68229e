/// Reads calendar files as RFC 5545 has them, to find what a program that subscribes would stumble over.

/// Faults of form: line ends, lengths, nesting, required properties, days.
func calendarFaults(_ text: String) -> [String] {
  var faults: [String] = []
  let bytes = Array(text.utf8)
  for (place, byte) in bytes.enumerated() {
    if byte == 0x0A, place == 0 || bytes[place - 1] != 0x0D { faults.append("a line feed alone at \(place)") }
    if byte == 0x0D, place + 1 == bytes.count || bytes[place + 1] != 0x0A { faults.append("a carriage return alone at \(place)") }
  }
  if bytes.suffix(2) != [0x0D, 0x0A] { faults.append("no line end at the end") }
  for line in bytes.split(separator: 0x0A) {
    let length = line.last == 0x0D ? line.count - 1 : line.count
    if length > 75 { faults.append("\(length) octets in a line") }
    // A fold within a character would leave bytes that are no text.
    if String(validating: line, as: UTF8.self) == nil { faults.append("a fold within a character") }
  }
  guard let events = calendarEvents(text) else { return faults + ["nesting"] }
  if Set(events.map { $0["UID"] ?? "" }).count != events.count { faults.append("two events of one UID") }
  for event in events {
    for key in ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"] where event[key]?.isEmpty ?? true {
      faults.append("no \(key)")
    }
    if let stamp = event["DTSTAMP"], stamp.count != 16 || !stamp.hasSuffix("Z") { faults.append("DTSTAMP \(stamp)") }
    let (start, end) = (event["DTSTART;VALUE=DATE"] ?? "", event["DTEND;VALUE=DATE"] ?? "")
    if start.count != 8 || end.count != 8 || end <= start { faults.append("days \(start) to \(end)") }
  }
  return faults
}

/// The properties of each event, folded lines put together; `nil` when blocks are not nested as they must be.
func calendarEvents(_ text: String) -> [[String: String]]? {
  let lines = text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
  guard lines.count >= 4, lines.first == "BEGIN:VCALENDAR", lines.last == "END:VCALENDAR", lines.contains("VERSION:2.0"),
    lines.contains(where: { $0.hasPrefix("PRODID:") })
  else { return nil }
  var events: [[String: String]] = []
  var event: [String: String]?
  for line in lines.dropFirst().dropLast() {
    if line == "BEGIN:VEVENT" {
      guard event == nil else { return nil }
      event = [:]
    } else if line == "END:VEVENT" {
      guard let ended = event else { return nil }
      events.append(ended)
      event = nil
    } else if event != nil {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      event?[String(line[..<colon])] = String(line[line.index(after: colon)...])
    }
  }
  return event == nil ? events : nil
}
