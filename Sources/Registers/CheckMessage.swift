import Diagnostics
import Formulas
import Values

/// What a check says, with places for values: `风险 {id} 得分 {score}`.
struct CheckMessage: Sendable {
  private let zh: [Part]
  private let en: [Part]
  private let chinese: RegisterText
  private let english: RegisterText

  var namesTotals: Bool { (zh + en).contains { if case .total = $0 { true } else { false } } }

  private enum Part: Sendable {
    case text(String)
    case cell(CellPath)
    case value(ShownColumn)
    case total(RegisterTotal)
    case campaign(String)
    case today
  }

  init(
    _ check: RegisterCheck, _ register: RegisterBook.Register, each: Int?, style: NumberStyle,
    _ registers: [String: RegisterBook.Register]
  ) {
    func parts(_ text: String) -> [Part] {
      CheckMessage.split(text).map { piece in
        guard case .name(let name) = piece else { return .text(piece.written) }
        let path = name.split(separator: ".").map(String.init)
        if path == ["value"], let each { return .value(register.columns[each]) }
        if path == ["today"] { return .today }
        if path.count == 2, path[0] == "campaign" { return .campaign(path[1]) }
        let cells = path.first == "this" ? Array(path.dropFirst()) : path
        if check.each == nil, let cell = CellPath(cells, from: register.declaration.id, registers) { return .cell(cell) }
        if path.count == 1, let total = register.declaration.totals.first(where: { $0.id == name }) {
          return .total(total)
        }
        return .text(piece.written)
      }
    }
    zh = parts(check.say.zh)
    en = parts(check.say.en)
    chinese = RegisterText(
      style: NumberStyle(chinese: true, traditional: style.traditional, currency: style.currency),
      language: style.traditional ? .traditionalChinese : .simplifiedChinese)
    english = RegisterText(style: NumberStyle(chinese: false, currency: style.currency), language: .english)
  }

  func text(
    _ book: RegisterBook, sheet: Int, row: Int?, value: FormulaValue, totals: [RegisterTotalValue]
  ) -> Wording {
    func write(_ parts: [Part], _ text: RegisterText) -> String {
      var result = ""
      for part in parts {
        switch part {
        case .text(let written): result += written
        case .cell(let path):
          guard let row, let last = path.steps.last else {
            result += NumberStyle.missing
            continue
          }
          result += book.shown(
            book.value(path, at: RegisterBook.Row(sheet: sheet, row: row)), last.register.columns[last.column], text,
            from: sheet)
        case .value(let column): result += book.shown(value, column, text, from: sheet)
        case .total(let total):
          let wanted = total.by == nil ? nil : CellKey(value).text
          let found = totals.first { $0.id == total.id && $0.of == wanted }?.value ?? .missing
          result += text.text(of: found, column: total.shownColumn)
        case .campaign(let field):
          result += text.text(of: book.campaignValue(field, of: sheet), column: CheckMessage.column(ofCampaign: field))
        case .today: result += book.scope.today.iso
        }
      }
      return result
    }
    return Wording(zh: write(zh, chinese), en: write(en, english))
  }

  private enum Piece {
    case text(String)
    case name(String)

    var written: String {
      switch self {
      case .text(let text): text
      case .name(let name): "{\(name)}"
      }
    }
  }

  private static func split(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      pieces.append(.name(trimmedBlanks(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return pieces
  }

  private static func column(ofCampaign field: String) -> ShownColumn {
    let type: RegisterColumn.ValueType =
      switch field {
      case "budget", "reserve": .money
      case "gross_margin": .percent
      default: .text
      }
    return ShownColumn(
      id: field, index: 0, type: type, label: Wording(zh: field, en: field), unit: nil, note: nil, decimals: nil,
      choices: [], target: nil, visibility: nil)
  }
}

extension RegisterBook {
  /// The value as it is shown; roles by their names.
  func shown(_ value: FormulaValue, _ column: ShownColumn, _ text: RegisterText, from sheet: Int) -> String {
    guard column.type == .role, let roles = registers[RegisterCatalogue.roles], let name = roles.indexes["name"] else {
      return text.text(of: value, column: column)
    }
    func named(_ id: String) -> String {
      guard let row = row(named: id, of: roles, from: sheet) else { return id }
      for column in [text.language.isChinese ? nil : roles.indexes["name_en"], name].compactMap({ $0 }) {
        if case .text(let found) = cells[row.sheet][column][row.row] { return found }
      }
      return id
    }
    return switch value {
    case .text(let id): text.text(of: .text(id.isEmpty ? "" : named(id)), column: column)
    case .list(let ids): text.text(of: .list(ids.map(named)), column: column)
    default: text.text(of: value, column: column)
    }
  }
}

extension RegisterTotal {
  /// For those that show it as they show cells.
  public var shownColumn: ShownColumn {
    ShownColumn(
      id: id, index: 0, type: type, label: label, unit: unit, note: nil, decimals: decimals, choices: [],
      target: type == .role ? .register(RegisterCatalogue.roles) : nil, visibility: nil)
  }
}
