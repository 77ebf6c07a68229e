import Archive
import Foundation

/// A site with a secret in every place that can hold one: whatever only its management may see contains 绝密, `sekret` or
/// the number 987123.
enum EditionSite {
  static let settings = """
    name: 示例
    editions:
      - {name: main, shows: [public]}
      - {name: zh-Hant, variant: taiwan}
      - {name: en, language: en}
      - {name: management, title: 管理层版, shows: [public, internal, management]}

    """

  static let shop = """
    date,channel,revenue,orders
    2026-06-01,直播,300,3
    2026-06-02,直播,150,2
    2026-06-03,直播,50,1

    """

  static func brief(_ title: String, _ more: String = "") -> Content {
    Content(stringLiteral: """
      ---
      title: \(title)
      status: ended
      start: 2026-06-01
      end: 2026-06-03
      goal: 三天卖五百元
      theme: 夏天
      audiences: [新客]
      channels: [直播]
      budget: 200
      owner: events
      targets:
        - {kpi: revenue-total, target: 500}
      \(more)
      ---

      """)
  }

  static let tree: [String: Content] = [
    "content/site.yaml": Content(stringLiteral: settings),
    "content/index.md": "# 首页\n",
    "content/handbook/open.md": """
      ---
      title: 公开页
      ---

      看 [计划甲](closed-sekret.md)、[计划乙](inner/deep.md#x)、[登记丙](/registers/sekret_deals.md)、[活动丁](../campaigns/sekret-c/brief.md)、
      [复盘戊](../campaigns/half/review.md)。

      > [!VISIBILITY management]
      > 绝密段落 ![绝密图](block-sekret.png) ![共用](shared.png)
      >
      > ## 绝密小标题
      >
      > `kpi:sekret-c.revenue-total`
      懒行也是绝密。

      - 列表
        > [!VISIBILITY management]
        > 绝密列表段

      ![共用](shared.png)

      ```table
      register: sekret_deals
      ```

      ```
      > [!VISIBILITY management]
      > 这是代码，不是段落
      ```

      """,
    "content/handbook/closed-sekret.md": """
      ---
      title: 绝密标题
      visibility: management
      summary: 绝密摘要
      tags: [绝密标签]
      aliases: [former-sekret.html]
      ---

      # 绝密标题

      绝密正文 ![绝密](fig-sekret.png)

      ```chart
      campaign: sekret-c
      kpi: revenue-total
      title: 绝密图题
      ```

      """,
    "content/handbook/inner/index.md": "---\ntitle: 绝密目录\nvisibility: internal\n---\n# 绝密目录\n",
    "content/handbook/inner/deep.md": "# 绝密深页\n\n## x\n",
    "content/handbook/inner/lone-sekret.png": "绝密像素",
    "content/handbook/fig-sekret.png": "绝密像素",
    "content/handbook/block-sekret.png": "绝密像素",
    "content/handbook/shared.png": "像素",
    "content/training/open.md": """
      ---
      title: 公开课
      ---

      ## 要点

      公开要点。

      > [!VISIBILITY management]
      > 绝密课文

      > [!SPEAKER]
      > 公开备注

      ```quiz
      装在电脑里的是 [[软件]]。

      > 不是硬件。

      see: #要点
      ```

      """,
    "content/training/sekret-m.md": """
      ---
      title: 绝密课
      visibility: management
      ---

      ## 绝密要点

      > [!SPEAKER]
      > 绝密备注

      ```quiz
      绝密题是 [[987123]]。

      > 绝密解析

      see: #绝密要点
      ```

      """,
    "content/campaigns/sekret-c/brief.md": brief("绝密活动", "visibility: management"),
    "content/campaigns/sekret-c/data/daily-sekret.csv": "date,channel,revenue,orders\n2026-06-01,绝密渠道,987123,7\n",
    "content/campaigns/sekret-c/registers/tasks.csv": "id,name,start,end,owner,deliverable\nT1,绝密任务,2026-06-01,2026-06-02,events,方案\n",
    "content/campaigns/open/brief.md": brief("公开活动", "compare: sekret-c"),
    "content/campaigns/open/review.md": "# 公开活动复盘\n",
    "content/campaigns/open/data/daily.csv": Content(stringLiteral: shop),
    "content/campaigns/open/registers/partners.csv":
      "name,kind,deliverable,price,due,status,owner\n达人甲,kol,三条视频,987123,2026-06-01,delivered,events\n",
    "content/campaigns/open/registers/team.csv": "name,group,role,duty\n绝密成员,planning,events,主视觉\n",
    "content/campaigns/open/registers/lessons.csv":
      "id,situation,lesson,advice,origin\nL1,绝密情境,绝密教训,绝密建议,sekret-c\nL2,情境,教训,建议,open\n",
    "content/campaigns/half/brief.md": brief("半开活动"),
    "content/campaigns/half/review.md":
      "---\ntitle: 绝密复盘\nvisibility: management\nsentences:\n  summary-result: 绝密判断\n---\n# 绝密复盘\n\n绝密心得。\n",
    "content/campaigns/half/data/daily.csv": "date,channel,revenue,orders\n2026-06-01,绝密二渠道,987123,7\n",
    "content/registers/sekret_deals.register.yaml": """
      id: sekret_deals
      name: 绝密合同
      visibility: management
      scope: site
      key: id
      columns:
        - {id: id, label: 编号}
        - {id: terms, label: 绝密条款}
      views: [{id: all, type: table}]

      """,
    "content/registers/sekret_deals.csv": "id,terms\nD1,绝密内容\n",
    "content/registers/agents.register.yaml": """
      id: agents
      name: 代理商
      scope: site
      key: id
      columns:
        - {id: id, label: 编号}
        - {id: fee, type: decimal, label: 绝密费率, visibility: management, note: 绝密说明}
        - {id: deal, type: reference, to: sekret_deals, label: 绝密引用}
        - {id: place, label: 城市}
      computed:
        - {id: twice, formula: fee * 2, label: 绝密翻倍}
        - {id: count, type: integer, formula: "count(sekret_deals.id)", label: 绝密件数}
      totals: [{id: sum, formula: sum(fee), label: 绝密合计}]
      checks: [{when: fee > 1, severity: warning, say: "绝密检查 {fee}"}]
      views:
        - {id: all, type: table}
        - {id: bars, type: bar, label: id, value: fee, title: 绝密图}

      """,
    "content/registers/agents.csv": "编号,绝密费率,绝密引用,城市\nA1,987123,D1,杭州\nA2,2,,上海\n",
  ]

