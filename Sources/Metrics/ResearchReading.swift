import Tables
import Values

/// KPIs that a survey or a listening file states.
extension CampaignFacts {
  /// The survey's last wave for the campaign and the one before it for the baseline; what a listening file counts in the
  /// slice's days. `nil` where neither knows the KPI.
  func researchReading(_ id: String, _ slice: Slice) -> Reading? {
    guard slice.filter.isEmpty else { return nil }
    return surveyReading(id, slice.span) ?? listeningReading(id, slice.span)
  }

  private func surveyReading(_ id: String, _ span: Span) -> Reading? {
    guard let series = surveys.first(where: { $0.isKPI && $0.metric == id }) else { return nil }
    let wave: SurveySeries.Wave?
    switch span {
    case .campaign: wave = series.last
    case .baseline: wave = series.previous
    case .period: wave = nil
    }
    guard let wave, let value = wave.value else { return nil }
    return Reading(value: value, sources: wave.sources)
  }

  private func listeningReading(_ id: String, _ span: Span) -> Reading? {
    guard ["share-of-voice", "net-sentiment", "topic-volume"].contains(id), let listening, !listening.own.isEmpty,
      let period = period(of: span)
    else { return nil }
    let own = listening.brands.filter(listening.own.contains).reduce(Listening.Tally()) { $0 + listening.tally($1, in: period) }
    guard own.rows > 0 else { return nil }
    let value: Double?
    switch id {
    case "share-of-voice":
      let all = listening.brands.reduce(0) { $0 + listening.tally($1, in: period).mentions }
      // Without a competitor there is nothing to have a share of.
      value = all > 0 && listening.brands.contains { !listening.own.contains($0) } ? own.mentions / all : nil
    case "net-sentiment": value = own.netSentiment
    default: value = own.mentions
    }
    return value.map { Reading(value: .real($0), sources: listening.files) }
  }
}
