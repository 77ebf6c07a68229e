import Diagnostics
import Values

/// The files that editors can check and complete by a JSON Schema.
public enum SchemaTopic: String, Sendable, CaseIterable {
  case site
  case frontMatter = "front-matter"
  case register

  fileprivate var schema: JSONSchema {
    switch self {
    case .site: .siteSettings
    case .frontMatter: .frontMatter
    case .register: .register
    }
  }
}

/// The JSON Schema of one topic, or of all as members of one object; the same bytes every time.
public func schemaJSON(_ topic: SchemaTopic?) -> String {
  var json = JSONWriter()
  if let topic {
    topic.schema.write(into: &json)
  } else {
    json.object { json in
      for topic in SchemaTopic.allCases {
        json.key(topic.rawValue)
        topic.schema.write(into: &json)
      }
    }
  }
  return json.text
}

/// Writes `TOPIC.schema.json`, of one topic or of all, into a folder, which is made if need be; returns the paths. Throws
/// a diagnostic.
public func writeSchemas(_ topic: SchemaTopic?, to folder: String) throws -> [String] {
  let topics = topic.map { [$0] } ?? SchemaTopic.allCases
  do throws(FileError) {
    if !Disk.isFolder(folder) { try Disk.makeFolder(folder) }
    var paths: [String] = []
    for topic in topics {
      let path = folder + "/\(topic.rawValue).schema.json"
      try Disk.write(Array((schemaJSON(topic) + "\n").utf8), to: path)
      paths.append(path)
    }
    return paths
  } catch {
    throw error.diagnostic(at: error.path)
  }
}
