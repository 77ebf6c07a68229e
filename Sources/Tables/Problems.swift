import Diagnostics
import Values

/// What can be wrong with a data file.
extension Problem {
  // MARK: The file

  static let emptyFile = Problem(
    "empty-file", zh: "文件是空的", en: "the file is empty",
    hint: Wording(zh: "重新下载，或删掉这个文件", en: "download it again, or delete the file"))
  static let binaryFile = Problem(
    "not-a-table", zh: "这不是文本表格，而是二进制文件", en: "this is a binary file, not a table of text",
    hint: Wording(zh: "另存为 CSV（UTF-8）或 XLSX", en: "save it as CSV (UTF-8) or XLSX"))
  static let htmlFile = Problem(
    "not-a-table", zh: "这是网页（HTML），不是表格文件", en: "this is a web page (HTML), not a table",
    hint: Wording(
      zh: "多半是登录过期后下载到的页面，或扩展名为 .xls 的网页；用 Excel 打开后另存为 XLSX",
      en: "probably a login page, or a web page named .xls; open it in Excel and save it as XLSX"))
  static let badUTF16 = Problem(
    "bad-encoding", zh: "文件以 UTF-16 开头，但内容不是完整的 UTF-16", en: "the file begins as UTF-16 but is not whole UTF-16",
    hint: Wording(zh: "文件可能没有下载完，重新下载", en: "the download may be incomplete; download it again"))
  static func badEncoding(_ tried: String) -> Problem {
    Problem(
      "bad-encoding", zh: "这里的字节不是 \(tried) 文字", en: "the bytes here are not \(tried) text",
      hint: Wording(zh: "在 Excel 里另存为「CSV UTF-8」", en: "save the file as 'CSV UTF-8'"))
  }
  static func cutText(_ encoding: String) -> Problem {
    Problem(
      "cut-file", zh: "文件在一个汉字中间断了（\(encoding)）", en: "the file ends in the middle of a character (\(encoding))",
      hint: Wording(zh: "文件没有下载完，重新下载", en: "the download is incomplete; download it again"))
  }
  static let destroyedText = Problem(
    "destroyed-text", zh: "文字已被错误的编码毁坏（「锟斤拷」或「\u{FFFD}」），无法复原",
    en: "the text was destroyed by a save in the wrong encoding and cannot be recovered",
    hint: Wording(
      zh: "从平台重新下载，不要用错误的编码打开后再保存", en: "download it again, and do not save it from a window that shows garbled text"))
  static let unclosedQuote = Problem(
    "unclosed-quote", zh: "这里的引号没有配对的右引号", en: "the quote that opens here is never closed",
    hint: Wording(zh: "补上右引号，或删掉这个引号", en: "close the quote or delete it"))

  // MARK: Which table it is

  static func unknownTable(_ found: [String]) -> Problem {
    let list = found.prefix(8).joined(separator: ", ")
    return Problem(
      "unknown-table", zh: found.isEmpty ? "认不出这是什么表：没有找到表头" : "认不出这是什么表（表头：\(list)）",
      en: found.isEmpty
        ? "cannot tell what table this is: no header row found" : "cannot tell what table this is (headers: \(list))",
      hint: Wording(
        zh: "文件名以种类开头，如 daily-…、totals-…、orders-…，或放进 data/<种类>/ 文件夹；预算、支出等登记表放进 registers/；"
          + "没有日期列的报表，把起止日写进文件名，如 素材报表_20260901-20260907.csv",
        en: "begin the file's name with its kind, such as daily-…, totals-…, orders-…, or put it into data/<kind>/; "
          + "registers such as budget and spend belong into registers/; of a report without dates write its first and last "
          + "day into the name, as in report_20260901-20260907.csv"))
  }
  static func missingColumns(_ ids: [String], kind: TableKind) -> Problem {
    let list = ids.joined(separator: ", ")
    return Problem(
      "missing-column", zh: "\(kind.rawValue) 表缺少这些列：\(list)",
      en: "a \(kind.rawValue) table needs the columns: \(list)",
      hint: Wording(zh: "补上这些列，或改用合适的文件名前缀", en: "add them, or begin the file's name with another kind"))
  }
  static func unknownSource(_ word: String) -> Problem {
    Problem(
      "unknown-source", zh: "文件夹写的来源「\(word)」认不出", en: "the folder names an unknown source '\(word)'",
      hint: Wording(zh: "可用：广告、店铺、网站、问卷、自有", en: "allowed: ads, shop, web, survey, own"))
  }
  static func unknownConstant(_ name: String) -> Problem {
    Problem(
      "unknown-dimension", zh: "文件夹名里的「\(name)」不是已知的维度", en: "'\(name)' in the folder's name is no known dimension",
      hint: Wording(zh: "写成「渠道=…」「地区=…」「客群=…」等", en: "write 渠道=…, region=…, segment=… and the like"))
  }
  static func duplicateColumn(_ header: String, _ used: String, _ id: String) -> Problem {
    Problem(
      "duplicate-column", .warning, zh: "「\(header)」与「\(used)」都是 \(id)，只用「\(used)」",
      en: "'\(header)' and '\(used)' both mean \(id); '\(used)' is used",
      hint: Wording(zh: "若用错了列，删去另一列", en: "delete the column that is not meant"))
  }
  static let noRows = Problem(
    "no-rows", .warning, zh: "只有表头，没有数据行；不当作 0", en: "the table has a header and no rows; nothing is taken as 0",
    hint: Wording(zh: "检查导出时选的日期与账户", en: "check the dates and account of the export"))

