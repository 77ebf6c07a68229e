import Diagnostics
import Handbook
import Metrics
import Tables
import Values

/// All that a review is made from.
public struct ReviewInput: Sendable {
  public var id: String
  public var title: String
  public var brief: Campaign
  public var facts: CampaignFacts
  /// The tables the facts were built from; rows of kinds that are no plain measures, such as `funnel`, `survey` or
  /// `journeys`, are read from them, and those of the registers of events.
  public var tables: [DataTable]
  /// Reports of all files read, those without a usable table too. By file.
  public var imports: [ImportReport]
  /// File to fingerprint of its bytes.
  public var fingerprints: [String: String]
  public var overrides: [Override]
  public var language: Language
  public var today: Day
  public var currency: Currency
  /// Whether all data could be used. Without part of it figures are not the campaign's, and nobody is asked to explain
  /// them.
  public var isWhole = true
  /// The campaign's registers, worked out.
  public var registers = ReviewRegisters()
  /// The campaign that the brief compares with, such as last year's.
  public var compared: Compared?

  public struct Compared: Sendable {
    public var id: String
    public var title: String
    public var facts: CampaignFacts
    /// Its registers of events among them, which name the day that the campaign was about.
    public var tables: [DataTable]

    public init(id: String, title: String, facts: CampaignFacts, tables: [DataTable] = []) {
      self.id = id
      self.title = title
      self.facts = facts
      self.tables = tables
    }
  }

  /// A person's words in place of a generated sentence.
  public struct Override: Sendable {
    public var id: String
    public var text: String
    /// Where it is written, for an id that no sentence has.
    public var location: Location

    public init(id: String, text: String, location: Location) {
      self.id = id
      self.text = text
      self.location = location
    }
  }

  /// `imports` are the tables' reports when not given.
  public init(
    id: String, title: String, brief: Campaign, facts: CampaignFacts, tables: [DataTable],
    imports: [ImportReport]? = nil, fingerprints: [String: String] = [:], overrides: [Override] = [],
    language: Language, today: Day, currency: Currency = .yuan
  ) {
    self.id = id
    self.title = title
    self.brief = brief
    self.facts = facts
    self.tables = tables
    self.imports = imports ?? tables.map(\.report)
    self.fingerprints = fingerprints
    self.overrides = overrides
    self.language = language
    self.today = today
    self.currency = currency
  }
}

extension Currency {
  /// The currency of an ISO 4217 code; an unknown code is its own symbol and name.
  public init(code: String) {
    let known: [String: (symbol: String, name: String)] = [
      "CNY": ("¥", "元"), "USD": ("US$", "美元"), "EUR": ("€", "欧元"), "GBP": ("£", "英镑"), "JPY": ("JP¥", "日元"),
      "HKD": ("HK$", "港元"), "TWD": ("NT$", "新台币"), "SGD": ("S$", "新加坡元"), "KRW": ("₩", "韩元"),
    ]
    let words = known[code] ?? (code + " ", code)
    self.init(code: code, symbol: words.symbol, name: words.name)
  }
}

/// FNV-1a, 64 bits, as 16 hexadecimal digits: tells whether two inputs are the same, not who made them.
public func fingerprint(_ bytes: [UInt8]) -> String { bytes.withUnsafeBufferPointer { fingerprint($0) } }

/// The same for bytes that somebody else holds, such as a mapped file.
public func fingerprint(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
  var hash = fingerprintStart
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* fingerprintPrime }
  return fingerprintText(hash)
}

/// The fingerprints of several files, in order. Each byte of a file waits for the product of the one before it; those
/// of four files side by side do not wait for each other.
public func fingerprintAll(_ files: [[UInt8]]) -> [String] {
  var hashes = [UInt64](repeating: fingerprintStart, count: files.count)
  var done = [Int](repeating: 0, count: files.count)
  // The longest are begun first, so that four of them go on as long as possible.
  var lanes = files.indices.sorted { files[$0].count > files[$1].count }
  while lanes.count >= 4 {
    let (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3])
    let count = lanes[..<4].map { files[$0].count - done[$0] }.min() ?? 0
    files[a][done[a]...].withUnsafeBufferPointer { bytesA in
      files[b][done[b]...].withUnsafeBufferPointer { bytesB in
        files[c][done[c]...].withUnsafeBufferPointer { bytesC in
          files[d][done[d]...].withUnsafeBufferPointer { bytesD in
            var (hashA, hashB, hashC, hashD) = (hashes[a], hashes[b], hashes[c], hashes[d])
            for index in 0..<count {
              hashA = (hashA ^ UInt64(bytesA[index])) &* fingerprintPrime
              hashB = (hashB ^ UInt64(bytesB[index])) &* fingerprintPrime
              hashC = (hashC ^ UInt64(bytesC[index])) &* fingerprintPrime
              hashD = (hashD ^ UInt64(bytesD[index])) &* fingerprintPrime
            }
            (hashes[a], hashes[b], hashes[c], hashes[d]) = (hashA, hashB, hashC, hashD)
          }
        }
      }
    }
    for lane in lanes[..<4] { done[lane] += count }
    lanes.removeAll { done[$0] == files[$0].count }
  }
  for lane in lanes {
    for byte in files[lane][done[lane]...] { hashes[lane] = (hashes[lane] ^ UInt64(byte)) &* fingerprintPrime }
  }
  return hashes.map(fingerprintText)
}

private let fingerprintStart: UInt64 = 0xcbf2_9ce4_8422_2325
private let fingerprintPrime: UInt64 = 0x0000_0100_0000_01b3

private func fingerprintText(_ hash: UInt64) -> String {
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.utf8.count) + digits
}
