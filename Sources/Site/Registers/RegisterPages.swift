import Charts
import HTML
import Markdown
import Registers
import RegisterViews
import Values

/// The pages of registers: the list of all, and one page (or several, when it is long) for each.
struct RegisterPages: Sendable {
  let contexts: PageContexts
  let figures: SiteFigures
  let registers: SiteRegisters

  var strings: Strings { contexts.strings }
  private var index: SiteIndex { contexts.index }

  /// More rows than this are split into pages.
  static let rowsPerPage = 1000

  /// How views are written on a page; references lead to rows of the campaign first, when it is one's page.
  func host(folder: String, campaign: String? = nil) -> ViewHost {
    registers.host(
      folder: folder, campaign: campaign, index: index, figures: figures, today: contexts.today,
      chartText: ChartText(strings.language, currency: figures.currency))
  }

  // MARK: The list

  func list(_ page: Int) -> Context {
    var context = contexts.common(page)
    if context["summary"] == nil { context["summary"] = strings["registersSummary"] }
    let folder = index[page].folder
    let used = registers.catalogue.all.filter { index.page(at: "registers/\($0.id).md") != nil }
    context["groups"] = RegisterDeclaration.Group.allCases.compactMap { group -> Context? in
      let members = used.filter { $0.group == group }
      guard !members.isEmpty else { return nil }
      return [
        "id": group.rawValue, "title": strings["group" + group.rawValue.capitalizedFirst],
        "children": members.map { declaration -> Context in
          var entry: Context = ["title": declaration.name.text(in: strings.language), "id": declaration.id]
          if let page = index.page(at: "registers/\(declaration.id).md") { entry["href"] = contexts.link(page, from: folder) }
          let count = registers.all(of: declaration.id).reduce(0) { $0 + $1.count }
          entry["meta"] = count == 0 ? strings["registerEmpty"] : "\(count) \(strings["registerRows"])"
          if let summary = declaration.summary { entry["summary"] = summary.text(in: strings.language) }
          return entry
        },
      ]
    }
    return context
  }

  // MARK: One register

  /// A stretch of rows on one page.
  private struct Segment {
    var rows: RegisterRows
    var slice: Range<Int>
  }

  /// The rows of a register cut into pages; one empty page for a register without rows.
  private static func pages(_ all: [RegisterRows]) -> [[Segment]] {
    var pages: [[Segment]] = [[]]
    var room = rowsPerPage
    for rows in all {
      var next = 0
      while next < rows.count {
        if room == 0 {
          pages.append([])
          room = rowsPerPage
        }
        let end = min(rows.count, next + room)
        pages[pages.count - 1].append(Segment(rows: rows, slice: next..<end))
        room -= end - next
        next = end
      }
    }
    return pages
  }

  static func pageCount(_ all: [RegisterRows]) -> Int { pages(all).count }

  static func path(_ id: String, part: Int) -> String { part == 0 ? "registers/\(id).md" : "registers/\(id)-\(part + 1).md" }

  func register(_ page: Int, id: String, part: Int) -> Context {
    var context = contexts.common(page)
    guard let declaration = registers.catalogue[id] else { return context }
    let all = registers.all(of: id)
    if let summary = declaration.summary, context["summary"] == nil {
      context["summary"] = summary.text(in: strings.language)
    }
    let folder = index[page].folder
    let pages = RegisterPages.pages(all)
    let segments = part < pages.count ? pages[part] : []
    let files = Array(Set(all.flatMap { $0.origins.map(\.file) })).sorted()
    let count = all.reduce(0) { $0 + $1.count }
    if count > 0 {
      var source = "\(count) \(strings["registerRows"])"
      if pages.count > 1 {
        let before = pages[..<part].joined().reduce(0) { $0 + $1.slice.count }
        let last = before + segments.reduce(0) { $0 + $1.slice.count }
        source += strings["titleSeparator"]
          + (strings.language.isChinese ? "本页第 \(before + 1) 至 \(last) 行" : "rows \(before + 1) to \(last) here")
      }
      if part == 0, !files.isEmpty, files.count <= 6 {
        source += strings["titleSeparator"] + files.joined(separator: strings["listComma"])
      }
      context["source"] = source
    }
    if registers.hasCalendar(id) {
      context["calendarHref"] = Address.link(from: folder, to: "registers/\(id).ics")
    }
    let markup = RegisterMarkup(strings: strings, host: host(folder: folder))
    context["definitionHTML"] = Markup { markup.definition(declaration, into: &$0) }
    context["registerHTML"] = Markup { html in
      if count == 0 { html.element("p", class: "none", strings["registerEmpty"]) }
      let extent: RegisterMarkup.Extent = all.count > 1 ? .part : .whole
      for segment in segments { write(segment, extent: extent, isFirst: part == 0, folder: folder, into: &html) }
      if pages.count > 1 { paging(id, part: part, count: pages.count, folder: folder, into: &html) }
      // What the register asks of a shop's pages, the site can look up in its own.
      if id == "seo_checks", part == 0 { html.markup(PageChecks(contexts).markup(contexts, folder: folder)) }
    }
    return context
  }

