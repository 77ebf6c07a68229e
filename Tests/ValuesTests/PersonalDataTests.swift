import Testing
import Values

@Suite("Personal data") struct PersonalDataTests {
  @Test("Numbers of persons are told by pattern and check digit", arguments: [
    ("13800138000", PersonalData.mobile), ("请拨 138-0013-8000 联系", .mobile), ("+8619912345678", .mobile), ("008613800138000", .mobile),
    ("电话13800138000。", .mobile), ("11010519491231002X", .identityCard), ("身份证110105194912310021x", nil),
    ("11010519491231002x", .identityCard), ("6222021234567890128", .bankCard), ("4111 1111 1111 1111", .bankCard),
    ("zhang.san+a@mail.example.cn", .email), ("写信到service@example.com。", .email),
    // One digit off, too long, within a word or a decimal, or something else altogether.
    ("11010519491231002", nil), ("110105194913310028", nil), ("6222021234567890127", nil), ("12800138000", nil),
    ("138001380001", nil), ("k13800138000", nil), ("0.13800138000", nil), ("13800138000.5", nil), ("2026-06-18 12:30", nil),
    ("1234567890123456789", nil), ("400-800-1234", nil), ("@炊朵电器", nil), ("a@b", nil), ("", nil),
  ] as [(String, PersonalData?)])
  func find(_ text: String, _ kind: PersonalData?) {
    #expect(PersonalData.find(in: text) == kind)
  }

  @Test("Only the kinds asked for are looked for")
  func kinds() {
    #expect(PersonalData.find(in: "13800138000 a@example.com", among: [.email]) == .email)
    #expect(PersonalData.find(in: "13800138000", among: [.identityCard]) == nil)
  }
}

@Suite("Personal data in texts") struct PersonalDataTextTests {
  /// All that is found, as kind and text.
  private func found(_ text: String) -> [String] {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var found: [String] = []
      PersonalData.scan(bytes) { kind, range in
        found.append("\(kind.rawValue) \(String(decoding: bytes[range], as: UTF8.self))")
        return true
      }
      return found
    }
  }

  @Test("Everything in a text is found with its bytes, wherever blocks of sixteen bytes begin")
  func scan() {
    let text = "打 138 0013 8000、13900139000；证件 110105 19491231 002X，卡 6222 0212 3456 7890 128，写 a.b@example.com"
    let expected = [
      "mobile 138 0013 8000", "mobile 13900139000", "identityCard 110105 19491231 002X", "bankCard 6222 0212 3456 7890 128",
      "email a.b@example.com",
    ]
    for shift in 0..<20 { #expect(found(String(repeating: "x", count: shift) + "，" + text) == expected) }
    #expect(found("138.0013.8000") == ["mobile 138.0013.8000"])
    #expect(found("2026-06-18 10:00 138 0013 800") == [])
  }

  @Test("A value is masked but for its ends, and a line keeps its length")
  func masking() {
    #expect(PersonalData.masked("138-0013-8000") == "138******00")
    #expect(PersonalData.masked("zhang.san@example.com") == "z***@example.com")
    #expect(PersonalData.hidden(in: "打 138-0013-8000 或写 ab@example.com，共 12 件") == "打 138-****-**00 或写 a*@example.com，共 12 件")
    #expect(PersonalData.hidden(in: "没有") == "没有")
  }
}
