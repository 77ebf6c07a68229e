import Values

/// A chart in words, for readers who do not see it: kind, range, and for each series its extremes and its last value.
extension Chart {
  func description(_ text: ChartText) -> String {
    var parts: [String]
    switch self {
    case .line(let chart): parts = [text.lineChart] + chart.sentences(text)
    case .diagram(let diagram): parts = diagram.sentences(text)
    case .bar(let chart): parts = [text.barChart] + chart.sentences(text)
    case .funnel(let chart): parts = [text.funnelChart] + chart.sentences(text)
    case .bullet(let chart): parts = [text.bulletChart] + chart.sentences(text)
    case .gantt(let chart): parts = [text.gantt.kind] + chart.sentences(text)
    case .plot(let plot): parts = plot.sentences(text)
    }
    if parts.count == 1 { parts.append(text.noData) }
    return parts.map { $0 + text.stop }.joined(separator: text.style.chinese ? "" : " ")
  }
}

extension ChartText {
  /// `最高 45.6万元（6月18日）`.
  fileprivate func named(_ name: String, _ value: Double, _ unit: NumberUnit, at place: String? = nil) -> String {
    name + " " + figure(value, unit) + (place.map { openParenthesis + $0 + closeParenthesis } ?? "")
  }
}

extension LineChart {
  fileprivate func sentences(_ text: ChartText) -> [String] {
    guard let first = days.min(), let last = days.max(), let period = Period(first, last) else { return [] }
    let ends = labels.first.flatMap { start in labels.last.map { start == $0 ? start : start + "–" + $0 } }
    var sentences = [ends ?? text.style.range(period, withYear: true)]
    for series in series {
      let present = days.indices.compactMap { index in
        series.value(index).map {
          (place: index < labels.count ? labels[index] : text.style.day(days[index]), value: $0)
        }
      }
      guard let last = present.last, let highest = present.max(by: { $0.value < $1.value }),
        let lowest = present.min(by: { $0.value < $1.value })
      else {
        sentences.append(series.name + text.colon + NumberStyle.missing)
        continue
      }
      let facts = [
        text.named(text.highest, highest.value, frame.unit, at: highest.place),
        text.named(text.lowest, lowest.value, frame.unit, at: lowest.place),
        text.named(text.last, last.value, frame.unit),
      ]
      sentences.append(series.name + text.colon + facts.joined(separator: text.comma))
    }
    sentences += references.map { $0.name + text.colon + text.style.compact($0.value, frame.unit) }
    return sentences
  }
}

extension BarChart {
  /// The categories as they are drawn.
  var drawnOrder: [Int] {
    guard sorted else { return Array(categories.indices) }
    let totals = categories.indices.map { index in
      series.compactMap { series in
        series.value(index).flatMap { arrangement == .shares && $0 < 0 ? nil : $0 }
      }
    }.map { $0.isEmpty ? nil : $0.reduce(0, +) }
    return descending(totals)
  }

  fileprivate func sentences(_ text: ChartText) -> [String] {
    var sentences: [String] = []
    for series in series {
      let present = categories.indices.compactMap { index in
        series.value(index).map { (name: categories[index], value: $0) }
      }
      guard let highest = present.max(by: { $0.value < $1.value }),
        let lowest = present.min(by: { $0.value < $1.value })
      else {
        sentences.append(series.name + text.colon + NumberStyle.missing)
        continue
      }
      let facts = [
        text.named(text.highest, highest.value, frame.unit, at: highest.name),
        text.named(text.lowest, lowest.value, frame.unit, at: lowest.name),
      ]
      sentences.append(series.name + text.colon + facts.joined(separator: text.comma))
    }
    return sentences
  }
}

extension FunnelChart {
  fileprivate func sentences(_ text: ChartText) -> [String] {
    guard !steps.isEmpty else { return [] }
    let rates = rates
    var sentences = [
      steps.map { $0.name + " " + text.figure(drawable($0.value), frame.unit) }.joined(separator: text.comma)
    ]
    if let loss = rates.largestLoss {
      let step = steps[loss].name + " → " + steps[loss + 1].name
      sentences.append(text.largestLoss + text.colon + step + " " + text.style.full(rates.steps[loss], .ratio))
    }
    if let total = rates.total { sentences.append(text.totalRate + " " + text.style.full(total, .ratio)) }
    if let note = cutNote(text) { sentences.append(note) }
    return sentences
  }
}

extension BulletChart {
  fileprivate func sentences(_ text: ChartText) -> [String] {
    rows.map { row in
      var facts = [text.figure(drawable(row.value), row.unit)]
      if let target = drawable(row.target) { facts.append(text.named(text.target, target, row.unit)) }
      if let baseline = drawable(row.baseline) { facts.append(text.named(text.baseline, baseline, row.unit)) }
      switch row.status {
      case .met: facts.append(text.met)
      case .near: facts.append(text.near)
      case .missed: facts.append(text.missed)
      case nil: break
      }
      return row.name + text.colon + facts.joined(separator: text.comma)
    }
  }
}

/// Indices in descending order of their values, equal ones as they stand, missing ones last.
func descending(_ values: [Double?]) -> [Int] {
  values.indices.sorted { a, b in
    switch (values[a], values[b]) {
    case (let x?, let y?): x == y ? a < b : x > y
    case (nil, nil): a < b
    case (let x, _): x != nil
    }
  }
}
