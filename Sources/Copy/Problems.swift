import Diagnostics

/// What can be wrong with a list of words.
extension Problem {
  static func unknownCategory(_ id: String, known: [String]) -> Problem {
    Problem(
      "unknown-value", zh: "没有「\(id)」这个类别", en: "there is no category '\(id)'",
      hint: Wording(zh: "可用：\(known.joined(separator: "、"))", en: "known: \(known.joined(separator: ", "))"))
  }
  static func notASeverity(_ text: String) -> Problem {
    Problem(
      "unknown-value", zh: "「\(text)」不是级别", en: "'\(text)' is no severity",
      hint: Wording(zh: "写 error 或 warning", en: "write error or warning"))
  }
  static func wordNotListed(_ word: String, nearest: String?) -> Problem {
    Problem(
      "unknown-value", .warning, zh: "词表里没有「\(word)」，不用去掉", en: "'\(word)' is not on the list, so that nothing is removed",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") })
  }
}

/// What copy says that it should not, or not without more. `place` says where, as “标题”列, or nothing.
extension Problem {
  public static func adLaw(_ word: WordList.Word, found: String, category: WordList.Category?, place: Wording?) -> Problem {
    let kind = category?.name ?? Wording(zh: word.category, en: word.category)
    let law = category?.law.map { "（\($0)）" } ?? ""
    let mend = word.mend ?? category?.mend
    return Problem(
      word.asksForReview ? "copy-review" : "ad-law", word.severity,
      zh: "\(place?.zh ?? "")文案里的「\(found)」属\(kind.zh)\(law)\(word.asksForReview ? "，需要人工复核" : "")",
      en: "\(place?.en ?? "")'\(found)' in copy: \(kind.en)\(law)\(word.asksForReview ? "; a person has to look at it" : "")",
      hint: word.asksForReview ? reviewHint(mend) : mend)
  }
  public static func competitorNamed(_ name: String, place: Wording?) -> Problem {
    Problem(
      "copy-review", .warning, zh: "\(place?.zh ?? "")文案里提到竞品「\(name)」，需要人工复核，不得贬低（广告法第十三条）",
      en: "\(place?.en ?? "")copy names the competitor '\(name)': a person has to look at it",
      hint: reviewHint(Wording(zh: "不点名，改说自家产品可核实的特点", en: "say what is verifiably true of your own product instead")))
  }
  public static func claimWithoutSource(_ found: String, place: Wording?) -> Problem {
    Problem(
      "claim-source", .warning, zh: "\(place?.zh ?? "")文案里的「\(found)」没有出处（广告法第十一条）", en: "\(place?.en ?? "")'\(found)' in copy has no source",
      hint: Wording(
        zh: "在同一段写 [来源: 编号]，编号在登记表 sources 里；登记表的行也可以填出处列；没有依据的删去",
        en: "write [来源: ID] in the same paragraph, with an ID of the register 'sources'; rows may fill in their source column; remove what has none"))
  }
  public static func unknownSource(_ id: String, nearest: String?) -> Problem {
    Problem(
      "unknown-source", zh: "登记表 sources 里没有编号「\(id)」", en: "the register 'sources' has no row '\(id)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "先在 content/registers/sources.csv 登记这份资料", en: "add it to content/registers/sources.csv"))
  }

  private static func reviewHint(_ mend: Wording?) -> Wording {
    let zh = "由法务看过后，在 reviews 登记一行法务签核，“涵盖”写这一处（登记表:编号，或页面路径）"
    let en = "when legal has seen it, add a legal sign-off to 'reviews' that covers it (register:key, or the page's path)"
    return Wording(zh: (mend.map { $0.zh + "；" } ?? "") + zh, en: (mend.map { $0.en + "; " } ?? "") + en)
  }
}
