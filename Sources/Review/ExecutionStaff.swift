import Charts
import Metrics
import Values

/// What a marketing team brought per head and hour, and what it spent its hours on: by role, never by person.
extension Writer {
  /// Whether the chapter says something about people; without a file of staff it says nothing.
  func addStaff(to chapter: inout Chapter) -> Bool {
    guard let staff = StaffTime.read(input.tables) else { return false }
    let now = staff.periods(in: period)
    guard !now.isEmpty else { return false }
    let before = periodsBefore(now, staff)
    chapter.blocks.append(.heading(pick("人效与工时", "Staff and hours")))
    addEfficiency(staff, now, before, to: &chapter)
    addWorkMix(staff, now, before, to: &chapter)
    let sources = staff.sources.reduce(0) { $0 + $1.rows }
    explainMethod(
      "staff-periods", label: pick("人效的期间", "Periods of staff figures"),
      value: style.full(.exact(Exact(sources)), .count),
      formula: pick(
        "期间至少一半在活动期内的算活动期；人数按期间取平均，同一角色一期有几行的取最大值；不足 \(Int(StaffTime.fewest)) 人的角色合并列出，不按个人计算",
        "a period counts as the campaign's when at least half of it lies within; heads are the mean over periods, of several "
          + "rows of a role in one period the largest; roles of fewer than \(Int(StaffTime.fewest)) are shown together, "
          + "nothing is worked out by person"),
      sources: staff.sources,
      notes: staff.unread.isEmpty
        ? [] : [pick("认不出的期间：\(staff.unread.joined(separator: "、"))", "periods not understood: \(staff.unread.joined(separator: ", "))")])
    return true
  }

  /// The periods of the baseline; without one as many as the campaign has, right before it.
  private func periodsBefore(_ now: [Int], _ staff: StaffTime) -> [Int] {
    if let baseline = facts.frame.baseline {
      return staff.periods(in: baseline).filter { !now.contains($0) }
    }
    guard let first = now.first else { return [] }
    return Array(staff.periods.indices.prefix(first).suffix(now.count))
  }

  // MARK: Efficiency

  /// A figure per head or hour, of the campaign and of the periods before.
  private struct Ratio {
    var id: String
    var unit: Unit
    var now: Noted
    var before: Number?
    var earlier: Noted?
    /// Per day, so that spans of different lengths compare.
    var change: Double?
  }

  private func days(of places: [Int], _ staff: StaffTime) -> Double {
    Double(places.reduce(0) { $0 + staff.periods[$1].length })
  }

  private func addEfficiency(_ staff: StaffTime, _ now: [Int], _ before: [Int], to chapter: inout Chapter) {
    let heads = staff.heads(in: now)
    guard let heads, heads >= StaffTime.fewest else {
      if heads != nil {
        chapter.sentences.append(
          say(
            "execution-staff", "团队不足 \(Int(StaffTime.fewest)) 人，不列人效。",
            "The team has fewer than \(Int(StaffTime.fewest)) people: no figures per head are shown."))
      }
      return
    }
    let staffed = staffFigure("staff", .real(heads), staff)
    let hours = staff.hours(in: now).map { staffFigure("hours", .exact($0), staff) }
    let ratios = efficiency(staff, now, before, heads: heads, hours: hours?.value)

    var zh = ["平均在岗\(prose(staffed))"]
    var en = ["\(prose(staffed)) on average"]
    var figures = [staffed]
    if let hours {
      zh.append("工时\(prose(hours))")
      en.append("\(prose(hours)) of work")
      figures.append(hours)
    }
    for ratio in ratios where ratio.id != "output-per-hour" {
      let compared = ratio.change.map { change in
        abs(change) < 0.0005
          ? (zh: "，与之前持平", en: ", as before")
          : (
            zh: "，按天折算比\(beforeName)\(change > 0 ? "高" : "低")\(changeSize(change))",
            en: ", \(style.change(change)) per day against \(beforeName)"
          )
      } ?? (zh: "", en: "")
      // The unit of people per head reads oddly behind a name that says so.
      let value = ratio.id == "reach-per-marketer" ? style.compact(ratio.now.value, .count) + pick("人", "") : prose(ratio.now)
      zh.append("\(name(ratio.id))\(value)\(compared.zh)")
      en.append("\(nameInside(ratio.id)) \(value)\(compared.en)")
      figures += [ratio.now] + [ratio.earlier].compactMap { $0 }
    }
    chapter.sentences.append(
      say("execution-staff", zh.joined(separator: "；") + "。", Words.raised(en.joined(separator: "; ")) + ".", figures))
    if let chart = efficiencyChart(staff) { chapter.blocks.append(.chart(id: "execution-staff", chart)) }
    if !ratios.isEmpty { chapter.blocks.append(.table(efficiencyTable(ratios))) }
    if let table = roleTable(staff, now, before) { chapter.blocks.append(.table(table)) }
  }

