// swift-tools-version:6.1
import PackageDescription

// Targets stand on floors and import only from floors below their own (ARCHITECTURE.md).

let ground: [Target.Dependency] = ["Diagnostics", "HTML", "Values", "Parallel"]

let package = Package(
  name: "fupan",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "fupan", targets: ["fupan"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
  ],
  targets: [
    // Ground: system libraries, and what every floor speaks in.
    .systemLibrary(
      name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    .systemLibrary(
      name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .systemLibrary(
      name: "COpenCC", pkgConfig: "opencc", providers: [.apt(["libopencc-dev"]), .brew(["opencc"])]),
    .target(name: "Diagnostics"),
    .target(name: "HTML"),
    .target(name: "Values"),
    .target(name: "Parallel"),
    .target(name: "Archive", dependencies: ["CZip"]),
    .target(name: "Variants", dependencies: ["COpenCC"]),
    .target(name: "Search", dependencies: ["Parallel", "Variants"]),

    // Floor 1: one subject each, nothing about marketing.
    .target(name: "YAML", dependencies: ["Diagnostics", .product(name: "Yams", package: "Yams")]),
    .target(name: "Markdown", dependencies: ground + ["CCmark"]),
    .target(name: "Charts", dependencies: ground),
    .target(name: "Statistics"),
    .target(name: "Tables", dependencies: ground + ["Archive", "YAML"]),
    .target(name: "Formulas", dependencies: ground),
    .target(name: "Planning", dependencies: ["Values", "Parallel"]),
    .target(name: "Copy", dependencies: ["Diagnostics", "YAML"]),

    // Floor 2: what a marketing centre keeps.
    .target(name: "Handbook", dependencies: ground + ["YAML", "Markdown"]),
    .target(name: "Metrics", dependencies: ground + ["YAML", "Tables", "Formulas", "Statistics"]),

    .target(
      name: "Registers", dependencies: ground + ["YAML", "Tables", "Formulas", "Planning"]),

    // Floor 3: a campaign and its figures, as values.
    .target(
      name: "Review",
      dependencies: ground + [
        "Handbook", "Tables", "Metrics", "Registers", "Formulas", "Planning", "Statistics", "Charts",
      ]),

    // Training: a module -> quiz, deck, handout; results of sessions -> evaluation.
    .target(
      name: "Training",
      dependencies: ground + ["YAML", "Markdown", "Charts", "Statistics", "Tables", "Registers", "Handbook"]),

    // Floor 4 and not 3: packages of a module for other systems, which only the site puts together.
    .target(name: "Courseware", dependencies: ["HTML", "Archive", "Training"]),

    .target(
      name: "RegisterViews", dependencies: ground + ["Registers", "Formulas", "Charts", "Markdown"]),

    // Floor 4: files to take away; pages, addresses, the output folder.
    .target(
      name: "Exports",
      dependencies: ground + ["Archive", "CXlsxWriter", "Charts", "Metrics", "Review", "Training"]),
    .target(name: "Defaults", dependencies: ["CDefaults"]),
    .target(name: "CDefaults"),
    .target(
      name: "Site",
      dependencies: ground + [
        "YAML", "Markdown", "Charts", "Tables", "Handbook", "Metrics", "Review", "Defaults", "Registers", "RegisterViews",
        "Formulas", "Planning", "Exports", "Variants", "Copy", "Search", "Archive", "Training",
        "Courseware",
        .product(name: "Mustache", package: "swift-mustache"),
      ]),

    // Floor 5: the command line.
    .executableTarget(
      name: "fupan",
      dependencies: ["Diagnostics", "Site", .product(name: "ArgumentParser", package: "swift-argument-parser")]),

    // Tests: one target per module, and the built program.
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "HTMLTests", dependencies: ["HTML"]),
    .testTarget(name: "ValuesTests", dependencies: ["Values"]),
    .testTarget(name: "ArchiveTests", dependencies: ["Archive"]),
    .testTarget(name: "VariantsTests", dependencies: ["Variants"]),
    .testTarget(name: "SearchTests", dependencies: ["Search", "Variants"], exclude: ["Cases"]),
    .testTarget(name: "DefaultsTests", dependencies: ["Defaults", "YAML"]),
    .testTarget(name: "YAMLTests", dependencies: ["YAML"]),
    .testTarget(name: "MarkdownTests", dependencies: ["Markdown", "HTML", "Diagnostics"]),
    .testTarget(
      name: "ChartsTests", dependencies: ["Charts", "HTML", "Values", "Diagnostics"], exclude: ["Golden"]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"], exclude: ["References"]),
    .testTarget(name: "TablesTests", dependencies: ["Tables", "Values", "Diagnostics", "YAML"], exclude: ["Fixtures"]),
    .testTarget(
      name: "WorkbookTests", dependencies: ["Tables", "Values", "Diagnostics"], exclude: ["Fixtures"]),
    .testTarget(name: "FormulasTests", dependencies: ["Formulas", "Values", "Diagnostics"]),
    .testTarget(name: "CopyTests", dependencies: ["Copy", "Diagnostics", "YAML"]),
    .testTarget(name: "PlanningTests", dependencies: ["Planning", "Values"]),
    .testTarget(
      name: "RegistersTests", dependencies: ["Registers", "Formulas", "Planning", "Tables", "Values", "Diagnostics", "YAML"]),
    .testTarget(
      name: "RegisterViewsTests",
      dependencies: [
        "RegisterViews", "Registers", "Formulas", "Tables", "Values", "Diagnostics", "YAML", "HTML", "Charts", "Markdown",
      ]),
    .testTarget(name: "HandbookTests", dependencies: ["Handbook", "Diagnostics"]),
    .testTarget(name: "MetricsTests", dependencies: ["Metrics", "Tables", "Values", "Diagnostics", "YAML"]),
    .testTarget(
      name: "ReviewTests",
      dependencies: [
        "Review", "Handbook", "Metrics", "Tables", "Registers", "Formulas", "Statistics", "Charts", "Values", "Diagnostics",
        "YAML",
      ]),
    .testTarget(
      name: "ExportsTests",
      dependencies: ["Exports", "Archive", "Review", "Charts", "Metrics", "Values", "Diagnostics", "Training", "HTML"]),
    .testTarget(name: "TrainingTests", dependencies: ["Training", "HTML", "Diagnostics", "Statistics", "YAML", "Tables", "Registers", "Values"]),
    .testTarget(name: "CoursewareTests", dependencies: ["Courseware", "Training", "Archive"]),
    .testTarget(name: "SiteTests", dependencies: ["Site", "Diagnostics"]),
    // The program is a dependency so that it is built before its tests run it.
    .testTarget(name: "ProgramTests", dependencies: ["fupan", "Archive"], exclude: ["Golden"]),
  ],
  swiftLanguageModes: [.v6],
  // For #embed.
  cLanguageStandard: .c2x
)
