import Values

/// The words of diagrams, in the language of the page.
struct DiagramWords {
  let style: NumberStyle

  private func word(_ hans: String, _ hant: String, _ en: String) -> String {
    style.chinese ? (style.traditional ? hant : hans) : en
  }

  var tree: String { word("树状图", "樹狀圖", "Tree") }
  var pyramid: String { word("金字塔图", "金字塔圖", "Pyramid") }
  var journey: String { word("旅程图", "旅程圖", "Journey map") }
  var radar: String { word("雷达图", "雷達圖", "Radar chart") }
  var flow: String { word("流程图", "流程圖", "Flow chart") }
  var handover: String { word("交接图", "交接圖", "Hand-over map") }

  var name: String { word("名称", "名稱", "Name") }
  var parent: String { word("上级", "上層", "Parent") }
  var level: String { word("层级", "層級", "Level") }
  var note: String { word("说明", "說明", "Note") }
  var stage: String { word("阶段", "階段", "Stage") }
  var touchpoint: String { word("触点", "觸點", "Touchpoint") }
  var emotion: String { word("情绪", "情緒", "Emotion") }
  var axis: String { word("维度", "維度", "Axis") }
  var maximum: String { word("满分", "滿分", "Maximum") }
  var number: String { word("序号", "序號", "No.") }
  var role: String { word("角色", "角色", "Role") }
  var kind: String { word("类型", "類型", "Kind") }
  var next: String { word("下一步", "下一步", "Next") }
  var from: String { word("交出方", "交出方", "From") }
  var to: String { word("接收方", "接收方", "To") }
  var handedOver: String { word("交接内容", "交接內容", "Handed over") }
  var stepKind: String { word("步骤", "步驟", "step") }
  var decisionKind: String { word("判断", "判斷", "decision") }
  var startKind: String { word("开始", "開始", "start") }
  var endKind: String { word("结束", "結束", "end") }
  var semicolon: String { word("；", "；", "; ") }
  var listComma: String { word("、", "、", ", ") }

  func items(_ count: Int) -> String { word("共 \(count) 项", "共 \(count) 項", "\(count) items") }
  func levels(_ count: Int) -> String { word("\(count) 层", "\(count) 層", "\(count) levels") }
  func steps(_ count: Int) -> String { word("共 \(count) 步", "共 \(count) 步", "\(count) steps") }
  func stages(_ count: Int) -> String { word("共 \(count) 个阶段", "共 \(count) 個階段", "\(count) stages") }

  /// How many things have no place in the drawing.
  func leftOut(_ count: Int) -> String {
    word("另有 \(count) 项未画出，见数据表", "另有 \(count) 項未畫出，見資料表", "\(count) more are not drawn; the data table has them")
  }
}

extension ChartText {
  var words: DiagramWords { DiagramWords(style: style) }
}
