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
}