  private var beforeName: String {
    facts.frame.baseline == nil ? pick("前期", "before") : pick("基准期", "the baseline")
  }

  /// The figure that the data has, else the one worked out from the file of staff.
  private func staffFigure(_ id: String, _ value: Number, _ staff: StaffTime) -> Noted {
    let known = figure(id)
    if !known.isMissing { return known }
    return record(
      FigureKey(id: id),
      Figure(
        id: id, kind: .measure, value: value, unit: dictionary.measure(id)?.unit ?? Unit(.number),
        formula: id == "staff" ? "mean(sum(headcount))" : "sum(hours)", sources: staff.sources))
  }

  private func efficiency(
    _ staff: StaffTime, _ now: [Int], _ before: [Int], heads: Double, hours: Number?
  ) -> [Ratio] {
    var result: [Ratio] = []
    let lengths = (now: days(of: now, staff), before: days(of: before, staff))
    let headsBefore = staff.heads(in: before)
    func add(_ id: String, over measure: String) {
      let top = figure(measure)
      guard let value = top.value, heads > 0 else { return }
      let unit = dictionary[id]?.unit ?? Unit(.money)
      let noted = record(
        FigureKey(id: id),
        Figure(
          id: id, kind: .kpi, value: CampaignFacts.perHead(value, heads, unit), unit: unit, formula: "\(measure) / staff",
          sources: top.figure.sources + staff.sources, notes: top.figure.notes))
      var ratio = Ratio(id: id, unit: unit, now: noted)
      let span = facts.frame.baseline.map { Slice(.period($0)) }
      if let headsBefore, headsBefore >= StaffTime.fewest,
        let earlier = span.flatMap({ facts.figure(measure, in: $0).value }) ?? sumBefore(measure, before, staff)
      {
        let value = CampaignFacts.perHead(earlier, headsBefore, unit)
        ratio.before = value
        ratio.earlier = record(
          FigureKey(id: id, aspect: .baseline),
          Figure(
            id: id, kind: .baseline, value: value, unit: unit, formula: "\(measure) / staff", sources: staff.sources,
            missing: value == nil ? .undefined : nil))
        let days = (Double(period.length), Double(facts.frame.baseline?.length ?? Int(lengths.before)))
        if let value, days.0 > 0, days.1 > 0, value.double > 0, let current = noted.value {
          ratio.change = (current.double / days.0) / (value.double / days.1) - 1
        }
      }
      result.append(ratio)
    }
    if facts.figure("attributed_revenue").value != nil { add("sales-per-marketer", over: "attributed_revenue") }
    add("reach-per-marketer", over: "reach")
    if let items = finishedItems(in: now, staff, roles: nil), let hours, hours.double > 0 {
      let unit = dictionary["output-per-hour"]?.unit ?? Unit(.number)
      let noted = record(
        FigureKey(id: "output-per-hour"),
        Figure(
          id: "output-per-hour", kind: .kpi, value: .real(Double(items.count) / hours.double), unit: unit,
          formula: items.formula, sources: items.sources + staff.sources))
      result.append(Ratio(id: "output-per-hour", unit: unit, now: noted))
    }
    return result
  }

  private func sumBefore(_ measure: String, _ before: [Int], _ staff: StaffTime) -> Number? {
    guard let first = before.first, let last = before.last,
      let span = Period(staff.periods[first].start, staff.periods[last].end)
    else { return nil }
    return facts.figure(measure, in: Slice(.period(span))).value
  }

