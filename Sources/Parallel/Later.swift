import Dispatch
import Synchronization

/// A value worked out on another thread while the caller does something else.
public final class Later<Value: Sendable>: Sendable {
  private let result = Mutex<Value?>(nil)
  private let group = DispatchGroup()

  /// Starts the work.
  public init(_ work: @escaping @Sendable () -> Value) {
    DispatchQueue.global().async(group: group) { [self] in
      let value = work()
      result.withLock { $0 = value }
    }
  }

  /// The value; waits until it is there.
  public func value() -> Value {
    group.wait()
    guard let value = result.withLock({ $0 }) else { preconditionFailure("the group is left after the value is set") }
    return value
  }
}

/// Frees a large value on another thread, so that the caller need not wait. A process that ends leaves it to the system.
public func freeLater<Value: Sendable>(_ value: consuming Value) {
  let held = Mutex<Value?>(value)
  DispatchQueue.global(qos: .utility).async { held.withLock { $0 = nil } }
}
