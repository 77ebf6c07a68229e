import Diagnostics
import Handbook
import Values

/// What `fupan list` shows.
public enum ListTopic: String, Sendable, CaseIterable {
  case campaigns, pages, drafts, overdue, registers, actions, editions
  /// Pages due to be checked soon, pages that nobody answers for, rows of registers last looked at too long ago, pages that
  /// nothing leads to.
  case due, unowned, stale, orphans
}

/// One line of a list: a name and what belongs to it, as keys and values in a fixed order.
public struct ListEntry: Sendable {
  public var fields: [(key: String, value: Value)]

  init(_ fields: [(key: String, value: Value)]) { self.fields = fields }

  /// A line whose fields are texts.
  init(texts: [(key: String, value: String)]) { fields = texts.map { ($0.key, .text($0.value)) } }

  public enum Value: Sendable {
    case text(String)
    case texts([String])
    case count(Int)
    /// A count that could not be made.
    case unknown

    /// For a line of fields apart by tabs: without tabs and line breaks, several joined by `, `, nothing for what is
    /// unknown.
    public var text: String {
      switch self {
      case .text(let text): String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
      case .texts(let texts): texts.joined(separator: ", ")
      case .count(let count): String(count)
      case .unknown: ""
      }
    }
  }
}

/// The campaigns, pages, drafts, overdue pages, registers or open actions of a site.
public func listSite(_ topic: ListTopic, site: String, today: Day?) throws -> [ListEntry] {
  let source = try SiteSource.read(site, today: today, drafts: true)
  switch topic {
  case .campaigns:
    return source.documents.compactMap { document in
      guard case .campaign(let campaign) = document.matter.detail else { return nil }
      return ListEntry(texts: [
        ("id", document.id), ("status", campaign.status.rawValue), ("start", campaign.period?.start.iso ?? ""),
        ("end", campaign.period?.end.iso ?? ""), ("title", title(document)), ("file", document.file),
      ])
    }
  case .pages:
    return source.documents.filter { !$0.matter.draft }.map(entry)
  case .drafts:
    return source.documents.filter(\.matter.draft).map(entry)
  case .overdue:
    let due = overdue(source.documents, today: source.today).map { (number: $0.document, due: $0.due, file: "") }
    // What is to be written has no file of its own yet; its name says so.
    let reviews = overdueReviews(source).map { number, due in
      let folder = Address.folder(of: source.documents[number].file)
      return (number: number, due: due, file: folder + "/review.md")
    }
    return (due + reviews).sorted {
      ($0.due, source.documents[$0.number].path, $0.file) < ($1.due, source.documents[$1.number].path, $1.file)
    }.map { number, due, file in
      let document = source.documents[number]
      return ListEntry(texts: [
        ("due", due.iso), ("owner", document.matter.owner ?? ""), ("title", title(document)),
        ("file", file.isEmpty ? document.file : file),
      ])
    }
  case .due:
    return Upkeep(source.documents, today: source.today).soon.map { number, due in
      let document = source.documents[number]
      return ListEntry(texts: [
        ("due", due.iso), ("owner", document.matter.owner ?? ""), ("title", title(document)), ("file", document.file),
      ])
    }
  case .unowned:
    let upkeep = Upkeep(source.documents, today: source.today)
    return Set(upkeep.unowned + upkeep.unchecked).sorted().map { number in
      let document = source.documents[number]
      let missing = [("owner", upkeep.unowned), ("checked", upkeep.unchecked)].filter { $0.1.contains(number) }.map(\.0)
      return ListEntry([
        ("missing", .texts(missing)), ("title", .text(title(document))), ("file", .text(document.file)),
      ])
    }
  case .stale:
    return try RegisterListing(source, site: site).registers.staleRows.map { row in
      ListEntry(texts: [
        ("register", row.register.id), ("id", row.key), ("text", row.text), ("owner", row.owner), ("file", row.file),
      ])
    }
  case .orphans:
    let model = try SiteModel.load(BuildOptions(site: site, output: nil, today: today))
    return model.links.orphans.compactMap { model.index[$0].document.map { entry(model.source.documents[$0]) } }
  case .registers: return try RegisterListing(source, site: site).entries
  case .editions:
    return source.settings.editions.map { edition in
      let folder =
        switch edition.folder {
        case .output: "output"
        case .within(let folder): "output/" + folder
        case .beside(let folder): folder
        }
      let shown = source.settings.visibilities.filter(edition.shows.contains)
      return ListEntry([
        ("name", .text(edition.name)), ("language", .text(edition.languageTag)), ("shows", .texts(shown)),
        ("folder", .text(folder)), ("title", .text(edition.title ?? "")),
      ])
    }
  case .actions: return try RegisterListing(source, site: site).openActions
  }
}

private func entry(_ document: Document) -> ListEntry {
  ListEntry(texts: [("type", document.matter.type.rawValue), ("title", title(document)), ("file", document.file)])
}

private func title(_ document: Document) -> String {
  document.matter.title ?? document.firstHeading ?? document.id
}
