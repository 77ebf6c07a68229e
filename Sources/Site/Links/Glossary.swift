import Formulas
import Handbook
import Markdown
import Metrics
import Registers
import YAML

/// The terms of the register `glossary`, ready to be found in texts.
enum Glossary {
  static let path = "registers/glossary.md"

  /// `nil` where the site keeps no glossary: then nothing is linked, and no abbreviation is asked for.
  static func terms(
    _ registers: SiteRegisters, dictionary: KPIDictionary, settings: SiteSettings, files: DefaultFiles
  ) throws(FileError) -> TermIndex? {
    guard let rows = registers.site["glossary"], rows.count > 0 else { return nil }
    func text(_ row: Int, _ column: String) -> String {
      if case .text(let text) = rows.value(row, column) { return text }
      return ""
    }
    let english = !registers.text.language.isChinese
    let terms = (0..<rows.count).compactMap { row -> TermIndex.Term? in
      let key = text(row, "term")
      guard !key.isEmpty else { return nil }
      let name = text(row, english ? "name_en" : "name")
      var spellings = [key, text(row, "name"), text(row, "name_en")]
      if case .list(let others) = rows.value(row, "spellings") { spellings += others }
      let page = RegisterPages.path("glossary", part: row / RegisterPages.rowsPerPage).dropLast(3)
      return TermIndex.Term(
        address: page.dropFirst("registers/".count) + ".html#glossary-" + key.replacing(" ", with: "_"),
        title: (name.isEmpty || name == key ? key : key + " · " + name) + (english ? ": " : "：") + text(row, "definition"),
        spellings: spellings.filter { !$0.isEmpty })
    }
    var known = Set(settings.abbreviations)
    known.formUnion(try commonAbbreviations(files))
    for kpi in dictionary.kpis {
      known.formUnion(TermIndex.abbreviations(in: ([kpi.name.zh, kpi.name.en] + kpi.otherNames).joined(separator: " ")))
      if !kpi.id.contains("-") { known.insert(kpi.id.uppercased()) }
    }
    for measure in dictionary.measures {
      known.formUnion(TermIndex.abbreviations(in: measure.name.zh + " " + measure.name.en))
    }
    return TermIndex(terms, known: known)
  }

  /// Those that every reader knows, as the theme's data lists them.
  private static func commonAbbreviations(_ files: DefaultFiles) throws(FileError) -> [String] {
    guard let file = try files.read("data/abbreviations.yaml"),
      case .success(let node) = readYAML(String(decoding: file.bytes, as: UTF8.self), file: file.path)
    else { return [] }
    return Fields(node, file: file.path).strings("common") ?? []
  }
}
