import Diagnostics
import Values

/// What became of one file on its way in: nothing is dropped silently.
public struct ImportReport: Sendable {
  public var file: String
  public var sheet: String?
  /// `UTF-8`, `UTF-8 BOM`, `UTF-16 LE`, `GB18030`, `XLSX`, `JSON`.
  public var encoding: String
  /// The delimiter of a text table.
  public var delimiter: Character?
  public var kind: TableKind?
  /// What the register of that id is called; `nil` for KPI files.
  public var register: Wording?
  /// How the kind was found: by name, by folder, by headers (a guess).
  public var kindEvidence: Evidence?
  /// Where the table's figures come from; `nil` when its kind is not known.
  public var source: DataSource?
  /// Line of the header row, from 1; `nil` for JSON.
  public var headerLine: Int?
  /// When the file was made, where it or its name tells.
  public var stamp: FileStamp?
  public var matched: [Match] = []
  /// Headers that no alias knows; their columns are not used.
  public var unmatched: [String] = []
  public var rowsUsed = 0
  public var setAside: [SetAside] = []
  public var guesses: [Guess] = []
  public var checks: [Check] = []
  /// Printed rates that are parts of a whole and do not lie between 0 and 1.
  public var sharesOutOfRange: [ShareOutOfRange] = []

  public init(file: String, sheet: String? = nil, encoding: String) {
    self.file = file
    self.sheet = sheet
    self.encoding = encoding
  }

  public enum Evidence: String, Sendable { case name, folder, headers }

  /// A header and the canonical column it was read as.
  public struct Match: Sendable, Equatable {
    public var header: String
    public var id: String
    public var role: Role
    /// The column's name for readers; its id where nothing better is known.
    public var name: Wording
    public init(header: String, id: String, role: Role, name: Wording? = nil) {
      self.header = header
      self.id = id
      self.role = role
      self.name = name ?? Wording(zh: id, en: id)
    }
    public enum Role: String, Sendable { case dimension, measure, printedRate, field }
  }

  /// Lines that are not data, and why.
  public struct SetAside: Sendable, Equatable {
    /// First and last line, from 1.
    public var lines: ClosedRange<Int>
    public var reason: Reason
    /// The first cell or the first characters of the first line, for the reader's eye.
    public var excerpt: String
    public init(lines: ClosedRange<Int>, reason: Reason, excerpt: String) {
      self.lines = lines
      self.reason = reason
      self.excerpt = excerpt
    }
    public enum Reason: String, Sendable {
      case preamble, banner, blank, repeatedHeader, total, subtotal, footer, unreadable
      /// A row of a register that begins with `#`.
      case comment
    }
  }

  /// A decision that the file itself does not settle.
  public struct Guess: Sendable, Equatable {
    public var about: About
    /// The column or line it concerns.
    public var subject: String
    public var decision: String
    public init(about: About, subject: String, decision: String) {
      self.about = about
      self.subject = subject
      self.decision = decision
    }
    public enum About: String, Sendable {
      case kind, source, dateOrder, rateStyle, year, columnMeaning, decimalMark
      /// The file is not what its extension says.
      case container
      /// The days come from the lines before the header.
      case period
      /// The days come from the file's name.
      case namedPeriod
      /// Days are a spreadsheet's serial numbers.
      case serialDate
      /// A row without a mark is taken for a total row.
      case total
      /// Figures such as `2.5万` are only known to their last digit.
      case rounded
    }
  }

  /// A printed rate below 0 or above 1, where every value lies between them.
  public struct ShareOutOfRange: Sendable, Equatable {
    /// The canonical column.
    public var column: String
    public var rows: Int
    public var checked: Int
    /// The row that is farthest off, and its value as a fraction.
    public var line: Int
    public var value: Double
  }

  /// A figure of the file compared with the one computed from its rows.
  public struct Check: Sendable, Equatable {
    public var kind: Kind
    /// The canonical column.
    public var column: String
    /// What the file prints.
    public var stated: Double
    /// What its rows give.
    public var computed: Double
    public var agrees: Bool
    /// The line of the printed figure; of rates the one that is farthest off.
    public var line: Int
    /// Of a printed rate: how many rows were compared, and how many agree within the rounding of their digits.
    public var rowsCompared = 0
    public var rowsAgreeing = 0
    public init(kind: Kind, column: String, stated: Double, computed: Double, agrees: Bool, line: Int) {
      self.kind = kind
      self.column = column
      self.stated = stated
      self.computed = computed
      self.agrees = agrees
      self.line = line
    }
    public enum Kind: String, Sendable { case totalRow, printedRate }
  }
}
