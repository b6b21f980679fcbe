import Synchronization

/// Runs `body(item)` for items `0..<items` on up to `threads` threads and returns the results in the order of the
/// items, so that the number of threads changes nothing.
///
/// - Throws: the error of the first item that has one.
public func orderedMap<Result: Sendable>(
  _ items: Int, threads: Int, _ body: @Sendable (_ item: Int) throws -> Result
) throws -> [Result] {
  let results = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: items))
  forEachInParallel(items, threads: threads) { _, item in
    let result = Swift.Result { try body(item) }
    results.withLock { $0[item] = result }
  }
  return try results.withLock { finished in try finished.compactMap { try $0?.get() } }
}
