import Tensors

/// What a network is given of an image and the sharp image, `[C, H, W]` each, values 0…1.
public struct TrainingImage: Sendable {
  let input: [Float], target: [Float]
  let channels, height, width: Int

  /// Pairs two images of the same shape, or a target that is `enlargement` times as high and wide.
  public init(input: Tensor, target: Tensor, enlargement: Int = 1) {
    precondition(input.shape.count == 3 && target.shape.count == 3, "\(input.shape) against \(target.shape)")
    (channels, height, width) = (target.shape[0], target.shape[1], target.shape[2])
    precondition(
      input.shape == [channels, height / enlargement, width / enlargement],
      "\(input.shape) against \(target.shape), \(enlargement) times as large")
    self.input = interleaved(input.elements, channels: channels)
    self.target = interleaved(target.elements, channels: channels)
  }
}

/// The sub-images that a set of training images is cut into: windows at every `stride`, row by row.
///
/// Windows are cut, turned and mirrored when they are used; memory is that of the images, or of two groups of them where
/// they are read from a file.
/// - Source: section 4.1, "f_sub = 33", stride 14; the authors' generate_train.m.
public struct SubImages: Sendable {
  /// Pixels of the images that are mixed with one another; a larger set is gone through in groups of at most so many,
  /// so that no more than two groups need to be in memory at a time.
  public static let pixelsPerGroup = 1 << 26

  private let images: any TrainingImages
  /// The images' sizes.
  package let extents: [ImageExtent]
  private let stride: Int
  private let orientations: [Orientation]
  private let pixelsPerGroup: Int
  /// Rows and columns of a sub-image, as it is cut from the sharp image.
  public let size: Int
  /// Rows and columns of what a network is given of it.
  public var inputSize: Int { size / images.enlargement }
  /// Number of sub-images.
  public let count: Int

  /// Cuts images that are in memory, of `channels` channels; one smaller than `size` gives no sub-image.
  public init(
    images: [TrainingImage], channels: Int, size: Int, stride: Int,
    pixelsPerGroup: Int = Self.pixelsPerGroup
  ) {
    self.init(
      images: PlanesInMemory(images, channels: channels), size: size, stride: stride,
      pixelsPerGroup: pixelsPerGroup)
  }

  /// Cuts images that are kept anywhere; one smaller than `size` gives no sub-image.
  /// - Parameter orientations: how each sub-image is laid; it counts once for each.
  public init(
    images: any TrainingImages, size: Int, stride: Int, orientations: [Orientation] = [.upright],
    pixelsPerGroup: Int = Self.pixelsPerGroup
  ) {
    precondition(!orientations.isEmpty, "sub-images that are laid no way")
    precondition(size > 0 && stride > 0, "sub-images of \(size) at stride \(stride)")
    precondition(
      size % images.enlargement == 0 && stride % images.enlargement == 0,
      "sub-images of \(size) at stride \(stride), enlarged \(images.enlargement) times")
    precondition(pixelsPerGroup > 0, "groups of \(pixelsPerGroup) pixels")
    self.images = images
    self.size = size
    self.stride = stride
    self.orientations = orientations
    self.pixelsPerGroup = pixelsPerGroup
    extents = images.extents
    count = extents.reduce(0) {
      $0 + Self.windows($1.height, size, stride) * Self.windows($1.width, size, stride) * orientations.count
    }
  }

  public var channels: Int { images.channels }

  /// Images that are too small to give a sub-image.
  public var imagesWithoutSubImages: [Int] { extents.indices.filter { count(ofImage: $0) == 0 } }

  func count(ofImage image: Int) -> Int {
    Self.windows(extents[image].height, size, stride) * Self.windows(extents[image].width, size, stride)
      * orientations.count
  }

  private static func windows(_ extent: Int, _ size: Int, _ stride: Int) -> Int {
    extent < size ? 0 : (extent - size) / stride + 1
  }

