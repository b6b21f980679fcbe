import Tensors

/// Goes through sub-images in the order of a seed, and sees to it that the images of the next ones are being read.
///
/// The order is a pure function of the seed, the epoch and the extents of the images: groups of images in order, and
/// the sub-images of a group in a random permutation. A set of one group is thus one permutation an epoch.
struct SubImageOrder {
  private let subImages: SubImages
  private let seed: UInt64
  private var epoch: Epoch
  private var current: Group?
  /// The group after the current one, on its way to memory.
  private var next: (place: Place, loading: any LoadingImages)?

  /// An epoch's groups of images, and before how many sub-images each begins; the last number is their count.
  private struct Epoch {
    let number: Int
    let groups: [[Int32]]
    let starts: [Int]
  }

  private struct Place: Equatable {
    var epoch, group: Int
  }

  private struct Group {
    var place: Place
    let content: SubImageGroup
    /// The sub-images in the epoch's order.
    var order: [Int32]
  }

  init(_ subImages: SubImages, seed: UInt64) {
    precondition(subImages.count > 0, "no sub-images")
    self.subImages = subImages
    self.seed = seed
    epoch = Self.epoch(0, subImages, seed)
  }

  /// The `count` sub-images after `position` of them, counted over all epochs.
  /// - Throws: whatever keeps the images from being read.
  mutating func batch(at position: Int, count: Int) throws -> SubImageBatch {
    var batch = SubImageBatch(
      size: subImages.size, inputSize: subImages.inputSize, channels: subImages.channels)
    while batch.count < count {
      let (epoch, offset) = (position + batch.count).quotientAndRemainder(dividingBy: subImages.count)
      let (group, start) = try enter(epoch: epoch, offset: offset)
      let taken = group.order.dropFirst(offset - start).prefix(count - batch.count)
      batch.append(taken, of: group.content)
    }
    return batch
  }

  /// Makes the group that holds sub-image `offset` of an epoch the current one.
  /// - Returns: the group, and the number of the epoch's sub-images before it.
  private mutating func enter(epoch number: Int, offset: Int) throws -> (group: Group, start: Int) {
    if epoch.number != number { epoch = Self.epoch(number, subImages, seed) }
    let index = (epoch.starts.firstIndex { $0 > offset } ?? 1) - 1
    let place = Place(epoch: number, group: index)
    if let current, current.place == place { return (current, epoch.starts[index]) }
    let group = try Group(place: place, content: content(at: place), order: order(of: place))
    current = group
    next = following(place).map { ($0, subImages.load(images(at: $0))) }
    return (group, epoch.starts[index])
  }

  private func content(at place: Place) throws -> SubImageGroup {
    if epoch.groups.count == 1, let current { return current.content }
    let images = images(at: place)
    let loading = if let next, next.place == place { next.loading } else { subImages.load(images) }
    return SubImageGroup(
      windows: subImages.windows(of: images), numbers: images, images: try loading.images())
  }

  /// A fresh stream a group; that of the first is the epoch's.
  private func order(of place: Place) -> [Int32] {
    var random = RandomStream(
      seed: seed, purpose: "order", index: UInt64(place.epoch) | UInt64(place.group) << 32)
    return random.permutation(of: epoch.starts[place.group + 1] - epoch.starts[place.group])
  }

  /// What is needed after a group; nil if that is the same again.
  private func following(_ place: Place) -> Place? {
    guard epoch.groups.count > 1 else { return nil }
    let isLast = place.group + 1 == epoch.groups.count
    return isLast
      ? Place(epoch: place.epoch + 1, group: 0) : Place(epoch: place.epoch, group: place.group + 1)
  }

  private func images(at place: Place) -> [Int32] {
    (place.epoch == epoch.number ? epoch.groups : subImages.groups(epoch: place.epoch, seed: seed))[
      place.group]
  }

  private static func epoch(_ number: Int, _ subImages: SubImages, _ seed: UInt64) -> Epoch {
    let groups = subImages.groups(epoch: number, seed: seed)
    let starts = groups.reduce(into: [0]) { starts, group in
      starts.append(group.reduce(starts[starts.count - 1]) { $0 + subImages.count(ofImage: Int($1)) })
    }
    return Epoch(number: number, groups: groups, starts: starts)
  }
}

/// The windows of a group of images, and the images in memory.
final class SubImageGroup: Sendable {
  let windows: [SubImageWindow]
  /// Which of all images each of the group is.
  let numbers: [Int32]
  let images: any LoadedImages

  init(windows: [SubImageWindow], numbers: [Int32], images: any LoadedImages) {
    self.windows = windows
    self.numbers = numbers
    self.images = images
  }
}

/// Where a sub-image of a batch is, and how it is laid once it is cut.
public struct SubImagePosition: Sendable, Equatable {
  /// The image, as `SubImages.forEachImage` counts them.
  public let image: Int
  /// The first row and column.
  public let top, left: Int
  /// How input and target are laid.
  public let orientation: Orientation
}

/// The sub-images of one step, of one group of images or of several.
///
/// Whoever keeps the images cuts them by ``positions``; for whoever doesn't, ``copy(_:input:target:targetSize:)`` has the
/// same pixels.
public struct SubImageBatch: Sendable {
  /// Rows and columns of a sub-image, as it is cut from the sharp image.
  public let size: Int
  /// Rows and columns of what a network is given of it.
  public let inputSize: Int
  public let channels: Int
  /// Sub-images.
  public private(set) var count = 0
  private var parts: [(group: SubImageGroup, order: ArraySlice<Int32>)] = []

  init(size: Int, inputSize: Int, channels: Int) {
    self.size = size
    self.inputSize = inputSize
    self.channels = channels
  }

  mutating func append(_ order: ArraySlice<Int32>, of group: SubImageGroup) {
    parts.append((group, order))
    count += order.count
  }

  /// Where each sub-image is, in order.
  public var positions: [SubImagePosition] {
    parts.flatMap { group, order in
      order.map {
        let window = group.windows[Int($0)]
        return SubImagePosition(
          image: Int(group.numbers[Int(window.image)]), top: Int(window.top), left: Int(window.left),
          orientation: window.orientation)
      }
    }
  }

  /// Copies a sub-image: the input `[inputSize, inputSize, C]`, of the target the central part of `targetSize` rows and
  /// columns. Several threads may do so at once.
  public func copy(
    _ sample: Int, input: inout MutableSpan<Float>, target: inout MutableSpan<Float>, targetSize: Int
  ) {
    var sample = sample
    for (group, order) in parts {
      guard sample < order.count else {
        sample -= order.count
        continue
      }
      let window = group.windows[Int(order[order.startIndex + sample])]
      let (image, top, left) = (Int(window.image), Int(window.top), Int(window.left))
      let factor = size / inputSize
      group.images.copyInput(image, top: top / factor, left: left / factor, side: inputSize, into: &input)
      let margin = (size - targetSize) / 2
      group.images.copyTarget(image, top: top + margin, left: left + margin, side: targetSize, into: &target)
      if window.orientation != .upright {
        window.orientation.lay(&input, side: inputSize, channels: channels)
        window.orientation.lay(&target, side: targetSize, channels: channels)
      }
      return
    }
  }
}
