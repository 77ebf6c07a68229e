import Charts
import Metrics
import Statistics
import Values

/// Days of spending that a channel's curve needs, and how much they must vary (standard deviation over mean).
private let neededDays = 21
private let neededVariation = 0.2
/// How far a channel's daily spending may be moved.
private let largestChange = 0.3

/// What a channel's days say about more or less money.
private struct ChannelResponse {
  var channel: String
  var x: [Double]
  var y: [Double]
  /// Of the spending days.
  var mean: Double
  var variation: Double
  var fit: ResponseFit?
  var line: FitQuality?

  /// `nil` where a curve can be relied on.
  enum Failure { case days, variation, curve, line }
  var failure: Failure? {
    if x.count < neededDays { return .days }
    if variation < neededVariation { return .variation }
    guard let fit else { return .curve }
    // Without residuals of its own a line is perfect.
    guard let line, fit.quality.aic < line.aic else { return .line }
    return nil
  }
}

/// A channel whose daily spending may be moved, and to where.
private struct Move {
  var channel: ChannelResponse
  var fit: ResponseFit
  /// Daily spending now and as proposed.
  var now: Double
  var proposed: Double

  var gain: Double { fit.curve.value(at: proposed) - fit.curve.value(at: now) }
}

extension Writer {
  /// Where the same money would have brought more, by curves of diminishing return. Adds nothing without daily
  /// spending and returns by channel.
  func addReallocation(to chapter: inout Chapter) {
    guard facts.dimensions(of: "media_cost").contains("channel") else { return }
    let byRevenue = facts.dimensions(of: "attributed_revenue").contains("channel")
    guard byRevenue || facts.dimensions(of: "conversions").contains("channel") else { return }
    let response = byRevenue ? "attributed_revenue" : "conversions"
    guard let spending = facts.series("media_cost", over: period, by: "channel"),
      let returns = facts.series(response, over: period, by: "channel")
    else { return }
    let channels = facts.values(of: "channel", rankedBy: "media_cost").prefix(20).map { channel in
      channelResponse(channel, spending[channel] ?? [], returns[channel] ?? [])
    }.filter { !$0.x.isEmpty }
    guard !channels.isEmpty else { return }
    if chapter.state == .missing {
      chapter.state = .partial
    }
    chapter.blocks.append(.heading(pick("资源再分配", "Reallocation")))
    let fitted = channels.filter { $0.failure == nil }
    let moves = bestMoves(fitted)
    let unit = dictionary.measure(response)?.unit ?? Unit(.number)
    if let moves {
      chapter.blocks.append(.bullets(moveSentences(moves, response, unit) + [assumptions(moves, response)]))
      chapter.blocks.append(.chart(id: "reallocation-curves", curveChart(moves, response, unit)))
      chapter.blocks.append(.table(moveTable(moves, response, unit)))
    } else {
      chapter.blocks.append(.bullets([insufficient(channels, fitted)]))
    }
    chapter.blocks.append(.table(fitTable(channels, unit)))
    explainReallocation(response, moves: moves ?? [])
  }

  private func channelResponse(_ channel: String, _ spend: [Number?], _ result: [Number?]) -> ChannelResponse {
    var (x, y): ([Double], [Double]) = ([], [])
    for (spent, brought) in zip(spend, result) {
      guard let cost = spent?.double, let value = brought?.double, cost > 0 else { continue }
      x.append(cost)
      y.append(value)
    }
    let mean = Statistics.mean(x) ?? 0
    let variation = mean > 0 ? (sampleStandardDeviation(x) ?? 0) / mean : 0
    var item = ChannelResponse(channel: channel, x: x, y: y, mean: mean, variation: variation)
    // What fails a condition is not fitted at all.
    guard x.count >= neededDays, variation >= neededVariation else { return item }
    item.fit = fitResponse(x: x, y: y)
    item.line = fitLine(x: x, y: y)?.quality
    return item
  }

