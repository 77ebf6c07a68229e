/// Writes JSON as UTF-8 bytes, without spaces. Members and elements stand in the order in which they are written.
///
/// The caller pairs `begin…` and `end…`; commas are set here.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  public mutating func beginObject() { open(0x7B) }
  public mutating func endObject() { close(0x7D) }
  public mutating func beginArray() { open(0x5B) }
  public mutating func endArray() { close(0x5D) }

  /// The name of the member whose value is written next.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(0x3A)
    needsComma = false
  }

  public mutating func string(_ text: String) {
    separate()
    bytes.append(0x22)
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for (index, byte) in utf8.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
        bytes.append(contentsOf: utf8[start..<index])
        escape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(0x22)
  }

  public mutating func int(_ value: Int) { raw(String(value)) }
  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }
  public mutating func null() { raw("null") }

  /// A number; `null` for what is not finite.
  public mutating func number(_ value: Double) {
    // Swift writes the shortest digits that read back as the same value, in a form that JSON has.
    value.isFinite ? raw(value.description) : null()
  }

  /// A number with every digit of an exact one; `null` for `nil`.
  public mutating func number(_ value: Number?) {
    switch value {
    case .exact(let exact): raw(exact.description)
    case .real(let real): number(real)
    case nil: null()
    }
  }

  /// A string, or `null`.
  public mutating func optional(_ text: String?) {
    if let text { string(text) } else { null() }
  }

  // MARK: Members

  public mutating func member(_ name: String, _ text: String?) {
    key(name)
    optional(text)
  }

  public mutating func member(_ name: String, _ value: Int) {
    key(name)
    int(value)
  }

  public mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  public mutating func member(_ name: String, _ values: some Sequence<String>) {
    key(name)
    beginArray()
    for value in values { string(value) }
    endArray()
  }

  // MARK: Parts

  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
    needsComma = true
  }

  private mutating func raw(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func open(_ byte: UInt8) {
    separate()
    bytes.append(byte)
    needsComma = false
  }

  private mutating func close(_ byte: UInt8) {
    bytes.append(byte)
    needsComma = true
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
    case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
    case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
    case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
    case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
  }
}
