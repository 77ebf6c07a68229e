/// One value of a YAML text, with the place it stands at.
public struct YAMLNode: Sendable {
  /// From 1, in the file (not in the front matter).
  public var line: Int
  public var column: Int
  public var value: Value

  public enum Value: Sendable {
    /// The text, and whether it was quoted (then it is never a number, a date or nothing).
    case scalar(String, quoted: Bool)
    case sequence([YAMLNode])
    /// Pairs in written order; keys are unique.
    case mapping([Pair])
  }

  public struct Pair: Sendable {
    public var key: String
    public var keyLine: Int
    public var keyColumn: Int
    public var value: YAMLNode
    public init(key: String, keyLine: Int, keyColumn: Int, value: YAMLNode) {
      self.key = key
      self.keyLine = keyLine
      self.keyColumn = keyColumn
      self.value = value
    }
  }

  public init(line: Int, column: Int, value: Value) {
    self.line = line
    self.column = column
    self.value = value
  }

  /// An empty plain scalar, `~` or `null`.
  public var isNull: Bool {
    if case .scalar(let text, quoted: false) = value { return text.isEmpty || text == "~" || text == "null" }
    return false
  }

  public subscript(key: String) -> YAMLNode? {
    guard case .mapping(let pairs) = value else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  /// A short form of the value for a message.
  public var excerpt: String {
    switch value {
    case .scalar(let text, _): text.count > 40 ? text.prefix(40) + "…" : text
    case .sequence: "[…]"
    case .mapping: "{…}"
    }
  }
}
