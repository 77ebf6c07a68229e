import Diagnostics
import Formulas

extension RegisterRows {
  /// All columns in the order of `cells`.
  public var shownColumns: [ShownColumn] { declaration.shownColumns }

  /// The place of a column in `cells`.
  public func index(of id: String) -> Int? { declaration.cellIndex(of: id) }

  /// The cell of a row in the column of that id; missing where there is no such column or it has not been computed.
  public func value(_ row: Int, _ id: String) -> FormulaValue {
    guard let index = index(of: id), index < cells.count, row < cells[index].count else { return .missing }
    return cells[index][row]
  }
}

extension RegisterDeclaration {
  /// How many columns come out of files, formulas and the schedule.
  var cellCount: Int { columns.count + computed.count + (schedule == nil ? 0 : ScheduleColumns.added.count) }

  /// The place of a column among the cells of a row.
  public func cellIndex(of id: String) -> Int? {
    if let index = columns.firstIndex(where: { $0.id == id }) { return index }
    if let index = computed.firstIndex(where: { $0.id == id }) { return columns.count + index }
    guard schedule != nil, let index = ScheduleColumns.added.firstIndex(of: id) else { return nil }
    return columns.count + computed.count + index
  }

  /// A column that files hold.
  public func column(_ id: String) -> RegisterColumn? { columns.first { $0.id == id } }

  /// The columns of files, the computed ones, those of the schedule.
  public var shownColumns: [ShownColumn] {
    var shown: [ShownColumn] = []
    for column in columns {
      var result = ShownColumn(
        id: column.id, index: shown.count, type: column.type, label: column.label, unit: column.unit,
        note: column.note, decimals: nil, choices: column.values,
        target: column.type == .role ? .register(RegisterCatalogue.roles) : column.target,
        visibility: column.visibility)
      result.isPlain = column.isPlain
      shown.append(result)
    }
    for column in computed {
      shown.append(
        ShownColumn(
          id: column.id, index: shown.count, type: column.type, label: column.label, unit: column.unit,
          note: column.note, decimals: column.decimals, choices: [],
          target: column.type == .role ? .register(RegisterCatalogue.roles) : column.target, visibility: nil))
    }
    if schedule != nil {
      for column in ScheduleColumns.shown {
        var column = column
        column.index = shown.count
        shown.append(column)
      }
    }
    return shown
  }
}

extension ScheduleColumns {
  /// How the columns of a schedule are called; their index is that within the schedule.
  public static let shown: [ShownColumn] = {
    let days = Wording(zh: "工作日", en: "working days")
    func column(
      _ id: String, _ type: RegisterColumn.ValueType, zh: String, en: String, unit: Wording? = nil, note: Wording? = nil,
      choices: [RegisterColumn.Choice] = []
    ) -> ShownColumn {
      ShownColumn(
        id: id, index: added.firstIndex(of: id) ?? 0, type: type, label: Wording(zh: zh, en: en), unit: unit, note: note,
        decimals: nil, choices: choices, target: nil, visibility: nil)
    }
    func choice(_ id: String, _ zh: String, _ en: String, _ tone: Tone?) -> RegisterColumn.Choice {
      RegisterColumn.Choice(id: id, label: Wording(zh: zh, en: en), tone: tone, aliases: [])
    }
    return [
      column("duration", .integer, zh: "工期", en: "Duration", unit: days),
      column("early_start", .date, zh: "最早开始", en: "Early start"),
      column("early_finish", .date, zh: "最早完成", en: "Early finish"),
      column("late_start", .date, zh: "最迟开始", en: "Late start"),
      column("late_finish", .date, zh: "最迟完成", en: "Late finish"),
      column(
        "total_float", .integer, zh: "总时差", en: "Total float", unit: days,
        note: Wording(zh: "晚这么多个工作日，仍不推迟整个计划", en: "working days it can slip without moving the end of the plan")),
      column(
        "free_float", .integer, zh: "自由时差", en: "Free float", unit: days,
        note: Wording(zh: "晚这么多个工作日，仍不推迟后面的任务", en: "working days it can slip without moving what follows")),
      column(
        "critical", .yesNo, zh: "关键任务", en: "Critical",
        note: Wording(zh: "总时差为零，晚一天整个计划晚一天", en: "no total float: a day late makes the whole plan late")),
      column("forecast", .date, zh: "预计完成", en: "Forecast finish"),
      column(
        "slip", .integer, zh: "进度偏差", en: "Schedule variance", unit: days,
        note: Wording(zh: "预计完成比计划完成晚几个工作日，负数为提前", en: "working days from planned to forecast finish; negative is early")),
      column(
        "remaining_float", .integer, zh: "剩余浮动", en: "Float left", unit: days,
        note: Wording(
          zh: "按预计完成日算，还能再晚几个工作日；负数会推迟整个计划",
          en: "working days it can still slip from its forecast; below zero it moves the end of the plan")),
      column(
        "state", .choice, zh: "进展", en: "Progress",
        choices: [
          choice("done", "已完成", "Done", .good), choice("late", "已晚", "Late", .bad),
          choice("slipping", "将晚", "Slipping", .bad), choice("risk", "高风险", "At risk", .warn),
          choice("running", "进行中", "Running", nil), choice("waiting", "未开始", "Waiting", .muted),
        ]),
    ]
  }()
}
