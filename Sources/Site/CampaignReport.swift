import Diagnostics
import Handbook
import Review
import Values

/// One campaign's review, computed as a build would, without the pages.
///
/// The campaign is named by its id or folder. Throws a diagnostic when the site or the campaign is not there.
public func campaignReview(
  _ name: String, site: String, today: Day?
) throws -> (review: Review?, diagnostics: [Diagnostic], language: Language) {
  let (campaign, diagnostics, language) = try campaignResult(name, site: site, today: today)
  return (campaign?.review, diagnostics, language)
}

/// The same with the campaign's figures.
func campaignResult(
  _ name: String, site: String, today: Day?
) throws -> (campaign: CampaignResult?, diagnostics: [Diagnostic], language: Language) {
  var source = try SiteSource.read(site, today: today, drafts: true)
  let files = DefaultFiles(site: site)
  let (declarations, problems) = try Declarations.load(files, folder: source.folder)
  let briefs = source.documents.filter { $0.matter.type == .campaign }
  guard let brief = briefs.first(where: { $0.id == name || folderName($0) == name }) else {
    throw Diagnostic(
      .unknownCampaign(name, nearest: nearest(to: name, among: briefs.map(\.id))),
      at: Location(SiteFolder.contentName + "/campaigns"))
  }
  let folder = folderName(brief)
  var folders = [folder]
  if case .campaign(let campaign) = brief.matter.detail, let compare = campaign.compare {
    folders += briefs.filter { $0.id == compare || folderName($0) == compare }.map(folderName)
  }
  source.documents = source.documents.filter { document in
    folders.contains { document.path.hasPrefix("campaigns/\($0)/") }
  }
  var (campaigns, found) = CampaignSet.compute(source, declarations: declarations)
  let (registers, _) = try SiteRegisters.compute(
    source, files: files, declarations: declarations, campaigns: campaigns)
  found += campaigns.writeReviews(source, registers: registers)
  // Only what concerns this campaign and what it is computed by.
  let concerned = (source.diagnostics + found).filter {
    $0.location.file.hasPrefix("content/campaigns/\(folder)/") || $0.location.file == "content/site.yaml"
      || $0.location.file == "content/metrics.yaml"
  }
  return (campaigns[folder], (concerned + problems).sortedByPlace(), source.settings.language)

  func folderName(_ document: Document) -> String { Address.name(of: Address.folder(of: document.path)) }
}
