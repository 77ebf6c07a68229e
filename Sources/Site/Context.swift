import HTML
import Mustache

/// What a template is filled with: named texts, truth values, lists and nested contexts, in the order they were set.
struct Context: ExpressibleByDictionaryLiteral, Sendable {
  indirect enum Item: Sendable {
    case text(String)
    case markup(Markup)
    case flag(Bool)
    case texts([String])
    case object(Context)
    case list([Context])
  }

  private(set) var pairs: [(key: String, value: Item)] = []

  init() {}

  init(dictionaryLiteral elements: (String, Any)...) {
    pairs.reserveCapacity(elements.count + 16)
    for (key, value) in elements { self[key] = value }
  }

  /// Texts, markup, integers, truth values, lists of texts, contexts and lists of contexts; anything else is left out.
  subscript(key: String) -> Any? {
    get {
      guard let pair = pairs.first(where: { $0.key == key }) else { return nil }
      switch pair.value {
      case .text(let text): return text
      case .markup(let markup): return markup
      case .flag(let flag): return flag
      case .texts(let texts): return texts
      case .object(let context): return context
      case .list(let list): return list
      }
    }
    set {
      let value: Item
      switch newValue {
      case let text as String: value = .text(text)
      case let markup as Markup: value = .markup(markup)
      case let flag as Bool: value = .flag(flag)
      case let number as Int: value = .text(String(number))
      case let context as Context: value = .object(context)
      case let list as [Context]: value = .list(list)
      case let texts as [String]: value = .texts(texts)
      default: return
      }
      set(key, value)
    }
  }

  /// What the subscript does, without finding out the type first; for what every page sets.
  mutating func set(_ key: String, _ value: Item) {
    if let place = pairs.firstIndex(where: { $0.key == key }) {
      pairs[place].value = value
    } else {
      pairs.append((key, value))
    }
  }

  mutating func set(_ key: String, _ text: String) { set(key, .text(text)) }

  /// The context with some keys absent.
  func without(_ keys: Set<String>) -> Context {
    var result = self
    result.pairs.removeAll { keys.contains($0.key) }
    return result
  }

  // MARK: Shape

  /// Appends what decides which parts of a template appear: names, kinds, truth values and lengths, not the texts.
  func appendShape(to bytes: inout [UInt8]) {
    for (key, value) in pairs {
      bytes.append(contentsOf: key.utf8)
      switch value {
      case .text, .markup: bytes.append(0x01)
      case .flag(let flag): bytes.append(flag ? 0x02 : 0x03)
      case .texts(let texts):
        bytes.append(0x04)
        bytes.append(contentsOf: String(texts.count).utf8)
      case .object(let context):
        bytes.append(0x05)
        context.appendShape(to: &bytes)
      case .list(let list):
        bytes.append(0x06)
        for context in list {
          bytes.append(0x07)
          context.appendShape(to: &bytes)
        }
      }
      bytes.append(0x00)
    }
  }

  enum Leaf {
    case text(String)
    case markup(Markup)
  }

  /// Appends every text and markup in the order of the shape.
  func appendLeaves(to leaves: inout [Leaf]) {
    for (_, value) in pairs {
      switch value {
      case .text(let text): leaves.append(.text(text))
      case .markup(let markup): leaves.append(.markup(markup))
      case .flag: break
      case .texts(let texts): leaves += texts.map(Leaf.text)
      case .object(let context): context.appendLeaves(to: &leaves)
      case .list(let list): for context in list { context.appendLeaves(to: &leaves) }
      }
    }
  }

  /// The context with a mark in place of every text and markup, numbered in the order of the shape.
  func marked(_ count: inout Int) -> MarkedContext {
    var children: [String: Any] = [:]
    for (key, value) in pairs {
      func mark() -> String {
        defer { count += 1 }
        return Skeleton.mark(count)
      }
      switch value {
      case .text, .markup: children[key] = mark()
      case .flag(let flag): children[key] = flag
      case .texts(let texts): children[key] = texts.map { _ in mark() }
      case .object(let context): children[key] = context.marked(&count)
      case .list(let list): children[key] = list.map { $0.marked(&count) }
      }
    }
    return MarkedContext(children: children)
  }
}

/// A context as swift-mustache looks it up. A class of our own, because a cast from a dictionary to `MustacheParent`
/// has to prove a conditional conformance every time.
final class MarkedContext: MustacheParent {
  private var children: [String: Any]

  init(children: [String: Any]) { self.children = children }

  func add(_ key: String, _ value: Any) { children[key] = value }

  func child(named name: String) -> Any? { children[name] }
}
