import Diagnostics
import Parallel
import YAML

/// The text of a declaration, or what was read from it, and the path by which messages name it.
public struct DeclarationSource: Sendable {
  public var file: String
  public var content: Content

  public enum Content: Sendable {
    case text(String)
    case node(YAMLNode)
  }

  public init(text: String, file: String) {
    content = .text(text)
    self.file = file
  }

  public init(node: YAMLNode, file: String) {
    content = .node(node)
    self.file = file
  }
}

/// All registers that a site has, checked against each other.
public struct RegisterCatalogue: Sendable {
  /// In order of id.
  public let all: [RegisterDeclaration]
  /// What has to be worked out, each step after those whose results it uses, over all registers.
  public let steps: [Step]
  private let indexes: [String: Int]
  private let fileNames: RegisterFileNames
  /// What the declarations were before they were put together, for catalogues that leave something out.
  let files: [DeclarationFile]

  /// One computed column, or the schedule, of a register.
  public struct Step: Sendable, Hashable {
    /// By id.
    public var register: String
    public var part: Part
    public enum Part: Sendable, Hashable {
      /// An index of `computed`.
      case computed(Int)
      case schedule
    }
  }

  /// The register whose rows `role` columns name.
  public static let roles = "roles"
  /// What `campaign.` may be followed by in formulas and messages.
  public static let campaignFields = [
    "id", "title", "status", "start", "end", "goal", "theme", "owner", "budget", "reserve", "gross_margin", "audiences",
    "channels", "markets", "reviewed",
  ]

  public subscript(id: String) -> RegisterDeclaration? { indexes[id].map { all[$0] } }

  /// The register that a file of rows belongs to, by the file's name with or without its folder: the longest name of a
  /// register that it begins with. `nil` when it begins with none.
  public func register(forFile name: String) -> String? {
    fileNames.match(name).map { all[$0].id }
  }

  /// The name of a register that was probably meant by a file's name that `register(forFile:)` cannot place.
  public func nearest(toFile name: String) -> String? { fileNames.nearest(name) }

  /// Reads, merges and checks. With an error among the diagnostics the catalogue serves to name registers, but rows
  /// cannot be worked out with it: formulas may have names that stand for nothing.
  public static func load(
    shipped: [DeclarationSource], site: [DeclarationSource]
  ) -> (RegisterCatalogue, [Diagnostic]) {
    let sources = shipped + site
    let read = parallelMap(sources.count) { index in readFile(sources[index], isSites: index >= shipped.count) }
    var diagnostics = read.flatMap(\.diagnostics)
    var merged: [String: DeclarationFile] = [:]
    var files: [String: [String]] = [:]
    for (index, result) in read.enumerated() {
      guard let file = result.file else { continue }
      let isSites = index >= shipped.count
      let slot = "\(isSites) \(file.id)"
      if let other = files[slot]?.first {
        diagnostics.append(Diagnostic(.registerTwice(file.id, other: other), at: file.location))
        continue
      }
      files[slot] = [file.location.file]
      merged[file.id] = merged[file.id]?.merged(with: file) ?? file
    }
    let ordered = merged.values.sorted { $0.id < $1.id }
    var loader = CatalogueLoader(ordered, diagnostics)
    let catalogue = loader.load()
    return (catalogue, loader.diagnostics.sortedByPlace())
  }

  private static func readFile(
    _ source: DeclarationSource, isSites: Bool
  ) -> (file: DeclarationFile?, diagnostics: [Diagnostic]) {
    let node: YAMLNode
    switch source.content {
    case .node(let read): node = read
    case .text(let text):
      switch readYAML(text, file: source.file) {
      case .success(let read): node = read
      case .failure(let diagnostic): return (nil, [diagnostic])
      }
    }
    var reader = DeclarationReader(file: source.file)
    let file = reader.read(node, isSites: isSites)
    return (file, reader.diagnostics)
  }

  init(_ all: [RegisterDeclaration], steps: [Step], fileNames: RegisterFileNames, files: [DeclarationFile]) {
    self.files = files
    self.all = all
    self.steps = steps
    self.fileNames = fileNames
    indexes = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.id, $0) })
  }
}

/// Checks merged declarations and settles the order of computing.
struct CatalogueLoader {
  private var files: [DeclarationFile]
  var diagnostics: [Diagnostic]

  /// `files` in order of id, no id twice.
  init(_ files: [DeclarationFile], _ diagnostics: [Diagnostic]) {
    self.files = files
    self.diagnostics = diagnostics
  }

  mutating func load() -> RegisterCatalogue {
    let files = self.files
    let names = files.map(RegisterNames.init)
    let byID = Dictionary(uniqueKeysWithValues: names.map { ($0.id, $0) })
    let keyCounts = Dictionary(uniqueKeysWithValues: files.map { ($0.id, $0.key?.part.count ?? 0) })
    let checks = parallelMap(files.count) { index in
      DeclarationCheck(files[index], names[index], all: byID, keyCounts: keyCounts)
    }
    diagnostics += checks.flatMap(\.diagnostics)
    let order = ComputingOrder(files, checks, &diagnostics)
    var all: [RegisterDeclaration] = []
    var positions: [String: [Int]] = [:]
    for (index, file) in files.enumerated() {
      guard var declaration = file.declaration(&diagnostics) else { continue }
      let sequence = order.computed[index]
      declaration.computed = sequence.map { declaration.computed[$0] }
      var position = [Int](repeating: 0, count: sequence.count)
      for (new, old) in sequence.enumerated() { position[old] = new }
      positions[file.id] = position
      all.append(declaration)
    }
    let steps = order.steps.compactMap { step -> RegisterCatalogue.Step? in
      guard let position = positions[files[step.register].id] else { return nil }
      let part: RegisterCatalogue.Step.Part = step.computed.map { .computed(position[$0]) } ?? .schedule
      return RegisterCatalogue.Step(register: files[step.register].id, part: part)
    }
    var fileNames = RegisterFileNames()
    for (index, declaration) in all.enumerated() { fileNames.add(declaration, index, among: all, &diagnostics) }
    return RegisterCatalogue(all, steps: steps, fileNames: fileNames, files: files)
  }
}
