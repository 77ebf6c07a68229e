import Diagnostics
import Formulas
import YAML

/// What a campaign's project page takes from a register.
extension DeclarationReader {
  mutating func agenda(_ top: Fields) -> Placed<RegisterAgenda>? {
    guard let fields = top.mapping("agenda") else { return nil }
    let (due, label, owner) = (fields.required("due"), fields.required("label"), fields.string("owner"))
    let done = formula(fields, "done")
    close(fields)
    guard let due, let label, let done else { return nil }
    return Placed(part: RegisterAgenda(due: due, done: done, label: label, owner: owner), node: fields.node, file: file)
  }

  mutating func decisions(_ top: Fields) -> Placed<RegisterDecisions>? {
    guard let fields = top.mapping("decisions") else { return nil }
    let (date, label) = (fields.string("date"), fields.required("label"))
    close(fields)
    return label.map { Placed(part: RegisterDecisions(date: date, label: $0), node: fields.node, file: file) }
  }

  mutating func ofBrief(_ top: Fields) -> Placed<RegisterOfBrief>? {
    guard let fields = top.mapping("of_brief") else { return nil }
    let part = RegisterOfBrief(channels: fields.strings("channels") ?? [], audiences: fields.strings("audiences") ?? [])
    close(fields)
    return Placed(part: part, node: fields.node, file: file)
  }
}

extension DeclarationCheck {
  mutating func checkAgenda() {
    if let agenda = file.agenda {
      _ = fitting(agenda.part.due, .calendar, key: "due", at: agenda.place("due"))
      _ = column(agenda.part.label, key: "label", at: agenda.place("label"))
      if let owner = agenda.part.owner { _ = column(owner, key: "owner", at: agenda.place("owner")) }
      _ = formulas.check(agenda.part.done, at: agenda.textPlace("done"), FormulaCheck.Place(isCondition: true))
    }
    if let decisions = file.decisions {
      if let date = decisions.part.date { _ = fitting(date, .calendar, key: "date", at: decisions.place("date")) }
      _ = column(decisions.part.label, key: "label", at: decisions.place("label"))
    }
    if let brief = file.ofBrief {
      for (key, columns) in [("channels", brief.part.channels), ("audiences", brief.part.audiences)] {
        for (index, id) in columns.enumerated() { _ = column(id, key: key, at: brief.place(key, item: index)) }
      }
    }
  }
}
