import Archive
import Diagnostics

/// The parts of a workbook's ZIP container, unpacked on demand and within limits; what is wrong is told of the file.
final class WorkbookArchive {
  private let file: String
  private let limits: ArchiveReader.Limits
  private let reader: ArchiveReader

  /// Throws a `Diagnostic` about the whole file when the container cannot be read or is not safe to unpack.
  init(_ bytes: [UInt8], file: String, limits: ArchiveReader.Limits = ArchiveReader.Limits()) throws {
    self.file = file
    self.limits = limits
    do { reader = try ArchiveReader(bytes, limits: limits) } catch {
      throw WorkbookArchive.diagnostic(error, limits, file)
    }
  }

  func contains(_ part: String) -> Bool { reader.contains(part) }

  /// The unpacked part, its checksum verified; `nil` when there is no such part.
  func read(_ part: String) throws -> [UInt8]? {
    do { return try reader.read(part) } catch { throw WorkbookArchive.diagnostic(error, limits, file) }
  }

  private static func diagnostic(
    _ failure: ArchiveReader.Failure, _ limits: ArchiveReader.Limits, _ file: String
  ) -> Diagnostic {
    let problem: Problem =
      switch failure {
      case .damaged(let detail): .workbookDamaged(detail)
      case .encrypted: .workbookEncrypted
      case .tooManyParts(let count): .workbookParts(count, limit: limits.parts)
      case .tooLarge: .workbookTooLarge(limits.unpacked)
      case .bomb(let part): .workbookBomb(part)
      }
    return Diagnostic(problem, at: Location(file))
  }
}