  // MARK: Rows and cells

  private static func times(_ count: Int) -> Wording {
    count == 1 ? Wording(zh: "", en: "") : Wording(zh: "（共 \(count) 处）", en: " (\(count) cells)")
  }

  static func cell(_ problem: CellProblem, _ header: String, _ text: String, count: Int) -> Problem {
    let times = times(count)
    let (zh, en) = ("「\(header)」的「\(text)」", "'\(text)' in '\(header)'")
    switch problem {
    case .inexact:
      return Problem(
        "inexact-number", .warning, zh: "\(zh)不是确切数字，当作缺失\(times.zh)",
        en: "\(en) is no exact number and is taken as missing\(times.en)",
        hint: Wording(zh: "导出日粒度或明细，以取得确切数字", en: "export by day or in detail to get exact figures"))
    case .notNumber:
      return Problem(
        "not-a-number", zh: "\(zh)不是数字\(times.zh)", en: "\(en) is not a number\(times.en)",
        hint: Wording(zh: "改成数字，没有就留空", en: "write a number, or leave the cell empty"))
    case .notFinite:
      return Problem(
        "not-a-number", zh: "\(zh)不是有限的数\(times.zh)", en: "\(en) is not a finite number\(times.en)",
        hint: Wording(zh: "检查除以零的公式，没有就留空", en: "look for a division by zero, or leave the cell empty"))
    case .tooLarge:
      return Problem(
        "number-too-large", zh: "\(zh)超出能精确保存的范围\(times.zh)", en: "\(en) is beyond what can be kept exactly\(times.en)",
        hint: Wording(zh: "检查是否把编号当成了数字", en: "check whether an id stands in a column of figures"))
    case .notDate:
      return Problem(
        "bad-date", zh: text.isEmpty ? "「\(header)」没有日期，这一行没有用\(times.zh)" : "\(zh)不是日期，这一行没有用\(times.zh)",
        en: text.isEmpty
          ? "'\(header)' has no date; the row is not used\(times.en)"
          : "\(en) is not a date; the row is not used\(times.en)",
        hint: Wording(zh: "写成 2026-06-18 的样子", en: "write it like 2026-06-18"))
    case .notDay:
      return Problem(
        "not-a-day", zh: "\(zh)是一段时间，不是一天\(times.zh)", en: "\(en) is a span of time, not a day\(times.en)",
        hint: Wording(zh: "按天导出，或改为 totals 表（start、end 两列）",
          en: "export by day, or make it a totals table with start and end"))
    case .noSuchDate:
      return Problem(
        "bad-date", zh: "\(zh)不是存在的日期\(times.zh)", en: "\(en) is not a date that exists\(times.en)",
        hint: Wording(zh: "检查月份与日", en: "check month and day"))
    case .ambiguousDate:
      return Problem(
        "ambiguous-date", zh: "\(zh)分不清日与月\(times.zh)",
        en: "\(en) can be read with the day first or the month first\(times.en)",
        hint: Wording(zh: "改成 2026-09-01 的样子再导出", en: "export dates like 2026-09-01"))
    case .noYear:
      return Problem(
        "no-year", zh: "\(zh)没有年份\(times.zh)", en: "\(en) has no year\(times.en)",
        hint: Wording(zh: "写成 2026-09-01 的样子", en: "write it like 2026-09-01"))
    case .notDuration:
      return Problem(
        "bad-duration", zh: "\(zh)不是时长\(times.zh)", en: "\(en) is not a duration\(times.en)",
        hint: Wording(zh: "写成 00:03:25 或 205 秒", en: "write it like 00:03:25, or in seconds"))
    }
  }
  static func strayTotal(_ label: String) -> Problem {
    Problem(
      "nameless-row", zh: "这一行（\(label)）没有日期与任何维度，也不是合计，没有用",
      en: "the row (\(label)) has no date, no dimension, and is no total; it is not used",
      hint: Wording(zh: "补上维度，或删去这一行", en: "complete the row or delete it"))
  }
  static func constantAndColumn(_ id: String) -> Problem {
    Problem(
      "constant-and-column", .warning, zh: "文件夹写了 \(id)，表里也有这一列，以表为准",
      en: "the folder states \(id) and the table has it as a column; the column is used",
      hint: Wording(zh: "只留一处", en: "keep one of them"))
  }
  static func longRows(_ count: Int, width: Int) -> Problem {
    Problem(
      "long-row", zh: "这一行的单元格多于表头的 \(width) 列，没有用（共 \(count) 行）",
      en: "the row has more cells than the \(width) headers and is not used (\(count) rows)",
      hint: Wording(zh: "文字里的逗号要用引号括起来", en: "quote texts that contain the delimiter"))
  }
  static func shortRows(_ count: Int, width: Int) -> Problem {
    Problem(
      "short-row", .warning, zh: "这一行的单元格少于表头的 \(width) 列，缺的当作缺失（共 \(count) 行）",
      en: "the row has fewer cells than the \(width) headers; the rest is taken as missing (\(count) rows)")
  }
  static func mixedCurrencies(_ header: String, _ codes: [String]) -> Problem {
    let list = codes.joined(separator: ", ")
    return Problem(
      "mixed-currencies", zh: "「\(header)」混有几种货币（\(list)），不能相加",
      en: "'\(header)' mixes currencies (\(list)), which cannot be added",
      hint: Wording(zh: "每种货币一个文件", en: "make one file per currency"))
  }
  static func ambiguousDecimals(_ example: String) -> Problem {
    Problem(
      "ambiguous-number", zh: "数字里的逗号与句点用法不一（如「\(example)」），分不清小数点",
      en: "numbers use comma and point in both ways (such as '\(example)')",
      hint: Wording(zh: "统一成 1234.50 的样子", en: "write all of them like 1234.50"))
  }

