import Handbook
import Metrics
import Values

extension Writer {
  func chapterOverview() -> Chapter {
    var chapter = Chapter(.overview, in: input.language)
    let brief = input.brief
    let frame = facts.frame
    let money = Unit(.money)
    var rows: [[ReviewTable.Cell]] = []
    var lacking: [String] = []
    func add(_ title: String, _ value: String?, key: String?) {
      if let value, !value.isEmpty {
        rows.append([.init(title), .init(value)])
      } else if let key {
        lacking.append(key)
      }
    }
    add(pick("目的", "Goal"), brief.goal, key: "goal")
    add(pick("主题", "Theme"), brief.theme, key: nil)
    add(pick("受众", "Audiences"), brief.audiences.joined(separator: pick("；", "; ")), key: "audiences")
    add(pick("渠道", "Channels"), brief.channels.joined(separator: pick("、", ", ")), key: "channels")
    add(
      pick("起止", "Dates"),
      pick(
        "\(period.start.iso) 至 \(period.end.iso)，共 \(period.length) 天",
        "\(period.start.iso) to \(period.end.iso), \(period.length) days"), key: nil)
    add(
      pick("基准期", "Baseline"),
      frame.baseline.map {
        pick("\($0.start.iso) 至 \($0.end.iso)，共 \($0.length) 天", "\($0.start.iso) to \($0.end.iso), \($0.length) days")
      }, key: "baseline")
    add(
      pick("预算", "Budget"),
      frame.budget.map { budget in
        cell(.exact(budget), money)
          + (reserveAmount().map { reserve in
            pick(
              "，其中预留 \(cell(reserve, money))（\(percent(reserve.ratio(to: .exact(budget))))）",
              ", \(cell(reserve, money)) (\(percent(reserve.ratio(to: .exact(budget))))) of it held back")
          } ?? "")
      }, key: "budget")
    add(
      pick("毛利率", "Gross margin"), frame.grossMargin.map { percent(.exact($0)) + pick("（利润按此估算）", " (for estimates of profit)") },
      key: nil)
    add(
      pick("目标", "Targets"),
      frame.targets.isEmpty ? nil : pick("\(frame.targets.count) 项，见第 3 章", "\(frame.targets.count), see chapter 3"),
      key: "targets")
    add(pick("数据截至", "Data as of"), facts.dataAsOf?.iso, key: nil)
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "overview-facts", caption: pick("活动要点", "The campaign at a glance"),
          columns: [.init(title: pick("项目", "Item"), numeric: false), .init(title: pick("内容", "Content"), numeric: false)],
          rows: rows)))
    if !lacking.isEmpty {
      chapter.state = .partial
      chapter.needs = pick(
        "brief.md 还没有写：\(lacking.joined(separator: "、"))。", "brief.md does not say yet: \(lacking.joined(separator: ", ")).")
    }
    return chapter
  }
}