  private func write(
    _ segment: Segment, extent: RegisterMarkup.Extent, isFirst: Bool, folder: String, into html: inout HTMLWriter
  ) {
    let rows = segment.rows
    let id = rows.declaration.id
    let name = rows.declaration.name.text(in: strings.language)
    let isWhole = segment.slice == 0..<rows.count
    guard let campaign = rows.campaign else {
      let markup = RegisterMarkup(strings: strings, host: host(folder: folder))
      if isWhole { return markup.part(rows, id: id, within: name, extent: extent, into: &html) }
      // A long register shows its figures on the first page and its rows part by part.
      if isFirst, segment.slice.lowerBound == 0 { markup.opening(rows, id: id, within: name, into: &html) }
      return markup.table(rows, id: id, within: name, slice: segment.slice, into: &html)
    }
    let markup = RegisterMarkup(strings: strings, host: host(folder: folder, campaign: campaign))
    let title = figures.campaigns[campaign]?.title ?? campaign
    let within = title + strings["titleSeparator"] + name
    html.raw("<section class=\"register-part\"")
    html.attribute("id", Address.composed(campaign).replacing(" ", with: "_"))
    html.raw("><h2>")
    if let project = index.page(at: "campaigns/\(campaign)/project.md") {
      html.link(title, to: contexts.link(project, from: folder) + "#" + id)
    } else {
      html.text(title)
    }
    html.raw("</h2>")
    let anchor = "\(id)-\(campaign)".replacing(" ", with: "_")
    if isWhole {
      markup.part(rows, id: anchor, within: within, extent: extent, into: &html)
    } else {
      if segment.slice.lowerBound == 0 { markup.opening(rows, id: anchor, within: within, into: &html) }
      markup.table(rows, id: anchor, within: within, slice: segment.slice, into: &html)
    }
    html.raw("</section>")
  }

  private func paging(_ id: String, part: Int, count: Int, folder: String, into html: inout HTMLWriter) {
    html.raw("<nav class=\"paging\"")
    html.attribute("aria-label", strings["registerPages"])
    html.raw("><ol>")
    for number in 0..<count {
      html.raw("<li>")
      if number == part {
        html.raw("<span aria-current=\"page\">")
        html.number(number + 1)
        html.raw("</span>")
      } else if let target = index.page(at: RegisterPages.path(id, part: number)) {
        html.raw("<a")
        html.attribute("href", contexts.link(target, from: folder))
        html.raw(">")
        html.number(number + 1)
        html.raw("</a>")
      }
      html.raw("</li>")
    }
    html.raw("</ol></nav>")
  }

  // MARK: The calendar of everything

  func calendar(_ page: Int) -> Context {
    var context = contexts.common(page)
    if context["summary"] == nil { context["summary"] = strings["calendarSummary"] }
    let folder = index[page].folder
    let entries = registers.siteCalendar(
      figures: figures, index: index, strings: strings, folder: folder, today: contexts.today)
    context["calendarHref"] = Address.link(from: folder, to: "calendar.ics")
    context["registerHTML"] = Markup { html in
      CalendarMarkup(
        entries, chinese: strings.language.isChinese, today: contexts.today, id: "calendar",
        isWorked: { registers.workdays.isWorked($0) }
      ).render(into: &html)
    }
    return context
  }

  /// The calendar files beside the pages that offer them.
  func calendarFiles() -> [(path: String, bytes: [UInt8])] {
    let today = contexts.today
    var files: [(path: String, bytes: [UInt8])] = []
    if index.page(at: "calendar.md") != nil {
      let entries = registers.siteCalendar(
        figures: figures, index: index, strings: strings, folder: "", today: today)
      files.append(("calendar.ics", calendarFile(entries, name: contexts.settings.name, today: today)))
    }
    for declaration in registers.catalogue.all
    where registers.hasCalendar(declaration.id) && index.page(at: "registers/\(declaration.id).md") != nil {
      files.append(
        (
          "registers/\(declaration.id).ics",
          calendarFile(
            registers.calendar(of: declaration.id, today: today),
            name: declaration.name.text(in: strings.language), today: today)
        ))
    }
    for campaign in figures.campaigns.campaigns
    where index.page(at: "campaigns/\(campaign.folder)/project.md") != nil {
      files.append(
        (
          SiteRegisters.calendarAddress(ofCampaign: campaign.folder),
          calendarFile(
            registers.calendar(ofCampaign: campaign, strings: strings, today: today), name: campaign.title,
            today: today)
        ))
    }
    return files
  }
}
