import Diagnostics
import Handbook

/// Codes of processes and training modules run on without a gap and without a double: P01, P02, P03.
///
/// A gap counts from the lowest to the highest code of a letter, so that a site may have a part of a series only.
func checkCodes(_ documents: [Document]) -> [Diagnostic] {
  struct Coded {
    var number: Int
    var width: Int
    var document: Document
  }
  var series: [String: [Coded]] = [:]
  for document in documents {
    let code: String? =
      switch document.matter.detail {
      case .process(let process): process.code
      case .training(let training): training.code
      default: nil
      }
    guard let code else { continue }
    let letters = code.prefix { !$0.isASCII || !$0.isNumber }
    let digits = code.dropFirst(letters.count)
    guard !letters.isEmpty, let number = Int(digits), number >= 0 else { continue }
    series[String(letters), default: []].append(Coded(number: number, width: digits.count, document: document))
  }
  var diagnostics: [Diagnostic] = []
  for (letters, found) in series.sorted(by: { $0.key < $1.key }) {
    let sorted = found.sorted { ($0.number, $0.document.path) < ($1.number, $1.document.path) }
    for (one, next) in zip(sorted, sorted.dropFirst()) {
      let place = Location(next.document.file, line: next.document.matter.line)
      if one.number == next.number {
        diagnostics.append(
          Diagnostic(.duplicateCode(letters + padded(next.number, next.width), other: one.document.file), at: place))
      } else if next.number > one.number + 1 {
        let missing = (one.number + 1...min(next.number - 1, one.number + 20)).map { letters + padded($0, next.width) }
        diagnostics.append(Diagnostic(.codeGap(missing), at: place))
      }
    }
  }
  return diagnostics
}

private func padded(_ number: Int, _ width: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}

extension Problem {
  static func duplicateCode(_ code: String, other: String) -> Problem {
    Problem(
      "duplicate-code", zh: "编号 \(code) 已被 \(other) 使用", en: "the code \(code) is already used by \(other)",
      hint: Wording(zh: "换一个编号", en: "choose another code"))
  }
  static func codeGap(_ missing: [String]) -> Problem {
    Problem(
      "code-gap", .warning, zh: "编号不连续，缺 \(missing.joined(separator: "、"))",
      en: "codes do not run on: \(missing.joined(separator: ", ")) missing",
      hint: Wording(zh: "补上缺的页面，或改正编号", en: "add the missing pages, or mend the codes"))
  }
}
