import Archive
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif
import Testing

/// A part of a package as text.
func archiveText(_ name: String, in archive: ArchiveReader) throws -> String {
  String(decoding: try #require(try archive.read(name)), as: UTF8.self)
}

/// Every part of a package of Office's is well-formed XML and has a content type; every relation leads to a part.
func expectSound(_ archive: ArchiveReader) throws {
  let types = try archiveText("[Content_Types].xml", in: archive)
  for name in archive.names where name.hasSuffix(".xml") || name.hasSuffix(".rels") {
    #expect(XMLParser(data: Data(try #require(try archive.read(name)))).parse(), "\(name)")
    if name.hasSuffix(".xml"), name != "[Content_Types].xml" { #expect(types.contains("PartName=\"/\(name)\""), "\(name)") }
  }
  for name in archive.names where name.hasSuffix(".rels") {
    let folder = name.replacing("_rels/", with: "").split(separator: "/").dropLast().map(String.init)
    for match in try archiveText(name, in: archive).matches(of: /Target="([^"]*)"/) {
      var path = folder
      for part in match.1.split(separator: "/") { if part == ".." { path.removeLast() } else { path.append(String(part)) } }
      #expect(archive.contains(path.joined(separator: "/")), "\(name) -> \(match.1)")
    }
  }
}
