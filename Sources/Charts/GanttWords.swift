import Values

/// The words of a plan, in the language of the page.
struct GanttWords {
  let style: NumberStyle

  private func word(_ hans: String, _ hant: String, _ en: String) -> String {
    style.chinese ? (style.traditional ? hant : hans) : en
  }

  var kind: String { word("甘特图", "甘特圖", "Gantt chart") }
  var task: String { word("任务", "任務", "Task") }
  var part: String { word("安排", "安排", "Item") }
  var owner: String { word("负责人", "負責人", "Owner") }
  var plannedStart: String { word("计划开始", "計劃開始", "Planned start") }
  var plannedEnd: String { word("计划完成", "計劃完成", "Planned end") }
  var actualStart: String { word("实际开始", "實際開始", "Actual start") }
  var actualEnd: String { word("实际完成", "實際完成", "Actual end") }
  var forecast: String { word("预计完成", "預計完成", "Forecast") }
  var critical: String { word("关键任务", "關鍵任務", "Critical") }
  var isCritical: String { word("是", "是", "yes") }
  var state: String { word("状态", "狀態", "State") }
  var depends: String { word("前置任务", "前置任務", "Depends on") }
  var stands: String { word("下级任务数", "下層任務數", "Tasks within") }
  var planned: String { word("计划", "計劃", "Planned") }
  var actual: String { word("实际", "實際", "Actual") }
  var delay: String { word("预计延后", "預計延後", "Expected delay") }
  var milestone: String { word("里程碑", "里程碑", "Milestone") }
  var link: String { word("前置关系", "前置關係", "Dependency") }
  var dayOff: String { word("休息日", "休息日", "Day off") }
  var today: String { word("今天", "今天", "Today") }
  var noDates: String { word("没有日期", "沒有日期", "no dates") }
  var listComma: String { word("、", "、", ", ") }

  func tasks(_ count: Int) -> String {
    word("\(count) 项任务", "\(count) 項任務", count == 1 ? "1 task" : "\(count) tasks")
  }
  func lanes(_ count: Int) -> String {
    word("\(count) 行安排", "\(count) 行安排", count == 1 ? "1 row" : "\(count) rows")
  }
  func milestones(_ count: Int) -> String {
    word("\(count) 个里程碑", "\(count) 個里程碑", count == 1 ? "1 milestone" : "\(count) milestones")
  }
  func criticalTasks(_ count: Int) -> String {
    word("关键任务 \(count) 项", "關鍵任務 \(count) 項", "\(count) critical")
  }
  func count(_ state: GanttChart.State, _ count: Int) -> String {
    style.chinese ? "\(name(state)) \(count) \(style.traditional ? "項" : "项")" : "\(count) \(name(state))"
  }

  /// Behind the name of a row that others are folded into.
  func standing(_ count: Int) -> String { word("（\(count) 项）", "（\(count) 項）", " (\(count))") }

  /// Under the title of an overview.
  func folded(drawn: Int, leftOut: Int) -> String {
    word(
      "图上 \(drawn) 条，其余 \(leftOut) 项任务并入上级任务或见任务表",
      "圖上 \(drawn) 條，其餘 \(leftOut) 項任務併入上層任務或見任務表",
      "\(drawn) rows are drawn; the other \(leftOut) tasks are part of these or stand in the table of tasks")
  }

  func name(_ state: GanttChart.State) -> String {
    switch state {
    case .done: word("已完成", "已完成", "done")
    case .late: word("已晚", "已晚", "late")
    case .slipping: word("将晚", "將晚", "slipping")
    case .risk: word("高风险", "高風險", "at risk")
    case .running: word("进行中", "進行中", "running")
    case .waiting: word("未开始", "未開始", "waiting")
    }
  }

  /// The shape and the word.
  func label(_ state: GanttChart.State) -> String {
    let shape =
      switch state {
      case .done: "● "
      case .late: "■ "
      case .slipping: "▲ "
      case .risk: "◆ "
      case .running: "◐ "
      case .waiting: "○ "
      }
    return shape + name(state)
  }
}

extension ChartText {
  var gantt: GanttWords { GanttWords(style: style) }
}
