import Dispatch
import Foundation
import Synchronization

/// Applies `transform` to `0..<count` on more threads than there are cores, for work that waits for a disk most of the
/// time, and returns the results in order.
public func parallelMapWaiting<Result: Sendable>(
  _ count: Int, threads: Int = 8, _ transform: @escaping @Sendable (Int) -> Result
) -> [Result] {
  // A few files are read before a thread has started.
  guard count > 8 * threads else { return parallelMap(count, transform) }
  return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
    // Every index is written exactly once, by the thread that took its batch; the group ends before the buffer does.
    nonisolated(unsafe) let results = buffer.baseAddress!  // count is not 0
    let taken = TakenItems(count: count, batch: max(1, min(16, count / (8 * threads))))
    @Sendable func work() {
      while let items = taken.next() {
        for index in items { (results + index).initialize(to: transform(index)) }
      }
    }
    let group = DispatchGroup()
    for _ in 1..<threads {
      group.enter()
      let thread = Thread {
        work()
        group.leave()
      }
      // As much as a main thread has; the system's choice for others may be less.
      thread.stackSize = 8 << 20
      thread.start()
    }
    work()
    group.wait()
    initialized = count
  }
}

/// Hands out ranges of items to the threads that ask.
private final class TakenItems: Sendable {
  private let position = Atomic(0)
  private let count: Int
  private let batch: Int

  init(count: Int, batch: Int) {
    self.count = count
    self.batch = batch
  }

  func next() -> Range<Int>? {
    let start = position.add(batch, ordering: .relaxed).oldValue
    return start < count ? start..<min(count, start + batch) : nil
  }
}
