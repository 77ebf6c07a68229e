import Archive
import Diagnostics
import Metrics
import Review
import Values

/// A campaign's data in a form that is the same for every campaign, to lay campaigns side by side: tidy CSV (UTF-8 with a byte
/// order mark) and `datapackage.json`, which says what every field is, as Frictionless Data's Tabular Data Package has it.
///
/// `campaign.csv`, `daily.csv`, `totals.csv`, `targets.csv`, `measures.csv`, `fields.csv`. There are sums and counts alone, never
/// the row of a customer or an order; a figure about one to four people is withheld, and with it a neighbour from which it
/// could be worked out. Without facts there are only the files that describe.
public func dataPackage(of review: Review, facts: CampaignFacts?) -> [ArchivePart] {
  let text = ExportText(review)
  var tables = [campaignTable(review, facts)]
  if let facts {
    let cells = PackageCells(facts)
    tables += [
      dailyTable(cells.daily(), campaign: review.id, start: facts.frame.period.start),
      totalsTable(cells.totals(), campaign: review.id), targetsTable(review, facts), measuresTable(facts, text),
    ]
  }
  let fields = fieldsTable(tables, text)
  return (tables + [fields]).map { ArchivePart($0.name + ".csv", $0.csv) }
    + [ArchivePart("datapackage.json", description(review, tables + [fields], text))]
}

/// A table of the package with what its fields mean.
struct PackageTable {
  struct Field {
    var name: String
    /// A type of Table Schema.
    var type: String
    var meaning: Wording
  }

  var name: String
  var title: Wording
  var fields: [Field]
  var rows: [[CSVWriter.Cell]]

  var csv: [UInt8] {
    var csv = CSVWriter()
    csv.row(fields.map { .text($0.name) })
    for row in rows { csv.row(row) }
    return csv.bytes
  }
}

private func field(_ name: String, _ type: String, _ zh: String, _ en: String) -> PackageTable.Field {
  PackageTable.Field(name: name, type: type, meaning: Wording(zh: zh, en: en))
}

private let campaignField = field("campaign", "string", "活动 id", "Id of the campaign")
private let dimensionField = field("dimension", "string", "维度 id；all 是全部", "Id of the dimension; all is the whole")
private let memberField = field("member", "string", "维度取值；全部时为空", "Value of the dimension; empty for the whole")
private let valueField = field(
  "value", "number", "数值：金额以主币种元为单位，比率 0.25 即 25%；为空即缺失或不提供",
  "The figure: money in the main unit of the currency, 0.25 is 25%; empty is missing or withheld")
private let withheldField = field(
  "withheld", "boolean", "true：涉及的人数不足 5，不提供", "true: fewer than 5 people are concerned, so it is withheld")

private func cell(_ value: Number?) -> CSVWriter.Cell { value.map { .number($0) } ?? .empty }
private func cell(_ day: Day?) -> CSVWriter.Cell { day.map { .text($0.iso) } ?? .empty }

private func campaignTable(_ review: Review, _ facts: CampaignFacts?) -> PackageTable {
  let baseline = facts?.frame.baseline
  return PackageTable(
    name: "campaign", title: Wording(zh: "活动", en: "The campaign"),
    fields: [
      campaignField, field("title", "string", "活动名称", "Name of the campaign"),
      field("start", "date", "第一天", "First day"), field("end", "date", "最后一天", "Last day"),
      field("baseline_start", "date", "基准期第一天", "First day of the baseline"),
      field("baseline_end", "date", "基准期最后一天", "Last day of the baseline"),
      field("data_as_of", "date", "数据截至", "Last day with data"), field("currency", "string", "币种，ISO 4217", "Currency, ISO 4217"),
      field("budget", "number", "简报中的预算", "Budget of the brief"),
      field("fingerprint", "string", "全部数据文件的指纹", "Fingerprint of all data files"),
    ],
    rows: [
      [
        .text(review.id), .text(review.title), cell(review.period?.start), cell(review.period?.end), cell(baseline?.start),
        cell(baseline?.end), cell(review.dataAsOf), .text(review.currency.code), cell(facts?.frame.budget.map(Number.exact)),
        .text(review.fingerprint),
      ]
    ])
}

private func dailyTable(_ cells: [PackageCells.Cell], campaign: String, start: Day) -> PackageTable {
  PackageTable(
    name: "daily", title: Wording(zh: "每日的量，按维度", en: "Measures by day and dimension"),
    fields: [
      campaignField, field("date", "date", "日期", "Day"),
      field("day", "integer", "活动第几天，从 1 起；基准期为 0 或负数", "Day of the campaign from 1; 0 or less before it"),
      dimensionField, memberField, field("measure", "string", "量的 id，见 measures.csv", "Id of the measure, see measures.csv"),
      valueField, withheldField,
    ],
    rows: cells.map { item in
      [
        .text(campaign), cell(item.day), item.day.map { .number(.exact(Exact(start.distance(to: $0) + 1))) } ?? .empty,
        .text(item.dimension), item.member.isEmpty ? .empty : .text(item.member), .text(item.id),
        item.isWithheld ? .empty : cell(item.value), .text(item.isWithheld ? "true" : "false"),
      ]
    })
}

private func totalsTable(_ cells: [PackageCells.Cell], campaign: String) -> PackageTable {
  PackageTable(
    name: "totals", title: Wording(zh: "全期的量与指标，按维度", en: "Measures and KPIs of the whole, by dimension"),
    fields: [
      campaignField, field("span", "string", "campaign 活动期，baseline 基准期", "campaign, or baseline"), dimensionField, memberField,
      field("id", "string", "量或指标的 id，见 measures.csv", "Id of the measure or KPI, see measures.csv"), valueField,
      withheldField,
    ],
    rows: cells.map { item in
      [
        .text(campaign), .text(item.isBaseline ? "baseline" : "campaign"), .text(item.dimension),
        item.member.isEmpty ? .empty : .text(item.member), .text(item.id), item.isWithheld ? .empty : cell(item.value),
        .text(item.isWithheld ? "true" : "false"),
      ]
    })
}

