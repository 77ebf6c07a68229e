import Foundation
import Testing

/// How a run of the program ended.
struct Run: Sendable, CustomStringConvertible {
  /// The exit status; the negative number of the signal when one ended the program.
  var status: Int32
  var out: String
  var error: String
  /// Whether the program was still running at the time limit and had to be killed.
  var timedOut = false

  var description: String {
    "status \(status)\(timedOut ? " (time limit)" : "")\n--- stdout\n\(out)\n--- stderr\n\(error)"
  }

  /// The first lines of the diagnostics: `content/a.md:7:3: error[unknown-key]: …`.
  var diagnostics: [String] {
    error.split(separator: "\n").map(String.init).filter { line in
      line.contains(": error[") || line.contains(": warning[")
    }
  }

  /// The diagnostics without their words: `content/a.md:7:3 error[unknown-key]`.
  var places: [String] {
    diagnostics.map { line in
      let end = line.firstIndex(of: "]").map { line.index(after: $0) } ?? line.endIndex
      return String(line[..<end]).replacing(": error[", with: " error[").replacing(": warning[", with: " warning[")
    }
  }
}

/// The program that the build put beside the tests.
enum Program {
  static let path: String = {
    var folders = [URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()]
    // On a Mac the tests are a bundle that another program loads.
    folders += Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }
      .map { $0.bundleURL.deletingLastPathComponent() }
    let found = folders.map { $0.appendingPathComponent("fupan").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    return found ?? "fupan not found beside \(CommandLine.arguments[0])"
  }()

  static let environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TZ": "UTC"]

  static func process(_ arguments: [String], in folder: String, environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = Program.environment.merging(environment) { $1 }
    return process
  }
}

extension Sandbox {
  func run(_ arguments: String..., environment: [String: String] = [:], limit: Double = 60) throws -> Run {
    try run(list: arguments, environment: environment, limit: limit)
  }

  /// Runs the program in the sandbox. It is killed after `limit` seconds, so that a hang is a failure and not a wait.
  func run(
    list arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], limit: Double = 60
  ) throws -> Run {
    let process = Program.process(arguments, in: root, environment: environment)
    let pipes = (input: Pipe(), out: Pipe(), error: Pipe())
    process.standardInput = pipes.input
    process.standardOutput = pipes.out
    process.standardError = pipes.error
    try process.run()
    let timer = DispatchSource.makeTimerSource(queue: .global())
    let expired = Flag()
    let pid = process.processIdentifier
    timer.setEventHandler {
      expired.set()
      kill(pid, SIGKILL)
    }
    timer.schedule(deadline: .now() + limit)
    timer.resume()
    // Both pipes are read before the wait: a full one would stop the program.
    let error = Reading(pipes.error.fileHandleForReading)
    let out = Reading(pipes.out.fileHandleForReading)
    try? pipes.input.fileHandleForWriting.write(contentsOf: Data(input))
    try? pipes.input.fileHandleForWriting.close()
    let texts = (out: out.wait(), error: error.wait())
    process.waitUntilExit()
    timer.cancel()
    let status = process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus
    return Run(status: status, out: texts.out, error: texts.error, timedOut: expired.isSet)
  }
}

/// A pipe read to its end on a thread of its own.
private final class Reading: @unchecked Sendable {
  private var data = Data()
  private let done = DispatchSemaphore(value: 0)

  init(_ handle: FileHandle) {
    let thread = Thread { [self] in
      data = handle.readDataToEndOfFile()
      done.signal()
    }
    thread.start()
  }

  func wait() -> String {
    done.wait()
    return String(decoding: data, as: UTF8.self)
  }
}

private final class Flag: @unchecked Sendable {
  private let lock = NSLock()
  private var value = false
  func set() { lock.withLock { value = true } }
  var isSet: Bool { lock.withLock { value } }
}
