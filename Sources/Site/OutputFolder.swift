import Diagnostics
import Foundation
import Synchronization

/// The folder that a site is compiled into.
///
/// Files are first staged, all of them, in `.fupan-new/`, then renamed to their places one by one, so a reader never
/// sees half a file and a build that fails leaves everything as it was. `.fupan-manifest` lists what Fupan wrote;
/// nothing else is ever overwritten or deleted. The manifest is widened before the first rename and narrowed after
/// the last deletion, so a build that is killed in between leaves no file that the next one would not know.
final class OutputFolder: Sendable {
  let path: String
  private let staging: String
  private let manifestPath: String
  private let lock: Int32
  /// What the manifest listed at the start.
  private let known: Set<String>
  /// Whether there was one; without it the folder held nothing.
  private let hadManifest: Bool
  /// The edition that the folder is kept for; `nil` for a site's main output.
  private let owner: String?

  static let manifestName = ".fupan-manifest"
  private static let stagingName = ".fupan-new"
  private static let lockName = ".fupan-lock"

  /// Opens the folder for one build. Throws a diagnostic when it is not one that Fupan may write to.
  init(_ path: String, content: String, owner: String? = nil) throws {
    self.path = path
    self.owner = owner
    staging = path + "/" + OutputFolder.stagingName
    manifestPath = path + "/" + OutputFolder.manifestName
    try OutputFolder.refuseContent(path, content: content)
    try OutputFolder.refuseOpenFolders(above: path, owner: owner)
    switch Disk.kind(path) {
    case .file, .other: throw Diagnostic(.outputIsFile, at: Location(path))
    default: break
    }
    do {
      try Disk.makeFolder(path)
      // Only now do `..` behind folders that were missing say where they lead.
      try OutputFolder.refuseContent(path, content: content)
      _ = try OutputFolder.isOurs(path)
      guard let lock = try Disk.lock(path + "/" + OutputFolder.lockName) else {
        throw Diagnostic(.outputLocked, at: Location(path))
      }
      self.lock = lock
      // Asked again behind the lock: another build may have ended in between.
      hadManifest = try OutputFolder.isOurs(path)
      let manifest = hadManifest ? try Disk.read(manifestPath) : []
      if hadManifest, OutputFolder.owner(manifest) != owner {
        throw Diagnostic(.closedInsideOpenFolder(owner ?? "main", folder: path), at: Location(path))
      }
      known = OutputFolder.entries(manifest)
      OutputFolder.clear(staging)
      try Disk.makeFolder(staging)
    } catch let error as FileError {
      throw error.diagnostic(at: error.path)
    }
  }

  deinit {
    Disk.unlock(lock)
  }

  /// Whether the folder has a manifest; refuses one that has none and holds something else than a build's leavings.
  private static func isOurs(_ path: String) throws -> Bool {
    let names = try Disk.list(path).map(\.name)
    let ours: Set = [stagingName, lockName, ".gitkeep"]
    if names.contains(manifestName) { return true }
    if !names.allSatisfy(ours.contains) { throw Diagnostic(.outputNotOurs, at: Location(path)) }
    return false
  }

  /// The paths of a manifest that lie inside the folder; a damaged one must not lead out of it.
  static func entries(_ manifest: [UInt8]) -> Set<String> {
    let lines = manifest.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
    return Set(
      lines.lazy.map { String(decoding: $0, as: UTF8.self) }.filter { line in
        !line.hasPrefix("/") && !line.split(separator: "/", omittingEmptySubsequences: false).contains {
          $0.isEmpty || $0 == "." || $0 == ".."
        }
      })
  }

  /// The edition whose folder a manifest lists, which its first line names; `nil` for a site's main output.
  private static func owner(_ manifest: [UInt8]) -> String? {
    let line = String(decoding: manifest.prefix { $0 != 0x0A }, as: UTF8.self)
    return line.hasPrefix(ownerMark) ? String(line.dropFirst(ownerMark.count)) : nil
  }

  /// No path of a file has an empty part.
  private static let ownerMark = "//edition/"

  /// An edition that shows more than another must not come to lie in the folder that is copied for everyone.
  private static func refuseOpenFolders(above path: String, owner: String?) throws {
    guard let owner else { return }
    var folder = placed(path)
    while folder.utf8.count > 1 {
      folder = Address.folder(of: folder)
      let manifest = folder + "/" + manifestName
      if Disk.kind(manifest) == .file, try OutputFolder.owner(Disk.read(manifest)) != owner {
        throw Diagnostic(.closedInsideOpenFolder(owner, folder: folder), at: Location(path))
      }
    }
  }

  /// Where a folder lies, or would lie: one that does not exist yet where its nearest existing ancestor says.
  private static func placed(_ path: String) -> String {
    var existing = path
    var rest = ""
    while !existing.isEmpty, existing != "/", Disk.resolve(existing) == nil {
      rest = "/" + Address.name(of: existing) + rest
      existing = Address.folder(of: existing)
      if existing.isEmpty { existing = path.hasPrefix("/") ? "/" : "." }
    }
    return (Disk.resolve(existing.isEmpty ? "." : existing) ?? existing) + rest
  }

  private static func refuseContent(_ path: String, content: String) throws {
    let output = placed(path)
    guard let content = Disk.resolve(content) else { return }
    let inside = { (inner: String, outer: String) in inner == outer || inner.hasPrefix(outer == "/" ? "/" : outer + "/") }
    if inside(content, output) || inside(output, content) { throw Diagnostic(.outputHoldsContent, at: Location(path)) }
  }

  /// Makes the folders that staged files will stand in; call it once, before staging.
  func prepare(_ paths: [String]) throws(FileError) {
    do {
      for folder in Set(paths.map(Address.folder)).sorted() where !folder.isEmpty {
        try Disk.makeFolder(staging + "/" + folder)
      }
    } catch {
      abandon()
      throw error
    }
  }

