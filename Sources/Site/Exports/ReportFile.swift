import Diagnostics
import Exports
import Foundation
import Review
import Values

/// Makes one file of one campaign's review, as a build would, and writes it.
///
/// `output` is the file; without it, its usual name in the current folder. For `csv` and `data` it is a ZIP if it ends in
/// `.zip`, else a folder. The files are `nil` when errors of the campaign's data kept them from being made. Throws a diagnostic
/// when the site or the campaign is not there, or a file cannot be written.
public func writeReport(
  _ name: String, _ format: ExportFormat, site: String, today: Day?, baseURL: String?, output: String?
) throws -> (files: [String]?, diagnostics: [Diagnostic], language: Language) {
  let isPage = format == .html || format == .pdf
  let (campaign, diagnostics, language) = try campaignResult(name, site: site, today: today)
  guard let campaign, let review = campaign.review, !diagnostics.hasErrors else { return (nil, diagnostics, language) }
  let path = target(output, format.fileName(campaign.folder), format)
  let links = baseURL.map(ReviewLinks.absolute) ?? .none
  do {
    if !isPage, format == .csv || format == .data, !path.hasSuffix(".zip") {
      let parts = format == .csv ? csvFiles(of: review) : dataPackage(of: review, facts: campaign.facts)
      for part in parts { try write(part.bytes, to: path + "/" + part.name) }
      return (parts.map { path + "/" + $0.name }, diagnostics, language)
    }
    let bytes = isPage
      ? try reviewPage(campaign, format, site: site, today: today, links: links, path: path)
      : try exportBytes(format, campaign, review, path: path)
    try write(bytes, to: path)
    return ([path], diagnostics, language)
  } catch let error as FileError {
    throw error.diagnostic(at: error.path)
  }
}

private func target(_ output: String?, _ name: String, _ format: ExportFormat) -> String {
  guard let output else { return name }
  // A folder takes the file in, unless a folder is what was asked for.
  let isFolder = Disk.isFolder(output) && format != .csv && format != .data
  return isFolder ? (output.hasSuffix("/") ? output : output + "/") + name : output
}

/// Puts a file in its place whole: it is written beside it first.
private func write(_ bytes: [UInt8], to path: String) throws(FileError) {
  let folder = Address.folder(of: path)
  if !folder.isEmpty { try Disk.makeFolder(folder) }
  let draft = path + ".fupan-new"
  try Disk.write(bytes, to: draft)
  do { try Disk.rename(draft, to: path) } catch {
    Disk.remove(draft)
    throw error
  }
}

private func reviewPage(
  _ campaign: CampaignResult, _ format: ExportFormat, site root: String, today: Day?, links: ReviewLinks, path: String
) throws -> [UInt8] {
  var options = BuildOptions(site: root, output: nil, today: today)
  options.drafts = true
  let site = try SiteModel.load(options)
  // Templates with errors were not registered; a page of nothing must not pass for the review.
  let templateErrors = site.diagnostics.filter { $0.severity == .error && $0.location.file.hasPrefix("templates/") }
  if let first = templateErrors.first { throw first }
  guard let page = site.index.page(at: "campaigns/\(campaign.folder)/review.md") else {
    throw Diagnostic(.unreadable("campaigns/\(campaign.folder)/review.md"), at: Location(root))
  }
  let writer = try SiteWriter(site: site, options: options)
  let exports = try SiteExports([.html], files: DefaultFiles(site: root))
  let item = SiteExports.Item(format: .html, page: page, path: path)
  let bytes = try writer.export(item, exports, links: links)
  return format == .pdf ? try PDFPrinter.print(bytes, for: path) : bytes
}
