import HostSystem
import Imaging

/// A cache that isn't complete: the images so far, and their index in a file of its own.
struct CacheGrowth {
  private let file: BinaryFile
  private let index: BinaryFile
  private let key: TrainingCacheKey
  /// The index so far.
  private(set) var entries: [TrainingCache.Entry] = []
  /// Bytes so far.
  private(set) var size: Int

  /// Goes on with what two files hold, or begins anew if that is of something else.
  /// - Throws: `HostError`.
  init(_ path: String, index indexPath: String, key: TrainingCacheKey) throws(HostError) {
    file = try BinaryFile(path, writable: true)
    index = try BinaryFile(indexPath, writable: true)
    self.key = key
    size = key.header.count
    let found = try file.size()
    var header = [UInt8](repeating: 0, count: min(found, key.header.count))
    try file.read(&header, at: 0)
    guard header == key.header else {
      try index.truncate(to: 0)
      if found > 0 { try file.truncate(to: 0) }
      try file.write(key.header, at: 0)
      return
    }
    var words = [UInt64](repeating: 0, count: min(try index.size() / 16, key.count) * 2)
    try index.read(&words, at: 0)
    // What of an image was written before its line in the index is written again.
    for entry in TrainingCache.entries(words, key) {
      guard size + entry.byteCount(key) <= found else { break }
      entries.append(entry)
      size += entry.byteCount(key)
    }
  }

  /// Appends an image, then its line in the index.
  /// - Throws: `HostError`.
  mutating func append(_ image: CompactImage) throws(HostError) {
    let entry = TrainingCache.Entry(image)
    try file.write(image.sharp, at: size)
    try file.write(image.small, at: size + image.sharp.count)
    try index.write(entry.words, at: entries.count * 16)
    entries.append(entry)
    size += entry.byteCount(key)
  }

  /// Appends the index and gives the file its name.
  /// - Throws: `HostError`.
  func finish(as path: String) throws(HostError) {
    let words = entries.flatMap(\.words)
    let tail = words + [TrainingCache.checksum(ofIndex: words)]
    try file.write(tail, at: size)
    try file.truncate(to: size + tail.count * 8)
    try file.install(as: path)
  }
}