  private func bestMoves(_ channels: [ChannelResponse]) -> [Move]? {
    guard channels.count > 1 else { return nil }
    let now = channels.map(\.mean)
    // Beyond what was seen a curve is a guess, so that the days' own range bounds a change too.
    let lower = channels.map { max($0.mean * (1 - largestChange), min($0.x.min() ?? 0, $0.mean)) }
    let upper = channels.map { min($0.mean * (1 + largestChange), max($0.x.max() ?? 0, $0.mean)) }
    let curves = channels.compactMap { $0.fit?.curve }
    guard curves.count == channels.count,
      let split = bestSplit(of: now.reduce(0, +), curves: curves, lower: lower, upper: upper)
    else { return nil }
    return channels.indices.compactMap { index in
      channels[index].fit.map { Move(channel: channels[index], fit: $0, now: now[index], proposed: split[index]) }
    }
  }

  /// Over the campaign's days: what the moves bring, and half the width of its 95 % interval.
  private func expectedGain(_ moves: [Move]) -> (gain: Double, margin: Double) {
    let days = Double(period.length)
    let gain = moves.reduce(0) { $0 + $1.gain } * days
    let variance = moves.reduce(0) { sum, move in
      let error = move.fit.changeError(from: move.now, to: move.proposed) * days
      return sum + error * error
    }
    return (gain, 1.959963984540054 * variance.squareRoot())
  }

  // MARK: Sentences

  private func moveSentences(_ moves: [Move], _ response: String, _ unit: Unit) -> [Sentence] {
    let money = Unit(.money)
    let (gain, margin) = expectedGain(moves)
    let total = moves.reduce(0) { $0 + $1.now }
    let moved = moves.reduce(0) { $0 + max(0, $1.proposed - $1.now) }
    func shown(_ value: Double) -> String { prose(Number.real(value).rounded(unit.numberUnit), unit) }
    func paid(_ value: Double) -> String { prose(Number.real(value.rounded()), money) }
    let noted = record(
      FigureKey(id: "reallocation-gain"),
      Figure(
        id: "reallocation-gain", kind: .kpi, value: Number.real(gain).rounded(unit.numberUnit), unit: unit,
        formula: pick("各渠道拟合曲线在建议花费与现有花费之差 × 天数", "fitted curves at proposed less present spending, times days"),
        sources: figure(response).figure.sources))
    let more = moves.filter { $0.proposed > $0.now * 1.005 }.sorted { $0.proposed - $0.now > $1.proposed - $1.now }
    let less = moves.filter { $0.proposed < $0.now * 0.995 }.sorted { $0.now - $0.proposed > $1.now - $1.proposed }
    guard gain > 0, let from = less.first, let to = more.first else {
      return [
        say(
          "reallocation-advice",
          "\(moves.count)个渠道的边际回报已经接近，总额不变时不必调拨。",
          "The \(moves.count) channels' marginal returns are alike: with the same total there is nothing to move.", [noted])
      ]
    }
    if gain <= margin {
      return [
        say(
          "reallocation-advice",
          "按曲线每天可多得\(shown(gain / Double(period.length)))，但小于拟合的误差（±\(shown(margin / Double(period.length)))），证据不足，不建议调拨。",
          "The curves promise \(shown(gain / Double(period.length))) more a day, less than their own error of "
            + "±\(shown(margin / Double(period.length))): too little to move money on.", [noted])
      ]
    }
    let ups = more.map { "\(datum($0.channel.channel))\(pick("加", " up "))\(percent(($0.proposed - $0.now) / $0.now))" }
    let downs = less.map { "\(datum($0.channel.channel))\(pick("减", " down "))\(percent(($0.now - $0.proposed) / $0.now))" }
    let first = say(
      "reallocation-advice",
      "\(moves.count)个渠道每天共花\(paid(total))，总额不变，把其中\(paid(moved))调个位置（\((ups + downs).joined(separator: "，"))），"
        + "\(period.length)天预计多带来\(nameInside(response))\(shown(gain))，95% 区间\(shown(gain - margin))～\(shown(gain + margin))。",
      "\(moves.count) channels spend \(paid(total)) a day. With the same total, moving \(paid(moved)) (\((ups + downs).joined(separator: ", "))) "
        + "would bring \(shown(gain)) more \(nameInside(response)) in \(period.length) days, 95% interval \(shown(gain - margin)) to "
        + "\(shown(gain + margin)).", [noted])
    let second = say(
      "reallocation-margin",
      "现在最后一元花在\(datum(to.channel.channel))带来\(marginal(to.fit.curve.marginal(at: to.now), unit))，"
        + "花在\(datum(from.channel.channel))只带来\(marginal(from.fit.curve.marginal(at: from.now), unit))；"
        + "调拨后前者为\(marginal(to.fit.curve.marginal(at: to.proposed), unit))，"
        + "后者为\(marginal(from.fit.curve.marginal(at: from.proposed), unit))。",
      "The last unit of money now brings \(marginal(to.fit.curve.marginal(at: to.now), unit)) in \(to.channel.channel) and only "
        + "\(marginal(from.fit.curve.marginal(at: from.now), unit)) in \(from.channel.channel); after the move "
        + "\(marginal(to.fit.curve.marginal(at: to.proposed), unit)) and \(marginal(from.fit.curve.marginal(at: from.proposed), unit)).",
      [figure("roas", filter: [DimensionValue("channel", to.channel.channel)])])
    let third = breakEven(moves, response)
    highlight(0.55, .actions, first)
    advise(
      0.7, .actions, "advice-shift-budget",
      "总花费不变，\((ups + downs).joined(separator: "，"))；先小步试调两周，看实际回报是否跟上曲线，再定全额。",
      "With the same total: \((ups + downs).joined(separator: ", ")). Move in small steps for two weeks and see whether returns follow "
        + "the curves.", [noted])
    return [first, second] + (third.map { [$0] } ?? [])
  }

