import Diagnostics
import Metrics
import Tables
import Values

/// An array with one object per file or sheet.
public func importReportsJSON(_ input: DataInput) -> String {
  var json = JSONWriter()
  json.array { json in
    for (index, report) in input.reports.enumerated() {
      let quality = input.quality.indices.contains(index) ? input.quality[index] : nil
      write(report, quality, input.facts, into: &json)
    }
  }
  return json.text
}

private func write(
  _ report: ImportReport, _ quality: TableQuality?, _ facts: CampaignFacts?, into json: inout JSONWriter
) {
  json.object { json in
    func text(_ key: String, _ value: String?) {
      json.member(key, value)
    }
    func list<Item>(_ key: String, _ items: [Item], _ write: (Item, inout JSONWriter) -> Void) {
      json.key(key)
      json.array { json in
        for item in items { write(item, &json) }
      }
    }
    text("file", report.file)
    text("sheet", report.sheet)
    text("encoding", report.encoding)
    text("delimiter", report.delimiter.map { String($0) })
    text("kind", report.kind?.rawValue)
    text("kindEvidence", report.kindEvidence?.rawValue)
    text("source", report.source?.rawValue)
    json.key("headerLine")
    json.optional(report.headerLine)
    list("matched", report.matched) { match, json in
      json.object { json in
        json.key("header")
        json.string(match.header)
        json.key("id")
        json.string(match.id)
        json.key("role")
        json.string(match.role.rawValue)
        json.key("name")
        json.object { json in
          json.key("zh")
          json.string(match.name.zh)
          json.key("en")
          json.string(match.name.en)
        }
      }
    }
    list("unmatched", report.unmatched) { header, json in json.string(header) }
    json.key("rowsUsed")
    json.optional(report.rowsUsed)
    list("setAside", report.setAside) { aside, json in
      json.object { json in
        json.key("firstLine")
        json.optional(aside.lines.lowerBound)
        json.key("lastLine")
        json.optional(aside.lines.upperBound)
        json.key("reason")
        json.string(aside.reason.rawValue)
        json.key("excerpt")
        json.string(aside.excerpt)
      }
    }
    list("guesses", report.guesses) { guess, json in
      json.object { json in
        json.key("about")
        json.string(guess.about.rawValue)
        json.key("subject")
        json.string(guess.subject)
        json.key("decision")
        json.string(guess.decision)
      }
    }
    list("checks", report.checks) { check, json in
      json.object { json in
        json.key("kind")
        json.string(check.kind.rawValue)
        json.key("column")
        json.string(check.column)
        json.key("stated")
        json.number(check.stated)
        json.key("computed")
        json.number(check.computed)
        json.key("agrees")
        json.bool(check.agrees)
        json.key("line")
        json.optional(check.line)
        json.key("rowsCompared")
        json.optional(check.rowsCompared)
        json.key("rowsAgreeing")
        json.optional(check.rowsAgreeing)
      }
    }
    json.key("made")
    if let stamp = report.stamp {
      json.object { json in
        json.member("time", stamp.text)
        json.member("evidence", stamp.evidence.rawValue)
      }
    } else {
      json.null()
    }
    if let quality {
      json.key("quality")
      json.object { json in write(quality, report, facts, into: &json) }
    }
    list("replaced", (facts?.restatements ?? []).filter {
      $0.replaced.file == report.file && $0.replaced.sheet == report.sheet
    }) { told, json in
      json.object { json in
        json.member("by", told.kept.file)
        json.member("sheet", told.kept.sheet)
        json.key("days")
        json.array { json in for day in told.days { json.string(day.iso) } }
        json.member("rows", told.rows)
        json.member("vanished", told.vanished)
        json.key("changes")
        json.array { json in
          for change in told.changes {
            json.object { json in
              json.member("measure", change.measure)
              json.member("before", change.before?.description)
              json.member("after", change.after?.description)
            }
          }
        }
      }
    }
  }
}

private func write(
  _ quality: TableQuality, _ report: ImportReport, _ facts: CampaignFacts?, into json: inout JSONWriter
) {
  json.member("cells", quality.cells)
  json.member("filled", quality.filled)
  json.key("completeness")
  if let share = quality.completeness { json.number(share) } else { json.null() }
  json.member("compared", quality.compared)
  json.member("agreeing", quality.agreeing)
  json.key("accuracy")
  if let share = quality.accuracy { json.number(share) } else { json.null() }
  json.member("repeatedRows", facts?.repeatedRows(report.file, sheet: report.sheet) ?? 0)
  json.member("first", quality.first?.iso)
  json.member("last", quality.last?.iso)
  json.key("missingDays")
  json.array { json in for day in quality.missingDays { json.string(day.iso) } }
  json.key("findings")
  json.array { json in
    for finding in quality.findings {
      json.object { json in
        json.member("rule", finding.rule.rawValue)
        json.member("column", finding.subject)
        json.member("limit", finding.limit)
        json.member("rows", finding.rows)
        json.member("checked", finding.checked)
        json.member("line", finding.line)
        json.key("value")
        json.number(finding.value)
        json.key("hint")
        json.bool(finding.isHint)
      }
    }
  }
}
