import Diagnostics
import YAML

extension DeclarationReader {
  mutating func view(_ fields: Fields) -> RegisterView? {
    let id = id(fields, hyphens: true)
    let kind: RegisterView.Kind? = fields.choice("type")
    if fields.value("type") == nil { fields.reportMissing("type") }
    let title = wording(fields, "title")
    let condition = formula(fields, "where", required: false)
    let sort = (fields.strings("sort") ?? []).map { text in
      RegisterView.SortKey(column: text.hasPrefix("-") ? String(text.dropFirst()) : text, descending: text.hasPrefix("-"))
    }
    let limit = limit(fields)
    guard let kind else {
      // Which other keys there may be, nobody knows without a type.
      if case .mapping(let pairs) = fields.node.value { for pair in pairs { _ = fields.value(pair.key) } }
      return nil
    }
    var view = RegisterView(
      id: id ?? "", kind: kind, location: Location(file, line: fields.node.line, column: fields.node.column))
    view.title = title
    view.condition = condition
    view.sort = sort
    view.limit = limit
    if kind.takesColumns { view.columns = fields.strings("columns") ?? [] }
    if kind == .table {
      view.group = fields.string("group")
      view.totals = fields.strings("totals") ?? []
    }
    for part in kind.parts {
      if part.isList {
        if let columns = fields.strings(part.key), !columns.isEmpty { view.lists[part.key] = columns }
      } else if let column = part.isRequired ? fields.required(part.key) : fields.string(part.key) {
        view.parts[part.key] = column
      }
    }
    if kind == .radar { checkRadar(fields, view) }
    return id == nil ? nil : view
  }

  private func limit(_ fields: Fields) -> Int? {
    guard let limit = fields.integer("limit"), let node = fields.value("limit") else { return nil }
    if limit >= 1 { return limit }
    fields.report(.outOfRange("limit", "\(limit)", expected: Wording(zh: " 1 或以上的整数", en: "1 or more")), at: node)
    return nil
  }

  /// Either the axes are columns, or a column says which axis a row is of.
  private func checkRadar(_ fields: Fields, _ view: RegisterView) {
    let values = view.parts["value"] != nil ? 1 : 0
    let rows = view.parts["axis"] != nil && values + (view.lists["values"] == nil ? 0 : 1) == 1
    if view.lists["axes"] != nil, view.parts["axis"] == nil, values == 0, view.lists["values"] == nil { return }
    if view.lists["axes"] == nil, rows { return }
    fields.report(.radarAxes, at: fields.node)
  }
}
