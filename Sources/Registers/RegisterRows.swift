import Diagnostics
import Formulas
import Values

/// The rows of one register: of the site, or of one campaign.
///
/// Cells are what formulas work on. A missing text, choice, role or reference is `.missing` here (a formula reads it as
/// empty text); `list` columns and references with `many` are `.list`; money is in the site's currency, percents are
/// fractions, durations seconds, times seconds since 1970-01-01 of the site's own clock, months their first day.
public struct RegisterRows: Sendable {
  public var declaration: RegisterDeclaration
  /// The folder name of the campaign; `nil` for rows of the site.
  public var campaign: String?
  public var count: Int
  /// One array per column: the declared ones, the computed ones, then those of the schedule.
  public var cells: [[FormulaValue]]
  public var origins: [Origin]
  public var findings: [RegisterFinding] = []
  /// Empty where there are no rows.
  public var totals: [RegisterTotalValue] = []
  /// For each row whether the register's agenda has it as done; empty without an agenda.
  public var agendaDone: [Bool] = []

  /// Where a row stands.
  public struct Origin: Sendable, Hashable {
    public var file: String
    public var sheet: String?
    public var line: Int32
  }

  public init(
    declaration: RegisterDeclaration, campaign: String?, count: Int, cells: [[FormulaValue]], origins: [Origin]
  ) {
    self.declaration = declaration
    self.campaign = campaign
    self.count = count
    self.cells = cells
    self.origins = origins
  }
}

/// What a check found.
public struct RegisterFinding: Sendable {
  /// By id.
  public var check: String
  /// `nil` when it is about the register or a value rather than a row.
  public var row: Int?
  public var severity: CheckSeverity
  public var text: Wording
}

public struct RegisterTotalValue: Sendable {
  public var id: String
  /// The column value that it is of, for totals with `by`.
  public var of: String?
  public var value: FormulaValue
}

/// A column of any kind, for those that show registers.
public struct ShownColumn: Sendable {
  public var id: String
  public var index: Int
  public var type: RegisterColumn.ValueType
  public var label: Wording
  public var unit: Wording?
  public var note: Wording?
  public var decimals: Int?
  public var choices: [RegisterColumn.Choice]
  public var target: RegisterColumn.Target?
  /// `nil` is open to everyone.
  public var visibility: String?
  /// A number without thousands separators.
  public var isPlain = false

  public init(
    id: String, index: Int, type: RegisterColumn.ValueType, label: Wording, unit: Wording? = nil, note: Wording? = nil,
    decimals: Int? = nil, choices: [RegisterColumn.Choice] = [], target: RegisterColumn.Target? = nil,
    visibility: String? = nil
  ) {
    self.id = id
    self.index = index
    self.type = type
    self.label = label
    self.unit = unit
    self.note = note
    self.decimals = decimals
    self.choices = choices
    self.target = target
    self.visibility = visibility
  }
}
