import Diagnostics
import Handbook
import Registers
import Training
import Values

/// What came of the sessions that were held: the evaluation of each module that has data, by its document.
struct SessionResults: Sendable {
  private(set) var evaluations: [Int: TrainingEvaluation] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(
    _ source: SiteSource, rendered: [RenderedPage], registers: SiteRegisters, files: DefaultFiles
  ) throws(FileError) {
    let data = source.folder.training
    guard !data.isEmpty else { return }
    var declared: [DeclarationSource] = []
    for name in try files.names(below: "training") where name.hasSuffix(RegisterDeclarations.suffix) {
      if let file = try files.read(name) {
        declared.append(DeclarationSource(text: String(decoding: file.bytes, as: UTF8.self), file: file.path))
      }
    }
    let (reader, problems) = TrainingResultFiles.load(declared)
    diagnostics += problems
    let places = LinePlaces(root: source.folder.root)
    var left = Set(data.keys)
    for (number, document) in source.documents.enumerated() {
      let folder = SiteIndex.moduleFolder(ofPage: document.path)
      guard let paths = data[folder], case .training(let training) = document.matter.detail,
        let quiz = rendered[number].module?.quiz
      else { continue }
      left.remove(folder)
      var input: [TrainingResultFiles.File] = []
      for path in paths {
        let file = SiteFolder.contentName + "/" + path
        input.append(.init(path: file, bytes: try Disk.read(source.folder.root + "/" + file)))
      }
      let (results, found) = reader.read(
        input, isAllowed: { source.privacy.allows($0, file: $1, column: $2) },
        column: { places.find($0, in: $1, line: $2).column })
      let (evaluation, more) = evaluateTraining(
        quiz: quiz, goals: training.goals,
        sessions: SessionResults.sessions(of: document, code: training.code, registers), results: results, today: source.today)
      diagnostics += found + more
      if evaluation.hasData { evaluations[number] = evaluation }
    }
    for folder in left.sorted()
    where !source.hidden.holds(folder + ".md") && !source.hidden.holds(folder + "/index.md") && !source.drafts.contains(where: { SiteIndex.moduleFolder(ofPage: $0) == folder }) {
      diagnostics.append(
        Diagnostic(.resultsWithoutModule, at: Location(SiteFolder.contentName + "/" + (data[folder]?.first ?? folder))))
    }
  }

  /// The sessions of the register that teach a module.
  private static func sessions(of document: Document, code: String?, _ registers: SiteRegisters) -> [TrainingSession] {
    guard let rows = registers.site["training_sessions"] else { return [] }
    return (0..<rows.count).compactMap { row in
      guard case .list(let modules) = rows.value(row, "module"), modules.contains(document.path),
        case .text(let id) = rows.value(row, "id"), case .day(let date) = rows.value(row, "date")
      else { return nil }
      func text(_ column: String) -> String? {
        if case .text(let text) = rows.value(row, column), !text.isEmpty { text } else { nil }
      }
      var eligible: Int?
      if case .number(let number) = rows.value(row, "eligible") { eligible = Int(number.double) }
      return TrainingSession(
        id: id, date: date, form: text("form"), trainer: text("trainer"), eligible: eligible,
        status: text("status").flatMap(TrainingSession.Status.init) ?? .planned)
    }
  }
}

extension Problem {
  static let resultsWithoutModule = Problem(
    "results-without-module", .warning, zh: "这个文件夹没有对应的培训模块，数据没有用上", en: "no training module belongs to this folder; its data is not used",
    hint: Wording(
      zh: "文件夹名要与模块的文件名相同：training/m22.md 的数据在 training/m22/data/",
      en: "name the folder as the module's file: data of training/m22.md lies in training/m22/data/"))
}
