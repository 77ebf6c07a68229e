import Values

/// Amounts that flow from stage to stage, such as the first, second and third channel of customers' journeys.
public struct SankeyChart: Sendable, Hashable {
  public struct Node: Sendable, Hashable {
    public var name: String
    /// The stage that it stands in, from 0 at the left.
    public var stage: Int
    /// 0...5, as of series.
    public var slot: Int?

    public init(_ name: String, stage: Int, slot: Int? = nil) {
      self.name = name
      self.stage = stage
      self.slot = slot
    }
  }

  public struct Link: Sendable, Hashable {
    /// Places among the nodes; `to` stands in a later stage than `from`.
    public var from: Int
    public var to: Int
    /// Above zero.
    public var value: Double

    public init(from: Int, to: Int, value: Double) {
      self.from = from
      self.to = to
      self.value = value
    }
  }

  public var frame: ChartFrame
  /// Names of the stages, from the left; may be empty.
  public var stages: [String]
  public var nodes: [Node]
  public var links: [Link]

  public init(frame: ChartFrame, stages: [String] = [], nodes: [Node], links: [Link]) {
    self.frame = frame
    self.stages = stages
    self.nodes = nodes
    self.links = links
  }

  func data(_ text: ChartText) -> ChartData {
    ChartData(
      columns: [text.from, text.to, text.actual],
      rows: links.filter { nodes.indices.contains($0.from) && nodes.indices.contains($0.to) }.map {
        [.text(nodes[$0.from].name), .text(nodes[$0.to].name), .number($0.value, frame.unit)]
      })
  }
}
