import Foundation

/// Paths inside the site and the links between them.
enum Address {
  /// The folder part of a path, without a final slash; empty at the top.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "" }
    return String(path[..<slash])
  }

  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// The output path of a Markdown file: `.md` becomes `.html`, letters are in Unicode's composed form.
  static func output(of path: String) -> String {
    composed(String(path.dropLast(3)) + ".html")
  }

  /// NFC, which is what keyboards and web servers use; macOS hands out decomposed names.
  static func composed(_ path: String) -> String {
    path.utf8.allSatisfy { $0 < 0x80 } ? path : path.precomposedStringWithCanonicalMapping
  }

  /// `..` steps from a folder to the top: `"../../"` for `a/b`.
  static func root(from folder: String) -> String {
    if folder.isEmpty { return "" }
    return String(repeating: "../", count: folder.utf8.count { $0 == 0x2F } + 1)
  }

  /// The relative link from a page in `folder` to the output file `path`, percent-encoded.
  static func link(from folder: String, to path: String, anchor: String? = nil) -> String {
    var link = encoded(relative(from: folder, to: path))
    if let anchor { link += "#" + encoded(anchor) }
    return link
  }

  static func relative(from folder: String, to path: String) -> String {
    if folder.isEmpty { return path }
    var (folder, path) = (folder, path)
    return folder.withUTF8 { start in
      path.withUTF8 { target in
        // How far the two agree, and where the last folder ends that both have.
        var at = 0
        var shared = 0
        while at < start.count, at < target.count, start[at] == target[at] {
          at += 1
          if start[at - 1] == 0x2F { shared = at }
        }
        if at == start.count, at < target.count, target[at] == 0x2F {
          return String(decoding: target[(at + 1)...], as: UTF8.self)
        }
        var result = "../"
        for byte in start[shared...] where byte == 0x2F { result += "../" }
        return result + String(decoding: target[shared...], as: UTF8.self)
      }
    }
  }

  /// Percent-encoded for a URL's path or fragment; `/` stays.
  static func encoded(_ text: String) -> String {
    var copy = text
    return copy.withUTF8 { bytes in
      var others = 0
      for byte in bytes where !isUnreserved(byte) { others += 1 }
      if others == 0 { return text }
      return String(unsafeUninitializedCapacity: bytes.count + 2 * others) { result in
        var count = 0
        for byte in bytes {
          if isUnreserved(byte) {
            result[count] = byte
            count += 1
          } else {
            result[count] = 0x25
            result[count + 1] = hexDigit(byte >> 4)
            result[count + 2] = hexDigit(byte & 15)
            count += 3
          }
        }
        return count
      }
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F: true
    default: false
    }
  }

  /// Undoes percent-encoding; `nil` when the result is not UTF-8.
  static func decoded(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var iterator = text.utf8.makeIterator()
    while let byte = iterator.next() {
      guard byte == 0x25 else {
        bytes.append(byte)
        continue
      }
      guard let high = iterator.next().flatMap(hexValue), let low = iterator.next().flatMap(hexValue) else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// Resolves a relative or rooted (`/kpi/x.md`) path against a folder; `nil` when it climbs out of the top.
  static func resolve(_ path: some StringProtocol, from folder: String) -> String? {
    var parts: [Substring] = path.utf8.first == 0x2F ? [] : folder.split(separator: "/")
    for part in path.split(separator: "/") {
      if part == "." { continue }
      if part == ".." {
        if parts.isEmpty { return nil }
        parts.removeLast()
      } else {
        parts.append(Substring(part))
      }
    }
    return parts.joined(separator: "/")
  }

  // MARK: Names that every system takes

  private static let reserved: Set<String> = {
    var names: Set<String> = ["con", "prn", "aux", "nul"]
    for digit in 1...9 {
      names.insert("com\(digit)")
      names.insert("lpt\(digit)")
    }
    return names
  }()

  /// The first part of the path that Windows refuses as a name.
  static func refusedName(in path: String) -> String? {
    for part in path.utf8.split(separator: 0x2F) {
      let illegal = part.contains { byte in
        switch byte {
        case 0..<0x20, 0x22, 0x2A, 0x3A, 0x3C, 0x3E, 0x3F, 0x5C, 0x7C: true
        default: false
        }
      }
      let last = part.last
      // Reserved names have three or four letters.
      let stem = part.prefix { $0 != 0x2E }
      let isReserved = stem.count <= 4 && stem.count >= 3 && reserved.contains(String(Substring(stem)).lowercased())
      if illegal || last == 0x2E || last == 0x20 || isReserved { return String(Substring(part)) }
    }
    return nil
  }
}
