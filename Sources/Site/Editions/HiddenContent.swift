/// What an edition leaves out, by the names under which other content may speak of it.
struct HiddenContent: Sendable {
  /// The edition's name; empty where nothing is left out.
  var edition = ""
  /// Pages, relative to `content/`.
  var pages: Set<String> = []
  /// Ids and codes of those pages, as front matter names them.
  var ids: Set<String> = []
  /// Folders whose own page is left out, and with it all that is in them.
  var folders: Set<String> = []
  /// Campaigns by folder, id and title; reviews by the folder of their campaign.
  var campaigns: Set<String> = []
  var reviews: Set<String> = []
  var registers: Set<String> = []
  /// Columns of registers that are shown, by register.
  var columns: [String: Set<String>] = [:]
  /// Files that nothing but hidden content links to, as far as it is known.
  var assets: Set<String> = []

  /// Whether a path relative to `content/` is that of hidden content.
  func holds(_ path: String) -> Bool {
    if edition.isEmpty { return false }
    if pages.contains(path) { return true }
    if path.hasPrefix("registers/"), path.hasSuffix(".md"), registers.contains(String(path.dropFirst(10).dropLast(3))) {
      return true
    }
    return isClosed(folder: Address.folder(of: path))
  }

  /// Whether a folder lies in one whose page is left out.
  func isClosed(folder: String) -> Bool {
    if folders.isEmpty { return false }
    var folder = folder
    while true {
      if folders.contains(folder) { return true }
      if folder.isEmpty { return false }
      folder = Address.folder(of: folder)
    }
  }
}
