import Variants

/// Which Han character stands for which in search: Traditional ones for their Simplified form.
public struct FoldTable: Sendable {
  private static let first: UInt32 = 0x3400
  private static let end: UInt32 = 0xA000

  /// The folded code points of U+3400 to U+9FFF.
  private let basic: [UInt32]
  private let others: [UInt32: UInt32]
  /// Every character that is folded, sorted, with what it becomes.
  let pairs: [(from: UInt32, to: UInt32)]

  /// A table that leaves all characters as they are.
  public init() {
    basic = Array(FoldTable.first..<FoldTable.end)
    others = [:]
    pairs = []
  }

  /// Asks the converter about every Han character once. Characters that become several stay as they are.
  public init(_ converter: VariantConverter) {
    var basic = Array(FoldTable.first..<FoldTable.end)
    var others: [UInt32: UInt32] = [:]
    var pairs: [(UInt32, UInt32)] = []
    let asked = [UInt32](0x3400...0x4DBF) + [UInt32](0x4E00...0x9FFF) + [UInt32](0x20000...0x323AF)
    var text = String.UnicodeScalarView()
    for point in asked {
      guard let scalar = Unicode.Scalar(point) else { continue }
      text.append(scalar)
      text.append("\n")
    }
    let answers = converter.convert(String(text)).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (point, answer) in zip(asked, answers) {
      guard let folded = answer.first?.value, answer.count == 1, folded != point, Scan.isHan(folded) else { continue }
      pairs.append((point, folded))
      if point < FoldTable.end { basic[Int(point - FoldTable.first)] = folded } else { others[point] = folded }
    }
    self.basic = basic
    self.others = others
    self.pairs = pairs
  }

  /// The code point that stands for a Han character.
  @inline(__always) func fold(_ point: UInt32) -> UInt32 {
    if point >= FoldTable.first, point < FoldTable.end { return basic[Int(point - FoldTable.first)] }
    return point < FoldTable.first || others.isEmpty ? point : others[point] ?? point
  }
}
