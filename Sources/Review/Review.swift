import Charts
import Diagnostics
import Metrics
import Tables
import Values

/// The review of a campaign as values: what a page, a file or a program shows of it.
public struct Review: Sendable {
  public var id: String
  public var title: String
  /// `nil` when the brief has no usable dates.
  public var period: Period?
  public var today: Day
  /// The last day of the campaign that has data.
  public var dataAsOf: Day?
  public var currency: Currency
  public var language: Language
  /// At most six.
  public var headline: [HeadlineCard]
  /// All sixteen, in order.
  public var chapters: [Chapter]
  /// Every figure that the review states, by key.
  public var figures: [KeyedFigure]
  public var imports: [ImportReport]
  /// Of all input files together; equal input has an equal fingerprint.
  public var fingerprint: String
  /// Unusual days that no event on record explains, each in words.
  public var unexplained: [String] = []

  public struct KeyedFigure: Sendable {
    /// As written in prose: `revenue-total@target`, `roas[channel=直播]`.
    public var key: String
    public var figure: Figure
  }

  public subscript(chapter id: String) -> Chapter? { chapters.first { $0.id == id } }
  public subscript(figure key: String) -> Figure? { figures.first { $0.key == key }?.figure }
}

/// A figure at the head of the review.
public struct HeadlineCard: Sendable {
  public var kpi: String
  public var label: String
  /// Without a unit that `unit` names.
  public var value: String
  /// `次`, `人`; `nil` where the value names its own.
  public var unit: String?
  public var target: String?
  /// From the target, signed.
  public var difference: String?
  public var status: Status?
  /// Day by day over the campaign.
  public var sparkline: Sparkline?
}

public struct Chapter: Sendable {
  /// Stable, for anchors: `summary`, `kpi`, `data-quality`.
  public var id: String
  /// 1...16.
  public var number: Int
  public var title: String
  public var state: State
  /// What data would complete the chapter, naming the file.
  public var needs: String?
  public var sentences: [Sentence]
  public var blocks: [Block]
  /// How the chapter's figures came about.
  public var how: [Explanation]

  public enum State: String, Sendable { case complete, partial, missing }

  /// Sentences, charts and tables in reading order.
  public enum Block: Sendable {
    case heading(String)
    /// `id` is unique in the review and fit for an HTML id.
    case chart(id: String, Chart)
    case table(ReviewTable)
    case bullets([Sentence])
  }
}

/// A sentence written from figures, or a person's words in its place.
public struct Sentence: Sendable, Equatable {
  /// Stable, to be replaced by: `summary-result`.
  public var id: String
  public var text: String
  /// Keys of the figures it states.
  public var figures: [String]
  public var isReplaced: Bool
  /// The chapter that it points to, by id.
  public var chapter: String?
}

public struct ReviewTable: Sendable {
  /// Unique in the review and fit for an HTML id.
  public var id: String
  public var caption: String
  public var columns: [Column]
  public var rows: [[Cell]]
  public var totalRow: [Cell]?
  public var note: String?

  public init(
    id: String, caption: String, columns: [Column], rows: [[Cell]], totalRow: [Cell]? = nil, note: String? = nil
  ) {
    self.id = id
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.totalRow = totalRow
    self.note = note
  }

  public struct Column: Sendable {
    public var title: String
    public var numeric: Bool

    public init(title: String, numeric: Bool) {
      self.title = title
      self.numeric = numeric
    }
  }

  public struct Cell: Sendable {
    public var text: String
    /// What `text` is written from, for files that calculate; `nil` for words and for what is missing.
    public var value: Value?
    public var status: Status?
    /// The KPI whose page explains the cell.
    public var kpi: String?

    public enum Value: Sendable, Equatable {
      case number(Number, NumberUnit)
      case day(Day)
    }

    public init(_ text: String, value: Value? = nil, status: Status? = nil, kpi: String? = nil) {
      self.text = text
      self.value = value
      self.status = status
      self.kpi = kpi
    }
  }
}

/// How one figure came about.
public struct Explanation: Sendable {
  public var key: String
  public var label: String
  public var value: String
  /// The formula, or how a measure was added up.
  public var formula: String
  public var sources: [FigureSource]
  public var notes: [String]
}
