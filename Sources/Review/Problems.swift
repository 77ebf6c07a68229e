import Diagnostics

extension Problem {
  static func unknownSentence(_ id: String, known: [String]) -> Problem {
    let hint =
      nearest(to: id, among: known).map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
      ?? Wording(
        zh: "句子的 id 见 fupan report ID --json 的 sections", en: "fupan report ID --json lists the ids under sections")
    return Problem(
      "unknown-sentence", zh: "复盘里没有 id 为「\(id)」的句子", en: "the review has no sentence with the id '\(id)'", hint: hint)
  }

  static func targetWithoutCause(_ name: String, status: String) -> Problem {
    Problem(
      "target-without-cause", .warning, zh: "「\(name)」\(status)目标，没有写原因", en: "'\(name)' was \(status) and has no cause on record",
      hint: Wording(
        zh: "在活动的 registers/gap_causes.csv 里加一行：指标、原因类别、原因、证据、对应行动",
        en: "add a row to registers/gap_causes.csv of the campaign: KPI, kind, cause, evidence, action"))
  }
}
