/// The columns that a kind of view takes, by the keys that name them.
public struct ViewPart: Sendable {
  public let key: String
  let fits: Fit
  public var isRequired = false
  /// A list of columns.
  public var isList = false

  /// What a column must be to play the part.
  enum Fit: Sendable {
    case any
    case number
    /// A day, a time or a month.
    case calendar
    /// With declared values, which are the panels, lanes or layers.
    case declared
    /// Like `declared`, or any integer.
    case declaredOrNumber
    /// Along an axis of a course: a date, a month or an integer.
    case course
    /// A reference into the own register.
    case own
    /// A number, a choice with tones, or a computed text of a tone.
    case tone
  }

  static func one(_ key: String, _ fits: Fit = .any) -> ViewPart { ViewPart(key: key, fits: fits, isRequired: true) }
  static func maybe(_ key: String, _ fits: Fit = .any) -> ViewPart { ViewPart(key: key, fits: fits) }
  static func list(_ key: String, _ fits: Fit = .any) -> ViewPart { ViewPart(key: key, fits: fits, isList: true) }
}

extension RegisterView.Kind {
  /// The parts in `parts` and `lists` of a view; `columns`, `group` and `totals` are not among them.
  public var parts: [ViewPart] {
    switch self {
    case .table: [.maybe("tone", .tone)]
    case .cards: [.one("label"), .maybe("tone", .tone)]
    case .board: [.one("by", .declared), .one("label"), .maybe("tone", .tone)]
    case .calendar: [.one("date", .calendar), .maybe("end", .calendar), .one("label"), .maybe("by")]
    case .gantt:
      [
        .one("label"), .one("start", .calendar), .one("end", .calendar), .maybe("owner"), .maybe("depends", .own),
        .maybe("actual_start", .calendar), .maybe("actual_end", .calendar), .maybe("parent", .own), .maybe("lane"),
      ]
    case .matrix: [.one("x"), .one("y"), .maybe("label"), .maybe("tone", .tone)]
    case .quadrants: [.one("by", .declared), .one("label"), .maybe("note"), .maybe("split")]
    case .tree: [.one("label"), .one("parent", .own), .maybe("note")]
    case .pyramid: [.one("level", .declaredOrNumber), .one("label")]
    case .journey: [.one("stage", .declared), .maybe("label"), .maybe("emotion", .number), .list("lanes")]
    case .radar: [.list("axes", .number), .maybe("label"), .maybe("axis"), .maybe("value", .number), .maybe("series"), .list("values", .number)]
    case .bar: [.one("label"), .one("value", .number), .maybe("series"), .maybe("split")]
    case .line: [.one("x", .course), .one("value", .number), .maybe("series"), .maybe("split")]
    case .heat: [.one("x"), .one("y"), .one("value", .number), .maybe("split")]
    case .flow: [.one("from"), .one("to"), .maybe("label"), .maybe("note")]
    case .timeline: [.one("date", .calendar), .one("label"), .maybe("note")]
    }
  }

  /// Whether the view takes a list of further columns.
  public var takesColumns: Bool { self == .table || self == .cards || self == .board }
}
