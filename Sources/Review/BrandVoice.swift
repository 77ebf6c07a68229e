import Charts
import Metrics
import Statistics
import Values

/// What is said of the brand and of others.
extension Writer {
  /// `false` where nothing tells which brand is one's own, or nothing was said in the campaign.
  func addVoice(_ listening: Listening, to chapter: inout Chapter) -> Bool {
    let own = ownBrands(listening)
    let ours = listening.brands.filter(own.contains)
    guard !ours.isEmpty, ours.contains(where: { listening.tally($0, in: period).rows > 0 }) else { return false }
    let others = listening.brands.filter { !own.contains($0) }
    chapter.blocks.append(.heading(pick("声量与情感", "Voice and sentiment")))
    var sentences: [Sentence] = []
    if let sentence = voiceSentence(listening, ours, others) {
      sentences.append(sentence)
      highlight(0.3, .brand, sentence)
    }
    sentences += sentimentSentences(listening, ours)
    if let growth = exposureSentence() { sentences.append(growth) }
    chapter.blocks.append(.bullets(sentences))
    chapter.blocks.append(.table(voiceTable(listening, ours, others)))
    addVoiceCharts(listening, ours, others, to: &chapter)
    return true
  }

  /// Marked in the file, else those that the register of competitors calls one's own.
  private func ownBrands(_ listening: Listening) -> Set<String> {
    if !listening.own.isEmpty { return listening.own }
    guard let sheet = input.registers.siteSheet("competitors") else { return [] }
    return Set((0..<sheet.count).filter { sheet.flag($0, "own") == true }.map { sheet.raw($0, "name") })
  }

  private func sum(_ listening: Listening, _ brands: [String], _ period: Period?) -> Listening.Tally {
    guard let period else { return Listening.Tally() }
    return brands.reduce(Listening.Tally()) { $0 + listening.tally($1, in: period) }
  }

  /// Growth of mentions over the baseline, scaled by days; `nil` without a baseline that has any.
  private func growth(_ before: Listening.Tally, _ now: Listening.Tally) -> Double? {
    guard let baseline = facts.frame.baseline, before.mentions > 0 else { return nil }
    let expected = before.mentions / Double(baseline.length) * Double(period.length)
    return (now.mentions - expected) / expected
  }

  private func voiceFigure(_ id: String, _ value: Double?, baseline: Bool = false, _ listening: Listening) -> Noted {
    record(
      FigureKey(id: id, aspect: baseline ? .baseline : nil),
      Figure(
        id: id, kind: baseline ? .baseline : .kpi, value: value.map(Number.real), unit: Unit(.ratio), sources: listening.files,
        missing: value == nil ? .undefined : nil))
  }

  /// The KPI's figure; where the data itself does not say whose brand it is, as worked out here.
  private func supplied(_ id: String, _ value: Double, before: Double?, _ listening: Listening) -> Noted {
    guard peek(FigureKey(id: id)).value == nil else { return figure(id) }
    if before != nil { _ = voiceFigure(id, before, baseline: true, listening) }
    return voiceFigure(id, value, listening)
  }

  private func voiceSentence(_ listening: Listening, _ ours: [String], _ others: [String]) -> Sentence? {
    let (now, before) = (sum(listening, ours, period), sum(listening, ours, facts.frame.baseline))
    let (rivals, rivalsBefore) = (sum(listening, others, period), sum(listening, others, facts.frame.baseline))
    let more = voiceFigure("mention-growth", growth(before, now), listening)
    guard !others.isEmpty, now.mentions + rivals.mentions > 0 else {
      return say(
        "brand-voice",
        "活动期自家被提及 \(style.compact(now.mentions, .count)) 次"
          + (more.value.map { "，比基准期（按天数折算）\($0.double >= 0 ? "增长" : "减少") \(changeSize($0.double))" } ?? "") + "。",
        "We were mentioned \(style.compact(now.mentions, .count)) times"
          + (more.value.map { ", \(style.change($0)) over the baseline scaled by days" } ?? "") + ".", [more])
    }
    let all = before.mentions + rivalsBefore.mentions
    let share = supplied(
      "share-of-voice", now.mentions / (now.mentions + rivals.mentions), before: all > 0 ? before.mentions / all : nil, listening)
    guard all > 0, let rise = more.value?.double, let theirs = growth(rivalsBefore, rivals), let part = share.value?.double else {
      return say(
        "brand-voice", "活动期的声量份额为\(prose(share))。", "Our share of voice in the campaign was \(prose(share)).", [share])
    }
    let past = before.mentions / all
    // Counts, not a sample: what is said is all there is, so no test.
    let why: (zh: String, en: String)
    if rise >= 0, theirs >= 0 {
      why = rise > theirs ? ("别人也在说，我们增长得更快", "others were talked about more as well, we by more") : ("别人的声音增长得更快", "others grew faster")
    } else if rise >= 0 {
      why = ("我们的声音大了，别人的小了", "we were talked about more and others less")
    } else {
      why = theirs >= 0 ? ("我们的声音小了，别人的大了", "we were talked about less and others more") : ("大家都被说得少了", "everybody was talked about less")
    }
    return say(
      "brand-voice",
      "声量份额由\(percent(past))变为\(prose(share))：自家提及\(rise >= 0 ? "增长" : "减少") \(changeSize(rise))，竞品合计\(theirs >= 0 ? "增长" : "减少")"
        + " \(changeSize(theirs))，\(why.zh)。\(part < past ? "份额因此下降。" : "")",
      "Our share of voice went from \(percent(past)) to \(prose(share)): our mentions changed by \(style.change(rise)), those of all "
        + "competitors by \(style.change(theirs)); \(why.en).", [share, more])
  }

