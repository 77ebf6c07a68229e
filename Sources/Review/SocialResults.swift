import Charts
import Metrics
import Tables
import Values

/// A platform's account over the campaign.
struct SocialAccount {
  var platform: String
  /// By day; within the campaign and the day before it.
  var followers: [Day: Exact] = [:]
  var reads: Exact?
  var interactions: Exact?
  var rows = 0

  /// Followers on the last known day up to `day`.
  func followers(upTo day: Day) -> Exact? {
    followers.keys.filter { $0 <= day }.max().flatMap { followers[$0] }
  }
}

/// The accounts of all `social` tables by name; days outside the campaign count only for the followers before it.
func readSocial(_ tables: [DataTable], in period: Period) -> [SocialAccount] {
  var accounts: [String: SocialAccount] = [:]
  for table in tables where table.kind == .social {
    let (days, platforms) = (table.days("date"), table.texts("platform"))
    let (followers, reads) = (table.numbers("followers"), table.numbers("reads"))
    let parts = ["likes", "comments", "shares", "favourites"].map(table.numbers)
    let whole = table.numbers("interactions")
    for row in 0..<table.rowCount {
      guard let day = days[row], let platform = platforms[row], day <= period.end else { continue }
      var account = accounts[platform] ?? SocialAccount(platform: platform)
      defer { accounts[platform] = account }
      if let count = followers[row] { account.followers[day] = count }
      guard period.contains(day) else { continue }
      account.rows += 1
      func add(_ amount: Exact?, _ path: WritableKeyPath<SocialAccount, Exact?>) {
        guard let amount else { return }
        account[keyPath: path] = account[keyPath: path].map { $0.adding(amount) ?? $0 } ?? amount
      }
      add(reads[row], \.reads)
      if let all = whole[row] {
        add(all, \.interactions)
      } else {
        for part in parts { add(part[row], \.interactions) }
      }
    }
  }
  return accounts.keys.sorted().compactMap { accounts[$0] }.filter { $0.rows > 0 }
}

