import Diagnostics

/// What can be wrong with a workbook.
extension Problem {
  private static let saveAgain = Wording(
    zh: "用 Excel 或 WPS 打开，另存为 .xlsx 再放回来", en: "open it in Excel or WPS and save it as .xlsx again")
  private static let downloadAgain = Wording(
    zh: "重新下载；能用 Excel 打开的话，另存为 .xlsx 再放回来",
    en: "download it again; if Excel opens it, save it as .xlsx again")

  static var workbookNoBytes: Problem {
    Problem("workbook-empty", zh: "文件是空的，一个字节也没有", en: "the file is empty", hint: downloadAgain)
  }
  static var workbookEmpty: Problem {
    Problem(
      "workbook-empty", zh: "可见的工作表里没有任何内容", en: "no visible sheet holds anything",
      hint: Wording(zh: "数据若在隐藏的工作表里，取消隐藏后保存", en: "if the data is on a hidden sheet, unhide it and save"))
  }
  static var workbookVeryOld: Problem {
    Problem(
      "workbook-old-format", zh: "这是 Excel 95 或更早的 XLS，读不了", en: "this is an XLS of Excel 95 or older, which cannot be read",
      hint: saveAgain)
  }
  static var workbookForeign: Problem {
    Problem(
      "workbook-old-format", zh: "这是旧版 Office 文件，但里面没有工作簿", en: "this is an old Office file that holds no workbook",
      hint: Wording(zh: "确认下载的是表格，而不是文档或演示文稿", en: "make sure that it is a table and not a document or slides"))
  }
  static var workbookIsText: Problem {
    Problem(
      "workbook-is-text", zh: "文件名是 .xlsx，内容却是文本", en: "the name says .xlsx, but the content is text",
      hint: Wording(zh: "多半是改了名的 CSV：把后缀改回 .csv", en: "probably a renamed CSV: give it the extension .csv"))
  }
  static var workbookIsMarkup: Problem {
    Problem(
      "workbook-is-markup", zh: "文件名是 .xlsx，内容却是网页或 XML", en: "the name says .xlsx, but the content is HTML or XML",
      hint: saveAgain)
  }
  static var workbookEncrypted: Problem {
    Problem(
      "workbook-encrypted", zh: "工作簿有打开密码", en: "the workbook is locked with a password",
      hint: Wording(zh: "在 Excel 里去掉打开密码后保存", en: "remove the password in Excel and save"))
  }
  static func workbookDamaged(_ detail: String) -> Problem {
    Problem(
      "workbook-damaged", zh: "工作簿已损坏或不完整（\(detail)）", en: "the workbook is damaged or incomplete (\(detail))",
      hint: downloadAgain)
  }
  static func workbookPartMissing(_ part: String) -> Problem {
    Problem(
      "workbook-damaged", zh: "工作簿里缺少部件「\(part)」", en: "the workbook lacks its part '\(part)'", hint: saveAgain)
  }
  static func workbookXML(_ part: String, line: Int) -> Problem {
    Problem(
      "workbook-damaged", zh: "工作簿的部件「\(part)」在第 \(line) 行读不下去",
      en: "the workbook's part '\(part)' cannot be read past line \(line)", hint: saveAgain)
  }
  static func workbookDoctype(_ part: String) -> Problem {
    Problem(
      "workbook-doctype", zh: "工作簿的部件「\(part)」带有 DOCTYPE 声明；正常的工作簿没有它，可能是恶意文件",
      en: "the workbook's part '\(part)' has a DOCTYPE, which no sound workbook has; the file may be malicious",
      hint: Wording(zh: "不要使用来历不明的文件", en: "do not use a file of unknown origin"))
  }
  static func workbookTooLarge(_ limit: Int) -> Problem {
    Problem(
      "workbook-too-large", zh: "工作簿解开后超过 \(limit >> 20) MB", en: "the workbook unpacks to more than \(limit >> 20) MB",
      hint: Wording(zh: "删去图片和无关的工作表，或导出为 CSV", en: "remove pictures and other sheets, or export CSV"))
  }
  static func workbookBomb(_ part: String) -> Problem {
    Problem(
      "workbook-bomb", zh: "工作簿的部件「\(part)」压缩得异乎寻常，可能是压缩炸弹，没有解开",
      en: "the workbook's part '\(part)' is packed beyond reason and may be a zip bomb; it was not unpacked",
      hint: Wording(zh: "确认来源可靠后，导出为 CSV 再放进来", en: "if you trust its origin, export it as CSV"))
  }
  static func workbookParts(_ count: Int, limit: Int) -> Problem {
    Problem(
      "workbook-too-large", zh: "工作簿里有 \(count) 个部件，最多读 \(limit) 个",
      en: "the workbook has \(count) parts; at most \(limit) are read", hint: saveAgain)
  }
  static func workbookTooManySheets(_ count: Int, limit: Int) -> Problem {
    Problem(
      "workbook-too-large", zh: "工作簿里有 \(count) 张工作表，最多读 \(limit) 张",
      en: "the workbook has \(count) sheets; at most \(limit) are read",
      hint: Wording(zh: "只留下要用的工作表", en: "keep only the sheets that are needed"))
  }
  static func workbookTooManyCells(_ limit: Int) -> Problem {
    Problem(
      "workbook-too-large", zh: "工作表的单元格超过 \(limit / 10_000) 万个，没有读完，整张表都不采用",
      en: "the sheet has more than \(limit / 1_000_000) million cells; none of it is used",
      hint: Wording(zh: "删去最右边的零散单元格，或导出为 CSV", en: "clear stray cells far to the right, or export CSV"))
  }
  static var workbookMergedAreas: Problem {
    Problem("workbook-damaged", zh: "工作表的合并单元格互相重叠", en: "merged areas of the sheet overlap", hint: saveAgain)
  }
  static func workbookHiddenSheet(_ name: String) -> Problem {
    Problem(
      "workbook-hidden-sheet", .warning, zh: "工作表「\(name)」是隐藏的，没有读", en: "sheet '\(name)' is hidden and was not read",
      hint: Wording(zh: "需要其中的数据就取消隐藏，不需要就删掉", en: "unhide it if its data is needed, else delete it"))
  }
  static func workbookCellOutside(_ reference: String) -> Problem {
    Problem(
      "workbook-damaged", zh: "单元格位置「\(reference)」不存在", en: "there is no cell '\(reference)' in this row of a sheet",
      hint: saveAgain)
  }
  static func workbookCellTwice(_ reference: String) -> Problem {
    Problem("workbook-damaged", zh: "单元格 \(reference) 出现了两次", en: "cell \(reference) is there twice", hint: saveAgain)
  }
  static func workbookRowOrder(_ row: Int, after previous: Int) -> Problem {
    Problem(
      "workbook-damaged", zh: "第 \(row) 行排在第 \(previous) 行之后", en: "row \(row) stands after row \(previous)",
      hint: saveAgain)
  }
  static func workbookFormulaWithoutValue(_ column: String, count: Int) -> Problem {
    Problem(
      "workbook-formula", .warning, zh: "\(column) 列从这里起有 \(count) 个公式没有保存结果，按缺失处理",
      en: "\(count) formulas of column \(column), from here on, have no saved value and count as missing",
      hint: Wording(zh: "用 Excel 打开，等它算完后保存", en: "open it in Excel, let it calculate, and save"))
  }
  static func workbookBadNumber(_ text: String, count: Int) -> Problem {
    Problem(
      "workbook-number", zh: "「\(text)」不是数值；这一列从这里起有 \(count) 个",
      en: "'\(text)' is not a number; \(count) in this column from here on", hint: saveAgain)
  }
  static func workbookBadDate(_ text: String, count: Int) -> Problem {
    Problem(
      "workbook-date", zh: "单元格按日期显示，但 \(text) 不对应任何日期，按缺失处理；这一列从这里起有 \(count) 个",
      en: "the cell is formatted as a date, but \(text) stands for none and counts as missing; \(count) in this column",
      hint: Wording(zh: "若不是日期，把单元格格式改成「常规」；若是日期，重新填写",
        en: "if it is no date, set the format to General; else retype it"))
  }
  static func workbookBadString(_ text: String, count: Int) -> Problem {
    Problem(
      "workbook-damaged", zh: "文字编号「\(text)」在工作簿里不存在；这一列从这里起有 \(count) 个",
      en: "the workbook has no text number '\(text)'; \(count) in this column from here on", hint: saveAgain)
  }
  static func workbookLongNumber(_ text: String, count: Int) -> Problem {
    Problem(
      "workbook-long-number", .warning,
      zh: "数值 \(text) 超过 15 位，Excel 只保留前 15 位；这一列从这里起有 \(count) 个",
      en: "\(text) has more than 15 digits, of which Excel keeps 15; \(count) in this column from here on",
      hint: Wording(zh: "若是编号，把这一列设为文本后重新导出", en: "if these are ids, export them with the column set to Text"))
  }
}