  /// Pieces of content published within the periods, or where no content is on record tasks done; by the roles that
  /// are responsible. `nil` where neither is on record.
  private func finishedItems(
    in places: [Int], _ staff: StaffTime, roles: Set<String>?
  ) -> (count: Int, formula: String, sources: [FigureSource])? {
    let spans = places.map { staff.periods[$0] }
    func count(_ sheet: RegisterSheet, _ status: String, _ date: String, _ isCounted: (Int) -> Bool) -> Int {
      (0..<sheet.count).count { row in
        guard sheet.raw(row, "status") == status, isCounted(row), let day = sheet.day(row, date),
          spans.contains(where: { $0.contains(day) })
        else { return false }
        return roles.map { $0.contains(sheet.text(row, "owner")) || $0.contains(sheet.raw(row, "owner")) } ?? true
      }
    }
    if let content = input.registers.sheet("content_plan") {
      let found = count(content, "published", "date") { _ in true }
      return (found, pick("已发布内容条数 / 工时", "pieces of content published / hours"), sources(of: content))
    }
    if let tasks = input.registers.sheet("tasks") {
      let found = count(tasks, "done", "actual_end") { (tasks.number($0, "children")?.double ?? 0) == 0 }
      return (found, pick("已完成任务数 / 工时", "tasks done / hours"), sources(of: tasks))
    }
    return nil
  }

  private func efficiencyTable(_ ratios: [Ratio]) -> ReviewTable {
    ReviewTable(
      id: "execution-efficiency", caption: pick("人效", "Staff efficiency"),
      columns: [
        .init(title: pick("指标", "KPI"), numeric: false), .init(title: pick("活动期", "Campaign"), numeric: true),
        .init(title: Words.raised(beforeName), numeric: true), .init(title: pick("按天折算的变化", "Change per day"), numeric: true),
      ],
      rows: ratios.map { ratio in
        if ratio.id == "output-per-hour" {
          return [
            .init(pick("\(name(ratio.id))（每百工时）", "\(name(ratio.id)) (per 100 hours)"), kpi: ratio.id),
            amount(perHundred(ratio.now.value), .decimal), .init(NumberStyle.missing), .init(NumberStyle.missing),
          ]
        }
        // People come whole.
        let isPeople = ratio.id == "reach-per-marketer"
        func shown(_ value: Number?) -> ReviewTable.Cell {
          isPeople ? amount(value.map { Number.real($0.double.rounded()) }, .count) : amount(value, ratio.unit)
        }
        return [.init(name(ratio.id), kpi: ratio.id), shown(ratio.now.value), shown(ratio.before), change(ratio.change)]
      },
      note: pick("按团队计算，不按个人。", "By team, not by person."))
  }

  /// `5/4–5/10`: short enough to stand below a bar.
  private func shortRange(_ period: Period) -> String {
    guard chinese else { return style.range(period) }
    let (start, end) = (period.start.components, period.end.components)
    return "\(start.month)/\(start.day)–\(end.month)/\(end.day)"
  }

  private func perHundred(_ value: Number?) -> Double? { value.map { $0.double * 100 } }

  private func efficiencyChart(_ staff: StaffTime) -> Chart? {
    guard let measure = ["attributed_revenue", "impressions"].first(where: { facts.figure($0).value != nil })
    else { return nil }
    let points = staff.periods.indices.compactMap { place -> (period: Period, value: Double)? in
      guard let heads = staff.heads(in: [place]), heads >= StaffTime.fewest,
        let value = facts.figure(measure, in: Slice(.period(staff.periods[place]))).value
      else { return nil }
      // Per day, so that a short last week does not look weak.
      return (staff.periods[place], value.double / heads / Double(staff.periods[place].length))
    }
    guard points.count > 1, let best = points.max(by: { $0.value < $1.value }) else { return nil }
    let unit = dictionary.measure(measure)?.unit ?? Unit(.number)
    let label = pick("人均每日\(name(measure))", "\(name(measure)) per head and day")
    return .bar(
      BarChart(
        frame: ChartFrame(
          finding: pick(
            "\(label)在\(style.range(best.period))最高，为\(prose(.real(best.value), unit))",
            "\(label) is highest in \(style.range(best.period)), \(prose(.real(best.value), unit))"),
          subject: pick("各期\(label)", "\(label) by period"), unit: unit.numberUnit,
          unitName: text(unit.label).isEmpty ? nil : text(unit.label),
          source: staff.sources.first.map { String($0.file.split(separator: "/").last ?? "") }),
        categories: points.map { shortRange($0.period) }, series: [ChartSeries(name: label, values: points.map(\.value), slot: 0)]))
  }

