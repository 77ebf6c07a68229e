import Values

/// Things by two figures, such as channels by spend and return.
public struct ScatterChart: Sendable, Hashable {
  public struct Axis: Sendable, Hashable {
    public var name: String
    public var unit: NumberUnit
    /// The unit's name where the unit itself does not tell it.
    public var unitName: String?

    public init(name: String, unit: NumberUnit, unitName: String? = nil) {
      self.name = name
      self.unit = unit
      self.unitName = unitName
    }
  }

  public struct Point: Sendable, Hashable {
    public var name: String
    public var x: Double?
    public var y: Double?
    /// Shown as the dot's area, above zero; all dots are equal where any is missing.
    public var size: Double?
    /// 0...5, as of series.
    public var slot: Int?

    public init(name: String, x: Double?, y: Double?, size: Double? = nil, slot: Int? = nil) {
      self.name = name
      self.x = x
      self.y = y
      self.size = size
      self.slot = slot
    }
  }

  /// A line through the plot: a curve that was fitted, or one of equal return. Cut off at the plot's edges.
  public struct Curve: Sendable, Hashable {
    public var name: String
    /// By ascending x; at least two.
    public var points: [(x: Double, y: Double)] { zip(xs, ys).map { ($0, $1) } }
    var xs: [Double]
    var ys: [Double]
    public var slot: Int?
    /// Whether it is drawn dashed, as a line to compare with.
    public var isReference: Bool

    public init(name: String, points: [(x: Double, y: Double)], slot: Int? = nil, isReference: Bool = false) {
      self.name = name
      xs = points.map(\.x)
      ys = points.map(\.y)
      self.slot = slot
      self.isReference = isReference
    }
  }

  /// Its unit is that of the vertical axis.
  public var frame: ChartFrame
  public var x: Axis
  public var y: Axis
  public var points: [Point]
  public var curves: [Curve]
  /// What the dots' areas stand for.
  public var sizeName: String?

  public init(
    frame: ChartFrame, x: Axis, y: Axis, points: [Point], curves: [Curve] = [], sizeName: String? = nil
  ) {
    self.frame = frame
    self.x = x
    self.y = y
    self.points = points
    self.curves = curves
    self.sizeName = sizeName
  }

  func data(_ text: ChartText) -> ChartData {
    ChartData(
      columns: [text.category, x.name, y.name] + (sizeName.map { [$0] } ?? []),
      rows: points.map { point in
        [.text(point.name), .number(point.x, x.unit), .number(point.y, y.unit)]
          + (sizeName == nil ? [] : [.number(point.size, .decimal)])
      })
  }
}
