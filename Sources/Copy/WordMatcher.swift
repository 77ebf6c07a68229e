/// Finds all of many words in one pass over a text (Aho and Corasick 1975).
struct WordMatcher {
  private var next: [UInt64: Int32] = [:]
  /// Where to go on when a state has no way for a character.
  private var fallback: [Int32] = [0]
  /// The words that end in a state, by number.
  private var ends: [[Int32]] = [[]]
  private var lengths: [Int] = []
  /// Whether any word holds the character: most characters of a text are in none.
  private var alphabet: Set<UInt32> = []

  init(_ words: [[UInt32]]) {
    for (number, word) in words.enumerated() {
      lengths.append(word.count)
      var state: Int32 = 0
      for scalar in word {
        alphabet.insert(scalar)
        let key = WordMatcher.key(state, scalar)
        if let known = next[key] {
          state = known
        } else {
          next[key] = Int32(ends.count)
          state = Int32(ends.count)
          ends.append([])
          fallback.append(0)
        }
      }
      if state != 0 { ends[Int(state)].append(Int32(number)) }
    }
    link()
  }

  /// Sets the fallbacks, states in order of their depth.
  private mutating func link() {
    var children: [[(scalar: UInt32, state: Int32)]] = Array(repeating: [], count: ends.count)
    for (key, state) in next { children[Int(key >> 32)].append((UInt32(truncatingIfNeeded: key), state)) }
    var queue = children[0].map(\.state).sorted()
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      for (scalar, child) in children[Int(state)].sorted(by: { $0.state < $1.state }) {
        var back = fallback[Int(state)]
        while back != 0, next[WordMatcher.key(back, scalar)] == nil { back = fallback[Int(back)] }
        fallback[Int(child)] = next[WordMatcher.key(back, scalar)] ?? 0
        ends[Int(child)] += ends[Int(fallback[Int(child)])]
        queue.append(child)
      }
    }
  }

  private static func key(_ state: Int32, _ scalar: UInt32) -> UInt64 { UInt64(UInt32(bitPattern: state)) << 32 | UInt64(scalar) }

  /// Calls `found` with the number of a word and where it stands in the text, by the order of their ends.
  func match(_ text: [UInt32], _ found: (_ word: Int, _ range: Range<Int>) -> Void) {
    var state: Int32 = 0
    for (place, scalar) in text.enumerated() {
      guard alphabet.contains(scalar) else {
        state = 0
        continue
      }
      while true {
        if let way = next[WordMatcher.key(state, scalar)] {
          state = way
          break
        }
        if state == 0 { break }
        state = fallback[Int(state)]
      }
      for word in ends[Int(state)] { found(Int(word), place + 1 - lengths[Int(word)]..<place + 1) }
    }
  }
}
