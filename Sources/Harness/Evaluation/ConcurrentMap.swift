import Dispatch
import HostSystem
import Synchronization

/// What `body` makes of each number below `count`, in order, computed by up to `threads` threads that each take the
/// next number left.
func concurrentMap<Value: Sendable>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) -> Value
) -> [Value] {
  let workers = min(threads, count)
  guard workers > 1 else { return (0..<count).map(body) }
  let next = Atomic(0)
  let found = Locked<[Int: Value]>([:])
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    while true {
      let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard item < count else { return }
      let value = body(item)
      found.withValue { $0[item] = value }
    }
  }
  return found.withValue { found in (0..<count).compactMap { found[$0] } }
}
