import Diagnostics
import Handbook
import Markdown
import Metrics
import Training
import Values

/// What questions test, and whether it is still what it was when they were written.
///
/// The version of a passage is the checksum of its source: a section to the next heading of its level or above, or all of a page;
/// without questions, whose own `seen` lines would change it. Of a KPI it is the checksum of its definition. Pages that Fupan
/// makes of data have none: their figures are meant to change.
struct QuizSources {
  private let documents: [Document]
  private let rendered: [RenderedPage]
  private let index: SiteIndex
  private let dictionary: KPIDictionary

  init(_ documents: [Document], rendered: [RenderedPage], index: SiteIndex, dictionary: KPIDictionary) {
    self.documents = documents
    self.rendered = rendered
    self.index = index
    self.dictionary = dictionary
  }

  /// The version of what a question of a document refers to; `nil` where it has none.
  func version(of destination: String, from document: Document) -> String? {
    let pathEnd = destination.firstIndex { $0 == "#" || $0 == "?" } ?? destination.endIndex
    let anchor = destination[pathEnd...].firstIndex(of: "#").flatMap { Address.decoded(destination[destination.index(after: $0)...]) }
    var path = document.path
    if pathEnd != destination.startIndex {
      guard let decoded = Address.decoded(destination[..<pathEnd]),
        let resolved = Address.resolve(decoded, from: Address.folder(of: document.path))
      else { return nil }
      path = resolved
    }
    if let page = index.page(at: path) ?? index.moved[path], let target = index[page].document {
      return version(of: target, section: anchor)
    }
    if path.hasPrefix("kpi/"), let kpi = dictionary[String(path.dropFirst(4).dropLast(3))] {
      return Checksum.hex("\(kpi.id)\n\(kpi.name.zh)\n\(kpi.formulaText ?? "")\n\(kpi.unit)")
    }
    return nil
  }

  private func version(of document: Int, section anchor: String?) -> String? {
    let source = documents[document]
    let headings = rendered[document].headings
    var lines = 0..<Int.max
    if let anchor, !anchor.isEmpty, anchor != rendered[document].topAnchor {
      guard let place = headings.firstIndex(where: { $0.id == anchor }) else { return nil }
      let next = headings[(place + 1)...].first { $0.level <= headings[place].level }
      lines = headings[place].place.line..<(next?.place.line ?? Int.max)
    }
    var kept: [UInt8] = []
    var isQuiz = false
    var line = source.bodyLine
    for row in source.body.split(separator: 0x0A, omittingEmptySubsequences: false) {
      defer { line += 1 }
      if isQuiz {
        if row.starts(with: "```".utf8) { isQuiz = false }
        continue
      }
      if row.starts(with: "```quiz".utf8) {
        isQuiz = true
        continue
      }
      guard lines.contains(line) else { continue }
      let end = row.lastIndex { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }
      guard let end else { continue }
      kept += row[...end]
      kept.append(0x0A)
    }
    return Checksum.hex(kept)
  }

  /// Questions whose passage has changed since somebody held them against it, and modules with questions that nobody did.
  func problems() -> [Diagnostic] {
    var found: [Diagnostic] = []
    // Who has never pinned a question need not be told of each.
    let pins = rendered.contains { $0.module?.quiz.questions.contains { $0.see?.seen != nil } ?? false }
    for (number, page) in rendered.enumerated() {
      guard let questions = page.module?.quiz.questions else { continue }
      let document = documents[number]
      var unpinned = 0
      for question in questions {
        guard let see = question.see, let now = version(of: see.destination, from: document) else { continue }
        if let seen = see.seen {
          if seen != now {
            found.append(Diagnostic(.quizStale(now), at: Location(document.file, line: see.seenLine ?? see.line, column: 1)))
          }
        } else {
          unpinned += 1
        }
      }
      if unpinned > 0, pins { found.append(Diagnostic(.quizUnpinned(unpinned, module: document.id), at: Location(document.file, line: 1))) }
    }
    return found
  }
}

/// Writes into the questions of modules which version of its passage each was held against (`seen:`), and returns how many
/// lines were written, by file.
///
/// `modules` are ids or codes; all without any. Lines that are there stay, unless `renewing` says that the questions were read
/// again. Throws a diagnostic where a module is not known or a file cannot be read or written.
public func pinQuestions(
  _ modules: [String], site root: String, today: Day?, renewing: Bool
) throws -> (files: [(path: String, lines: Int)], language: Language) {
  var options = BuildOptions(site: root, output: nil, today: today)
  options.drafts = true
  let site = try SiteModel.load(options)
  let sources = QuizSources(
    site.source.documents, rendered: site.rendered, index: site.index, dictionary: site.declarations.dictionary)
  var wanted = Set(modules)
  var files: [(path: String, lines: Int)] = []
  for (number, document) in site.source.documents.enumerated() {
    guard case .training(let training) = document.matter.detail, let quiz = site.rendered[number].module?.quiz else { continue }
    let names = [document.id] + (training.code.map { [$0] } ?? [])
    if !modules.isEmpty, names.allSatisfy({ !modules.contains($0) }) { continue }
    wanted.subtract(names)
    var lines = document.source.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    // A byte order mark is no part of the document's source and stays off.
    var written = 0
    for question in quiz.questions.reversed() {
      guard let see = question.see, let version = sources.version(of: see.destination, from: document) else { continue }
      if see.seen == version || (see.seen != nil && !renewing) { continue }
      let ending: [UInt8] = lines[see.line - 1].last == 0x0D ? [0x0D] : []
      let text = Array("seen: \(version)".utf8) + ending
      if let line = see.seenLine { lines[line - 1] = text } else { lines.insert(text, at: see.line) }
      written += 1
    }
    guard written > 0 else { continue }
    do { try Disk.write(Array(lines.joined(separator: [0x0A])), to: root + "/" + document.file) } catch {
      throw error.diagnostic(at: document.file)
    }
    files.append((document.file, written))
  }
  if let unknown = wanted.sorted().first {
    let known = site.source.documents.filter { $0.matter.type == .training }.map(\.id)
    throw Diagnostic(.unknownModule(unknown, nearest: nearest(to: unknown, among: known)), at: Location(root))
  }
  return (files, site.source.settings.language)
}

extension Problem {
  static func quizStale(_ version: String) -> Problem {
    Problem(
      "quiz-stale", .warning, zh: "这道题考的那一节改过了（现在是 \(version)）", en: "the section that the question tests has changed (it is \(version) now)",
      hint: Wording(
        zh: "对照那一节重读这道题，改好后运行 fupan quiz pin --renew",
        en: "read the question against the section again, then run fupan quiz pin --renew"))
  }
  static func quizUnpinned(_ count: Int, module: String) -> Problem {
    Problem(
      "quiz-unpinned", .warning, zh: "有 \(count) 道题没有记下所考章节的版本，章节改了不会提醒",
      en: "\(count) question\(count == 1 ? " does" : "s do") not say which version of its section it tests; a change would go unnoticed",
      hint: Wording(zh: "运行 fupan quiz pin \(module)", en: "run fupan quiz pin \(module)"))
  }
  static func unknownModule(_ name: String, nearest: String?) -> Problem {
    Problem(
      "unknown-module", zh: "没有「\(name)」这个模块", en: "there is no module '\(name)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") })
  }
}
