import Foundation

/// What stands at a path of a sandbox.
enum Content: ExpressibleByStringInterpolation {
  case bytes([UInt8])
  /// A symbolic link; its target is written as given.
  case link(String)
  case folder
  case pipe

  init(stringLiteral text: String) { self = .bytes(Array(text.utf8)) }

  static func bytes(_ count: Int, of byte: UInt8) -> Content { .bytes([UInt8](repeating: byte, count: count)) }
  static func repeated(_ text: String, _ count: Int) -> Content {
    .bytes(Array(String(repeating: text, count: count).utf8))
  }
}

struct SandboxError: Error, CustomStringConvertible {
  var description: String
}

/// A temporary folder with the files of a test, removed with the last reference.
final class Sandbox: Sendable {
  let root: String

  init(_ tree: [String: Content] = [:]) throws {
    guard let made = mkdtemp(strdup(NSTemporaryDirectory() + "/fupan-test-XXXXXX")) else {
      throw SandboxError(description: "no temporary folder: \(String(cString: strerror(errno)))")
    }
    root = String(cString: made)
    try add(tree)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// A site with a name and these files; the tree may say its own `content/site.yaml`.
  static func site(_ tree: [String: Content] = [:]) throws -> Sandbox {
    try Sandbox(["content/site.yaml": "name: 示例\n"].merging(tree) { $1 })
  }

  func add(_ tree: [String: Content]) throws {
    for (path, content) in tree.sorted(by: { $0.key < $1.key }) { try put(content, at: path) }
  }

  func put(_ content: Content, at path: String) throws {
    let full = self.path(path)
    let parent = full[..<(full.lastIndex(of: "/") ?? full.endIndex)]
    try FileManager.default.createDirectory(atPath: String(parent), withIntermediateDirectories: true)
    switch content {
    case .bytes(let bytes): try Data(bytes).write(to: URL(fileURLWithPath: full))
    case .link(let target): try FileManager.default.createSymbolicLink(atPath: full, withDestinationPath: target)
    case .folder: try FileManager.default.createDirectory(atPath: full, withIntermediateDirectories: true)
    case .pipe:
      guard mkfifo(full, 0o644) == 0 else {
        throw SandboxError(description: "no pipe: \(String(cString: strerror(errno)))")
      }
    }
  }

  func path(_ path: String) -> String { path.hasPrefix("/") ? path : root + "/" + path }

  func exists(_ path: String) -> Bool { (try? FileManager.default.attributesOfItem(atPath: self.path(path))) != nil }

  /// The text of a file, `nil` when there is none.
  func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: self.path(path)).map { String(decoding: $0, as: UTF8.self) }
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: self.path(path)) }

  /// Path to content of every file below a folder, hidden ones too unless they are Fupan's own; links as `-> target`.
  func files(below folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    let top = path(folder)
    for case let name as String in FileManager.default.enumerator(atPath: top) ?? .init() {
      if name.hasPrefix(".fupan-") { continue }
      let full = top + "/" + name
      let type = try FileManager.default.attributesOfItem(atPath: full)[.type] as? FileAttributeType
      switch type {
      case .typeRegular: files[name] = try Data(contentsOf: URL(fileURLWithPath: full))
      case .typeSymbolicLink:
        files[name] = Data(("-> " + (try FileManager.default.destinationOfSymbolicLink(atPath: full))).utf8)
      default: continue
      }
    }
    return files
  }

  /// Names of all folders below a folder, Fupan's own apart.
  func folders(below folder: String) -> [String] {
    let top = path(folder)
    var found: [String] = []
    for case let name as String in FileManager.default.enumerator(atPath: top) ?? .init() where !name.hasPrefix(".fupan-") {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: top + "/" + name, isDirectory: &isFolder), isFolder.boolValue {
        found.append(name)
      }
    }
    return found.sorted()
  }
}
