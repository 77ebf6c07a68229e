import CXlsxWriter
import Foundation
import Values

/// How a cell looks. Equal looks share one format of the book.
struct CellLook: Hashable {
  var numberFormat: String?
  var isBold = false
  var size = 10.0
  /// RRGGBB.
  var color = Ink.text
  var fill: String?
  var isRight = false
  var isWrapped = false
  var isTop = false
  var topLine = false
  var bottomLine = false
}

/// A workbook of Excel's that is being written, over libxlsxwriter. The only file that knows the library.
///
/// The library writes to a file, for which a temporary folder is made and removed. The same calls give the same bytes:
/// the day of creation is given, and the library dates the parts of the container 1980-01-01.
final class XlsxBook {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private let folder: String
  private let font: String
  private var looks: [CellLook: UnsafeMutablePointer<lxw_format>] = [:]
  private var isClosed = false

  init(font: String) throws(ExportFailure) {
    let base = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let made: String? = (base + "/fupan-XXXXXX").withCString { template in
      guard let copy = strdup(template) else { return nil }
      defer { free(copy) }
      return mkdtemp(copy).map { String(cString: $0) }
    }
    guard let made else {
      throw ExportFailure(reason: "\(base): \(String(cString: strerror(errno)))")
    }
    folder = made
    self.font = font
    let new: UnsafeMutablePointer<lxw_workbook>? = made.withCString { folder in
      var options = lxw_workbook_options()
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return workbook_new_opt(made + "/book.xlsx", &options)
    }
    guard let new else {
      rmdir(made)
      throw ExportFailure(reason: "out of memory")
    }
    book = new
  }

  deinit {
    if !isClosed { _ = close() }
    unlink(folder + "/book.xlsx")
    rmdir(folder)
  }

  private func close() -> lxw_error {
    isClosed = true
    return workbook_close(book)
  }

  func setProperties(title: String, subject: String, day: Day) {
    title.withCString { title in
      subject.withCString { subject in
        var properties = lxw_doc_properties()
        properties.title = UnsafeMutablePointer(mutating: title)
        properties.subject = UnsafeMutablePointer(mutating: subject)
        // Midnight of 1970-01-01 is 0, which the library takes for "now".
        properties.created = max(1, time_t(day.number) * 86_400)
        _ = workbook_set_properties(book, &properties)
      }
    }
  }

  /// Adds a sheet. The name is cut and mended to one that Excel takes; it is the sheet's `name`.
  func addSheet(_ wanted: String, names: inout Set<String>) throws(ExportFailure) -> XlsxSheet {
    let name = XlsxBook.sheetName(wanted, taken: &names)
    guard let sheet = workbook_add_worksheet(book, name) else {
      throw ExportFailure(reason: "sheet \(name)")
    }
    return XlsxSheet(sheet, name: name, book: self)
  }

  /// At most 31 UTF-16 units, none of `[]:*?/\`, no quote at either end, and unlike the names taken.
  static func sheetName(_ wanted: String, taken: inout Set<String>) -> String {
    var base = String(wanted.map { "[]:*?/\\".contains($0) ? " " : $0 })
    base = base.trimmingCharacters(in: CharacterSet(charactersIn: "' \t\n"))
    if base.isEmpty { base = "Sheet" }
    var name = cut(base, to: 31)
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = cut(base, to: 27) + " \(number)"
      number += 1
    }
    return name
  }

  private static func cut(_ text: String, to units: Int) -> String {
    var result = text
    while result.utf16.count > units { result.removeLast() }
    return result
  }

  /// Gives a range of a sheet a name by which formulas can ask for it; nothing for a name that Excel refuses.
  func define(_ name: String, as reference: String) { _ = workbook_define_name(book, name, reference) }

  func format(_ look: CellLook) -> UnsafeMutablePointer<lxw_format>? {
    if let known = looks[look] { return known }
    guard let format = workbook_add_format(book) else { return nil }
    format_set_font_name(format, font)
    format_set_font_size(format, look.size)
    format_set_font_color(format, xlsxColor(look.color))
    if look.isBold { format_set_bold(format) }
    if let pattern = look.numberFormat { format_set_num_format(format, pattern) }
    if let fill = look.fill {
      format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      format_set_fg_color(format, xlsxColor(fill))
      format_set_bg_color(format, xlsxColor(fill))
    }
    if look.isRight { format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
    format_set_align(format, UInt8((look.isTop ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER).rawValue))
    if look.isWrapped { format_set_text_wrap(format) }
    if look.topLine {
      format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_top_color(format, xlsxColor(Ink.strongLine))
    }
    if look.bottomLine {
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_bottom_color(format, xlsxColor(Ink.line))
    }
    looks[look] = format
    return format
  }

  fileprivate func newChart(_ type: lxw_chart_type) -> UnsafeMutablePointer<lxw_chart>? {
    workbook_add_chart(book, UInt8(type.rawValue))
  }

  fileprivate var chartFont: String { font }

  /// Ends the book and gives its bytes.
  func bytes() throws(ExportFailure) -> [UInt8] {
    let status = close()
    guard status == LXW_NO_ERROR else { throw ExportFailure(reason: String(cString: lxw_strerror(status))) }
    guard let data = FileManager.default.contents(atPath: folder + "/book.xlsx") else {
      throw ExportFailure(reason: folder + "/book.xlsx")
    }
    return Array(data)
  }
}

