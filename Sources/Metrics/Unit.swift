import Diagnostics
import Values

/// What a figure is counted in.
public struct Unit: Sendable, Hashable {
  public var kind: Kind
  /// As printed behind a number: 元, 元/人, 次, 倍. Empty for rates, which print as percentages.
  public var label: Wording

  public init(_ kind: Kind, label: Wording = Wording(zh: "", en: "")) {
    self.kind = kind
    self.label = label
  }

  public enum Kind: String, Sendable, CaseIterable {
    /// An amount in the campaign's currency, or such an amount per something.
    case money
    /// A fraction, 0.044 for 4.4 %.
    case ratio
    /// Anything else: counts, people, points, times, days.
    case number
  }
}

/// Which way is better.
public enum Direction: String, Sendable, CaseIterable {
  case higher, lower
  /// The nearer to the target the better.
  case target
  /// Describes only; never judged.
  case context
}

extension Unit {
  /// How numbers of this unit are written.
  public var numberUnit: NumberUnit {
    switch kind {
    case .money: .money
    case .ratio: .ratio
    case .number:
      switch label.zh {
      case "倍": .multiple
      case "秒": .seconds
      case "天": .days
      case "次", "人", "单", "件", "条", "份", "个": .count
      default: .decimal
      }
    }
  }
}
