import Values

/// Keeps groups of under five people out of tables and charts.
enum SmallGroups {
  static let least = 5

  static func isSmall(_ people: Int) -> Bool { people > 0 && people < least }

  /// Which groups of a whole that is shown are withheld: those of one to four people and, where that is a single group,
  /// the next smallest too, since the whole less the others would tell it.
  static func withheld(_ groups: [Int]) -> [Bool] {
    var hidden = groups.map(isSmall)
    guard hidden.count(where: { $0 }) == 1 else { return hidden }
    if let next = groups.indices.filter({ !hidden[$0] && groups[$0] > 0 }).min(by: { groups[$0] < groups[$1] }) {
      hidden[next] = true
    }
    return hidden
  }
}

extension Writer {
  /// A number of people, `<5` where they are too few to be told.
  func people(_ count: Int, hidden: Bool = false) -> ReviewTable.Cell {
    if SmallGroups.isSmall(count) { return ReviewTable.Cell("<5") }
    return hidden ? ReviewTable.Cell(pick("隐去", "withheld")) : self.count(count)
  }

  var noCell: ReviewTable.Cell { ReviewTable.Cell(NumberStyle.missing) }

  /// The note below a table that withholds groups.
  func withheldNote(_ hidden: [Bool]) -> String? {
    guard hidden.contains(true) else { return nil }
    return pick(
      "不足 5 人的组只写“<5”，不列其他数字；只有一组不足 5 人时另隐去一组，以免由合计倒推。",
      "Groups of under 5 people are given as “<5” without further figures; where there is only one, another is withheld so that the total does not tell it.")
  }
}
