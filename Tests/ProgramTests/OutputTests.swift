import Foundation
import Testing

@Suite struct OutputTests {
  private static let page: [String: Content] = ["content/a.md": "# 甲\n"]

  @Test("an output that would harm somebody's files is refused", arguments: [
    ("out", "output-is-file"), ("docs", "output-not-ours"), ("content", "output-holds-content"),
    ("content/deep/er", "output-holds-content"), (".", "output-holds-content"), ("..", "output-holds-content"),
    ("./missing/../content/new", "output-holds-content"), ("inside", "output-holds-content"),
    ("/", "output-holds-content"), ("templates", "output-not-ours"), ("linkToFile", "unwritable"),
    ("linkToNothing", "unwritable"), ("out/deeper", "unwritable"),
  ])
  func refused(_ output: String, _ rule: String) throws {
    let box = try Sandbox.site(OutputTests.page.merging([
      "out": "a file", "docs/letter.txt": "dear", "inside": .link("content/deep"), "content/deep/b.md": "# 乙\n",
      "templates/README.md": "x", "linkToFile": .link("out"), "linkToNothing": .link("nowhere"),
    ]) { $1 })
    let before = try box.files(below: ".")
    let run = try box.run("build", "--output", output)
    #expect(run.diagnostics.count == 1 && run.diagnostics[0].contains("error[\(rule)]"), "\(run)")
    #expect(run.status == 74)
    #expect(try box.files(below: ".") == before)
  }

  @Test("a link to a folder is written through and stays a link")
  func linkedFolder() throws {
    let box = try Sandbox.site(OutputTests.page.merging(["output": .link("real"), "real": .folder]) { $1 })
    #expect(try box.run("build").status == 0)
    #expect(box.exists("real/a.html"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: box.path("output")) == "real")
  }

  @Test("a page that goes takes its file and its empty folder with it, and nothing of anybody else's")
  func removedPage() throws {
    let box = try Sandbox.site(["content/a.md": "# 甲\n", "content/x/y/b.md": "# 乙\n", "content/z/c.md": "# 丙\n"])
    #expect(try box.run("build").status == 0)
    try box.add(["output/mine.txt": "mine", "output/z/mine.txt": "mine", "output/own/mine.txt": "mine"])
    try box.remove("content/x")
    try box.remove("content/z")
    #expect(try box.run("build").status == 0)
    #expect(box.folders(below: "output").filter { ["x", "x/y", "z", "own"].contains($0) } == ["own", "z"])
    #expect(!box.exists("output/z/c.html"))
    #expect(box.text("output/mine.txt") == "mine")
    #expect(box.text("output/z/mine.txt") == "mine")
    #expect(box.text("output/own/mine.txt") == "mine")
  }

  @Test("somebody's file at a place that a page needs is not overwritten", arguments: [
    Content("mine"), .link("elsewhere"), .folder,
  ])
  func foreignFile(_ content: Content) throws {
    let box = try Sandbox.site(OutputTests.page)
    #expect(try box.run("build").status == 0)
    try box.put(content, at: "output/b.html")
    try box.add(["content/b.md": "# 乙\n", "content/a.md": "# 改\n"])
    let before = try box.files(below: "output")
    let run = try box.run("build")
    #expect(run.places == ["output/b.html error[foreign-file]"], "\(run)")
    #expect(run.status == 74)
    #expect(try box.files(below: "output") == before)
  }

  @Test("a manifest that was emptied gives nobody's files away")
  func emptyManifest() throws {
    let box = try Sandbox.site(OutputTests.page.merging(["output/.fupan-manifest": "", "output/a.html": "mine"]) { $1 })
    let run = try box.run("build")
    #expect(run.places == ["output/a.html error[foreign-file]"], "\(run)")
    #expect(box.text("output/a.html") == "mine")
  }

  @Test("a manifest that leads out of the folder deletes nothing there", arguments: [
    "../victim.txt", "x/../../victim.txt", "link/victim.txt", "./../victim.txt",
  ])
  func manifestLeadsOut(_ entry: String) throws {
    let box = try Sandbox.site(OutputTests.page.merging(["victim.txt": "alive"]) { $1 })
    #expect(try box.run("build").status == 0)
    try box.add(["output/link": .link(".."), "output/.fupan-manifest": Content(stringLiteral:
      (box.text("output/.fupan-manifest") ?? "") + entry + "\n" + box.root + "/victim.txt\n")])
    #expect(try box.run("build").status == 0)
    #expect(box.text("victim.txt") == "alive")
  }

  @Test("a staging folder that is a link to somebody's files leaves them alone")
  func linkedStaging() throws {
    let box = try Sandbox.site(OutputTests.page.merging([
      "docs/letter.txt": "dear", "output/.fupan-new": .link("../docs"),
    ]) { $1 })
    #expect(try box.run("build").status == 0)
    #expect(box.text("docs/letter.txt") == "dear")
    #expect(box.exists("output/a.html"))
  }

