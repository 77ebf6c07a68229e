import Diagnostics
import Values

/// A formula that has been read and compiled (product: "Formulas").
///
/// Missing in, missing out, except that `coalesce` passes over missing values and `and`, `or` need only what settles
/// them. Division by zero is missing. `if` without a third argument is missing where its condition is false.
public struct Formula: Sendable {
  /// As written, trimmed.
  public let text: String
  /// The names used, each path once outside aggregates and once in each aggregate, in order of first use:
  /// `["impressions"]`, `["this", "amount"]`.
  public let names: [[String]]
  /// For each of `names` the character it first stands at, counted from 0, in the text given to `parse`.
  public let nameColumns: [Int]
  /// For each of `names` the aggregate in whose parentheses it stands, `nil` outside of any.
  public let nameAggregates: [Int?]
  /// The calls that go over rows, in the order in which they stand in the text.
  public let aggregates: [Aggregate]
  private let program: Program
  /// What it was read as; behind one reference, since formulas are copied far more often than looked into.
  let source: Source

  final class Source: Sendable {
    let expression: Expression
    let root: Int

    init(expression: Expression, root: Int) {
      self.expression = expression
      self.root = root
    }
  }

  /// Where a formula stands, which settles what functions may do in it.
  public enum Context: Sendable {
    /// A bare measure is its sum, so that there are no rows for `sum` and `count` to go through.
    case kpi
    case register
  }

  /// Reads a formula. `location` is the place of the text's first character; the error points to the character at
  /// fault. Nesting costs no call stack.
  public static func parse(_ text: String, at location: Location, context: Context = .kpi) -> Result<
    Formula, Diagnostic
  > {
    do throws(FormulaError) {
      let (expression, root) = try Parser.parse(text, context: context)
      return .success(Formula(trimmed(text), expression, root))
    } catch {
      var place = location
      place.column = max(1, location.column) + error.column
      return .failure(Diagnostic(error.problem, at: place))
    }
  }

  private init(_ text: String, _ expression: Expression, _ root: Int) {
    self.text = text
    source = Source(expression: expression, root: root)
    names = expression.names.map(\.path)
    nameColumns = expression.names.map(\.column)
    nameAggregates = expression.names.map(\.aggregate)
    aggregates = expression.aggregates.compactMap { Aggregate(expression, node: $0) }
    program = Program(expression, root: root)
  }

  private static func trimmed(_ text: String) -> String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[first...last])
  }

  /// Something that made a value missing other than a missing name.
  public enum Flaw: Sendable, Equatable {
    case zeroDivisor
    /// An operator met a value of a type it does not work on, such as text in a sum.
    case wrongType
    /// A number or a day beyond what can be written.
    case tooLarge
    /// An aggregate where there are no rows to go over.
    case noRows
  }

  /// The formula's value; `resolve` gives the value of the name at an index of `names`, and is asked only for names
  /// that the outcome depends on. Aggregates are missing.
  public func evaluate(_ resolve: (Int) -> FormulaValue) -> (value: FormulaValue, flaw: Flaw?) {
    evaluate(resolve) { _ in (.missing, .noRows) }
  }

  /// The same with rows: `aggregate` gives the value of the aggregate at an index of `aggregates`, as an
  /// `AggregateTable` works it out.
  public func evaluate(
    _ resolve: (Int) -> FormulaValue, aggregate: (Int) -> (value: FormulaValue, flaw: Flaw?)
  ) -> (value: FormulaValue, flaw: Flaw?) {
    var worker = FormulaWorker()
    return worker.evaluate(self, resolve, aggregate: aggregate)
  }

  fileprivate var instructions: [Program.Instruction] { program.instructions }
}

/// Evaluates formulas one after another, without room to be made for each anew.
public struct FormulaWorker {
  private var machine = Machine()

  public init() {}

  /// As `Formula.evaluate` does.
  public mutating func evaluate(
    _ formula: Formula, _ resolve: (Int) -> FormulaValue,
    aggregate: (Int) -> (value: FormulaValue, flaw: Formula.Flaw?)
  ) -> (value: FormulaValue, flaw: Formula.Flaw?) {
    machine.stack.removeAll(keepingCapacity: true)
    machine.flaw = nil
    machine.run(formula.instructions, resolve, aggregate)
    return (machine.stack.last ?? .missing, machine.flaw)
  }
}
