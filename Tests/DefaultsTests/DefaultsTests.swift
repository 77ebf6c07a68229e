import Defaults
import Foundation
import Testing
import YAML

private let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("templates")

@Test("the program carries every file of templates/, byte for byte, and nothing else (make embed rewrites the list)")
func embeddedFiles() throws {
  let enumerator = try #require(
    FileManager.default.enumerator(at: templates, includingPropertiesForKeys: [.isRegularFileKey]))
  var names: [String] = []
  for case let url as URL in enumerator where try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
    let name = String(url.path.dropFirst(templates.path.count + 1))
    names.append(name)
    #expect(Defaults.read(name) == Array(try Data(contentsOf: url)), "\(name)")
  }
  #expect(Defaults.names == names.sorted())
}

@Test("all languages have a text for the same keys")
func sameKeys() throws {
  func keys(_ name: String) throws -> Set<String> {
    let text = String(decoding: try #require(Defaults.read(name)), as: UTF8.self)
    let node = try readYAML(text, file: name).get()
    guard case .mapping(let pairs) = node.value else { return [] }
    return Set(pairs.map(\.key))
  }
  let chinese = try keys("strings/zh-Hans.yaml")
  #expect(chinese.count > 100)
  #expect(try keys("strings/en.yaml").symmetricDifference(chinese).sorted() == [])
  #expect(try keys("strings/zh-Hant.yaml").symmetricDifference(chinese).sorted() == [])
}
