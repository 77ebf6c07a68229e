/// Two things that were bought together.
public struct ItemPair: Sendable, Equatable {
  /// Codes of the items; the first is the smaller.
  public var first: Int
  public var second: Int
  /// Baskets with both, with the first, with the second, and all.
  public var together: Int
  public var withFirst: Int
  public var withSecond: Int
  public var baskets: Int

  /// The share of all baskets that have both.
  public var support: Double { Double(together) / Double(baskets) }
  /// The share of the baskets with the first that have the second too.
  public var confidence: Double { Double(together) / Double(withFirst) }
  /// The share of the baskets with the second that have the first too.
  public var reverseConfidence: Double { Double(together) / Double(withSecond) }
  /// How many times as often both are together as chance would have them.
  public var lift: Double { Double(together) * Double(baskets) / (Double(withFirst) * Double(withSecond)) }
  /// Baskets that chance would give both to.
  public var expected: Double { Double(withFirst) * Double(withSecond) / Double(baskets) }
}

/// All pairs of items that share a basket, in order of their codes (Agrawal, Imielinski and Swami, "Mining Association
/// Rules between Sets of Items in Large Databases", 1993).
///
/// Line `i` puts item `items[i]` into basket `baskets[i]`; both count from 0, and a negative code is left out. An item
/// counts once for a basket. Baskets with more than 100 different items, which are no household's, count for the single
/// items but not for pairs.
public func itemPairs(baskets: [Int32], items: [Int32]) -> [ItemPair] {
  precondition(baskets.count == items.count, "every line has a basket and an item")
  var basketCount = 0
  var itemCount = 0
  for index in baskets.indices where baskets[index] >= 0 && items[index] >= 0 {
    basketCount = max(basketCount, Int(baskets[index]) + 1)
    itemCount = max(itemCount, Int(items[index]) + 1)
  }
  guard basketCount > 0 else { return [] }
  // Lines by basket, by counting.
  var starts = [Int32](repeating: 0, count: basketCount + 1)
  for index in baskets.indices where baskets[index] >= 0 && items[index] >= 0 { starts[Int(baskets[index]) + 1] += 1 }
  for index in 1...basketCount { starts[index] += starts[index - 1] }
  var next = starts
  var grouped = [Int32](repeating: 0, count: Int(starts[basketCount]))
  for index in baskets.indices where baskets[index] >= 0 && items[index] >= 0 {
    let basket = Int(baskets[index])
    grouped[Int(next[basket])] = items[index]
    next[basket] += 1
  }

  var single = [Int](repeating: 0, count: itemCount)
  var used = 0
  let isDense = itemCount <= 1500
  var dense = [Int32](repeating: 0, count: isDense ? itemCount * itemCount : 0)
  var sparse: [Int: Int32] = [:]
  var basket: [Int32] = []
  for index in 0..<basketCount {
    let lines = Int(starts[index])..<Int(starts[index + 1])
    if lines.isEmpty { continue }
    used += 1
    if lines.count == 1 {
      single[Int(grouped[lines.lowerBound])] += 1
      continue
    }
    basket.removeAll(keepingCapacity: true)
    for item in grouped[lines].sorted() where basket.last != item { basket.append(item) }
    for item in basket { single[Int(item)] += 1 }
    if basket.count > 100 { continue }
    for a in basket.indices.dropLast() {
      for b in (a + 1)..<basket.count {
        let key = Int(basket[a]) * itemCount + Int(basket[b])
        if isDense { dense[key] += 1 } else { sparse[key, default: 0] += 1 }
      }
    }
  }
  func pair(_ key: Int, _ count: Int32) -> ItemPair {
    let (first, second) = (key / itemCount, key % itemCount)
    return ItemPair(
      first: first, second: second, together: Int(count), withFirst: single[first], withSecond: single[second],
      baskets: used)
  }
  if isDense { return dense.indices.lazy.filter { dense[$0] > 0 }.map { pair($0, dense[$0]) } }
  return sparse.sorted { $0.key < $1.key }.map { pair($0.key, $0.value) }
}
