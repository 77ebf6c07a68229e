import HTML
import Handbook
import Registers
import RegisterViews
import Values

/// What keeps a handbook true: pages that are due to be checked, that will be soon, and those that nobody answers for.
///
/// Asked are pages that people look things up in, not briefs, reviews and the home page. A site in which no page has an
/// owner is not asked for owners, and likewise for days of checking.
struct Upkeep: Sendable {
  /// By their place among the documents, the earliest day first.
  let overdue: [(document: Int, due: Day)]
  let soon: [(document: Int, due: Day)]
  /// In the order of their paths.
  let unowned: [Int]
  let unchecked: [Int]

  /// How many days ahead a page is due soon.
  static let horizon = 30

  init(_ documents: [Document], today: Day) {
    overdue = Site.overdue(documents, today: today)
    let limit = today.advanced(by: Upkeep.horizon)
    soon = documents.indices.compactMap { number in
      documents[number].matter.checkDue.flatMap { $0 >= today && $0 <= limit ? (number, $0) : nil }
    }.sorted { ($0.due, documents[$0.document].path) < ($1.due, documents[$1.document].path) }
    let asked = documents.indices.filter { number in
      switch documents[number].matter.type {
      case .campaign, .review: false
      default: documents[number].path != "index.md" && documents[number].isWhole
      }
    }
    let owned = asked.contains { documents[$0].matter.owner != nil }
    let checks = asked.contains { documents[$0].matter.checked != nil }
    unowned = owned ? asked.filter { documents[$0].matter.owner == nil } : []
    unchecked = checks ? asked.filter { documents[$0].matter.checkDue == nil } : []
  }

  var isEmpty: Bool { overdue.isEmpty && soon.isEmpty && unowned.isEmpty && unchecked.isEmpty }

  /// By owner how many pages are overdue and due soon, and the earliest day; the most overdue first.
  func owners(_ documents: [Document]) -> [(owner: String, overdue: Int, soon: Int, next: Day)] {
    var owners: [(owner: String, overdue: Int, soon: Int, next: Day)] = []
    for (isOverdue, list) in [(true, overdue), (false, soon)] {
      for (document, due) in list {
        let owner = documents[document].matter.owner ?? ""
        let place = owners.firstIndex { $0.owner == owner } ?? owners.count
        if place == owners.count { owners.append((owner, 0, 0, due)) }
        if isOverdue { owners[place].overdue += 1 } else { owners[place].soon += 1 }
        owners[place].next = min(owners[place].next, due)
      }
    }
    return owners.sorted { (-$0.overdue, -$0.soon, $0.owner) < (-$1.overdue, -$1.soon, $1.owner) }
  }
}

/// A row of a register that was last looked at too long ago, or never, as the register's own checks say.
struct StaleRow: Sendable {
  var register: RegisterDeclaration
  var campaign: String?
  /// The row's key.
  var key: String
  var text: String
  var owner: String
  var file: String
}

extension SiteRegisters {
  /// The checks by which registers say that a row's day of checking is past or missing.
  private static let stalenessChecks: Set = ["checked-lately", "never-checked"]

  /// By register, in the order of the rows.
  var staleRows: [StaleRow] {
    catalogue.all.flatMap { all(of: $0.id) }.flatMap { rows -> [StaleRow] in
      let owner = rows.shownColumns.first { $0.id == "owner" }
      return rows.findings.compactMap { finding in
        guard SiteRegisters.stalenessChecks.contains(finding.check), let row = finding.row else { return nil }
        let value = owner.map { rows.cells[$0.index][row] }
        return StaleRow(
          register: rows.declaration, campaign: rows.campaign, key: ShownView.key(row, of: rows) ?? "",
          text: finding.text.text(in: text.language),
          owner: owner.flatMap { column in
            value.flatMap { $0 == .missing ? nil : words(of: $0, column, campaign: rows.campaign) }
          } ?? "", file: rows.origins.indices.contains(row) ? rows.origins[row].file : "")
      }
    }
  }
}

extension ListPages {
  private static let mostListed = 200

