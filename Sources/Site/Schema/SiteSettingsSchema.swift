import Diagnostics
import Handbook

extension JSONSchema {
  /// `site.yaml`, as `SiteSettings.read` takes it.
  static let siteSettings = document(
    "site", zh: "站点设置", en: "Site settings",
    object(
      [
        Key("name", text, "站点名称，显示在每一页上", "The site's name, shown on every page"),
        Key(
          "language", choice(Language.self).standard(.text(Language.simplifiedChinese.rawValue)), "站点的语言",
          "The language of the site"),
        Key("timezone", text.standard(.text("Asia/Shanghai")), "时区，决定哪一天是今天", "The time zone, which decides what day today is"),
        Key("currency", pattern("^[A-Z]{3}$").standard(.text("CNY")), "货币代码", "A currency code"),
        Key("description", text, "一句话介绍这个站点", "One sentence about the site"),
        Key("navigation", texts, "主菜单里文件夹的次序", "Folders of content/ in the order of the main menu"),
        Key("raw_html", bool.standard(.bool(false)), "保留 Markdown 里的 HTML", "Keep the HTML in Markdown"),
        Key(
          "thresholds", mapping(to: ratio),
          "距目标多远算黄、多远算红：warn、target_green、target_yellow，或 KPI 的标识",
          "How far from target is yellow or red: warn, target_green, target_yellow, or the id of a KPI"),
        Key(
          "tags", anyOf([texts, mapping(to: texts)]), "页面可用的标签，一份名单，或按轴各一份；不写则不限",
          "The tags that pages may use, as one list or one for each axis; any without it"),
        Key("abbreviations", texts, "不必进术语表的缩写", "Abbreviations that the glossary need not explain"),
        Key("book", texts, "整本手册由哪些文件夹和页面组成，如 handbook", "Folders and pages that make the print edition, such as handbook"),
        Key("privacy", object([Key("allow", list(of: allowed), "允许出现的个人信息", "Personal data that may stand in the site")]),
          "隐私检查的设置", "Settings of the privacy checks"),
        Key("rules", mapping(to: anyOf([choice(RuleSettings.Level.self), rule])), "各条检查规则的级别与例外；规则编号见 fupan check --rules",
          "Severity and exceptions by rule; fupan check --rules lists the rules"),
        Key("crisis", crisis, "舆情预警的阈值", "Thresholds of crisis warnings"),
        Key(
          "visibility", texts, "可见范围的级别，公开的在前；不写则为 public、internal、management",
          "Levels of visibility, the open one first; public, internal, management without it"),
        Key("editions", list(of: edition), "站点的各个版本，主版本在前", "The editions of the site, the main one first"),
      ], required: ["name"]))

  private static let allowed = object(
    [
      Key("value", text, "允许的内容，* 代表任意字符", "The data that is allowed, * for any run of characters"),
      Key("file", text, "在哪个文件", "In which file"),
      Key("column", text, "在哪一列", "In which column"),
      Key("reason", text, "为什么允许", "Why it is allowed"),
    ], required: ["reason"])

  private static let rule = object([
    Key("severity", choice(RuleSettings.Level.self), "级别", "The severity"),
    Key(
      "except",
      list(
        of: object(
          [
            Key("file", text, "在哪个文件，* 代表任意字符", "In which file, * for any run of characters"),
            Key("text", text, "提示或那一行里的文字", "A text of the message or the line"),
            Key("reason", text, "为什么", "Why"),
            Key("until", day, "到哪一天为止", "The last day"),
          ], required: ["file", "reason", "until"])),
      "不算数的地方", "Where it does not count"),
  ])

  private static let crisis = object([
    Key("negative_share", ratio, "一天里负面提及的占比", "The share of negative mentions on a day"),
    Key("min_mentions", JSONSchema.integer, "提及不足这么多的日子不算占比", "Days with fewer mentions have no share"),
    Key("complaints", JSONSchema.integer, "一天里的投诉条数", "Complaints on a day"),
    Key("surge", number, "一天的提及是前七天平均的几倍", "Mentions of a day over the mean of the seven days before"),
    Key("days", JSONSchema.integer, "生成时列出多少天内的预警", "How many days back are told at build time"),
  ])

  private static let edition = object(
    [
      Key("name", text, "版本名，build --edition 用它", "Its name, for build --edition"),
      Key("title", text, "写在页眉上的版本名", "What the head of its pages calls it"),
      Key("site_name", text, "站点在这个版本里的名称", "The site's name in this edition"),
      Key("description", text, "站点在这个版本里的介绍", "What the site is, in the words of this edition"),
      Key("language", choice(Language.self), "语言；不写则同站点", "Its language; the site's without it"),
      Key("variant", choice(Edition.Variant.self), "繁体的地区用词", "The regional variant of Traditional Chinese"),
      Key("shows", texts, "显示哪些级别；不写则同主版本", "The levels that it shows; the main edition's without it"),
      Key("output", text, "文件夹名；只换语言的版本放在主版本里，其余放在旁边", "Its folder: in the main edition's if only the language differs, else beside it"),
    ], required: ["name"])
}