  /// Where the last unit of money does not earn itself back, so that the total is in question, not only its split.
  private func breakEven(_ moves: [Move], _ response: String) -> Sentence? {
    guard response == "attributed_revenue", let margin = facts.frame.grossMargin?.double, margin > 0, margin <= 1 else { return nil }
    let needed = 1 / margin
    let losing = moves.filter { $0.fit.curve.marginal(at: $0.proposed) < needed }.map { datum($0.channel.channel) }
    let limit = marginal(needed, Unit(.money))
    if losing.isEmpty {
      return say(
        "reallocation-break-even",
        "按毛利率\(percent(margin))，最后一元要带来\(limit)才保本，调拨后每个渠道都在这条线以上，总额还有增加的余地。",
        "At a gross margin of \(percent(margin)) the last unit of money has to bring \(limit); after the move every channel does, so that "
          + "the total may grow.", [figure(response)])
    }
    return say(
      "reallocation-break-even",
      "按毛利率\(percent(margin))，最后一元要带来\(limit)才保本；调拨后\(join(losing))仍低于这条线，这\(losing.count == 1 ? "个渠道" : "些渠道")的总额也该再议。",
      "At a gross margin of \(percent(margin)) the last unit of money has to bring \(limit); after the move \(join(losing)) still brings less: "
        + "what is spent there at all is in question.", [figure(response)])
  }

  private func marginal(_ value: Double, _ unit: Unit) -> String {
    unit.kind == .money ? pick("\(style.full(value, .decimal))元", style.full(value, .decimal)) : prose(.real(value), unit)
  }

  private func assumptions(_ moves: [Move], _ response: String) -> Sentence {
    say(
      "reallocation-assumptions",
      "前提：当天的花费只影响当天的\(nameInside(response))，渠道之间互不影响，其他条件与活动期相同；每个渠道的调整不超过±30%，也不超出活动期见过的日花费。归因收入本身有归因口径的偏差，调拨结论随之偏。",
      "Assumptions: a day's spending acts on that day's \(nameInside(response)) only, channels do not act on each other, and all else stays as "
        + "in the campaign; no channel moves by more than ±30% or beyond the daily spending that was seen. What attribution gets wrong "
        + "carries over.", [figure(response)])
  }

  private func insufficient(_ channels: [ChannelResponse], _ fitted: [ChannelResponse]) -> Sentence {
    // Channels that fail for the same reason are told together.
    var reasons: [(text: String, channels: [String])] = []
    for item in channels where item.failure != nil {
      let text = failureText(item)
      if let place = reasons.firstIndex(where: { $0.text == text }) {
        reasons[place].channels.append(datum(item.channel))
      } else {
        reasons.append((text, [datum(item.channel)]))
      }
    }
    let told = reasons.map { reason in
      reason.channels.count == channels.count && channels.count > 1
        ? pick("\(channels.count)个渠道都是\(reason.text)", "all \(channels.count) channels: \(reason.text)")
        : pick("\(join(reason.channels))\(reason.text)", "\(join(reason.channels)): \(reason.text)")
    }
    if fitted.isEmpty {
      return say(
        "reallocation-advice",
        "数据不足，不给调拨建议：\(told.joined(separator: "；"))。",
        "Insufficient data for advice on moving money: \(told.joined(separator: "; ")).", [figure("media_cost")])
    }
    return say(
      "reallocation-advice",
      "数据不足，不给调拨建议：只有\(join(fitted.map { datum($0.channel) }))的回报曲线可信，至少要两个渠道才能互相调拨"
        + (told.isEmpty ? "。" : "（\(told.joined(separator: "；"))）。"),
      "Insufficient data for advice on moving money: only \(join(fitted.map(\.channel))) has a curve to rely on, and two are needed"
        + (told.isEmpty ? "." : " (\(told.joined(separator: "; "))))."), [figure("media_cost")])
  }

