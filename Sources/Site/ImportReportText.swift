import Diagnostics
import Tables
import Values

// The import report of `fupan data`, for people and for programs.

/// One block of lines per file or sheet.
public func importReportsText(_ reports: [ImportReport], language: Language) -> String {
  let zh = language.isChinese
  func word(_ chinese: String, _ english: String) -> String { zh ? chinese : english }
  var text = ""
  for report in reports {
    text += report.file + (report.sheet.map { "[\($0)]" } ?? "") + "\n"
    var form = report.encoding
    if let delimiter = report.delimiter { form += delimiter == "\t" ? ", TAB" : ", \(delimiter)" }
    text += "  \(word("格式", "format")): \(form)\n"
    let kind = report.kind?.rawValue ?? "?"
    let evidence = report.kindEvidence.map { evidence in
      switch evidence {
      case .name: word("按文件名", "by name")
      case .folder: word("按文件夹", "by folder")
      case .headers: word("按表头推断", "guessed from the headers")
      }
    } ?? ""
    text += "  \(word("类别", "kind")): \(kind)\(evidence.isEmpty ? "" : " (\(evidence))")\n"
    if let line = report.headerLine { text += "  \(word("表头行", "header row")): \(line)\n" }
    if !report.matched.isEmpty {
      let columns = report.matched.map { match in
        match.role == .printedRate
          ? "\(match.header) → (\(word("比率，重新计算", "rate, recomputed")) \(match.id))" : "\(match.header) → \(match.id)"
      }
      text += "  \(word("识别的列", "columns")): \(columns.joined(separator: word("，", ", ")))\n"
    }
    if !report.unmatched.isEmpty {
      text += "  \(word("未用的列", "columns not used")): \(report.unmatched.joined(separator: word("，", ", ")))\n"
    }
    text += "  \(word("采用行数", "rows used")): \(report.rowsUsed)\n"
    for aside in report.setAside {
      let lines = aside.lines.count == 1 ? "\(aside.lines.lowerBound)" : "\(aside.lines.lowerBound)-\(aside.lines.upperBound)"
      text += "  \(word("剔除第", "set aside, line")) \(lines) \(zh ? "行：" : "")\(reason(aside.reason, zh)): \(aside.excerpt)\n"
    }
    for guess in report.guesses {
      text += "  \(word("推断", "guess")): \(guess.about.rawValue) \(guess.subject) → \(guess.decision)\n"
    }
    for check in report.checks {
      let verdict = check.agrees ? word("一致", "agrees") : word("不一致", "differs")
      let kind = check.kind == .totalRow ? word("合计行", "total row") : word("自带比率", "printed rate")
      text += "  \(kind) \(check.column): \(plain(check.stated)) / \(plain(check.computed)) \(verdict)\n"
    }
  }
  return text.hasSuffix("\n") ? String(text.dropLast()) : text
}

private func reason(_ reason: ImportReport.SetAside.Reason, _ zh: Bool) -> String {
  switch reason {
  case .preamble: zh ? "说明行" : "preamble"
  case .banner: zh ? "横幅行" : "banner"
  case .blank: zh ? "空行" : "blank"
  case .repeatedHeader: zh ? "重复表头" : "repeated header"
  case .total: zh ? "合计行" : "total"
  case .subtotal: zh ? "小计行" : "subtotal"
  case .footer: zh ? "表尾说明" : "footer"
  case .unreadable: zh ? "读不了的行" : "unreadable"
  }
}

private func plain(_ value: Double) -> String {
  Number.real(value).exact(decimals: 6)?.description ?? "\(value)"
}

/// An array with one object per file or sheet.
public func importReportsJSON(_ reports: [ImportReport]) -> String {
  var json = JSONWriter()
  json.array { json in
    for report in reports { write(report, into: &json) }
  }
  return json.text
}

private func write(_ report: ImportReport, into json: inout JSONWriter) {
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
      }
    }
  }
}
