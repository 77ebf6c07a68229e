import Copy
import Diagnostics
import Formulas
import Handbook
import Parallel
import Registers
import RegisterViews
import Variants
import Values
import YAML

/// Checks outward-facing copy: its words, its claims, whom it names, and whether it was signed off.
///
/// Copy is the text of `> [!COPY]` alerts, of pages with `copy: true`, and of register columns with `copy: true`; nothing else.
struct CopyCheck {
  private let source: SiteSource
  private let registers: SiteRegisters
  private let rendered: [RenderedPage]
  private let campaigns: CampaignSet
  private let signOffs: SignOffs
  /// Ids of the register `sources`.
  private let sources: Set<String>
  private let places: LinePlaces

  init(_ source: SiteSource, registers: SiteRegisters, rendered: [RenderedPage], campaigns: CampaignSet) {
    self.source = source
    self.registers = registers
    self.rendered = rendered
    self.campaigns = campaigns
    signOffs = SignOffs(registers, today: source.today)
    sources = registers.sourceIDs
    places = LinePlaces(root: source.folder.root)
  }

  /// A page with the parts of it that are copy, in bytes of its source.
  private struct PageCopy {
    var document: Int
    var ranges: [(range: Range<Int>, isMarkdown: Bool)]
    var line: Int
  }

  /// A cell that is copy.
  private struct CellCopy {
    var rows: RegisterRows
    var row: Int
    var column: RegisterColumn
    var text: [UInt8]
    /// The row names a source.
    var isCited: Bool
  }

  func run(_ files: DefaultFiles) throws(FileError) -> [Diagnostic] {
    let pages = source.documents.indices.compactMap(copy(ofPage:))
    let cells = self.cells
    var problems = citationProblems
    let hasOwnWords = source.folder.hasCopyWords
    if pages.isEmpty, cells.isEmpty, !hasOwnWords { return problems }
    let (words, wordProblems) = try CopyCheck.words(files, folder: source.folder)
    problems += wordProblems
    let checker = CopyChecker(words, competitors: competitors, variants: variants(pages, cells))
    problems += pages.parallelMap { check($0, checker) }.flatMap(\.self)
    problems += cells.parallelMap { check($0, checker) }.flatMap(\.self)
    return problems + signOffProblems(pages, cells)
  }

  /// The shipped words with those of the site.
  static func words(_ files: DefaultFiles, folder: SiteFolder) throws(FileError) -> (WordList, [Diagnostic]) {
    var list = WordList()
    var problems: [Diagnostic] = []
    func add(_ bytes: [UInt8], _ file: String) {
      switch readYAML(String(decoding: bytes, as: UTF8.self), file: file) {
      case .success(let node): problems += list.add(node, file: file)
      case .failure(let problem): problems.append(problem)
      }
    }
    if let file = try files.read("checks/ad-words.yaml") { add(file.bytes, file.path) }
    if folder.hasCopyWords {
      let file = SiteFolder.contentName + "/" + SiteFolder.copyWordsName
      add(try Disk.read(folder.root + "/" + file), file)
    }
    return (list, problems)
  }

  /// Brands of the register `competitors` that are not one's own.
  private var competitors: [String] {
    registers.all(of: "competitors").flatMap { rows in
      (0..<rows.count).compactMap { row -> String? in
        guard rows.value(row, "own") != .bool(true), case .text(let name) = rows.value(row, "name") else { return nil }
        // A single character would be found everywhere.
        return name.count > 1 ? name : nil
      }
    }
  }

  /// The Traditional characters that occur in the copy, with their Simplified ones.
  private func variants(_ pages: [PageCopy], _ cells: [CellCopy]) -> [UInt32: UInt32] {
    let texts = pages.flatMap { page in page.ranges.map { Array(source.documents[page.document].source[$0.range]) } }
    let asked = CopyChecker.characters(of: texts + cells.map(\.text))
    guard !asked.isEmpty, let converter = VariantConverter(.simplified) else { return [:] }
    // Each on a line of its own, so that no phrase comes about.
    let lines = converter.convert(asked.map { String($0) }.joined(separator: "\n")).split(separator: "\n")
    var variants: [UInt32: UInt32] = [:]
    for (old, new) in zip(asked.unicodeScalars, lines) {
      if let first = new.unicodeScalars.first, first != old, new.unicodeScalars.count == 1 { variants[old.value] = first.value }
    }
    return variants
  }

  // MARK: Pages

  private func copy(ofPage number: Int) -> PageCopy? {
    let document = source.documents[number]
    if document.matter.copy {
      var ranges: [(Range<Int>, Bool)] = []
      var start = 0
      // Title and summary are read by everybody, too.
      while start < document.bodyStart {
        let end = document.source[start...].firstIndex(of: 0x0A) ?? document.source.count
        let line = document.source[start..<end]
        if line.starts(with: "title:".utf8) || line.starts(with: "summary:".utf8) {
          ranges.append(((line.firstIndex(of: 0x3A) ?? start) + 1..<end, false))
        }
        start = end + 1
      }
      ranges.append((document.bodyStart..<document.source.count, true))
      return PageCopy(document: number, ranges: ranges, line: document.matter.line)
    }
    let lines = rendered[number].copyLines
    guard let first = lines.first else { return nil }
    let starts = CopyCheck.lineStarts(document.source)
    return PageCopy(
      document: number,
      ranges: lines.map { lines in
        (starts[min(lines.lowerBound - 1, starts.count - 1)]..<starts[min(lines.upperBound, starts.count - 1)], true)
      }, line: first.lowerBound)
  }

