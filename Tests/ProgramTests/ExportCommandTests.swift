import Testing

/// `report` and `build --exports`: usage, statuses, what is written and what is not.
@Suite struct ExportCommandTests {
  private func site(_ data: String = "date,channel,revenue\n2026-06-01,直播,100.5\n") throws -> Sandbox {
    try ProjectSite([:], [ProjectSite.folder + "data/daily.csv": Content(stringLiteral: data)]).box
  }

  @Test(
    "wrong usage is told as such",
    arguments: [
      ["report", "summer"], ["report", "summer", "--html", "--xlsx"], ["report", "summer", "--json", "--output", "x"],
      ["build", "--exports", "docx"], ["build", "--exports", "pdf"], ["build", "--exports", "html,"],
    ])
  func usage(_ arguments: [String]) throws {
    #expect(try site().run(list: arguments).status == 64)
  }

  @Test("a campaign that is not there is wrong usage, with the nearest name")
  func unknown() throws {
    let run = try site().run("report", "sumer", "--csv", "--output", "x")
    #expect(run.status == 64 && run.error.contains("summer"), "\(run)")
  }

  @Test("data with errors give no file", arguments: ["--html", "--xlsx", "--pptx", "--csv", "--data"])
  func errors(_ format: String) throws {
    let box = try site("date,channel,revenue\n2026-06-01,直播,100.5\n2026-06-01,直播,100.5\n")
    let run = try box.run("report", "summer", format, "--output", "out/file")
    #expect(run.status == 1, "\(run)")
    #expect(!box.exists("out"))
  }

  @Test("what cannot be written is 74 with words, and leaves nothing behind")
  func unwritable() throws {
    let box = try site()
    try box.put("a file", at: "taken")
    let run = try box.run("report", "summer", "--xlsx", "--output", "taken/review.xlsx")
    #expect(run.status == 74 && run.error.contains("error[unwritable]"), "\(run)")
    let temporary = try box.run("report", "summer", "--xlsx", "--output", "a.xlsx", environment: ["TMPDIR": "/nonexistent"])
    #expect(temporary.status == 74 && temporary.error.contains("/nonexistent"), "\(temporary)")
    #expect(!box.exists("a.xlsx"))
  }

  @Test("without an output the file has its usual name; a folder takes it in; a ZIP is asked for by its name")
  func names() throws {
    let box = try site()
    let today = ["--today", "2026-06-25"]
    #expect(try box.run(list: ["report", "summer", "--pptx"] + today).out == "summer-review.pptx\n")
    try box.put(.folder, at: "folder")
    #expect(try box.run(list: ["report", "summer", "--xlsx", "--output", "folder"] + today).out == "folder/summer-review.xlsx\n")
    #expect(try box.run(list: ["report", "summer", "--csv", "--output", "a/tables.zip"] + today).out == "a/tables.zip\n")
    let listed = try box.run(list: ["report", "summer", "--csv", "--output", "tables"] + today).out.split(separator: "\n")
    #expect(!listed.isEmpty && listed.allSatisfy { $0.hasPrefix("tables/") && box.exists(String($0)) })
    for path in ["summer-review.pptx", "folder/summer-review.xlsx", "a/tables.zip"] { #expect(box.exists(path)) }
  }

  @Test("an asset of the name of a file to take away is an error of the site, not a file overwritten")
  func collision() throws {
    let box = try site()
    try box.put("mine", at: ProjectSite.folder + "summer-review.pdf")
    try box.put("mine", at: ProjectSite.folder + "summer-data.zip")
    #expect(try box.run("build", "--exports", "xlsx", "--today", "2026-06-25").status == 0)
    let run = try box.run("build", "--exports", "data", "--today", "2026-06-25")
    #expect(run.status == 1 && run.error.contains("summer-data.zip"), "\(run)")
  }
}
