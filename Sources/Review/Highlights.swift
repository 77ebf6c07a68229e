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
}

extension Writer {
  func highlight(_ weight: Double, _ chapter: ChapterName, _ sentence: Sentence) {
    highlights.append(Highlight(sentence: sentence, chapter: chapter, weight: weight))
  }

  func advise(
    _ weight: Double, _ chapter: ChapterName, _ id: String, _ zh: @autoclosure () -> String,
    _ en: @autoclosure () -> String, _ figures: [Noted] = []
  ) {
    advice.append(
      Advice(id: id, text: typeset(pick(zh(), en())), figures: figures.map(\.key), chapter: chapter, weight: weight))
  }
}
