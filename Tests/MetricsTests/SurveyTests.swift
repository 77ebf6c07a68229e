import Metrics
import Tables
import Testing
import Values

/// A table of text and number columns; a column is of numbers where a cell of it is one.
private func rows(_ text: String, _ kind: TableKind) -> DataTable {
  let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  let body = lines.dropFirst()
  let texts: Set<String> = ["metric", "kind", "option", "wave", "brand", "own"]
  let columns = lines[0].enumerated().map { index, id in
    let cells = body.map { $0[index] }
    if id == "date" { return Column(id: id, header: id, values: .day(cells.map { Day($0)?.number ?? ColumnValues.missingDay })) }
    guard !texts.contains(id) else {
      let words = cells.reduce(into: [String]()) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
      return Column(id: id, header: id, values: .text(codes: cells.map { Int32(words.firstIndex(of: $0) ?? -1) }, dictionary: words))
    }
    let numbers = cells.map { cell in
      Exact(cell).flatMap { $0.multiplied(by: Exact(10_000)) }.map { Int64($0.rounded(to: 0).double) } ?? ColumnValues.missingNumber
    }
    return Column(id: id, header: id, values: .number(mantissas: numbers, scale: 4))
  }
  return DataTable(
    file: "data/\(kind.rawValue).csv", kind: kind, source: .own, columns: columns, rowCount: body.count,
    rowLines: body.indices.map { Int32($0 + 1) }, report: ImportReport(file: "data/\(kind.rawValue).csv", encoding: "UTF-8"))
}

private func facts(_ tables: DataTable...) -> CampaignFacts {
  let frame = CampaignFrame(id: "c", period: period("2026-06-01", "2026-06-10"), baseline: period("2026-05-01", "2026-05-10"))
  return CampaignFacts.build(frame: frame, tables: tables, dictionary: shipped.dictionary).0
}

@Suite struct SurveyTests {
  @Test("a survey supplies KPIs: the last wave for the campaign, the one before for the baseline")
  func supply() {
    let stated = facts(rows("metric,kind,before,after,n_before,n_after\n品牌知名度,,0.318,0.372,1000,1000", .survey))
    #expect(stated.figure("brand-awareness").value == .exact(exact("0.372")))
    #expect(stated.figure("brand-awareness", in: .baseline).value == .exact(exact("0.318")))
    #expect(stated.figure("brand-awareness").sources == [FigureSource(file: "data/survey.csv", rows: 1)])
    #expect(stated.figure("brand-favorability").value == nil)
  }

  @Test("shares written as percentages and net scores written as fractions are what they mean")
  func units() {
    let found = facts(rows("metric,kind,before,after,n_before,n_after\nsatisfaction,share,77.2,78.4,400,400\nnps,nps,0.08,0.2,400,400", .survey))
    #expect(found.figure("satisfaction").value?.double == 0.784)
    #expect(found.figure("nps").value?.double == 20)
    // Neither a share of 120 % nor a score of 300 is one.
    let wrong = facts(rows("metric,kind,before,after,n_before,n_after\nsatisfaction,share,77.2,120,400,400\nnps,nps,8,300,400,400", .survey))
    #expect(wrong.figure("satisfaction").value?.double == 0.772)
    #expect(wrong.figure("nps").value?.double == 8)
  }

  @Test("counts of answers become shares, means and net scores wave by wave")
  func counts() throws {
    let text = """
      metric,kind,option,count,wave
      nps,,10,30,1
      nps,,8,50,1
      nps,,0,20,1
      评分,mean,5,1,1
      评分,mean,4,2,1
      评分,mean,3,2,1
      satisfaction,share,5,10,1
      satisfaction,share,4,20,1
      satisfaction,share,1,70,1
      brand-awareness,share,非常愿意,3,1
      brand-awareness,share,不知道,4,1
      """
    let found = facts(rows(text, .survey))
    #expect(found.figure("nps").value?.double == 10)
    #expect(found.figure("satisfaction").value?.double == 0.3)
    let score = try #require(found.surveys.first { $0.metric == "评分" })
    // (5 + 4 + 4 + 3 + 3) / 5, and the deviation of these five.
    #expect(score.last?.value?.double == 3.8 && abs((score.last?.deviation ?? 0) - 0.8366600265340756) < 1e-12)
    #expect(found.figure("brand-awareness").value?.double == 3.0 / 7)
  }

  @Test("results of fewer than five people are withheld")
  func withheld() {
    let found = facts(rows("metric,kind,option,count,wave\nnps,nps,10,4,1", .survey))
    #expect(found.figure("nps").value == nil)
    #expect(found.surveys.first?.last?.answers.isEmpty == true)
  }
}

@Suite struct ListeningTests {
  private static let text = """
    date,brand,own,mentions,positive,neutral,negative
    2026-05-02,炊朵,是,20,,,
    2026-05-02,品牌甲,,80,,,
    2026-06-02,炊朵,是,30,10,15,5
    2026-06-02,炊朵,是,10,5,0,5
    2026-06-03,品牌甲,否,60,,,
    2026-07-01,炊朵,是,1000,,,
    """

  @Test("share of voice, net sentiment and mentions of the period's days")
  func supply() {
    let found = facts(rows(ListeningTests.text, .listening))
    #expect(found.figure("share-of-voice").value?.double == 0.4)
    #expect(found.figure("share-of-voice", in: .baseline).value?.double == 0.2)
    #expect(found.figure("net-sentiment").value?.double == 0.125)
    #expect(found.figure("topic-volume").value?.double == 40)
  }

  @Test("without a word on whose brand it is there is no share; with no competitor neither")
  func unknown() {
    let unmarked = facts(rows(ListeningTests.text.replacing("是", with: ""), .listening))
    #expect(unmarked.figure("share-of-voice").value == nil)
    let alone = facts(rows("date,brand,own,mentions\n2026-06-02,炊朵,,40", .listening))
    #expect(alone.figure("share-of-voice").value == nil)
    #expect(alone.figure("topic-volume").value?.double == 40)
    let worded = facts(rows("date,brand,own,mentions\n2026-06-02,本品牌,,40\n2026-06-02,品牌甲,,60", .listening))
    #expect(worded.figure("share-of-voice").value?.double == 0.4)
  }
}