  /// The offset of each line, and one past the text.
  private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
    [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 } + [bytes.count]
  }

  private func check(_ page: PageCopy, _ checker: CopyChecker) -> [Diagnostic] {
    let document = source.documents[page.document]
    let piece = SignOffs.Piece(document, title: rendered[page.document].title)
    return document.source.withUnsafeBufferPointer { bytes in
      page.ranges.flatMap { range, isMarkdown in
        checker.check(bytes, in: range, isMarkdown: isMarkdown).findings.compactMap { finding in
          guard let problem = problem(finding, checker, piece: piece, at: nil) else { return nil }
          let (line, column) = place(of: finding.range.lowerBound, in: bytes)
          return Diagnostic(problem, at: Location(document.file, line: line, column: column))
        }
      }
    }
  }

  /// `nil` where a sign-off settles it. Copy of a draft only warns: it is being written.
  private func problem(_ finding: CopyFinding, _ checker: CopyChecker, piece: SignOffs.Piece, at place: Wording?) -> Problem? {
    var problem: Problem
    switch finding.kind {
    case .word(let word):
      problem = .adLaw(word, found: finding.text, category: checker.words.categories[word.category], place: place)
    case .competitor(let name): problem = .competitorNamed(name, place: place)
    case .claim: problem = .claimWithoutSource(finding.text, place: place)
    }
    if problem.id == "copy-review", signOffs.isPassed(.legal, piece, explicitly: true) { return nil }
    if let campaign = piece.campaign, campaigns[campaign]?.brief.status == .draft { problem = problem.asWarning }
    return problem
  }

  // MARK: Registers

  private var cells: [CellCopy] {
    registers.catalogue.all.filter { $0.columns.contains(where: \.isCopy) }.flatMap { registers.all(of: $0.id) }.flatMap { rows in
      let columns = rows.declaration.columns
      let copies = columns.indices.filter { columns[$0].isCopy }
      let evidence = columns.indices.filter { columns[$0].target == .register("sources") }
      let texts = columns.indices.filter { columns[$0].type == .text || columns[$0].type == .markdown }
      return (0..<rows.count).flatMap { row -> [CellCopy] in
        let isCited = evidence.contains { !rows.cells[$0][row].isEmpty }
          || texts.contains { rows.cells[$0][row].text.map { $0.contains("[来源") } ?? false }
        return copies.compactMap { place in
          let text: String
          switch rows.cells[place][row] {
          case .text(let cell): text = cell
          case .list(let items): text = items.joined(separator: "\n")
          default: return nil
          }
          guard !text.isEmpty else { return nil }
          return CellCopy(rows: rows, row: row, column: columns[place], text: Array(text.utf8), isCited: isCited)
        }
      }
    }
  }

  private func check(_ cell: CellCopy, _ checker: CopyChecker) -> [Diagnostic] {
    let piece = SignOffs.Piece(cell.rows, key: ShownView.key(cell.row, of: cell.rows))
    let label = Wording(zh: "「\(cell.column.label.zh)」列", en: "column '\(cell.column.label.en)': ")
    let isMarkdown = cell.column.type == .markdown
    return cell.text.withUnsafeBufferPointer { bytes in
      let (findings, citations) = checker.check(bytes, in: 0..<bytes.count, isMarkdown: isMarkdown, isCited: cell.isCited)
      return findings.compactMap { finding in
        problem(finding, checker, piece: piece, at: label).map { problem in
          Diagnostic(problem, at: location(of: cell, text: String(decoding: bytes[finding.range], as: UTF8.self)))
        }
      }
        + citations.filter { !sources.contains($0.id) }.map { citation in
          Diagnostic(unknown(citation.id), at: location(of: cell, text: citation.id))
        }
    }
  }

  private func location(of cell: CellCopy, text: String) -> Location {
    let origin = cell.rows.origins[cell.row]
    guard origin.sheet == nil else { return Location(origin.file, sheet: origin.sheet, line: Int(origin.line)) }
    let (line, column) = places.find(text, in: origin.file, line: Int(origin.line))
    return Location(origin.file, line: line, column: column)
  }

  // MARK: Sources and sign-offs

  /// Sources that pages name and nobody has registered.
  private var citationProblems: [Diagnostic] {
    source.documents.indices.flatMap { number in
      rendered[number].citations.filter { !sources.contains($0.id) }.map { citation in
        let document = source.documents[number]
        let (line, column) = document.source.withUnsafeBufferPointer {
          place(of: document.bodyStart + citation.offset, in: $0)
        }
        return Diagnostic(unknown(citation.id), at: Location(document.file, line: line, column: column))
      }
    }
  }

  private func unknown(_ id: String) -> Problem { .unknownSource(id, nearest: nearest(to: id, among: sources.sorted())) }

  private func signOffProblems(_ pages: [PageCopy], _ cells: [CellCopy]) -> [Diagnostic] {
    let check = SignOffCheck(signOffs: signOffs, campaigns: campaigns)
    var problems = pages.flatMap { page in
      check.problems(
        in: source.documents[page.document], title: rendered[page.document].title, line: page.line)
    }
    var start = 0
    while start < cells.count {
      let rows = cells[start].rows
      var end = start
      var numbers: [Int] = []
      while end < cells.count, cells[end].rows.declaration.id == rows.declaration.id, cells[end].rows.campaign == rows.campaign {
        if numbers.last != cells[end].row { numbers.append(cells[end].row) }
        end += 1
      }
      problems += check.problems(in: rows, copyRows: numbers) { ShownView.key($0, of: rows) }
      start = end
    }
    return problems
  }
}

extension SiteRegisters {
  /// The ids of the register `sources`.
  var sourceIDs: Set<String> {
    Set(
      all(of: "sources").flatMap { rows in
        (0..<rows.count).compactMap { row in
          if case .text(let id) = rows.value(row, "id") { return id }
          return nil
        }
      })
  }
}

extension FormulaValue {
  fileprivate var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }
}
