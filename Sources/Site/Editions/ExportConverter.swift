import Archive

extension PageConverter {
  /// A file to take away with its words converted. Those that are archives hold XML, tables as CSV, or workbooks of charts;
  /// what cannot be opened stays as it is.
  func export(_ bytes: [UInt8], format: ExportFormat) -> [UInt8] {
    switch format {
    case .html: markup(bytes)
    // Names of fields and ids of a data package are for programs.
    case .pdf, .data: bytes
    case .xlsx, .pptx, .csv, .scorm, .quiz: archive(bytes) ?? text(String(decoding: bytes, as: UTF8.self)).utf8.map(\.self)
    }
  }

  private func archive(_ bytes: [UInt8]) -> [UInt8]? {
    do {
      let reader = try ArchiveReader(bytes)
      var parts: [ArchivePart] = []
      for name in reader.names {
        guard let part = try reader.read(name) else { return nil }
        parts.append(ArchivePart(name, converted(part, name: name)))
      }
      return try writeArchive(parts)
    } catch {
      return nil
    }
  }

  private func converted(_ part: [UInt8], name: String) -> [UInt8] {
    if name.hasSuffix(".xlsx") {
      // Within a presentation: the figures of a chart. It is no deeper than that.
      return archive(part) ?? part
    }
    if name.hasSuffix(".csv") { return part.withUnsafeBufferPointer { text(String(decoding: $0, as: UTF8.self)) }.utf8.map(\.self) }
    // The list of a workbook's sheets repeats their names, by which formulas and drawings find them.
    if name.hasSuffix(".html") { return markup(part) }
    guard name.hasSuffix(".xml"), !name.hasSuffix("docProps/app.xml") else { return part }
    return markup(part, verbatim: ["f", "c:f", "definedName"])
  }
}
