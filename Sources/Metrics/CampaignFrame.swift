import Diagnostics
import Values

/// What the front matter of a brief says about figures.
public struct CampaignFrame: Sendable {
  public var id: String
  public var period: Period
  public var baseline: Period?
  /// A fraction of revenue.
  public var grossMargin: Exact?
  public var acquiredUnit: AcquiredUnit
  /// Units of `currency` for one unit of the named currency.
  public var rates: [String: Exact]
  /// ISO code; amounts without a currency are in it.
  public var currency: String
  public var budget: Exact?
  /// Below 1 a share of the budget, from 1 on an amount of money.
  public var reserve: Exact?
  public var targets: [Target]
  public var thresholds: Thresholds
  /// The brief, for problems that concern the frame as a whole.
  public var location: Location

  public init(
    id: String, period: Period, baseline: Period? = nil, grossMargin: Exact? = nil,
    acquiredUnit: AcquiredUnit = .customer, rates: [String: Exact] = [:], currency: String = "CNY",
    budget: Exact? = nil, reserve: Exact? = nil, targets: [Target] = [], thresholds: Thresholds = Thresholds(),
    location: Location = Location("")
  ) {
    self.id = id
    self.period = period
    self.baseline = baseline
    self.grossMargin = grossMargin
    self.acquiredUnit = acquiredUnit
    self.rates = rates
    self.currency = currency
    self.budget = budget
    self.reserve = reserve
    self.targets = targets
    self.thresholds = thresholds
    self.location = location
  }
}

/// Whom the customer acquisition cost is counted per.
public enum AcquiredUnit: String, Sendable, CaseIterable {
  case customer
  case registration
}

/// One line of the brief's `targets`.
public struct Target: Sendable {
  /// Id of a KPI or a measure.
  public var kpi: String
  public var target: Exact
  /// Upper end when the target is a range (direction `target`): `target...upper`.
  public var upper: Exact?
  /// The stated starting value; without it the baseline period's figure serves.
  public var baseline: Exact?
  public var weight: Exact?
  /// The relative distance short of target, 0...1, up to which a figure is still yellow; the site's own without it.
  public var warn: Exact?
  public var due: Day?
  public var location: Location

  public init(
    kpi: String, target: Exact, upper: Exact? = nil, baseline: Exact? = nil, weight: Exact? = nil, warn: Exact? = nil,
    due: Day? = nil, location: Location = Location("")
  ) {
    self.kpi = kpi
    self.target = target
    self.upper = upper
    self.baseline = baseline
    self.weight = weight
    self.warn = warn
    self.due = due
    self.location = location
  }
}

/// Where green, yellow and red meet, as fractions of the target.
public struct Thresholds: Sendable, Equatable {
  /// How far short of the target is still yellow.
  public var yellow: Exact
  /// For direction `target`: how far from it is still green, and still yellow.
  public var targetGreen: Exact
  public var targetYellow: Exact
  /// The most a single KPI's completion counts in the weighted score.
  public var completionCap: Exact

  public init(
    yellow: Exact = Exact(mantissa: 1, scale: 1), targetGreen: Exact = Exact(mantissa: 5, scale: 2),
    targetYellow: Exact = Exact(mantissa: 1, scale: 1), completionCap: Exact = Exact(mantissa: 12, scale: 1)
  ) {
    self.yellow = yellow
    self.targetGreen = targetGreen
    self.targetYellow = targetYellow
    self.completionCap = completionCap
  }
}

public enum Status: String, Sendable, CaseIterable {
  case green, yellow, red
}
