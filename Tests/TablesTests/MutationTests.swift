import Tables
import Testing

/// Damaged files: every fixture with bytes flipped, cut off or put in.
struct MutationTests {
  private static let files = [
    "google-ads.csv", "google-ads-excel.csv", "ga4-exploration.csv", "ga4-overview.csv", "baidu-search.csv",
    "baidu-tongji.csv", "daily-sogou-region.csv", "daily-european.csv", "daily-dayfirst.csv", "daily-subtotals.csv",
    "wechat-channels.csv", "alimama.csv", "meta.csv", "orders-alipay.csv", "tiktok.csv",
  ]

  private static let registers = [
    ("risks.csv", "# x\n编号,事项,概率,损失（万元）,提出日期,最近更新,应对进度,月份,负责人\nR1,\"a\nb\",3,1.5,2026-06-01,2026-06-12 14:05,50%,2026-06,甲\n"
      + "R2,\"c, d\",-,,,,,,\n合计,,3,1.5,,,,,\n"),
    ("risks.json", "[{\"id\": \"R1\", \"what\": [\"a\", 2], \"loss\": 1e3}, {\"id\": 5, \"what\": \"b\", \"due\": \"2026-06\"}]"),
    ("risks.yaml", "rows:\n  - {id: R1, what: [a, b], loss: 5}\n  - id: R2\n    what: |\n      c\n      d\n    raised: 2026-06-01\n"),
  ]

  @Test("damaged registers are read or refused", arguments: 0..<300)
  func registers(seed: Int) {
    let (file, text) = MutationTests.registers[seed % 3]
    let reading = readRegister(mutated(Array(text.utf8), seed: UInt64(seed)), as: file)
    #expect(!reading.tables.isEmpty || reading.diagnostics.hasErrors)
    for table in reading.tables {
      #expect(table.rowLines.count == table.rowCount)
      #expect(table.report.rowsUsed == table.rowCount)
      for column in table.columns { #expect(table.cells(column.id).count == table.rowCount) }
    }
  }

  @Test("damaged files are read or refused, never half believed", arguments: 0..<300)
  func mutation(seed: Int) {
    let file = MutationTests.files[seed % MutationTests.files.count]
    let bytes = mutated(fixture(file), seed: UInt64(seed))
    let reading = read(bytes, as: file)
    // What a wrong cell would look like: rows and columns out of step, or nothing said of a file without a table.
    #expect(!reading.tables.isEmpty || reading.diagnostics.hasErrors)
    for table in reading.tables {
      #expect(table.rowLines.count == table.rowCount)
      #expect(table.report.rowsUsed == table.rowCount)
      for column in table.columns { #expect(table.cells(column.id).count == table.rowCount) }
    }
  }
}

/// One to eight changes at places that a splitmix sequence picks.
func mutated(_ bytes: [UInt8], seed: UInt64) -> [UInt8] {
  var state = seed
  func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) >> 1) % max(bound, 1)
  }
  var result = bytes
  let special: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x09, 0x3B, 0x00, 0xFF, 0x2D, 0x25, 0x39, 0x23]
  for _ in 0...next(8) {
    switch next(5) {
    case 0 where !result.isEmpty: result[next(result.count)] ^= UInt8(1 << next(8))
    case 1 where !result.isEmpty: result.removeLast(next(result.count) / 2)
    case 2: result.insert(special[next(special.count)], at: next(result.count + 1))
    case 3 where !result.isEmpty: result[next(result.count)] = special[next(special.count)]
    default:
      // A piece of the file once more, somewhere else.
      let from = next(result.count)
      result.insert(contentsOf: result[from..<min(result.count, from + next(60))], at: next(result.count + 1))
    }
  }
  return result
}