  /// A file of the new site, kept for its rename.
  struct Staged: Sendable {
    var path: String
    /// Not when the file already stands there with the same bytes.
    var isStaged: Bool
  }

  /// Puts one file aside for its place; safe to call from several threads for different paths.
  func stage(_ bytes: UnsafeRawBufferPointer, as path: String) throws(FileError) -> Staged {
    let target = self.path + "/" + path
    if hadManifest {
      if known.contains(path) {
        if Disk.size(target) == bytes.count, let old = try? Disk.read(target), old.elementsEqual(bytes) {
          return Staged(path: path, isStaged: false)
        }
        if Disk.kind(target) == .folder { throw FileError(path: path, reason: OutputFolder.foreign, writing: true) }
      } else if Disk.kind(target) != nil {
        throw FileError(path: path, reason: OutputFolder.foreign, writing: true)
      }
    }
    try Disk.write(bytes, to: staging + "/" + path)
    return Staged(path: path, isStaged: true)
  }

  static let foreign = "foreign"

  /// Moves the staged files to their places and removes what the previous site had and this one has not, but for what
  /// is to be kept.
  func commit(_ files: [Staged], keeping isKept: (String) -> Bool = { _ in false }) throws(FileError) {
    let kept = known.filter(isKept)
    let names = (files.map(\.path) + kept).sorted()
    // Both manifests are written before anything moves, so that a full disk is found while nothing has changed.
    let final = try stageManifest(names, as: ".manifest-final")
    let all = known.isEmpty ? names : known.union(names).sorted()
    try Disk.rename(try stageManifest(all, as: ".manifest"), to: manifestPath)
    // A top folder that the output does not have yet is moved whole, everything else file by file.
    var moved: Set<Substring> = []
    // Names of one folder stand together.
    var tops: [Substring] = []
    for name in names {
      if let top = OutputFolder.topFolder(name), top != tops.last { tops.append(top) }
    }
    for top in Set(tops).sorted() where Disk.kind(path + "/" + top) == nil {
      try Disk.rename(staging + "/" + top, to: path + "/" + top)
      moved.insert(top)
    }
    let rest = files.filter { file in OutputFolder.topFolder(file.path).map { !moved.contains($0) } ?? true }
    let standing = rest.isEmpty ? [] : Set(names)
    for folder in Set(rest.map { Address.folder(of: $0.path) }).sorted() where !folder.isEmpty {
      try makeOwnFolder(folder, kept: standing)
    }
    for file in rest where file.isStaged { try Disk.rename(staging + "/" + file.path, to: path + "/" + file.path) }
    var emptied: Set<String> = []
    for old in known.isEmpty ? [] : known.subtracting(names).sorted() where isOwnFolder(Address.folder(of: old)) {
      Disk.remove(path + "/" + old)
      var folder = Address.folder(of: old)
      while !folder.isEmpty {
        emptied.insert(folder)
        folder = Address.folder(of: folder)
      }
    }
    // Deeper folders first; one that still holds something stays.
    for folder in emptied.sorted(by: { $0.utf8.count > $1.utf8.count }) { Disk.removeEmptyFolder(path + "/" + folder) }
    try Disk.rename(final, to: manifestPath)
    OutputFolder.clear(staging)
  }

  /// Forgets what was staged; the site stays as it was.
  func abandon() {
    OutputFolder.clear(staging)
    if !hadManifest {
      // Leave nothing behind in a folder that was empty before.
      Disk.remove(path + "/" + OutputFolder.lockName)
    }
  }

  /// Makes a folder below the output, refusing to go through a link that stands in the way. A page of the previous
  /// site makes room.
  private func makeOwnFolder(_ folder: String, kept: Set<String>) throws(FileError) {
    var inner = ""
    for part in folder.split(separator: "/") {
      inner += inner.isEmpty ? String(part) : "/" + part
      let made = path + "/" + inner
      switch Disk.kind(made) {
      case .folder: continue
      case nil: try Disk.makeFolder(made)
      case .file where known.contains(inner) && !kept.contains(inner):
        Disk.remove(made)
        try Disk.makeFolder(made)
      default: throw FileError(path: made, reason: "not a folder", writing: true)
      }
    }
  }

  /// Whether a folder below the output is one, all the way: nothing is deleted through a link.
  private func isOwnFolder(_ folder: String) -> Bool {
    var made = path
    for part in folder.split(separator: "/") {
      made += "/" + part
      if Disk.kind(made) != .folder { return false }
    }
    return true
  }

  private func stageManifest(_ names: [String], as name: String) throws(FileError) -> String {
    let staged = staging + "/" + name
    let head = owner.map { OutputFolder.ownerMark + $0 + "\n" } ?? ""
    try Disk.write(Array((head + names.joined(separator: "\n") + "\n").utf8), to: staged)
    return staged
  }

  /// The first folder of a path; `nil` for a file at the top.
  private static func topFolder(_ path: String) -> Substring? {
    path.utf8.firstIndex(of: 0x2F).map { path[..<$0] }
  }

  /// Removes the staging folder with all that is in it; links are removed, not followed.
  private static func clear(_ staging: String) {
    // A link of that name leads to somebody's files.
    if Disk.kind(staging) == .link { return Disk.remove(staging) }
    var folders = [staging]
    var next = 0
    while next < folders.count {
      for entry in (try? Disk.list(folders[next])) ?? [] {
        let path = folders[next] + "/" + entry.name
        if entry.kind == .folder { folders.append(path) } else { Disk.remove(path) }
      }
      next += 1
    }
    for folder in folders.reversed() { Disk.removeEmptyFolder(folder) }
  }
}
