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
        Key("privacy", JSONSchema(), "隐私检查的设置", "Settings of the privacy checks"),
        Key("rules", JSONSchema(), "检查规则的设置", "Settings of the rules"),
        Key("editions", JSONSchema(), "各个版本的设置", "Settings of the editions"),
      ], required: ["name"]))
}
