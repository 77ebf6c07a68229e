import Testing
import Variants

/// Expected spellings are those of OpenCC's own documentation and test cases.
@Suite struct VariantsTests {
  @Test(
    "text is written as each region writes it",
    arguments: [
      (VariantConverter.Kind.taiwan, "鼠标里面的硅二极管坏了，导致光标分辨率降低。", "滑鼠裡面的矽二極體壞了，導致游標解析度降低。"),
      (.hongKong, "虚伪叹息 里面", "虛偽嘆息 裏面"),
      (.simplified, "夸夸其談 夸父逐日", "夸夸其谈 夸父逐日"),
    ])
  func regions(kind: VariantConverter.Kind, text: String, expected: String) throws {
    #expect(try #require(VariantConverter(kind)).convert(text) == expected)
  }

  @Test("what is no Chinese and an empty text stay as they are")
  func others() throws {
    let converter = try #require(VariantConverter(.taiwan))
    #expect(converter.convert("") == "")
    #expect(converter.convert("ROI 12.5 % <b>😀</b>") == "ROI 12.5 % <b>😀</b>")
  }
}
