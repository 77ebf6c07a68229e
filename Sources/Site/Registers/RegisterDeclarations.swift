import Diagnostics
import Handbook
import Parallel
import Registers
import Tables
import Values
import YAML

/// The registers that a site knows, and how their files are read.
struct RegisterDeclarations: Sendable {
  let catalogue: RegisterCatalogue
  /// The registers and columns that the edition shows; what rows are worked out and shown by.
  private(set) var shown: RegisterCatalogue
  private let columns: [String: ColumnCatalogue]
  /// Whether the declarations can be worked with: no error among them.
  let isSound: Bool

  static let suffix = ".register.yaml"

  init(_ catalogue: RegisterCatalogue, isSound: Bool) {
    self.catalogue = catalogue
    shown = catalogue
    self.isSound = isSound
    let all = catalogue.all
    let read = parallelMap(all.count) { ColumnCatalogue(register: RegisterColumns(all[$0])) }
    columns = Dictionary(uniqueKeysWithValues: zip(all.map(\.id), read))
  }

  /// Reads the shipped declarations (all of them, or only those of `ids`) and the site's own.
  static func load(
    _ files: DefaultFiles, folder: SiteFolder, only ids: Set<String>? = nil
  ) throws(FileError) -> (RegisterDeclarations, [Diagnostic]) {
    var shipped: [DeclarationSource] = []
    for name in try files.names(below: "registers") where name.hasSuffix(suffix) {
      let id = Address.name(of: name).dropLast(suffix.count)
      if let ids, !ids.contains(String(id)) { continue }
      if let file = try files.read(name) {
        shipped.append(DeclarationSource(text: String(decoding: file.bytes, as: UTF8.self), file: file.path))
      }
    }
    var site: [DeclarationSource] = []
    var diagnostics: [Diagnostic] = []
    for path in folder.registerDeclarations {
      let file = SiteFolder.contentName + "/" + path
      let bytes = try Disk.read(folder.root + "/" + file)
      if let text = String(validating: bytes, as: UTF8.self) {
        site.append(DeclarationSource(text: text, file: file))
      } else {
        diagnostics.append(Diagnostic(.settingsNotUTF8, at: Location(file)))
      }
    }
    let (catalogue, problems) = RegisterCatalogue.load(shipped: shipped, site: site)
    return (RegisterDeclarations(catalogue, isSound: !problems.hasErrors), diagnostics + problems)
  }

  /// Leaves out what the edition does not show, and notes it in `hidden`, where registers that must go may stand already.
  /// Returns levels of visibility in the site's own declarations that the site does not have.
  mutating func restrict(to edition: Edition, levels: [String], hidden: inout HiddenContent) -> [Diagnostic] {
    let (restricted, registers, columns) = catalogue.restricted(without: hidden.registers) { edition.shows($0) }
    shown = restricted
    hidden.registers = registers
    hidden.columns = columns
    return catalogue.visibilities.filter { $0.location.file.hasPrefix(SiteFolder.contentName + "/") && !levels.contains($0.level) }
      .map { Diagnostic(.unknownVisibility($0.level, known: levels), at: $0.location) }
  }

  /// The typed rows of the registers among some tables, in order of the registers' ids; money in other currencies
  /// than the site's is converted by `rates`.
  func rows(
    of tables: [DataTable], campaign: String?, currency: String, rates: [String: Exact] = [:],
    diagnostics: inout [Diagnostic]
  ) -> [RegisterRows] {
    var byKind: [String: [DataTable]] = [:]
    for table in tables { if let kind = table.kind { byKind[kind.rawValue, default: []].append(table) } }
    return byKind.keys.sorted().compactMap { kind in
      guard let declaration = catalogue[kind] else { return nil }
      return typeRows(
        byKind[kind] ?? [], as: declaration, campaign: campaign, currency: currency, rates: rates,
        diagnostics: &diagnostics)
    }
  }

  /// The rows of the site: of its own files, and of those shipped where it has none for a register.
  func siteRows(
    _ files: DefaultFiles, folder: SiteFolder, columns: ColumnCatalogue, currency: String, privacy: PrivacyGuard
  ) throws(FileError) -> (rows: [RegisterRows], diagnostics: [Diagnostic]) {
    var input = DataInput.read(
      files: folder.registers[""] ?? [], root: folder.root, columns: columns, registers: lookup, period: nil,
      privacy: privacy)
    let own = Set(input.tables.compactMap { $0.kind?.rawValue })
    for name in try files.names(below: "registers") where name.hasSuffix(".csv") {
      guard let id = catalogue.register(forFile: Address.name(of: name)), !own.contains(id), let columns = self.columns[id],
        let file = try files.read(name)
      else { continue }
      let read = TableReader(columns: columns).read(file.bytes, file: file.path, dataFolder: "templates/registers/")
      input.tables += read.tables
      input.diagnostics += read.diagnostics
    }
    var diagnostics = input.diagnostics
    let rows = rows(of: input.tables, campaign: nil, currency: currency, diagnostics: &diagnostics)
    return (rows, diagnostics)
  }

  /// How the files of the registers are read, by their names.
  var lookup: RegisterLookup {
    RegisterLookup(
      names: catalogue.all.map(\.id), register: { [catalogue] file in catalogue.register(forFile: Address.name(of: file)) },
      catalogue: { [catalogue, columns] file in catalogue.register(forFile: Address.name(of: file)).flatMap { columns[$0] } })
  }
}
