import Archive
import Review
import Values

/// Every table of a review as a CSV file, and the figures of every chart: `04-breakdown-channel.csv`,
/// `04-breakdown-channel-bars.chart.csv`, in the order of the review.
///
/// UTF-8 with a byte order mark, lines end in CR LF, as Excel expects. Numbers are plain (`1234.5`, a share as `0.25`),
/// days `2026-06-18`, what is missing is empty. A text that a spreadsheet would take for a formula begins with `'`.
public func csvFiles(of review: Review) -> [ArchivePart] {
  let text = ExportText(review)
  var files: [ArchivePart] = []
  for chapter in review.chapters {
    let number = (chapter.number < 10 ? "0" : "") + String(chapter.number)
    for block in chapter.blocks {
      switch block {
      case .table(let table): files.append(ArchivePart("\(number)-\(table.id).csv", csv(table)))
      case .chart(let id, let chart):
        guard let grid = chart.grid(text) else { continue }
        files.append(ArchivePart("\(number)-\(id).chart.csv", csv(grid)))
      case .heading, .bullets: continue
      }
    }
  }
  return files
}

private func csv(_ table: ReviewTable) -> [UInt8] {
  var csv = CSVWriter()
  csv.row(table.columns.map { .text($0.title) })
  for row in table.rows + (table.totalRow.map { [$0] } ?? []) {
    csv.row(
      row.map { cell in
        switch cell.value {
        case .number(let number, let unit)?: .number(settled(number, unit))
        case .day(let day)?: .text(day.iso)
        case nil: cell.text == NumberStyle.missing ? .empty : .text(cell.text)
        }
      })
  }
  return csv.bytes
}

private func csv(_ grid: FigureGrid) -> [UInt8] {
  var csv = CSVWriter()
  csv.row(grid.columns.map { .text($0) })
  for row in grid.rows {
    csv.row(
      row.map { cell in
        switch cell {
        case .text(let text): .text(text)
        case .day(let day): .text(day.iso)
        case .number(let value, _): value.map { .number(.real($0)) } ?? .empty
        }
      })
  }
  return csv.bytes
}

/// Writes rows of CSV as RFC 4180 has them.
struct CSVWriter {
  enum Cell {
    case text(String)
    case number(Number)
    case empty
  }

  /// Begins with the byte order mark by which Excel knows UTF-8.
  private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  mutating func row(_ cells: [Cell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      switch cell {
      case .text(let text): add(text)
      case .number(.exact(let value)): bytes += value.description.utf8
      case .number(.real(let value)): if value.isFinite { bytes += xmlNumber(value).utf8 }
      case .empty: break
      }
    }
    bytes += [0x0D, 0x0A]
  }

  private mutating func add(_ text: String) {
    let text = guarded(text)
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
      bytes += text.utf8
      return
    }
    bytes.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  /// Excel runs what begins with `=`, `+`, `-` or `@`, full width too; blanks before it do not help.
  private func guarded(_ text: String) -> String {
    guard let first = text.first(where: { !$0.isWhitespace }) else { return text }
    let isControl = text.utf8.first.map { $0 == 0x09 || $0 == 0x0D || $0 == 0x0A } ?? false
    return isControl || "=+-@＝＋－＠".contains(first) ? "'" + text : text
  }
}