  /// The images of each group that an epoch goes through, in order.
  ///
  /// A set of up to `pixelsPerGroup` pixels is one group, in its own order. A larger one is put in a random order, a
  /// fresh one an epoch, and cut into groups of about the same number of pixels.
  func groups(epoch: Int, seed: UInt64) -> [[Int32]] {
    let total = extents.reduce(0) { $0 + $1.height * $1.width }
    let groupCount = max(1, (total - 1) / pixelsPerGroup + 1)
    guard groupCount > 1 else { return [(0..<Int32(extents.count)).map { $0 }] }
    var random = RandomStream(seed: seed, purpose: "order of images", index: UInt64(epoch))
    var groups = [[Int32]](repeating: [], count: groupCount)
    var pixels = 0
    for image in random.permutation(of: extents.count) {
      let extent = extents[Int(image)]
      groups[min(groupCount - 1, pixels * groupCount / total)].append(image)
      pixels += extent.height * extent.width
    }
    return groups
  }

  /// Hands over each image whole, in order: what a network is given of it and the sharp one, `[H, W, C]`, values 0…1. One is in
  /// memory at a time.
  /// - Throws: what keeps an image from being read, or what `body` throws.
  public func forEachImage(
    _ body: (_ image: Int, _ extent: ImageExtent, _ input: [Float], _ target: [Float]) throws -> Void
  ) throws {
    for (index, extent) in extents.enumerated() {
      let image = try images.load([Int32(index)]).images()
      let whole = image.whole(extent, channels: channels, enlargement: images.enlargement)
      try body(index, extent, whole.input, whole.target)
    }
  }

  /// Begins to bring a group to memory.
  func load(_ group: [Int32]) -> any LoadingImages { images.load(group) }

  /// The sum of x x^T over windows x `[H, W, C]` of `side` pixels a side of the first 1,024 inputs in a seed's order, two
  /// thirds of their side apart.
  /// - Throws: what keeps the images from being read.
  package func inputMoments(side: Int, seed: UInt64) throws -> [Double] {
    var order = SubImageOrder(self, seed: seed)
    let batch = try order.batch(at: 0, count: min(count, 1024))
    let size = inputSize, row = size * channels
    let rowCount = side * channels, elements = rowCount * side
    var sum = [Double](repeating: 0, count: elements * elements)
    var image = [Float](repeating: 0, count: size * row)
    var target = [Float](repeating: 0, count: self.size * self.size * channels)
    var window = [Double](repeating: 0, count: elements)
    for sample in 0..<batch.count {
      do {
        var input = image.mutableSpan, output = target.mutableSpan
        batch.copy(sample, input: &input, target: &output, targetSize: self.size)
      }
      for top in Swift.stride(from: 0, through: size - side, by: max(1, side * 2 / 3)) {
        for left in Swift.stride(from: 0, through: size - side, by: max(1, side * 2 / 3)) {
          for y in 0..<side {
            for x in 0..<rowCount {
              window[y * rowCount + x] = Double(image[(top + y) * row + left * channels + x])
            }
          }
          for i in 0..<elements {
            for j in 0..<elements { sum[i * elements + j] += window[i] * window[j] }
          }
        }
      }
    }
    return sum
  }

  /// The windows of a group's images, row by row, each in every orientation; `image` counts within the group.
  func windows(of group: [Int32]) -> [SubImageWindow] {
    group.enumerated().flatMap { index, image in
      let extent = extents[Int(image)]
      return Swift.stride(from: 0, through: extent.height - size, by: stride).flatMap { top in
        Swift.stride(from: 0, through: extent.width - size, by: stride).flatMap { left in
          orientations.map {
            SubImageWindow(image: Int32(index), top: Int32(top), left: Int32(left), orientation: $0)
          }
        }
      }
    }
  }
}

/// Where a sub-image is, and how it is laid.
struct SubImageWindow: Sendable {
  let image, top, left: Int32
  let orientation: Orientation
}
