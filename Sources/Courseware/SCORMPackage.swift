import Archive

/// The versions of SCORM that learning systems in use take.
public enum ScormVersion: String, CaseIterable, Sendable {
  case v12 = "1.2"
  /// The 4th edition.
  case v2004 = "2004"
}

/// A SCORM package of one SCO: `imsmanifest.xml`, then the given files, of which `index.html` is launched.
///
/// - `identifier`: stays the same over the versions of a module (its code), so that a learning system knows it again.
/// - `passMark`: 1 to 100, the mastery score.
/// - `minutes`: how long a learner typically takes. It and `language` are metadata of the 2004 manifest only: 1.2 has
///   no place for them but a metadata record, whose profile then demands a dozen of statements, on cost and copyright
///   among them, that nobody has made.
///
/// Schema files are not in the package: schemaLocation names them, and learning systems bring their own.
public func scormPackage(
  _ version: ScormVersion, identifier name: String, title: String, language: String, passMark: Int, minutes: Int?,
  files: [ArchivePart]
) -> [ArchivePart] {
  // The schema refuses longer titles; it counts code points.
  let title = String(title.unicodeScalars.prefix(200))
  let files = files.filter { $0.name != manifestFile }
  let manifest = ScormManifest(
    name: identifier(name), title: title, language: language, passMark: passMark, minutes: minutes,
    hrefs: files.map { href($0.name) })
  return [ArchivePart(manifestFile, version == .v12 ? manifest.document12 : manifest.document2004)] + files
}

private let manifestFile = "imsmanifest.xml"

/// The name of a file as a URI: what RFC 3986 does not let stand for itself in a path is written as `%` and hex digits.
private func href(_ name: String) -> String {
  let digits = Array("0123456789ABCDEF")
  var result = ""
  for byte in name.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
      result.unicodeScalars.append(Unicode.Scalar(byte))
    default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
  }
  return result
}

private struct ScormManifest {
  let name: String
  let title: String
  let language: String
  let passMark: Int
  let minutes: Int?
  let hrefs: [String]

  private static let instance = "http://www.w3.org/2001/XMLSchema-instance"

  /// By SCORM 1.2, Content Aggregation Model, section 2.3.
  var document12: [UInt8] {
    let packaging = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    let adlcp = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
    var xml = XMLDocument()
    xml.element(
      "manifest",
      [
        ("xmlns", packaging), ("xmlns:adlcp", adlcp), ("xmlns:xsi", Self.instance),
        ("xsi:schemaLocation", "\(packaging) imscp_rootv1p1p2.xsd \(adlcp) adlcp_rootv1p2.xsd"),
        ("identifier", name), ("version", "1.0"),
      ]
    ) { xml in
      xml.element("metadata") { xml in
        xml.element("schema", text: "ADL SCORM")
        xml.element("schemaversion", text: "1.2")
      }
      organization(&xml) { xml in
        xml.element("adlcp:masteryscore", text: String(passMark))
      } andBehind: { _ in }
      resources(&xml, ("adlcp:scormtype", "sco"))
    }
    return xml.bytes
  }

  /// By SCORM 2004 4th Edition, Content Aggregation Model, section 3.4.
  var document2004: [UInt8] {
    let namespaces: [(prefix: StaticString, uri: String, file: String)] = [
      ("xmlns", "http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"),
      ("xmlns:adlcp", "http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"),
      ("xmlns:adlseq", "http://www.adlnet.org/xsd/adlseq_v1p3", "adlseq_v1p3.xsd"),
      ("xmlns:adlnav", "http://www.adlnet.org/xsd/adlnav_v1p3", "adlnav_v1p3.xsd"),
      ("xmlns:imsss", "http://www.imsglobal.org/xsd/imsss", "imsss_v1p0.xsd"),
      ("xmlns:lom", "http://ltsc.ieee.org/xsd/LOM", "lom.xsd"),
    ]
    var attributes: [XMLDocument.Attribute] = namespaces.map { ($0.prefix, $0.uri) }
    attributes += [
      ("xmlns:xsi", Self.instance),
      ("xsi:schemaLocation", namespaces.map { $0.uri + " " + $0.file }.joined(separator: " ")),
      ("identifier", name), ("version", "1.0"),
    ]
    var xml = XMLDocument()
    xml.element("manifest", attributes) { xml in
      xml.element("metadata") { xml in
        xml.element("schema", text: "ADL SCORM")
        xml.element("schemaversion", text: "2004 4th Edition")
        metadata(&xml)
      }
      organization(&xml) { xml in
        sequencing(&xml)
      } andBehind: { xml in
        xml.element("imsss:sequencing") { xml in
          xml.element("imsss:controlMode", [("choice", "true"), ("flow", "true")])
        }
      }
      resources(&xml, ("adlcp:scormType", "sco"))
    }
    return xml.bytes
  }

  /// Title, language and typical learning time as IEEE 1484.12.1 (LOM) has them.
  private func metadata(_ xml: inout XMLDocument) {
    xml.element("lom:lom") { xml in
      xml.element("lom:general") { xml in
        xml.element("lom:title") { $0.element("lom:string", [("language", language)], text: title) }
        xml.element("lom:language", text: language)
      }
      guard let minutes, minutes > 0 else { return }
      xml.element("lom:educational") { xml in
        xml.element("lom:typicalLearningTime") { xml in
          xml.element("lom:duration", text: "PT\(minutes)M")
        }
      }
    }
  }

  /// The content reports completion and score; the learning system holds the score against the pass mark.
  private func sequencing(_ xml: inout XMLDocument) {
    xml.element("imsss:sequencing") { xml in
      xml.element("imsss:objectives") { xml in
        xml.element(
          "imsss:primaryObjective", [("objectiveID", name + "-objective"), ("satisfiedByMeasure", "true")]
        ) { xml in
          xml.element("imsss:minNormalizedMeasure", text: decimal(Double(passMark) / 100))
        }
      }
      xml.element(
        "imsss:deliveryControls", [("completionSetByContent", "true"), ("objectiveSetByContent", "true")])
    }
  }

  private func organization(
    _ xml: inout XMLDocument, item: (inout XMLDocument) -> Void, andBehind: (inout XMLDocument) -> Void
  ) {
    xml.element("organizations", [("default", name + "-organization")]) { xml in
      xml.element("organization", [("identifier", name + "-organization")]) { xml in
        xml.element("title", text: title)
        xml.element(
          "item", [("identifier", name + "-item"), ("identifierref", name + "-resource"), ("isvisible", "true")]
        ) { xml in
          xml.element("title", text: title)
          item(&xml)
        }
        andBehind(&xml)
      }
    }
  }

  private func resources(_ xml: inout XMLDocument, _ type: XMLDocument.Attribute) {
    xml.element("resources") { xml in
      xml.element(
        "resource",
        [("identifier", name + "-resource"), ("type", "webcontent"), type, ("href", "index.html")]
      ) { xml in
        for href in hrefs { xml.element("file", [("href", href)]) }
      }
    }
  }
}
