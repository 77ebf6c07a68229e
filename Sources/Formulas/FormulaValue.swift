import Values

/// What a name or a formula stands for.
public enum FormulaValue: Sendable, Equatable {
  case number(Number)
  case text(String)
  case day(Day)
  case bool(Bool)
  /// Several texts in order, as a cell of a register may hold them.
  case list([String])
  case missing

  /// Whether there is nothing to read: missing, an empty text or an empty list.
  public var isEmpty: Bool {
    switch self {
    case .missing: true
    case .text(let text): text.isEmpty
    case .list(let items): items.isEmpty
    case .number, .day, .bool: false
    }
  }
}

extension FormulaValue {
  /// Negative, zero or positive as a number or day is less than, equal to or greater than another; `nil` for other
  /// types.
  func order(against other: FormulaValue) -> Int? {
    switch (self, other) {
    case (.number(let a), .number(let b)): a.compared(to: b)
    case (.day(let a), .day(let b)): a < b ? -1 : (a == b ? 0 : 1)
    default: nil
    }
  }
}

extension Number {
  /// Sum, difference and product: exact while the digits suffice, else the nearest real number.
  public func adding(_ other: Number) -> Number {
    if case .exact(let a) = self, case .exact(let b) = other, let sum = a.adding(b) { return .exact(sum) }
    return .real(double + other.double)
  }

  public func subtracting(_ other: Number) -> Number {
    if case .exact(let a) = self, case .exact(let b) = other, let difference = a.subtracting(b) {
      return .exact(difference)
    }
    return .real(double - other.double)
  }

  public func multiplied(by other: Number) -> Number {
    // A product is exact only while no digit had to be rounded off.
    if case .exact(let a) = self, case .exact(let b) = other, a.scale + b.scale <= Exact.maximumScale,
      let product = a.multiplied(by: b)
    {
      return .exact(product)
    }
    return .real(double * other.double)
  }

  /// `nil` for a zero divisor. Exact where the quotient ends within 6 decimals, else the nearest real number.
  public func divided(by divisor: Number) -> Number? {
    if case .exact(let a) = self, case .exact(let b) = divisor {
      if b.isZero { return nil }
      if let quotient = a.divided(by: b, decimals: 6), quotient.scale + b.scale <= Exact.maximumScale,
        quotient.multiplied(by: b) == a
      {
        return .exact(quotient)
      }
    }
    let denominator = divisor.double
    if denominator == 0 { return nil }
    return .real(double / denominator)
  }

  public var negated: Number {
    switch self {
    case .exact(let value): .exact(value.negated)
    case .real(let value): .real(-value)
    }
  }

  public var isZero: Bool {
    switch self {
    case .exact(let value): value.isZero
    case .real(let value): value == 0
    }
  }

  /// Negative, zero or positive as `self` is less than, equal to or greater than `other`.
  public func compared(to other: Number) -> Int {
    if case .exact(let a) = self, case .exact(let b) = other { return a < b ? -1 : (a == b ? 0 : 1) }
    let (a, b) = (double, other.double)
    return a < b ? -1 : (a == b ? 0 : 1)
  }
}
