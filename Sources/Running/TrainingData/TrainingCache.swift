import Datasets
import Digests
import ExperimentSpecs
import HostSystem
import Imaging
import Scoring
import SuperResolution

/// What a cache of training images was made from, and what for.
struct TrainingCacheKey: Sendable, Hashable {
  /// The digest of the images in order, 64 hexadecimal digits.
  let digest: String
  /// The upscaling factor.
  let scale: Int
  /// What the network sees.
  let channels: DataSection.Channels
  /// Number of images.
  let count: Int
  /// How images are blurred before they are reduced, or nil.
  var blur: DataSection.Blur?
  /// The smaller scales at which each file is there, too.
  var scales: [Double] = []

  /// How the images are reduced.
  var degradation: Degradation { Degradation(scale: scale, blur: blur) }

  /// The file's name in the folder of caches.
  var fileName: String {
    let reduction =
      "x\(scale)" + (blur.map { "-blur\($0.tag)" } ?? "")
      + (scales.isEmpty ? "" : "-scales" + scaleTag)
    return "images-\(digest.prefix(12))-\(reduction)-\(channels.rawValue).cache"
  }

  /// The first bytes of the file: text, so that a person can tell what it is.
  var header: [UInt8] {
    let order = 1.littleEndian == 1 ? "little" : "big"
    let text = """
      training images, format 2, \(order)-endian
      digest \(digest)
      scale \(scale)
      channels \(channels.rawValue)
      images \(count)\(blur.map { "\nblur \($0.tag)" } ?? "")\(scales.isEmpty ? "" : "\nscales \(scaleTag)")

      """
    return Array(text.utf8) + [UInt8](repeating: 0x0A, count: Self.headerSize - text.utf8.count)
  }

  static let headerSize = 256

  /// The scales as far as names are long, else a digest of them.
  private var scaleTag: String {
    let text = scales.map { "\($0)" }.joined(separator: "-")
    return text.utf8.count <= 40 ? text : String(sha256Hex(of: Array(text.utf8)).prefix(12))
  }
}

/// The images of a large training set in one file, each as a `CompactImage`, so that any can be read by itself.
///
/// Header; the images, each the sharp bytes and then the small Floats; the index, two words an image (extent,
/// checksum); the checksum of the index. An image's checksum is compared when it is read.
struct TrainingCache: Sendable {
  let key: TrainingCacheKey
  private let file: BinaryFile
  private let entries: [Entry]
  /// Where the images begin.
  private let starts: [Int]

  /// An image's line in the index.
  struct Entry: Sendable, Equatable {
    let height, width: Int
    let checksum: UInt64

    init(height: Int, width: Int, checksum: UInt64) {
      (self.height, self.width, self.checksum) = (height, width, checksum)
    }

    init(_ image: CompactImage) {
      var sum = Checksum()
      sum.update(image.sharp)
      sum.update(image.small)
      self.init(height: image.height, width: image.width, checksum: sum.bits)
    }

    /// The entry of two words; nil if no image has such an extent.
    init?(extent: UInt64, checksum: UInt64, _ key: TrainingCacheKey) {
      let height = Int(extent >> 32), width = Int(extent & 0xffff_ffff)
      guard height % key.scale == 0, width % key.scale == 0, height * width <= ByteImage.pixelLimit else {
        return nil
      }
      self.init(height: height, width: width, checksum: checksum)
    }

    var words: [UInt64] { [UInt64(height) << 32 | UInt64(width), checksum] }

    /// Bytes of the image in the file.
    func byteCount(_ key: TrainingCacheKey) -> Int {
      let samples = height * width * key.channels.count
      return samples + samples / (key.scale * key.scale) * 4
    }
  }

  /// Why a file isn't the cache that is wanted, as the end of a sentence.
  struct Unsuitable: Error {
    let reason: String
  }

  /// Opens a finished cache.
  /// - Throws: `Unsuitable` if it is of something else or damaged, `HostError`.
  init(_ path: String, key: TrainingCacheKey) throws {
    file = try BinaryFile(path)
    self.key = key
    var header = [UInt8](repeating: 0, count: TrainingCacheKey.headerSize)
    var words = [UInt64](repeating: 0, count: 2 * key.count + 1)
    let indexStart = try file.size() - words.count * 8
    guard indexStart >= header.count else { throw Unsuitable(reason: "is cut off") }
    try file.read(&header, at: 0)
    guard header == key.header else {
      throw Unsuitable(reason: "was made by another version or from other images")
    }
    try file.read(&words, at: indexStart)
    guard words.removeLast() == Self.checksum(ofIndex: words) else { throw Unsuitable(reason: "is damaged") }
    entries = Self.entries(words, key)
    let starts = Self.starts(of: entries, key)
    guard entries.count == key.count, starts.last == indexStart else {
      throw Unsuitable(reason: "is damaged")
    }
    self.starts = starts
  }

  var extents: [ImageExtent] { entries.map { ImageExtent(height: $0.height, width: $0.width) } }

  /// Reads an image.
  /// - Throws: `DatasetError.cacheDamaged`, after which the cache is gone; `HostError`.
  func image(_ index: Int, axes: inout EnlargementAxes) throws -> CompactImage {
    let entry = entries[index]
    let samples = entry.height * entry.width * key.channels.count
    var sharp = [UInt8](repeating: 0, count: samples)
    var small = [Float](repeating: 0, count: samples / (key.scale * key.scale))
    try file.read(&sharp, at: starts[index])
    try file.read(&small, at: starts[index] + samples)
    let image = CompactImage(
      width: entry.width, height: entry.height, channels: key.channels.count, sharp: sharp, small: small,
      axes: &axes)
    guard Entry(image) == entry else {
      try? removeFile(file.path)
      throw DatasetError.cacheDamaged(path: file.path, image: index + 1)
    }
    return image
  }

  /// The entries of an index, as far as they can be right.
  static func entries(_ words: [UInt64], _ key: TrainingCacheKey) -> [Entry] {
    var entries: [Entry] = []
    for place in stride(from: 0, to: words.count - 1, by: 2) {
      guard let entry = Entry(extent: words[place], checksum: words[place + 1], key) else { break }
      entries.append(entry)
    }
    return entries
  }

  /// Where each image begins, and where the last one ends.
  static func starts(of entries: [Entry], _ key: TrainingCacheKey) -> [Int] {
    entries.reduce(into: [TrainingCacheKey.headerSize]) { starts, entry in
      starts.append(starts[starts.count - 1] + entry.byteCount(key))
    }
  }

  static func checksum(ofIndex words: [UInt64]) -> UInt64 {
    var sum = Checksum()
    sum.update(words)
    return sum.bits
  }
}