  private func score(_ tally: Listening.Tally) -> NetScore? {
    NetScore(promoters: tally.positive, passives: tally.neutral, detractors: tally.negative)
  }

  private func sentimentSentences(_ listening: Listening, _ ours: [String]) -> [Sentence] {
    let (now, before) = (sum(listening, ours, period), sum(listening, ours, facts.frame.baseline))
    guard let current = score(now) else { return [] }
    let net = supplied("net-sentiment", current.value, before: before.netSentiment, listening)
    var result: [Sentence] = []
    if let past = score(before), let change = compare(past, current), !current.isSmall, !past.isSmall {
      let sure = change.p < 0.05
      result.append(
        say(
          "net-sentiment",
          "净情感由\(percent(past.value))变为\(prose(net))，95% 区间 \(range(change.interval, Unit(.ratio), signed: true))，"
            + (sure ? "超出了逐条判读的偶然波动（\(pText(change.p))）" : "没有超出逐条判读的偶然波动（\(pText(change.p))）")
            + "；活动期负面占 \(percent(now.negative / now.judged))。",
          "Net sentiment went from \(percent(past.value)) to \(prose(net)), 95% interval \(range(change.interval, Unit(.ratio), signed: true)), "
            + (sure ? "more than chance" : "no more than chance") + " (\(pText(change.p))); "
            + "\(percent(now.negative / now.judged)) of the campaign's mentions were negative.", [net]))
    } else {
      result.append(
        say(
          "net-sentiment", "活动期的净情感为\(prose(net))。", "Net sentiment in the campaign was \(prose(net)).", [net]))
    }
    if current.isSmall {
      result.append(
        say(
          "sentiment-small", "判读了情感的提及只有 \(style.full(now.judged, .count)) 条，不足 30 条，净情感只作参考。",
          "Only \(style.full(now.judged, .count)) mentions have a sentiment, under 30; take it as a hint."))
    }
    if let worst = worstDay(listening, ours), let low = worst.tally.netSentiment {
      let cause = nearEvents(worst.day).first.map { pick("，前后有事件：\(datum($0.name))", ", near the event: \($0.name)") } ?? ""
      result.append(
        say(
          "sentiment-worst",
          "\(day(worst.day))的净情感最低，为\(percent(low))，负面 \(style.full(worst.tally.negative, .count)) 条\(cause)。",
          "It was lowest on \(day(worst.day)), \(percent(low)) with \(style.full(worst.tally.negative, .count)) negative mentions\(cause)."))
    }
    return result
  }

  /// The day of the campaign that stands out for the worse; `nil` where chance explains the lowest.
  private func worstDay(_ listening: Listening, _ ours: [String]) -> (day: Day, tally: Listening.Tally)? {
    let days = listening.days(in: period).compactMap { day -> (day: Day, tally: Listening.Tally)? in
      let tally = ours.compactMap { listening.tally($0, on: day) }.reduce(Listening.Tally(), +)
      return tally.judged >= 30 ? (day, tally) : nil
    }
    guard let worst = days.min(by: { ($0.tally.netSentiment ?? 1) < ($1.tally.netSentiment ?? 1) }),
      let all = score(sum(listening, ours, period)), let low = score(worst.tally), let change = compare(all, low),
      change.p < 0.001, change.difference < 0
    else { return nil }
    return worst
  }

  /// What happened on a day or the day before, which may be why people spoke as they did.
  private func nearEvents(_ day: Day) -> [LineChart.Event] {
    events.filter { event in
      !event.cause.isEmpty && period.contains(event.days.start) && (0...1).contains(event.days.start.distance(to: day))
    }.prefix(3).map { LineChart.Event(day: $0.days.start, name: $0.cause) }
  }

  private func exposureSentence() -> Sentence? {
    guard let change = peek(FigureKey(id: "brand-exposure-growth")).value?.double else { return nil }
    let growth = figure("brand-exposure-growth")
    let exposure = figure("brand-exposure")
    return say(
      "brand-exposure-growth",
      "品牌曝光\(prose(exposure))，比基准期（按天数折算）\(change >= 0 ? "增长" : "减少") \(changeSize(change))。",
      "Brand exposure was \(prose(exposure)), \(style.change(change)) over the baseline scaled by days.", [exposure, growth])
  }

