import HTML
import Handbook
import Markdown
import Registers

/// Ways through the handbook: for each reader the pages to read in order, from the register `reading_paths`.
struct ReadingPaths: Sendable {
  struct Stop: Sendable {
    /// The page's path in `content/`.
    var page: String
    var why: String
    var isOptional: Bool
  }

  struct Path: Sendable {
    var name: String
    var audience: String
    /// In words.
    var roles: String
    var stops: [Stop]
  }

  /// In the order of the rows.
  let paths: [Path]

  init(_ registers: SiteRegisters) {
    var paths: [Path] = []
    var orders: [[(order: Int, stop: Stop)]] = []
    guard let rows = registers.site["reading_paths"] else {
      self.paths = []
      return
    }
    let columns = rows.shownColumns
    func text(_ row: Int, _ id: String) -> String {
      guard let column = columns.first(where: { $0.id == id }) else { return "" }
      let value = rows.cells[column.index][row]
      return value == .missing ? "" : registers.words(of: value, column, campaign: nil)
    }
    for row in 0..<rows.count {
      guard case .text(let page) = rows.value(row, "page") else { continue }
      let name = text(row, "path")
      var place = paths.firstIndex { $0.name == name } ?? paths.count
      if place == paths.count {
        paths.append(Path(name: name, audience: text(row, "audience"), roles: text(row, "roles"), stops: []))
        orders.append([])
        place = paths.count - 1
      }
      var order = Int.max
      if case .number(let number) = rows.value(row, "order") { order = Int(exactly: number.double.rounded()) ?? Int.max }
      var isOptional = false
      if case .bool(let value) = rows.value(row, "optional") { isOptional = value }
      orders[place].append((order, Stop(page: page, why: text(row, "why"), isOptional: isOptional)))
    }
    for place in paths.indices {
      let sorted = orders[place].enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
      paths[place].stops = sorted.map(\.element.stop)
    }
    self.paths = paths
  }
}

/// How long a page takes to read: 400 Han characters or 200 Latin words and numbers a minute, and half a minute for each
/// table, picture or block of code, whose own text counts besides. Rounded up, at least a minute.
struct ReadingTime {
  let minutes: Int

  init(_ page: RenderedPage, steps: [Process.Step]) {
    var han = 0
    var words = 0
    var pictures = steps.isEmpty ? 0 : 1
    page.body.utf8.withUnsafeBufferPointer { ReadingTime.count($0, &han, &words, &pictures) }
    for step in steps {
      for text in [step.name, step.does, step.input, step.output, step.form ?? "", step.deadline ?? ""] {
        var text = text
        text.withUTF8 { ReadingTime.count($0, &han, &words, &pictures) }
      }
    }
    minutes = max(1, Int((ReadingTime.load(han, words, pictures) / 40).rounded(.up)))
  }

  /// In fortieths of a minute: a tenth of a Han character's 1/400.
  private static func load(_ han: Int, _ words: Int, _ pictures: Int) -> Double {
    Double(han) / 10 + Double(words) / 5 + Double(pictures) * 20
  }

  /// What a piece of a page adds, in fortieths of a minute.
  static func load(of markup: Markup) -> Double {
    var (han, words, pictures) = (0, 0, 0)
    markup.utf8.withUnsafeBufferPointer { count($0, &han, &words, &pictures) }
    return load(han, words, pictures)
  }

  /// Counts in text that may hold tags.
  private static func count(_ bytes: UnsafeBufferPointer<UInt8>, _ han: inout Int, _ words: inout Int, _ pictures: inout Int) {
    var at = 0
    var insideWord = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "<") {
        let end = bytes[at...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1
        let tag = bytes[at..<end]
        for name in ["<table", "<figure", "<img", "<pre"] where tag.starts(with: name.utf8) { pictures += 1 }
        at = end + 1
        insideWord = false
        continue
      }
      // The lead bytes of U+3400 to U+9FFF, and of the planes of rarer ideographs.
      if (0xE3...0xE9).contains(byte), at + 1 < bytes.count, byte > 0xE3 || bytes[at + 1] >= 0x90 {
        han += 1
        insideWord = false
        at += 3
      } else if byte == 0xF0 {
        han += 1
        at += 4
      } else {
        let isWord = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        if isWord, !insideWord { words += 1 }
        insideWord = isWord || (insideWord && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")))
        at += 1
      }
    }
  }
}

extension ListPages {
  func readingPaths(_ page: Int) -> Context {
    var context = contexts.common(page)
    if context["summary"] == nil { context["summary"] = strings["readingPathsSummary"] }
    let folder = index[page].folder
    let chinese = strings.language.isChinese
    func minutes(_ count: Int) -> String { chinese ? "约 \(count) 分钟" : "about \(count) min" }
    context["listHTML"] = Markup { html in
      for (number, path) in contexts.links.paths.paths.enumerated() {
        let stops = path.stops.compactMap { stop -> (stop: ReadingPaths.Stop, page: Int, minutes: Int)? in
          guard let target = index.page(at: stop.page), let document = index[target].document else { return nil }
          var steps: [Process.Step] = []
          if case .process(let process) = contexts.documents[document].matter.detail { steps = process.steps }
          return (stop, target, ReadingTime(contexts.rendered[document], steps: steps).minutes)
        }
        html.raw("<section class=\"reading-path\"")
        html.attribute("aria-labelledby", "path-\(number + 1)")
        html.raw("><h2")
        html.attribute("id", "path-\(number + 1)")
        html.raw(">")
        html.text(path.name)
        html.raw("</h2><p class=\"entry-meta\">")
        let total = stops.reduce(0) { $0 + ($1.stop.isOptional ? 0 : $1.minutes) }
        let facts = [path.audience, path.roles, chinese ? "\(stops.count) 页" : "\(stops.count) pages", minutes(total)]
        html.text(facts.filter { !$0.isEmpty }.joined(separator: strings["titleSeparator"]))
        html.raw("</p><ol class=\"path-stops\">")
        for stop in stops {
          html.raw("<li><p>")
          link(stop.page, from: folder, into: &html)
          html.raw(" <span class=\"entry-meta\">")
          html.text(minutes(stop.minutes) + (stop.stop.isOptional ? strings["titleSeparator"] + strings["optional"] : ""))
          html.raw("</span></p>")
          if !stop.stop.why.isEmpty { html.element("p", class: "entry-summary", stop.stop.why) }
          html.raw("</li>")
        }
        html.raw("</ol></section>")
      }
    }
    return context
  }
}
