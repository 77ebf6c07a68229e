import Charts
import Metrics
import Statistics
import Values

/// Why a rate changed over the parts of a dimension.
struct MixShift {
  /// The KPI, and the measures that it is the quotient of.
  var kpi: String
  var hits: String
  var base: String
  var dimension: String
  /// The parts' names, `nil` for what has no label, in the order of `effects.parts`.
  var values: [String?]
  var effects: MixEffects

  var change: Double { effects.after - effects.before }

  /// The effects as they are shown, to a hundredth of a percentage point: of the parts, in their order, and of the whole.
  /// They add up both ways, to the sums and to the change.
  var shown: (rates: [Exact], mixes: [Exact], rate: Exact, mix: Exact, change: Exact) {
    let change = Number.real(self.change).exact(decimals: 4) ?? .zero
    let sums = apportioned([effects.rateEffect, effects.mixEffect], to: change, decimals: 4)
    return (
      apportioned(effects.parts.map(\.rateEffect), to: sums[0], decimals: 4),
      apportioned(effects.parts.map(\.mixEffect), to: sums[1], decimals: 4), sums[0], sums[1], change
    )
  }

  /// The part whose weight moved the whole most in the direction of the whole's change.
  var mover: Int? {
    let sign: Double = change < 0 ? -1 : 1
    return effects.parts.indices.max { effects.parts[$0].mixEffect * sign < effects.parts[$1].mixEffect * sign }
  }
}

/// Rates that are plain quotients of additive measures.
private let rates: [(kpi: String, hits: String, base: String)] = [
  ("conversion-rate", "conversions", "visits"), ("order-rate", "orders", "visits"),
  ("conversion-rate", "conversions", "clicks"),
  ("engagement-rate", "interactions", "impressions"), ("ctr", "clicks", "impressions"),
]

extension Writer {
  /// The brief's first rate that can be taken apart, else the first of the usual ones, over each dimension that tells
  /// its parts apart in both periods; the dimension for the chart first.
  func mixShifts() -> [MixShift] {
    guard facts.frame.baseline != nil else { return [] }
    let wanted = facts.frame.targets.map(\.kpi)
    let ordered = wanted.flatMap { id in rates.filter { $0.kpi == id } } + rates.filter { !wanted.contains($0.kpi) }
    for rate in ordered {
      // Per click is the reading where nothing counts visits.
      let visits = peek(FigureKey(id: "visits")).value?.double ?? 0
      if rate.kpi == "conversion-rate", visits > 0, rate.base != "visits" { continue }
      guard dictionary[rate.kpi] != nil, peek(FigureKey(id: rate.hits)).value != nil,
        peek(FigureKey(id: rate.base)).value != nil
      else { continue }
      let common = Set(facts.dimensions(of: rate.hits)).intersection(facts.dimensions(of: rate.base))
      let found = ["channel", "segment", "region", "platform", "device", "product"].filter(common.contains)
        .compactMap { shift(rate, $0) }
      if !found.isEmpty { return found }
    }
    return []
  }

  private func shift(_ rate: (kpi: String, hits: String, base: String), _ dimension: String) -> MixShift? {
    let spans: [Slice] = [.baseline, .campaign]
    let counts = spans.map { slice in
      (
        hits: facts.breakdown(of: rate.hits, by: dimension, in: slice),
        base: facts.breakdown(of: rate.base, by: dimension, in: slice)
      )
    }
    // Parts by the weight that they have now; those that are gone last.
    var values: [String?] = []
    for count in [counts[1], counts[0]] {
      for row in count.base.rows where !values.contains(row.value) { values.append(row.value) }
    }
    guard values.count > 1, values.count <= 40 else { return nil }
    func amount(_ breakdown: Breakdown, _ value: String?) -> Double {
      breakdown.rows.first { $0.value == value }?.amount?.double ?? 0
    }
    let parts = values.map { value in
      RatePart(
        baseBefore: amount(counts[0].base, value), hitsBefore: amount(counts[0].hits, value),
        baseAfter: amount(counts[1].base, value), hitsAfter: amount(counts[1].hits, value))
    }
    guard let effects = mixEffects(parts) else { return nil }
    return MixShift(kpi: rate.kpi, hits: rate.hits, base: rate.base, dimension: dimension, values: values, effects: effects)
  }

