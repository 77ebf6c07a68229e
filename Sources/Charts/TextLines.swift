import HTML

/// Text set in lines: Han characters break anywhere, Latin words and figures stay whole where they fit.
struct TextLines {
  private(set) var lines: [String]
  /// Whether something was left out at the end.
  private(set) var isCut = false

  static let height = 17.0

  var isEmpty: Bool { lines.isEmpty }
  /// Of the widest line, in ems.
  var width: Double { lines.map(textWidth).max() ?? 0 }
  /// In units of the canvas.
  var height: Double { Double(lines.count) * TextLines.height }

  /// At most `most` lines of `width` ems, about equally long; none for empty text.
  init(_ text: String, to width: Double, most: Int) {
    // Longer text is cut anyway; a label of a megabyte must not cost a second.
    let budget = Int(width * Double(most) * 4) + 40
    let tokens = TextLines.tokens(text, atMost: budget)
    lines = TextLines.fill(tokens, width)
    if lines.count > most, most > 0 {
      isCut = true
      let rest = lines[(most - 1)...].reduce("") { TextLines.join($0, $1) }
      lines.removeSubrange((most - 1)...)
      lines.append(truncated(rest, to: max(width, 2)))
    } else if lines.count > 1 {
      var narrower = tokens.reduce(0) { $0 + textWidth($1) } / Double(lines.count)
      while narrower < width {
        let even = TextLines.fill(tokens, narrower)
        if even.count == lines.count {
          lines = even
          break
        }
        narrower += 0.5
      }
    }
  }

  private static func join(_ a: String, _ b: String) -> String {
    guard let last = a.utf8.last, let first = b.utf8.first, last < 0x80, first < 0x80 else { return a + b }
    return a + " " + b
  }

  /// Dashes, degrees and the like below belong to the word or figure beside them.
  private static func isHan(_ character: Character) -> Bool {
    (character.unicodeScalars.first?.value ?? 0) >= 0x2E80
  }

  /// What must not be torn apart: a Han character with the marks that follow or open before it, a word, a figure with
  /// its unit. A space is a token of its own.
  private static func tokens(_ text: String, atMost budget: Int) -> [String] {
    let closing = "，。、；：！？）》」』”’…％〉】·"
    let opening = "（《「『“‘〈【"
    let units = "万亿元天个人次件倍年月日号岁层期套家篇条小分秒周"
    var tokens: [String] = []
    var glued = false
    for character in text.prefix(budget) {
      let isSpace = character == " " || character.isNewline || character == "\t" || character == "　"
      if isSpace {
        if tokens.last != " ", !tokens.isEmpty { tokens.append(" ") }
        glued = false
        continue
      }
      let last = tokens.last
      let joins: Bool
      if glued || closing.contains(character) {
        joins = last != nil && last != " "
      } else if isHan(character) {
        joins = units.contains(character) && (last?.utf8.last.map { (0x30...0x39).contains($0) } ?? false)
      } else {
        joins = last.map { $0 != " " && ($0.last.map { !isHan($0) } ?? false) } ?? false
      }
      if joins {
        tokens[tokens.count - 1].append(character)
      } else {
        tokens.append(String(character))
      }
      glued = opening.contains(character)
    }
    return tokens
  }

  private static func fill(_ tokens: [String], _ width: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0.0
    var space = false
    for token in tokens {
      if token == " " {
        space = !line.isEmpty
        continue
      }
      let size = textWidth(token)
      if used + (space ? 0.3 : 0) + size <= width {
        if space { line += " " }
        used += (space ? 0.3 : 0) + size
        line += token
      } else if size <= width {
        if !line.isEmpty { lines.append(line) }
        (line, used) = (token, size)
      } else {
        // Longer than a line: broken where it must be.
        if space, !line.isEmpty { (line, used) = (line + " ", used + 0.3) }
        for character in token {
          let piece = textWidth(String(character))
          if used + piece > width, !line.isEmpty {
            lines.append(line)
            (line, used) = ("", 0)
          }
          line.append(character)
          used += piece
        }
      }
      space = false
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}

extension Canvas {
  /// Lines of text about the middle `y`. `full` is told on pointing where lines were cut.
  mutating func lines(
    _ text: TextLines, x: Double, y: Double, anchor: Anchor = .start, class name: StaticString? = nil,
    full: String? = nil
  ) {
    let first = y - Double(text.lines.count - 1) / 2 * TextLines.height + Canvas.toBaseline
    for (row, line) in text.lines.enumerated() {
      self.text(
        line, x: x, y: first + Double(row) * TextLines.height, anchor: anchor, class: name,
        full: text.isCut ? full : nil)
    }
  }

  /// A rectangle with rounded corners.
  mutating func box(
    x: Double, y: Double, width: Double, height: Double, radius: Double = 3, class name: StaticString
  ) {
    html.raw("<rect")
    html.attribute("x", x)
    html.attribute("y", y)
    html.attribute("width", width)
    html.attribute("height", height)
    html.attribute("rx", radius)
    style(name)
    html.raw("/>")
  }

  /// A line through points, its corners rounded.
  mutating func route(_ points: [Point], class name: StaticString) {
    guard let first = points.first else { return }
    html.raw("<path")
    style(name)
    html.raw(" d=\"M")
    point(first.x, first.y)
    for index in points.indices.dropFirst() {
      let corner = points[index]
      let before = points[index - 1]
      guard index + 1 < points.count else {
        html.raw("L")
        point(corner.x, corner.y)
        break
      }
      let after = points[index + 1]
      let radius = min(5, before.distance(to: corner) / 2, corner.distance(to: after) / 2)
      let start = corner.towards(before, radius)
      let end = corner.towards(after, radius)
      html.raw("L")
      point(start.x, start.y)
      html.raw("Q")
      point(corner.x, corner.y)
      html.raw(" ")
      point(end.x, end.y)
    }
    html.raw("\"/>")
  }

  /// An arrow along `points` whose head ends at the last one.
  mutating func arrow(_ points: [Point], class name: StaticString = "arrow") {
    guard points.count > 1, let tip = points.last else { return }
    let before = points[points.count - 2]
    var shaft = points
    shaft[points.count - 1] = tip.towards(before, 6)
    route(shaft, class: name)
    let back = tip.towards(before, 8)
    let (dx, dy) = ((tip.y - back.y) / 8 * 3.6, (back.x - tip.x) / 8 * 3.6)
    html.raw("<path class=\"arrow-head\" d=\"M")
    point(tip.x, tip.y)
    html.raw("L")
    point(back.x + dx, back.y + dy)
    html.raw("L")
    point(back.x - dx, back.y - dy)
    html.raw("z\"/>")
  }
}

struct Point: Hashable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  func distance(to other: Point) -> Double {
    let (dx, dy) = (other.x - x, other.y - y)
    return (dx * dx + dy * dy).squareRoot()
  }

  func towards(_ other: Point, _ length: Double) -> Point {
    let whole = distance(to: other)
    guard whole > 0 else { return self }
    return Point(x + (other.x - x) / whole * length, y + (other.y - y) / whole * length)
  }
}
