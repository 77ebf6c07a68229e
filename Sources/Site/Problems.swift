import Diagnostics

/// What can be wrong with a site as a whole: its files, links, templates and output folder.
extension Problem {
  // MARK: Files

  static func unreadable(_ reason: String) -> Problem {
    Problem(
      "unreadable", zh: "读不了这个文件：\(reason)", en: "cannot be read: \(reason)",
      hint: Wording(zh: "检查文件是否还在、是否有读取权限", en: "check that it still exists and that you may read it"))
  }
  static func unwritable(_ reason: String) -> Problem {
    Problem(
      "unwritable", zh: "写不了：\(reason)", en: "cannot be written: \(reason)",
      hint: Wording(zh: "检查磁盘空间和写入权限；输出文件夹保持原样", en: "check disk space and permissions; the output folder is as it was"))
  }
  static let noBrowser = Problem(
    "no-browser", zh: "没有找到 Chromium 或 Chrome，做不出 PDF", en: "neither Chromium nor Chrome was found, so no PDF can be made",
    hint: Wording(
      zh: "安装 Chromium，或用环境变量 CHROMIUM 指出它的位置；也可以先做 --html，再从浏览器打印",
      en: "install Chromium, or say where it is by the environment variable CHROMIUM; or make --html and print it from a browser"))
  static func browserFailed(_ browser: String, _ reason: String) -> Problem {
    Problem(
      "browser-failed", zh: "浏览器没有做出 PDF（\(browser)：\(reason)）", en: "the browser made no PDF (\(browser): \(reason))",
      hint: Wording(zh: "用 --html 做出网页，再从浏览器打印", en: "make the page with --html and print it from a browser"))
  }
  static func leavesSite(_ target: String) -> Problem {
    Problem(
      "leaves-site", zh: "符号链接指向站点之外：\(target)", en: "the symbolic link leads out of the site: \(target)",
      hint: Wording(zh: "把文件复制到 content/ 里", en: "copy the file into content/"))
  }
  static let noContent = Problem(
    "no-content", zh: "这里没有 content/ 文件夹", en: "there is no content/ folder here",
    hint: Wording(zh: "进入站点文件夹再运行，或用 fupan new site 文件夹名 新建一个", en: "run it in a site's folder, or make one with: fupan new site DIR"))
  static let noSettings = Problem(
    "missing-file", zh: "缺少 content/site.yaml", en: "content/site.yaml is missing",
    hint: Wording(zh: "新建它，写一行「name: 站点名称」", en: "create it with one line 'name: …'"))

  // MARK: Addresses

  static func sameAddress(_ other: String, _ address: String) -> Problem {
    Problem(
      "same-address", zh: "与 \(other) 生成同一个文件 \(address)（大小写不同也算相同）",
      en: "makes the same file as \(other): \(address) (names that differ only in case count as the same)",
      hint: Wording(zh: "改掉其中一个文件名", en: "rename one of them"))
  }
  static func badName(_ name: String) -> Problem {
    Problem(
      "bad-name", zh: "Windows 不接受文件名「\(name)」", en: "Windows refuses the file name '\(name)'",
      hint: Wording(zh: "去掉 < > : \" | ? * \\，不用 con、nul 之类的名字，末尾不留点或空格", en: "avoid < > : \" | ? * \\, names like con or nul, and a final dot or blank"))
  }
  static func longPath(_ count: Int) -> Problem {
    Problem(
      "long-path", zh: "输出路径有 \(count) 个字符，超过 200", en: "the output path has \(count) characters, more than 200",
      hint: Wording(zh: "缩短文件夹名或文件名", en: "shorten the names of folders or the file"))
  }
  static func duplicateID(_ id: String, other: String) -> Problem {
    Problem(
      "duplicate-id", zh: "id「\(id)」已被 \(other) 使用", en: "the id '\(id)' is already used by \(other)",
      hint: Wording(zh: "换一个 id", en: "choose another id"))
  }
  static let noTitle = Problem(
    "no-title", zh: "页面没有标题", en: "the page has no title",
    hint: Wording(zh: "在开头写 title，或在正文里写一个标题行「# …」", en: "write a title in the front matter or a heading '# …'"))

