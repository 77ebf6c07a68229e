import Diagnostics

/// The files of a site, sorted into what they are for, unread.
struct SiteFolder: Sendable {
  /// The folder that holds `content/`.
  var root: String
  /// Markdown files, relative to `content/`, in the order of their bytes.
  var documents: [String] = []
  /// Files copied to the site as they are.
  var assets: [String] = []
  /// KPI files of each campaign, by the campaign's folder name.
  var data: [String: [String]] = [:]
  /// Results of sessions of each training module, by the folder of the module's forms.
  var training: [String: [String]] = [:]
  /// Registers of each campaign, by the campaign's folder name; site-wide ones under the empty name.
  var registers: [String: [String]] = [:]
  /// The site's own declarations of registers.
  var registerDeclarations: [String] = []
  var hasSettings = false
  var hasMetrics = false
  /// Whether the site has a list of words for copy of its own.
  var hasCopyWords = false
  var diagnostics: [Diagnostic] = []

  static let contentName = "content"
  static let copyWordsName = "ad-words.yaml"

  init(root: String) { self.root = root }

  /// Only the site's own declarations of registers; none where there is no site.
  init(declarationsOf root: String) throws(FileError) {
    self.root = root
    let folder = root + "/" + SiteFolder.contentName + "/registers"
    guard Disk.isFolder(folder) else { return }
    registerDeclarations = try Disk.list(folder).map(\.name).filter { $0.hasSuffix(RegisterDeclarations.suffix) }
      .sorted().map { "registers/" + $0 }
  }

  /// Lists a site's files. Throws only when `content/` itself cannot be listed.
  static func read(_ root: String) throws(FileError) -> SiteFolder {
    var site = SiteFolder(root: root)
    let top = root + "/" + contentName
    let resolvedTop = Disk.resolve(top) ?? top
    var pending: [(path: String, depth: Int)] = [("", 0)]
    while let (folder, depth) = pending.popLast() {
      let entries: [Disk.Entry]
      do {
        entries = try Disk.list(folder.isEmpty ? top : top + "/" + folder)
      } catch {
        if folder.isEmpty { throw error }
        site.diagnostics.append(error.diagnostic(at: contentName + "/" + folder))
        continue
      }
      for entry in entries where !isIgnored(entry.name) {
        let path = folder.isEmpty ? entry.name : folder + "/" + entry.name
        var kind = entry.kind
        if kind == .link {
          guard let target = Disk.resolve(top + "/" + path) else {
            if let error = Disk.whyUnreadable(top + "/" + path) {
              site.diagnostics.append(error.diagnostic(at: contentName + "/" + path))
            }
            continue
          }
          guard target.hasPrefix(resolvedTop + "/") else {
            site.diagnostics.append(Diagnostic(.leavesSite(target), at: Location(contentName + "/" + path)))
            continue
          }
          kind = Disk.kind(target) ?? .other
          // A link to a folder that holds it would go round for ever.
          if kind == .folder, (resolvedTop + "/" + path).hasPrefix(target + "/") || depth > 40 {
            site.diagnostics.append(Diagnostic(.leavesSite(target), at: Location(contentName + "/" + path)))
            continue
          }
        }
        switch kind {
        case .folder: pending.append((path, depth + 1))
        case .file: site.add(path)
        case .link, .other:
          let error = FileError(path: path, reason: "not a regular file", writing: false)
          site.diagnostics.append(error.diagnostic(at: contentName + "/" + path))
        }
      }
    }
    site.documents.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    site.assets.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    site.registerDeclarations.sort()
    for key in site.training.keys { site.training[key]?.sort() }
    for key in site.data.keys { site.data[key]?.sort() }
    for key in site.registers.keys { site.registers[key]?.sort() }
    return site
  }

  /// Hidden files and what editors and systems leave lying about.
  private static func isIgnored(_ name: String) -> Bool {
    name.utf8.first == 0x2E || name.utf8.last == 0x7E || name.hasPrefix("~$") || name == "Thumbs.db"
      || name == "desktop.ini"
  }

  private mutating func add(_ path: String) {
    switch path {
    case "site.yaml": return hasSettings = true
    case "metrics.yaml": return hasMetrics = true
    case SiteFolder.copyWordsName: return hasCopyWords = true
    default: break
    }
    // Pages of other folders, which most files are.
    if path.hasSuffix(".md"), !["campaigns/", "registers/", "training/"].contains(where: path.hasPrefix) {
      return documents.append(path)
    }
    let parts = path.split(separator: "/", maxSplits: 3)
    if parts.first == "campaigns", parts.count > 3 {
      if parts[2] == "data" { return data[String(parts[1]), default: []].append(path) }
      if parts[2] == "registers" {
        if path.hasSuffix(RegisterDeclarations.suffix) {
          return diagnostics.append(Diagnostic(.misplacedDeclaration, at: Location(SiteFolder.contentName + "/" + path)))
        }
        return registers[String(parts[1]), default: []].append(path)
      }
    }
    if parts.first == "registers", parts.count > 1 {
      if path.hasSuffix(RegisterDeclarations.suffix) { return registerDeclarations.append(path) }
      if !path.hasSuffix(".md") { return registers["", default: []].append(path) }
    }
    if parts.first == "training", parts.count > 3, parts[2] == "data" {
      return training["training/" + parts[1], default: []].append(path)
    }
    if path.hasSuffix(".md") { return documents.append(path) }
    let suffix = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if SiteFolder.assetSuffixes.contains(suffix) {
      assets.append(path)
    } else {
      diagnostics.append(Diagnostic(.notCopied, at: Location(SiteFolder.contentName + "/" + path)))
    }
  }

  private static let assetSuffixes: Set<String> = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "pdf", "mp3", "mp4", "webm", "m4a", "docx", "pptx", "xlsx",
    "zip",
  ]
}

extension Problem {
  static let misplacedDeclaration = Problem(
    "misplaced-declaration", zh: "登记表的声明不能放在活动里", en: "a campaign cannot declare a register",
    hint: Wording(zh: "移到 content/registers/", en: "move it to content/registers/"))
  static let notCopied = Problem(
    "not-copied", .warning, zh: "不是页面、数据或素材，不会复制到站点里", en: "neither a page, data nor an asset; it is not copied to the site",
    hint: Wording(
      zh: "KPI 文件放进 campaigns/活动/data/，登记表放进 registers/", en: "put KPI files into campaigns/ID/data/, registers into registers/"))
}
