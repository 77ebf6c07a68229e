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
  /// Characters after which a file of tokens or texts ends.
  private static let shardLength = 8192
  /// A list as long as this has a file to itself, so that others don't load it.
  private static let longList = 3072
  /// Bytes of text in a file of texts.
  private static let chunkLength = 12288

  /// Makes the index of pages in their reading order.
  public init(_ pages: [SearchPage], folds: FoldTable) {
    let tokenizer = Tokenizer(folds: folds)
    let passages = pages.parallelMap { Passages($0.text) }
    let batches = SearchIndex.ranges(pages).parallelMap {
      Batch(pages[$0], passages[$0], tokenizer: tokenizer)
    }
    let chunks = SearchIndex.chunks(pages, passages)
    let coder = TextCoder(chunks.map(\.text))
    files = chunks.indices.map { $0 }.parallelMap { number in
      var bytes: [UInt8] = Array("fupanSearch.text(\(number),\"".utf8)
      coder.encode(chunks[number].text, into: &bytes)
      bytes.append(contentsOf: "\")\n".utf8)
      return File(path: "t/\(number).js", bytes: bytes)
    }
    let postings = Postings(batches)
    let shards = postings.shards(long: SearchIndex.longList, length: SearchIndex.shardLength)
    for (number, shard) in shards.enumerated() { files.append(File(path: "k/\(number).js", bytes: shard.script(number))) }
    files.append(File(path: "words.js", bytes: SearchIndex.words(coder)))
    let han = postings.han
    let known = Set(han)
    let pairs = folds.pairs.filter { known.contains($0.to) }
    files.append(File(path: "fold.js", bytes: SearchIndex.folds(pairs)))
    // Texts in Traditional characters can only be marked by those who know the pairs.
    let sources = Set(pairs.map(\.from))
    let isFolded = coder.signs.contains { sources.contains($0) }
    files.append(
      File(path: "manifest.js", bytes: SearchIndex.manifest(postings, passages, chunks, shards, han: han, isFolded: isFolded)))
    files.sort { $0.path < $1.path }
  }

  /// Bytes of the text of all pages.
  public static func textBytes(_ pages: [SearchPage]) -> Int { pages.reduce(0) { $0 + $1.text.count } }

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

  // MARK: Texts

  /// Passages in a row with what a result shows of their pages and sections.
  struct Chunk: Sendable {
    /// Pages, headings and pieces that begin in it.
    var pages = 0
    var headings = 0
    var pieces = 0
    /// Fields, each with a letter for its kind before and U+0001 behind: `A` address, `T` title, `P` a page above it
    /// (from the top down), `L` place to link to, `H` heading, `X` a piece of text. A chunk that begins within a page or
    /// section says again which.
    var text: [UInt8] = []

    mutating func field(_ kind: Character, _ value: some Sequence<UInt8>) {
      text.append(contentsOf: String(kind).utf8)
      text.append(contentsOf: value)
      text.append(1)
    }
  }

  private static func chunks(_ pages: [SearchPage], _ passages: [Passages]) -> [Chunk] {
    var chunks = [Chunk()]
    var full: Bool { chunks[chunks.count - 1].text.count >= chunkLength }
    for (page, passages) in zip(pages, passages) {
      var last: Int { chunks.count - 1 }
      func begin(_ chunk: inout Chunk) {
        chunk.field("A", page.address.utf8)
        chunk.field("T", page.titleBytes)
        for title in page.trail { chunk.field("P", title.utf8) }
      }
      if full { chunks.append(Chunk()) }
      chunks[last].pages += 1
      begin(&chunks[last])
      for (section, pieces) in zip(page.text.sections, passages.pieces) {
        let heading = page.text.bytes[section.heading]
        func open(_ chunk: inout Chunk) {
          chunk.field("L", section.anchor.utf8)
          chunk.field("H", heading)
        }
        if full {
          chunks.append(Chunk())
          begin(&chunks[last])
        }
        open(&chunks[last])
        if !heading.isEmpty { chunks[last].headings += 1 }
        for piece in pieces {
          if full {
            chunks.append(Chunk())
            begin(&chunks[last])
            open(&chunks[last])
          }
          chunks[last].pieces += 1
          chunks[last].field("X", page.text.bytes[piece])
        }
      }
    }
    return chunks
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
