import Diagnostics
import Formulas
import Values

/// What rows may refer to beside each other, and what formulas know of campaigns.
public struct RegisterScope: Sendable {
  /// How KPIs may be named, and the id that each spelling means; `nil` leaves references to them unchecked.
  public var kpis: [String: String]?
  /// The same for campaigns.
  public var campaigns: [String: String]?
  /// The same for pages, by id and by path.
  public var pages: [String: String]?
  public var today: Day
  /// By the campaign's folder name, the values of `campaign.start` and so on by their last word; what is not there is
  /// missing.
  public var campaignValues: [String: [String: FormulaValue]]

  public init(
    today: Day, kpis: [String: String]? = nil, campaigns: [String: String]? = nil, pages: [String: String]? = nil,
    campaignValues: [String: [String: FormulaValue]] = [:]
  ) {
    self.today = today
    self.kpis = kpis
    self.campaigns = campaigns
    self.pages = pages
    self.campaignValues = campaignValues
  }
}

/// All rows of all registers, and who sees whose: rows of a campaign see those of the campaign and of the site, rows
/// of the site see all.
struct RegisterBook: Sendable {
  let scope: RegisterScope
  /// In the order given. Their `cells` are kept in `cells` while they are worked on.
  var sheets: [RegisterRows]
  /// By sheet, column and row.
  var cells: [[[FormulaValue]]]
  /// By register id.
  let registers: [String: Register]
  /// The register of each sheet.
  let bySheet: [Register]
  /// By sheet, the rows by their key; the first of equal ones.
  var keys: [[String: Int32]] = []

  final class Register: Sendable {
    let declaration: RegisterDeclaration
    let columns: [ShownColumn]
    let indexes: [String: Int]
    /// How an absent cell reads in formulas.
    let absent: [FormulaValue]
    /// The only column of the key.
    let key: Int?
    /// The sheets of the site, of each campaign, and all of them with the site's first.
    let site: [Int]
    let campaigns: [String: [Int]]
    let all: [Int]

    init(_ declaration: RegisterDeclaration, sheets: [(index: Int, campaign: String?)]) {
      self.declaration = declaration
      let shown = declaration.shownColumns
      columns = shown
      let indexes = Dictionary(shown.map { ($0.id, $0.index) }, uniquingKeysWith: { first, _ in first })
      self.indexes = indexes
      absent = shown.map { column in
        let isMany = column.index < declaration.columns.count && declaration.columns[column.index].isMany
        return switch column.type {
        case .text, .markdown, .choice: .text("")
        case .role, .reference: isMany ? .list([]) : .text("")
        case .list: .list([])
        case .integer, .decimal, .money, .percent, .date, .time, .month, .duration, .yesNo: .missing
        }
      }
      key = declaration.key.count == 1 ? indexes[declaration.key[0]] : nil
      site = sheets.filter { $0.campaign == nil }.map(\.index)
      var campaigns: [String: [Int]] = [:]
      for sheet in sheets { if let campaign = sheet.campaign { campaigns[campaign, default: []].append(sheet.index) } }
      self.campaigns = campaigns
      all = site + sheets.filter { $0.campaign != nil }.map(\.index)
    }

    /// The sheets that rows of a campaign (`nil`: of the site) see, their own first.
    func view(from campaign: String?) -> [Int] {
      guard let campaign else { return all }
      return (campaigns[campaign] ?? []) + site
    }
  }

  /// A row of some sheet.
  struct Row: Hashable, Sendable {
    var sheet: Int
    var row: Int
  }

  init(_ rows: [RegisterRows], _ catalogue: RegisterCatalogue, _ scope: RegisterScope) {
    self.scope = scope
    sheets = rows
    var order: [String: [(index: Int, campaign: String?)]] = [:]
    for (index, sheet) in rows.enumerated() {
      order[sheet.declaration.id, default: []].append((index, sheet.campaign))
    }
    var registers = order.mapValues { Register(rows[$0[0].index].declaration, sheets: $0) }
    // Formulas may name registers that have no rows at all.
    for declaration in catalogue.all where registers[declaration.id] == nil {
      registers[declaration.id] = Register(declaration, sheets: [])
    }
    self.registers = registers
    bySheet = rows.compactMap { registers[$0.declaration.id] }
    cells = rows.map { sheet in
      let wanted = sheet.declaration.cellCount
      let stored = sheet.cells.prefix(sheet.declaration.columns.count)
      let empty = [FormulaValue](repeating: .missing, count: sheet.count)
      return stored + Array(repeating: empty, count: max(0, wanted - stored.count))
    }
    for index in sheets.indices { sheets[index].cells = [] }
    let (cells, sheets, bySheet) = (cells, sheets, bySheet)
    keys = sheets.indices.map { sheet in
      guard let key = bySheet[sheet].key else { return [:] }
      var rows: [String: Int32] = [:]
      rows.reserveCapacity(sheets[sheet].count)
      for (row, value) in cells[sheet][key].enumerated() where !value.isEmpty {
        let text = CellKey(value).text
        if rows[text] == nil { rows[text] = Int32(row) }
      }
      return rows
    }
  }

  /// The row that a key names, as seen from a sheet.
  func row(named key: String, of register: Register, from sheet: Int) -> Row? {
    func find(_ sheets: [Int]) -> Row? {
      for other in sheets { if let row = keys[other][key] { return Row(sheet: other, row: Int(row)) } }
      return nil
    }
    guard let campaign = sheets[sheet].campaign else { return find(register.all) }
    return register.campaigns[campaign].flatMap(find) ?? find(register.site)
  }

  func location(_ row: Row) -> Location {
    let origin = sheets[row.sheet].origins[row.row]
    return Location(origin.file, sheet: origin.sheet, line: Int(origin.line))
  }

  /// A row in words: its key, or where it stands.
  func name(_ row: Row) -> String {
    let declaration = sheets[row.sheet].declaration
    let key = declaration.key.compactMap { id -> String? in
      guard let column = declaration.cellIndex(of: id) else { return nil }
      let text = CellKey(cells[row.sheet][column][row.row]).text
      return text.isEmpty ? nil : text
    }
    return "\(declaration.id) \(key.isEmpty ? location(row).description : key.joined(separator: " + "))"
  }
}
