import Diagnostics
import YAML

/// The people's part of a review: what they say instead of a generated sentence, by the sentence's id.
public struct ReviewNotes: Sendable {
  public var sentences: [Sentence]

  public struct Sentence: Sendable {
    public var id: String
    public var text: String
    public var line: Int
  }

  static func read(_ fields: Fields) -> ReviewNotes {
    var sentences: [Sentence] = []
    for pair in fields.pairs("sentences") ?? [] {
      if case .scalar(let text, _) = pair.value.value {
        sentences.append(Sentence(id: pair.key, text: text, line: pair.keyLine))
      } else {
        fields.report(.sentenceNotText(pair.key), at: pair.value)
      }
    }
    return ReviewNotes(sentences: sentences)
  }
}

/// A case study.
public struct CaseStudy: Sendable {
  public var outcome: Outcome?
  public var company: String?
  public var industry: String?
  public var period: String?
  public var figures: [Figure]

  public enum Outcome: String, Sendable, CaseIterable { case success, failure, mixed }

  /// A figure that the case tells, with its source: a case's numbers are never without one.
  public struct Figure: Sendable {
    public var what: String
    public var value: String
    public var source: String
  }

  static func read(_ fields: Fields) -> CaseStudy {
    let study = CaseStudy(
      outcome: fields.choice("outcome"), company: fields.string("company"), industry: fields.string("industry"),
      period: fields.string("period"), figures: [])
    return (fields.mappings("figures") ?? []).reduce(into: study) { study, figure in
      if let what = figure.required("what"), let value = figure.required("value"), let source = figure.required("source") {
        study.figures.append(Figure(what: what, value: value, source: source))
      } else {
        for key in ["what", "value", "source"] { _ = figure.value(key) }
      }
      fields.absorb(figure)
    }
  }
}

extension Problem {
  static func sentenceNotText(_ id: String) -> Problem {
    Problem(
      "wrong-type", zh: "sentences 里的「\(id)」应是一段文字", en: "'\(id)' in sentences should be text",
      hint: Wording(zh: "写成「\(id)：文字」一行，长文用引号括起来", en: "write '\(id): text'"))
  }
}
