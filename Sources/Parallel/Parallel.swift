import Dispatch

/// Applies `transform` to `0..<count` on all cores and returns the results in order.
///
/// The work is cut into more batches than there are cores, so that uneven items spread; results are written to their
/// own places, without a lock.
public func parallelMap<Result: Sendable>(
  _ count: Int, minimumBatch: Int = 1, _ transform: @Sendable (Int) -> Result
) -> [Result] {
  guard count > minimumBatch else { return (0..<count).map(transform) }
  let batch = max(minimumBatch, count / 64, 1)
  let batches = (count + batch - 1) / batch
  return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
    // Every index is written exactly once, by the one batch that holds it.
    nonisolated(unsafe) let results = buffer
    DispatchQueue.concurrentPerform(iterations: batches) { number in
      for index in number * batch..<min(count, (number + 1) * batch) {
        (results.baseAddress! + index).initialize(to: transform(index))
      }
    }
    initialized = count
  }
}

extension Array where Element: Sendable {
  /// `map` on all cores, in order.
  public func parallelMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
    Parallel.parallelMap(count) { transform(self[$0]) }
  }
}
