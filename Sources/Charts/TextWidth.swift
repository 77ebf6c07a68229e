/// The width of text in ems, estimated without a font: a Han character or full-width mark is 1, ASCII 0.58
/// (points and spaces 0.3, capitals 0.7, `%`, `m` and `w` 0.92), other alphabets 0.6. It errs to the wide side, so that
/// what is laid out by it does not collide on the page.
public func textWidth(_ text: String) -> Double {
  var hundredths = 0
  for byte in text.utf8 {
    switch byte {
    case 0x20, 0x2C, 0x2E, 0x27, 0x3A, 0x3B, 0x69, 0x6C, 0x7C: hundredths += 30
    case 0x25, 0x40, 0x4D, 0x57, 0x6D, 0x77: hundredths += 92
    case 0x41...0x5A: hundredths += 70
    case 0..<0x80: hundredths += 58
    case 0x80..<0xC0: break
    case 0xC0..<0xE0: hundredths += 60
    default: hundredths += 100
    }
  }
  return Double(hundredths) / 100
}

/// `text` when it is at most `width` ems wide, else as many of its characters as fit with `…` behind them.
func truncated(_ text: String, to width: Double) -> String {
  guard textWidth(text) > width else { return text }
  var kept = ""
  var used = 1.0
  for character in text {
    let piece = String(character)
    used += textWidth(piece)
    if used > width { break }
    kept += piece
  }
  return kept + "…"
}

/// `text` in at most two lines of `width` ems; the second is truncated. Latin words are broken at a space where one
/// stands in the last half of the line.
func wrapped(_ text: String, to width: Double) -> [String] {
  guard textWidth(text) > width else { return [text] }
  let characters = Array(text)
  var used = 0.0
  var end = 0
  while end < characters.count {
    used += textWidth(String(characters[end]))
    if used > width { break }
    end += 1
  }
  end = max(end, 1)
  if let space = characters[..<end].lastIndex(of: " "), space > end / 2, end < characters.count, characters[end] != " "
  {
    end = space
  }
  let rest = String(characters[end...].drop { $0 == " " })
  let first = String(characters[..<end])
  return rest.isEmpty ? [first] : [first, truncated(rest, to: max(width, 1))]
}
