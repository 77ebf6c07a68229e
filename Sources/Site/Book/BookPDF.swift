import Diagnostics
import Foundation
import Handbook
import Values

/// Prints the whole handbook to PDF: builds the site into a temporary folder and has the machine's browser print the
/// page of the book.
///
/// The report is that of the build; its outcome is `fileFailed` without a browser, and `contentHasErrors` where `site.yaml`
/// names no `book`.
public func printBook(site: String, today: Day?, to output: String) -> BuildReport {
  var report = BuildReport(outcome: .done, diagnostics: [])
  do {
    try PDFPrinter.withTemporaryFolder { folder in
      report = buildSite(BuildOptions(site: site, output: folder + "/site", today: today))
      guard report.outcome == .done else { return }
      guard Disk.kind(folder + "/site/book.html") == .file else {
        report.diagnostics.append(Diagnostic(.noBook, at: Location(SiteFolder.contentName + "/site.yaml")))
        report.outcome = .contentHasErrors
        return
      }
      let bytes = try PDFPrinter.print(file: folder + "/site/book.html", for: output)
      do throws(FileError) { try Disk.write(bytes, to: output) } catch { throw error.diagnostic(at: error.path) }
      (report.files, report.written) = (1, 1)
    }
  } catch let diagnostic as Diagnostic {
    report.diagnostics.append(diagnostic)
    report.outcome = .fileFailed
  } catch {
    report.diagnostics.append(Diagnostic(.unwritable("\(error)"), at: Location(output)))
    report.outcome = .fileFailed
  }
  return report
}

extension Problem {
  static let noBook = Problem(
    "no-book", zh: "site.yaml 没有写 book，不知道整本由哪些部分组成", en: "site.yaml names no book, so it is not known what to print",
    hint: Wording(zh: "加一行 book: [handbook]", en: "add a line book: [handbook]"))
}
