import Diagnostics
import YAML

/// A process of the handbook, a phase of the campaign lifecycle or a part of the e-commerce process: its code and its
/// steps in order.
public struct Process: Sendable {
  public var code: String?
  public var steps: [Step]
  /// Ids of KPIs that tell whether the process works.
  public var kpis: [String]
  /// Ids of training modules and of cases that belong to it.
  public var modules: [String]
  public var cases: [String]

  public struct Step: Sendable {
    public var id: String
    public var name: String
    /// The part of the process that the step belongs to; `nil` where it has no parts.
    public var group: String?
    public var does: String
    public var input: String
    public var output: String
    /// Who does it.
    public var roles: [String]
    /// Who answers for the result.
    public var approves: String?
    public var consults: [String]
    public var informs: [String]
    public var tool: String?
    public var form: String?
    /// Where the form lies: a relative link as in Markdown.
    public var template: String?
    public var deadline: String?
    /// What follows where the way branches or goes back; empty: the step behind this one.
    public var next: [Branch]
    public var line: Int
    public var column: Int
  }

  public struct Branch: Sendable, Equatable {
    /// The id of a step.
    public var step: String
    /// The condition on the arrow.
    public var when: String?
    public var line: Int
    public var column: Int
  }

  static func read(_ fields: Fields) -> Process {
    var process = Process(
      code: fields.string("code"), steps: [], kpis: fields.strings("kpis") ?? [],
      modules: fields.strings("modules") ?? [], cases: fields.strings("cases") ?? [])
    for step in fields.mappings("steps") ?? [] {
      process.steps.append(readStep(step, earlier: process.steps))
      fields.absorb(step)
    }
    process.checkBranches(fields)
    return process
  }

  private static func readStep(_ step: Fields, earlier: [Step]) -> Step {
    let id = step.required("id") ?? ""
    if !id.isEmpty, earlier.contains(where: { $0.id == id }) { step.report(.duplicateStep(id), at: step.node) }
    let roles = step.strings("roles") ?? []
    if roles.isEmpty { step.report(.stepWithoutRole(id), at: step.node) }
    var next: [Branch] = []
    for branch in step.mappings("next") ?? [] {
      if let target = branch.required("to") {
        next.append(
          Branch(step: target, when: branch.string("when"), line: branch.node.line, column: branch.node.column))
      } else {
        _ = branch.value("when")
      }
      step.absorb(branch)
    }
    return Step(
      id: id, name: step.required("name") ?? id, group: step.string("group"), does: step.string("does") ?? "",
      input: step.string("in") ?? "", output: step.string("out") ?? "", roles: roles, approves: step.string("approves"),
      consults: step.strings("consults") ?? [], informs: step.strings("informs") ?? [], tool: step.string("tool"),
      form: step.string("form"), template: step.string("template"), deadline: step.string("deadline"), next: next,
      line: step.node.line, column: step.node.column)
  }

  private func checkBranches(_ fields: Fields) {
    let ids = steps.map(\.id)
    for branch in steps.flatMap(\.next) where !ids.contains(branch.step) {
      fields.report(
        .unknownStep(branch.step, nearest: nearest(to: branch.step, among: ids)),
        at: YAMLNode(line: branch.line, column: branch.column, value: .mapping([])))
    }
  }
}
