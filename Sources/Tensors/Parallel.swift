import Dispatch
import Synchronization

/// Runs `body(worker, item)` for every item, on up to `threads` threads that each take the next item left.
///
/// Which worker gets which item varies from run to run: results may depend on the item alone.
func forEachInParallel(
  _ items: Int, threads: Int, _ body: @Sendable (_ worker: Int, _ item: Int) -> Void
) {
  let workers = min(threads, items)
  guard workers > 1 else {
    for item in 0..<items { body(0, item) }
    return
  }
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: workers) { worker in
    while true {
      let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard item < items else { return }
      body(worker, item)
    }
  }
}

/// Memory of `Float`s with a stable address, zero at first, shared by the threads of one call.
///
/// - Warning: whoever hands out parts of it sees to it that no two threads write the same part.
final class FloatBuffer: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  init(count: Int) {
    self.count = count
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(1, count) * 4, alignment: 64)
    base = unsafe bytes.initializeMemory(as: Float.self, repeating: 0, count: max(1, count))
  }

  deinit { unsafe base.deallocate() }

  func part(_ index: Int, of size: Int) -> UnsafeMutableBufferPointer<Float> {
    precondition(index >= 0 && (index + 1) * size <= count, "part \(index) of \(size) floats isn't there")
    return unsafe UnsafeMutableBufferPointer(start: base + index * size, count: size)
  }
}
