import Diagnostics

/// What can be wrong with editions, visibility and translations.
extension Problem {
  static func hiddenCampaign(_ name: String, edition: String) -> Problem {
    Problem(
      "hidden-in-edition", zh: "版本「\(edition)」不显示活动「\(name)」，这里却引用了它的数字",
      en: "the edition '\(edition)' does not show the campaign '\(name)', whose figure is asked for here",
      hint: Wording(
        zh: "删去这个数字，或把这一段放进 > [!VISIBILITY 级别]",
        en: "remove the figure, or put the passage into > [!VISIBILITY LEVEL]"))
  }
  static func hiddenColumn(_ column: String, register: String, edition: String) -> Problem {
    Problem(
      "hidden-in-edition", zh: "版本「\(edition)」不显示登记表「\(register)」的列「\(column)」",
      en: "the edition '\(edition)' does not show the column '\(column)' of the register '\(register)'",
      hint: Wording(
        zh: "从代码块里去掉这一列，或把代码块放进 > [!VISIBILITY 级别]",
        en: "leave the column out of the block, or put the block into > [!VISIBILITY LEVEL]"))
  }
  static func hiddenFile(_ file: String, edition: String) -> Problem {
    Problem(
      "hidden-in-edition", zh: "版本「\(edition)」不显示文件「\(file)」里的数据", en: "the edition '\(edition)' does not show the data of '\(file)'",
      hint: Wording(zh: "删去这个代码块，或把它放进 > [!VISIBILITY 级别]", en: "remove the block, or put it into > [!VISIBILITY LEVEL]"))
  }
  static func visibilityUnused(_ level: String) -> Problem {
    Problem(
      "visibility-without-editions", .warning, zh: "写了 visibility: \(level)，但 site.yaml 没有声明 editions，这一页仍会公开",
      en: "visibility: \(level) is written, but site.yaml declares no editions, so the page is shown",
      hint: Wording(zh: "在 site.yaml 里声明 editions，或删去这一行", en: "declare editions in site.yaml, or remove the line"))
  }
  static func unknownEdition(_ name: String, known: [String]) -> Problem {
    Problem(
      "unknown-edition", zh: "site.yaml 没有声明版本「\(name)」", en: "site.yaml declares no edition '\(name)'",
      hint: nearest(to: name, among: known).map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? (known.isEmpty
          ? Wording(zh: "在 site.yaml 的 editions 里声明它", en: "declare it under editions in site.yaml")
          : Wording(zh: "可用：\(known.joined(separator: "、"))", en: "known: \(known.joined(separator: ", "))")))
  }
  static func translationWithoutSource(_ source: String) -> Problem {
    Problem(
      "translation-without-source", zh: "这是一份译文，但没有原文 \(source)", en: "this is a translation, but there is no \(source)",
      hint: Wording(zh: "补上原文，或改掉文件名里的语言后缀", en: "write the source page, or take the language out of the file's name"))
  }
  static func staleTranslation(_ source: String) -> Problem {
    Problem(
      "stale-translation", .warning, zh: "原文 \(source) 在译出之后改过", en: "\(source) has changed since it was translated",
      hint: Wording(
        zh: "对照原文更新译文，再把译文的 version 和 updated 改成与原文相同",
        en: "bring the translation up to date, then give it the version and updated of the source"))
  }
  static func editionFolderTaken(_ folder: String, by path: String) -> Problem {
    Problem(
      "same-address", zh: "版本的文件夹「\(folder)」与页面 \(path) 的位置冲突", en: "the edition's folder '\(folder)' is where \(path) goes",
      hint: Wording(zh: "改掉内容文件夹的名字，或用 output 给版本另一个文件夹", en: "rename the folder of content, or give the edition another by output:"))
  }
  static func closedInsideOpenFolder(_ name: String, folder: String) -> Problem {
    Problem(
      "closed-inside-open", zh: "版本「\(name)」不能写进 \(folder)：那里是另一个版本",
      en: "the edition '\(name)' cannot be written into \(folder), which holds another edition",
      hint: Wording(zh: "用 --output 指一个单独的文件夹", en: "name a folder of its own by --output"))
  }
  static let noConverter = Problem(
    "no-opencc", zh: "没有找到 OpenCC 的词库，做不出繁体版", en: "OpenCC's dictionaries were not found, so no Traditional edition can be made",
    hint: Wording(zh: "安装 opencc（Debian：libopencc-data）", en: "install opencc (Debian: libopencc-data)"))
}
