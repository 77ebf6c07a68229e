import Values

/// The words of the scripts, as JSON in an attribute: keys of `deck.js` and `quiz.js` are strings with `deck-` and `quiz-` before
/// them.
extension Strings {
  var quizScriptWords: String { words("quiz-") }

  var deckScriptWords: String {
    words("deck-") { json in
      json.key("helpList")
      json.beginArray()
      let keys = [
        ("→ ↓ PageDown", "next"), ("← ↑ PageUp", "previous"), ("O", "overview"), ("P", "presenter"), ("B", "blank"),
        ("F", "fullscreen"), ("?", "help"),
      ]
      for (sign, key) in keys {
        json.beginArray()
        json.string(sign)
        json.string(self["deck-" + key])
        json.endArray()
      }
      json.endArray()
    }
  }

  private func words(_ prefix: String, _ more: (inout JSONWriter) -> Void = { _ in }) -> String {
    var json = JSONWriter()
    json.beginObject()
    for key in keys.filter({ $0.hasPrefix(prefix) }).sorted() {
      json.member(String(key.dropFirst(prefix.count)), self[key])
    }
    more(&json)
    json.endObject()
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