  private func failureText(_ item: ChannelResponse) -> String {
    switch item.failure {
    case .days: pick("有花费的日子只有\(item.x.count)天，少于\(neededDays)天", "\(item.x.count) days with spending, fewer than \(neededDays)")
    case .variation:
      pick(
        "日花费的变异系数只有\(style.full(item.variation, .decimal))，低于 0.2，看不出多花少花的差别",
        "daily spending varies by \(style.full(item.variation, .decimal)) only, below 0.2, too little to tell")
    case .curve: pick("花费与回报之间看不出递减", "no diminishing return to be seen")
    case .line: pick("递减曲线的 AIC 不优于直线", "the curve's AIC is no better than a straight line's")
    case nil: ""
    }
  }

  // MARK: Chart and tables

  private func curveChart(_ moves: [Move], _ response: String, _ unit: Unit) -> Chart {
    var points: [ScatterChart.Point] = []
    var curves: [ScatterChart.Curve] = []
    for (index, move) in moves.prefix(6).enumerated() {
      let curve = move.fit.curve
      let right = (move.channel.x.max() ?? move.now) * 1.02
      curves.append(
        ScatterChart.Curve(
          name: move.channel.channel, points: (0...40).map { step in
            let x = right * Double(step) / 40
            return (x, curve.value(at: x))
          }, slot: index))
      points.append(
        .init(name: pick("\(move.channel.channel)现在", "\(move.channel.channel) now"), x: move.now, y: curve.value(at: move.now), slot: index))
      points.append(
        .init(
          name: pick("\(move.channel.channel)建议", "\(move.channel.channel) proposed"), x: move.proposed, y: curve.value(at: move.proposed),
          slot: index))
    }
    let steep = moves.max { $0.fit.curve.marginal(at: $0.now) < $1.fit.curve.marginal(at: $1.now) } ?? moves[0]
    let flat = moves.min { $0.fit.curve.marginal(at: $0.now) < $1.fit.curve.marginal(at: $1.now) } ?? moves[0]
    return .scatter(
      ScatterChart(
        frame: ChartFrame(
          finding: pick(
            "\(datum(steep.channel.channel))的曲线还陡，\(datum(flat.channel.channel))的已经平了",
            "\(steep.channel.channel) still rises steeply, \(flat.channel.channel) has flattened"),
          subject: pick("每日花费与回报：拟合曲线、现有与建议的位置", "Daily spending and return: fitted curves, now and proposed"),
          unit: unit.numberUnit, source: source(figure(response).figure)),
        x: .init(name: pick("每日媒介花费", "Media cost a day"), unit: .money),
        y: .init(name: pick("每日\(name(response))", "\(name(response)) a day"), unit: unit.numberUnit), points: points, curves: curves))
  }

