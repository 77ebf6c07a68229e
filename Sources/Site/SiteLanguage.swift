import Diagnostics
import Handbook
import YAML

/// The language that a site's `site.yaml` names, for commands that need nothing else of the site; `nil` without one.
public func siteLanguage(_ site: String) -> Language? {
  let file = SiteFolder.contentName + "/site.yaml"
  guard let bytes = try? Disk.read(site + "/" + file),
    case .success(let node) = readYAML(String(decoding: bytes, as: UTF8.self), file: file)
  else { return nil }
  return SiteSettings.read(node, file: file).0.language
}
