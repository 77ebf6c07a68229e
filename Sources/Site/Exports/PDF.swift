import Diagnostics
import Foundation

/// Prints a page to PDF by the Chromium or Chrome of this machine.
enum PDFPrinter {
  private static let names = [
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
  ]

  /// `CHROMIUM`, or the first browser in `PATH` that can print; `nil` when there is none.
  static func browser() -> String? {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["CHROMIUM"], !named.isEmpty {
      return FileManager.default.isExecutableFile(atPath: named) ? named : nil
    }
    for name in names {
      for folder in (environment["PATH"] ?? "").split(separator: ":") {
        let path = folder + "/" + name
        if FileManager.default.isExecutableFile(atPath: path) { return path }
      }
    }
    let mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    return FileManager.default.isExecutableFile(atPath: mac) ? mac : nil
  }

  /// The PDF of a page that needs nothing but itself. Throws a diagnostic about `path` when it cannot be made.
  static func print(_ page: [UInt8], for path: String) throws -> [UInt8] {
    try withTemporaryFolder { folder in
      let source = folder + "/review.html"
      do throws(FileError) { try Disk.write(page, to: source) } catch { throw error.diagnostic(at: error.path) }
      return try print(file: source, for: path)
    }
  }

  /// Calls `body` with a new folder and removes it afterwards.
  static func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.path + "/fupan-pdf-" + UUID().uuidString
    do { try Disk.makeFolder(folder) } catch { throw error.diagnostic(at: error.path) }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// The PDF of a page that lies in a file, with whatever it links. Throws a diagnostic about `path` when it cannot be made.
  static func print(file source: String, for path: String) throws -> [UInt8] {
    guard let browser = browser() else { throw Diagnostic(.noBrowser, at: Location(path)) }
    return try withTemporaryFolder { folder in try run(browser, source: source, folder: folder, path: path) }
  }

  private static func run(_ browser: String, source: String, folder: String, path: String) throws -> [UInt8] {
    let target = folder + "/printed.pdf"

    let process = Process()
    process.executableURL = URL(fileURLWithPath: browser)
    process.arguments = [
      "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync",
      "--disable-background-networking", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-pdf-header-footer",
      "--generate-pdf-document-outline", "--user-data-dir=" + folder + "/profile", "--print-to-pdf=" + target,
    ] + (geteuid() == 0 ? ["--no-sandbox"] : []) + [URL(fileURLWithPath: source).absoluteString]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { throw Diagnostic(.browserFailed(browser, "\(error)"), at: Location(path)) }
    // A browser that hangs must not hang the report.
    let ended = DispatchSemaphore(value: 0)
    let waiter = Thread {
      process.waitUntilExit()
      ended.signal()
    }
    waiter.start()
    if ended.wait(timeout: .now() + 120) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      throw Diagnostic(.browserFailed(browser, "120 s"), at: Location(path))
    }
    guard process.terminationStatus == 0, let bytes = try? Disk.read(target), bytes.starts(with: Array("%PDF".utf8)) else {
      throw Diagnostic(.browserFailed(browser, "status \(process.terminationStatus)"), at: Location(path))
    }
    return bytes
  }
}
