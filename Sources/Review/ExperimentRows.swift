import Metrics
import Statistics
import Tables
import Values

/// A test with the numbers of its variants and, where there is one, its plan.
struct Experiment {
  struct Variant {
    /// As the data has it: `A`.
    var name: String
    /// With the plan's words: `B（首屏放做法短片）`.
    var label: String
    var arm: ExperimentArm
    var isControl: Bool
  }

  /// As the data has it: the plan's id or name, or a name of its own.
  var id: String
  /// The plan's name, else `id`.
  var title: String
  var variants: [Variant]
  /// The row of the plan.
  var plan: Int?
  var sources: [FigureSource]
  /// `nil` where the numbers are impossible: fewer than two variants, more conversions than visitors.
  var analysis: ExperimentAnalysis?

  /// Of fewer than five people in a variant nothing is shown.
  var isWithheld: Bool { variants.contains { (0..<5).contains($0.arm.visitors) } }

  var control: Int { variants.firstIndex(where: \.isControl) ?? 0 }
  /// Of the smallest variant.
  var least: Double { variants.map(\.arm.visitors).min() ?? 0 }
}

/// Rows of `experiments` by test and variant in order of first appearance; several rows of a variant, such as days or
/// platforms, are added up. Rows without visitors or conversions are left out and counted.
func readExperiments(_ tables: [DataTable], plans: RegisterSheet?) -> (tests: [Experiment], skipped: Int) {
  var tests: [Experiment] = []
  var skipped = 0
  for table in tables where table.kind == .experiments {
    let (names, variants, controls) = (table.texts("experiment"), table.texts("variant"), table.texts("control"))
    let visitors = table.numbers("visitors")
    let conversions = table.numbers("conversions")
    let shares = table.numbers("share")
    let (revenue, squares) = (table.numbers("revenue"), table.numbers("revenue_sq"))
    for row in 0..<table.rowCount {
      guard let name = names[row], let variant = variants[row], let people = visitors[row]?.double,
        let done = conversions[row]?.double
      else {
        skipped += 1
        continue
      }
      let place = tests.firstIndex { $0.id == name } ?? tests.count
      if place == tests.count {
        tests.append(Experiment(id: name, title: name, variants: [], plan: nil, sources: [], analysis: nil))
      }
      if let source = tests[place].sources.firstIndex(where: { $0.file == table.file && $0.sheet == table.sheet }) {
        tests[place].sources[source].rows += 1
      } else {
        tests[place].sources.append(FigureSource(file: table.file, sheet: table.sheet, rows: 1))
      }
      let arm = ExperimentArm(
        visitors: people, conversions: done, share: shares[row]?.double, revenue: revenue[row]?.double,
        revenueSquares: squares[row]?.double)
      if let known = tests[place].variants.firstIndex(where: { $0.name == variant }) {
        tests[place].variants[known].arm.add(arm)
      } else {
        let isControl = controls[row].map { !["否", "no", "n", "false", "0"].contains($0.lowercased()) } ?? false
        tests[place].variants.append(Experiment.Variant(name: variant, label: variant, arm: arm, isControl: isControl))
      }
    }
  }
  for index in tests.indices { tests[index].complete(plans) }
  return (tests, skipped)
}

extension ExperimentArm {
  fileprivate mutating func add(_ other: ExperimentArm) {
    visitors += other.visitors
    conversions += other.conversions
    share = share ?? other.share
    func sum(_ a: Double?, _ b: Double?) -> Double? { a.flatMap { a in b.map { a + $0 } } }
    // What one of the days lacks is not known of all of them.
    revenue = sum(revenue, other.revenue)
    revenueSquares = sum(revenueSquares, other.revenueSquares)
  }
}

extension Experiment {
  /// Words that platforms and people use for what was there before.
  private static let controlWords: Set<String> = ["a", "对照", "对照组", "对照方案", "现状", "原版", "control", "original", "baseline"]

  fileprivate mutating func complete(_ plans: RegisterSheet?) {
    var needed: Double?
    if let plans, let row = (0..<plans.count).first(where: { plans.raw($0, "id") == id || plans.raw($0, "name") == id }) {
      plan = row
      title = plans.raw(row, "name").isEmpty ? id : plans.raw(row, "name")
      needed = plans.number(row, "sample")?.double
      for index in variants.indices {
        let column = ["a": "variant_a", "b": "variant_b", "对照组": "variant_a", "实验组": "variant_b"][variants[index].name.lowercased()]
        if let words = column.map({ plans.raw(row, $0) }), !words.isEmpty, words != variants[index].name {
          variants[index].label = "\(variants[index].name)（\(words)）"
        }
      }
    }
    if !variants.contains(where: \.isControl) {
      let words = plan.flatMap { plans?.raw($0, "variant_a") } ?? ""
      let found = variants.firstIndex { $0.name == words || Experiment.controlWords.contains($0.name.lowercased()) }
      if !variants.isEmpty { variants[found ?? 0].isControl = true }
    }
    // Where several are marked, the first is meant.
    for index in variants.indices where index != control { variants[index].isControl = false }
    analysis = isWithheld ? nil : analyse(variants.map(\.arm), control: control, needed: needed)
  }
}
