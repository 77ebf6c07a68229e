import Diagnostics
import Formulas
import Handbook
import Registers
import Values

/// Who has signed off what, as the register `reviews` has it, and what is published without it.
///
/// A row covers what its column `covers` names: a register (`ad_copies` or its name), a row (`ad_copies:A01`), a page (its path,
/// id or title). With an empty `covers` a row of a campaign covers all copy of the campaign, one of the site what `object`
/// names. The last verdict of a layer counts.
struct SignOffs {
  enum Layer: String, CaseIterable {
    case content, legal, culture

    var name: Wording {
      switch self {
      case .content: Wording(zh: "内容", en: "content")
      case .legal: Wording(zh: "法务", en: "legal")
      case .culture: Wording(zh: "文化", en: "culture")
      }
    }
  }

  /// A piece of copy that somebody signs off.
  struct Piece {
    /// The folder of its campaign; `nil` for the site's own.
    var campaign: String?
    /// By which `covers` may name it.
    var names: Set<String>
    /// A sign-off before that day is of another wording.
    var updated: Day?
  }

  private struct Verdict {
    var campaign: String?
    var object: String
    var covers: [String]
    var layer: Layer
    var day: Day
    var isPassed: Bool
  }

  private var verdicts: [Verdict] = []
  private let today: Day

  init(_ registers: SiteRegisters, today: Day) {
    self.today = today
    for rows in registers.all(of: "reviews") {
      for row in 0..<rows.count {
        guard case .text(let id) = rows.value(row, "layer"), let layer = Layer(rawValue: id),
          case .day(let day) = rows.value(row, "date"), case .text(let conclusion) = rows.value(row, "conclusion")
        else { continue }
        var verdict = Verdict(
          campaign: rows.campaign, object: "", covers: [], layer: layer, day: day, isPassed: conclusion != "rejected")
        if case .text(let object) = rows.value(row, "object") { verdict.object = object }
        if case .list(let covers) = rows.value(row, "covers") { verdict.covers = covers }
        verdicts.append(verdict)
      }
    }
  }

  /// Whether a layer has passed a piece; `explicitly` asks that the row names it.
  func isPassed(_ layer: Layer, _ piece: Piece, explicitly: Bool = false) -> Bool {
    var last: Verdict?
    for verdict in verdicts where verdict.layer == layer && verdict.day <= today && covers(verdict, piece, explicitly) {
      if let known = last, known.day > verdict.day { continue }
      last = verdict
    }
    guard let last, last.isPassed else { return false }
    return piece.updated.map { $0 <= last.day } ?? true
  }

  private func covers(_ verdict: Verdict, _ piece: Piece, _ explicitly: Bool) -> Bool {
    if let campaign = verdict.campaign, campaign != piece.campaign { return false }
    if !verdict.covers.isEmpty { return verdict.covers.contains(where: piece.names.contains) }
    return piece.names.contains(verdict.object) || !explicitly && verdict.campaign != nil
  }

  /// The layers that a piece lacks.
  func missing(_ piece: Piece, needing layers: [Layer]) -> [Layer] { layers.filter { !isPassed($0, piece) } }
}

extension SignOffs.Piece {
  /// A row of a register.
  init(_ rows: RegisterRows, key: String?) {
    let declaration = rows.declaration
    var names: Set<String> = []
    for name in [declaration.id, declaration.name.zh, declaration.name.en] {
      names.insert(name)
      if let key { names.insert(name + ":" + key) }
      if let key { names.insert(name + "：" + key) }
    }
    if let key { names.insert(key) }
    self.init(campaign: rows.campaign, names: names)
  }

  /// A page.
  init(_ document: Document, title: String?) {
    let parts = document.path.split(separator: "/")
    let campaign = parts.count > 2 && parts[0] == "campaigns" ? String(parts[1]) : nil
    var names: Set<String> = [document.path, String(document.path.dropLast(3)), document.file, document.id]
    if let title { names.insert(title) }
    self.init(campaign: campaign, names: names, updated: document.matter.updated)
  }
}

/// Copy that is in use without the sign-offs it needs.
struct SignOffCheck {
  let signOffs: SignOffs
  let campaigns: CampaignSet

  /// Rows with copy of the campaigns that are ready or live, and of any that are published themselves.
  func problems(in rows: RegisterRows, copyRows: [Int], key: (Int) -> String?) -> [Diagnostic] {
    guard let folder = rows.campaign, let campaign = campaigns[folder] else { return [] }
    let isLive = campaign.brief.status == .ready || campaign.brief.status == .live
    let knowsPublished = rows.declaration.columns.contains { column in
      column.id == "status" && column.values.contains { $0.id == "published" }
    }
    var groups: [[SignOffs.Layer]: [Int]] = [:]
    for row in copyRows {
      var needed = layers(campaign)
      if knowsPublished {
        guard rows.value(row, "status") == .text("published") else { continue }
        if let own = ownReview(rows, row) { needed.removeAll { $0 == own } }
      } else if !isLive {
        continue
      }
      let missing = signOffs.missing(SignOffs.Piece(rows, key: key(row)), needing: needed)
      if !missing.isEmpty { groups[missing, default: []].append(row) }
    }
    return groups.map { missing, rowNumbers in
      let origin = rows.origins[rowNumbers[0]]
      let keys = rowNumbers.compactMap(key)
      return Diagnostic(
        .notSignedOff(
          rows.declaration.name, keys: keys, count: rowNumbers.count, layers: missing.map(\.name),
          status: knowsPublished ? nil : campaign.brief.status.rawValue),
        at: Location(origin.file, sheet: origin.sheet, line: Int(origin.line), column: origin.sheet == nil ? 1 : 0))
    }
  }

  /// Pages of campaigns that are ready or live, and pages that are copy as a whole.
  func problems(in document: Document, title: String?, line: Int) -> [Diagnostic] {
    let piece = SignOffs.Piece(document, title: title)
    let campaign = piece.campaign.flatMap { campaigns[$0] }
    if let campaign {
      guard campaign.brief.status == .ready || campaign.brief.status == .live else { return [] }
    } else if !document.matter.copy {
      // A handbook page that quotes copy publishes none.
      return []
    }
    let missing = signOffs.missing(piece, needing: campaign.map(layers) ?? [.content, .legal])
    guard !missing.isEmpty else { return [] }
    let name = title ?? document.path
    return [
      Diagnostic(
        .notSignedOff(
          Wording(zh: "页面“\(name)”", en: "the page “\(name)”"), keys: [], count: 1, layers: missing.map(\.name),
          status: campaign?.brief.status.rawValue, isPage: document.path),
        at: Location(document.file, line: line, column: 1))
    ]
  }

  private func layers(_ campaign: CampaignResult) -> [SignOffs.Layer] {
    campaign.brief.markets.isEmpty ? [.content, .legal] : [.content, .legal, .culture]
  }

  /// A row that says who reviewed it and when has passed that person's layer.
  private func ownReview(_ rows: RegisterRows, _ row: Int) -> SignOffs.Layer? {
    guard case .text(let role) = rows.value(row, "reviewer"), case .day = rows.value(row, "reviewed") else { return nil }
    return role == "legal" ? .legal : .content
  }
}