  private func voiceTable(_ listening: Listening, _ ours: [String], _ others: [String]) -> ReviewTable {
    let baseline = facts.frame.baseline
    let all = sum(listening, listening.brands, period).mentions
    let allBefore = sum(listening, listening.brands, baseline).mentions
    let rows = (ours + others).map { brand -> [ReviewTable.Cell] in
      let now = sum(listening, [brand], period)
      let before = sum(listening, [brand], baseline)
      let share = all > 0 ? now.mentions / all : nil
      let past = allBefore > 0 ? before.mentions / allBefore : nil
      return [
        .init(brand + (ours.contains(brand) ? pick("·自家", " (ours)") : "")), amount(before.rows > 0 ? before.mentions : nil, .count),
        amount(now.mentions, .count), change(growth(before, now)), self.share(past), self.share(share),
        delta(share.flatMap { share in past.map { .real(share - $0) } }, .ratio),
        self.share(score(now).flatMap { $0.isSmall ? nil : $0.value }),
      ]
    }
    return ReviewTable(
      id: "brand-voice", caption: pick("声量份额与净情感", "Share of voice and net sentiment"),
      columns: [
        .init(title: pick("品牌", "Brand"), numeric: false), .init(title: pick("基准期提及", "Mentions, baseline"), numeric: true),
        .init(title: pick("活动期提及", "Mentions, campaign"), numeric: true), .init(title: pick("增长", "Growth"), numeric: true),
        .init(title: pick("基准期份额", "Share, baseline"), numeric: true), .init(title: pick("活动期份额", "Share, campaign"), numeric: true),
        .init(title: pick("份额变化", "Change"), numeric: true), .init(title: pick("净情感", "Net sentiment"), numeric: true),
      ], rows: rows)
  }

  private func addVoiceCharts(_ listening: Listening, _ ours: [String], _ others: [String], to chapter: inout Chapter) {
    let days = listening.days(in: period)
    guard days.count > 2 else { return }
    let file = listening.files.first.map { $0.file.split(separator: "/").last.map(String.init) ?? $0.file }
    let totals = days.map { day -> Double in
      listening.brands.reduce(0.0) { $0 + (listening.tally($1, on: day)?.mentions ?? 0) }
    }
    if !others.isEmpty {
      // Ours first, then the loudest.
      let loud = others.sorted { (-listening.tally($0, in: period).mentions, $0) < (-listening.tally($1, in: period).mentions, $1) }
      let series = (ours + loud).prefix(5).map { brand -> ChartSeries in
        let values = days.indices.map { index -> Double? in
          let mentions = listening.tally(brand, on: days[index])?.mentions ?? 0
          return totals[index] > 0 ? mentions / totals[index] : nil
        }
        return ChartSeries(name: brand, values: values)
      }
      let best = zip(days, series[0].values).max { ($0.1 ?? 0) < ($1.1 ?? 0) }
      chapter.blocks.append(
        .chart(
          id: "voice-share",
          .line(
            LineChart(
              frame: ChartFrame(
                finding: best.map { best in
                  pick("\(series[0].name)的声量份额在\(day(best.0))最高，为\(percent(best.1))", "\(series[0].name) had its largest share of voice on \(day(best.0)): \(percent(best.1))")
                },
                subject: pick("逐日声量份额", "Share of voice by day"), unit: .ratio, source: file),
              days: days, series: series))))
    }
    let sentiment = days.map { day -> Double? in
      let tally = ours.compactMap { listening.tally($0, on: day) }.reduce(Listening.Tally(), +)
      return tally.judged >= 10 ? tally.netSentiment : nil
    }
    guard sentiment.count(where: { $0 != nil }) > 2 else { return }
    let worst = worstDay(listening, ours)
    let known = sentiment.compactMap { $0 }
    let finding = worst.map {
      pick(
        "净情感在\(day($0.day))最低，为\(percent($0.tally.netSentiment))",
        "Net sentiment was lowest on \(day($0.day)): \(percent($0.tally.netSentiment))")
    } ?? pick(
      "净情感每天在 \(percent(known.min())) 至 \(percent(known.max())) 之间，没有一天明显变差",
      "Net sentiment stayed between \(percent(known.min())) and \(percent(known.max())), and no day stands out for the worse")
    chapter.blocks.append(
      .chart(
        id: "sentiment-trend",
        .line(
          LineChart(
            frame: ChartFrame(
              finding: finding,
              subject: pick("逐日净情感（判读不足 10 条的日子不画）", "Net sentiment by day, of 10 mentions or more"), unit: .ratio, source: file),
            days: days, series: [ChartSeries(name: pick("净情感", "Net sentiment"), values: sentiment)],
            events: worst.map { nearEvents($0.day) } ?? []))))
  }
}
