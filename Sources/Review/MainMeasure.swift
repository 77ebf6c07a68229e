import Metrics
import Values

/// The measure that breakdown and trend are about.
struct MainMeasure {
  /// Id of a base measure.
  var id: String
  var unit: Unit
  /// One value per day of the campaign.
  var series: [(day: Day, value: Number?)]
  /// The first target that it decides, if any.
  var target: Target?

  private static let preferred = [
    "revenue", "attributed_revenue", "orders", "conversions", "leads", "registrations", "clicks", "visits",
    "interactions", "impressions", "media_cost",
  ]

  /// The measure of the first target that is a plain sum with daily data; without one the first of the usual
  /// measures that has any.
  static func find(in facts: CampaignFacts) -> MainMeasure? {
    let dictionary = facts.dictionary
    for target in facts.frame.targets {
      guard let measure = plainMeasure(of: target.kpi, in: dictionary) else { continue }
      if let found = daily(measure, in: facts, target: target) { return found }
    }
    for measure in preferred {
      if let found = daily(measure, in: facts, target: nil) { return found }
    }
    return nil
  }

  /// The additive measure that a KPI is nothing but the sum of.
  static func plainMeasure(of id: String, in dictionary: KPIDictionary) -> String? {
    if let measure = dictionary.measure(id) { return measure.additive ? measure.id : nil }
    guard let formula = dictionary[id]?.formula, formula.names.count == 1, formula.names[0].count == 1,
      formula.text == formula.names[0][0], let measure = dictionary.measure(formula.text), measure.additive
    else { return nil }
    return measure.id
  }

  private static func daily(_ id: String, in facts: CampaignFacts, target: Target?) -> MainMeasure? {
    guard let definition = facts.dictionary.measure(id) else { return nil }
    let series = facts.series(id, over: facts.frame.period)
    guard series.contains(where: { $0.value != nil }) else { return nil }
    return MainMeasure(id: definition.id, unit: definition.unit, series: series, target: target)
  }
}
