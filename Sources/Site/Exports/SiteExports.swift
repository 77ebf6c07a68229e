import Exports
import Review

/// The files to take away of a site's reviews: which there are, and each one's bytes.
struct SiteExports: Sendable {
  struct Item: Sendable {
    var format: ExportFormat
    /// The review's page.
    var page: Int
    /// Below the output folder.
    var path: String
  }

  let formats: [ExportFormat]
  private let file: ReviewFile?

  init(_ formats: [ExportFormat], files: DefaultFiles) throws(FileError) {
    self.formats = ExportFormat.ofReviews.filter(formats.contains)
    file = formats.contains(.html) ? try ReviewFile(files) : nil
  }

  /// One for each format of every review, by page.
  static func items(_ formats: [ExportFormat], index: SiteIndex, campaigns: CampaignSet) -> [Item] {
    if formats.isEmpty { return [] }
    return index.pages.indices.flatMap { page -> [Item] in
      guard case .review = index[page].role, let folder = reviewed(page, index, campaigns)?.folder else { return [] }
      return ExportFormat.ofReviews.filter(formats.contains).map { format in
        Item(
          format: format, page: page, path: Address.composed(index[page].folder + "/" + format.fileName(folder)))
      }
    }
  }

  private static func reviewed(_ page: Int, _ index: SiteIndex, _ campaigns: CampaignSet) -> CampaignResult? {
    let campaign = campaigns[Address.name(of: index[page].folder)]
    return campaign?.review == nil ? nil : campaign
  }

  /// The bytes of a file; `render` makes a page of a layout and context.
  func bytes(
    _ item: Item, pages: CampaignPages, links: ReviewLinks, render: (Context, String) -> [UInt8]
  ) throws(FileError) -> [UInt8] {
    guard let campaign = pages.campaign(ofPage: item.page), let review = campaign.review else { return [] }
    if item.format == .html {
      guard let file else { return [] }
      let folder = pages.contexts.index[item.page].folder
      return render(file.complete(pages.review(item.page, links: links), links: links, folder: folder), "review")
    }
    return try exportBytes(item.format, campaign, review, path: item.path)
  }
}

/// The bytes of a file that takes no page: of a table format, or of the data package.
func exportBytes(
  _ format: ExportFormat, _ campaign: CampaignResult, _ review: Review, path: String
) throws(FileError) -> [UInt8] {
  do { return try exportBytes(format, campaign, review) } catch {
    throw FileError(path: path, reason: error.reason, writing: true)
  }
}

private func exportBytes(
  _ format: ExportFormat, _ campaign: CampaignResult, _ review: Review
) throws(ExportFailure) -> [UInt8] {
  switch format {
  case .xlsx: try workbook(of: review)
  case .pptx: try presentation(of: review)
  case .csv: try archive(csvFiles(of: review))
  case .data: try archive(dataPackage(of: review, facts: campaign.facts))
  case .html, .pdf, .scorm, .quiz: []
  }
}
