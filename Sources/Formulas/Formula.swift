import Diagnostics
import Values

/// A formula that has been read and compiled (product: "Formulas").
///
/// Missing in, missing out, except that `coalesce` passes over missing values and `and`, `or` need only what settles
/// them. Division by zero is missing. `if` without a third argument is missing where its condition is false.
public struct Formula: Sendable {
  /// As written, trimmed.
  public let text: String
  /// The names used, each path once, in order of first use: `["impressions"]`, `["this", "amount"]`.
  public let names: [[String]]
  /// For each of `names` the character it first stands at, counted from 0, in the text given to `parse`.
  public let nameColumns: [Int]
  private let program: Program

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
      return .success(
        Formula(
          text: trimmed(text), names: expression.names, nameColumns: expression.nameColumns,
          program: Program(expression, root: root)))
    } catch {
      var place = location
      place.column = max(1, location.column) + error.column
      return .failure(Diagnostic(error.problem, at: place))
    }
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
    /// A sum over rows where there are none.
    case noRows
  }

  /// The formula's value; `resolve` gives the value of the name at an index of `names`, and is asked only for names
  /// that the outcome depends on.
  public func evaluate(_ resolve: (Int) -> FormulaValue) -> (value: FormulaValue, flaw: Flaw?) {
    var machine = Machine()
    machine.run(program.instructions, resolve)
    return (machine.stack.last ?? .missing, machine.flaw)
  }
}