private func xlsxColor(_ hex: String) -> lxw_color_t { lxw_color_t(hex, radix: 16) ?? 0 }

/// A sheet of a book; rows and columns count from 0.
final class XlsxSheet {
  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  private unowned let book: XlsxBook
  let name: String

  fileprivate init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, name: String, book: XlsxBook) {
    self.sheet = sheet
    self.name = name
    self.book = book
    worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    worksheet_set_paper(sheet, 9)
    worksheet_set_landscape(sheet)
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_set_footer(sheet, "&L&8&A&R&8&P / &N")
  }

  /// Writes text as a string, whatever it begins with; never a formula. Cut at what Excel holds in a cell.
  func write(_ text: String, _ row: Int, _ column: Int, _ look: CellLook = CellLook()) {
    var text = text
    if text.utf16.count > 32_767 { text = String(decoding: text.utf16.prefix(32_766), as: UTF16.self) + "…" }
    let format = book.format(look)
    if text.isEmpty {
      worksheet_write_blank(sheet, lxw_row_t(row), lxw_col_t(column), format)
    } else {
      worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), text, format)
    }
  }

  func write(_ number: Double, _ row: Int, _ column: Int, _ look: CellLook) {
    worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), number, book.format(look))
  }

  func write(_ day: Day, _ row: Int, _ column: Int, _ look: CellLook = CellLook()) {
    var look = look
    look.numberFormat = ExportText.dayFormat
    // Excel counts days from 1899-12-30; it knows none before 1900-03-01 that others agree on.
    let serial = Int(day.number) + 25_569
    if serial < 61 { return write(day.iso, row, column, look) }
    write(Double(serial), row, column, look)
  }

  /// One text over several columns of a row.
  func writeAcross(_ text: String, _ row: Int, _ columns: ClosedRange<Int>, _ look: CellLook) {
    if columns.count == 1 { return write(text, row, columns.lowerBound, look) }
    let format = book.format(look)
    // The library writes the text by its rule for strings; written again, it is a string whatever it begins with.
    worksheet_merge_range(
      sheet, lxw_row_t(row), lxw_col_t(columns.lowerBound), lxw_row_t(row), lxw_col_t(columns.upperBound), "", format)
    write(text, row, columns.lowerBound, look)
  }

  /// In characters of half width.
  func setWidth(_ width: Double, column: Int) {
    worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), width, nil)
  }

  func setHeight(_ points: Double, row: Int) { worksheet_set_row(sheet, lxw_row_t(row), points, nil) }

  /// Keeps the rows above and the columns before in view.
  func freeze(rows: Int, columns: Int) { worksheet_freeze_panes(sheet, lxw_row_t(rows), lxw_col_t(columns)) }

  func filter(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    worksheet_autofilter(
      sheet, lxw_row_t(rows.lowerBound), lxw_col_t(columns.lowerBound), lxw_row_t(rows.upperBound),
      lxw_col_t(columns.upperBound))
  }

  func repeatRow(_ row: Int) { worksheet_repeat_rows(sheet, lxw_row_t(row), lxw_row_t(row)) }

  /// Shades the numbers of a range from light to dark.
  func shade(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    var format = lxw_conditional_format()
    format.type = UInt8(LXW_CONDITIONAL_2_COLOR_SCALE.rawValue)
    format.min_color = xlsxColor("F7FAFD")
    format.max_color = xlsxColor("7FA9D8")
    worksheet_conditional_format_range(
      sheet, lxw_row_t(rows.lowerBound), lxw_col_t(columns.lowerBound), lxw_row_t(rows.upperBound),
      lxw_col_t(columns.upperBound), &format)
  }

  /// Names a range `rows` by `columns` of this sheet.
  func define(_ name: String, rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    let quoted = "'" + self.name.replacingOccurrences(of: "'", with: "''") + "'"
    let first = "$\(XlsxSheet.letters(columns.lowerBound))$\(rows.lowerBound + 1)"
    let last = "$\(XlsxSheet.letters(columns.upperBound))$\(rows.upperBound + 1)"
    book.define(name, as: "=\(quoted)!\(first):\(last)")
  }

  /// `A`, `Z`, `AA`.
  static func letters(_ column: Int) -> String {
    var rest = column
    var result = ""
    repeat {
      result = String(Character(UnicodeScalar(UInt8(0x41 + rest % 26)))) + result
      rest = rest / 26 - 1
    } while rest >= 0
    return result
  }

  // MARK: Charts

  /// Puts a chart at a cell, of figures that stand in `rows` from column 0 on, their names in the row above.
  func add(
    _ chart: NativeChart, at row: Int, _ column: Int, rows: ClosedRange<Int>, title: String, width: Double, height: Double,
    text: ExportText
  ) {
    guard let object = book.newChart(XlsxSheet.type(chart)) else { return }
    for series in chart.series { add(series, of: chart, to: object, rows: rows, text: text) }
    style(object, chart, title: title, text: text)
    title.withCString { title in
      var options = lxw_chart_options()
      options.x_scale = width / 480
      options.y_scale = height / 288
      options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
      options.description = UnsafeMutablePointer(mutating: title)
      _ = worksheet_insert_chart_opt(sheet, lxw_row_t(row), lxw_col_t(column), object, &options)
    }
  }

  private static func type(_ chart: NativeChart) -> lxw_chart_type {
    switch (chart.kind, chart.stacking) {
    case (.columns, .none): LXW_CHART_COLUMN
    case (.columns, .stacked): LXW_CHART_COLUMN_STACKED
    case (.columns, .percent): LXW_CHART_COLUMN_STACKED_PERCENT
    case (.bars, .none): LXW_CHART_BAR
    case (.bars, .stacked): LXW_CHART_BAR_STACKED
    case (.bars, .percent): LXW_CHART_BAR_STACKED_PERCENT
    case (.lines, _): LXW_CHART_LINE
    case (.radar, _): LXW_CHART_RADAR
    case (.scatter, _): LXW_CHART_SCATTER
    }
  }

  private func add(
    _ series: NativeChart.Series, of chart: NativeChart, to object: UnsafeMutablePointer<lxw_chart>,
    rows: ClosedRange<Int>, text: ExportText
  ) {
    // The library has no lines over columns: a cumulative share is printed at the bars instead.
    if series.isShareLine { return }
    guard let drawn = chart_add_series(object, nil, nil) else { return }
    let (first, last) = (lxw_row_t(rows.lowerBound), lxw_row_t(rows.upperBound))
    let categories = lxw_col_t(series.xColumn ?? 0)
    chart_series_set_categories(drawn, name, first, categories, last, categories)
    chart_series_set_values(drawn, name, first, lxw_col_t(series.column), last, lxw_col_t(series.column))
    chart_series_set_name_range(drawn, name, first - 1, lxw_col_t(series.column))
    var line = lxw_chart_line()
    line.color = xlsxColor(series.color)
    line.width = series.isDashed ? 1.25 : 2
    if series.isDashed { line.dash_type = UInt8(LXW_CHART_LINE_DASH_DASH.rawValue) }
    let isDrawnAsLine = chart.kind == .lines || chart.kind == .radar || (chart.kind == .scatter && series.isLine)
    if isDrawnAsLine {
      chart_series_set_line(drawn, &line)
      if chart.kind == .lines, chart.hasLonePoints(series) {
        chart_series_set_marker_type(drawn, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
        chart_series_set_marker_size(drawn, 6)
        var fill = lxw_chart_fill()
        fill.color = xlsxColor(series.color)
        chart_series_set_marker_fill(drawn, &fill)
      } else {
        chart_series_set_marker_type(drawn, UInt8(LXW_CHART_MARKER_NONE.rawValue))
      }
    } else {
      var fill = lxw_chart_fill()
      fill.color = xlsxColor(series.color)
      fill.none = series.isHidden ? 1 : 0
      if chart.kind == .scatter {
        chart_series_set_marker_type(drawn, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
        chart_series_set_marker_size(drawn, 8)
        chart_series_set_marker_fill(drawn, &fill)
        line.none = 1
        chart_series_set_line(drawn, &line)
      } else {
        chart_series_set_fill(drawn, &fill)
      }
    }
    var labels = series.labels
    if let share = chart.series.first(where: \.isShareLine) {
      labels = chart.grid.rows.map { share.column < $0.count ? $0[share.column].text(text.style) : "" }
    }
    guard series.hasLabels || !labels.isEmpty, !series.isHidden else { return }
    chart_series_set_labels(drawn)
    if labels.isEmpty {
      chart_series_set_labels_num_format(drawn, text.axisFormat(chart.unit) == "General" ? "0.0" : labelFormat(chart, text))
    } else {
      custom(labels, of: drawn)
    }
  }

  private func labelFormat(_ chart: NativeChart, _ text: ExportText) -> String {
    chart.unit == .ratio ? "0.0%" : text.axisFormat(chart.unit, upTo: chart.largest)
  }

  private func custom(_ labels: [String], of series: UnsafeMutablePointer<lxw_chart_series>) {
    // What begins with `=` would be a reference.
    let texts = labels.map { strdup($0.hasPrefix("=") ? " " + $0 : $0) }
    defer { for text in texts { free(text) } }
    var items = texts.map { text in
      var label = lxw_chart_data_label()
      label.value = text
      return label
    }
    items.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var pointers: [UnsafeMutablePointer<lxw_chart_data_label>?] = buffer.indices.map { base + $0 }
      pointers.append(nil)
      _ = chart_series_set_labels_custom(series, &pointers)
    }
  }

  private func style(
    _ object: UnsafeMutablePointer<lxw_chart>, _ chart: NativeChart, title: String, text: ExportText
  ) {
    book.chartFont.withCString { name in
      var font = lxw_chart_font()
      font.name = UnsafeMutablePointer(mutating: name)
      font.color = xlsxColor(Ink.muted)
      font.size = 9
      var heading = font
      heading.size = 11
      heading.bold = 1
      heading.color = xlsxColor(Ink.text)
      chart_title_set_name(object, title.hasPrefix("=") ? " " + title : title)
      chart_title_set_name_font(object, &heading)
      // Of lying bars the library calls the categories' axis y.
      let isLying = chart.kind == .bars
      if let x = isLying ? object.pointee.y_axis : object.pointee.x_axis,
        let y = isLying ? object.pointee.x_axis : object.pointee.y_axis
      {
        chart_axis_set_num_font(x, &font)
        chart_axis_set_num_font(y, &font)
        var grid = lxw_chart_line()
        grid.color = xlsxColor(Ink.line)
        grid.width = 0.75
        var edge = grid
        edge.color = xlsxColor(Ink.strongLine)
        chart_axis_set_line(x, &edge)
        chart_axis_major_gridlines_set_visible(x, 0)
        chart_axis_major_gridlines_set_visible(y, 1)
        chart_axis_major_gridlines_set_line(y, &grid)
        let pattern = chart.stacking == .percent ? "0%" : text.axisFormat(chart.unit, upTo: chart.largest)
        chart_axis_set_num_format(y, pattern)
        if chart.isReversed { chart_axis_set_reverse(x) }
        // Behind a reversed axis the figures' axis would stand at the top.
        if chart.isReversed { chart_axis_set_label_position(y, UInt8(LXW_CHART_AXIS_LABEL_POSITION_HIGH.rawValue)) }
        if chart.kind == .lines, case .day? = chart.grid.rows.first?.first {
          chart_axis_set_num_format(x, "m/d")
          chart_axis_set_interval_unit(x, UInt16(max(1, chart.grid.rows.count / 12)))
        }
        if chart.kind == .scatter {
          chart_axis_set_num_format(x, text.axisFormat(chart.xUnit ?? .decimal))
          if let name = chart.xName { chart_axis_set_name(x, name) }
          if let name = chart.yName { chart_axis_set_name(y, name) }
          chart_axis_set_name_font(x, &font)
          chart_axis_set_name_font(y, &font)
        }
      }
      if chart.hasLegend {
        chart_legend_set_position(object, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
        chart_legend_set_font(object, &font)
        let hidden = chart.series.indices.filter { chart.series[$0].isHidden }.map(Int16.init)
        if !hidden.isEmpty {
          var ends = hidden + [-1]
          _ = chart_legend_delete_series(object, &ends)
        }
      } else {
        chart_legend_set_position(object, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
      }
    }
    if chart.kind == .columns || chart.kind == .bars {
      chart_set_series_gap(object, UInt16(chart.gap))
      chart_set_series_overlap(object, chart.stacking == .none ? 0 : 100)
    }
  }
}
