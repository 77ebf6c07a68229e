import Charts
import Values

/// Diagrams as a marketing centre has them, for the golden files and for the tests that hold for all of them.
enum DiagramSamples {
  static var all: [(name: String, chart: Chart)] {
    [
      ("tree-goals", goals), ("tree-organisation", organisation), ("tree-wide", wideTree), ("tree-one", oneNode),
      ("pyramid-brand", brand), ("pyramid-plain", plainPyramid), ("journey", journey), ("journey-stages", stageJourney),
      ("radar-supplier", supplier), ("radar-two", twoSuppliers), ("radar-six", sixSuppliers), ("radar-bars", twoAxes),
      ("flow-material", material), ("flow-complaint", complaint), ("flow-one-lane", oneLane), ("handover", handover),
      ("line-years", marketSize),
    ]
  }

  static func frame(_ subject: String, finding: String? = nil) -> ChartFrame {
    ChartFrame(finding: finding, subject: subject, unit: .decimal)
  }

  static func tree(_ subject: String, finding: String? = nil, _ rows: [(String, Int?, String?, ChartTone?)]) -> Chart {
    .tree(
      TreeChart(
        frame: frame(subject, finding: finding),
        nodes: rows.enumerated().map { index, row in
          .init(id: "G\(index + 1)", label: row.0, note: row.2, parent: row.1, tone: row.3)
        }))
  }

  /// Five levels, twelve nodes.
  static var goals: Chart {
    tree(
      "618 大促目标分解", finding: "十二个目标中三个落后，都在新客一支",
      [
        ("全年营收增长 20%", nil, "市场中心总监", nil), ("618 成交额 1,000 万元", 0, "进度 86%", .warn),
        ("品牌搜索指数提升 30%", 0, "进度 104%", .good), ("新客 2 万人", 1, "进度 61%", .bad),
        ("老客复购率 35%", 1, "进度 98%", .good), ("直播间新客 8,000 人", 3, "进度 92%", .warn),
        ("信息流新客 1.2 万人", 3, "进度 47%", .bad), ("会员日触达 30 万人", 4, nil, .good),
        ("达人专场 12 场", 5, "已完成 11 场", .good), ("千川素材每周 20 条", 6, "平均 9 条", .bad),
        ("脚本当天过审率 80%", 9, nil, .muted), ("种草笔记 300 篇", 2, "已发布 312 篇", .good),
      ])
  }

  static var organisation: Chart {
    tree(
      "市场中心组织架构", finding: "市场中心六个组，共 24 人",
      [
        ("市场中心总监", nil, "1 人", nil), ("品牌组", 0, "4 人", nil), ("内容组", 0, "6 人", nil), ("投放组", 0, "5 人", nil),
        ("电商运营组", 0, "5 人", nil), ("品牌经理", 1, "1 人", nil), ("公关专员", 1, "2 人", nil), ("活动策划", 1, "1 人", nil),
        ("文案", 2, "2 人", nil), ("设计师", 2, "3 人", nil), ("视频剪辑", 2, "1 人", nil), ("信息流优化师", 3, "3 人", nil),
        ("数据分析师", 3, "2 人", nil), ("店铺运营", 4, "3 人", nil), ("主播", 4, "2 人", .muted),
      ])
  }

  static var wideTree: Chart {
    var rows: [(String, Int?, String?, ChartTone?)] = [("618 大促工作分解", nil, nil, nil)]
    for (phase, name) in ["策划与预算", "素材与内容", "渠道投放与达人合作", "店铺与直播间", "客服与履约", "复盘"].enumerated() {
      let parent = rows.count
      rows.append((name, 0, "第 \(phase + 1) 阶段", nil))
      for task in ["确定负责人与验收口径", "按周排期并标出依赖", "完成法务与广告法合规审核后归档"].prefix(2 + phase % 2) {
        rows.append((task, parent, nil, phase == 2 ? .warn : nil))
      }
    }
    return tree("工作分解结构", rows)
  }

  static var oneNode: Chart { tree("组织架构", [("市场中心", nil, nil, nil)]) }

