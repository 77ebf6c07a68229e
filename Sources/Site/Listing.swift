import Diagnostics
import Handbook
import Values

/// What `fupan list` shows.
public enum ListTopic: String, Sendable, CaseIterable {
  case campaigns, pages, drafts, overdue, registers
}

/// One line of a list: a name and what belongs to it, as keys and values in a fixed order.
public struct ListEntry: Sendable {
  public var fields: [(key: String, value: String)]
}

/// The campaigns, pages, drafts, overdue pages or registers of a site.
public func listSite(_ topic: ListTopic, site: String, today: Day?) throws -> [ListEntry] {
  let source = try SiteSource.read(site, today: today, drafts: true)
  switch topic {
  case .campaigns:
    return source.documents.compactMap { document in
      guard case .campaign(let campaign) = document.matter.detail else { return nil }
      return ListEntry(fields: [
        ("id", document.id), ("status", campaign.status.rawValue), ("start", campaign.period?.start.iso ?? ""),
        ("end", campaign.period?.end.iso ?? ""), ("title", title(document)), ("file", document.file),
      ])
    }
  case .pages:
    return source.documents.filter { !$0.matter.draft }.map(entry)
  case .drafts:
    return source.documents.filter(\.matter.draft).map(entry)
  case .overdue:
    return overdue(source.documents, today: source.today).map { number, due in
      let document = source.documents[number]
      return ListEntry(fields: [
        ("due", due.iso), ("owner", document.matter.owner ?? ""), ("title", title(document)), ("file", document.file),
      ])
    }
  case .registers:
    return source.folder.registers.sorted { $0.key < $1.key }.flatMap { campaign, files in
      files.map { ListEntry(fields: [("campaign", campaign), ("file", SiteFolder.contentName + "/" + $0)]) }
    }
  }
}

private func entry(_ document: Document) -> ListEntry {
  ListEntry(fields: [("type", document.matter.type.rawValue), ("title", title(document)), ("file", document.file)])
}

private func title(_ document: Document) -> String {
  document.matter.title ?? document.firstHeading ?? document.id
}
