import Foundation
import HTML
import Markdown
import Testing

/// Runs `body` on a thread with the stack that the program's own threads have.
private func onSmallStack(_ body: @escaping @Sendable () -> Int) -> Int {
  let done = DispatchSemaphore(value: 0)
  nonisolated(unsafe) var result = 0
  let thread = Thread {
    result = body()
    done.signal()
  }
  thread.stackSize = 512 * 1024
  thread.start()
  done.wait()
  return result
}

private func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

private func numbered(_ count: Int, _ text: (Int) -> String) -> String { (0..<count).map(text).joined() }

/// Texts that would take hours, or the stack, if any part were recursive or went back over what it has read.
private let texts: [(name: String, text: @Sendable () -> String, atLeast: Int)] = [
  ("nested quotes", { times("> ", 30_000) + "x" }, 30_000 * 27),
  ("nested lists", { times("- ", 30_000) + "x" }, 30_000 * 20),
  ("lists nested by indentation", { numbered(1_000) { times("  ", $0) + "- x\n" } }, 1_000 * 20),
  ("open brackets", { times("[", 50_000) }, 50_000),
  ("open images", { times("![", 50_000) }, 100_000),
  ("open emphasis", { times("*a ", 50_000) }, 150_000 - 1),
  ("open strong emphasis", { times("**a ", 50_000) }, 200_000 - 1),
  ("nested emphasis", { times("*a _b ", 10_000) + times("_ d*", 10_000) }, 10_000 * 8),
  ("tildes", { times("~~a ", 25_000) + times("~b~ ", 25_000) }, 150_000),
  ("backticks", { numbered(20_000) { times("`", $0 % 60 + 1) + "a" } }, 300_000),
  ("a wide table", { times("|a", 20_000) + "|\n" + times("|-", 20_000) + "|\n" + times("|b", 20_000) + "|" }, 440_000),
  (
    "a wide table of short rows",
    { times("|a", 20_000) + "|\n" + times("|-", 20_000) + "|\n" + times("|b|\n", 5_000) }, 5_000
  ),
  ("rows like delimiters", { "a\n" + times("|-|-|\n", 20_000) }, 100_000),
  ("footnotes", { numbered(20_000) { "[^\($0)]" } + "\n\n" + numbered(20_000) { "[^\($0)]: 注\n" } }, 2_000_000),
  ("footnotes in footnotes", { "[^0]\n\n" + numbered(5_000) { "[^\($0)]: [^\($0 + 1)]\n\n" } }, 500_000),
  ("open footnotes", { times("[^", 100_000) }, 200_000),
  ("a long line", { times("长 line ", 1_000_000) }, 8_000_000),
  ("a line of pipes", { times("|", 3_000_000) }, 3_000_000),
  ("a line of addresses", { times("https://a.cn/b_c ", 50_000) }, 50_000 * 40),
  ("one long address", { "http://a.cn/" + times("a)", 500_000) }, 1_000_000),
  ("addresses without hosts", { times("http://", 100_000) + times("a@", 100_000) }, 900_000),
  ("places that are hard to find", { times("[&amp;](\nb) `k:v`\n", 20_000) }, 20_000 * 20),
  ("equal headings", { times("# 甲\n", 20_000) }, 20_000 * 20),
]

// The limit is there for what never ends: it counts the time of the tests that run beside these too.
@Test("hostile texts are rendered in full on a small stack", .timeLimit(.minutes(10)), arguments: texts.indices)
func hostileTexts(_ index: Int) {
  let (name, make, atLeast) = texts[index]
  let text = make()
  let size = onSmallStack {
    var host = ListeningHost()
    return renderMarkdown(text, file: "a.md", options: MarkdownOptions(), host: &host).html.utf8.count
  }
  #expect(size >= atLeast, "\(name)")
}
