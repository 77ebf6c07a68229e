import Diagnostics
import Values

extension FrontMatter {
  /// This page's front matter with the words of its translation. What is no word (dates, owners, ids, figures, tags, weights,
  /// visibility) stays the source's, so that a translation cannot disagree with it.
  public func translated(by other: FrontMatter) -> FrontMatter {
    var result = self
    // A title that the source has in its front matter and the translation in its first heading is the heading's.
    result.title = other.title
    result.summary = other.summary
    result.updated = other.updated ?? updated
    result.version = other.version ?? version
    result.toc = other.toc
    if !other.changes.isEmpty { result.changes = other.changes }
    switch (detail, other.detail) {
    case (.process(var own), .process(let words)):
      for place in own.steps.indices {
        if let step = words.steps.first(where: { $0.id == own.steps[place].id }) { own.steps[place].take(step) }
      }
      result.detail = .process(own)
    case (.campaign(var own), .campaign(let words)):
      own.goal = words.goal ?? own.goal
      own.theme = words.theme ?? own.theme
      result.detail = .campaign(own)
    case (.review(var own), .review(let words)):
      let said = Set(words.sentences.map(\.id))
      own.sentences = own.sentences.filter { !said.contains($0.id) } + words.sentences
      result.detail = .review(own)
    case (.caseStudy(var own), .caseStudy(let words)):
      own.company = words.company ?? own.company
      own.industry = words.industry ?? own.industry
      own.period = words.period ?? own.period
      if !words.figures.isEmpty { own.figures = words.figures }
      result.detail = .caseStudy(own)
    case (.training(var own), .training(let words)):
      if !words.goals.isEmpty { own.goals = words.goals }
      result.detail = .training(own)
    default: break
    }
    return result
  }

  /// Whether the page has changed since a translation of it was made: by its version, or by the day it was updated.
  public func isNewer(than translation: FrontMatter) -> Bool {
    if let version, let other = translation.version, version != other { return true }
    guard let updated = lastUpdate else { return false }
    guard let other = translation.updated else { return true }
    return other < updated
  }

  /// The day of `updated`, or of the newest entry of the change log.
  public var lastUpdate: Day? { updated ?? changes.compactMap(\.date).max() }
}

extension Process.Step {
  /// Takes the words of a translated step.
  fileprivate mutating func take(_ words: Process.Step) {
    name = words.name.isEmpty ? name : words.name
    group = words.group ?? group
    does = words.does.isEmpty ? does : words.does
    input = words.input.isEmpty ? input : words.input
    output = words.output.isEmpty ? output : words.output
    tool = words.tool ?? tool
    form = words.form ?? form
    deadline = words.deadline ?? deadline
  }
}
