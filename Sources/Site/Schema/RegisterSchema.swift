import Registers

extension JSONSchema {
  /// `ID.register.yaml`, as `RegisterDeclaration.read` takes it. Only the id is required, for a site's declaration may
  /// add to a shipped one.
  static let register = document(
    "register", zh: "登记表声明", en: "Register declaration",
    object(registerKeys, required: ["id"]).adding(
      "definitions",
      .schema(
        JSONSchema([
          ("wording", .schema(wording)), ("formula", .schema(text)), ("columnID", .schema(columnID)),
          ("columnIDs", .schema(anyOf([list(of: columnID), columnID]))), ("column", .schema(column)),
          ("choice", .schema(choiceValue)), ("view", .schema(view)),
        ]))))

  /// One text, or one for each language.
  private static let wording = anyOf([
    text,
    object([Key("zh", text, "中文", "In Chinese"), Key("en", text, "英文", "In English")]).adding(
      "minProperties", .number(1)),
  ])
  private static let columnID = pattern("^[^\\s0-9.\"'{}()\\[\\],:;+*/<>=!-][^\\s.\"'{}()\\[\\],:;+*/<>=!-]*$")
  private static let partID = pattern("^[^\\s0-9.\"'{}()\\[\\],:;+*/<>=!-][^\\s.\"'{}()\\[\\],:;+*/<>=!]*$")

  private static let registerKeys = [
    Key("id", columnID, "标识，即文件名；算式与地址里用它", "The id and file name, used in formulas and addresses"),
    Key("name", named("wording"), "名称", "The name"),
    Key("summary", named("wording"), "一句话说明用途", "One sentence that says what it is for"),
    Key("scope", choice(RegisterDeclaration.Scope.self), "行属于站点还是活动", "Whether rows are the site's or a campaign's"),
    Key("group", choice(RegisterDeclaration.Group.self), "归在登记表清单的哪一部分", "Its part of the list of registers"),
    Key("phase", choice((1...6).map { "C\($0)" }), "在活动的哪个阶段填写", "The phase of a campaign in which it is filled in"),
    Key("files", texts, "文件的其他名称", "Other names of its files"),
    Key("key", named("columnIDs"), "区分各行的列", "The columns that tell rows apart"),
    Key("columns", list(of: named("column")), "文件里的列", "The columns of its files"),
    Key(
      "computed",
      list(
        of: object(
          [
            Key("id", columnID, "标识", "The id"), Key("formula", named("formula"), "算式", "The formula"),
            labelKey, formulaTypeKey, unitKey, noteKey, decimalsKey,
            Key("max", number, "雷达图里的满分", "The top of the scale in a radar"),
            Key(
              "to", text, "结果是一列编号时，引用哪个登记表", "The register whose keys the items of a list are"),
          ], required: ["id", "formula"])),
      "由算式得出的列", "Columns that formulas work out"),
    Key(
      "agenda",
      object(
        [
          Key("due", named("columnID"), "期限", "The day it is due"),
          Key("done", named("formula"), "已办的条件", "When it is done"),
          Key("label", named("columnID"), "事项", "What it is"), Key("owner", named("columnID"), "负责", "Who does it"),
        ], required: ["due", "done", "label"]),
      "列入项目台账“现在要做”的事项", "Rows that a project page lists as due"),
    Key(
      "decisions",
      object(
        [Key("label", named("columnID"), "决定", "What was decided"), Key("date", named("columnID"), "日期", "When")],
        required: ["label"]),
      "列入项目台账“已经定下”的事项", "Rows that a project page lists as decided"),
    Key("visibility", text, "给谁看；不写则公开", "Who may see it; everyone without it"),
    Key("expected", bool, "每个活动都应填写", "Whether every campaign should have rows of it"),
    Key(
      "of_brief",
      object([
        Key("channels", named("columnIDs"), "放简报渠道的列", "Columns that may hold a channel of the brief"),
        Key("audiences", named("columnIDs"), "放简报受众的列", "Columns that may hold an audience of the brief"),
      ]),
      "站点的哪些行也放进活动的项目台账", "Which rows of the site also stand on a campaign's project page"),
    Key("schedule", schedule, "计划的列，由此算出工期、浮动时间与关键路径", "The columns of a plan, from which floats and the critical path follow"),
    Key(
      "totals",
      list(
        of: object(
          [
            Key("id", columnID, "标识", "The id"),
            Key("formula", named("formula"), "只用汇总函数的算式", "A formula of aggregates only"),
            Key("by", named("columnID"), "按这一列的每个值各算一次，算式里叫 value", "Worked out for each value of this column, called value"),
            labelKey, formulaTypeKey, unitKey, decimalsKey,
          ], required: ["id", "formula"])),
      "整个登记表的数字", "Figures over the register"),
    Key(
      "checks",
      list(
        of: object(
          [
            Key("id", partID, "标识", "The id"),
            Key("when", named("formula"), "算式为真时报告", "Reports where the formula is true"),
            Key("each", named("columnID"), "对这一列的每个值各查一次", "Looked at once for each value of this column"),
            Key("severity", choice(CheckSeverity.self), "严重程度；note 只显示在页面上", "How severe; a note stands on the page only"),
            Key("at", named("columnID"), "指向哪一列", "The column to point at"),
            Key("say", named("wording"), "提示语，{列标识} 处填入值", "The message, with values for {column}"),
            Key("hint", named("wording"), "怎样改正", "What would mend it"),
            Key("empty", bool, "没有行的活动也查", "Look at campaigns without rows too"),
          ], required: ["when", "say"])),
      "检查", "Checks"),
    Key("views", list(of: named("view")), "怎样展示", "How it is shown"),
  ]