  static let files = tree.keys.sorted()
}

extension Sandbox {
  /// Every byte below a folder as texts to be searched: names and contents, archives unpacked.
  func everything(below folder: String) throws -> [String: [UInt8]] {
    var all: [String: [UInt8]] = [:]
    for (name, data) in try files(below: folder) { try add([UInt8](data), name: name, to: &all) }
    for name in [".fupan-manifest"] {
      if let text = text(folder + "/" + name) { all[name] = Array(text.utf8) }
    }
    return all
  }

  private func add(_ bytes: [UInt8], name: String, to all: inout [String: [UInt8]]) throws {
    all[name] = bytes
    guard bytes.starts(with: [0x50, 0x4B, 3, 4]) else { return }
    let archive = try ArchiveReader(bytes)
    for part in archive.names {
      if let inner = try archive.read(part) { try add(inner, name: name + "/" + part, to: &all) }
    }
  }
}

/// The forms in which a text can stand in a file.
func spellings(_ text: String) -> [[UInt8]] {
  let utf8 = Array(text.utf8)
  let utf16 = Array(text.utf16)
  return [
    utf8, utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
    Array(utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined().utf8),
    Array(utf16.map { "\\u" + String($0, radix: 16) }.joined().utf8), Array(utf16.map { "&#\($0);" }.joined().utf8),
  ]
}

extension [String: [UInt8]] {
  /// The files whose name or content holds a text in any of its forms.
  func holding(_ text: String) -> [String] {
    let forms = spellings(text)
    return filter { name, bytes in
      name.contains(text) || forms.contains { !bytes.ranges(of: $0).isEmpty }
    }.keys.sorted()
  }
}
