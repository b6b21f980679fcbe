extension MutableSpan<Float> {
  /// Copies `source` over the elements from `start` on: one check, then a copy of memory.
  public mutating func replace(from start: Int, with source: Span<Float>) {
    precondition(
      start >= 0 && source.count <= count - start, "\(source.count) elements from \(start) on of \(count)")
    unsafe withUnsafeMutableBufferPointer { target in
      unsafe source.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        unsafe (to + start).update(from: from, count: source.count)
      }
    }
  }
}