  // MARK: Writing

  /// Adds why the rate changed to the chapter, with a warning wherever the mix turns the direction round.
  func writeMix(into chapter: inout Chapter) {
    let shifts = mixShifts()
    guard let first = shifts.first else { return }
    let label = name(first.kpi)
    chapter.blocks.append(
      .heading(pick("\(label)：各部分的变化与结构的变化", "\(label): the parts' own change and the mix")))
    var bullets: [Sentence] = []
    for shift in shifts {
      guard let reversal = shift.effects.reversal else { continue }
      let warning = reversalSentence(shift, reversal)
      bullets.append(warning)
      highlight(0.85, .trend, warning)
    }
    let sentence = mixSentence(first)
    bullets += [sentence, countSentence(first)]
    chapter.blocks.append(.bullets(bullets))
    chapter.blocks.append(.chart(id: "trend-mix", mixChart(first)))
    chapter.blocks.append(.table(mixTable(first)))
    if bullets.count > 2 {
      let base = name(first.base)
      advise(
        0.5, .trend, "advice-mix", "按\(dimension(first.dimension))分别设\(label)目标，整体只作参考：它随\(base)的分配而变。",
        "Set targets of \(nameInside(first.kpi)) by \(Words.lowered(dimension(first.dimension))); the whole follows how "
          + "\(nameInside(first.base)) are distributed.", [figure(first.kpi)])
    }
    explainMethod(
      "mix-effects", label: pick("\(label)的率效应与结构效应", "Rate and mix effects of \(nameInside(first.kpi))"),
      value: style.difference(.real(first.change), .ratio),
      formula: pick(
        "Kitagawa（1955）：率效应 = 两期平均占比 × 该部分率的变化；结构效应 = 占比的变化 ×（该部分两期平均率 − 整体两期平均率）。"
          + "两者相加等于整体的变化，没有余项；量效应 = 两期平均率 × 分母的变化。",
        "Kitagawa (1955): rate effect = mean share × change of the part's rate; mix effect = change of the share × (the "
          + "part's "
          + "mean rate − that of the whole). They add up to the whole's change without a remainder; volume = mean rate × "
          + "change of the base."),
      sources: sourcesOfBoth([first.hits, first.base]))
  }

  private func size(_ value: Exact) -> String { distance(.exact(value), Unit(.ratio)) }

  private func noted(_ id: String, _ shift: MixShift, _ value: Double) -> Noted {
    record(
      FigureKey(id: id, filter: [DimensionValue("dimension", shift.dimension)]),
      Figure(
        id: id, kind: .kpi, value: .real(value), unit: Unit(.ratio),
        formula: id == "mix-effect" ? "Σ Δshare × (mean rate − mean whole rate)" : "Σ mean share × Δrate",
        sources: sourcesOfBoth([shift.hits, shift.base])))
  }

  private func mixSentence(_ shift: MixShift) -> Sentence {
    let (effects, label, shown) = (shift.effects, name(shift.kpi), shift.shown)
    let part = dimension(shift.dimension)
    let rise = shift.change >= 0
    func effect(_ value: Exact) -> (zh: String, en: String) {
      ("\(value.isNegative ? "降" : "升")\(size(value))", "\(value.isNegative ? "down" : "up") by \(size(value))")
    }
    let (own, mix) = (effect(shown.rate), effect(shown.mix))
    let (before, after) = (percent(effects.before), percent(effects.after))
    return say(
      "mix-result",
      "\(label)由\(before)\(rise ? "升" : "降")到\(after)，\(rise ? "升" : "降")\(size(shown.change))："
        + "各\(part)自身的变化使它\(own.zh)，\(name(shift.base))在各\(part)之间分配的变化使它\(mix.zh)。",
      "\(label) went from \(before) to \(after): each \(Words.lowered(part))'s own rate moved it \(own.en), how "
        + "\(nameInside(shift.base)) are spread over them \(mix.en).",
      [figure(shift.kpi), noted("rate-effect", shift, effects.rateEffect), noted("mix-effect", shift, effects.mixEffect)])
  }

