import Diagnostics
import Formulas
import Values

/// A table that a marketing centre keeps, as its declaration `ID.register.yaml` describes it.
///
/// `templates/registers/README.md` documents the file; this is what is left when it has been read and checked.
public struct RegisterDeclaration: Sendable {
  public var id: String
  public var name: Wording
  /// One sentence that says what the register is for.
  public var summary: Wording?
  public var scope: Scope
  /// The part of the list of registers that it stands in.
  public var group: Group
  /// The phase of a campaign in which it is filled in: `C1`…`C6`.
  public var phase: String?
  /// Other names that its files may have.
  public var files: [String]
  /// Column ids that together tell rows apart; empty where rows may repeat.
  public var key: [String]
  /// As declared; stored cells come in this order.
  public var columns: [RegisterColumn]
  /// In the order in which they can be computed; their cells follow the stored ones.
  public var computed: [ComputedColumn]
  public var schedule: ScheduleColumns?
  public var totals: [RegisterTotal]
  public var checks: [RegisterCheck]
  public var views: [RegisterView]
  /// Where it is declared.
  public var location: Location
  /// Whether the site itself declares it, wholly or in part.
  public var isSites: Bool
  /// What of its rows is to be done by when.
  public var agenda: RegisterAgenda?
  /// What of its rows was decided.
  public var decisions: RegisterDecisions?
  /// Whether every campaign should have rows of it.
  public var isExpected = false
  /// Which of a site's rows stand on the project page of a campaign, too.
  public var ofBrief: RegisterOfBrief?

  public enum Scope: String, Sendable, CaseIterable { case site, campaign }

  public enum Group: String, Sendable, CaseIterable {
    case goals, market, audience, plan, content, project, materials, budget, customers, sales, brand, compliance, people,
      training, learning, reference
  }
}

/// Rows that somebody has to do something about until a day.
public struct RegisterAgenda: Sendable {
  /// A date column.
  public var due: String
  /// Whether a row is done with.
  public var done: Formula
  public var label: String
  public var owner: String?
}

/// Rows that record decisions: those with a `label`, and a `date` where one is named.
public struct RegisterDecisions: Sendable {
  public var date: String?
  public var label: String
}

/// Rows of the site that a campaign's brief names: those where one of the columns holds one of its channels, or one of
/// its audiences.
public struct RegisterOfBrief: Sendable {
  public var channels: [String]
  public var audiences: [String]
}

/// A column that files hold.
public struct RegisterColumn: Sendable {
  public var id: String
  public var type: ValueType
  public var label: Wording
  public var aliases: [String]
  public var unit: Wording?
  public var note: Wording?
  public var isRequired = false
  public var isUnique = false
  /// As it would stand in a file.
  public var standard: String?
  /// What a choice (or an integer with a declared range of values) may be, in the order to show.
  public var values: [Choice] = []
  public var minimum: Exact?
  public var maximum: Exact?
  /// What a reference leads to.
  public var target: Target?
  public var isMany = false
  /// A reference into the own register may not lead back to its own row.
  public var isAcyclic = false
  /// Outward-facing copy, which the ad-law check reads.
  public var isCopy = false
  public var visibility: String?
  /// Written without thousands separators, as years are.
  public var isPlain = false
  public var example: String?

  public enum ValueType: String, Sendable, CaseIterable {
    case text, markdown, integer, decimal, money, percent, date, time, month, duration
    case yesNo = "yes-no"
    case choice, list, role, reference
  }

  public enum Target: Sendable, Hashable {
    case register(String)
    /// A KPI of the dictionary, a campaign, a page of the site by its path or id.
    case kpi, campaign, page
  }

  public struct Choice: Sendable, Hashable {
    public var id: String
    public var label: Wording
    public var tone: Tone?
    /// Other spellings.
    public var aliases: [String]
  }
}

/// How a value is judged, shown as a shape, a word and a colour together.
public enum Tone: String, Sendable, CaseIterable { case good, warn, bad, muted }

/// A column that is worked out from a row.
public struct ComputedColumn: Sendable {
  public var id: String
  public var label: Wording
  public var type: RegisterColumn.ValueType
  public var unit: Wording?
  public var note: Wording?
  /// For numbers, how many to show; `nil` shows as many as the value has, up to 2.
  public var decimals: Int?
  /// The top of its scale, where a chart shows one; nothing is held to it.
  public var maximum: Exact?
  /// Of a list whose items are keys of another register: where they lead.
  public var target: RegisterColumn.Target?
  public var formula: Formula
  public var location: Location
}

/// The columns from which a schedule is worked out (see `Planning`).
public struct ScheduleColumns: Sendable {
  public var start: String
  public var end: String
  public var depends: String?
  public var actualStart: String?
  public var actualEnd: String?
  /// A yes-no formula: whether the row is finished.
  public var done: Formula?
  public var milestone: Formula?
  public var parent: String?

  /// The columns that a schedule adds to its register, after the computed ones.
  public static let added = [
    "duration", "early_start", "early_finish", "late_start", "late_finish", "total_float", "free_float", "critical",
    "forecast", "slip", "remaining_float", "state",
  ]
}

/// A figure over all rows, or one for each value of a column.
public struct RegisterTotal: Sendable {
  public var id: String
  public var label: Wording
  public var type: RegisterColumn.ValueType
  public var unit: Wording?
  public var decimals: Int?
  /// Worked out once for each value of this column, which the formula calls `value`.
  public var by: String?
  public var formula: Formula
  public var location: Location
}

/// A condition that a row, a value of a column, or the whole register should not meet.
public struct RegisterCheck: Sendable {
  public var id: String
  public var when: Formula
  /// Looked at once for each value of this column (declared values first), which the formula calls `value`.
  public var each: String?
  public var severity: CheckSeverity
  /// With `{column}`, `{value}` and `{total}` in place of values.
  public var say: Wording
  public var hint: Wording?
  /// The column to point at.
  public var at: String?
  /// A register without rows is checked too.
  public var checksEmpty = false
  public var location: Location
}

/// A note stands on the page only; warnings and errors are told by the build too.
public enum CheckSeverity: String, Sendable, CaseIterable { case note, warning, error }

/// One way to show a register; `kind` says which of the fields it uses.
public struct RegisterView: Sendable {
  public var id: String
  public var kind: Kind
  public var title: Wording?
  /// Only rows for which it is true.
  public var condition: Formula?
  public var columns: [String] = []
  public var group: String?
  /// Column ids, `-` before those in descending order.
  public var sort: [SortKey] = []
  public var totals: [String] = []
  public var limit: Int?
  /// The columns that play a part in a view, by the part's name: `x`, `y`, `label`, `start`, `lane`, ….
  public var parts: [String: String] = [:]
  /// Several columns in one part: the axes of a radar, the lanes of a journey.
  public var lists: [String: [String]] = [:]
  public var location: Location

  public init(id: String, kind: Kind, location: Location) {
    self.id = id
    self.kind = kind
    self.location = location
  }

  public enum Kind: String, Sendable, CaseIterable {
    case table, cards, board, calendar, gantt, matrix, quadrants, tree, pyramid, journey, radar, bar, line, heat, flow,
      timeline
  }

  public struct SortKey: Sendable, Hashable {
    public var column: String
    public var descending: Bool

    public init(column: String, descending: Bool) {
      self.column = column
      self.descending = descending
    }
  }
}
