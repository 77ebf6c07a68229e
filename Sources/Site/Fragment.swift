import Diagnostics
import Markdown

/// Renders Markdown outside any site, for `fupan markdown`.
public func renderFragment(
  _ bytes: [UInt8], file: String, commonmark: Bool, rawHTML: Bool, language: Language
) -> (html: [UInt8], diagnostics: [Diagnostic]) {
  var host = PlainHost()
  let options = MarkdownOptions(extensions: !commonmark, rawHTML: rawHTML || commonmark, language: language)
  let output = bytes.withUnsafeBufferPointer {
    renderMarkdown(utf8: $0, file: file, options: options, host: &host)
  }
  return (output.html.utf8, output.diagnostics)
}

/// The diagnostic that an error of this target's functions is; `nil` for the errors of others.
public func diagnostic(of error: any Error) -> Diagnostic? {
  if let error = error as? FileError { return error.diagnostic(at: error.path) }
  return error as? Diagnostic
}

/// The bytes of a file; throws a diagnostic.
public func readFile(_ path: String) throws -> [UInt8] {
  do { return try Disk.read(path) } catch { throw error.diagnostic(at: path) }
}