  @Test("nothing is written through a link that stands where a folder was")
  func linkedFolderInside() throws {
    let box = try Sandbox.site(["content/x/a.md": "# 甲\n", "docs": .folder])
    #expect(try box.run("build").status == 0)
    try box.remove("output/x")
    try box.add(["output/x": .link("../docs"), "content/x/a.md": "# 改\n"])
    let run = try box.run("build")
    #expect(run.status == 74, "\(run)")
    #expect(try box.files(below: "docs").isEmpty)
  }

  @Test("a page gives way to a folder of its name")
  func fileBecomesFolder() throws {
    let box = try Sandbox.site(["content/a.md": "# 甲\n"])
    #expect(try box.run("build").status == 0)
    try box.remove("content/a.md")
    try box.put("# 乙\n", at: "content/a.html/b.md")
    let run = try box.run("build")
    #expect(run.status == 0, "\(run)")
    #expect(box.exists("output/a.html/b.html"))
  }

  @Test("a build that fails leaves the output as it was")
  func failedBuild() throws {
    let box = try Sandbox.site(OutputTests.page)
    #expect(try box.run("build").status == 0)
    let before = try box.files(below: "output")
    try box.put("# 改\n\n[x](no.md)\n", at: "content/a.md")
    #expect(try box.run("build").status == 1)
    #expect(try box.files(below: "output") == before)
  }

  @Test("a second build waits for nobody: it says that the folder is taken")
  func locked() throws {
    let box = try Sandbox.site(OutputTests.page)
    #expect(try box.run("build").status == 0)
    let before = try box.files(below: "output")
    let descriptor = open(box.path("output/.fupan-lock"), O_RDWR)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    try box.put("# 改\n", at: "content/a.md")
    let run = try box.run("build")
    #expect(run.diagnostics == ["output: error[output-locked]: 另一个 Fupan 正在写这个输出文件夹"], "\(run)")
    #expect(run.status == 74)
    #expect(try box.files(below: "output") == before)
    close(descriptor)
    #expect(try box.run("build").status == 0)
  }

  @Test("of builds at once each is done or says that the folder is taken, and the site is whole")
  func atOnce() async throws {
    let box = try Sandbox.site(Dictionary(uniqueKeysWithValues: (0..<40).map {
      ("content/p\($0).md", Content(stringLiteral: "# 第 \($0) 页\n"))
    }))
    let runs = try await withThrowingTaskGroup(of: Run.self) { group in
      for _ in 0..<6 { group.addTask { try box.run("build") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for run in runs {
      #expect(run.status == 0 || (run.status == 74 && run.error.contains("output-locked")), "\(run)")
    }
    #expect(runs.contains { $0.status == 0 })
    let other = try Sandbox.site()
    #expect(try other.run("build", box.root, "--output", "out").status == 0)
    #expect(try box.files(below: "output") == other.files(below: "out"))
  }

  @Test("a full disk is told, and the site on it stays as it was")
  func fullDisk() throws {
    let box = try Sandbox.site(OutputTests.page)
    let disk = box.path("disk")
    try box.put(.folder, at: "disk")
    let mount = shell("mount -t tmpfs -o size=1m tmpfs '\(disk)' || sudo -n mount -t tmpfs -o size=1m tmpfs '\(disk)'")
    try #require(mount.status == 0, "this test mounts a small tmpfs, for which it needs root or sudo: \(mount.text)")
    defer { _ = shell("umount '\(disk)' || sudo -n umount '\(disk)'") }
    #expect(try box.run("build", "--output", "disk/out").status == 0)
    let before = try box.files(below: "disk/out")
    try box.add([
      "content/a.md": "# 改\n", "content/big.png": .bytes(3_000_000, of: 1),
    ])
    let run = try box.run("build", "--output", "disk/out")
    #expect(run.status == 74, "\(run)")
    #expect(run.diagnostics.count == 1 && run.diagnostics[0].contains("error[unwritable]: 写不了：No space left on device"))
    #expect(try box.files(below: "disk/out") == before)
    // Room again: the next build mends all.
    try box.remove("content/big.png")
    #expect(try box.run("build", "--output", "disk/out").status == 0)
    #expect(try box.files(below: "disk/out")["a.html"] != before["a.html"])
  }

  @Test("a first build on a full disk leaves nothing behind")
  func fullDiskFirst() throws {
    let box = try Sandbox.site(["content/big.png": .bytes(3_000_000, of: 1), "disk": .folder])
    let disk = box.path("disk")
    let mount = shell("mount -t tmpfs -o size=1m tmpfs '\(disk)' || sudo -n mount -t tmpfs -o size=1m tmpfs '\(disk)'")
    try #require(mount.status == 0, "this test mounts a small tmpfs, for which it needs root or sudo: \(mount.text)")
    defer { _ = shell("umount '\(disk)' || sudo -n umount '\(disk)'") }
    #expect(try box.run("build", "--output", "disk/out").status == 74)
    #expect(try box.files(below: "disk").isEmpty)
    #expect(try box.run("build", "--output", "disk/out").status == 74)
    try box.remove("content/big.png")
    try box.put("# x\n", at: "content/a.md")
    #expect(try box.run("build", "--output", "disk/out").status == 0)
  }

  private func shell(_ command: String) -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    guard (try? process.run()) != nil else { return (-1, "no /bin/sh") }
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
