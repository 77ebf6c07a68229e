import Diagnostics
import Values

// Diagnostics for programs: `fupan check --format json|github|sarif`.

/// An array of objects: file, sheet, line, column, severity, rule, message, hint.
public func diagnosticsJSON(_ diagnostics: [Diagnostic], language: Language) -> String {
  var json = JSONWriter()
  json.array { json in
    for diagnostic in diagnostics {
      json.object { json in
        json.key("file")
        json.string(diagnostic.location.file)
        if let sheet = diagnostic.location.sheet {
          json.key("sheet")
          json.string(sheet)
        }
        json.key("line")
        json.optional(diagnostic.location.line > 0 ? diagnostic.location.line : nil)
        json.key("column")
        json.optional(diagnostic.location.column > 0 ? diagnostic.location.column : nil)
        json.key("severity")
        json.string(diagnostic.severity.rawValue)
        json.key("rule")
        json.string(diagnostic.problem.id)
        json.key("message")
        json.string(diagnostic.problem.message.text(in: language))
        json.key("hint")
        json.optional(diagnostic.problem.hint?.text(in: language))
      }
    }
  }
  return json.text
}

/// Workflow commands that GitHub shows beside the lines of a change.
public func diagnosticsGitHub(_ diagnostics: [Diagnostic], language: Language) -> String {
  func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }
  func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
  return diagnostics.map { diagnostic in
    let location = diagnostic.location
    var line = "::\(diagnostic.severity.rawValue) file=\(property(location.file))"
    if location.line > 0 { line += ",line=\(location.line)" }
    if location.line > 0, location.column > 0 { line += ",col=\(location.column)" }
    line += ",title=\(property(diagnostic.problem.id))::\(data(diagnostic.problem.message.text(in: language)))"
    if let hint = diagnostic.problem.hint { line += data("\n" + hint.text(in: language)) }
    return line + "\n"
  }.joined()
}

/// SARIF 2.1.0, one run. Columns count characters; paths are relative to the site, which `%SRCROOT%` stands for.
public func diagnosticsSARIF(_ diagnostics: [Diagnostic], language: Language, site: String = ".") -> String {
  let known = (try? Rule.all(DefaultFiles(site: site))) ?? []
  let texts = Dictionary(known.map { ($0.id, $0.text.text(in: language)) }) { first, _ in first }
  let rules = Set(diagnostics.map(\.problem.id)).sorted()
  var json = JSONWriter()
  json.object { json in
    json.key("$schema")
    json.string("https://json.schemastore.org/sarif-2.1.0.json")
    json.key("version")
    json.string("2.1.0")
    json.key("runs")
    json.array { json in
      json.object { json in
        json.key("tool")
        json.object { json in
          json.key("driver")
          json.object { json in
            json.key("name")
            json.string("fupan")
            json.key("version")
            json.string(programVersion)
            json.key("rules")
            json.array { json in
              for rule in rules {
                json.object { json in
                  json.key("id")
                  json.string(rule)
                  if let text = texts[rule] {
                    json.key("shortDescription")
                    json.object { json in
                      json.key("text")
                      json.string(text)
                    }
                  }
                }
              }
            }
          }
        }
        json.key("columnKind")
        json.string("unicodeCodePoints")
        json.key("results")
        json.array { json in
          for diagnostic in diagnostics { result(diagnostic, rules: rules, language: language, into: &json) }
        }
      }
    }
  }
  return json.text
}

private func result(_ diagnostic: Diagnostic, rules: [String], language: Language, into json: inout JSONWriter) {
  json.object { json in
    json.key("ruleId")
    json.string(diagnostic.problem.id)
    json.key("ruleIndex")
    json.optional(rules.firstIndex(of: diagnostic.problem.id))
    json.key("level")
    json.string(diagnostic.severity.rawValue)
    json.key("message")
    json.object { json in
      json.key("text")
      let hint = diagnostic.problem.hint.map { " " + $0.text(in: language) } ?? ""
      json.string(diagnostic.problem.message.text(in: language) + hint)
    }
    json.key("locations")
    json.array { json in
      json.object { json in
        json.key("physicalLocation")
        json.object { json in
          json.key("artifactLocation")
          json.object { json in
            json.key("uri")
            json.string(Address.encoded(diagnostic.location.file))
            json.key("uriBaseId")
            json.string("%SRCROOT%")
          }
          // A region is lines of text, and a sheet has rows.
          if diagnostic.location.line > 0, diagnostic.location.sheet == nil {
            json.key("region")
            json.object { json in
              json.key("startLine")
              json.optional(diagnostic.location.line)
              if diagnostic.location.column > 0 {
                json.key("startColumn")
                json.optional(diagnostic.location.column)
              }
            }
          }
        }
        if let sheet = diagnostic.location.sheet {
          json.key("logicalLocations")
          json.array { json in
            json.object { json in
              json.key("fullyQualifiedName")
              json.string("\(sheet):\(diagnostic.location.line):\(diagnostic.location.column)")
            }
          }
        }
      }
    }
  }
}

/// A list as an array of objects.
public func listJSON(_ entries: [ListEntry]) -> String {
  var json = JSONWriter()
  json.array { json in
    for entry in entries {
      json.object { json in
        for field in entry.fields {
          json.key(field.key)
          switch field.value {
          case .text(let text): json.string(text)
          case .texts(let texts): json.array { json in for text in texts { json.string(text) } }
          case .count(let count): json.int(count)
          case .unknown: json.null()
          }
        }
      }
    }
  }
  return json.text
}
