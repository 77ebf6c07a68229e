import HTML

/// A module cut into pages that take at most five minutes each, for reading on the way.
struct ReadingParts: Sendable {
  struct Part: Sendable {
    /// The headings that it begins with; empty for one that goes on.
    var title: String
    var markup: Markup
    var minutes: Int
  }

  static let longest = 5
  /// Empty for a module that takes no longer than that anyway.
  let parts: [Part]

  /// Cuts before headings where it can, else between blocks; the quiz has a page of its own and the trainer's notes stay out.
  /// `continued` stands behind the heading of a chapter that a part goes on with: （续）.
  init(_ text: ModuleText, continued: String) {
    var units: [[ModuleText.Block]] = []
    for section in text.prose { units += ReadingParts.cut(section) }
    let limit = Double(ReadingParts.longest) * 40
    var groups: [[ModuleText.Block]] = []
    var load = 0.0
    for unit in units where !unit.isEmpty {
      let own = ReadingParts.load(unit)
      var isChapter = false
      if case .heading(let heading) = unit[0].kind, heading.level <= 2 { isChapter = true }
      let begins = groups.isEmpty || load + own > limit || (isChapter && load > limit / 2)
      if begins {
        groups.append(unit)
        load = own
      } else {
        groups[groups.count - 1] += unit
        load += own
      }
    }
    guard groups.count > 1 else {
      parts = []
      return
    }
    var chapter: String?
    parts = groups.map { group in
      // A part that begins in the middle of a chapter says which.
      var opening: String?
      if case .heading(let heading) = group[0].kind, heading.level <= 2 {} else { opening = chapter }
      for block in group { if case .heading(let heading) = block.kind, heading.level <= 2 { chapter = heading.text } }
      let title = group.lazy.compactMap { block -> String? in
        if case .heading(let heading) = block.kind { heading.text } else { nil }
      }.first ?? ""
      return Part(
        title: title,
        markup: Markup { html in
          if let opening { html.element("h2", opening + continued) }
          for block in group { html.markup(block.markup) }
        },
        minutes: max(1, Int((ReadingParts.load(group) / 40).rounded(.up))))
    }
  }

  /// In fortieths of a minute, as `ReadingTime` counts.
  private static func load(_ blocks: [ModuleText.Block]) -> Double {
    blocks.reduce(0) { $0 + ReadingTime.load(of: $1.markup) }
  }

  /// A section that is too long by itself, between its blocks.
  private static func cut(_ section: [ModuleText.Block]) -> [[ModuleText.Block]] {
    let limit = Double(longest) * 40
    guard load(section) > limit else { return [section] }
    var units: [[ModuleText.Block]] = [[]]
    var used = 0.0
    for block in section {
      let own = ReadingTime.load(of: block.markup)
      if used + own > limit, !(units.last?.isEmpty ?? true) {
        units.append([])
        used = 0
      }
      units[units.count - 1].append(block)
      used += own
    }
    return units
  }
}