  static var brand: Chart {
    .pyramid(
      PyramidChart(
        frame: frame("品牌金字塔"),
        layers: [
          .init(label: "品牌核心", text: "让日常的一餐有时令"), .init(label: "品牌个性", text: "踏实、懂行、不说教；像隔壁会做饭的朋友"),
          .init(label: "情感利益", text: "下班回家也能吃得讲究，对家人有交代"),
          .init(label: "功能利益", text: "产地直采 48 小时到家，净菜洗切好，三步成菜"),
          .init(label: "产品属性与事实", text: "27 个自有基地，每批次农残检测报告可查；全程 0–4℃ 冷链，破损包赔"),
        ]))
  }

  static var plainPyramid: Chart {
    .pyramid(
      PyramidChart(
        frame: frame("内容分层"),
        layers: ["头部内容", "常规栏目", "日常更新与互动"].map { .init(label: $0) }))
  }

  static var journey: Chart {
    func point(_ label: String, _ emotion: Double?, _ pain: String, _ chance: String) -> JourneyChart.Touchpoint {
      .init(label: label, emotion: emotion, texts: [pain, chance])
    }
    return .journey(
      JourneyChart(
        frame: frame("首次购买的年轻家庭", finding: "情绪在下单环节最低，优惠规则看不懂是主因"),
        stages: [
          .init(
            name: "认知",
            touchpoints: [
              point("小红书笔记", 1, "同类笔记太多，看不出差别", "用产地实拍和检测报告区分"), point("朋友推荐", 2, "", "老带新礼包"),
            ]),
          .init(
            name: "比较",
            touchpoints: [
              point("天猫详情页", 0, "规格多，换算单价麻烦", "详情页给出每 100 克价格"),
              point("评价区", -1, "差评集中在破损", "置顶破损包赔说明"),
            ]),
          .init(name: "下单", touchpoints: [point("优惠券与结算", -2, "满减与券不能叠加，算不清", "结算页自动选最优组合")]),
          .init(
            name: "收货",
            touchpoints: [point("快递", nil, "", ""), point("开箱", 1, "冰袋多，处理麻烦", "附冰袋回收说明")]),
          .init(name: "复购", touchpoints: [point("会员群", 2, "", "按食材时令推送菜谱与补货提醒")]),
        ], lanes: ["痛点", "机会点"]))
  }

  static var stageJourney: Chart {
    .journey(
      JourneyChart(
        frame: frame("门店体验"),
        stages: zip(["进店", "试用", "付款", "售后"], [4, 5, 2, nil] as [Double?]).map {
          .init(name: $0, touchpoints: [], emotion: $1)
        }, scale: 1...5))
  }

  static let criteria = ["创意", "执行", "响应速度", "价格", "数据能力", "合规"]

  static func radar(_ suppliers: [(String, [Double?])], finding: String? = nil) -> Chart {
    .radar(
      RadarChart(
        frame: frame("供应商评分", finding: finding), axes: criteria.map { .init(name: $0, maximum: 5) },
        series: suppliers.map { ChartSeries(name: $0.0, values: $0.1) }))
  }

  static var supplier: Chart { radar([("青禾创意", [4.5, 4, 3, 2.5, 3.5, 5])]) }

  static var twoSuppliers: Chart {
    radar([("青禾创意", [4.5, 4, 3, 2.5, 3.5, 5]), ("博闻传播", [3, 4.5, 4, 4, nil, 3.5])], finding: "青禾胜在创意与合规，博闻胜在响应与价格")
  }

  static var sixSuppliers: Chart {
    radar(
      [
        ("青禾创意", [4.5, 4, 3, 2.5, 3.5, 5]), ("博闻传播", [3, 4.5, 4, 4, nil, 3.5]), ("云岭互动", [2, 3, 5, 4.5, 4, 3]),
        ("北辰广告", [4, 4, 4, 3, 2, 4]), ("一禾直播", [3, 5, 4.5, 3.5, 3, 2]), ("远山数字营销（上海）", [2.5, 3, 3, 2, 5, 4]),
      ])
  }

  static var twoAxes: Chart {
    .radar(
      RadarChart(
        frame: frame("供应商评分"), axes: [.init(name: "创意", maximum: 5), .init(name: "执行", maximum: 5)],
        series: [ChartSeries(name: "青禾创意", values: [4.5, 4])]))
  }