extension Writer {
  /// Followers, reads and interactions by platform, their course side by side, and when posts were seen most.
  func addSocial(to chapter: inout Chapter) {
    let accounts = readSocial(input.tables, in: period)
    guard !accounts.isEmpty else { return }
    let before = period.start.advanced(by: -1)
    struct Line {
      var account: SocialAccount
      var start: Exact?
      var end: Exact?
      var net: Number? { end.flatMap { end in start.map { Number.exact(end).minus(.exact($0)) } } }
      var growth: Double? { net.flatMap { net in start.flatMap { net.ratio(to: .exact($0)) } } }
      var engagement: Double? { account.interactions.flatMap { part in account.reads.flatMap { Number.exact(part).ratio(to: .exact($0)) } } }
    }
    let lines = accounts.map { account in
      // Without a day before the campaign its first day is the start.
      Line(
        account: account, start: account.followers(upTo: before) ?? account.followers(upTo: period.start),
        end: account.followers(upTo: period.end))
    }
    let sources = input.tables.filter { $0.kind == .social }.map { FigureSource(file: $0.file, rows: $0.rowCount) }
    let people = Unit(.number, label: .init(zh: "人", en: "people"))
    var stated: [Noted] = []
    if let net = lines.compactMap(\.net).sum(), peek(FigureKey(id: "follower-growth")).value == nil {
      stated.append(
        record(
          FigureKey(id: "follower-growth"),
          Figure(
            id: "follower-growth", kind: .kpi, value: net, unit: people, formula: "followers(end) - followers(start)",
            sources: sources)))
    }
    chapter.blocks.append(.heading(pick("社媒账号", "Social media")))
    var sentences: [Sentence] = []
    let rated = lines.compactMap { line in line.growth.map { (line, $0) } }
    if let top = rated.max(by: { ($0.1, $1.0.account.platform) < ($1.1, $0.0.account.platform) }), let net = top.0.net {
      let total = stated.first.map { pick("，全部账号净增\(prose($0))", "; all accounts together gained \(prose($0))") } ?? ""
      sentences.append(
        say(
          "social-growth",
          "粉丝增长最快的是\(datum(top.0.account.platform))，净增\(prose(net, people))（\(style.change(top.1))）\(total)。",
          "\(top.0.account.platform) grew fastest, by \(prose(net, people)) or \(style.change(top.1))\(total).", stated))
    }
    if let slot = bestSlot() { sentences.append(slot) }
    if !sentences.isEmpty { chapter.blocks.append(.bullets(sentences)) }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "social-platforms", caption: pick("各平台账号", "Accounts by platform"),
          columns: [
            .init(title: dimension("platform"), numeric: false), .init(title: pick("期初粉丝", "Followers at the start"), numeric: true),
            .init(title: pick("期末粉丝", "At the end"), numeric: true), .init(title: pick("净增", "Gain"), numeric: true),
            .init(title: pick("增长率", "Growth"), numeric: true), .init(title: pick("阅读", "Reads"), numeric: true),
            .init(title: pick("互动", "Interactions"), numeric: true), .init(title: pick("互动率", "Engagement"), numeric: true),
          ],
          rows: lines.map { line in
            [
              .init(line.account.platform), amount(line.start.map(Number.exact), .count),
              amount(line.end.map(Number.exact), .count), delta(line.net, .count), change(line.growth),
              amount(line.account.reads.map(Number.exact), .count),
              amount(line.account.interactions.map(Number.exact), .count), share(line.engagement),
            ]
          },
          note: pick("互动率 = 互动 ÷ 阅读。", "Engagement is interactions per read."))))
    if let chart = socialChart(lines.map { ($0.account, $0.start) }) {
      chapter.blocks.append(.chart(id: "social-followers", chart))
    }
  }

  /// Followers as change since the start, so that large and small accounts can be read together.
  private func socialChart(_ lines: [(account: SocialAccount, start: Exact?)]) -> Chart? {
    let series = lines.prefix(6).compactMap { line -> ChartSeries? in
      guard let start = line.start?.double, start > 0 else { return nil }
      let values = period.days.map { day in line.account.followers[day].map { $0.double / start - 1 } }
      return values.count { $0 != nil } > 1 ? ChartSeries(name: line.account.platform, values: values) : nil
    }
    guard !series.isEmpty else { return nil }
    let last = series.compactMap { item in item.values.compactMap { $0 }.last.map { (item.name, $0) } }
    let finding = last.max { ($0.1, $1.0) < ($1.1, $0.0) }.map { top in
      pick("\(datum(top.0))的粉丝比活动前多\(changeSize(top.1))", "\(top.0) has \(changeSize(top.1)) more followers than before")
    }
    return .line(
      LineChart(
        frame: ChartFrame(
          finding: finding, subject: pick("粉丝比活动开始时的变化", "Followers against the start"), unit: .ratio),
        days: period.days, series: series))
  }

  /// The hour (or without hours the weekday) whose posts were seen most against the mean of their platform, of those
  /// with three posts or more.
  private func bestSlot() -> Sentence? {
    struct Post {
      var platform: String
      var slot: String
      var views: Double
    }
    var posts: [Post] = []
    var byHour = false
    for table in input.tables where table.kind == .content {
      let (hours, platforms, days) = (table.texts("hour"), table.texts("platform"), table.days("date"))
      let views = ["views", "video_plays", "pv"].lazy.map(table.numbers).first { $0.contains { $0 != nil } }
      // Daily figures of a post tell when it was seen, not when it was posted.
      let ids = zip(table.texts("content_id"), table.texts("content_title")).compactMap { $0 ?? $1 }
      guard let views, Set(ids).count == table.rowCount else { continue }
      let hasHours = hours.contains { $0 != nil }
      byHour = byHour || hasHours
      for row in 0..<table.rowCount {
        guard let seen = views[row]?.double, let slot = hasHours ? hours[row] : days[row].map(weekdayName) else { continue }
        posts.append(Post(platform: platforms[row] ?? "", slot: slot, views: seen))
      }
    }
    var whole: [String: (views: Double, posts: Int)] = [:]
    for post in posts {
      let known = whole[post.platform] ?? (0, 0)
      whole[post.platform] = (known.views + post.views, known.posts + 1)
    }
    var slots: [String: (ratio: Double, posts: Int)] = [:]
    for post in posts {
      guard let mean = whole[post.platform].map({ $0.views / Double($0.posts) }), mean > 0 else { continue }
      let known = slots[post.slot] ?? (0, 0)
      slots[post.slot] = (known.ratio + post.views / mean, known.posts + 1)
    }
    let means = slots.keys.sorted().compactMap { slot in
      slots[slot].flatMap { $0.posts >= 3 ? (slot: slot, ratio: $0.ratio / Double($0.posts), posts: $0.posts) : nil }
    }
    guard means.count > 1, let best = means.max(by: { $0.ratio < $1.ratio }), best.ratio > 1.005 else { return nil }
    let slot = byHour ? pick("\(best.slot) 时发布", "at \(best.slot) h") : pick("\(best.slot)发布", "on \(best.slot)")
    return say(
      "social-best-time",
      "\(slot)的内容比同平台的平均多被看\(changeSize(best.ratio - 1))（\(best.posts) 条），是各时段里最高的；条数不多，只作排期参考。",
      "Posts \(slot) were seen \(changeSize(best.ratio - 1)) more than their platform's mean (\(best.posts) posts), most of all; "
        + "they are few, so take it as a hint.")
  }

  /// `周三`, `Wednesday`.
  func weekdayName(_ day: Day) -> String {
    let place = (day.weekday - 1) % 7
    return pick(
      ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][place],
      ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][place])
  }
}
