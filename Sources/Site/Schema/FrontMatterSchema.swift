import Handbook

extension JSONSchema {
  /// The front matter of a page of any type. The folder decides the type, and each is a definition of its own.
  static let frontMatter = document(
    "front-matter", zh: "页面开头的设置", en: "Front matter",
    anyOf(PageType.allCases.map { named($0.rawValue) })
      .adding(
        "definitions", .schema(JSONSchema(PageType.allCases.map { ($0.rawValue, .schema(frontMatter(of: $0))) }))))

  private static func frontMatter(of type: PageType) -> JSONSchema {
    let keys = commonKeys(type) + ownKeys(type)
    switch type {
    case .campaign: return object(keys, required: ["start", "end"])
    // A page of the handbook is a process only if it says so.
    case .process: return object(keys, required: ["type"])
    case .page, .review, .caseStudy, .training: return object(keys)
    }
  }

  private static func commonKeys(_ type: PageType) -> [Key] {
    [
      Key("title", text, "标题；不写则取第一个标题", "The title; the first heading without it"),
      Key("id", text, "标识，供别的页面引用", "The id by which other pages refer to this one"),
      Key("summary", text, "一句话摘要", "One sentence of summary"),
      Key("owner", text, "负责这一页的岗位", "The role that answers for the page"),
      Key("checked", day, "上次核对的日期", "The day the page was last checked"),
      Key(
        "check_every",
        pattern("^0*([1-9][0-9]{0,2}|1000) *(days?|天|日|weeks?|周|个星期|months?|个月|月|years?|年)$")
          .adding("examples", .list([.text("6 months"), .text("90 天")])),
        "多久核对一次，如 6 months、90 天", "How often it is to be checked, such as 6 months"),
      Key("updated", day, "更新日期", "The day of the last change"),
      Key("version", text, "版本", "The version"),
      Key("tags", texts, "标签", "Tags"),
      Key("weight", integer, "在同级里的次序，小的在前", "The order among siblings, lower first"),
      Key("draft", bool.standard(.bool(false)), "草稿不生成", "A draft is not built"),
      Key("visibility", text, "给谁看", "Who may see it"),
      Key("aliases", texts, "从前的地址", "Former addresses"),
      Key("toc", bool.standard(.bool(true)), "显示页内目录", "Show the page's table of contents"),
      Key("authors", texts, "谁写的：岗位或姓名", "Who wrote it: roles or names"),
      Key(
        "changes",
        list(
          of: object(
            [
              Key("version", text, "版本", "The version"),
              Key("date", day, "哪一天", "The day"),
              Key("what", text, "改了什么", "What was changed"),
              Key("by", text, "谁改的", "Who changed it"),
            ], required: ["date", "what"])),
        "变更记录，新的在前", "The change log, newest first"),
      Key("copy", bool.standard(.bool(false)), "整页都是对外文案", "All of the page is outward-facing copy"),
      Key(
        "type", JSONSchema([("const", .text(type.rawValue))]), "页面类型；流程写 process，其余由文件夹决定",
        "The type of the page; a process says so, the folder decides the others"),
    ]
  }

  private static func ownKeys(_ type: PageType) -> [Key] {
    switch type {
    case .page: []
    case .process: processKeys
    case .campaign: campaignKeys
    case .review: [Key("sentences", mapping(to: text), "用自己的话替换生成的句子，按句子的标识", "Sentences in place of generated ones, by id")]
    case .caseStudy: caseKeys
    case .training: trainingKeys
    }
  }

  private static let processKeys = [
    Key("code", text, "流程编号，如 P01", "The code, such as P01"),
    Key(
      "steps",
      list(
        of: object(
          [
            Key("id", text, "步骤的标识", "The step's id"),
            Key("name", text, "步骤名称", "The step's name"),
            Key("does", text, "做什么", "What is done"),
            Key("in", text, "输入", "What goes in"),
            Key("out", text, "产出", "What comes out"),
            Key(
              "roles", anyOf([list(of: text).adding("minItems", .number(1)), text]), "由哪些岗位做", "The roles that do it"),
            Key("group", text, "所属的组", "The part that the step belongs to"),
            Key("approves", text, "批准的岗位，只有一个", "The one role that answers for the result"),
            Key("consults", texts, "要咨询的岗位", "The roles that are asked"),
            Key("informs", texts, "要知会的岗位", "The roles that are told"),
            Key("tool", text, "工具", "The tool"),
            Key("form", text, "表单", "The form"),
            Key("template", text, "表单所在的页面，相对链接", "Where the form lies, as a relative link"),
            Key("deadline", text, "时限", "The deadline"),
            Key(
              "next",
              list(
                of: object(
                  [
                    Key("to", text, "下一步的标识", "The id of the step that follows"),
                    Key("when", text, "什么情况下", "In what case"),
                  ], required: ["to"])),
              "有分支或退回时的下一步；不写就是后面一步", "What follows where the way branches; the step behind without it"),
          ], required: ["id", "name", "roles"])),
      "步骤，依次排列", "The steps in order"),
    Key("kpis", texts, "衡量这个流程的 KPI（标识）", "Ids of KPIs that tell whether it works"),
    Key("modules", texts, "相关的培训模块（标识）", "Ids of training modules"),
    Key("cases", texts, "相关的案例（标识）", "Ids of cases"),
  ]

