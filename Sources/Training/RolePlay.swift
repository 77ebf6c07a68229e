import Diagnostics
import HTML
import YAML

/// A `roleplay` block: a scene to be played, with what each role knows and what the observer marks.
public struct RolePlay: Sendable, Equatable {
  public var id: String
  public var title: String
  public var minutes: Int?
  public var background: String
  public var roles: [Role]
  public var task: String
  public var steps: [String]
  public var score: [Score]

  public struct Role: Sendable, Equatable {
    public var role: String
    public var brief: String
  }

  public struct Score: Sendable, Equatable {
    public var item: String
    /// 1 or more; those of a card add up to 100.
    public var points: Int
    public var look: String
  }

  /// Reads a block whose first line is `firstLine`; `nil` where it cannot be played, with what is wrong.
  public static func read(_ literal: String, file: String, firstLine: Int) -> (RolePlay?, [Diagnostic]) {
    let node: YAMLNode
    switch readYAML(literal, file: file, firstLine: firstLine) {
    case .success(let read): node = read
    case .failure(let diagnostic): return (nil, [diagnostic])
    }
    let fields = Fields(node, file: file, name: "roleplay")
    guard case .mapping = node.value else {
      // What is no card at all lacks nothing in particular.
      fields.report(.rolePlayShape, at: node)
      return (nil, fields.diagnostics)
    }
    let title = fields.required("title")
    let background = fields.required("background")
    let task = fields.required("task")
    var card = RolePlay(
      id: fields.string("id") ?? "", title: title ?? "", minutes: fields.integer("minutes"), background: background ?? "",
      roles: [], task: task ?? "", steps: fields.strings("steps") ?? [], score: [])
    for role in fields.mappings("roles") ?? [] {
      if let name = role.required("role"), let brief = role.required("brief") { card.roles.append(Role(role: name, brief: brief)) }
      fields.absorb(role)
    }
    for entry in fields.mappings("score") ?? [] {
      let item = entry.required("item")
      let points = entry.integer("points")
      let look = entry.string("look") ?? ""
      if let item, let points { card.score.append(Score(item: item, points: points, look: look)) }
      fields.absorb(entry)
    }
    if card.roles.count < 2 { fields.report(.rolePlayWithoutRoles, at: node) }
    let sum = card.score.reduce(0) { $0 + $1.points }
    if sum != 100 || card.score.contains(where: { $0.points < 1 }) { fields.report(.rolePlayScore(sum), at: node["score"] ?? node) }
    fields.finish()
    return (fields.diagnostics.hasErrors ? nil : card, fields.diagnostics)
  }

  /// The words around a card.
  public struct Words: Sendable {
    public var minutes: String
    public var background: String
    public var roles: String
    public var task: String
    public var steps: String
    public var score: String
    public var item: String
    public var points: String
    public var look: String
    public var given: String

    public init(
      minutes: String, background: String, roles: String, task: String, steps: String, score: String, item: String,
      points: String, look: String, given: String
    ) {
      self.minutes = minutes
      self.background = background
      self.roles = roles
      self.task = task
      self.steps = steps
      self.score = score
      self.item = item
      self.points = points
      self.look = look
      self.given = given
    }
  }

  /// The card; `number` tells those of a page apart.
  public func markup(_ words: Words, number: Int) -> Markup {
    Markup { html in
      let anchor = id.isEmpty ? "roleplay-\(number)" : id
      html.raw("<section class=\"roleplay\"")
      html.attribute("aria-labelledby", anchor)
      html.raw(">\n<p class=\"roleplay-title\"")
      html.attribute("id", anchor)
      html.raw(">")
      html.text(title)
      if let minutes {
        html.raw(" <span class=\"roleplay-minutes\">")
        html.text(words.minutes.replacing("{n}", with: String(minutes)))
        html.raw("</span>")
      }
      html.raw("</p>\n<dl>\n")
      RolePlay.entry(words.background, into: &html) { $0.text(background) }
      html.raw("<div class=\"roleplay-roles\"><dt>")
      html.text(words.roles)
      html.raw("</dt><dd><ul>")
      for role in roles {
        html.raw("<li><strong>")
        html.text(role.role)
        html.raw("</strong> ")
        html.text(role.brief)
        html.raw("</li>")
      }
      html.raw("</ul></dd></div>\n")
      RolePlay.entry(words.task, into: &html) { $0.text(task) }
      if !steps.isEmpty {
        RolePlay.entry(words.steps, into: &html) { html in
          html.raw("<ol>")
          for step in steps {
            html.raw("<li>")
            html.text(step)
            html.raw("</li>")
          }
          html.raw("</ol>")
        }
      }
      html.raw("</dl>\n")
      table(words, into: &html)
      html.raw("</section>\n")
    }
  }

  private static func entry(_ name: String, into html: inout HTMLWriter, _ write: (inout HTMLWriter) -> Void) {
    html.raw("<div><dt>")
    html.text(name)
    html.raw("</dt><dd>")
    write(&html)
    html.raw("</dd></div>\n")
  }

  private func table(_ words: Words, into html: inout HTMLWriter) {
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", title + " · " + words.score)
    html.raw(">\n<table class=\"roleplay-score\">\n<thead><tr>")
    for head in [words.item, words.points, words.look, words.given] {
      html.raw("<th scope=\"col\">")
      html.text(head)
      html.raw("</th>")
    }
    html.raw("</tr></thead>\n<tbody>\n")
    for entry in score {
      html.raw("<tr><th scope=\"row\">")
      html.text(entry.item)
      html.raw("</th><td class=\"num\">")
      html.number(entry.points)
      html.raw("</td><td>")
      html.text(entry.look)
      html.raw("</td><td class=\"roleplay-given\">＿＿</td></tr>\n")
    }
    html.raw("</tbody>\n</table>\n</div>\n")
  }
}
