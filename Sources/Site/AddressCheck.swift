import Diagnostics

/// Finds outputs that some system could not hold side by side or by name.
func checkAddresses(_ outputs: [(address: String, source: String)]) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  var seen: [String: String] = [:]
  seen.reserveCapacity(outputs.count)
  var folders: [String: String] = [:]
  for (address, source) in outputs {
    // Most addresses are lower-case ASCII already.
    let isPlain = address.utf8.allSatisfy(isPlainByte)
    let key = isPlain ? address : address.lowercased()
    var folder = Address.folder(of: key)
    while !folder.isEmpty, folders[folder] == nil {
      folders[folder] = source
      folder = Address.folder(of: folder)
    }
    if let other = seen[key] {
      diagnostics.append(Diagnostic(.sameAddress(other, address), at: Location(source)))
    } else {
      seen[key] = source
    }
    if let name = Address.refusedName(in: address) {
      diagnostics.append(Diagnostic(.badName(name), at: Location(source)))
    }
    if address.utf8.count > 200, address.count > 200 {
      diagnostics.append(Diagnostic(.longPath(address.count), at: Location(source)))
    }
  }
  // One name cannot be a file and a folder.
  for (folder, source) in folders {
    if let other = seen[folder] { diagnostics.append(Diagnostic(.sameAddress(other, folder), at: Location(source))) }
  }
  return diagnostics
}

/// Lower-case letters, digits, `-`, `_`, `.` and `/`.
private func isPlainByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x61...0x7A, 0x2D...0x39, 0x5F: true
  default: false
  }
}