  /// Volume, rate and mix of what came true.
  private func countSentence(_ shift: MixShift) -> Sentence {
    let effects = shift.effects
    let unit = dictionary.measure(shift.hits)?.unit ?? Unit(.number)
    let amounts = [effects.volume, effects.meanBase * effects.rateEffect, effects.meanBase * effects.mixEffect]
    let total = Number.real(amounts.reduce(0, +)).exact(decimals: 0) ?? .zero
    let parts = apportioned(amounts, to: total, decimals: 0)
    func text(_ value: Exact) -> String {
      let size = distance(.exact(value), unit)
      return pick("\(value.isNegative ? "少" : "多")\(size)", "\(size) \(value.isNegative ? "fewer" : "more")")
    }
    let scaled = facts.frame.baseline?.length != coveredDays
    return say(
      "mix-count",
      "\(name(shift.hits))比基准期\(scaled ? "（未折算天数）" : "")\(text(total))：\(name(shift.base))的增减使它\(text(parts[0]))，"
        + "\(name(shift.kpi))的变化使它\(text(parts[1]))，结构的变化使它\(text(parts[2]))。",
      "\(name(shift.hits)): \(text(total)) than in the baseline\(scaled ? " (days not scaled)" : ""); volume makes "
        + "\(text(parts[0])), the "
        + "parts' rates \(text(parts[1])), the mix \(text(parts[2])).",
      [figure(shift.hits), figure(shift.hits, aspect: .baseline)])
  }

  private func reversalSentence(_ shift: MixShift, _ reversal: MixEffects.Reversal) -> Sentence {
    let (effects, label, shown) = (shift.effects, name(shift.kpi), shift.shown)
    let part = dimension(shift.dimension)
    let down = shift.change < 0
    var zhWhy = ""
    var enWhy = ""
    if let index = shift.mover {
      let mover = effects.parts[index]
      let value = datum(self.label(shift.values[index]))
      let (old, new) = (percent(mover.shareBefore), percent(mover.shareAfter))
      let rate = mover.rateAfter ?? mover.rateBefore
      zhWhy = "\(value)占\(name(shift.base))的比重由\(old)变到\(new)，而它的\(label)是\(percent(rate))。"
      enWhy = " The share of \(value) in \(nameInside(shift.base)) went from \(old) to \(new), and its rate is "
        + "\(percent(rate))."
    }
    let zh: String
    let en: String
    switch reversal {
    case .all:
      zh = "注意：每个\(part)的\(label)都没有\(down ? "下降" : "上升")，整体却\(down ? "降" : "升")了\(size(shown.change))，原因在结构：" + zhWhy
        + "评价\(part)要看它自己的\(label)，不能由整体推断。"
      en = "Careful: no \(Words.lowered(part)) has a \(down ? "lower" : "higher") \(nameInside(shift.kpi)) than before, "
        + "yet the whole "
        + "\(down ? "fell" : "rose") by \(size(shown.change)): it is the mix." + enWhy
        + " Judge each \(Words.lowered(part)) by its own rate, not by the whole."
    case .most:
      zh = "注意：单看各\(part)自身，整体\(label)应当\(down ? "升" : "降")\(size(shown.rate))，实际却\(down ? "降" : "升")了"
        + "\(size(shown.change))，方向被结构变化反了过来：" + zhWhy
      en = "Careful: the rates of each \(Words.lowered(part)) alone would have moved \(nameInside(shift.kpi)) "
        + "\(down ? "up" : "down") by "
        + "\(size(shown.rate)); it went the other way by \(size(shown.change)), because of the mix." + enWhy
    }
    return say(
      "mix-reversal-\(shift.dimension)", zh, en,
      [figure(shift.kpi), noted("rate-effect", shift, effects.rateEffect), noted("mix-effect", shift, effects.mixEffect)])
  }

  private func mixChart(_ shift: MixShift) -> Chart {
    let shown = shownParts(shift)
    let (own, mix) = (shift.shown.rate, shift.shown.mix)
    let part = dimension(shift.dimension)
    let finding = pick(
      own.magnitude >= mix.magnitude
        ? "变化主要来自各\(part)自身，结构只占\(size(mix))" : "变化主要来自结构，各\(part)自身只占\(size(own))",
      own.magnitude >= mix.magnitude
        ? "Mostly each \(Words.lowered(part))'s own change; the mix makes \(size(mix))"
        : "Mostly the mix; each \(Words.lowered(part))'s own change makes \(size(own))")
    return .bar(
      BarChart(
        frame: ChartFrame(
          finding: finding,
          subject: pick(
            "各\(part)对\(name(shift.kpi))变化的贡献", "What each \(Words.lowered(part)) adds to the change of "
              + "\(nameInside(shift.kpi))"),
          // Percentage points, which an axis of percentages would not tell from rates.
          unit: .decimal, unitName: pick("个百分点", "percentage points"), source: source(figure(shift.hits).figure)),
        categories: shown.map(\.name),
        series: [
          ChartSeries(name: pick("自身的变化", "Own rate"), values: shown.map { points($0.rateEffect) }, slot: 0),
          ChartSeries(name: pick("结构的变化", "Mix"), values: shown.map { points($0.mixEffect) }, slot: 3),
        ]))
  }