  /// By role; roles of few people together.
  private func roleTable(_ staff: StaffTime, _ now: [Int], _ before: [Int]) -> ReviewTable? {
    let groups = staff.groups(in: now)
    guard groups.count > 1 else { return nil }
    let whole = staff.hours(in: now)
    let rows = groups.map { group -> [ReviewTable.Cell] in
      let roles = Set(group.roles)
      let hours = staff.hours(in: now, role: roles)
      let earlier = staff.hours(in: before, role: roles)
      let perDay = (days(of: now, staff), days(of: before, staff))
      let items = finishedItems(in: now, staff, roles: roles)?.count
      let output: Double? = items.flatMap { count in
        hours.flatMap { hours in hours.isZero || count == 0 ? nil : Double(count) / Number.exact(hours).double * 100 }
      }
      let name = group.roles.count == 1
        ? group.roles[0] : pick("其他（\(join(group.roles))）", "Others (\(join(group.roles)))")
      return [
        .init(name), amount(group.heads, .decimal), amount(hours.map(Number.exact), .count),
        share(hours.flatMap { part in whole.flatMap { Number.exact(part).ratio(to: .exact($0)) } }),
        change(
          hours.flatMap { now in
            earlier.flatMap { before in
              before.isZero || perDay.1 == 0
                ? nil : (Number.exact(now).double / perDay.0) / (Number.exact(before).double / perDay.1) - 1
            }
          }),
        items.map(count) ?? .init(NumberStyle.missing), amount(output, .decimal),
      ]
    }
    return ReviewTable(
      id: "execution-roles", caption: pick("各角色的人数、工时与产出", "Heads, hours and output by role"),
      columns: [
        .init(title: pick("角色", "Role"), numeric: false), .init(title: pick("平均人数", "Heads"), numeric: true),
        .init(title: pick("工时（小时）", "Hours"), numeric: true), .init(title: pick("占比", "Share"), numeric: true),
        .init(title: pick("工时比\(beforeName)", "Hours against \(beforeName)"), numeric: true),
        .init(title: pick("产出（件）", "Items"), numeric: true),
        .init(title: pick("每百工时产出（件）", "Items per 100 hours"), numeric: true),
      ], rows: rows,
      totalRow: [
        .init(pick("合计", "Total")), amount(staff.heads(in: now), .decimal), amount(whole.map(Number.exact), .count),
        whole.map { _ in self.whole() } ?? .init(NumberStyle.missing), .init(""),
        finishedItems(in: now, staff, roles: nil).map { count($0.count) } ?? .init(NumberStyle.missing), .init(""),
      ],
      note: pick(
        "不足 \(Int(StaffTime.fewest)) 人的角色合并列出。产出为由该角色负责、已发布的内容或已完成的任务。",
        "Roles of fewer than \(Int(StaffTime.fewest)) people are shown together. Output is content published, or tasks done, "
          + "that the role answers for."))
  }

  // MARK: Work mix

