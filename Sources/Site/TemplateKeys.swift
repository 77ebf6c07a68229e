/// The names that templates may use, as `templates/README.md` documents them.
enum TemplateKeys {
  /// Keys of the pages themselves and of the entries of their lists.
  static let all: Set<String> = [
    // Every page.
    "t", "language", "siteName", "siteDescription", "rootHref", "homeHref", "canonicalHref", "title", "pageTitle",
    "summary", "menuHTML", "breadcrumbs", "hasBreadcrumbs", "tocHTML", "bodyHTML", "previous", "next", "hasPager",
    "owner", "checked", "checkEvery", "updated", "version", "overdue", "since", "isDraft", "isSample", "overdueHref", "bookHref", "today", "dataAsOf",
    "editionName", "languageLinks", "hasLanguages", "isOwn", "restricted", "contentLanguage", "kindText", "href",
    // Lists of pages.
    "children", "hasChildren", "groups", "meta", "kind", "id", "pages", "hasPages",
    // Processes, cases and training.
    "code", "stepsHTML", "flowHTML", "raciHTML", "hasKpis", "facts", "hasFacts", "label", "value", "caseFigures", "hasCaseFigures", "source", "goals",
    "hasGoals",
    "formsHTML", "planHTML", "quizHTML", "words", "isTraining", "hasQuiz",
    // Campaigns.
    "status", "statusId", "statusText", "period", "goal", "theme", "audiences", "hasAudiences", "channels", "hasChannels",
    "budget", "reserve", "baseline", "control", "compare", "targets", "hasTargets", "kpi", "target", "weight", "warn", "due",
    "reviewHref", "briefHref", "campaigns", "hasCampaigns", "campaignsHref", "figures", "campaign",
    // All campaigns together.
    "alerts", "hasAlerts", "periodsHref", "compareHref",
    // Reviews.
    "headline", "hasHeadline", "unit", "difference", "sparklineHTML", "chapters", "number", "isEmpty", "needs",
    "sentencesHTML", "blocksHTML", "howHTML", "fingerprint", "programVersion", "exports", "hasExports", "size", "isFile",
    "styleHTML", "printStyleHTML", "scriptHTML",
    // The KPI dictionary.
    "kpis", "name", "secondName", "formula", "direction", "additive", "note", "values", "hasValues", "completion",
    // Registers, projects and the calendar.
    "registerHTML", "definitionHTML", "calendarHref", "projectHref", "lights", "nextHTML", "phases", "phaseHTML", "lessonsHTML", "actionsHref", "crisisHTML",
    // Ways from page to page.
    "tagsHTML", "relatedHTML", "evidenceHTML", "changesHTML", "authors", "listHTML", "wayMarksHTML",
  ]
}
