import Defaults
import Diagnostics
import Foundation

/// Where templates, strings and declarations come from: the site's own `templates/`, then
/// `<program>/../share/fupan/templates`, then the program itself; file by file.
struct DefaultFiles: Sendable {
  /// The folders looked through, first one first, with the name each goes by in diagnostics.
  private let layers: [(folder: String, shownAs: String)]

  init(site: String) {
    var layers: [(String, String)] = []
    if Disk.isFolder(site + "/templates") { layers.append((site + "/templates", "templates")) }
    let program = CommandLine.arguments.first.flatMap { Bundle.main.executablePath ?? $0 } ?? ""
    if let resolved = Disk.resolve(program) {
      let share = Address.folder(of: Address.folder(of: resolved)) + "/share/fupan/templates"
      if Disk.isFolder(share) { layers.append((share, share)) }
    }
    self.layers = layers
  }

  struct File: Sendable {
    var bytes: [UInt8]
    /// The path to name in a diagnostic; relative to the site for the site's own files.
    var path: String
    /// Whether the site itself wrote it.
    var isSites: Bool
  }

  /// The first layer's file of that name; `nil` when there is none.
  func read(_ name: String) throws(FileError) -> File? {
    for layer in layers where Disk.kind(layer.folder + "/" + name) != nil {
      return File(
        bytes: try Disk.read(layer.folder + "/" + name), path: layer.shownAs + "/" + name,
        isSites: layer.shownAs == "templates")
    }
    return Defaults.read(name).map { File(bytes: $0, path: "templates/" + name, isSites: false) }
  }

  /// The files of that name in all layers, the program's own first.
  func readAll(_ name: String) throws(FileError) -> [File] {
    var files = Defaults.read(name).map { [File(bytes: $0, path: "templates/" + name, isSites: false)] } ?? []
    for layer in layers.reversed() where Disk.kind(layer.folder + "/" + name) != nil {
      files.append(
        File(
          bytes: try Disk.read(layer.folder + "/" + name), path: layer.shownAs + "/" + name,
          isSites: layer.shownAs == "templates"))
    }
    return files
  }

  /// The names of all files below a folder of the templates (all of them for an empty one), over all layers, sorted.
  func names(below folder: String = "") throws(FileError) -> [String] {
    var names = Set(Defaults.names.filter { folder.isEmpty || $0.hasPrefix(folder + "/") })
    for layer in layers where Disk.isFolder(layer.folder + "/" + folder) {
      var pending = [folder]
      while let next = pending.popLast() {
        for entry in try Disk.list(next.isEmpty ? layer.folder : layer.folder + "/" + next) {
          let name = next.isEmpty ? entry.name : next + "/" + entry.name
          if entry.kind == .folder {
            pending.append(name)
          } else if entry.kind == .file, !entry.name.hasPrefix(".") {
            names.insert(name)
          }
        }
      }
    }
    return names.sorted()
  }
}
