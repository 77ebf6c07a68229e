import Diagnostics
import Metrics
import Tables

extension Writer {
  /// What the data of the review breaks: rules of logic, and the register of data sources where the site keeps one.
  var dataProblems: [Diagnostic] {
    var problems: [Diagnostic] = []
    for quality in tableQuality {
      for finding in quality.findings where !finding.isHint {
        problems.append(
          Diagnostic(
            .logicCheck(finding, nameOf: { self.name($0) }),
            at: Location(quality.file, sheet: quality.sheet, line: finding.line)))
      }
    }
    let registry = DataRegistry(input.registers)
    guard !registry.sources.isEmpty else { return problems }
    var seen: Set<String> = []
    for report in input.imports where report.file.contains("/data/") && seen.insert(report.file).inserted {
      if registry.sources(of: report.file).isEmpty {
        problems.append(Diagnostic(.unregisteredData, at: Location(report.file)))
      }
    }
    return problems
  }
}

extension Problem {
  static let unregisteredData = Problem(
    "unregistered-data", .warning, zh: "这个数据文件没有在“数据来源”里登记", en: "this data file is in no row of 'Data sources'",
    hint: Wording(
      zh: "在 registers/data_sources.csv 加一行，写明文件名（* 代表任意字符）、负责人、频率、口径与密级",
      en: "add a row to registers/data_sources.csv with its name (* for any run), owner, frequency, definition and "
        + "classification"))

  static func logicCheck(_ finding: LogicFinding, nameOf name: (String) -> String) -> Problem {
    func number(_ value: Double) -> String {
      value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
    let subject = name(finding.subject)
    let comparison = finding.limit.map { "\(number(finding.value)) > \(name($0)) \(number(finding.limitValue ?? 0))" }
      ?? number(finding.value)
    let (rule, advice) = (finding.rule.wording, finding.rule.advice)
    return Problem(
      "logic-check", .warning, zh: "\(rule.zh)：\(subject) \(comparison)（共 \(finding.rows) 行）",
      en: "\(rule.en): \(subject) \(comparison) (\(finding.rows) \(finding.rows == 1 ? "row" : "rows"))", hint: advice)
  }
}
