import Diagnostics
import Values

extension DataTable {
  /// Cells that hold data of persons, and columns that are named after such data: errors, since a site takes only sums
  /// and rows without names. One for each column and kind, at the first row; the data itself is masked.
  ///
  /// - Parameters:
  ///   - isAllowed: whether a column (with the empty value) or a value in it may stand there.
  ///   - column: the place of a value in its line of the file, from 1; 0 where it is not known.
  public func personalData(
    isAllowed: (_ value: String, _ header: String) -> Bool, column place: (_ value: String, _ line: Int) -> Int
  ) -> [Diagnostic] {
    let isPersonal = { DataTable.personalHeaders.contains(HeaderKey.normalised($0)) }
    var found = report.unmatched.filter { isPersonal($0) && !isAllowed("", $0) }.map { header in
      Diagnostic(.personalColumn(header), at: Location(file, sheet: sheet, line: report.headerLine ?? 0))
    }
    for column in columns {
      guard case .text(let codes, let texts) = column.values else { continue }
      // Numbers of orders and of advertisements may have the length of telephone and card numbers by chance.
      let isNumber = column.id == "order" || column.id.hasSuffix("_id")
      var hits: [Int32: (kind: PersonalData, value: String)] = [:]
      for (code, text) in texts.enumerated() {
        var text = text
        text.withUTF8 { bytes in
          PersonalData.scan(bytes) { kind, range in
            if isNumber, kind == .mobile || kind == .bankCard { return true }
            let value = String(decoding: bytes[range], as: UTF8.self)
            if isAllowed(value, column.header) { return true }
            hits[Int32(code)] = (kind, value)
            return false
          }
        }
      }
      if hits.isEmpty { continue }
      var first: [PersonalData: (row: Int, cells: Int, value: String)] = [:]
      for (row, code) in codes.enumerated() {
        guard let (kind, value) = hits[code] else { continue }
        let known = first[kind]
        first[kind] = (known?.row ?? row, (known?.cells ?? 0) + 1, known?.value ?? value)
      }
      for kind in PersonalData.allCases {
        guard let (row, cells, value) = first[kind] else { continue }
        var location = location(row: row, column: column)
        if sheet == nil { location.column = place(value, location.line) }
        found.append(
          Diagnostic(.personalData(kind, column: column.header, value: PersonalData.masked(value), cells: cells), at: location))
      }
    }
    return found
  }

  /// Headers of columns that no table of a site needs and that name persons.
  private static let personalHeaders: Set<String> = Set(
    [
      "手机号", "手机号码", "手机", "联系手机", "电话", "电话号码", "联系电话", "收货人电话", "收件人手机", "收货人手机号", "买家手机",
      "身份证", "身份证号", "身份证号码", "证件号码", "邮箱", "电子邮箱", "电子邮件", "银行卡号", "姓名", "客户姓名", "买家姓名", "收货人", "收货人姓名",
      "收件人", "收件人姓名", "收货地址", "收件地址", "详细地址", "微信号", "支付宝账号", "email", "e-mail", "email address", "mobile", "phone",
      "phone number", "id card", "shipping address", "customer name",
    ].map(HeaderKey.normalised))
}

extension PersonalData {
  public var wording: Wording {
    switch self {
    case .mobile: Wording(zh: "手机号", en: "mobile numbers")
    case .identityCard: Wording(zh: "身份证号", en: "identity card numbers")
    case .bankCard: Wording(zh: "银行卡号", en: "bank card numbers")
    case .email: Wording(zh: "邮箱地址", en: "e-mail addresses")
    }
  }
}
