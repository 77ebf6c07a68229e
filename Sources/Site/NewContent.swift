import Diagnostics
import Foundation
import Values

/// What `fupan new` makes.
public enum NewContent: String, Sendable, CaseIterable {
  case site, campaign, process
  case caseStudy = "case"
  case training
}

/// Writes a page from a template of the library, `starters/pages/TEMPLATE.md`, and returns its path. Never overwrites.
///
/// `path` is that of the page below `content/`, with or without `.md`: `handbook/plans/2027`.
public func makePage(template: String, path: String, site: String, today: Day?) throws -> [String] {
  let files = DefaultFiles(site: site)
  let from = Starter.folder + template + ".md"
  guard try files.read(from) != nil else {
    throw Diagnostic(.unknownStarter(template, nearest: nearest(to: template, among: try Starter.pageNames(files))), at: Location(template))
  }
  let name = path.hasSuffix(".md") ? String(path.dropLast(3)) : path
  guard let resolved = Address.resolve(name, from: ""), !resolved.isEmpty, resolved == name else {
    throw Diagnostic(.badID(path), at: Location(path))
  }
  guard Disk.isFolder(site + "/" + SiteFolder.contentName) else {
    throw Diagnostic(.noContent, at: Location(site == "." ? SiteFolder.contentName : site))
  }
  return try write(
    [(from, "\(site)/\(SiteFolder.contentName)/\(name).md")], files: files, id: Address.name(of: name), today: today)
}

/// Writes a starting file (or a starter site) and returns the paths written. Never overwrites.
///
/// `name` is the folder of a new site, else the id of the new page: letters (Han too), digits, `-` and `_`.
public func makeNew(_ kind: NewContent, name: String, site: String, today: Day?) throws -> [String] {
  let files = DefaultFiles(site: site)
  if kind == .site {
    let names = try files.names(below: "starters/site")
    return try write(names.map { ($0, name + String($0.dropFirst("starters/site".count))) }, files: files, id: "", today: today)
  }
  guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) else {
    throw Diagnostic(.badID(name), at: Location(name))
  }
  guard Disk.isFolder(site + "/" + SiteFolder.contentName) else {
    throw Diagnostic(.noContent, at: Location(site == "." ? SiteFolder.contentName : site))
  }
  let content = site + "/" + SiteFolder.contentName + "/"
  let starters: [(String, String)]
  switch kind {
  case .campaign:
    starters = try files.names(below: "starters/campaign").map {
      ($0, content + "campaigns/\(name)" + String($0.dropFirst("starters/campaign".count)))
    }
  case .process: starters = [("starters/process.md", content + "handbook/processes/\(name).md")]
  case .caseStudy: starters = [("starters/case.md", content + "cases/\(name).md")]
  case .training: starters = [("starters/training.md", content + "training/\(name).md")]
  case .site: starters = []
  }
  return try write(starters, files: files, id: name, today: today)
}

/// Copies starters with `ID`, `TODAY` and `NEXTMONTH` filled in.
private func write(
  _ starters: [(from: String, to: String)], files: DefaultFiles, id: String, today: Day?
) throws -> [String] {
  if let existing = starters.first(where: { Disk.kind($0.to) != nil }) {
    throw Diagnostic(.alreadyThere, at: Location(existing.to))
  }
  let today = today ?? Day(number: Int32(Date().timeIntervalSince1970 / 86_400))
  do throws(FileError) {
    for (from, to) in starters {
      guard let file = try files.read(from) else { continue }
      let text = Starter.filled(file.bytes, id: id, today: today)
      if !Address.folder(of: to).isEmpty { try Disk.makeFolder(Address.folder(of: to)) }
      try Disk.write(Array(text.utf8), to: to)
    }
  } catch {
    throw error.diagnostic(at: error.path)
  }
  return starters.map(\.to)
}

extension Problem {
  static let alreadyThere = Problem(
    "already-there", zh: "已经有这个文件，不会覆盖它", en: "it is there already and is not overwritten",
    hint: Wording(zh: "换一个名字", en: "choose another name"))
  static func badID(_ id: String) -> Problem {
    Problem(
      "bad-id", zh: "「\(id)」不能作 id", en: "'\(id)' cannot be an id",
      hint: Wording(zh: "只用字母、汉字、数字、- 和 _", en: "use letters, digits, - and _"))
  }
}
