import Diagnostics
import Handbook
import Review
import Values
import YAML

/// The language that a site's `site.yaml` names, for commands that need nothing else of the site; `nil` without one.
public func siteLanguage(_ site: String) -> Language? {
  let file = SiteFolder.contentName + "/site.yaml"
  guard let bytes = try? Disk.read(site + "/" + file),
    case .success(let node) = readYAML(String(decoding: bytes, as: UTF8.self), file: file)
  else { return nil }
  return SiteSettings.read(node, file: file).0.language
}

extension SiteSettings {
  /// How numbers are written in the site's language and currency.
  var numberStyle: NumberStyle {
    NumberStyle(
      chinese: language.isChinese, traditional: language == .traditionalChinese, currency: Currency(code: currency))
  }
}
