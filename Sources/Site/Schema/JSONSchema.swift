import Diagnostics
import Values

/// A JSON Schema (draft 7, which editors support best), as members in the order in which they are written.
struct JSONSchema: Sendable {
  private(set) var members: [(name: String, value: Value)] = []

  indirect enum Value: Sendable {
    case text(String)
    case number(Int)
    case bool(Bool)
    case list([Value])
    case schema(JSONSchema)
  }

  init(_ members: [(String, Value)] = []) { self.members = members.map { (name: $0.0, value: $0.1) } }

  func adding(_ name: String, _ value: Value) -> JSONSchema {
    var copy = self
    copy.members.append((name, value))
    return copy
  }

  /// What an editor shows beside the key.
  func described(_ zh: String, _ en: String) -> JSONSchema { adding("description", .text("\(zh)\n\(en)")) }

  func standard(_ value: Value) -> JSONSchema { adding("default", value) }

  func write(into json: inout JSONWriter) {
    json.object { json in
      for (name, value) in members {
        json.key(name)
        value.write(into: &json)
      }
    }
  }

  // MARK: The kinds of values that `Fields` reads

  /// A text. A plain number is one too: `version: 1.2`.
  static let text = JSONSchema([("type", .list([.text("string"), .text("number")]))])
  /// An item of a list of texts, in which `true` and `false` are words as well.
  private static let word = JSONSchema([("type", .list([.text("string"), .text("number"), .text("boolean")]))])

  /// A list of texts, or one text.
  static let texts = anyOf([JSONSchema([("type", .text("array")), ("items", .schema(word))]), text])

  static let integer = JSONSchema([("type", .text("integer"))])

  static let bool = anyOf([JSONSchema([("type", .text("boolean"))]), choice(["是", "否", "yes", "no"])])

  /// `1200000`, `1,200,000`, `35%`, `120万`.
  static let number = anyOf([
    JSONSchema([("type", .text("number"))]), pattern("^[-+]?[0-9][0-9_,]*(\\.[0-9_]+)?(%|万|亿)?$"),
  ])

  /// A number from 0 to 1.
  static let ratio = anyOf([
    JSONSchema([("type", .text("number")), ("minimum", .number(0)), ("maximum", .number(1))]),
    pattern("^[+]?[0-9][0-9_,]*(\\.[0-9_]+)?%?$"),
  ])

  static let day = JSONSchema([
    ("type", .text("string")), ("format", .text("date")), ("pattern", .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
  ])

  static func pattern(_ pattern: String) -> JSONSchema {
    JSONSchema([("type", .text("string")), ("pattern", .text(pattern))])
  }

  static func choice(_ values: [String]) -> JSONSchema { JSONSchema([("enum", .list(values.map(Value.text)))]) }

  static func choice<Choice: CaseIterable & RawRepresentable>(_: Choice.Type) -> JSONSchema
  where Choice.RawValue == String {
    choice(Choice.allCases.map(\.rawValue))
  }

  static func anyOf(_ schemas: [JSONSchema]) -> JSONSchema {
    JSONSchema([("anyOf", .list(schemas.map(Value.schema)))])
  }

  static func list(of items: JSONSchema) -> JSONSchema {
    JSONSchema([("type", .text("array")), ("items", .schema(items))])
  }

  /// One of the `definitions` of the same document.
  static func named(_ definition: String) -> JSONSchema { JSONSchema([("$ref", .text("#/definitions/\(definition)"))]) }

  /// A mapping whose keys are the writer's own.
  static func mapping(to values: JSONSchema) -> JSONSchema {
    JSONSchema([("type", .text("object")), ("additionalProperties", .schema(values))])
  }

  /// A mapping with these keys and no others.
  static func object(_ keys: [Key], required: [String] = []) -> JSONSchema {
    var schema = JSONSchema([
      ("type", .text("object")), ("properties", .schema(JSONSchema(keys.map { ($0.name, .schema($0.schema)) }))),
      ("additionalProperties", .bool(false)),
    ])
    if !required.isEmpty { schema = schema.adding("required", .list(required.map(Value.text))) }
    return schema
  }

  struct Key: Sendable {
    var name: String
    var schema: JSONSchema

    init(_ name: String, _ schema: JSONSchema, _ zh: String, _ en: String) {
      self.name = name
      self.schema = schema.described(zh, en)
    }

    /// A key that tells by itself what it is.
    init(_ name: String, _ schema: JSONSchema) {
      self.name = name
      self.schema = schema
    }
  }

  /// A document that stands by itself.
  static func document(_ name: String, zh: String, en: String, _ schema: JSONSchema) -> JSONSchema {
    var result = JSONSchema([
      ("$schema", .text("http://json-schema.org/draft-07/schema#")), ("$id", .text("urn:fupan:\(name)")),
      ("title", .text("\(zh) · \(en)")),
    ])
    result.members += schema.members
    return result
  }
}

extension JSONSchema.Value {
  // The depth is that of the schemas written in this folder.
  fileprivate func write(into json: inout JSONWriter) {
    switch self {
    case .text(let text): json.string(text)
    case .number(let number): json.int(number)
    case .bool(let value): json.bool(value)
    case .list(let values): json.array { json in for value in values { value.write(into: &json) } }
    case .schema(let schema): schema.write(into: &json)
    }
  }
}
