import Diagnostics

/// What can be wrong with a Markdown text.
extension Problem {
  static func rawHTMLDropped(count: Int) -> Problem {
    Problem(
      "raw-html", .warning, zh: "原始 HTML 被略去（本页共 \(count) 处）",
      en: "raw HTML is left out (\(count) in this text)",
      hint: Wording(
        zh: "改用 Markdown 写法；确需保留时在 site.yaml 里写 raw_html: true，或用 --raw-html",
        en: "write it in Markdown; to keep raw HTML set raw_html: true in site.yaml, or use --raw-html"))
  }
  static func refusedLink(scheme: String, isImage: Bool) -> Problem {
    Problem(
      "refused-link", .warning,
      zh: isImage ? "不允许 \(scheme): 图片，只留下替代文字" : "不允许 \(scheme): 链接，只留下文字",
      en: isImage
        ? "images with \(scheme): are not allowed; only the alternative text stays"
        : "links with \(scheme): are not allowed; only the text stays",
      hint: Wording(
        zh: "用 http、https、mailto 地址，或指向站内文件的相对路径",
        en: "use an http, https or mailto address, or a relative path to a file of the site"))
  }
  static func unknownFootnote(_ id: String, nearest: String?) -> Problem {
    Problem(
      "unknown-footnote", .warning, zh: "脚注 [^\(id)] 没有定义", en: "footnote [^\(id)] is not defined",
      hint: nearest.map { Wording(zh: "是不是 [^\($0)]？", en: "did you mean [^\($0)]?") }
        ?? Wording(zh: "另起一行写 [^\(id)]: 内容", en: "add a line [^\(id)]: followed by the text"))
  }
  static func unusedFootnote(_ id: String) -> Problem {
    Problem(
      "unused-footnote", .warning, zh: "脚注 [^\(id)] 有定义，但文中没有引用，不会显示",
      en: "footnote [^\(id)] is defined but never referred to, so it is not shown",
      hint: Wording(zh: "在正文里写 [^\(id)]，或删掉这一行", en: "refer to it with [^\(id)], or delete it"))
  }
  static func repeatedFootnote(_ id: String, firstLine: Int) -> Problem {
    Problem(
      "repeated-footnote", .warning, zh: "脚注 [^\(id)] 定义了两次，以第 \(firstLine) 行的为准",
      en: "footnote [^\(id)] is defined twice; the one on line \(firstLine) counts",
      hint: Wording(zh: "换一个名字", en: "give one of them another name"))
  }
  static func restrictedHere(_ level: String) -> Problem {
    Problem(
      "restricted-misplaced", zh: "这里的可见范围段落无法从本版本中去掉", en: "a restricted passage cannot be taken out of the edition here",
      hint: Wording(zh: "把它移到脚注之外，首行单独写 [!VISIBILITY 级别]", en: "move it out of the footnote; its first line is [!VISIBILITY LEVEL] alone"))
  }
  static func surplusCells(columns: Int) -> Problem {
    Problem(
      "surplus-cells", .warning, zh: "这一行的单元格多于表头的 \(columns) 列，多出的不会显示",
      en: "this row has more cells than the header's \(columns) columns; the rest is not shown",
      hint: Wording(
        zh: "补上表头的列；单元格里的竖线写成 \\|",
        en: "add columns to the header; write a pipe inside a cell as \\|"))
  }
  static func unknownAbbreviation(_ word: String) -> Problem {
    Problem(
      "unknown-abbreviation", .warning, zh: "缩写「\(word)」在术语表里没有词条", en: "the glossary has no entry for '\(word)'",
      hint: Wording(
        zh: "在 content/registers/glossary.csv 里加一行；不必解释的写进 site.yaml 的 abbreviations",
        en: "add a row to the register glossary; what needs no explanation goes into abbreviations in site.yaml"))
  }
}

/// The words that the markup itself carries.
enum Label {
  static func alert(_ kind: Alert) -> Wording {
    switch kind {
    case .note: Wording(zh: "说明", en: "Note")
    case .tip: Wording(zh: "提示", en: "Tip")
    case .important: Wording(zh: "重要", en: "Important")
    case .warning: Wording(zh: "警告", en: "Warning")
    case .caution: Wording(zh: "注意", en: "Caution")
    case .speaker: Wording(zh: "讲师备注", en: "Speaker notes")
    case .reading: Wording(zh: "阅读", en: "Reading")
    case .exercise: Wording(zh: "练习", en: "Exercise")
    case .answer: Wording(zh: "参考答案", en: "Answer")
    case .copy: Wording(zh: "对外文案", en: "Copy")
    case .visibility: Wording(zh: "可见范围", en: "Visible to")
    }
  }
  /// A level of visibility as readers call it; those that a site names itself go by their name.
  static func visibility(_ level: String) -> Wording {
    switch level {
    case "public": Wording(zh: "公开", en: "everyone")
    case "internal": Wording(zh: "内部", en: "internal")
    case "management": Wording(zh: "管理层", en: "management")
    default: Wording(zh: level, en: level)
    }
  }
  static func task(done: Bool) -> Wording {
    done ? Wording(zh: "已完成", en: "Done") : Wording(zh: "未完成", en: "To do")
  }
  static let footnotes = Wording(zh: "脚注", en: "Footnotes")
  static func backToText(_ number: Int) -> Wording {
    Wording(zh: "回到正文中脚注 \(number) 的引用处", en: "Back to reference \(number)")
  }
  static func table(_ number: Int) -> Wording {
    Wording(zh: "表格 \(number)", en: "Table \(number)")
  }
}
