import Charts
import Diagnostics
import Formulas
import HTML
import Markdown
import RegisterViews
import Registers
import Tables
import Values

/// The day of the build in all tests, a Monday.
let today = day(2026, 6, 15)

func day(_ year: Int, _ month: Int, _ day: Int) -> Day { Day(year: year, month: month, day: day) ?? Day(number: 0) }

/// Rows of one register, typed and worked out; the first row of texts is the header, empty texts are missing cells.
struct Sheet {
  var rows: RegisterRows
  var host: ViewHost
  var diagnostics: [Diagnostic]

  init?(_ declaration: String, _ texts: [[String]], chinese: Bool = true) {
    let source = DeclarationSource(text: declaration, file: "\(declaration.prefix { $0 != "\n" }.dropFirst("id: ".count)).register.yaml")
    var (catalogue, diagnostics) = RegisterCatalogue.load(shipped: [source], site: [])
    guard let register = catalogue.all.first, let header = texts.first else { return nil }
    let columns = header.enumerated().map { index, id in
      let cells = texts.dropFirst().map { $0[index] }
      return Tables.Column(
        id: id, header: id,
        values: .text(codes: cells.indices.map { cells[$0].isEmpty ? -1 : Int32($0) }, dictionary: cells))
    }
    let table = DataTable(
      file: "rows.csv", kind: nil, source: .own, columns: columns, rowCount: texts.count - 1,
      rowLines: (1..<texts.count).map { Int32($0 + 1) }, report: ImportReport(file: "rows.csv", encoding: "UTF-8"))
    let typed = typeRows([table], as: register, campaign: "spring", diagnostics: &diagnostics)
    let evaluated = EvaluatedRegisters(
      [typed], of: catalogue, in: RegisterScope(today: today), style: NumberStyle(chinese: chinese))
    self.diagnostics = diagnostics
    rows = evaluated.rows[0]
    let language = chinese ? Language.simplifiedChinese : .english
    let text = RegisterText(style: NumberStyle(chinese: chinese), language: language)
    host = ViewHost(
      chinese: chinese, today: today, chartText: ChartText(language), text: { text.text(of: $0, column: $1) },
      markdown: { source in
        var host = PlainHost()
        return renderMarkdown(source, file: "", options: MarkdownOptions(), host: &host).html
      },
      matching: { evaluated.matching($0, $1) })
  }

  /// A view as markup.
  func html(_ view: String) -> String {
    guard let found = rows.declaration.views.first(where: { $0.id == view }) else { return "no view \(view)" }
    return Markup { ShownView(found, of: rows, host: host, id: "v").render(into: &$0) }.string
  }
}

/// What a reader sees of markup: its texts, separated by `|`.
func words(_ html: some StringProtocol) -> String {
  html.split(separator: "<", omittingEmptySubsequences: false)
    .map { piece in piece.firstIndex(of: ">").map { piece[piece.index(after: $0)...] } ?? piece[...] }
    .filter { !$0.allSatisfy(\.isWhitespace) }
    .joined(separator: "|")
}

/// The cells of the rows of all tables.
func cells(_ html: String) -> [[String]] {
  html.split(separator: "<tr").dropFirst().map { row in
    let cells = (row.split(separator: "</tr").first ?? row).replacing("<th", with: "<td").split(separator: "<td")
    return cells.dropFirst().map { words("<td" + $0) }
  }
}

/// The pieces of markup from each `start` on, up to the next.
func pieces(_ html: String, from start: String) -> [String] { html.split(separator: start).dropFirst().map(String.init) }
