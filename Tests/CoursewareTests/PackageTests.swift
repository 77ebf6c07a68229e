import Archive
import Courseware
import Testing
import Training

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct PackageTests {
  @Test("same quiz, same bytes; the sample for the Python tests goes where COURSEWARE says")
  func repeatable() throws {
    #expect(gift(Sample.quiz) == gift(Sample.quiz))
    #expect(try writeArchive(qtiPackage(Sample.quiz)) == writeArchive(qtiPackage(Sample.quiz)))
    for version in ScormVersion.allCases {
      #expect(try writeArchive(Sample.scorm(version)) == writeArchive(Sample.scorm(version)))
    }
    if let folder = ProcessInfo.processInfo.environment["COURSEWARE"] { try Sample.write(to: folder) }
  }

  // MARK: - QTI

  private func item(_ question: Question) throws -> String {
    try #require(text(qtiPackage(quiz(question)), "items/M22-01.xml"))
  }

  @Test("a QTI package holds the manifest first, the test, and an item for each question")
  func qtiParts() throws {
    let parts = qtiPackage(Sample.quiz)
    #expect(parts.map(\.name) == ["imsmanifest.xml", "assessment.xml"] + (1...10).map { "items/M99-\($0 < 10 ? "0" : "")\($0).xml" })
    let manifest = try #require(text(parts, "imsmanifest.xml"))
    #expect(manifest.contains("type=\"imsqti_test_xmlv2p1\""))
    #expect(manifest.matches(of: /type="imsqti_item_xmlv2p1"/).count == 10)
    let test = try #require(text(parts, "assessment.xml"))
    #expect(test.matches(of: /<assessmentItemRef\b/).count == 10)
    #expect(test.contains("masteryValue=\"75\""))
  }

  @Test("the language is told when it is known")
  func language() throws {
    #expect(try !item(Sample.quiz.questions[0]).contains("xml:lang"))
    #expect(try #require(text(qtiPackage(Sample.quiz, language: "zh-Hant"), "items/M99-01.xml")).contains(" xml:lang=\"zh-Hant\""))
  }

  @Test("choices are shuffled, true and false are not; how many may be chosen")
  func choices() throws {
    let single = try item(Sample.quiz.questions[0])
    #expect(single.contains("<choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxChoices=\"1\">"))
    #expect(single.contains("<value>B</value>"))
    #expect(try item(Sample.quiz.questions[1]).contains("shuffle=\"true\" maxChoices=\"0\""))
    #expect(try item(Sample.quiz.questions[2]).contains("shuffle=\"false\" maxChoices=\"1\""))
  }

  @Test("numbers are compared as numbers, words by a mapping")
  func blanks() throws {
    let numbers = try item(Sample.quiz.questions[3])
    #expect(numbers.contains("baseType=\"float\">\n    <correctResponse>\n      <value>3.13</value>"))
    #expect(numbers.matches(of: /<equal toleranceMode="absolute" tolerance="0.01">/).count == 2)
    #expect(try item(Sample.quiz.questions[4]).contains("<equal toleranceMode=\"exact\">"))
    #expect(try item(Sample.quiz.questions[4]).contains("<value>1250</value>"))
    let words = try item(Sample.quiz.questions[5])
    #expect(words.contains("<mapEntry mapKey=\"Review Meeting\" mappedValue=\"1\" caseSensitive=\"false\"/>"))
    #expect(words.contains("<p>活动结束后开 <textEntryInteraction responseIdentifier=\"RESPONSE\" expectedLength=\"20\"/>。</p>"))
  }

  @Test("blanks whose places the author's underscores hide come behind the text")
  func hiddenBlanks() throws {
    let text = try item(Sample.blank("A____B ____", [.init(accepted: ["1"])]))
    #expect(text.contains("<p>A____B ____ <textEntryInteraction "))
  }

  @Test("equal right sides are one choice for several")
  func equalSides() throws {
    let question = Sample.make(.matching, "配") {
      $0.pairs = [("a", "x"), ("b", "y"), ("c", "x")].map { .init(left: QuizText($0), right: QuizText($1)) }
    }
    let text = try item(question)
    #expect(text.matches(of: /<simpleAssociableChoice identifier="R/).count == 2)
    #expect(text.contains(" matchMax=\"2\">x<"))
  }

  @Test("text is escaped, its lines are kept, what XML cannot hold is dropped")
  func escapes() throws {
    let text = try item(Sample.choice(.single, "a<b & \"c\"\u{1}\u{FFFF}\nd", [(true, "1", nil), (false, "2", nil)]))
    #expect(text.contains("<prompt>a&lt;b &amp; &quot;c&quot;<br/>d</prompt>"))
  }

  @Test("a module's name that is no XML name becomes one, and different names stay different")
  func names() {
    let question = Sample.quiz.questions[0]
    func name(_ module: String) -> String { qtiPackage(quiz(question, module: module))[2].name }
    #expect(name("marketing-budget") == "items/marketing-budget-01.xml")
    #expect(name("预算").wholeMatch(of: /items\/_-[0-9a-f]{8}-01\.xml/) != nil)
    #expect(name("预算") != name("结算"))
    #expect(name("22 a").wholeMatch(of: /items\/_22a-[0-9a-f]{8}-01\.xml/) != nil)
  }

  // MARK: - SCORM

  @Test("a SCORM 1.2 manifest")
  func scorm12() throws {
    let parts = Sample.scorm(.v12)
    #expect(parts.map(\.name) == ["imsmanifest.xml", "index.html", "assets/图 1.svg", "assets/quiz.js"])
    let manifest = try #require(text(parts, "imsmanifest.xml"))
    for piece in [
      "<schemaversion>1.2</schemaversion>", "<adlcp:masteryscore>75</adlcp:masteryscore>", "adlcp:scormtype=\"sco\"",
      "href=\"index.html\"", "<file href=\"assets/%E5%9B%BE%201.svg\"/>", "identifier=\"M99\" version=",
      "<title>预算 A/B 与 &lt;测试&gt; &amp; {核对}</title>",
    ] { #expect(manifest.contains(piece), "\(piece)") }
  }

  @Test("a SCORM 2004 manifest")
  func scorm2004() throws {
    let manifest = try #require(text(Sample.scorm(.v2004), "imsmanifest.xml"))
    for piece in [
      "<schemaversion>2004 4th Edition</schemaversion>", "adlcp:scormType=\"sco\"", "satisfiedByMeasure=\"true\"",
      "<imsss:minNormalizedMeasure>0.75</imsss:minNormalizedMeasure>",
      "completionSetByContent=\"true\" objectiveSetByContent=\"true\"", "<lom:duration>PT45M</lom:duration>",
      "<lom:language>zh-Hans</lom:language>",
    ] { #expect(manifest.contains(piece), "\(piece)") }
  }

  @Test("every pass mark is the decimal of its hundredth", arguments: [(1, "0.01"), (7, "0.07"), (29, "0.29"), (80, "0.8"), (100, "1")])
  func measures(passMark: Int, measure: String) throws {
    let parts = scormPackage(
      .v2004, identifier: "M22", title: "题", language: "en", passMark: passMark, minutes: nil, files: Sample.files)
    let manifest = try #require(text(parts, "imsmanifest.xml"))
    #expect(manifest.contains(">\(measure)</imsss:minNormalizedMeasure>"))
    #expect(!manifest.contains("lom:educational"))
  }

  @Test("a manifest among the files gives way, and a long title is cut")
  func limits() throws {
    let parts = scormPackage(
      .v12, identifier: "M22", title: String(repeating: "长", count: 300), language: "zh-Hans", passMark: 80, minutes: nil,
      files: Sample.files + [ArchivePart("imsmanifest.xml", "")])
    #expect(parts.filter { $0.name == "imsmanifest.xml" }.count == 1)
    #expect(try #require(text(parts, "imsmanifest.xml")).contains(">" + String(repeating: "长", count: 200) + "<"))
  }
}
