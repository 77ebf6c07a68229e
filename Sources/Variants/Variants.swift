import COpenCC

/// Converts Chinese text between its written variants, by OpenCC's dictionaries: phrases first, then characters.
///
/// Safe to use from several threads: OpenCC's converters have no state besides their dictionaries.
public final class VariantConverter: @unchecked Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Simplified to Traditional with Taiwan's characters and phrases (软件 → 軟體).
    case taiwan = "s2twp"
    /// Simplified to Traditional with Hong Kong's characters (里 → 裏).
    case hongKong = "s2hk"
    /// Simplified to Traditional, character variants as OpenCC has them.
    case traditional = "s2t"
    /// Traditional of any region to Simplified.
    case simplified = "t2s"
  }

  private let handle: opencc_t

  /// `nil` when OpenCC's dictionaries are not installed.
  public init?(_ kind: Kind) {
    guard let opened = opencc_open(kind.rawValue + ".json"), Int(bitPattern: opened) != -1 else { return nil }
    handle = opened
  }

  deinit { opencc_close(handle) }

  public func convert(_ text: String) -> String {
    var text = text
    return text.withUTF8 { String(decoding: convert($0), as: UTF8.self) }
  }

  /// Converts UTF-8; other bytes pass unchanged. What OpenCC refuses comes back as it is.
  public func convert(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return [] }
    return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { source in
      guard let converted = opencc_convert_utf8(handle, source, bytes.count) else { return Array(bytes) }
      defer { opencc_convert_utf8_free(converted) }
      var length = 0
      while converted[length] != 0 { length += 1 }
      return UnsafeRawBufferPointer(start: converted, count: length).map { $0 }
    }
  }
}