private func targetsTable(_ review: Review, _ facts: CampaignFacts) -> PackageTable {
  PackageTable(
    name: "targets", title: Wording(zh: "目标与完成", en: "Targets and how they were met"),
    fields: [
      campaignField, field("kpi", "string", "指标 id", "Id of the KPI"), field("target", "number", "目标", "Target"),
      field("baseline", "number", "基准", "Starting value"), field("actual", "number", "实际", "Actual"),
      field("completion", "number", "完成度，1 即达成", "Completion, 1 is met"),
      field("status", "string", "green 达标，yellow 接近，red 未达", "green, yellow or red"),
      field("weight", "number", "权重", "Weight"),
    ],
    rows: facts.assessments.map { item in
      [
        .text(review.id), .text(item.target.kpi), .number(.exact(item.target.target)), cell(item.baseline),
        cell(item.actual.value), cell(item.completion), item.status.map { .text($0.rawValue) } ?? .empty,
        cell(item.target.weight.map(Number.exact)),
      ]
    })
}

private func measuresTable(_ facts: CampaignFacts, _ text: ExportText) -> PackageTable {
  let dictionary = facts.dictionary
  var rows: [[CSVWriter.Cell]] = []
  func unit(_ unit: Unit) -> String {
    let label = unit.label.text(in: text.language)
    return label.isEmpty ? unit.kind.rawValue : label
  }
  let measures = Set(facts.measuresPresent)
  for measure in dictionary.measures where measures.contains(measure.id) {
    rows.append([
      .text(measure.id), .text("measure"), .text(measure.name.zh), .text(measure.name.en), .text(unit(measure.unit)),
      .text(measure.additive ? "true" : "false"), .empty, .empty, .empty,
    ])
  }
  let kpis = Set(facts.kpisPresent)
  for kpi in dictionary.kpis where kpis.contains(kpi.id) {
    let note = [kpi.definition, kpi.note].compactMap { $0?.text(in: text.language) }.joined(separator: text.pick("；", "; "))
    rows.append([
      .text(kpi.id), .text("kpi"), .text(kpi.name.zh), .text(kpi.name.en), .text(unit(kpi.unit)),
      .text(kpi.additive ? "true" : "false"), .text(kpi.direction.rawValue), kpi.formulaText.map { .text($0) } ?? .empty,
      note.isEmpty ? .empty : .text(note),
    ])
  }
  return PackageTable(
    name: "measures", title: Wording(zh: "量与指标的口径", en: "What the measures and KPIs mean"),
    fields: [
      field("id", "string", "id", "Id"), field("kind", "string", "measure 量，kpi 指标", "measure or kpi"),
      field("name_zh", "string", "中文名", "Name in Chinese"), field("name_en", "string", "英文名", "Name in English"),
      field("unit", "string", "单位", "Unit"), field("additive", "boolean", "各部分能否相加", "Whether parts add up to the whole"),
      field("direction", "string", "哪个方向更好", "Which way is better"), field("formula", "string", "算式", "Formula"),
      field("note", "string", "说明", "Notes"),
    ], rows: rows)
}

private func fieldsTable(_ tables: [PackageTable], _ text: ExportText) -> PackageTable {
  PackageTable(
    name: "fields", title: Wording(zh: "字段说明", en: "What the fields mean"),
    fields: [
      field("file", "string", "文件", "File"), field("field", "string", "字段", "Field"), field("type", "string", "类型", "Type"),
      field("meaning", "string", "含义", "Meaning"),
    ],
    rows: tables.flatMap { table in
      table.fields.map { [.text(table.name + ".csv"), .text($0.name), .text($0.type), .text($0.meaning.text(in: text.language))] }
    })
}

/// The package as Frictionless Data describes one.
private func description(_ review: Review, _ tables: [PackageTable], _ text: ExportText) -> [UInt8] {
  var json = JSONWriter()
  json.beginObject()
  json.member("profile", "tabular-data-package")
  json.member("name", packageName(review.id))
  json.member("title", review.title)
  json.member(
    "description",
    text.pick(
      "活动的汇总数据，不含任何客户或订单的单行；人数不足 5 的数字不提供；取值超过 \(PackageCells.mostMembers) 个的维度不展开。",
      "A campaign's figures, without the row of any customer or order; figures about fewer than 5 people are withheld; dimensions of more than \(PackageCells.mostMembers) values are not listed."
    ))
  json.member("created", (review.dataAsOf ?? review.today).iso + "T00:00:00Z")
  json.key("resources")
  json.beginArray()
  for table in tables {
    json.beginObject()
    json.member("profile", "tabular-data-resource")
    json.member("name", table.name)
    json.member("title", table.title.text(in: text.language))
    json.member("path", table.name + ".csv")
    json.member("encoding", "utf-8")
    json.key("schema")
    json.beginObject()
    json.key("fields")
    json.beginArray()
    for field in table.fields {
      json.beginObject()
      json.member("name", field.name)
      json.member("type", field.type)
      json.member("description", field.meaning.text(in: text.language))
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endObject()
  }
  json.endArray()
  json.endObject()
  return json.bytes
}

/// Lower-case letters, digits, `.`, `_` and `-`, as the standard asks of names.
private func packageName(_ id: String) -> String {
  let name = String(id.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" })
  return name.contains { $0 != "-" } ? name : "campaign"
}