  private static let labelKey = Key("label", named("wording"), "各语言的表头", "The header in each language")
  private static let unitKey = Key("unit", named("wording"), "单位", "The unit")
  private static let noteKey = Key("note", named("wording"), "给填表人的说明", "Explains it to whoever fills it in")
  private static let decimalsKey = Key(
    "decimals", integer.adding("minimum", .number(0)).adding("maximum", .number(6)), "小数位数", "Decimals to show")
  private static let formulaTypeKey = Key(
    "type",
    choice(RegisterColumn.ValueType.allCases.filter { $0 != .choice && $0 != .reference }.map(\.rawValue))
      .standard(.text(RegisterColumn.ValueType.decimal.rawValue)), "类型", "The type")

  // MARK: Columns

  private static let column = object(
    [
      Key("id", columnID, "标识，算式里的名称", "The id, its name in formulas"),
      Key(
        "type", choice(RegisterColumn.ValueType.self).standard(.text(RegisterColumn.ValueType.text.rawValue)), "类型",
        "The type"),
      labelKey,
      Key("aliases", texts, "表头的其他写法", "Further spellings of the header"),
      unitKey, noteKey,
      Key("required", bool, "空格是错误", "An empty cell is an error"),
      Key("unique", bool, "重复的值是错误", "A value that occurs twice is an error"),
      Key("default", text, "空格代表什么", "Stands for an empty cell"),
      Key("values", list(of: named("choice")), "可取的值", "What it may be"),
      Key("min", number, "最小值", "The least"),
      Key("max", number, "最大值", "The most"),
      Key("to", text, "引用哪个登记表，或 kpi、campaign、page", "The register it refers to, or kpi, campaign, page"),
      Key("many", bool, "一格可写几个", "A cell holds several"),
      Key("acyclic", bool, "引用不能绕回自己", "References never lead back to the row"),
      Key("plain", bool, "整数不加千位分隔，如年份", "A whole number without thousands separators, such as a year"),
      Key("copy", bool, "对外文案", "Outward-facing copy"),
      Key("visibility", text, "给谁看：不显示这个级别的版本没有这一列", "Who may see it: editions that do not show the level are without the column"),
      Key("example", text, "样例行里的内容", "What the example row holds"),
    ], required: ["id"]
  ).adding(
    "allOf",
    .list([
      when("type", .choice, require: ["values"]), when("type", .reference, require: ["to"]),
    ]))

  private static func when(_ key: String, _ type: RegisterColumn.ValueType, require: [String]) -> Value {
    .schema(
      JSONSchema([
        ("if", .schema(condition(key, type.rawValue))),
        ("then", .schema(JSONSchema([("required", .list(require.map(Value.text)))]))),
      ]))
  }

  private static func condition(_ key: String, _ value: String) -> JSONSchema {
    JSONSchema([
      ("properties", .schema(JSONSchema([(key, .schema(JSONSchema([("const", .text(value))])))]))),
      ("required", .list([.text(key)])),
    ])
  }

  private static let choiceValue = anyOf([
    JSONSchema([("type", .list([.text("string"), .text("number"), .text("boolean")]))]),
    object(
      [
        Key("id", text, "标识", "The id"), labelKey,
        Key("tone", choice(Tone.self), "好坏", "How it is judged"),
        Key("aliases", texts, "其他写法", "Further spellings"),
      ], required: ["id"]),
  ])

  private static let schedule = object(
    [
      Key("start", named("columnID"), "计划开始", "The planned start"),
      Key("end", named("columnID"), "计划结束", "The planned end"),
      Key("depends", named("columnID"), "前置", "What it waits for"),
      Key("actual_start", named("columnID"), "实际开始", "The actual start"),
      Key("actual_end", named("columnID"), "实际结束", "The actual end"),
      Key("parent", named("columnID"), "上级", "The parent"),
      Key("done", named("formula"), "完成的条件", "When it is finished"),
      Key("milestone", named("formula"), "里程碑的条件", "When it is a milestone"),
    ], required: ["start", "end"])

  // MARK: Views

  /// All kinds have these keys; which others a kind has is a condition on `type`.
  private static let view: JSONSchema = {
    let common = [
      Key("id", partID, "标识", "The id"),
      Key("type", choice(RegisterView.Kind.self), "样式", "The kind"),
      Key("title", named("wording"), "标题", "The title"),
      Key("where", named("formula"), "只显示算式为真的行", "Only rows for which the formula is true"),
      Key("sort", texts, "排序的列，- 开头为从大到小", "Columns to sort by, - before those in descending order"),
      Key("limit", integer.adding("minimum", .number(1)), "最多几行", "How many rows at most"),
    ]
    var others = [
      Key("columns", named("columnIDs"), "显示的列", "The columns to show"),
      Key("group", named("columnID"), "按哪一列分组", "The column to group by"),
      Key("totals", named("columnIDs"), "求和的列", "The columns to add up"),
    ]
    for part in RegisterView.Kind.allCases.flatMap(\.parts) where !others.contains(where: { $0.name == part.key }) {
      others.append(Key(part.key, named(part.isList ? "columnIDs" : "columnID")))
    }
    return object(common + others, required: ["id", "type"]).adding(
      "allOf",
      .list(
        RegisterView.Kind.allCases.map { kind in
          var keys = common.map(\.name) + kind.parts.map(\.key)
          if kind.takesColumns { keys.append("columns") }
          if kind == .table { keys += ["group", "totals"] }
          let required = kind.parts.filter(\.isRequired).map(\.key)
          let names = JSONSchema([("propertyNames", .schema(choice(keys)))])
          return .schema(
            JSONSchema([
              ("if", .schema(condition("type", kind.rawValue))),
              ("then", .schema(required.isEmpty ? names : names.adding("required", .list(required.map(Value.text))))),
            ]))
        }))
  }()
}
