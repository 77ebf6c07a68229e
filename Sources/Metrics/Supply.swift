import Diagnostics
import Tables
import Values

/// Where one measure comes from: the columns of the one source that supplies it.
struct Supply: Sendable {
  /// Indexes into the facts' scans, with the column in each.
  var daily: [Place] = []
  var orders: [Place] = []
  /// Indexes into the facts' totals.
  var totals: [Int] = []

  struct Place: Sendable {
    var scan: Int
    var column: Int
  }

  var isEmpty: Bool { daily.isEmpty && orders.isEmpty && totals.isEmpty }
}

/// One stated value for a period and a set of dimensions: a cell of a `totals` row, or of a file's own total row.
struct StatedTotal: Sendable {
  var measure: Int
  var period: Period
  /// Sorted by dimension.
  var dimensions: [DimensionValue]
  var value: Exact
  var location: Location
  var source: DataSource
  /// A file's total row also speaks for the whole when no other file has the measure, if its rows all share the
  /// values of these dimensions; they are part of `dimensions`.
  var impliedDimensions: Set<String> = []
  /// From a file's own total row.
  var isTotalRow = false
}

/// A ready-made value of a KPI or measure.
struct ActualValue: Sendable {
  var day: Day
  var value: Exact
  var location: Location
}

/// What a lookup gives, before it becomes a figure.
struct Reading {
  var value: Number?
  var sources: [FigureSource] = []
  var missing: MissingReason?
  var notes: [FigureNote] = []
  /// How a derived measure came about.
  var formula = ""

  static func missing(_ reason: MissingReason) -> Reading { Reading(missing: reason) }
  static func exact(_ value: Exact?, _ sources: [FigureSource], notes: [FigureNote] = []) -> Reading {
    guard let value else { return Reading(sources: sources, missing: .tooLarge, notes: notes) }
    return Reading(value: .exact(value), sources: sources, notes: notes)
  }

  mutating func note(_ note: FigureNote) { if !notes.contains(note) { notes.append(note) } }

  /// Takes over sources and notes of a part; of one file the largest number of rows stands.
  mutating func absorb(_ other: Reading) {
    for source in other.sources {
      if let index = sources.firstIndex(where: { $0.file == source.file && $0.sheet == source.sheet }) {
        sources[index].rows = max(sources[index].rows, source.rows)
      } else {
        sources.append(source)
      }
    }
    for note in other.notes { self.note(note) }
  }
}