  /// The parts of the page of what is due, beside the overdue pages and reviews themselves.
  func upkeep(_ upkeep: Upkeep, stale: [StaleRow], folder: String) -> Markup {
    let documents = contexts.documents
    return Markup { html in
      let owners = upkeep.owners(documents)
      if !owners.isEmpty {
        heading("due-owners", "dueByOwner", into: &html)
        table("due-owners-table", ["owner", "overdueCount", "dueSoonCount", "nextDue"], numbers: 1..<3, into: &html) { html in
          for owner in owners {
            html.raw("<tr><th scope=\"row\">")
            html.text(owner.owner.isEmpty ? strings["actionsNoOwner"] : strings.role(owner.owner))
            html.raw("</th><td class=\"num\">")
            html.number(owner.overdue)
            html.raw("</td><td class=\"num\">")
            html.number(owner.soon)
            html.raw("</td><td class=\"day\"><time>")
            html.text(owner.next.iso)
            html.raw("</time></td></tr>")
          }
        }
      }
      if !upkeep.soon.isEmpty {
        heading("due-soon", "dueSoonTitle", into: &html)
        table("due-soon-table", ["page", "owner", "checked", "nextDue"], into: &html) { html in
          for (document, due) in upkeep.soon {
            row(document, into: &html, folder: folder)
            html.element("td", documents[document].matter.owner.map(strings.role) ?? "")
            html.element("td", class: "day", documents[document].matter.checked?.iso ?? "")
            html.element("td", class: "day", due.iso)
            html.raw("</tr>")
          }
        }
      }
      for (id, title, list) in [("unowned", "unownedTitle", upkeep.unowned), ("unchecked", "uncheckedTitle", upkeep.unchecked)]
      where !list.isEmpty {
        heading(id, title, into: &html)
        html.raw("<ul class=\"links\"")
        html.attribute("id", id + "-pages")
        html.raw(">")
        for document in list.prefix(ListPages.mostListed) {
          guard let page = index.page(at: documents[document].path) else { continue }
          html.raw("<li>")
          link(page, from: folder, into: &html)
          html.raw("</li>")
        }
        html.raw("</ul>")
        more(list.count, into: &html)
      }
      if !stale.isEmpty {
        heading("due-rows", "staleRowsTitle", into: &html)
        table("due-rows-table", ["register", "staleRow", "owner"], into: &html) { html in
          for row in stale.prefix(ListPages.mostListed) {
            html.raw("<tr><th scope=\"row\">")
            if let page = index.page(at: "registers/\(row.register.id).md") {
              html.raw("<a")
              let anchor = row.campaign == nil ? "\(row.register.id)-\(row.key.replacing(" ", with: "_"))" : nil
              html.attribute("href", Address.link(from: folder, to: index[page].address, anchor: anchor))
              html.raw(">")
              html.text(row.register.name.text(in: strings.language))
              html.raw("</a>")
            } else {
              html.text(row.register.name.text(in: strings.language))
            }
            html.raw("</th>")
            html.element("td", row.text)
            html.element("td", row.owner)
            html.raw("</tr>")
          }
        }
        more(stale.count, into: &html)
      }
    }
  }

  private func heading(_ id: String, _ title: String, into html: inout HTMLWriter) {
    html.raw("<h2")
    html.attribute("id", id)
    html.raw(">")
    html.text(strings[title])
    html.raw("</h2>")
  }

  private func row(_ document: Int, into html: inout HTMLWriter, folder: String) {
    html.raw("<tr><th scope=\"row\">")
    if let page = index.page(at: contexts.documents[document].path) { link(page, from: folder, into: &html) }
    html.raw("</th>")
  }

  private func more(_ count: Int, into html: inout HTMLWriter) {
    guard count > ListPages.mostListed else { return }
    html.element(
      "p", class: "table-note",
      strings.language.isChinese ? "共 \(count) 项，这里列出前 \(ListPages.mostListed) 项。" : "\(count) in all; the first \(ListPages.mostListed) are listed.")
  }
}