  /// Ten steps, four roles, a decision that leads back.
  static var material: Chart {
    let nodes: [(String, Int, FlowChart.Kind)] = [
      ("提出素材需求", 0, .start), ("写创意简报", 0, .step), ("评估工期并排期", 1, .step), ("设计初稿", 1, .step),
      ("品牌一致性审核", 2, .decision), ("广告法与授权审核", 3, .decision), ("按意见修改", 1, .step), ("终稿确认", 0, .step),
      ("各渠道尺寸适配", 1, .step), ("上线并归档", 0, .end),
    ]
    let edges: [(Int, Int, String?)] = [
      (0, 1, nil), (1, 2, nil), (2, 3, nil), (3, 4, nil), (4, 5, "通过"), (4, 6, "不通过"), (5, 7, "通过"), (5, 6, "不通过"),
      (6, 4, "再审"), (7, 8, nil), (8, 9, nil),
    ]
    return .flow(
      FlowChart(
        frame: frame("P03 素材制作与审核流程", finding: "素材要过两道审核，任一不通过都回到设计"), lanes: ["活动运营", "设计", "品牌经理", "法务"],
        nodes: nodes.enumerated().map { .init(id: "S\($0)", label: $1.0, lane: $1.1, kind: $1.2) },
        edges: edges.map { .init(from: $0.0, to: $0.1, label: $0.2) }))
  }

  /// Both branches of the decision stay in the lane of the one who decides.
  static var complaint: Chart {
    let nodes: [(String, Int, FlowChart.Kind)] = [
      ("收到客诉", 0, .start), ("登记并判断级别", 0, .decision), ("按话术答复客户", 0, .step), ("升级给客服主管", 1, .step),
      ("是否涉及舆情", 1, .decision), ("公关介入并统一口径", 2, .step), ("给出补偿方案", 1, .step), ("回访并关闭", 0, .end),
    ]
    let edges: [(Int, Int, String?)] = [
      (0, 1, nil), (1, 2, "一般"), (1, 3, "严重"), (3, 4, nil), (4, 5, "是"), (4, 6, "否"), (5, 6, nil), (6, 7, nil),
      (2, 7, nil),
    ]
    return .flow(
      FlowChart(
        frame: frame("P08 客诉处理流程"), lanes: ["一线客服", "客服主管", "公关"],
        nodes: nodes.enumerated().map { .init(id: "S\($0)", label: $1.0, lane: $1.1, kind: $1.2) },
        edges: edges.map { .init(from: $0.0, to: $0.1, label: $0.2) }))
  }

  static var oneLane: Chart {
    let labels = ["申请", "预算是否在额度内", "总监审批", "退回修改", "付款"]
    return .flow(
      FlowChart(
        frame: frame("费用申请"), lanes: [],
        nodes: labels.enumerated().map {
          .init(id: "\($0)", label: $1, lane: 0, kind: $0 == 0 ? .start : $0 == 1 ? .decision : $0 == 4 ? .end : .step)
        },
        edges: [
          .init(from: 0, to: 1), .init(from: 1, to: 2, label: "是"), .init(from: 1, to: 3, label: "否"),
          .init(from: 3, to: 0), .init(from: 2, to: 4),
        ]))
  }

  static var handover: Chart {
    let rows: [(Int, Int, String, String?)] = [
      (0, 1, "活动简报与预算", "活动前 30 天"), (1, 2, "创意简报、素材规格表", "活动前 25 天"), (2, 1, "设计稿与源文件", "活动前 14 天"),
      (1, 3, "排期表、投放素材、落地页链接", "活动前 7 天"), (3, 3, "每日盯盘调价", nil), (3, 0, "投放日报与结案数据", "活动后 3 天"),
      (0, 2, "复盘结论中关于素材的建议", "活动后 10 天"),
    ]
    return .handover(
      HandoverChart(
        frame: frame("部门之间的交接", finding: "投放组等素材最久：上游要在活动前 7 天交齐"), lanes: ["市场策划", "内容组", "设计组", "投放组"],
        handovers: rows.map { .init(from: $0.0, to: $0.1, what: $0.2, note: $0.3) }))
  }

  static var marketSize: Chart {
    .line(
      LineChart(
        frame: ChartFrame(
          finding: "净菜市场五年翻了一番", subject: "净菜市场规模", unit: .decimal, unitName: "亿元", source: "行业年报"),
        positions: [2019, 2020, 2021, 2023, 2024, 2025], labels: ["2019", "2020", "2021", "2023", "2024", "2025 预计"],
        series: [ChartSeries(name: "规模", values: [312, 355, 402, 520, 588, 655])]))
  }
}
