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
        Key("tags", texts, "页面可用的标签；不写则不限", "The tags that pages may use; any without it"),
        Key("privacy", JSONSchema(), "隐私检查的设置", "Settings of the privacy checks"),
        Key("rules", JSONSchema(), "检查规则的设置", "Settings of the rules"),
        Key(
          "visibility", texts, "可见范围的级别，公开的在前；不写则为 public、internal、management",
          "Levels of visibility, the open one first; public, internal, management without it"),
        Key("editions", list(of: edition), "站点的各个版本，主版本在前", "The editions of the site, the main one first"),
      ], required: ["name"]))

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
