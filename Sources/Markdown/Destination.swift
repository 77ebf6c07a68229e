import HTML

/// A scheme that a link must not have.
enum RefusedScheme {
  /// The scheme of `destination` when it is refused, in lower case; `nil` when the destination may be followed.
  ///
  /// Browsers skip control characters and spaces before an address and tabs and line breaks inside it, so they do
  /// not hide a scheme here either. Of `data:` only raster images are allowed, and only as images.
  static func of(_ destination: some Sequence<UInt8>, isImage: Bool) -> String? {
    // Most addresses differ in their first letter.
    if let first = destination.first(where: { _ in true }), first > 0x20, first != 0x7F {
      switch Byte.lowercased(first) {
      case UInt8(ascii: "j"), UInt8(ascii: "v"), UInt8(ascii: "f"), UInt8(ascii: "d"): break
      default: return nil
      }
    }
    // The longest prefix that decides anything is `data:image/jpeg`; white space is not counted.
    var head: [UInt8] = []
    head.reserveCapacity(24)
    for byte in destination {
      if byte <= 0x20 || byte == 0x7F { continue }
      head.append(Byte.lowercased(byte))
      if head.count == 1, !Byte.isLetter(byte) { return nil }
      if head.count == 24 { break }
    }
    for scheme in ["javascript", "vbscript", "file"] where starts(head, with: scheme + ":") { return scheme }
    guard starts(head, with: "data:") else { return nil }
    let images = ["data:image/png", "data:image/gif", "data:image/jpeg", "data:image/webp"]
    for image in images where isImage && starts(head, with: image) {
      // `data:image/pngx` is another type.
      if head.count == image.utf8.count || !Byte.isAlphanumeric(head[image.utf8.count]),
        head.count == image.utf8.count || head[image.utf8.count] != Byte.plus
      {
        return nil
      }
    }
    return "data"
  }

  private static func starts(_ head: [UInt8], with prefix: String) -> Bool { head.starts(with: prefix.utf8) }
}

extension HTMLWriter {
  /// Appends an address for an attribute: bytes that may not stand in one are percent-encoded as the reference
  /// renderer does, `&` and `'` become references.
  mutating func address(_ utf8: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for i in 0..<utf8.count {
      let byte = utf8[i]
      guard !isAddressByte(byte) else { continue }
      trusted(UnsafeBufferPointer(rebasing: utf8[start..<i]))
      start = i + 1
      switch byte {
      case Byte.ampersand: raw("&amp;")
      case Byte.apostrophe: raw("&#x27;")
      default:
        let digits: StaticString = "0123456789ABCDEF"
        digits.withUTF8Buffer { digits in
          trusted(CollectionOfOne(UInt8(ascii: "%")))
          trusted(CollectionOfOne(digits[Int(byte >> 4)]))
          trusted(CollectionOfOne(digits[Int(byte & 15)]))
        }
      }
    }
    trusted(UnsafeBufferPointer(rebasing: utf8[start...]))
  }

  mutating func address(_ text: String) {
    var text = text
    text.withUTF8 { address($0) }
  }
}

@inline(__always)
private func isAddressByte(_ byte: UInt8) -> Bool {
  if Byte.isAlphanumeric(byte) { return true }
  switch byte {
  case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "("),
    UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "-"),
    UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="),
    UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "_"), UInt8(ascii: "~"):
    return true
  default: return false
  }
}