  // MARK: Registers

  static func noHeader(_ register: RegisterColumns) -> Problem {
    let zh = register.columns.prefix(12).map(\.label.zh).joined(separator: "、")
    let en = register.columns.prefix(12).map(\.label.en).joined(separator: ", ")
    return Problem(
      "no-header", zh: "前 30 行里没有「\(register.name.zh)」的表头", en: "the first 30 rows have no header of '\(register.name.en)'",
      hint: Wording(zh: "表头应有这些列：\(zh)", en: "its columns are: \(en)"))
  }
  static func unknownColumn(_ header: String, nearest: String?, register: RegisterColumns) -> Problem {
    let zh = register.columns.prefix(12).map(\.label.zh).joined(separator: "、")
    let en = register.columns.prefix(12).map(\.label.en).joined(separator: ", ")
    return Problem(
      "unknown-column", .warning, zh: "「\(register.name.zh)」没有「\(header)」这一列，没有用",
      en: "'\(register.name.en)' has no column '\(header)'; it is not used",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "可用的列：\(zh)", en: "its columns are: \(en)"))
  }
  static func missingRegisterColumns(_ labels: [Wording], register: RegisterColumns) -> Problem {
    let zh = labels.map(\.zh).joined(separator: "、")
    let en = labels.map(\.en).joined(separator: ", ")
    return Problem(
      "missing-column", zh: "「\(register.name.zh)」缺少必填的列：\(zh)", en: "'\(register.name.en)' needs the columns: \(en)",
      hint: Wording(zh: "在表头里补上，或改正列名", en: "add them to the header, or mend their spelling"))
  }
  /// An unreadable cell of a register, whose row stays.
  static func registerCell(_ problem: CellProblem, _ header: String, _ text: String) -> Problem {
    let cell = Problem.cell(problem, header, text, count: 1)
    let (zh, en) = ("「\(header)」的「\(text)」", "'\(text)' in '\(header)'")
    switch problem {
    case .notDate:
      return Problem("bad-date", zh: "\(zh)不是日期", en: "\(en) is not a date", hint: cell.hint)
    case .notDay:
      return Problem(
        "not-a-day", zh: "\(zh)是一段时间，不是一天", en: "\(en) is a span of time, not a day",
        hint: Wording(zh: "写成 2026-06-18 的样子", en: "write it like 2026-06-18"))
    case .inexact:
      return Problem(
        "inexact-number", zh: "\(zh)不是确切数字", en: "\(en) is no exact number",
        hint: Wording(zh: "写一个确切的数字，没有就留空", en: "write an exact number, or leave the cell empty"))
    default: return cell
    }
  }
  static func moreCells(_ count: Int, _ header: String) -> Problem {
    Problem(
      "unreadable-cells", zh: "「\(header)」另有 \(count) 格读不懂", en: "\(count) more cells of '\(header)' cannot be read",
      hint: Wording(zh: "整列的写法可能不对，先改正上面几处", en: "the whole column may be written otherwise; mend those above first"))
  }
  static func namelessCells(_ count: Int) -> Problem {
    Problem(
      "nameless-column", .warning, zh: "没有表头的列里有内容，没有用（共 \(count) 格）",
      en: "cells stand in a column without a header and are not used (\(count) cells)",
      hint: Wording(zh: "给这一列补上表头，或清空它", en: "name the column in the header, or clear it"))
  }
  static func mixedPercents(_ header: String) -> Problem {
    Problem(
      "mixed-percents", zh: "「\(header)」有的带 %，有的不带而大于 1，分不清是不是百分数",
      en: "'\(header)' has numbers with % and numbers above 1 without it",
      hint: Wording(zh: "都写上 %", en: "write % behind all of them"))
  }
  static func mergedRows(_ area: String, count: Int) -> Problem {
    Problem(
      "merged-cells", zh: "合并的单元格 \(area) 跨了几行，只有第一行有值（共 \(count) 处）",
      en: "the merged cells \(area) reach over several rows, of which only the first has the value (\(count) areas)",
      hint: Wording(zh: "取消合并，每行都填上", en: "unmerge them and fill in every row"))
  }
  static func yamlBesideRows(_ key: String) -> Problem {
    Problem(
      "unknown-key", zh: "登记表的最外层只能有 rows，没有「\(key)」", en: "a register has 'rows' at its top, not '\(key)'",
      hint: Wording(zh: "写成列表：每行以「- 列名: 值」开头", en: "make it a list, each row beginning with '- column: value'"))
  }
  static let yamlNotRows = Problem(
    "not-rows", zh: "这里应当是行的列表", en: "a list of rows is expected here",
    hint: Wording(zh: "每行以「- 列名: 值」开头", en: "begin each row with '- column: value'"))
  static func yamlNotRow(_ found: String) -> Problem {
    Problem(
      "not-rows", zh: "这里应当是一行（列名: 值），而不是「\(found)」", en: "a row (column: value) is expected here, not '\(found)'",
      hint: Wording(zh: "每行以「- 列名: 值」开头", en: "begin each row with '- column: value'"))
  }
  static func yamlNested(_ key: String) -> Problem {
    Problem(
      "nested-value", zh: "「\(key)」里又套了一层，没有用", en: "'\(key)' holds a nested value, which is not used",
      hint: Wording(zh: "写成一段文字，或文字的列表", en: "write a text, or a list of texts"))
  }

  // MARK: Persons

  static func personalData(_ kind: PersonalData, column: String, value: String, cells: Int) -> Problem {
    let what = kind.wording
    return Problem(
      "personal-data", zh: "「\(column)」列里有\(what.zh)样式的内容 \(value)（共 \(cells) 格）",
      en: "'\(column)' holds what looks like \(what.en), \(value) (\(cells) cells)",
      hint: Wording(
        zh: "站点只收汇总和去标识的数据：删去这些内容，客户改用去标识的编号；确需公开的写进 site.yaml 的 privacy.allow", en: "a site takes sums and data without names only: remove it, and give customers codes that name nobody; what may be public goes into privacy.allow of site.yaml"))
  }
  static func personalColumn(_ header: String) -> Problem {
    Problem(
      "personal-data", zh: "「\(header)」列是个人信息", en: "the column '\(header)' is personal data",
      hint: Wording(zh: "站点只收汇总和去标识的数据：从文件里删去这一列", en: "a site takes sums and data without names only: remove the column from the file"))
  }

  // MARK: The list of columns

  static func unknownName(_ name: String, known: [String]) -> Problem {
    let list = known.joined(separator: ", ")
    return Problem(
      "unknown-key", zh: "没有「\(name)」", en: "unknown name '\(name)'",
      hint: Wording(zh: "可用：\(list)", en: "known here: \(list)"))
  }
  static func aliasTwice(_ spelling: String, _ first: String, _ second: String) -> Problem {
    Problem(
      "alias-twice", zh: "写法「\(spelling)」既是 \(first) 又是 \(second)",
      en: "'\(spelling)' means both \(first) and \(second)",
      hint: Wording(zh: "只留一处，或写进 ambiguous", en: "keep one, or declare it under 'ambiguous'"))
  }
}
