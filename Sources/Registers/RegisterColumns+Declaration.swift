import Tables

extension RegisterColumns {
  /// What the reader of tables must know of a declared register.
  public init(_ declaration: RegisterDeclaration) {
    self.init(
      id: declaration.id, name: declaration.name,
      columns: declaration.columns.map { column in
        let type: CellType =
          switch column.type {
          case .text, .markdown, .duration, .yesNo, .choice, .list, .role, .reference: .text
          case .integer, .decimal: .number
          case .money: .money
          case .percent: .percent
          case .date: .day
          case .time: .time
          case .month: .month
          }
        return Column(
          id: column.id, type: type, spellings: column.aliases,
          isRequired: column.isRequired && column.standard == nil, label: column.label)
      })
  }
}