  private func points(_ effect: Exact) -> Double { Exact(mantissa: effect.mantissa * 100, scale: effect.scale).double }

  private struct ShownPart {
    var name: String
    var part: MixEffects.Part?
    var rateEffect: Exact
    var mixEffect: Exact
  }

  /// At most ten parts, those with the largest effects; the others together.
  private func shownParts(_ shift: MixShift) -> [ShownPart] {
    let (parts, effects) = (shift.effects.parts, shift.shown)
    let all = parts.indices.map {
      ShownPart(
        name: label(shift.values[$0]), part: parts[$0], rateEffect: effects.rates[$0], mixEffect: effects.mixes[$0])
    }
    guard all.count > 10 else { return all }
    func weight(_ part: MixEffects.Part) -> Double { abs(part.rateEffect) + abs(part.mixEffect) }
    func sum(_ rows: [Int], _ value: (ShownPart) -> Exact) -> Exact {
      rows.reduce(.zero) { $0.adding(value(all[$1])) ?? $0 }
    }
    let kept = Set(
      all.indices.sorted {
        let (a, b) = (weight(parts[$0]), weight(parts[$1]))
        return a != b ? a > b : $0 < $1
      }.prefix(9))
    let rest = all.indices.filter { !kept.contains($0) }
    return all.indices.filter(kept.contains).map { all[$0] } + [
      ShownPart(
        name: pick("其他\(rest.count)项", "\(rest.count) others"), part: nil,
        rateEffect: sum(rest, \.rateEffect), mixEffect: sum(rest, \.mixEffect))
    ]
  }

  private func mixTable(_ shift: MixShift) -> ReviewTable {
    let (effects, sums) = (shift.effects, shift.shown)
    let rows = shownParts(shift).map { shown in
      [
        ReviewTable.Cell(shown.name), share(shown.part?.shareBefore), share(shown.part?.shareAfter),
        share(shown.part?.rateBefore), share(shown.part?.rateAfter), delta(.exact(shown.rateEffect), .ratio),
        delta(.exact(shown.mixEffect), .ratio), delta(Number.exact(shown.rateEffect).plus(.exact(shown.mixEffect)), .ratio),
      ]
    }
    let (base, rate) = (name(shift.base), name(shift.kpi))
    return ReviewTable(
      id: "trend-mix",
      caption: pick("\(rate)的变化按\(dimension(shift.dimension))拆解", "Change of \(nameInside(shift.kpi)) by "
        + "\(Words.lowered(dimension(shift.dimension)))"),
      columns: [
        .init(title: dimension(shift.dimension), numeric: false),
        .init(title: pick("基准期占\(base)", "Share of \(nameInside(shift.base)) before"), numeric: true),
        .init(title: pick("活动期占\(base)", "Share now"), numeric: true),
        .init(title: pick("基准期\(rate)", "\(rate) before"), numeric: true),
        .init(title: pick("活动期\(rate)", "\(rate) now"), numeric: true),
        .init(title: pick("率效应", "Rate effect"), numeric: true), .init(title: pick("结构效应", "Mix effect"), numeric: true),
        .init(title: pick("合计", "Together"), numeric: true),
      ], rows: rows,
      totalRow: [
        .init(pick("整体", "All")), whole(), whole(), share(effects.before), share(effects.after),
        delta(.exact(sums.rate), .ratio), delta(.exact(sums.mix), .ratio), delta(.exact(sums.change), .ratio),
      ],
      note: pick("率效应与结构效应以个百分点计，逐项相加等于整体的变化。", "Effects are in percentage points; together they are the whole's change."))
  }
}
