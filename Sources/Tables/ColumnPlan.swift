/// How the cells of one header's column are read.
struct ColumnPlan: Sendable {
  /// The cell's place in a row, from 0.
  var index: Int
  var header: String
  var definition: ColumnCatalogue.Definition
  /// The canonical id, with the table's source taken into account.
  var id: String
  /// What the header's unit says.
  var unit: HeaderKey
  var storage: Storage
  /// A row without a day here is no data.
  var isRequiredDay = false
  /// The day that the number 0 stands for, in columns that count the days of the report's period (`Nth day`).
  var firstDay: Int32?

  enum Storage: Sendable {
    case text, day, month, number, duration
    /// The hour that stands in the cell of a day (`2026-09-01 10时`), as text.
    case hour
  }

  init(index: Int, header: String, definition: ColumnCatalogue.Definition, id: String, unit: HeaderKey) {
    self.index = index
    self.header = header
    self.definition = definition
    self.id = id
    self.unit = unit
    storage =
      switch definition.type {
      case .text: .text
      case .day: .day
      case .month: .month
      case .time: .number
      case .number, .money, .percent, .value: .number
      case .duration: .duration
      }
  }

  /// Whether the header says that its cells are offsets from the first day of the report.
  var countsDays: Bool { definition.type == .day && unit.whole == "nthday" }
  var isTime: Bool { definition.type == .time }
  var isRate: Bool { definition.role == .rate }
  /// Whether a percent sign may stand behind its numbers.
  var takesPercent: Bool { definition.type == .percent || definition.type == .value }
  /// Whether the sum of the rows is the figure of the total row.
  var isAdditive: Bool {
    definition.role == .measure || definition.role == .money || definition.role == .duration
  }
  var durationUnit: Int64 {
    switch unit.unit {
    case "ms", "毫秒": 1
    case "分钟", "min": 60_000
    case "小时", "h": 3_600_000
    default: 1000
    }
  }

  var role: ImportReport.Match.Role {
    switch definition.role {
    case .dimension: .dimension
    case .measure, .people, .money, .duration: .measure
    case .rate: .printedRate
    case .field: .field
    }
  }
}

/// All that is settled about a table before its rows are read.
struct TablePlan: Sendable {
  var columns: [ColumnPlan]
  /// The header row's cells, normalised, to know it again when it is repeated.
  var headerKeys: [String]
  var width: Int
  var decimalComma = false
  var dateOrder: DateOrder?
  var year: Int?
  var catalogue: ColumnCatalogue
  /// Words such as 汇总 are values here, because every row has one.
  var marksAreValues = false
  /// Rows that begin with `#` are comments.
  var hasComments = false
  /// The place of the first header, from 0, and those of gaps between headers.
  private(set) var firstColumn = 0
  private(set) var gaps: [Int] = []

  mutating func noteGaps() {
    firstColumn = headerKeys.firstIndex { !$0.isEmpty } ?? 0
    gaps = headerKeys.indices.filter { headerKeys[$0].isEmpty }
  }
}
