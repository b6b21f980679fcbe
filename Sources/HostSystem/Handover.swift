/// Writes values for the process that a copy was made of.
public final class HandoverWriter {
  private let file: Int32
  private var buffer: [UInt8] = []
  private static let capacity = 1 << 16

  init(to file: Int32) { self.file = file }

  public func put(_ number: Int) { withUnsafeBytes(of: number) { append($0) } }

  public func put(_ text: String) { put(Array(text.utf8)) }

  /// Numbers of one kind.
  public func put<Element: BitwiseCopyable>(_ list: [Element]) { list.withUnsafeBytes { put($0) } }

  /// Bytes as they lie in memory, which may be many.
  public func put(_ bytes: UnsafeRawBufferPointer) {
    put(bytes.count)
    append(bytes)
  }

  private func append(_ bytes: UnsafeRawBufferPointer) {
    if buffer.count + bytes.count > Self.capacity { flush() }
    if bytes.count > Self.capacity {
      _ = writeAll(bytes, to: file)
    } else {
      buffer.append(contentsOf: bytes)
    }
  }

  func flush() {
    _ = buffer.withUnsafeBytes { writeAll($0, to: file) }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// What was handed over isn't what was to be.
public struct HandoverError: Error {
  /// For a reader that finds values which don't belong together.
  public init() {}
}

/// Reads what a `HandoverWriter` wrote, and never beyond it; only as long as that is taken.
public struct HandoverReader {
  private var rest: UnsafeRawBufferPointer.SubSequence

  init(_ bytes: UnsafeRawBufferPointer) { rest = bytes[...] }

  /// Whether nothing is left.
  var isAtEnd: Bool { rest.isEmpty }

  public mutating func number() throws(HandoverError) -> Int {
    let size = MemoryLayout<Int>.size
    guard rest.count >= size else { throw HandoverError() }
    defer { rest = rest.dropFirst(size) }
    return UnsafeRawBufferPointer(rebasing: rest).loadUnaligned(as: Int.self)
  }

  /// How many of something follow, of which each takes so many bytes at least.
  public mutating func count(ofAtLeast size: Int) throws(HandoverError) -> Int {
    let count = try number()
    guard (0...rest.count / size).contains(count) else { throw HandoverError() }
    return count
  }

  /// Checks that an array of a shape has so many elements.
  public static func require(_ shape: [Int], of elements: Int) throws(HandoverError) {
    var count = 1
    for length in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflow else { throw HandoverError() }
      count = product
    }
    guard count == elements else { throw HandoverError() }
  }

  public mutating func text() throws(HandoverError) -> String {
    String(decoding: try list(of: UInt8.self), as: UTF8.self)
  }

  /// A text of a message, of which 64 KiB are taken at most.
  public mutating func message() throws(HandoverError) -> String {
    String(decoding: try list(of: UInt8.self).prefix(1 << 16), as: UTF8.self)
  }

  /// Numbers of one kind, for which any bits are a value.
  public mutating func list<Element: BitwiseCopyable>(of type: Element.Type) throws(HandoverError)
    -> [Element]
  {
    let size = try count(ofAtLeast: 1)
    guard size % MemoryLayout<Element>.stride == 0 else { throw HandoverError() }
    defer { rest = rest.dropFirst(size) }
    let bytes = UnsafeRawBufferPointer(rebasing: rest.prefix(size))
    return Array(unsafeUninitializedCapacity: size / MemoryLayout<Element>.stride) { list, count in
      UnsafeMutableRawBufferPointer(list).copyMemory(from: bytes)
      count = size / MemoryLayout<Element>.stride
    }
  }
}
