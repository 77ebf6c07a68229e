extension JSONWriter {
  /// An object whose members the body writes.
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    beginObject()
    members(&self)
    endObject()
  }

  /// An array whose elements the body writes.
  public mutating func array(_ elements: (inout JSONWriter) -> Void) {
    beginArray()
    elements(&self)
    endArray()
  }

  /// `null` for `nil`.
  public mutating func optional(_ value: Int?) {
    if let value { int(value) } else { null() }
  }

  /// The text so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
