import Parallel
import Search
import Variants

/// Makes the search index of the pages that are written into one folder.
struct SiteSearch: Sendable {
  /// Where the index stands below the top of the site.
  static let folder = "assets/search"

  /// Folders that the index's files stand in.
  static var folders: [String] { [folder] + SearchIndex.folders.map { folder + "/" + $0 } }

  /// Asking for every character takes a while; begin it early.
  private let folds = Later { VariantConverter(.simplified).map(FoldTable.init) ?? FoldTable() }

  /// What search needs of a finished page; `nil` for what has no main part.
  /// `written` says how the edition writes a title.
  static func page(_ page: Int, html: [UInt8], in index: SiteIndex, written: (String) -> String) -> SearchPage? {
    let text = PageText(html: html)
    guard text.count > 0 else { return nil }
    let trail = index.ancestors(of: page).filter { $0 != index.home }.map { written(index[$0].title) }
    return SearchPage(address: index[page].address, title: written(index[page].title), trail: trail, text: text)
  }

  /// The files of the index, their paths below the top of the site.
  func files(_ pages: [SearchPage]) -> [(path: String, bytes: [UInt8])] {
    SearchIndex(pages, folds: folds.value()).files.map { (SiteSearch.folder + "/" + $0.path, $0.bytes) }
  }
}
