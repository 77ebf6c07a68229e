import Diagnostics
import Values

/// A pattern in figures and what it suggests. Rules only say what is worth considering: each names its ground and the
/// figures that it was read from.
///
/// In the wordings `{part}` is the dimension's value; `{1}`, `{2}` … are the figures of the conditions in their order,
/// `{1.name}` their names, `{1.all}` the same of the whole campaign, `{1.share}` the part's share of the whole,
/// `{1.target}` the target.
struct SuggestionRule {
  var id: String
  var weight: Double
  /// Where the figures stand.
  var chapter: ChapterName
  /// The dimension whose values are looked at; `nil` for the campaign as a whole.
  var dimension: String?
  var when: [Condition]
  /// The pattern in words.
  var ground: Wording
  var advice: Wording

  struct Condition {
    /// The first of these that the data has.
    var metrics: [String]
    var test: Test

    init(_ metrics: String..., test: Test) {
      self.metrics = metrics
      self.test = test
    }
  }

  /// The figure of the whole campaign that a part's is compared with, where it has another name.
  static let wholes = ["channel-roi": "marketing-roi"]

  enum Test {
    /// The part's figure over that of the whole.
    case ratio(ClosedRange<Double>)
    /// The part's share of the sum over all parts.
    case share(ClosedRange<Double>)
    /// That share times the number of parts: 1 is an even share.
    case evenShare(ClosedRange<Double>)
    case value(ClosedRange<Double>)
    /// Judged against its target: `true` missed or near, `false` met.
    case target(missed: Bool)
  }
}

extension ClosedRange<Double> {
  static func atLeast(_ value: Double) -> ClosedRange { value...Double.infinity }
  static func atMost(_ value: Double) -> ClosedRange { -Double.infinity...value }
}