  private func addWorkMix(_ staff: StaffTime, _ now: [Int], _ before: [Int], to chapter: inout Chapter) {
    let types = staff.workTypes(in: now)
    guard types.count > 1, let whole = staff.hours(in: now), !whole.isZero else { return }
    let wholeBefore = staff.hours(in: before)
    let label = { (type: String?) in type ?? self.pick("未写明", "Not stated") }
    func part(_ hours: Exact?, of whole: Exact?) -> Double? {
      hours.flatMap { hours in whole.flatMap { Number.exact(hours).ratio(to: .exact($0)) } }
    }
    let hours = staffFigure("hours", .exact(whole), staff)
    let rows = types.map { item in
      let earlier = staff.hours(in: before, workType: .some(item.type))
      return (
        name: label(item.type), hours: item.hours, share: part(item.hours, of: whole), earlier: part(earlier, of: wholeBefore)
      )
    }
    let noted = rows.map { row in
      record(
        FigureKey(id: "hours", filter: [DimensionValue("work_type", row.name)]),
        Figure(
          id: "hours", kind: .measure, value: .exact(row.hours), unit: hours.figure.unit, formula: "sum(hours)",
          sources: staff.sources))
    }
    let first = rows[0]
    let moved = rows.compactMap { row in
      row.share.flatMap { share in row.earlier.map { (row.name, share - $0) } }
    }.max { abs($0.1) < abs($1.1) }
    var zh = "工时\(prose(hours))，最多的是\(datum(first.name))，占\(percent(first.share))"
    var en = "\(prose(hours)) of work; most of it \(first.name), \(percent(first.share))"
    if let moved, abs(moved.1) >= 0.0005 {
      let size = distance(.real(moved.1), Unit(.ratio))
      zh += "；比\(beforeName)变化最大的是\(datum(moved.0))，占比\(moved.1 > 0 ? "升" : "降")\(size)"
      en += "; the largest shift against \(beforeName) is \(moved.0), \(moved.1 > 0 ? "up" : "down") \(size)"
    }
    chapter.sentences.append(say("execution-hours", zh + "。", en + ".", [hours] + noted))
    chapter.blocks.append(.chart(id: "execution-hours", workMixChart(staff, now, before, types.map(\.type), label)))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "execution-hours", caption: pick("工时结构", "Hours by kind of work"),
          columns: [
            .init(title: pick("工作内容", "Kind of work"), numeric: false), .init(title: pick("工时（小时）", "Hours"), numeric: true),
            .init(title: pick("占比", "Share"), numeric: true), .init(title: pick("\(beforeName)占比", "Share, \(beforeName)"), numeric: true),
            .init(title: pick("变化", "Change"), numeric: true),
          ],
          rows: rows.map { row in
            [
              .init(row.name), amount(.exact(row.hours), .count), share(row.share), share(row.earlier),
              delta(row.share.flatMap { share in row.earlier.map { .real(share - $0) } }, .ratio),
            ]
          },
          totalRow: [
            .init(pick("合计", "Total")), amount(.exact(whole), .count), self.whole(),
            wholeBefore.map { _ in self.whole() } ?? .init(NumberStyle.missing), .init(""),
          ])))
  }

  /// Stacked shares: the periods before, then the campaign's one by one.
  private func workMixChart(
    _ staff: StaffTime, _ now: [Int], _ before: [Int], _ types: [String?], _ label: (String?) -> String
  ) -> Chart {
    let shown = types.count > 6 ? Array(types.prefix(5)) : types
    let spans: [(name: String, places: [Int])] =
      (before.isEmpty ? [] : [(Words.raised(beforeName), before)]) + now.map { (style.range(staff.periods[$0]), [$0]) }
    func hours(_ places: [Int], _ type: String?) -> Double? {
      staff.hours(in: places, workType: .some(type)).map { Number.exact($0).double }
    }
    var series = shown.enumerated().map { slot, type in
      ChartSeries(name: label(type), values: spans.map { hours($0.places, type) }, slot: slot)
    }
    if types.count > shown.count {
      let rest = types.dropFirst(shown.count)
      series.append(
        ChartSeries(
          name: pick("其他", "Other"),
          values: spans.map { span in rest.compactMap { hours(span.places, $0) }.reduce(0, +) }, slot: 5))
    }
    let whole = types.compactMap { hours(now, $0) }.reduce(0, +)
    let top = shown.first.flatMap { type in hours(now, type).map { (label(type), whole > 0 ? $0 / whole : 0) } }
    return .bar(
      BarChart(
        frame: ChartFrame(
          finding: top.map { pick("\(datum($0.0))占活动期工时的\(percent($0.1))", "\($0.0) takes \(percent($0.1)) of the campaign's hours") },
          subject: pick("各期工时按工作内容的构成", "Hours of each period by kind of work"), unit: .count,
          unitName: pick("小时", "h"), source: staff.sources.first.map { String($0.file.split(separator: "/").last ?? "") }),
        categories: spans.map(\.name), series: series, arrangement: .shares, direction: .lying))
  }
}

extension CampaignFacts {
  /// Money as an exact amount.
  fileprivate static func perHead(_ value: Number, _ heads: Double, _ unit: Unit) -> Number? {
    guard heads > 0 else { return nil }
    let result = Number.real(value.double / heads)
    return unit.kind == .money ? result.exact(decimals: 6).map(Number.exact) : result
  }
}

extension Writer {
  /// The files of a register's rows, with how many rows of each.
  func sources(of sheet: RegisterSheet) -> [FigureSource] {
    sheet.files.map { file in FigureSource(file: file, rows: sheet.rows.origins.count { $0.file == file }) }
  }
}
