import Diagnostics

/// The address of a figure in prose: `[CAMPAIGN.]id[@aspect][[channel=直播,region=华东]]`.
public struct FigureKey: Sendable, Hashable {
  public var campaign: String?
  /// Id of a KPI or measure.
  public var id: String
  public var aspect: Aspect?
  public var filter: [DimensionValue]

  public enum Aspect: String, Sendable, CaseIterable {
    case target, baseline, gap, completion, status
  }

  public init(campaign: String? = nil, id: String, aspect: Aspect? = nil, filter: [DimensionValue] = []) {
    self.campaign = campaign
    self.id = id
    self.aspect = aspect
    self.filter = filter
  }
}

extension FigureKey {
  /// Reads a key; `location` is the place of its first character, and problems point to the character at fault.
  ///
  /// The part before a `.` is the campaign. Values end at `,` or `]`; with quotation marks they may hold both.
  public static func parse(_ text: String, at location: Location) -> Result<FigureKey, Diagnostic> {
    let characters = Array(text)
    var position = 0
    func failure(_ problem: Problem, _ column: Int) -> Result<FigureKey, Diagnostic> {
      var place = location
      place.column = max(1, location.column) + column
      return .failure(Diagnostic(problem, at: place))
    }
    func trimmed(_ range: Range<Int>) -> String {
      var range = range
      while let first = range.first, characters[first] == " " { range.removeFirst() }
      while let last = range.last, characters[last] == " " { range.removeLast() }
      return String(characters[range])
    }
    func end(of stops: Set<Character>, from start: Int) -> Int {
      var index = start
      while index < characters.count, !stops.contains(characters[index]) { index += 1 }
      return index
    }

    position = end(of: ["@", "["], from: 0)
    var key = FigureKey(id: "")
    // Campaign ids may hold dots; ids of figures do not.
    if let dot = characters[..<position].lastIndex(of: ".") {
      key.campaign = trimmed(0..<dot)
      key.id = trimmed(dot + 1..<position)
      if key.campaign == "" { return failure(.keyEmpty(), 0) }
    } else {
      key.id = trimmed(0..<position)
    }
    if key.id.isEmpty { return failure(.keyEmpty(), position) }
    if let bad = characters[..<position].firstIndex(where: { "]=,".contains($0) }) {
      return failure(.keyCharacter(String(characters[bad])), bad)
    }
    if position < characters.count, characters[position] == "@" {
      let start = position + 1
      position = end(of: ["["], from: start)
      let word = trimmed(start..<position)
      guard let aspect = Aspect(rawValue: word) else { return failure(.keyAspect(word), start) }
      key.aspect = aspect
    }
    guard position < characters.count else { return .success(key) }

    let open = position
    position += 1
    while true {
      let start = position
      position = end(of: ["=", ",", "]"], from: start)
      guard position < characters.count else { return failure(.keyUnclosed(), open) }
      let dimension = trimmed(start..<position)
      guard characters[position] == "=", !dimension.isEmpty else { return failure(.keyFilter(), start) }
      if key.filter.contains(where: { $0.dimension == dimension }) {
        return failure(.keyDimensionTwice(dimension), start)
      }
      position += 1
      while position < characters.count, characters[position] == " " { position += 1 }
      var value: String
      let valueStart = position
      if position < characters.count, characters[position] == "\"" {
        position = end(of: ["\""], from: valueStart + 1)
        guard position < characters.count else { return failure(.keyUnclosed(), valueStart) }
        value = String(characters[valueStart + 1..<position])
        position = end(of: [",", "]"], from: position + 1)
      } else {
        position = end(of: [",", "]"], from: valueStart)
        value = trimmed(valueStart..<position)
      }
      guard position < characters.count else { return failure(.keyUnclosed(), open) }
      if value.isEmpty { return failure(.keyFilter(), valueStart) }
      key.filter.append(DimensionValue(dimension, value))
      position += 1
      if characters[position - 1] == "]" { break }
    }
    key.filter.sort { $0.dimension < $1.dimension }
    if position < characters.count { return failure(.keyCharacter(String(characters[position])), position) }
    return .success(key)
  }

  /// The key as written in prose, conditions sorted by dimension; reading it back gives the same key.
  public var description: String {
    var text = campaign.map { "\($0)." } ?? ""
    text += id
    if let aspect { text += "@\(aspect.rawValue)" }
    if filter.isEmpty { return text }
    let conditions = filter.sorted { $0.dimension < $1.dimension }.map { condition in
      let bytes = condition.value.utf8
      let needsQuotes = bytes.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "]") }
        || bytes.first == UInt8(ascii: " ") || bytes.last == UInt8(ascii: " ")
      return "\(condition.dimension)=" + (needsQuotes ? "\"\(condition.value)\"" : condition.value)
    }
    return text + "[" + conditions.joined(separator: ",") + "]"
  }
}
