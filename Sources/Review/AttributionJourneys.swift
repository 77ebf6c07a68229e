import Metrics
import Statistics
import Tables
import Values

/// The campaign's journeys, added up for the models of attribution.
struct Journeys {
  var tally: AttributionTally
  /// By the channels' numbers: most paths first, then by name.
  var channels: [String]
  /// What the conversions were worth; `nil` where no file says it.
  var value: Exact?
  var sources: [FigureSource]
  /// Whether touches have times; of paths with counts they never do.
  var isTimed = false
  var isCounted = false
  /// Conversions before which no touch is known; no model can credit them.
  var untouched = 0
  /// Rows left out: without customer, time or channel, with a time or number that cannot be.
  var leftOut = 0

  /// Beyond so many channels names are not yet channels, and tables no longer tables.
  static let mostChannels = 100

  /// `nil` without a file of journeys, or without a path in it; with more than `mostChannels` nothing is tallied.
  static func read(_ tables: [DataTable]) -> Journeys? {
    let tables = tables.filter { $0.kind == .journeys }
    guard !tables.isEmpty else { return nil }
    var reader = JourneyReader()
    for table in tables { reader.name(table) }
    guard !reader.names.isEmpty else { return nil }
    guard reader.names.count <= mostChannels else {
      return Journeys(tally: AttributionTally(channels: 0), channels: reader.names, sources: [])
    }
    reader.tally = AttributionTally(channels: reader.names.count)
    reader.add(paths: tables.filter { $0.column("path") != nil })
    reader.add(touches: tables.filter { $0.column("path") == nil && $0.column("customer") != nil })
    let tally = reader.tally
    guard tally.conversions + tally.nulls > 0 else { return nil }
    return Journeys(
      tally: tally, channels: reader.names, value: reader.hasValue ? reader.value : nil,
      sources: tables.map { FigureSource(file: $0.file, sheet: $0.sheet, rows: $0.rowCount) }
        .sorted { ($0.file, $0.sheet ?? "") < ($1.file, $1.sheet ?? "") },
      isTimed: reader.isTimed, isCounted: reader.isCounted, untouched: reader.untouched, leftOut: reader.leftOut)
  }
}

private struct JourneyReader {
  var names: [String] = []
  var numbers: [String: Int] = [:]
  var tally = AttributionTally(channels: 0)
  /// `nil` once it no longer fits.
  var value: Exact? = .zero
  var hasValue = false
  var isTimed = false
  var isCounted = false
  var untouched = 0
  var leftOut = 0

  // MARK: Channels

  /// Gives numbers to the channels of a table.
  mutating func name(_ table: DataTable) {
    if let texts = Texts(table, "path") {
      for path in texts.dictionary { for step in steps(of: path) { number(step) } }
    } else if let texts = Texts(table, "channel") {
      for name in texts.dictionary where !name.isEmpty { number(name) }
    }
  }

  private mutating func number(_ name: String) {
    guard numbers[name] == nil else { return }
    numbers[name] = names.count
    names.append(name)
  }

  private func steps(of path: String) -> [String] {
    path.split { ">＞→|｜".contains($0) }.map { step in
      var step = step[...]
      while step.first?.isWhitespace ?? false { step.removeFirst() }
      // `->` and `=>` leave their tail behind.
      while let last = step.last, last.isWhitespace || last == "-" || last == "=" { step.removeLast() }
      return String(step)
    }.filter { !$0.isEmpty }
  }

  // MARK: Paths with counts

  mutating func add(paths tables: [DataTable]) {
    for table in tables {
      guard let texts = Texts(table, "path") else { continue }
      isCounted = true
      let paths = texts.dictionary.map { steps(of: $0).compactMap { numbers[$0] } }
      let conversions = table.numbers("conversions")
      let values = table.numbers("value")
      let nulls = table.numbers("nulls")
      for row in 0..<table.rowCount {
        let code = texts.code(row)
        let (converted, lost) = (conversions[row] ?? .zero, nulls[row] ?? .zero)
        guard code >= 0, converted >= .zero, lost >= .zero, converted.double + lost.double > 0 else {
          leftOut += 1
          continue
        }
        guard !paths[code].isEmpty else {
          untouched += Int(min(converted.double, 1e15))
          continue
        }
        var worth = 0.0
        if let amount = values[row], converted > .zero {
          hasValue = true
          value = value?.adding(amount)
          worth = amount.double
        }
        tally.add(paths[code], conversions: converted.double, value: worth, nulls: lost.double)
      }
    }
  }

  // MARK: Touches

  private struct Touch {
    var customer: Int32
    /// −1 where the row has none.
    var channel: Int32
    var converted: Bool
    /// Seconds of the site's own clock; the row's place where the table has no times.
    var time: Int64
    var worth: Exact?
  }

  mutating func add(touches tables: [DataTable]) {
    var touches: [Touch] = []
    touches.reserveCapacity(tables.reduce(0) { $0 + $1.rowCount })
    var customers: [String: Int32] = [:]
    var count = 0
    // Times of some tables do not order the touches of others.
    isTimed = !tables.isEmpty && tables.allSatisfy { Times($0) != nil }
    for table in tables {
      guard let texts = Texts(table, "customer") else { continue }
      var known: [Int32] = []
      if tables.count == 1 {
        known = texts.dictionary.indices.map { texts.dictionary[$0].isEmpty ? -1 : Int32($0) }
        count = known.count
      } else {
        for name in texts.dictionary {
          if name.isEmpty {
            known.append(-1)
          } else if let number = customers[name] {
            known.append(number)
          } else {
            customers[name] = Int32(count)
            known.append(Int32(count))
            count += 1
          }
        }
      }
      read(table, texts, known, into: &touches)
    }
    walk(touches, customers: count)
  }

