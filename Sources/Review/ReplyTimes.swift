import Metrics
import Values

extension Writer {
  /// Reply rate and the median of response times, from the register `interaction_log`.
  func addInteractions(to chapter: inout Chapter) {
    guard let sheet = input.registers.sheet("interaction_log") else { return }
    var (due, replied) = (0, 0)
    var times: [Double] = []
    for row in 0..<sheet.count {
      let status = sheet.raw(row, "status")
      if status != "no_reply" { due += 1 }
      if status == "replied" {
        replied += 1
        if let time = sheet.number(row, "response")?.double, time >= 0 { times.append(time) }
      }
    }
    guard due > 0 else { return }
    let sources = sheet.files.map { FigureSource(file: $0, rows: sheet.count) }
    let rate = record(
      FigureKey(id: "response-rate"),
      Figure(
        id: "response-rate", kind: .kpi, value: .real(Double(replied) / Double(due)), unit: Unit(.ratio),
        formula: "replied / due", sources: sources))
    times.sort()
    let middle: Double? =
      times.isEmpty
      ? nil : times.count % 2 == 1 ? times[times.count / 2] : (times[times.count / 2 - 1] + times[times.count / 2]) / 2
    chapter.blocks.append(.heading(pick("互动", "Replies")))
    let time = style.full(middle, .seconds)
    chapter.blocks.append(
      .bullets([
        say(
          "interaction-replies",
          "应回复的 \(due) 条互动回复了 \(replied) 条，回复率\(prose(rate))" + (middle == nil ? "。" : "，响应时长的中位数为\(time)。"),
          "\(replied) of \(due) messages that called for a reply got one, \(prose(rate))"
            + (middle == nil ? "." : "; half of them within \(time)."), [rate])
      ]))
  }
}