  // MARK: Links

  static func brokenLink(_ destination: String, nearest: String?) -> Problem {
    Problem(
      "broken-link", zh: "链接指向不存在的「\(destination)」", en: "the link leads to '\(destination)', which does not exist",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") })
  }
  static func brokenAnchor(_ anchor: String, page: String, nearest: String?) -> Problem {
    Problem(
      "broken-anchor", zh: "\(page) 里没有「#\(anchor)」这个标题", en: "\(page) has no heading '#\(anchor)'",
      hint: nearest.map { Wording(zh: "是不是「#\($0)」？", en: "did you mean '#\($0)'?") })
  }
  static func linkLeavesContent(_ destination: String) -> Problem {
    Problem(
      "link-leaves-content", zh: "「\(destination)」指到 content/ 之外", en: "'\(destination)' leads out of content/",
      hint: Wording(zh: "链接只能指向 content/ 里的页面和文件", en: "links can only lead to pages and files inside content/"))
  }
  static func linkToDraft(_ destination: String) -> Problem {
    Problem(
      "link-to-draft", zh: "「\(destination)」是草稿，不在这次生成之内", en: "'\(destination)' is a draft and not part of this build",
      hint: Wording(zh: "去掉它的 draft: true，或加 --drafts 生成", en: "remove its draft: true, or build with --drafts"))
  }
  static func dataNotPublished(_ destination: String) -> Problem {
    Problem(
      "data-not-published", zh: "数据文件「\(destination)」不会复制到站点里", en: "the data file '\(destination)' is never copied to the site",
      hint: Wording(zh: "用 ```table 代码块显示它，或链接到复盘页", en: "show it with a ```table block, or link to the review"))
  }

  // MARK: Figures and blocks in pages

  static func figureProblem(_ wording: Wording, hint: Wording?) -> Problem {
    Problem("kpi-figure", zh: wording.zh, en: wording.en, hint: hint)
  }
  static func unknownCampaign(_ id: String, nearest: String?) -> Problem {
    Problem(
      "unknown-campaign", zh: "没有 id 为「\(id)」的活动", en: "there is no campaign '\(id)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") })
  }
  static let figureWithoutCampaign = Problem(
    "kpi-figure", zh: "这里不在活动文件夹里，要写明活动", en: "outside a campaign's folder the figure must name its campaign",
    hint: Wording(zh: "写成 kpi:活动id.指标id", en: "write kpi:CAMPAIGN.ID"))
  static func badBlock(_ kind: String, zh: String, en: String) -> Problem {
    Problem("bad-block", zh: "\(kind) 代码块：\(zh)", en: "\(kind) block: \(en)")
  }
  static let chartWithoutTitle = Problem(
    "chart-without-title", .warning, zh: "这张图没有标题", en: "this chart has no title",
    hint: Wording(zh: "写 title：一句话说出图里看到什么，例如「直播带来两成销售额」", en: "add title: the finding in one sentence, such as 'Live streams bring a fifth of revenue'"))

  // MARK: Campaigns

  static let reviewWithoutBrief = Problem(
    "review-without-brief", zh: "这个文件夹里有 review.md，却没有 brief.md", en: "there is a review.md but no brief.md in this folder",
    hint: Wording(zh: "先写 brief.md：至少要有 start 和 end", en: "write brief.md first, with at least start and end"))
  static func reviewOverdue(since day: String) -> Problem {
    Problem(
      "review-overdue", .warning, zh: "活动结束已过 14 天，应在 \(day) 前写的复盘还没有 review.md",
      en: "the campaign ended over 14 days ago; its review was due by \(day) and there is no review.md",
      hint: Wording(zh: "在同一文件夹写 review.md；没有办成的活动把 status 改为 draft", en: "write review.md in the same folder; for a campaign that never ran set status to draft"))
  }
  static func unknownSentence(_ id: String, nearest: String?, known: [String]) -> Problem {
    Problem(
      "unknown-sentence", zh: "复盘里没有 id 为「\(id)」的句子", en: "the review has no sentence '\(id)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "可替换的句子：\(known.joined(separator: ", "))", en: "sentences that can be replaced: \(known.joined(separator: ", "))"))
  }

  // MARK: Numbers in reviews

  static func numberDiffers(_ text: String, actual: String, key: String) -> Problem {
    Problem(
      "number-differs", .warning, zh: "「\(text)」与数据不符：数据里是 \(actual)", en: "'\(text)' contradicts the data, which says \(actual)",
      hint: Wording(zh: "写成 `kpi:\(key)`，由数据填写；若说的是别的口径，写明是什么", en: "write `kpi:\(key)` and let the data fill it in, or say what else it is"))
  }

  // MARK: Templates

  static func templateSyntax(_ detail: String) -> Problem {
    Problem("template-syntax", zh: "模板写法有误：\(detail)", en: "the template cannot be read: \(detail)")
  }
  static func unknownTemplateKey(_ key: String, nearest: String?) -> Problem {
    Problem(
      "unknown-template-key", zh: "模板用到了不存在的「\(key)」", en: "the template uses '\(key)', which does not exist",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "可用的名称见 templates/README.md", en: "templates/README.md lists the names"))
  }
  static func unknownPartial(_ name: String, nearest: String?) -> Problem {
    Problem(
      "unknown-partial", zh: "没有模板「\(name)」", en: "there is no template '\(name)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") })
  }
  static func includeCycle(_ names: [String]) -> Problem {
    let chain = names.joined(separator: " → ")
    return Problem(
      "include-cycle", zh: "模板互相包含，没有尽头：\(chain)", en: "templates include each other without end: \(chain)",
      hint: Wording(
        zh: "把其中一处放进下级列表的段里，如 {{#.children}}", en: "put one of the includes inside a section over a list of parts, such as {{#.children}}"))
  }
  static func rawText(_ key: String) -> Problem {
    Problem(
      "raw-text", zh: "「\(key)」是文字，不能放进三重花括号", en: "'\(key)' is text and cannot stand in triple braces",
      hint: Wording(zh: "写成 {{\(key)}}；只有以 HTML 结尾的名称可以用 {{{ }}}", en: "write {{\(key)}}; only names that end in HTML may stand in {{{ }}}"))
  }
  static func escapedMarkup(_ key: String) -> Problem {
    Problem(
      "escaped-markup", zh: "「\(key)」是标记，放进两重花括号会显示成代码", en: "'\(key)' is markup and would show as code in double braces",
      hint: Wording(zh: "写成 {{{\(key)}}}", en: "write {{{\(key)}}}"))
  }

  // MARK: The output folder

  static let outputIsFile = Problem(
    "output-is-file", zh: "输出路径是一个文件，不是文件夹", en: "the output path is a file, not a folder",
    hint: Wording(zh: "换一个 --output", en: "choose another --output"))
  static let outputNotOurs = Problem(
    "output-not-ours", zh: "输出文件夹里有别的文件，且不是 Fupan 生成的", en: "the output folder holds files that Fupan did not write",
    hint: Wording(zh: "换一个空文件夹，或自己先清空它", en: "choose an empty folder, or empty it yourself"))
  static let outputHoldsContent = Problem(
    "output-holds-content", zh: "输出文件夹不能是站点的 content/、包含它，或在它里面", en: "the output folder cannot be, hold or lie inside the site's content/",
    hint: Wording(zh: "换一个 --output", en: "choose another --output"))
  static let foreignFile = Problem(
    "foreign-file", zh: "这个位置已有不是 Fupan 写的文件，不会覆盖它", en: "a file that Fupan did not write stands here; it is not overwritten",
    hint: Wording(zh: "把它移走再生成", en: "move it away and build again"))
  static let outputLocked = Problem(
    "output-locked", zh: "另一个 Fupan 正在写这个输出文件夹", en: "another Fupan is writing this output folder",
    hint: Wording(zh: "等它结束再运行", en: "wait until it is done"))

  // MARK: Registers

  static func unknownRegister(_ name: String, nearest: String?) -> Problem {
    Problem(
      "unknown-register", zh: "没有哪个登记表的文件叫「\(name)」", en: "no register has files called '\(name)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(
          zh: "文件名以登记表的编号或名称开头；KPI 数据放进 data/",
          en: "begin the file's name with the register's id or name; KPI files belong into data/"))
  }
}
