import HTML
import Handbook
import Markdown

/// The steps as a table. Those of one part stand under its name; a form that lies somewhere is a link.
func stepTable(_ process: Process, names: StepNames, strings: Strings, host: inout PageHost) -> Markup {
  let templates = process.steps.map { step in step.template.flatMap { host.formLink($0, of: step) } }
  let listed = { (roles: [String]) in roles.map { strings.role($0) }.joined(separator: strings["listComma"]) }
  let columns: [(title: String, value: (Process.Step) -> String)] = [
    (strings["stepDoes"], { $0.does }), (strings["stepIn"], { $0.input }), (strings["stepOut"], { $0.output }),
    (strings["stepRoles"], { listed($0.roles) }), (strings["stepTool"], { $0.tool ?? "" }),
    (strings["stepDeadline"], { $0.deadline ?? "" }),
  ].filter { column in process.steps.contains { !column.1($0).isEmpty } }
  let hasForms = process.steps.contains { $0.form != nil || $0.template != nil }
  return Markup { html in
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", strings["stepsOverview"])
    html.raw("><table class=\"steps\"><thead><tr>")
    for title in [strings["step"]] + columns.map(\.title) + (hasForms ? [strings["stepForm"]] : []) {
      html.raw("<th scope=\"col\">")
      html.text(title)
      html.raw("</th>")
    }
    html.raw("</tr></thead>")
    var group: String?
    for (number, step) in process.steps.enumerated() {
      if number == 0 || step.group != group {
        html.raw(number == 0 ? "<tbody>" : "</tbody><tbody>")
        group = step.group
        if let group {
          html.raw("<tr class=\"step-group\"><th scope=\"rowgroup\"")
          html.attribute("colspan", String(columns.count + (hasForms ? 2 : 1)))
          html.raw(">")
          html.text(group)
          html.raw("</th></tr>")
        }
      }
      html.raw("<tr><th scope=\"row\">")
      html.number(number + 1)
      html.raw(". ")
      names.write(step, into: &html)
      html.raw("</th>")
      for column in columns { html.element("td", column.value(step)) }
      if hasForms { form(step, link: templates[number], into: &html) }
      html.raw("</tr>")
    }
    html.raw("</tbody></table></div>")
  }
}

private func form(_ step: Process.Step, link: (href: String, title: String?)?, into html: inout HTMLWriter) {
  html.raw("<td>")
  if let link {
    html.link(step.form ?? link.title ?? step.output, to: link.href)
  } else {
    html.text(step.form ?? "")
  }
  html.raw("</td>")
}

/// Steps by roles with the letters R, A, C and I, as the RACI tables of project management have them.
func raciMatrix(_ process: Process, names: StepNames, strings: Strings, host: inout PageHost) -> Markup {
  var roles: [String] = []
  for step in process.steps {
    for role in step.roles + (step.approves.map { [$0] } ?? []) + step.consults + step.informs
    where !roles.contains(role) { roles.append(role) }
    if step.approves == nil { host.report(.stepWithoutApprover(step.name), line: step.line, column: step.column) }
  }
  func letters(_ role: String, _ step: Process.Step) -> [String] {
    [("R", step.roles.contains(role)), ("A", step.approves == role), ("C", step.consults.contains(role)),
     ("I", step.informs.contains(role))].filter(\.1).map(\.0)
  }
  return Markup { html in
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", strings["raciTitle"])
    html.raw("><table class=\"raci\"><thead><tr><th scope=\"col\">")
    html.text(strings["step"])
    html.raw("</th>")
    for role in roles {
      html.raw("<th scope=\"col\">")
      html.text(strings.role(role))
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
    for step in process.steps {
      html.raw("<tr><th scope=\"row\">")
      names.write(step, into: &html)
      html.raw("</th>")
      for role in roles {
        html.raw("<td>")
        for (place, letter) in letters(role, step).enumerated() {
          if place > 0 { html.raw(" ") }
          html.raw("<abbr class=\"raci-")
          html.text(letter.lowercased())
          html.raw("\"")
          html.attribute("title", strings["raci" + letter])
          html.raw(">")
          html.text(letter)
          html.raw("</abbr>")
        }
        html.raw("</td>")
      }
      html.raw("</tr>")
    }
    html.raw("</tbody></table></div>")
  }
}
