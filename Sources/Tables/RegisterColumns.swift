import Diagnostics

/// The columns of one register, as plain values: what its files are read by.
public struct RegisterColumns: Sendable {
  /// The kind of the tables read by it.
  public var id: String
  public var name: Wording
  public var columns: [Column]

  public init(id: String, name: Wording, columns: [Column]) {
    self.id = id
    self.name = name
    self.columns = columns
  }

  public struct Column: Sendable {
    public var id: String
    public var type: CellType
    /// Labels in all languages and aliases; the id is a spelling without being named.
    public var spellings: [String]
    public var isRequired: Bool
    /// How reports call it.
    public var label: Wording

    /// Without a label the first Chinese spelling is the Chinese one.
    public init(
      id: String, type: CellType = .text, spellings: [String] = [], isRequired: Bool = false, label: Wording? = nil
    ) {
      self.id = id
      self.type = type
      self.spellings = spellings
      self.isRequired = isRequired
      self.label = label
        ?? Wording(zh: spellings.first { $0.utf8.contains { $0 >= 0x80 } } ?? id, en: id.replacing("_", with: " "))
    }
  }

  /// What the cells of a column hold, and how a table keeps them.
  public enum CellType: Sendable, CaseIterable {
    /// Kept as written but for blanks at the ends; line breaks stay, and are `\n`. For lists, choices, references, yes
    /// and no, durations too.
    case text
    /// A day and a time of day, as text; `readTime(in:)` reads it.
    case time
    /// A `day` column.
    case day
    /// A `day` column of first days of months.
    case month
    /// `12%` is 0.12.
    case number
    /// A number that may have a currency and state its unit in the header (`万元`).
    case money
    /// A number column of fractions; without any percent sign in cells or header numbers above 1 make all of them
    /// percents, which the report calls a guess.
    case percent
  }
}

/// What reading by a register needs beside its columns.
struct RegisterRules: Sendable {
  var columns: RegisterColumns
  /// Which first texts of a row say that it sums up others.
  var totals: Totals

  enum Totals: Sendable {
    /// There is nothing to sum up.
    case none
    /// `合计`, `总计`, `total` and `小计` themselves.
    case plain
    /// Also `品牌小计` and `合计（6月）`: a register of money.
    case all
  }

  init(_ columns: RegisterColumns) {
    self.columns = columns
    let types = columns.columns.map(\.type)
    totals = types.contains(.money) ? .all : types.contains(.number) ? .plain : .none
  }

  /// Whether a trimmed cell is worth a closer look: it has a 计, or begins as total, grand total and subtotal do.
  static func mayMarkTotal(_ cell: Bytes) -> Bool {
    guard let first = cell.first, cell.count <= 60 else { return false }
    // Full-width letters begin with 0xEF.
    if first == 0xEF || [0x74, 0x67, 0x73].contains(first | 0x20) { return true }
    var index = 0
    while index + 2 < cell.count {
      if cell[index] == 0xE8, cell[index + 1] == 0xAE, cell[index + 2] == 0xA1 { return true }
      index += 1
    }
    return false
  }

  /// The mark of a row whose first text is this.
  func totalMark(_ text: String) -> TotalMark? {
    guard totals != .none, text.utf8.count <= 60, let mark = TotalMark(text) else { return nil }
    let key = HeaderKey.normalised(text)
    switch key {
    case "total", "totals", "grandtotal", "合计", "总计", "总合计", "小计", "subtotal": return mark
    // Words that are titles as often as sums.
    case "汇总", "summary", "总和", "全站统计": return nil
    default:
      if case .weak = mark { return nil }
      return totals == .all && !key.hasPrefix("共") ? mark : nil
    }
  }
}

extension ColumnCatalogue {
  /// The catalogue of one register: files are read as that register whatever their headers, and with its columns only.
  ///
  /// Make it once for all files of the register. Where two columns share a spelling, the first has it.
  public init(register: RegisterColumns) {
    var columns: [String: Alias] = [:]
    for column in register.columns {
      var definition = Definition(id: column.id, role: column.type.role, type: column.type.valueType)
      definition.chinese = column.label.zh
      definition.english = column.label.en
      for (rank, spelling) in ([column.id, column.label.zh, column.label.en] + column.spellings).enumerated() {
        let key = HeaderKey.normalised(spelling)
        if !key.isEmpty, columns[key] == nil { columns[key] = Alias(definition: definition, rank: rank) }
      }
    }
    let needs = register.columns.filter(\.isRequired).map { [$0.id] }
    self.init(
      register: RegisterRules(register), kind: TableKind(rawValue: register.id),
      rules: KindRules(needs: needs, columns: columns, only: true), spellings: Set(columns.keys))
  }
}

extension RegisterColumns.CellType {
  fileprivate var valueType: ColumnCatalogue.ValueType {
    switch self {
    case .text, .time: .text
    case .day: .day
    case .month: .month
    // 12% is 0.12 in any column of numbers.
    case .number: .value
    case .money: .money
    case .percent: .percent
    }
  }

  fileprivate var role: ColumnCatalogue.Role {
    switch self {
    case .text, .time, .day, .month, .percent: .field
    case .number: .measure
    case .money: .money
    }
  }
}
