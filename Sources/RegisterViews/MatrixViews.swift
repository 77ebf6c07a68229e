import Formulas
import HTML
import Registers
import Values

extension ShownView {
  private func head(_ corner: String, _ labels: [String], into html: inout HTMLWriter) {
    html.raw("<thead><tr><th scope=\"col\">")
    html.text(corner)
    html.raw("</th>")
    for label in labels { html.raw("<th scope=\"col\">"); html.text(label); html.raw("</th>") }
    html.raw("</tr></thead>")
  }

  /// Two columns crossed, with the rows that meet in each cell. Where both are scales of whole numbers the vertical
  /// one rises upwards and cells are shaded by the product, as in a risk matrix.
  func matrix(into html: inout HTMLWriter) {
    guard let x = part("x"), let y = part("y") else { return }
    let label = labelColumn
    let scale = x.type == .integer && y.type == .integer && !x.choices.isEmpty && !y.choices.isEmpty
    // A scale has room to say what its codes stand for.
    let words = scale && label.map { rows.declaration.key == [$0.id] } == true
      ? columns.first { $0.type == .text && $0.id != label?.id } : nil
    let xs = values(of: x, declared: true)
    var ys = values(of: y, declared: !y.choices.isEmpty)
    if scale { ys.reverse() }
    var meeting: [String: [Int]] = [:]
    for row in selection {
      for value in ys where holds(row, y, value.id) { meeting[value.id, default: []].append(row) }
    }
    let most = scale ? (Double(x.choices.count) * Double(y.choices.count)) : 1
    startTable(scale ? "matrix matrix-scale" : "matrix", into: &html)
    head(host.pick("\(host.pick(y.label)) ＼ \(host.pick(x.label))", "\(host.pick(y.label)) \\ \(host.pick(x.label))"),
      xs.map(\.label), into: &html)
    html.raw("<tbody>")
    for vertical in ys {
      html.raw("<tr><th scope=\"row\">")
      html.text(vertical.label)
      html.raw("</th>")
      for horizontal in xs {
        let found = (meeting[vertical.id] ?? []).filter { holds($0, x, horizontal.id) }
        html.raw("<td")
        html.attribute("data-x", horizontal.id)
        html.attribute("data-y", vertical.id)
        if scale, let a = Double(horizontal.id), let b = Double(vertical.id) {
          // Fifteen and nine of twenty-five: the bounds at which the shipped register asks for an answer.
          let share = a * b / most
          html.attribute("class", share >= 0.6 ? "level-high" : share >= 0.36 ? "level-middle" : "level-low")
        } else if let gravest = gravestTone(of: found) {
          html.attribute("class", "tone-" + gravest.rawValue)
        }
        html.raw(">")
        for (place, row) in found.enumerated() {
          if place > 0, words == nil { html.raw("<br>") }
          if let label { cell(row, label, into: &html) }
          if let words, let text = text(row, words) { html.element("span", class: "in-words", text) }
        }
        html.raw("</td>")
      }
      html.raw("</tr>")
    }
    html.raw("</tbody></table></div>")
  }

  private func gravestTone(of rows: [Int]) -> Tone? {
    let found = Set(rows.compactMap { tone($0) })
    let order: [Tone] = [.bad, .warn, .good, .muted]
    return order.first { found.contains($0) }
  }

  /// A panel for every declared value, empty ones too; side by side for each value of `split`.
  func quadrants(into html: inout HTMLWriter) {
    guard let by = part("by"), let label = labelColumn else { return }
    let note = part("note")
    let split = part("split")
    let flags = findingsByRow
    let sides = split.map { values(of: $0) } ?? []
    html.raw("<div class=\"quadrants-frame\">")
    for side in sides.isEmpty ? [("", "")] : sides.map({ ($0.id, $0.label) }) {
      let rows = split.map { split in selection.filter { holds($0, split, side.0) } } ?? selection
      html.raw("<section class=\"quadrants-side\">")
      if !side.1.isEmpty { html.element("p", class: "quadrants-name", side.1) }
      html.raw("<div class=\"quadrants\">")
      for value in values(of: by, declared: true) {
        html.raw("<section class=\"quadrant\"")
        html.attribute("data-value", value.id)
        html.raw(">")
        html.element("p", class: "quadrant-title", value.label)
        let found = rows.filter { holds($0, by, value.id) }
        if found.isEmpty {
          html.element("p", class: "none", host.pick("没有条目", "nothing yet"))
        } else {
          html.raw("<ul>")
          for row in found {
            html.raw("<li>")
            flag(flags[row], into: &html)
            cell(row, label, into: &html)
            if let note, text(row, note) != nil {
              html.raw(" <span class=\"note\">")
              cell(row, note, into: &html)
              html.raw("</span>")
            }
            html.raw("</li>")
          }
          html.raw("</ul>")
        }
        html.raw("</section>")
      }
      html.raw("</div></section>")
    }
    html.raw("</div>")
  }

  /// A table whose cells are shaded in five steps from the smallest to the largest value.
  /// One table for each value of `split`.
  func heat(into html: inout HTMLWriter) {
    for (number, part) in splitParts().enumerated() {
      heat(part.rows, id: number == 0 ? id : "\(id)-\(number + 1)", title: part.title, into: &html)
    }
  }

  private func heat(_ rows: [Int], id: String, title: String, into html: inout HTMLWriter) {
    guard let x = part("x"), let y = part("y"), let measure = part("value") else { return }
    let (across, down) = (buckets(of: x, in: rows), buckets(of: y, in: rows))
    let (xs, ys) = (across.labels, down.labels)
    let sums = sums(
      of: measure, in: rows, outer: down.places, inner: across.places, outerCount: ys.count, innerCount: xs.count)
    guard !sums.isEmpty else { return }
    let numbers = sums.joined().compactMap { $0?.double }
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
    startTable("heat", id: id, title: title, into: &html)
    head(host.pick(y.label), xs.map(\.label), into: &html)
    html.raw("<tbody>")
    for (vertical, line) in zip(ys, sums) {
      html.raw("<tr><th scope=\"row\">")
      html.text(vertical.label)
      html.raw("</th>")
      for number in line {
        guard let number else {
          html.raw("<td class=\"num\">—</td>")
          continue
        }
        let step = high > low ? min(4, Int((number.double - low) / (high - low) * 5)) : 2
        html.raw("<td")
        html.attribute("class", "num heat-\(step + 1)")
        html.raw(">")
        html.text(host.text(.number(number), measure))
        html.raw("</td>")
      }
      html.raw("</tr>")
    }
    html.raw("</tbody></table></div>")
  }
}
