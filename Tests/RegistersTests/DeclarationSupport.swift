import Diagnostics
import Registers
import YAML

/// Loads declarations given as texts; the file of each is called by the id on its first line.
func load(_ shipped: [String], site: [String] = []) -> (RegisterCatalogue, [Diagnostic]) {
  func source(_ text: String, _ folder: String) -> DeclarationSource {
    let id = text.prefix { $0 != "\n" }.dropFirst("id: ".count)
    return DeclarationSource(text: text, file: "\(folder)/\(id).register.yaml")
  }
  return RegisterCatalogue.load(
    shipped: shipped.map { source($0, "templates/registers") }, site: site.map { source($0, "content/registers") })
}

/// What a message comes to in one line: `risks:7:3 unknown-column …`.
func brief(_ diagnostic: Diagnostic) -> String {
  let place = diagnostic.location
  let name = place.file.split(separator: "/").last?.prefix { $0 != "." } ?? ""
  return "\(name):\(place.line):\(place.column) \(diagnostic.problem.id)"
}

/// A risk register of six lines, to which tests add their own from line 7 on.
let risks = """
  id: risks
  name: {zh: 风险登记, en: Risk register}
  scope: campaign
  columns:
    - {id: id, required: true}
    - {id: score, type: integer, label: {zh: 得分, en: Score}}

  """
