import Testing
import Values

@Suite("Spacing of running text") struct ProseSpacing {
  @Test(
    "A space stands between Han characters and numbers or letters, none beside punctuation",
    arguments: [
      ("6月18日销售额418.4万元", "6 月 18 日销售额 418.4 万元"), ("占22.2%（平均每个16.7%）；其余", "占 22.2%（平均每个 16.7%）；其余"),
      ("低0.17个百分点", "低 0.17 个百分点"), ("已有 3 项", "已有 3 项"), ("为−5.2%的变化", "为 −5.2% 的变化"),
      ("为+5.2%", "为 +5.2%"), ("共¥1,234.50元", "共 ¥1,234.50 元"), ("ROI达标", "ROI 达标"), ("第1章、第2章", "第 1 章、第 2 章"),
      ("3.20倍", "3.20 倍"), ("1–20 June", "1–20 June"), ("", ""), ("％與１", "％與１"), ("𠮷1", "𠮷 1"),
    ])
  func spaced(text: String, expected: String) {
    #expect(NumberStyle.spaced(text) == expected)
    #expect(NumberStyle.spaced(expected) == expected)
  }

  @Test("Names from data keep their own spacing", arguments: [("B站", "在 B站的 5 次"), ("渠道9", "在渠道9 的 5 次"), ("直播", "在直播的 5 次")])
  func verbatim(name: String, expected: String) {
    #expect(NumberStyle.spaced("在" + NumberStyle.verbatim(name) + "的5次") == expected)
  }
}
