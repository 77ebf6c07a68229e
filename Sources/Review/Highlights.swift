/// Something that a chapter found and the summary may name.
struct Highlight {
  /// The chapter's own sentence.
  var sentence: Sentence
  var chapter: ChapterName
  /// 0...1: how much of the campaign's result hangs on it. Equal weights keep the order of chapters.
  var weight: Double
}

/// What the figures suggest to do, with the figures that it rests on; people decide.
struct Advice {
  /// Stable: `advice-shift-budget`.
  var id: String
  var text: String
  /// Keys of the figures that it rests on.
  var figures: [String]
  var chapter: ChapterName
  /// 0...1, as of highlights.
  var weight: Double
  /// The rule that it follows, in words: what pattern in the figures leads to it. `nil` where the text says so itself.
  var ground: String?
}

extension Writer {
  func highlight(_ weight: Double, _ chapter: ChapterName, _ sentence: Sentence) {
    highlights.append(Highlight(sentence: sentence, chapter: chapter, weight: weight))
  }

  /// `ground` is the pattern that the advice follows from, for the table of advice.
  func advise(
    _ weight: Double, _ chapter: ChapterName, _ id: String, _ zh: @autoclosure () -> String,
    _ en: @autoclosure () -> String, _ figures: [Noted] = [], ground: String? = nil
  ) {
    var keys: [String] = []
    for figure in figures where !keys.contains(figure.key) { keys.append(figure.key) }
    advice.append(
      Advice(
        id: id, text: typeset(pick(zh(), en())), figures: keys, chapter: chapter, weight: weight,
        ground: ground.map(typeset)))
  }

  /// All advice, the weightiest first; equal weights in the order of chapters, then as given. Of several with one id
  /// the first counts.
  var rankedAdvice: [Advice] {
    var seen: Set<String> = []
    return ranked(advice, weight: \.weight, chapter: \.chapter).filter { seen.insert($0.id).inserted }
  }

  /// Descending by weight, then by chapter; stable.
  func ranked<Item>(
    _ items: [Item], weight: (Item) -> Double, chapter: (Item) -> ChapterName
  ) -> [Item] {
    items.enumerated().sorted { a, b in
      let (first, second) = (weight(a.element), weight(b.element))
      if first != second { return first > second }
      let places = (chapter(a.element).number, chapter(b.element).number)
      return places.0 != places.1 ? places.0 < places.1 : a.offset < b.offset
    }.map(\.element)
  }
}

extension ChapterName {
  /// 1...16.
  var number: Int { (ChapterName.allCases.firstIndex(of: self) ?? 0) + 1 }
}
