import Metrics
import Registers
import Values

/// Consistency, the features of a strong brand, and short against long term.
extension Writer {
  /// Pieces against rules, and what breaks them.
  func addConsistency(_ sheet: RegisterSheet, to chapter: inout Chapter) {
    let judged = (0..<sheet.count).filter { ["met", "broken"].contains(sheet.raw($0, "result")) }
    let broken = judged.filter { sheet.raw($0, "result") == "broken" }
    guard !judged.isEmpty else { return }
    chapter.blocks.append(.heading(pick("品牌一致性", "Consistency")))
    let met = Double(judged.count - broken.count) / Double(judged.count)
    let sources = sheet.files.map { file in FigureSource(file: file, rows: sheet.rows.origins.count { $0.file == file }) }
    let figure = record(
      FigureKey(id: "brand-consistency"),
      Figure(
        id: "brand-consistency", kind: .kpi, value: .real(met), unit: Unit(.ratio), formula: "met / (met + broken)", sources: sources))
    let sentence = say(
      "brand-consistency",
      "按规范检查 \(judged.count) 处，合规率\(prose(figure))，" + (broken.isEmpty ? "没有不合规。" : "不合规 \(broken.count) 处，见下表。"),
      "Of \(judged.count) checks against the rules \(prose(figure)) are met; "
        + (broken.isEmpty ? "none is broken." : "\(broken.count) are broken, listed below."), [figure])
    chapter.blocks.append(.bullets([sentence]))
    if let first = broken.first {
      advise(
        0.2, .brand, "advise-brand-consistency",
        "\(broken.count) 处物料不合品牌规范，先改“\(datum(sheet.raw(first, "piece")))”。",
        "\(broken.count) pieces break the brand's rules; start with “\(sheet.raw(first, "piece"))”.", [figure])
    }
    var pieces: [String] = []
    var rules: [String] = []
    var cells: [[String]: ReviewTable.Cell] = [:]
    for row in 0..<sheet.count {
      let (piece, rule) = (sheet.raw(row, "piece"), sheet.raw(row, "rule"))
      if !pieces.contains(piece) { pieces.append(piece) }
      if !rules.contains(rule) { rules.append(rule) }
      let result = sheet.raw(row, "result")
      cells[[piece, rule]] = ReviewTable.Cell(
        sheet.text(row, "result"), status: result == "met" ? .green : (result == "broken" ? .red : nil))
    }
    let shown = rules.prefix(8)
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "brand-checks", caption: pick("物料与规范", "Pieces by rule"),
          columns: [.init(title: pick("物料", "Piece"), numeric: false)] + shown.map { .init(title: $0, numeric: false) },
          rows: pieces.map { piece in
            [.init(piece)] + shown.map { cells[[piece, $0]] ?? .init(NumberStyle.missing) }
          },
          note: rules.count > shown.count
            ? pick("共有 \(rules.count) 条规范，其余见登记表。", "\(rules.count) rules in all; the rest are in the register.") : nil)))
    guard !broken.isEmpty else { return }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "brand-broken", caption: pick("不合规清单", "Broken rules"),
          columns: [
            .init(title: pick("物料", "Piece"), numeric: false), .init(title: pick("规范", "Rule"), numeric: false),
            .init(title: pick("怎么改", "How to mend"), numeric: false), .init(title: pick("负责人", "Owner"), numeric: false),
          ],
          rows: broken.map { row in
            ["piece", "rule", "fix", "owner"].map { ReviewTable.Cell(sheet.text(row, $0)) }
          })))
  }

  /// Five features that strong brands share, each held to what the data can say of it.
  func addStrength(_ surveys: [SurveySeries], to chapter: inout Chapter) {
    let features: [(zh: String, en: String, kpis: [String])] = [
      ("定位独特，识别清晰", "Distinct and easily recognised", ["brand-association", "brand-recognition"]),
      ("体验一致，认知度高", "Consistent and well known", ["brand-awareness", "brand-consistency"]),
      ("情感连接深，用户忠诚", "Liked, with loyal customers", ["brand-favorability", "nps", "repurchase-rate"]),
      ("持续创新，有韧性", "Keeps renewing itself", ["brand-attribute-score", "net-sentiment"]),
      ("溢价高，抗风险", "Earns a premium, withstands risk", ["price-premium"]),
    ]
    let hasBrand = surveys.contains { $0.isKPI && dictionary[$0.metric]?.group == "5.2" }
    guard hasBrand || peek(FigureKey(id: "brand-awareness")).value != nil else { return }
    let rows = features.map { feature -> [ReviewTable.Cell] in
      let known = feature.kpis.filter { peek(FigureKey(id: $0)).value != nil }
      let label = ReviewTable.Cell(pick(feature.zh, feature.en))
      guard !known.isEmpty else {
        let wanted = feature.kpis.filter { dictionary[$0] != nil }.map(name)
        return [label, .init(NumberStyle.missing), .init(pick("没有数据，可补\(join(wanted))", "no data; \(join(wanted)) would tell"))]
      }
      let evidence = known.map { id in "\(name(id)) \(cell(figure(id).figure))" }
      let words = known.compactMap { id in
        surveys.first { $0.isKPI && $0.metric == id }.map { "\(name(id))\(pick("", ": "))\(judgement($0))" }
      }
      return [
        label, .init(typeset(join(evidence))),
        .init(words.isEmpty ? pick("有现状，没有前后对比", "known now, not before") : words.joined(separator: pick("；", "; "))),
      ]
    }
    chapter.blocks.append(.heading(pick("强势品牌五特征自查", "Five features of a strong brand")))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "brand-features", caption: pick("五特征与数据", "Five features and what the data says"),
          columns: [
            .init(title: pick("特征", "Feature"), numeric: false), .init(title: pick("现状", "Now"), numeric: false),
            .init(title: pick("判断", "Verdict"), numeric: false),
          ], rows: rows,
          note: pick(
            "数据只能佐证，不能代替判断；没有数据的一格就是下次调研要补的题。",
            "Data supports a judgement and does not replace it; what has none is what the next survey should ask."))))
  }

  /// Sales of the campaign beside what it did for the brand; never turned into money.
  func addLongAndShort(to chapter: inout Chapter) {
    let short = ["revenue-total", "orders", "conversion-rate", "marketing-roi", "new-customer-share", "ctr"]
    let long = [
      "brand-awareness", "brand-favorability", "brand-recommendation", "brand-association", "share-of-voice", "net-sentiment", "nps",
      "satisfaction", "brand-exposure",
    ]
    func rows(_ ids: [String], _ term: String) -> [[ReviewTable.Cell]] {
      ids.filter { dictionary.name($0) != nil && peek(FigureKey(id: $0)).value != nil }.map { id in
        let now = figure(id)
        let before = before(id)
        let change = before.flatMap { before in now.value.map { $0.minus(before) } }
        let isRate = now.figure.unit.kind == .ratio || dictionary[id]?.additive == false
        return [
          .init(term), .init(name(id), kpi: id), amount(before, now.figure.unit), amount(now.figure),
          isRate
            ? delta(change, now.figure.unit)
            : self.change(change.flatMap { change in before.flatMap { change.ratio(to: $0) } }),
        ]
      }
    }
    let (near, far) = (rows(short, pick("短期", "Short")), rows(long, pick("长期", "Long")))
    guard !far.isEmpty else { return }
    chapter.blocks.append(.heading(pick("短期与长期", "Short and long term")))
    chapter.blocks.append(
      .bullets([
        say(
          "long-short",
          near.isEmpty
            ? "本次只有品牌指标，没有销售数据可并列。品牌变好带来的收益是间接的，这里只作说明，不折算成金额。"
            : "短期的销售与长期的品牌并列来看，不相加，也不互相抵消。品牌变好带来的收益是间接的，这里只作说明，不折算成金额。",
          near.isEmpty
            ? "There are brand KPIs only and no sales to set beside them. What a better brand earns is indirect: it is told here and not turned into money."
            : "Sales of the campaign and what it did for the brand stand side by side; they are not added and do not cancel out. What a "
              + "better brand earns is indirect: it is told here and not turned into money.")
      ]))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "long-short", caption: pick("短期销售与长期品牌", "Short-term sales and long-term brand"),
          columns: [
            .init(title: pick("期限", "Term"), numeric: false), .init(title: pick("指标", "KPI"), numeric: false),
            .init(title: pick("前", "Before"), numeric: true), .init(title: pick("后", "After"), numeric: true),
            .init(title: pick("变化", "Change"), numeric: true),
          ], rows: near + far,
          note: pick("可以相加的量，“前”按天数折算。", "“Before” is scaled by days where the measure adds up."))))
  }

  /// The baseline's value: of what adds up for as many days as the campaign has.
  private func before(_ id: String) -> Number? {
    guard let value = facts.figure(id, in: .baseline).value else { return figure(id, aspect: .baseline).value }
    let adds = dictionary[id]?.additive ?? dictionary.measure(id)?.additive ?? false
    guard adds, let days = facts.frame.baseline?.length, days > 0, days != period.length else { return value }
    return .real(value.double * Double(period.length) / Double(days)).rounded(facts.figure(id).unit.numberUnit)
  }
}