  private func moveTable(_ moves: [Move], _ response: String, _ unit: Unit) -> ReviewTable {
    func money(_ value: Double) -> ReviewTable.Cell { amount(Number.real(value).rounded(.money), .money) }
    func brought(_ value: Double) -> ReviewTable.Cell { delta(Number.real(value).rounded(unit.numberUnit), unit.numberUnit) }
    let rows = moves.map { move in
      [
        ReviewTable.Cell(move.channel.channel), money(move.now), money(move.proposed), change((move.proposed - move.now) / move.now),
        amount(move.fit.curve.marginal(at: move.now), .decimal), amount(move.fit.curve.marginal(at: move.proposed), .decimal),
        brought(move.gain),
      ]
    }
    return ReviewTable(
      id: "reallocation-moves", caption: pick("调拨前后（每天）", "Before and after, a day"),
      columns: [
        .init(title: dimension("channel"), numeric: false), .init(title: pick("现有花费", "Spending now"), numeric: true),
        .init(title: pick("建议花费", "Proposed"), numeric: true), .init(title: pick("调整", "Change"), numeric: true),
        .init(title: pick("现在的边际回报", "Marginal return now"), numeric: true),
        .init(title: pick("调拨后的边际回报", "Marginal return after"), numeric: true),
        .init(title: pick("\(name(response))变化", "\(name(response))"), numeric: true),
      ], rows: rows,
      totalRow: [
        .init(pick("合计", "Total")), money(moves.reduce(0) { $0 + $1.now }), money(moves.reduce(0) { $0 + $1.proposed }), .init(""),
        .init(""), .init(""), brought(moves.reduce(0) { $0 + $1.gain }),
      ],
      note: pick(
        "边际回报：每天多花 1 元预计多带来的\(name(response))。被±30% 限住的渠道，调拨后的边际回报不会相等。",
        "Marginal return: what one more unit of money a day would bring. Where the bound of ±30% holds a channel, returns do not become equal."))
  }

  private func fitTable(_ channels: [ChannelResponse], _ unit: Unit) -> ReviewTable {
    ReviewTable(
      id: "reallocation-fits", caption: pick("回报曲线的拟合", "How the curves fit"),
      columns: [
        .init(title: dimension("channel"), numeric: false), .init(title: pick("花费天数", "Spending days"), numeric: true),
        .init(title: pick("花费变异系数", "Variation"), numeric: true), .init(title: pick("回报上限（每天）", "Ceiling a day"), numeric: true),
        .init(title: pick("半程花费（每天）", "Half-way spending"), numeric: true), .init(title: "R²", numeric: true),
        .init(title: pick("残差标准差", "Residual spread"), numeric: true), .init(title: pick("曲线 AIC", "AIC of curve"), numeric: true),
        .init(title: pick("直线 AIC", "AIC of line"), numeric: true), .init(title: pick("结论", "Verdict"), numeric: false),
      ],
      rows: channels.map { item in
        let quality = item.fit?.quality
        let kind = unit.numberUnit
        return [
          .init(item.channel), count(item.x.count), amount(item.variation, .decimal),
          amount(item.fit.map { Number.real($0.curve.ceiling).rounded(kind) }, kind),
          amount(item.fit.map { Number.real($0.curve.half).rounded(.money) }, .money), share(quality?.rSquared),
          amount(quality.map { Number.real($0.spread).rounded(kind) }, kind), amount(quality?.aic, .decimal),
          amount(item.line?.aic, .decimal),
          item.failure == nil
            ? .init(pick("可用", "usable"), status: .green)
            : .init(typeset(pick("数据不足：", "insufficient: ") + failureText(item)), status: .yellow),
        ]
      },
      note: pick(
        "曲线可用须同时满足：有花费的日子不少于 21 天，日花费的变异系数不低于 0.2，AIC 小于直线。",
        "A curve is usable with 21 days of spending, a variation of 0.2 and an AIC below the straight line's."))
  }

  private func explainReallocation(_ response: String, moves: [Move]) {
    explainMethod(
      "reallocation", label: pick("资源再分配", "Reallocation"),
      formula: pick(
        "每个渠道逐日拟合 回报 = 上限 × 花费 ÷（半程花费 + 花费）（Michaelis–Menten 曲线，即指数为 1 的 Hill 曲线；Jin 等，2017），"
          + "Levenberg–Marquardt 非线性最小二乘，固定起点；与直线比较 AIC。调拨：总额不变，使边际回报相等，每个渠道不超过±30%；增益的区间由参数协方差按 delta 法得出。",
        "For each channel, day by day: return = ceiling × spending ÷ (half-way spending + spending) (Michaelis-Menten, the Hill curve with "
          + "exponent 1; Jin et al., 2017), by Levenberg-Marquardt least squares from fixed starts, compared with a straight line by AIC. "
          + "Moves: same total, equal marginal return, no channel by more than ±30%; the gain's interval by the delta method."),
      sources: figure(response).figure.sources,
      notes: moves.map { move in
        "\(move.channel.channel): \(pick("对数似然", "log-likelihood")) \(style.full(move.fit.quality.logLikelihood, .decimal))"
      })
  }
}
