import HTML
import Handbook
import Markdown

/// The steps of a process: the flow as a numbered row of boxes, then the table.
///
/// A step whose name is a heading of the page links to it.
func processSteps(_ process: Process, headings: [Heading], strings: Strings) -> Markup {
  func anchor(_ step: Process.Step) -> String? { headings.first { $0.text == step.name }?.id }
  let roleNames = { (step: Process.Step) in step.roles.map { strings.role($0) }.joined(separator: strings["listComma"]) }

  func name(_ step: Process.Step, into html: inout HTMLWriter) {
    guard let anchor = anchor(step) else { return html.text(step.name) }
    html.raw("<a")
    html.attribute("href", "#" + Address.encoded(anchor))
    html.raw(">")
    html.text(step.name)
    html.raw("</a>")
  }

  return Markup { html in
    html.raw("<ol class=\"flow\">")
    for step in process.steps {
      html.raw("<li><span class=\"flow-name\">")
      name(step, into: &html)
      html.raw("</span> <span class=\"flow-roles\">")
      html.text(roleNames(step))
      html.raw("</span></li>")
    }
    html.raw("</ol><div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", strings["stepsOverview"])
    html.raw("><table class=\"steps\"><thead><tr>")
    let columns: [(title: String, value: (Process.Step) -> String)] = [
      (strings["stepDoes"], { $0.does }), (strings["stepIn"], { $0.input }), (strings["stepOut"], { $0.output }),
      (strings["stepRoles"], roleNames), (strings["stepTool"], { $0.tool ?? "" }),
      (strings["stepForm"], { $0.form ?? "" }), (strings["stepDeadline"], { $0.deadline ?? "" }),
    ].filter { column in process.steps.contains { !column.1($0).isEmpty } }
    html.raw("<th scope=\"col\">")
    html.text(strings["step"])
    html.raw("</th>")
    for column in columns {
      html.raw("<th scope=\"col\">")
      html.text(column.title)
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
    for (number, step) in process.steps.enumerated() {
      html.raw("<tr><th scope=\"row\">")
      html.number(number + 1)
      html.raw(". ")
      name(step, into: &html)
      html.raw("</th>")
      for column in columns { html.element("td", column.value(step)) }
      html.raw("</tr>")
    }
    html.raw("</tbody></table></div>")
  }
}

extension Strings {
  /// The name of a role; the id where the register of roles does not know it.
  func role(_ id: String) -> String {
    roles[id] ?? id
  }
}
