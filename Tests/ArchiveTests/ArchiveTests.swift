import Archive
import Testing

/// ZIP containers, written and read back.
@Suite struct ArchiveTests {
  private let parts = [
    ArchivePart("[Content_Types].xml", "<Types/>"), ArchivePart("文件夹/表.csv", String(repeating: "渠道,花费\n", count: 500)),
    ArchivePart("empty.txt", ""),
  ]

  @Test("what is written is read back, in the order given")
  func roundTrip() throws {
    let archive = try ArchiveReader(try writeArchive(parts))
    #expect(archive.names == parts.map(\.name))
    for part in parts { #expect(try archive.read(part.name) == part.bytes) }
    #expect(try archive.read("absent") == nil)
  }

  @Test("the same parts give the same bytes, without the time of writing")
  func sameBytes() throws {
    let bytes = try writeArchive(parts)
    #expect(try writeArchive(parts) == bytes)
    // Local header: time at 10, day at 12: 1980-01-01.
    #expect(Array(bytes[10..<14]) == [0, 0, 0x21, 0])
  }

  @Test("an archive without parts is one")
  func empty() throws {
    #expect(try ArchiveReader(try writeArchive([])).names == [])
  }

  @Test("two parts of one name are refused")
  func twice() {
    #expect(throws: ArchiveWriteFailure.self) { try writeArchive([ArchivePart("a", "1"), ArchivePart("a", "2")]) }
  }

  @Test("a container that is cut short is damaged")
  func damaged() throws {
    let bytes = try writeArchive(parts)
    #expect(throws: ArchiveReader.Failure.self) { try ArchiveReader(Array(bytes.dropLast(30))) }
  }
}