  private mutating func read(_ table: DataTable, _ customers: Texts, _ known: [Int32], into touches: inout [Touch]) {
    let channels = Texts(table, "channel")
    let channelNumbers = channels?.dictionary.map { numbers[$0].map(Int32.init) ?? -1 } ?? []
    let converted = Texts(table, "converted")
    let answers = converted?.dictionary.map(Answer.init) ?? []
    let times = isTimed ? Times(table) : nil
    let amounts = Amounts(table, "value")
    for row in 0..<table.rowCount {
      let customer = customers.code(row) >= 0 ? known[customers.code(row)] : -1
      let channel = channels.map { $0.code(row) >= 0 ? channelNumbers[$0.code(row)] : -1 } ?? -1
      let answer = converted.map { $0.code(row) >= 0 ? answers[$0.code(row)] : .no } ?? .no
      let time = times.map { $0.seconds(row) } ?? Int64(touches.count)
      guard customer >= 0, let time, answer != .unreadable, channel >= 0 || answer == .yes else {
        leftOut += 1
        continue
      }
      touches.append(
        Touch(
          customer: customer, channel: channel, converted: answer == .yes, time: time,
          worth: answer == .yes ? amounts?.amount(row) : nil))
    }
  }

  /// Goes through each customer's touches in order of time; a conversion ends a path.
  private mutating func walk(_ touches: [Touch], customers: Int) {
    var starts = [Int](repeating: 0, count: customers + 1)
    for touch in touches { starts[Int(touch.customer) + 1] += 1 }
    for customer in 0..<customers { starts[customer + 1] += starts[customer] }
    var order = [Int](repeating: 0, count: touches.count)
    var next = starts
    for index in touches.indices {
      let customer = Int(touches[index].customer)
      order[next[customer]] = index
      next[customer] += 1
    }
    var path: [Int] = []
    var times: [Int64] = []
    for customer in 0..<customers where starts[customer] < starts[customer + 1] {
      let range = starts[customer]..<starts[customer + 1]
      var inOrder = true
      for place in range.dropFirst() where touches[order[place - 1]].time > touches[order[place]].time { inOrder = false }
      // Equal times keep the order of the file.
      if !inOrder { order[range].sort { (touches[$0].time, $0) < (touches[$1].time, $1) } }
      path.removeAll(keepingCapacity: true)
      times.removeAll(keepingCapacity: true)
      for place in range {
        let touch = touches[order[place]]
        if touch.channel >= 0 {
          path.append(Int(touch.channel))
          times.append(touch.time)
        }
        guard touch.converted else { continue }
        if path.isEmpty {
          untouched += 1
          continue
        }
        var worth = 0.0
        if let amount = touch.worth {
          hasValue = true
          value = value?.adding(amount)
          worth = amount.double
        }
        tally.add(path, ages: isTimed ? times.map { Double(touch.time - $0) / 86_400 } : nil, conversions: 1, value: worth)
        path.removeAll(keepingCapacity: true)
        times.removeAll(keepingCapacity: true)
      }
      if !path.isEmpty { tally.add(path, conversions: 0, nulls: 1) }
    }
  }
}

// MARK: Columns

/// A column of texts by its codes, or one text for all rows.
private struct Texts {
  let codes: [Int32]
  let dictionary: [String]
  private let isConstant: Bool

  init?(_ table: DataTable, _ id: String) {
    if let constant = table.constants[id] {
      (codes, dictionary, isConstant) = ([], [constant], true)
    } else if case .text(let codes, let dictionary)? = table.column(id)?.values {
      (self.codes, self.dictionary, isConstant) = (codes, dictionary, false)
    } else {
      return nil
    }
  }

  /// −1 where the cell is missing.
  func code(_ row: Int) -> Int {
    let code = isConstant ? 0 : Int(codes[row])
    return code < dictionary.count && code >= 0 && !dictionary[code].isEmpty ? code : -1
  }
}

/// Seconds of a column of times, or of days.
private struct Times {
  private let values: [Int64]
  private let scale: Int64

  init?(_ table: DataTable) {
    switch table.column("time")?.values {
    case .number(let mantissas, let scale)?:
      guard scale <= 9 else { return nil }
      values = mantissas
      self.scale = (0..<scale).reduce(1) { power, _ in power * 10 }
    case .day(let numbers)?:
      values = numbers.map { $0 == ColumnValues.missingDay ? ColumnValues.missingNumber : Int64($0) * 86_400 }
      scale = 1
    default: return nil
    }
  }

  func seconds(_ row: Int) -> Int64? {
    values[row] == ColumnValues.missingNumber ? nil : values[row] / scale
  }
}

private struct Amounts {
  private let mantissas: [Int64]
  private let scale: Int

  init?(_ table: DataTable, _ id: String) {
    guard case .number(let mantissas, let scale)? = table.column(id)?.values else { return nil }
    (self.mantissas, self.scale) = (mantissas, scale)
  }

  func amount(_ row: Int) -> Exact? {
    mantissas[row] == ColumnValues.missingNumber ? nil : Exact(mantissa: Int128(mantissas[row]), scale: scale)
  }
}

private enum Answer {
  case yes, no, unreadable

  init(_ text: String) {
    switch text.lowercased() {
    case "是", "√", "yes", "y", "true", "1", "已转化", "转化": self = .yes
    case "否", "×", "no", "n", "false", "0", "未转化", "": self = .no
    default: self = .unreadable
    }
  }
}
