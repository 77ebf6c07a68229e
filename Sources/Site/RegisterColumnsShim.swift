import Diagnostics
import Tables

// The three registers that reviews are made from, until registers are declared by files.

extension RegisterLookup {
  /// Files whose names begin with the id or the name of budget, spend or events.
  static let shipped: RegisterLookup = {
    let registers = RegisterColumns.shipped.map { register in
      (names: [register.id, register.name.zh], catalogue: ColumnCatalogue(register: register))
    }
    return RegisterLookup(names: registers.flatMap(\.names)) { file in
      let name = (file.split(separator: "/").last.map(String.init) ?? file).lowercased()
      let word = name.prefix { !"-_. （()".contains($0) }
      return registers.first { $0.names.contains { $0 == word } }?.catalogue
    }
  }()
}

extension RegisterColumns {
  static let shipped = [
    RegisterColumns(
      id: "budget", name: Wording(zh: "预算", en: "budget"),
      columns: [
        Column(id: "category", spellings: ["类别", "预算类别", "费用类别"], isRequired: true),
        Column(id: "channel", spellings: ["渠道", "渠道来源"]),
        Column(id: "month", type: .month, spellings: ["月份", "月"]),
        Column(id: "planned", type: .money, spellings: ["计划", "计划金额", "预算金额", "预算", "计划预算"], isRequired: true),
      ]),
    RegisterColumns(
      id: "spend", name: Wording(zh: "支出", en: "spend"),
      columns: [
        Column(id: "date", type: .day, spellings: ["日期", "付款日期", "支出日期", "发生日期"], isRequired: true),
        Column(id: "category", spellings: ["类别", "费用类别", "预算类别"], isRequired: true),
        Column(id: "cost_type", spellings: ["成本类型", "费用类型"]),
        Column(id: "channel", spellings: ["渠道", "渠道来源"]),
        Column(id: "amount", type: .money, spellings: ["金额", "支出金额", "实际金额", "实付金额"], isRequired: true),
        Column(id: "approver", spellings: ["审批人", "批准人"]),
      ]),
    RegisterColumns(
      id: "events", name: Wording(zh: "事件", en: "events"),
      columns: [
        Column(id: "date", type: .day, spellings: ["日期", "开始日期", "发生日期"], isRequired: true),
        Column(id: "end", type: .day, spellings: ["结束日期"]),
        Column(id: "kpi", spellings: ["指标", "影响指标"]),
        Column(id: "kind", spellings: ["类型", "事件类型"]),
        Column(id: "cause", spellings: ["原因", "说明", "事件"]),
        Column(id: "source", spellings: ["来源", "出处"]),
      ]),
  ]
}
