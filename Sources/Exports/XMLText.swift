/// XML written by hand: the parts of Office files have a few dozen shapes, each written in one place.
struct XMLText: Sendable {
  private(set) var bytes: [UInt8] = []

  init(standalone: Bool = true) {
    raw("<?xml version=\"1.0\" encoding=\"UTF-8\"" + (standalone ? " standalone=\"yes\"" : "") + "?>\n")
  }

  /// Markup as it stands; what comes from a review goes through `escaped`.
  mutating func raw(_ markup: String) { bytes += markup.utf8 }
}

/// Text for an element or an attribute in quotes. Characters that XML 1.0 cannot hold are dropped.
func escaped(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x26 && $0 != 0x3C && $0 != 0x3E && $0 != 0x22 && $0 < 0x80 }
  if isPlain { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count + 16)
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x26: result += "&amp;"
    case 0x3C: result += "&lt;"
    case 0x3E: result += "&gt;"
    case 0x22: result += "&quot;"
    case 0x09, 0x0A, 0x0D: result.unicodeScalars.append(scalar)
    case 0..<0x20, 0xFFFE, 0xFFFF: continue
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// A number as XML Schema writes a double: the shortest digits that give it back.
func xmlNumber(_ value: Double) -> String {
  if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
  return "\(value)"
}
