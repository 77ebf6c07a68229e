import Diagnostics
import YAML

/// A process of the handbook: its code and its steps in order.
public struct Process: Sendable {
  public var code: String?
  public var steps: [Step]

  public struct Step: Sendable {
    public var id: String
    public var name: String
    public var does: String
    public var input: String
    public var output: String
    public var roles: [String]
    public var tool: String?
    public var form: String?
    public var deadline: String?
  }

  static func read(_ fields: Fields) -> Process {
    var steps: [Step] = []
    let code = fields.string("code")
    for step in fields.mappings("steps") ?? [] {
      let id = step.required("id") ?? ""
      if !id.isEmpty, steps.contains(where: { $0.id == id }) { step.report(.duplicateStep(id), at: step.node) }
      let roles = step.strings("roles") ?? []
      if roles.isEmpty { step.report(.stepWithoutRole(id), at: step.node) }
      steps.append(
        Step(
          id: id, name: step.required("name") ?? id, does: step.string("does") ?? "", input: step.string("in") ?? "",
          output: step.string("out") ?? "", roles: roles, tool: step.string("tool"), form: step.string("form"),
          deadline: step.string("deadline")))
      fields.absorb(step)
    }
    return Process(code: code, steps: steps)
  }
}
