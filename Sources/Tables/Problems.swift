import Diagnostics

/// What can be wrong with a data file.
extension Problem {
  static func containerPending(_ name: String) -> Problem {
    Problem(
      "unsupported-file", zh: "还不能读 \(name) 文件", en: "\(name) files cannot be read yet",
      hint: Wording(zh: "另存为 CSV 再放进来", en: "save it as CSV"))
  }
}
