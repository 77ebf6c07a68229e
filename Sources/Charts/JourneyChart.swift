import Values

/// The way of a customer through stages: where they meet the brand, how they feel, and what each stage asks for.
public struct JourneyChart: Sendable, Hashable {
  public struct Touchpoint: Sendable, Hashable {
    public var label: String
    /// On the chart's scale; outside it is drawn at its end. Missing ones are gaps in the curve.
    public var emotion: Double?
    /// What the lanes say of it, in the order of `lanes`; empty texts and missing ones are left out.
    public var texts: [String]

    public init(label: String, emotion: Double? = nil, texts: [String] = []) {
      self.label = label
      self.emotion = emotion
      self.texts = texts
    }
  }

  public struct Stage: Sendable, Hashable {
    public var name: String
    public var touchpoints: [Touchpoint]
    /// Of the stage as a whole; drawn when none of its touchpoints has one.
    public var emotion: Double?

    public init(name: String, touchpoints: [Touchpoint], emotion: Double? = nil) {
      self.name = name
      self.touchpoints = touchpoints
      self.emotion = emotion
    }
  }

  /// The unit of the frame is not used unless it has a name.
  public var frame: ChartFrame
  /// At most fourteen are drawn; a phone scrolls in the chart's own frame.
  public var stages: [Stage]
  /// The names of the rows of texts under the curve.
  public var lanes: [String]
  /// The worst and the best emotion, such as -2...2 or 1...5; its middle is drawn as neutral.
  public var scale: ClosedRange<Double>

  public init(frame: ChartFrame, stages: [Stage], lanes: [String] = [], scale: ClosedRange<Double> = -2...2) {
    self.frame = frame
    self.stages = stages
    self.lanes = lanes
    self.scale = scale
  }
}

extension JourneyChart {
  /// `+1`, `−2` on a scale that goes through zero; plain figures on others.
  func emotionLabel(_ value: Double, _ style: NumberStyle) -> String {
    var figure = style.full(value, .decimal)
    if figure.hasSuffix("0"), figure.dropLast(2).hasSuffix(".") { figure.removeLast() }
    return scale.lowerBound < 0 && value > 0 ? "+" + figure : figure
  }

  /// Every emotion on the curve with the name of its place.
  private var felt: [(name: String, value: Double)] {
    stages.flatMap { stage -> [(name: String, value: Double)] in
      let own = stage.touchpoints.compactMap { point in
        drawable(point.emotion).map { (name: stage.name + " " + point.label, value: $0) }
      }
      return own.isEmpty ? drawable(stage.emotion).map { [(name: stage.name, value: $0)] } ?? [] : own
    }
  }

  func sentences(_ text: ChartText) -> [String] {
    guard !stages.isEmpty else { return [] }
    let words = text.words
    var sentences = [
      words.stages(stages.count) + text.colon + stages.map(\.name).joined(separator: text.words.listComma)
    ]
    if let highest = felt.max(by: { $0.value < $1.value }), let lowest = felt.min(by: { $0.value < $1.value }) {
      func told(_ name: String, _ place: (name: String, value: Double)) -> String {
        name + " " + emotionLabel(place.value, text.style) + text.openParenthesis + place.name + text.closeParenthesis
      }
      let ends = [told(text.highest, highest), told(text.lowest, lowest)]
      sentences.append(words.emotion + text.colon + ends.joined(separator: text.comma))
    }
    return sentences
  }

  func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    let words = text.words
    table.head([words.stage, words.touchpoint, words.emotion] + lanes)
    func row(_ stage: Stage, _ label: String, _ emotion: Double?, _ texts: [String]) {
      table.startRow(stage.name)
      table.cell(label)
      table.cell(drawable(emotion).map { emotionLabel($0, text.style) } ?? NumberStyle.missing)
      for lane in lanes.indices { table.cell(lane < texts.count ? texts[lane] : "") }
      table.endRow()
    }
    for stage in stages {
      if stage.touchpoints.isEmpty || stage.emotion != nil && stage.touchpoints.allSatisfy({ $0.emotion == nil }) {
        row(stage, "", stage.emotion, [])
      }
      for point in stage.touchpoints { row(stage, point.label, point.emotion, point.texts) }
    }
  }
}
