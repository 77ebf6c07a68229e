import Values

/// Writes a chart as DrawingML, its figures cached beside references into the embedded workbook, so that it can be drawn at
/// once and edited later.
struct ChartXML {
  let chart: NativeChart
  let text: ExportText
  private var rows: Int { chart.grid.rows.count }

  /// The chart's part; the embedded workbook is related to it as `rId1`.
  static func part(_ chart: NativeChart, text: ExportText) -> String {
    ChartXML(chart: chart, text: text).xml()
  }

  private func xml() -> String {
    var legend = ""
    if chart.hasLegend {
      legend = "<c:legend><c:legendPos val=\"b\"/>"
      for (index, series) in chart.series.enumerated() where series.isHidden {
        legend += "<c:legendEntry><c:idx val=\"\(index)\"/><c:delete val=\"1\"/></c:legendEntry>"
      }
      legend += "<c:overlay val=\"0\"/>\(letters(12))</c:legend>"
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      + "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" "
      + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
      + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
      + "<c:date1904 val=\"0\"/><c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/>"
      + plots() + axes() + "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>" + legend
      + "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>"
      + "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>" + letters(12)
      + "<c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>"
  }

  // MARK: Plots

  private func plots() -> String {
    let all = Array(chart.series.enumerated())
    switch chart.kind {
    case .columns, .bars:
      let grouping = chart.stacking == .none ? "clustered" : chart.stacking == .stacked ? "stacked" : "percentStacked"
      let bars = all.filter { !$0.element.isShareLine }
      var xml =
        "<c:barChart><c:barDir val=\"\(chart.kind == .bars ? "bar" : "col")\"/><c:grouping val=\"\(grouping)\"/><c:varyColors val=\"0\"/>"
        + bars.map { series($0.element, $0.offset) }.joined() + "<c:gapWidth val=\"\(chart.gap)\"/>"
        + (chart.stacking == .none ? "" : "<c:overlap val=\"100\"/>") + "<c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>"
      let shares = all.filter(\.element.isShareLine)
      if !shares.isEmpty {
        xml += "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>"
          + shares.map { series($0.element, $0.offset) }.joined()
          + "<c:marker val=\"1\"/><c:axId val=\"3\"/><c:axId val=\"4\"/></c:lineChart>"
      }
      return xml
    case .lines:
      return "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>"
        + all.map { series($0.element, $0.offset) }.joined()
        + "<c:marker val=\"1\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:lineChart>"
    case .radar:
      return "<c:radarChart><c:radarStyle val=\"marker\"/><c:varyColors val=\"0\"/>"
        + all.map { series($0.element, $0.offset) }.joined() + "<c:axId val=\"1\"/><c:axId val=\"2\"/></c:radarChart>"
    case .scatter:
      return "<c:scatterChart><c:scatterStyle val=\"lineMarker\"/><c:varyColors val=\"0\"/>"
        + all.map { series($0.element, $0.offset) }.joined() + "<c:axId val=\"1\"/><c:axId val=\"2\"/></c:scatterChart>"
    }
  }

  private func series(_ series: NativeChart.Series, _ index: Int) -> String {
    let isLine = series.isLine || chart.kind == .lines || chart.kind == .radar
    var xml = "<c:ser><c:idx val=\"\(index)\"/><c:order val=\"\(index)\"/><c:tx><c:strRef><c:f>\(cell(0, series.column))</c:f>"
      + "<c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>\(escaped(series.name))</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    let color = "<a:solidFill><a:srgbClr val=\"\(series.color)\"/></a:solidFill>"
    if isLine {
      xml += "<c:spPr><a:ln w=\"\(series.isDashed ? 15_875 : 28_575)\" cap=\"rnd\">\(color)"
        + (series.isDashed ? "<a:prstDash val=\"dash\"/>" : "") + "<a:round/></a:ln></c:spPr>"
      xml += chart.kind == .lines && chart.hasLonePoints(series)
        ? "<c:marker><c:symbol val=\"circle\"/><c:size val=\"6\"/><c:spPr>\(color)<a:ln><a:noFill/></a:ln></c:spPr></c:marker>"
        : "<c:marker><c:symbol val=\"none\"/></c:marker>"
    } else if chart.kind == .scatter {
      xml += "<c:spPr><a:ln w=\"19050\"><a:noFill/></a:ln></c:spPr>"
        + "<c:marker><c:symbol val=\"circle\"/><c:size val=\"9\"/><c:spPr>\(color)<a:ln><a:noFill/></a:ln></c:spPr></c:marker>"
    } else {
      xml += "<c:spPr>\(series.isHidden ? "<a:noFill/>" : color)<a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val=\"0\"/>"
    }
    if series.hasLabels, !series.isHidden { xml += labels(series) }
    if let interval = series.interval { xml += errorBars(series, interval) }
    let values = numbers(series.column)
    if let x = series.xColumn {
      xml += "<c:xVal>\(numbers(x))</c:xVal><c:yVal>\(values)</c:yVal><c:smooth val=\"0\"/>"
    } else {
      xml += "<c:cat>\(categories())</c:cat><c:val>\(values)</c:val>"
      if isLine, chart.kind != .radar { xml += "<c:smooth val=\"0\"/>" }
    }
    return xml + "</c:ser>"
  }

  private func labels(_ series: NativeChart.Series) -> String {
    let shown = "<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>"
      + "<c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>"
    var xml = "<c:dLbls>"
    for (index, label) in series.labels.prefix(rows).enumerated() {
      xml += "<c:dLbl><c:idx val=\"\(index)\"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"1100\"/></a:pPr>"
        + "<a:r><a:rPr sz=\"1100\"/><a:t>\(escaped(label))</a:t></a:r></a:p></c:rich></c:tx><c:dLblPos val=\"t\"/>\(shown)</c:dLbl>"
    }
    xml += "<c:numFmt formatCode=\"\(escaped(labelFormat))\" sourceLinked=\"0\"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    xml += letters(11, color: Ink.text)
    if chart.kind == .scatter { xml += "<c:dLblPos val=\"t\"/>" }
    return xml + shown + "</c:dLbls>"
  }

  /// Enough digits to read the figure at its bar.
  private var labelFormat: String {
    if chart.unit == .ratio { return chart.largest < 0.1 ? "0.00%" : "0.0%" }
    if chart.unit == .decimal { return "0.0" }
    return text.axisFormat(chart.unit, upTo: chart.largest)
  }

  private func errorBars(_ series: NativeChart.Series, _ interval: (low: Int, high: Int)) -> String {
    func distances(_ column: Int, _ sign: Double) -> String {
      var points = ""
      for (index, row) in chart.grid.rows.enumerated() {
        guard let middle = row[series.column].number, column < row.count, let end = row[column].number else { continue }
        points += "<c:pt idx=\"\(index)\"><c:v>\(xmlNumber(max(0, (end - middle) * sign)))</c:v></c:pt>"
      }
      return "<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val=\"\(rows)\"/>\(points)</c:numLit>"
    }
    return "<c:errBars><c:errBarType val=\"both\"/><c:errValType val=\"cust\"/><c:noEndCap val=\"0\"/>"
      + "<c:plus>\(distances(interval.high, 1))</c:plus><c:minus>\(distances(interval.low, -1))</c:minus>"
      + "<c:spPr><a:ln w=\"12700\"><a:solidFill><a:srgbClr val=\"\(Ink.text)\"/></a:solidFill></a:ln></c:spPr></c:errBars>"
  }

  // MARK: Figures

  private var isByDay: Bool {
    rows > 0 && chart.grid.rows.allSatisfy { if case .day? = $0.first { true } else { false } }
  }

  private func cell(_ row: Int, _ column: Int) -> String { "Sheet1!$\(XlsxSheet.letters(column))$\(row + 1)" }

  private func range(_ column: Int) -> String {
    cell(1, column) + ":$\(XlsxSheet.letters(column))$\(rows + 1)"
  }

  private func categories() -> String {
    var points = ""
    if isByDay {
      for (index, row) in chart.grid.rows.enumerated() {
        guard case .day(let day)? = row.first else { continue }
        points += "<c:pt idx=\"\(index)\"><c:v>\(Int(day.number) + 25_569)</c:v></c:pt>"
      }
      return "<c:numRef><c:f>\(range(0))</c:f><c:numCache><c:formatCode>m/d</c:formatCode><c:ptCount val=\"\(rows)\"/>\(points)</c:numCache></c:numRef>"
    }
    for (index, row) in chart.grid.rows.enumerated() {
      points += "<c:pt idx=\"\(index)\"><c:v>\(escaped(row.first?.text(text.style) ?? ""))</c:v></c:pt>"
    }
    return "<c:strRef><c:f>\(range(0))</c:f><c:strCache><c:ptCount val=\"\(rows)\"/>\(points)</c:strCache></c:strRef>"
  }

  private func numbers(_ column: Int) -> String {
    var points = ""
    for (index, row) in chart.grid.rows.enumerated() {
      guard column < row.count, let value = row[column].number else { continue }
      points += "<c:pt idx=\"\(index)\"><c:v>\(xmlNumber(value))</c:v></c:pt>"
    }
    return "<c:numRef><c:f>\(range(column))</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=\"\(rows)\"/>\(points)</c:numCache></c:numRef>"
  }

  // MARK: Axes

  private func letters(_ size: Int, color: String = Ink.muted) -> String {
    "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"\(size * 100)\"><a:solidFill><a:srgbClr val=\"\(color)\"/></a:solidFill>"
      + "<a:latin typeface=\"\(ExportText.latinFont)\"/><a:ea typeface=\"\(ExportText.hanFont)\"/></a:defRPr></a:pPr>"
      + "<a:endParaRPr lang=\"\(text.language.isChinese ? "zh-CN" : "en-US")\"/></a:p></c:txPr>"
  }

  private func title(_ name: String?) -> String {
    guard let name else { return "" }
    return "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"1200\" b=\"0\"/></a:pPr><a:r><a:rPr sz=\"1200\" b=\"0\"/>"
      + "<a:t>\(escaped(name))</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>"
  }

  private func axes() -> String {
    let isLying = chart.kind == .bars
    let grid = "<c:majorGridlines><c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"\(Ink.line)\"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>"
    let edge = "<c:spPr><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"\(Ink.strongLine)\"/></a:solidFill></a:ln></c:spPr>"
    let bare = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
    let valueFormat = chart.stacking == .percent ? "0%" : text.axisFormat(chart.unit, upTo: chart.largest)
    func value(_ id: Int, _ cross: Int, position: String, format: String, grid: String, title: String, crosses: String = "autoZero", extra: String)
      -> String
    {
      "<c:valAx><c:axId val=\"\(id)\"/><c:scaling><c:orientation val=\"minMax\"/>\(extra)</c:scaling><c:delete val=\"0\"/><c:axPos val=\"\(position)\"/>"
        + grid + title + "<c:numFmt formatCode=\"\(escaped(format))\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>"
        + "<c:tickLblPos val=\"nextTo\"/>\(bare)\(letters(12))<c:crossAx val=\"\(cross)\"/><c:crosses val=\"\(crosses)\"/>"
        + (chart.kind == .scatter ? "<c:crossBetween val=\"midCat\"/>" : "<c:crossBetween val=\"between\"/>") + "</c:valAx>"
    }
    if chart.kind == .scatter {
      return value(
        1, 2, position: "b", format: text.axisFormat(chart.xUnit ?? .decimal, upTo: chart.largest(column: 1)), grid: "",
        title: title(chart.xName), extra: "")
        + value(2, 1, position: "l", format: valueFormat, grid: grid, title: title(chart.yName), extra: "")
    }
    let skip = max(1, (rows + 11) / 12)
    let kind = isByDay && !isLying ? "dateAx" : "catAx"
    var xml = "<c:\(kind)><c:axId val=\"1\"/><c:scaling><c:orientation val=\"\(chart.isReversed ? "maxMin" : "minMax")\"/></c:scaling>"
      + "<c:delete val=\"0\"/><c:axPos val=\"\(isLying ? "l" : "b")\"/>"
      + "<c:numFmt formatCode=\"\(isByDay ? "m/d" : "General")\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>"
      + "<c:tickLblPos val=\"low\"/>\(edge)\(letters(12))<c:crossAx val=\"2\"/><c:crosses val=\"autoZero\"/>"
    if kind == "dateAx" {
      xml += "<c:auto val=\"1\"/><c:lblOffset val=\"100\"/><c:baseTimeUnit val=\"days\"/><c:majorUnit val=\"\(skip)\"/><c:majorTimeUnit val=\"days\"/></c:dateAx>"
    } else {
      xml += "<c:auto val=\"1\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/>"
        + (chart.kind == .lines ? "<c:tickLblSkip val=\"\(skip)\"/>" : "") + "<c:noMultiLvlLbl val=\"1\"/></c:catAx>"
    }
    // Behind a reversed axis the figures' axis would stand at the top.
    xml += value(
      2, 1, position: isLying ? "b" : "l", format: valueFormat, grid: grid, title: "",
      crosses: chart.isReversed ? "max" : "autoZero", extra: "")
    if chart.series.contains(where: \.isShareLine) {
      xml += "<c:catAx><c:axId val=\"3\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"1\"/><c:axPos val=\"b\"/>"
        + "<c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"4\"/><c:crosses val=\"autoZero\"/>"
        + "<c:auto val=\"1\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>"
        + value(
          4, 3, position: "r", format: "0%", grid: "", title: "", crosses: "max",
          extra: "<c:max val=\"1\"/><c:min val=\"0\"/>")
    }
    return xml
  }
}

extension NativeChart {
  /// The largest size among the figures drawn.
  var largest: Double {
    series.lazy.filter { !$0.isShareLine }.map { largest(column: $0.column) }.max() ?? 0
  }

  func largest(column: Int) -> Double {
    grid.rows.lazy.compactMap { column < $0.count ? $0[column].number.map(abs) : nil }.max() ?? 0
  }
}