extension SuggestionRule {
  /// In no particular order; `weight` says which counts for more.
  static let all: [SuggestionRule] = [
    SuggestionRule(
      id: "advice-channel-room", weight: 0.7, chapter: .breakdown, dimension: "channel",
      when: [
        Condition("channel-roi", "roas", test: .ratio(.atLeast(1.1))),
        Condition("media_cost", "cost", test: .share(.atLeast(0.05))), Condition("media_cost", "cost", test: .evenShare(.atMost(1.2))),
      ],
      ground: Wording(
        zh: "回报高出整体一成以上、花费占比 5% 以上且不超过平均份额两成的渠道，有加投的余地；花费不到 5% 的回报不作依据",
        en: "a channel whose return is a tenth above the whole, on 5% of spend or more and at most a fifth over an even share, has "
          + "room; returns on less than 5% count for nothing"),
      advice: Wording(
        zh: "{part}的{1.name}为{1}，高于整体的{1.all}，花费只占{2.share}：下次先小步加投一到两成，边加边看回报是否下降。",
        en: "{part} returns {1} ({1.name}) against {1.all} overall on {2.share} of spend: raise it in small steps and watch whether the return holds.")),
    SuggestionRule(
      id: "advice-channel-costly", weight: 0.65, chapter: .breakdown, dimension: "channel",
      when: [
        Condition("channel-roi", "roas", test: .ratio(.atMost(0.85))),
        Condition("media_cost", "cost", test: .evenShare(.atLeast(1))),
      ],
      ground: Wording(
        zh: "花费超过平均份额、回报却比整体低 15% 以上的渠道，先查承接与人群，再谈加减",
        en: "a channel with more than an even share of spend whose return is 15% below the whole: look at landing and audience first"),
      advice: Wording(
        zh: "{part}花了{2}（占{2.share}），{1.name}为{1}，整体{1.all}：先查人群、出价与落地页，查不出改进空间再压缩。",
        en: "{part} took {2} ({2.share}) at {1.name} {1} against {1.all} overall: look at audience, bids and landing page before cutting it.")),
    SuggestionRule(
      id: "advice-landing-page", weight: 0.75, chapter: .breakdown, dimension: "channel",
      when: [
        Condition("ctr", test: .ratio(.atLeast(1.05))), Condition("conversion-rate", test: .ratio(.atMost(0.9))),
        Condition("clicks", test: .share(.atLeast(0.05))),
      ],
      ground: Wording(
        zh: "点击率高于整体、转化率低于整体一成以上的渠道，问题多在点击之后",
        en: "where more click than overall and a tenth fewer convert, the loss is behind the click"),
      advice: Wording(
        zh: "{part}的点击率{1}高于整体的{1.all}，转化率{2}却低于整体的{2.all}：人来了没有留住，做两版落地页对照。",
        en: "{part} has a click rate of {1} against {1.all}, but converts {2} against {2.all}: test two landing pages.")),
    SuggestionRule(
      id: "advice-conversion", weight: 0.6, chapter: .breakdown, dimension: "channel",
      when: [Condition("conversion-rate", test: .ratio(.atMost(0.75))), Condition("clicks", test: .share(.atLeast(0.1)))],
      ground: Wording(
        zh: "点击占一成以上、转化率不到整体四分之三的渠道，先看承接页",
        en: "a tenth of all clicks at less than three quarters of the overall conversion: look at where they land"),
      advice: Wording(
        zh: "{part}占点击的{2.share}，转化率只有{1}（整体{1.all}）：先做两版落地页对照，样本量事先算好。",
        en: "{part} has {2.share} of clicks and converts {1} ({1.all} overall): test two landing pages, with the sample size worked out first.")),
    SuggestionRule(
      id: "advice-creative-weak", weight: 0.5, chapter: .breakdown, dimension: "channel",
      when: [
        Condition("ctr", test: .ratio(.atMost(0.6))), Condition("impressions", test: .share(.atLeast(0.1))),
      ],
      ground: Wording(
        zh: "展示占一成以上、点击率不到整体六成的渠道，素材或人群不对路",
        en: "a tenth of all impressions at less than six tenths of the overall click rate: creative or audience do not fit"),
      advice: Wording(
        zh: "{part}占展示的{2.share}，点击率只有{1}（整体{1.all}）：换素材或收窄人群，先各试一版。",
        en: "{part} has {2.share} of impressions at a click rate of {1} ({1.all} overall): change creative or narrow the audience, one trial each.")),
    SuggestionRule(
      id: "advice-cheap-views", weight: 0.6, chapter: .breakdown, dimension: "channel",
      when: [
        Condition("cpm", test: .ratio(.atMost(0.9))), Condition("cpc", test: .ratio(.atLeast(1.1))),
        Condition("impressions", test: .share(.atLeast(0.05))),
      ],
      ground: Wording(
        zh: "千次展示成本低于整体一成、每次点击成本高于整体一成：便宜的展示换来贵的点击",
        en: "impressions a tenth cheaper than overall, clicks a tenth dearer"),
      advice: Wording(
        zh: "{part}的千次展示成本{1}低于整体的{1.all}，每次点击却要{2}，高于{2.all}：以点击为目标时不在这里买展示。",
        en: "{part} is cheap by impression ({1} against {1.all}) and dear by click ({2} against {2.all}): do not buy impressions there for clicks.")),
    SuggestionRule(
      id: "advice-payment", weight: 0.7, chapter: .funnel, dimension: nil,
      when: [Condition("payment-failure-rate", test: .value(.atLeast(0.02)))],
      ground: Wording(
        zh: "支付失败率达到 2%：丢的是已经决定买的人", en: "payment fails for 2% or more: those lost had decided to buy"),
      advice: Wording(
        zh: "{1.name}为{1}：按渠道和支付方式找出失败集中在哪里，先修支付再谈加投。",
        en: "{1.name} is {1}: find the channel and way of paying where it happens, and mend it before spending more.")),
    SuggestionRule(
      id: "advice-engaging-channel", weight: 0.55, chapter: .breakdown, dimension: "channel",
      when: [
        Condition("engagement-rate", test: .ratio(.atLeast(1.3))), Condition("impressions", test: .evenShare(.atMost(1))),
        Condition("impressions", test: .share(.atLeast(0.05))),
      ],
      ground: Wording(
        zh: "互动率高出整体三成、展示不到平均份额的渠道，内容值得搬到展示大的渠道去试",
        en: "engagement three tenths above overall on less than an even share of impressions: its content is worth trying elsewhere"),
      advice: Wording(
        zh: "{part}的互动率{1}，高于整体的{1.all}，展示只占{2.share}：把这里受欢迎的内容改成适合大渠道的版本再放量。",
        en: "{part} engages {1} against {1.all} overall on {2.share} of impressions: adapt what works there for the large channels.")),
    SuggestionRule(
      id: "advice-segment-value", weight: 0.4, chapter: .breakdown, dimension: "segment",
      when: [
        Condition("aov", test: .ratio(.atLeast(1.08))), Condition("revenue", test: .share(.atLeast(0.2))),
        Condition("conversion-rate", test: .ratio(.atLeast(1))),
      ],
      ground: Wording(
        zh: "客单价与转化率都高于整体、销售额占两成以上的客群，值得单独的权益与触达",
        en: "a segment with orders and conversion above overall and a fifth of revenue is worth an offer of its own"),
      advice: Wording(
        zh: "{part}的{1.name}为{1}（整体{1.all}），转化率{3}（整体{3.all}），带来{2.share}的销售额：给这群人单独的权益和更早的触达。",
        en: "{part} spends {1} an order ({1.all} overall), converts {3} ({3.all}) and brings {2.share} of revenue: give it an offer and a date of its own.")),
    SuggestionRule(
      id: "advice-new-customers", weight: 0.6, chapter: .kpi, dimension: nil,
      when: [Condition("cac", test: .target(missed: true)), Condition("new-customer-share", test: .value(.atMost(0.6)))],
      ground: Wording(
        zh: "获客成本没有守住、新客占比不到六成：钱花在了本来就会买的人身上",
        en: "acquisition cost missed with less than six tenths new customers: spend went to people who buy anyway"),
      advice: Wording(
        zh: "{1.name}为{1}，目标{1.target}，而新客占比只有{2}：下次把新客专属权益和投放人群与老客分开，按新客单独核算成本。",
        en: "{1.name} is {1} against {1.target}, with only {2} new customers: separate offers and audiences for them, and reckon their cost apart.")),
    SuggestionRule(
      id: "advice-frequency", weight: 0.6, chapter: .kpi, dimension: nil,
      when: [Condition("frequency", test: .value(.atLeast(5)))],
      ground: Wording(
        zh: "平均触达频次达到 5 次：同一批人看得太多，再投只会变贵",
        en: "five contacts a person or more: the same people see too much"),
      advice: Wording(
        zh: "{1.name}已到{1}：扩大人群或设频次上限，把多出来的展示给还没见过的人。",
        en: "{1.name} is {1}: widen the audience or cap it, and show the rest to people who have not seen it.")),
    SuggestionRule(
      id: "advice-frequency-target", weight: 0.65, chapter: .kpi, dimension: nil,
      when: [Condition("frequency", test: .target(missed: true)), Condition("frequency", test: .value(.atLeast(2)))],
      ground: Wording(zh: "触达频次没有落在目标内", en: "frequency is off its target"),
      advice: Wording(
        zh: "{1.name}为{1}，目标{1.target}：按目标调整人群规模与频次上限。",
        en: "{1.name} is {1} against {1.target}: set audience size and caps by it.")),
    SuggestionRule(
      id: "advice-mention", weight: 0.5, chapter: .brand, dimension: nil,
      when: [Condition("share-of-voice", test: .target(missed: true)), Condition("brand-awareness", test: .target(missed: false))],
      ground: Wording(
        zh: "知名度达标而声量份额没有达标：看到的人多，谈论的人少",
        en: "awareness met, share of voice missed: many saw it, few talk about it"),
      advice: Wording(
        zh: "{2.name}为{2}，已达标，{1.name}为{1}，没有达到{1.target}：下一轮把预算从展示移向能引发讨论的内容与达人，并要求监测方交付各品牌的提及量。",
        en: "{2.name} is met at {2}, {1.name} at {1} misses {1.target}: move budget from impressions to content people talk about, "
          + "and have mentions by brand delivered.")),
  ]
}
