import Handbook

/// Pages that no file of the site writes, and names that only rendering knows.
extension SiteIndex {
  /// A review for every campaign, its people's part or not.
  mutating func addReviews(of campaigns: CampaignSet, strings: Strings) {
    for campaign in campaigns.campaigns {
      let folder = "campaigns/" + campaign.folder
      if hidden.holds(folder + "/review.md") { continue }
      guard page(at: folder + "/review.md") == nil, let brief = page(at: folder + "/brief.md") else { continue }
      let page = add(
        PageNode(
          path: folder + "/review.md", address: Address.composed(folder) + "/review.html", document: nil,
          title: campaign.title + strings["titleSeparator"] + strings["review"], weight: nil, parent: brief, role: .review))
      self[brief].children.append(page)
    }
  }

  /// The list of pages to check again, outside the menu's order.
  mutating func addOverdue(strings: Strings) {
    add(
      PageNode(
        path: "overdue.md", address: "overdue.html", document: nil, title: strings["overduePagesTitle"], weight: nil,
        parent: home, role: .overdue))
  }

  /// The page of each document, by the document's place.
  func pagesOfDocuments(count: Int) -> [Int] {
    var result = [Int](repeating: home, count: count)
    for number in pages.indices {
      if let document = pages[number].document { result[document] = number }
    }
    return result
  }

  /// Gives the pages of documents their titles and weights.
  mutating func nameDocuments(
    _ rendered: [RenderedPage], documents: [Document], campaigns: CampaignSet, strings: Strings
  ) {
    for number in pages.indices {
      guard let document = pages[number].document else { continue }
      let path = pages[number].path
      self[number].weight = documents[document].matter.weight
      if number != home || documents[document].matter.title != nil {
        self[number].title = rendered[document].title ?? Address.name(of: path)
      }
      if pages[number].role == .review, documents[document].matter.title == nil {
        let folder = Address.name(of: Address.folder(of: path))
        self[number].title = (campaigns[folder]?.title ?? folder) + strings["titleSeparator"] + strings["review"]
      }
    }
  }
}
