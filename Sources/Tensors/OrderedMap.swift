import Synchronization

/// What `body` makes of the items `0..<items` on up to `threads` threads, in the order of the items, so that the number
/// of threads changes nothing.
public func concurrentMap<Value: Sendable>(
  _ items: Int, threads: Int, _ body: @Sendable (_ item: Int) -> Value
) -> [Value] {
  let values = Mutex([Value?](repeating: nil, count: items))
  forEachInParallel(items, threads: threads) { _, item in
    let value = body(item)
    values.withLock { $0[item] = value }
  }
  return values.withLock { $0.compactMap { $0 } }
}

/// The same of a `body` that may fail.
///
/// - Throws: the error of the first item that has one.
public func orderedMap<Value: Sendable>(
  _ items: Int, threads: Int, _ body: @Sendable (_ item: Int) throws -> Value
) throws -> [Value] {
  try concurrentMap(items, threads: threads) { item in Result { try body(item) } }.map { try $0.get() }
}
