import HTML
import Handbook

/// The page that a web server shows for an address that leads nowhere. It is asked for by any address, so that nothing on
/// it may be relative: its styles stand within it, and its ways lead to the whole address of the site, or, where that
/// is not known, to the pages beside it.
enum NotFound {
  static let path = "404.html"
}

extension SiteWriter {
  func notFound(_ files: DefaultFiles) throws(FileError) -> [UInt8] {
    let strings = site.templates.strings
    let parts = try ReviewFile(files)
    let site = site.source.settings
    var context: Context = [
      "language": languageTag, "siteName": site.name, "title": strings["notFoundTitle"],
      "pageTitle": strings["notFoundTitle"] + " · " + site.name, "rootHref": "", "today": self.site.source.today.iso,
    ]
    func href(_ page: Int) -> String {
      let address = self.site.index[page].address
      return baseURL.map { SiteWriter.address($0, address) } ?? Address.encoded(address)
    }
    context["homeHref"] = href(self.site.index.home)
    parts.addAssets(to: &context)
    let ways = [self.site.index.home] + self.site.index[self.site.index.home].children + PageContexts.wayMarks(self.site.index)
    context["listHTML"] = Markup { html in
      html.raw("<ul class=\"links\">")
      for page in ways {
        html.raw("<li>")
        html.link(self.site.index[page].title, to: href(page))
        html.raw("</li>")
      }
      html.raw("</ul>")
    }
    return self.site.templates.render(context, with: "not-found")
  }

  /// A page at a former address that sends its readers on.
  func redirect(_ redirect: Redirects.Redirect) -> [UInt8] {
    let target = site.index[redirect.page]
    let href = Address.link(from: Address.folder(of: redirect.address), to: target.address)
    var context: Context = [
      "language": languageTag, "title": target.title, "href": href,
      "pageTitle": target.title + " · " + site.source.settings.name,
    ]
    context["canonicalHref"] = baseURL.map { SiteWriter.address($0, target.address) } ?? href
    return site.templates.render(context, with: "redirect")
  }
}
