import Parallel

/// The files by which a site's pages are found, all of them scripts, so that a page opened from a folder can load them.
///
/// `manifest.js` counts pages and passages and says which file holds what; `k/N.js` holds tokens in sorted order with
/// the passages that they stand in; `t/N.js` the texts of passages for display; `words.js` the symbols that texts are
/// written in; `fold.js` what Traditional characters become. `templates/assets/search.js` reads them.
public struct SearchIndex: Sendable {
  public struct File: Sendable {
    public var path: String
    public var bytes: [UInt8]
  }

  /// Sorted by path; the same pages give the same bytes.
  public private(set) var files: [File] = []

  /// Names of the folders that files stand in, below the index's own.
  public static let folders = ["k", "t"]
  private static let batchBytes = 1 << 21
  /// Characters after which a file of tokens ends.
  private static let shardLength = 4096
  /// A list as long as this has a file to itself, so that others don't load it.
  private static let longList = 2048
  /// Bytes of text that the symbols of texts are learnt from.
  private static let sampleBytes = 1 << 20

  /// Makes the index of pages in their reading order.
  public init(_ pages: [SearchPage], folds: FoldTable) {
    let tokenizer = Tokenizer(folds: folds)
    let initials = Initials()
    let passages = pages.parallelMap { Passages($0.text) }
    let chunks = Chunk.all(pages, passages)
    let ranges = SearchIndex.ranges(pages)
    // While pages are cut into tokens.
    let learning = Later {
      let bytes = pages.reduce(0) { $0 + $1.text.count }
      let samples = stride(from: 0, to: chunks.count, by: max(1, bytes / SearchIndex.sampleBytes))
      let present = ranges.parallelMap { TextCoder.present(in: pages[$0].lazy.map(\.text.bytes)) }
      return TextCoder(samples.map { chunks[$0].text(pages, passages) }, present: present.reduce(into: []) { $0.formUnion($1) })
    }
    let batches = ranges.parallelMap {
      Batch(pages[$0], passages[$0], tokenizer: tokenizer, initials: initials)
    }
    let postings = Postings(batches)
    let shards = postings.shards(long: SearchIndex.longList, length: SearchIndex.shardLength)
    let coder = learning.value()
    files = chunks.indices.map { $0 }.parallelMap { number in
      var bytes: [UInt8] = Array("fupanSearch.text(\(number),\"".utf8)
      coder.encode(chunks[number].text(pages, passages), into: &bytes)
      bytes.append(contentsOf: "\")\n".utf8)
      return File(path: "t/\(number).js", bytes: bytes)
    }
    for (number, shard) in shards.enumerated() { files.append(File(path: "k/\(number).js", bytes: shard.script(number))) }
    files.append(File(path: "words.js", bytes: SearchIndex.words(coder)))
    let han = postings.han
    let known = Set(han)
    files.append(File(path: "fold.js", bytes: SearchIndex.folds(folds.pairs.filter { known.contains($0.to) })))
    // Texts in Traditional characters can only be marked by those who know the pairs.
    let isFolded = batches.contains(where: \.isFolded)
    files.append(
      File(path: "manifest.js", bytes: SearchIndex.manifest(postings, passages, chunks, shards, han: han, isFolded: isFolded)))
    files.sort { $0.path < $1.path }
  }

  private static func ranges(_ pages: [SearchPage]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var (start, bytes) = (0, 0)
    for (number, page) in pages.enumerated() {
      bytes += page.text.count
      if bytes >= batchBytes || number == pages.count - 1 {
        ranges.append(start..<(number + 1))
        (start, bytes) = (number + 1, 0)
      }
    }
    return ranges
  }

  // MARK: Small files

  private static func words(_ coder: TextCoder) -> [UInt8] {
    var bytes: [UInt8] = Array("fupanSearch.words(\"".utf8)
    for sign in coder.signs {
      switch sign {
      case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, UInt8(sign)])
      case 0..<0x20, 0x7F, 0x2028, 0x2029, 0xFEFF:
        let hex = String(sign, radix: 16)
        bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex).utf8)
      default: Unicode.Scalar(sign).map { bytes.append(contentsOf: String(Character($0)).utf8) }
      }
    }
    bytes.append(contentsOf: "\",\"".utf8)
    for pair in coder.pairs {
      Packing.symbol(Int(pair.0), into: &bytes)
      Packing.symbol(Int(pair.1), into: &bytes)
    }
    return bytes + Array("\")\n".utf8)
  }

  private static func folds(_ pairs: [(from: UInt32, to: UInt32)]) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for pair in pairs {
      guard let from = Unicode.Scalar(pair.from), let to = Unicode.Scalar(pair.to) else { continue }
      text.append(from)
      text.append(to)
    }
    return Array("fupanSearch.fold(\"\(String(text))\")\n".utf8)
  }

  private static func manifest(
    _ postings: Postings, _ passages: [Passages], _ chunks: [Chunk], _ shards: [Shard], han: [UInt32], isFolded: Bool
  ) -> [UInt8] {
    var bytes: [UInt8] = Array("fupanSearch.manifest({folded:\(isFolded),pages:\"".utf8)
    for page in passages {
      Packing.number(page.headings, into: &bytes)
      Packing.number(page.count, into: &bytes)
    }
    bytes.append(contentsOf: "\",texts:\"".utf8)
    for chunk in chunks { for count in [chunk.pages, chunk.headings, chunk.pieces] { Packing.number(count, into: &bytes) } }
    bytes.append(contentsOf: "\",sizes:\"".utf8)
    // In units of 64 characters.
    for shard in shards { Packing.number((shard.length + 63) / 64, into: &bytes) }
    bytes.append(contentsOf: "\",firsts:\"".utf8)
    bytes.append(contentsOf: Shard.front(shards.map(\.first)))
    bytes.append(contentsOf: "\",han:\"".utf8)
    for point in han { Unicode.Scalar(point).map { bytes.append(contentsOf: String(Character($0)).utf8) } }
    return bytes + Array("\"})\n".utf8)
  }
}
