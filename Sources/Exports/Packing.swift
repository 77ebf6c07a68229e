import Archive

/// A ZIP container of files; the same files give the same bytes.
public func archive(_ parts: [ArchivePart]) throws(ExportFailure) -> [UInt8] {
  do { return try writeArchive(parts) } catch { throw ExportFailure(reason: error.reason) }
}
