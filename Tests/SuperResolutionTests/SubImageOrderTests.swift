import Tensors
import Testing

@testable import SuperResolution

@Suite struct SubImageOrderTests {
  /// Seven images of different sizes; each pixel has a number of its own.
  private func images() -> [TrainingImage] {
    (0..<7).map { index in
      let (height, width) = (6 + index, 11 - index)
      let pixels = (0..<height * width).map { Float(index * 1000 + $0) }
      let image = Tensor(shape: [1, height, width], elements: pixels)
      return TrainingImage(input: image, target: image)
    }
  }

  private func subImages(pixelsPerGroup: Int) -> SubImages {
    SubImages(images: images(), channels: 1, size: 3, stride: 2, pixelsPerGroup: pixelsPerGroup)
  }

  /// The first pixels of sub-images in order, in steps of `batch`.
  private func order(
    _ subImages: SubImages, from start: Int = 0, count: Int, batch: Int, seed: UInt64 = 1
  ) throws -> [Float] {
    var order = SubImageOrder(subImages, seed: seed)
    var found: [Float] = []
    for position in stride(from: start, to: start + count, by: batch) {
      let batch = try order.batch(at: position, count: batch)
      for sample in 0..<batch.count {
        var input = [Float](repeating: 0, count: 9), target: [Float] = [0]
        var inputSpan = input.mutableSpan, targetSpan = target.mutableSpan
        batch.copy(sample, input: &inputSpan, target: &targetSpan, targetSize: 1)
        #expect(target[0] == input[4])
        found.append(input[0])
      }
    }
    return found
  }

  @Test func `a set of one group is one permutation of all its sub-images an epoch`() throws {
    let set = subImages(pixelsPerGroup: SubImages.pixelsPerGroup)
    let windows = set.windows(of: (0..<7).map { $0 })
    #expect(windows.count == set.count)
    for epoch in 0..<3 {
      var random = RandomStream(seed: 9, purpose: "order", index: UInt64(epoch))
      let expected = random.permutation(of: set.count).map { index in
        let window = windows[Int(index)]
        return Float(Int(window.image) * 1000 + Int(window.top) * (11 - Int(window.image)) + Int(window.left))
      }
      #expect(
        try order(set, from: epoch * set.count, count: set.count, batch: set.count, seed: 9) == expected)
    }
  }

  @Test(arguments: [1, 100, 200, 250])
  func `an epoch of several groups has every sub-image once, in an order of its own`(pixels: Int) throws {
    let set = subImages(pixelsPerGroup: pixels)
    let all = try order(subImages(pixelsPerGroup: .max), count: set.count, batch: set.count).sorted()
    let epochs = try (0..<3).map { try order(set, from: $0 * set.count, count: set.count, batch: set.count) }
    for epoch in epochs { #expect(epoch.sorted() == all) }
    #expect(Set(epochs).count == 3)
    #expect(try order(set, count: set.count, batch: set.count, seed: 2) != epochs[0])
  }

  @Test(arguments: [1, 100, 250])
  func `the order is the same in steps of any size, and from any place on`(pixels: Int) throws {
    let set = subImages(pixelsPerGroup: pixels)
    let count = 3 * set.count / 60 * 60
    let whole = try order(set, count: count, batch: count)
    #expect(try order(set, count: count, batch: 5) == whole)
    for start in stride(from: 0, to: count, by: 7) {
      #expect(
        try order(set, from: start, count: 30, batch: 10).prefix(count - start) == whole[start...].prefix(30))
    }
  }

  @Test func `groups are of about the same size, and none is larger than asked by more than an image`() {
    let set = subImages(pixelsPerGroup: 160)
    for epoch in 0..<4 {
      let groups = set.groups(epoch: epoch, seed: 3)
      #expect(groups.count == 3)
      #expect(groups.flatMap { $0 }.sorted() == [Int32](0..<7))
      for group in groups {
        let pixels = group.map { (6 + Int($0)) * (11 - Int($0)) }
        #expect(pixels.reduce(0, +) <= 160 + 72)
      }
    }
  }

  @Test
  func
    `the next group is asked for when a group begins, and an epoch's last group asks for the next epoch's`()
    throws
  {
    let source = CountingImages(images: PlanesInMemory(images(), channels: 1))
    let set = SubImages(images: source, size: 3, stride: 2, pixelsPerGroup: 250)
    let groups = (0..<2).map { set.groups(epoch: $0, seed: 1) }
    var order = SubImageOrder(set, seed: 1)
    _ = try order.batch(at: 0, count: 1)
    #expect(source.asked == Array(groups[0][0...1]))
    _ = try order.batch(at: set.count - 1, count: 1)
    #expect(source.asked.last == groups[1][0])
    let before = source.asked.count
    _ = try order.batch(at: set.count, count: 1)
    #expect(source.asked.count == before + 1)
  }

  @Test func `images that can't be read end the step, which can be asked for again`() throws {
    let source = CountingImages(images: PlanesInMemory(images(), channels: 1), failsAt: 2)
    let set = SubImages(images: source, size: 3, stride: 2, pixelsPerGroup: 250)
    var order = SubImageOrder(set, seed: 1)
    _ = try order.batch(at: 0, count: 1)
    #expect(throws: CountingImages.Failure.self) { try order.batch(at: set.count - 1, count: 1) }
    for position in [1, set.count - 1] {
      var other = SubImageOrder(subImages(pixelsPerGroup: 250), seed: 1)
      let (again, expected) = (
        try order.batch(at: position, count: 1), try other.batch(at: position, count: 1)
      )
      #expect(again.positions == expected.positions && again.count == 1)
    }
  }
}

/// Images that note what is asked for.
private final class CountingImages: TrainingImages, @unchecked Sendable {
  struct Failure: Error {}

  /// A group that can't be read the first time.
  private final class FailingOnce: LoadingImages, @unchecked Sendable {
    private let group: any LoadingImages
    private var hasFailed = false

    init(_ group: any LoadingImages) { self.group = group }

    func images() throws -> any LoadedImages {
      guard hasFailed else {
        hasFailed = true
        throw Failure()
      }
      return try group.images()
    }
  }

  private let images: PlanesInMemory
  private let failsAt: Int
  private(set) var asked: [[Int32]] = []

  init(images: PlanesInMemory, failsAt: Int = .max) {
    self.images = images
    self.failsAt = failsAt
  }

  var channels: Int { images.channels }
  var enlargement: Int { images.enlargement }
  var extents: [ImageExtent] { images.extents }

  func load(_ group: [Int32]) -> any LoadingImages {
    asked.append(group)
    return asked.count == failsAt ? FailingOnce(images.load(group)) : images.load(group)
  }
}