  private static let campaignKeys = [
    Key("status", choice(Campaign.Status.self).standard(.text(Campaign.Status.draft.rawValue)), "活动状态", "The status"),
    Key("start", day, "第一天", "The first day"),
    Key("end", day, "最后一天", "The last day"),
    Key("goal", text, "目标", "The goal"),
    Key("theme", text, "主题", "The theme"),
    Key("audiences", texts, "目标人群", "The audiences"),
    Key("channels", texts, "渠道", "The channels"),
    Key("markets", texts, "面向的特定市场或文化群体：要做文化审核", "Markets or cultures it addresses, which asks for a review of culture"),
    Key("budget", number, "预算，以站点的货币计", "The budget in the site's currency"),
    Key("reserve", number, "预留：大于 1 是金额，否则是占预算的比例", "The reserve: an amount above 1, else a ratio of the budget"),
    Key(
      "baseline",
      object([Key("start", day, "第一天", "The first day"), Key("end", day, "最后一天", "The last day")], required: ["start", "end"]),
      "对照的基线时段，在活动之外", "The period to compare with, outside of the campaign"),
    Key(
      "control",
      object(
        [
          Key("dimension", text, "维度，如 region", "The dimension, such as region"),
          Key("values", texts, "没有做活动的取值", "Its values that did not get the campaign"),
        ], required: ["dimension"]),
      "没有做活动的那部分数据", "The part of the data without the campaign"),
    Key("compare", text, "与哪一个活动比较（标识）", "The id of the campaign to compare with"),
    Key("gross_margin", ratio, "毛利率，数据里没有毛利时用来估算", "Gross profit over revenue, for estimates without data"),
    Key("acquired_unit", choice(Campaign.AcquiredUnit.self), "获客以什么计", "What an acquired customer is"),
    Key("rates", mapping(to: number), "一单位外币合多少本币，如 USD: 7.12", "One unit of a foreign currency in the site's"),
    Key(
      "targets",
      list(
        of: object(
          [
            Key("kpi", text, "KPI 的标识", "The id of the KPI"),
            Key("target", number, "目标值", "The target"),
            Key("baseline", number, "基线值", "The baseline"),
            Key("weight", number, "权重", "The weight"),
            Key("warn", ratio, "差多少以内算黄", "Up to what distance it is yellow"),
            Key("due", day, "到期日", "The day by which it is due"),
          ], required: ["kpi", "target"])),
      "目标", "The targets"),
  ]

  private static let caseKeys = [
    Key("outcome", choice(CaseStudy.Outcome.self), "结果", "How it came out"),
    Key("company", text, "公司", "The company"),
    Key("industry", text, "行业", "The industry"),
    Key("period", text, "时间", "When it was"),
    Key(
      "figures",
      list(
        of: object(
          [
            Key("what", text, "什么数字", "What the figure is"),
            Key("value", text, "数值", "Its value"),
            Key("source", text, "出处", "Where it comes from"),
          ], required: ["what", "value", "source"])),
      "案例里的数字，各有出处", "Figures of the case, each with its source"),
  ]

  private static let trainingKeys = [
    Key("code", text, "课程编号，如 M01", "The code, such as M01"),
    Key("layer", texts, "给哪些层级：全员、一线、管理层、营销专业", "The layers it is for: everyone, front_line, managers, specialists"),
    Key("minutes", integer, "时长（分钟）", "The length in minutes"),
    Key("goals", texts, "学完能做什么", "What one can do after it"),
    Key("needs", texts, "先修课程的标识或编号", "Ids or codes of modules to take first"),
    Key("pass", integer.standard(.number(Training.usualPassMark)), "测验达标线，百分数", "The share of the quiz's points that passes, in per cent"),
    Key("processes", texts, "关联流程的标识或编号", "Ids or codes of the processes that it teaches"),
    Key("kpis", texts, "关联的 KPI（标识）", "Ids of its KPIs"),
  ]
}
