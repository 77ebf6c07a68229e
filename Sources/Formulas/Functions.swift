import Values

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The functions of one or two values.
extension Machine {
  mutating func call(_ function: Expression.Function) {
    switch function {
    case .missing:
      let value = pop()
      stack.append(.bool(value.isEmpty))
    case .contains:
      let item = pop()
      contains(pop(), item)
    case .contrast:
      let second = pop()
      contrast(pop(), second)
    case .sqrt, .floor, .ceil:
      switch pop() {
      case .number(let number): numeric(function, number)
      case .missing: stack.append(.missing)
      default: fail(.wrongType)
      }
    case .length:
      switch pop() {
      case .text(let text): stack.append(.number(.exact(Exact(text.count))))
      case .list(let items): stack.append(.number(.exact(Exact(items.count))))
      case .missing: stack.append(.missing)
      default: fail(.wrongType)
      }
    case .year, .month, .day, .weekday:
      switch pop() {
      case .day(let day): part(function, of: day)
      case .missing: stack.append(.missing)
      default: fail(.wrongType)
      }
    // These have instructions of their own.
    case .sum, .count, .min, .max, .average, .distinct, .join, .abs, .round, .if, .coalesce: fail(.wrongType)
    }
  }

  private mutating func part(_ function: Expression.Function, of day: Day) {
    let number =
      switch function {
      case .year: day.components.year
      case .month: day.components.month
      case .day: day.components.day
      default: day.weekday
      }
    stack.append(.number(.exact(Exact(number))))
  }

  private mutating func numeric(_ function: Expression.Function, _ number: Number) {
    switch (function, number) {
    case (.sqrt, _):
      if number.compared(to: .exact(.zero)) < 0 { return stack.append(.missing) }
      let root = Number.real(number.double.squareRoot())
      // Exact where the root of an exact number ends.
      if case .exact(let square) = number, let exact = root.exact(decimals: 9), exact.multiplied(by: exact) == square {
        return push(.exact(exact))
      }
      push(root)
    case (let way, .exact(let value)):
      let near = value.rounded(to: 0)
      let one = Exact(way == .floor ? -1 : 1)
      let beyond = way == .floor ? near > value : near < value
      push(.exact(beyond ? near.adding(one) ?? near : near))
    case (let way, .real(let value)):
      let whole = Number.real(value.rounded(way == .floor ? .down : .up))
      push(whole.exact(decimals: 0).map(Number.exact) ?? whole)
    }
  }

  private mutating func contains(_ container: FormulaValue, _ item: FormulaValue) {
    switch (container, item) {
    case (.missing, _), (_, .missing): stack.append(.missing)
    case (.list(let items), .text(let text)): stack.append(.bool(items.contains(text)))
    case (.text(let whole), .text(let text)): stack.append(.bool(text.isEmpty || whole.contains(text)))
    default: fail(.wrongType)
    }
  }

  /// WCAG 2.2, "contrast ratio": (L1 + 0.05) / (L2 + 0.05) with the lighter colour's relative luminance as L1.
  private mutating func contrast(_ first: FormulaValue, _ second: FormulaValue) {
    switch (first, second) {
    case (.missing, _), (_, .missing): stack.append(.missing)
    case (.text(let a), .text(let b)):
      guard let x = Machine.luminance(a), let y = Machine.luminance(b) else { return stack.append(.missing) }
      push(.real((max(x, y) + 0.05) / (min(x, y) + 0.05)))
    default: fail(.wrongType)
    }
  }

  /// WCAG 2.2, "relative luminance", of `#RRGGBB` or `#RGB`; `nil` for other texts.
  static func luminance(_ colour: String) -> Double? {
    var digits: [Int] = []
    for (index, byte) in colour.utf8.enumerated() {
      switch byte {
      case 0x23 where index == 0: continue
      case 0x30...0x39 where index > 0: digits.append(Int(byte) - 0x30)
      case 0x41...0x46 where index > 0: digits.append(Int(byte) - 0x41 + 10)
      case 0x61...0x66 where index > 0: digits.append(Int(byte) - 0x61 + 10)
      default: return nil
      }
    }
    let channels: [Int]
    switch digits.count {
    case 3: channels = digits.map { $0 * 17 }
    case 6: channels = [0, 2, 4].map { digits[$0] * 16 + digits[$0 + 1] }
    default: return nil
    }
    let linear = channels.map { channel in
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
