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
  /// What the manifest listed at the start, sorted.
  private let known: Set<String>

  static let manifestName = ".fupan-manifest"
  private static let stagingName = ".fupan-new"
  private static let lockName = ".fupan-lock"

  /// Opens the folder for one build. Throws a diagnostic when it is not one that Fupan may write to.
  init(_ path: String, content: String) throws {
    self.path = path
    staging = path + "/" + OutputFolder.stagingName
    manifestPath = path + "/" + OutputFolder.manifestName
    try OutputFolder.refuseContent(path, content: content)
    switch Disk.kind(path) {
    case .file, .other: throw Diagnostic(.outputIsFile, at: Location(path))
    default: break
    }
    do {
      try Disk.makeFolder(path)
      let names = try Disk.list(path).map(\.name)
      let ours: Set = [OutputFolder.manifestName, OutputFolder.stagingName, OutputFolder.lockName, ".gitkeep"]
      if !names.contains(OutputFolder.manifestName), !names.allSatisfy(ours.contains) {
        throw Diagnostic(.outputNotOurs, at: Location(path))
      }
      guard let lock = try Disk.lock(path + "/" + OutputFolder.lockName) else {
        throw Diagnostic(.outputLocked, at: Location(path))
      }
      self.lock = lock
      known = names.contains(OutputFolder.manifestName)
        ? Set(String(decoding: try Disk.read(manifestPath), as: UTF8.self).split(separator: "\n").map(String.init)) : []
      OutputFolder.clear(staging)
      try Disk.makeFolder(staging)
    } catch let error as FileError {
      throw error.diagnostic(at: error.path)
    }
  }

  deinit {
    Disk.unlock(lock)
  }

  private static func refuseContent(_ path: String, content: String) throws {
    // The folder may not exist yet: then its nearest existing ancestor says where it would lie.
    var existing = path
    var rest = ""
    while !existing.isEmpty, existing != "/", Disk.resolve(existing) == nil {
      rest = "/" + Address.name(of: existing) + rest
      existing = Address.folder(of: existing)
      if existing.isEmpty { existing = path.hasPrefix("/") ? "/" : "." }
    }
    let output = (Disk.resolve(existing.isEmpty ? "." : existing) ?? existing) + rest
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
    if !known.isEmpty {
      if known.contains(path) {
        if Disk.size(target) == bytes.count, let old = try? Disk.read(target), old.elementsEqual(bytes) {
          return Staged(path: path, isStaged: false)
        }
      } else if Disk.kind(target) != nil {
        throw FileError(path: path, reason: OutputFolder.foreign, writing: true)
      }
    }
    try Disk.write(bytes, to: staging + "/" + path)
    return Staged(path: path, isStaged: true)
  }

  static let foreign = "foreign"

  /// Moves the staged files to their places and removes what the previous site had and this one has not.
  func commit(_ files: [Staged]) throws(FileError) {
    let names = files.map(\.path).sorted()
    try writeManifest(known.union(names).sorted())
    // A top folder that the output does not have yet is moved whole, everything else file by file.
    var moved: Set<Substring> = []
    for top in Set(names.compactMap(OutputFolder.topFolder)).sorted() where Disk.kind(path + "/" + top) == nil {
      try Disk.rename(staging + "/" + top, to: path + "/" + top)
      moved.insert(top)
    }
    let rest = files.filter { file in OutputFolder.topFolder(file.path).map { !moved.contains($0) } ?? true }
    for folder in Set(rest.map { Address.folder(of: $0.path) }).sorted() where !folder.isEmpty {
      try makeOwnFolder(folder)
    }
    for file in rest where file.isStaged { try Disk.rename(staging + "/" + file.path, to: path + "/" + file.path) }
    var emptied: Set<String> = []
    for old in known.subtracting(names).sorted() {
      Disk.remove(path + "/" + old)
      var folder = Address.folder(of: old)
      while !folder.isEmpty {
        emptied.insert(folder)
        folder = Address.folder(of: folder)
      }
    }
    // Deeper folders first; one that still holds something stays.
    for folder in emptied.sorted(by: { $0.utf8.count > $1.utf8.count }) { Disk.removeEmptyFolder(path + "/" + folder) }
    try writeManifest(names)
    OutputFolder.clear(staging)
  }

  /// Forgets what was staged; the site stays as it was.
  func abandon() {
    OutputFolder.clear(staging)
    if known.isEmpty {
      // Leave nothing behind in a folder that was empty before.
      Disk.remove(path + "/" + OutputFolder.lockName)
    }
  }

  /// Makes a folder below the output, refusing to go through a link that stands in the way.
  private func makeOwnFolder(_ folder: String) throws(FileError) {
    var made = path
    for part in folder.split(separator: "/") {
      made += "/" + part
      switch Disk.kind(made) {
      case .folder: continue
      case nil: try Disk.makeFolder(made)
      default: throw FileError(path: made, reason: "not a folder", writing: true)
      }
    }
  }

  private func writeManifest(_ names: [String]) throws(FileError) {
    let temporary = staging + "/" + OutputFolder.manifestName
    try Disk.write(Array((names.joined(separator: "\n") + "\n").utf8), to: temporary)
    try Disk.rename(temporary, to: manifestPath)
  }

  /// The first folder of a path; `nil` for a file at the top.
  private static func topFolder(_ path: String) -> Substring? {
    path.utf8.firstIndex(of: 0x2F).map { path[..<$0] }
  }

  /// Removes the staging folder with all that is in it; links are removed, not followed.
  private static func clear(_ staging: String) {
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
