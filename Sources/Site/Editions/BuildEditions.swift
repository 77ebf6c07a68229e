import Diagnostics
import Handbook
import Parallel

/// Builds the editions of a site. All of them are computed and checked before the first byte is written.
func buildEditions(_ parts: SiteModel.Parts, _ options: BuildOptions, _ report: inout BuildReport) throws {
  let settings = parts.source.settings
  let plan = try EditionPlan(settings, options, translated: Set(parts.source.translations.documents.keys))
  var models: [EditionKey: SiteModel] = [:]
  var themes: [Language: (Templates, [Diagnostic])] = [settings.language: (parts.templates, [])]
  var diagnostics: [Diagnostic] = []
  for planned in plan.chosen where models[planned.key] == nil {
    let source = parts.source.shown(in: planned.edition)
    let language = source.settings.language
    let theme = try themes[language] ?? Templates.load(DefaultFiles(site: options.site), language: language)
    themes[language] = theme
    var own = parts
    own.source = source
    own.templates = theme.0
    own.diagnostics += theme.1
    models[planned.key] = try SiteModel.compute(own, options)
  }
  var writers: [(place: EditionPlan.Place, writer: SiteWriter)] = []
  for planned in plan.chosen {
    guard var model = models[planned.key] else { continue }
    // What an edition with less in it finds fault with, one with more has an answer to.
    let isCovered = plan.chosen.contains { $0.edition.shows.isStrictSuperset(of: planned.edition.shows) }
    diagnostics += model.diagnostics.filter { !isCovered || $0.severity == .error }
    let language = planned.edition.language
    if language != model.source.settings.language {
      let theme = try themes[language] ?? Templates.load(DefaultFiles(site: options.site), language: language)
      themes[language] = theme
      diagnostics += theme.1
      var strings = theme.0
      strings.strings.roles = model.templates.strings.roles
      model.templates = strings
    }
    var view = planned.view
    view.untranslated = model.source.untranslated
    if planned.edition.converts(from: settings.language), let kind = planned.edition.converterKind {
      let (words, problems) = try PageConverter.corrections(
        DefaultFiles(site: options.site), variant: planned.edition.variant?.rawValue ?? "")
      diagnostics += problems
      guard let converter = PageConverter(kind, corrections: words) else {
        throw Diagnostic(.noConverter, at: planned.edition.location)
      }
      view.converter = converter
    }
    if view.prefix.isEmpty {
      diagnostics += plan.folders(within: planned.place).flatMap { edition, folder -> [Diagnostic] in
        let taken = model.index.pages.first { $0.address.hasPrefix(folder + "/") }
        return taken.map { [Diagnostic(.editionFolderTaken(folder, by: $0.path), at: edition.location)] } ?? []
      }
    }
    if options.output != nil { writers.append((planned.place, try SiteWriter(site: model, options: options, view: view))) }
  }
  guard report.judge(diagnostics, strict: options.strict), options.output != nil else { return }
  for place in plan.places {
    let own = writers.filter { $0.place == place }.map(\.writer)
    if own.isEmpty { continue }
    let (files, written) = try SiteWriter.write(
      own, to: place.output, options, owner: place.owner, keeping: plan.keeps(place))
    report.files += files
    report.written += written
    report.outputs.append(place.output)
  }
  freeLater(writers.map(\.writer))
}

/// What decides whether two editions are the same but for the conversion of their text.
struct EditionKey: Hashable, Sendable {
  var shows: Set<String>
  var language: Language
  /// The language of the translations that it takes; `nil` where there are none.
  var translations: Language?
  /// What it calls the site.
  var names: [String?]
}

/// Which editions are built, and where each one goes.
struct EditionPlan: Sendable {
  /// An output folder with a manifest of its own.
  struct Place: Sendable, Hashable {
    var output: String
    /// The edition that it is kept for; `nil` for the main one's.
    var owner: String?
  }

  struct Planned: Sendable {
    var edition: Edition
    var place: Place
    var view: EditionView
    var key: EditionKey
  }

  private let all: [Planned]
  let chosen: [Planned]
  /// In the order of the editions.
  let places: [Place]

  /// `translated` are the languages that pages are translated into.
  init(_ settings: SiteSettings, _ options: BuildOptions, translated: Set<Language>) throws {
    let editions = settings.editions
    let file = SiteFolder.contentName + "/site.yaml"
    for name in options.editions where !editions.contains(where: { $0.name == name }) {
      throw Diagnostic(.unknownEdition(name, known: editions.map(\.name)), at: Location(file))
    }
    let output = options.output ?? ""
    let isAlone = options.editions.count == 1
    var planned: [Planned] = []
    for edition in editions {
      var place = Place(output: output, owner: nil)
      var prefix = ""
      switch edition.folder {
      case .output: break
      case .within(let folder): prefix = folder
      case .beside(let path):
        // Of several below one folder the topmost is the one that the folder is kept for.
        let host = planned.first { other in
          guard case .beside(let above) = other.edition.folder else { return false }
          return path.hasPrefix(above + "/")
        }
        if let host, case .beside(let above) = host.edition.folder {
          place = host.place
          prefix = String(path.dropFirst(above.count + 1))
        } else {
          place.owner = edition.name
          place.output = isAlone && options.editions == [edition.name] && options.isOutputChosen
            ? output : EditionView.joined(Address.folder(of: output), path)
          if output.hasPrefix("/"), Address.folder(of: output).isEmpty { place.output = "/" + path }
        }
      }
      let view = EditionView(
        edition: edition, prefix: prefix, languages: [], converter: nil, untranslated: [],
        sourceLanguage: settings.language.rawValue, hasBaseURL: place.owner == nil || isAlone)
      let composing = edition.composingLanguage(of: settings.language)
      planned.append(
        Planned(
          edition: edition, place: place, view: view,
          key: EditionKey(
            shows: edition.shows, language: composing,
            translations: translated.contains(edition.language) ? edition.language : nil,
            names: [edition.siteName, edition.description])))
    }
    // Sisters are those of one folder that show the same.
    for number in planned.indices {
      let own = planned[number]
      let sisters = planned.filter { $0.place == own.place && $0.edition.shows == own.edition.shows }
      planned[number].view.languages = sisters.map { other in
        EditionView.Sister(
          tag: other.edition.languageTag, name: other.edition.languageName, prefix: other.view.prefix,
          isOwn: other.edition.name == own.edition.name)
      }
    }
    all = planned
    chosen = options.editions.isEmpty ? planned : planned.filter { options.editions.contains($0.edition.name) }
    var places: [Place] = []
    for edition in chosen where !places.contains(edition.place) { places.append(edition.place) }
    self.places = places
  }

  /// The editions below another in its output folder.
  func folders(within place: Place) -> [(edition: Edition, folder: String)] {
    all.filter { $0.place == place && !$0.view.prefix.isEmpty }.map { ($0.edition, $0.view.prefix) }
  }

  /// Whether a file of an earlier build belongs to an edition that shares the folder and is not built now.
  func keeps(_ place: Place) -> (String) -> Bool {
    let others = all.filter { $0.place == place }
    let built = Set(chosen.map(\.edition.name))
    return { path in
      let owner = others.filter { !$0.view.prefix.isEmpty && path.hasPrefix($0.view.prefix + "/") }
        .max { $0.view.prefix.utf8.count < $1.view.prefix.utf8.count } ?? others.first { $0.view.prefix.isEmpty }
      return owner.map { !built.contains($0.edition.name) } ?? false
    }
  }
}
