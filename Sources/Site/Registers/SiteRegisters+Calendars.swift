import Charts
import HTML
import RegisterViews
import Registers
import Values

/// What registers put into calendars.
extension SiteRegisters {
  /// A host for views that are only asked for their entries.
  private func bareHost(today: Day) -> ViewHost {
    ViewHost(
      chinese: text.language.isChinese, today: today, chartText: ChartText(text.language),
      text: { words(of: $0, $1, campaign: nil) }, markdown: { _ in Markup() },
      matching: { evaluated.matching($0, $1) })
  }

  /// The entries of the calendar views of some rows.
  func entries(_ rows: RegisterRows, today: Day) -> [CalendarEntry] {
    let host = bareHost(today: today)
    var result: [CalendarEntry] = []
    for view in rows.declaration.views where view.kind == .calendar {
      result += ShownView(view, of: rows, host: host, id: view.id).calendarEntries.map { entry in
        var entry = entry
        entry.kind = entry.kind ?? rows.declaration.name.text(in: text.language)
        return entry
      }
    }
    return result
  }

  func calendar(of id: String, today: Day) -> [CalendarEntry] { all(of: id).flatMap { entries($0, today: today) } }

  /// Whether a register has a calendar to subscribe to.
  func hasCalendar(_ id: String) -> Bool { catalogue[id]?.views.contains { $0.kind == .calendar } ?? false }

  /// All campaigns, and the calendar entries of all registers, as seen from `folder`.
  func siteCalendar(
    figures: SiteFigures, index: SiteIndex, strings: Strings, folder: String, today: Day
  ) -> [CalendarEntry] {
    var result: [CalendarEntry] = []
    for campaign in figures.campaigns.campaigns {
      guard var entry = entry(of: campaign, strings: strings) else { continue }
      let page = index.page(at: "campaigns/\(campaign.folder)/brief.md")
      entry.href = page.map { Address.link(from: folder, to: index[$0].address) }
      result.append(entry)
    }
    for declaration in catalogue.all where hasCalendar(declaration.id) {
      for rows in all(of: declaration.id) {
        let page = rows.campaign.flatMap { index.page(at: "campaigns/\($0)/project.md") }
          ?? index.page(at: "registers/\(declaration.id).md")
        let href = page.map {
          Address.link(from: folder, to: index[$0].address, anchor: rows.campaign == nil ? nil : declaration.id)
        }
        result += entries(rows, today: today).map { entry in
          var entry = entry
          entry.href = href
          return entry
        }
      }
    }
    return result
  }

  /// Everything that a campaign has in a calendar, itself too.
  func calendar(ofCampaign campaign: CampaignResult, strings: Strings, today: Day) -> [CalendarEntry] {
    var result: [CalendarEntry] = []
    if let entry = entry(of: campaign, strings: strings) { result.append(entry) }
    for declaration in catalogue.all {
      if let rows = campaigns[campaign.folder]?[declaration.id] { result += entries(rows, today: today) }
    }
    return result
  }

  /// A campaign's own days; `nil` without usable dates.
  private func entry(of campaign: CampaignResult, strings: Strings) -> CalendarEntry? {
    campaign.brief.period.map {
      CalendarEntry(
        uid: "campaign-\(campaign.folder)", label: campaign.title, days: $0, kind: strings["campaign"],
        note: campaign.brief.goal)
    }
  }

  /// Where a campaign's calendar file stands, for campaigns with a project page.
  static func calendarAddress(ofCampaign folder: String) -> String { Address.composed("campaigns/\(folder)") + "/calendar.ics" }
}
