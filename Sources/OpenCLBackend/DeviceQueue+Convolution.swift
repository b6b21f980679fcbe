import Vocabulary

extension DeviceQueue {
  /// The edges of the kernels' work: columns of a group, items that one sum is made by, pixels of a part of a gradient.
  private static let columns = 128, summands = 128, chunk = 512
  /// Pixels of a part of a sum over a channel.
  private static let partPixels = 4096
  /// Samples whose sums are apart from others': a batch that is cut up between slices gives the same bits.
  static let slice = 32

  /// Where a convolution reads its weights, biases and slopes.
  struct Filters {
    let buffer: DeviceBuffer
    var weights = 0
    /// Nil for none.
    var biases: Int?
    var slopes = 0
    var activation = Activation.linear
  }

  /// `output = activation(filters * input)` on a rectangle, whose sums begin at `inputFirst` and go to `outputFirst`.
  /// - Parameter sums: where the sums before the activation are kept, laid as the output.
  func convolve(
    _ input: DeviceBuffer, _ inputPlanes: Planes, from inputFirst: Int, offsets: DeviceBuffer,
    by filters: Filters,
    to output: DeviceBuffer, _ outputPlanes: Planes, at outputFirst: Int, sums: DeviceBuffer?, extent: Extent
  ) throws(DeviceError) {
    let outputs = outputPlanes.channels
    let arguments: [Argument] =
      [
        .buffer(input), .buffer(offsets), .buffer(filters.buffer), .buffer(output), .buffer(sums ?? output),
        .int(outputs), .int(offsets.count),
      ] + extent.arguments + inputPlanes.read(from: inputFirst) + outputPlanes.written(from: outputFirst)
      + [
        .int(filters.weights), .int(filters.biases ?? -1), .int(filters.slopes),
        .int(filters.activation.number), .int(sums == nil ? 0 : 1),
      ]
    let pixels = extent.samples * extent.pixels
    let product = (outputs, offsets.count, pixels)
    if outputs <= 4 { return try forEach(pixels, "convolveFew", arguments, product: product) }
    let rows = Self.rows(outputs)
    try run(
      "convolve\(rows)", groups: [pixels.dividedUp(by: Self.columns), outputs.dividedUp(by: rows)],
      items: Self.items(rows), arguments, product: product)
  }

  /// The gradient of a layer's weights, a sum over all samples, into `gradient` from `first` on.
  func weightGradient(
    of input: DeviceBuffer, _ inputPlanes: Planes, offsets: DeviceBuffer, slopes: DeviceBuffer,
    _ slopePlanes: Planes, parts: DeviceBuffer, into gradient: DeviceBuffer, at first: Int, isFresh: Bool
  ) throws(DeviceError) {
    let outputs = slopePlanes.channels, terms = offsets.count
    let extent = slopePlanes.extent
    let chunks = Self.chunks(slopePlanes)
    let arguments: [Argument] =
      [.buffer(input), .buffer(offsets), .buffer(slopes), .buffer(parts), .int(outputs), .int(terms)]
      + extent.arguments + inputPlanes.read(from: 0) + slopePlanes.written(from: slopePlanes.inside)
    let columns = terms.dividedUp(by: Self.columns)
    let product = (outputs, terms, slopePlanes.insidePixels)
    if outputs <= 4 {
      try run(
        "weightGradientFew", groups: [columns * chunks], items: Self.columns, arguments, product: product)
    } else {
      let rows = Self.rows(outputs)
      try run(
        "weightGradient\(rows)", groups: [columns * outputs.dividedUp(by: rows) * chunks],
        items: Self.items(rows), arguments, product: product)
    }
    try addParts(
      parts, chunks, of: outputs * terms, into: gradient, at: first, isFresh: isFresh)
  }

  /// Floats of the parts that a weight gradient is added up from.
  static func partCount(_ slopes: Planes, terms: Int) -> Int { chunks(slopes) * slopes.channels * terms }

  private static func chunks(_ planes: Planes) -> Int { parts(planes, of: chunk) }

  /// Parts of so many pixels that a sum over planes has: none reaches from one slice of the samples into the next.
  private static func parts(_ planes: Planes, of pixels: Int) -> Int {
    let sample = planes.insideHeight * planes.insideWidth
    let (slices, rest) = planes.samples.quotientAndRemainder(dividingBy: slice)
    return slices * (slice * sample).dividedUp(by: pixels) + (rest * sample).dividedUp(by: pixels)
  }

  /// The gradient of biases: the sum over all pixels of each channel.
  /// - Parameter parts: as those of the weights' gradient.
  func channelSums(
    of slopes: DeviceBuffer, _ planes: Planes, parts: DeviceBuffer, into gradient: DeviceBuffer,
    at first: Int,
    isFresh: Bool
  ) throws(DeviceError) {
    try run(
      "channelSums", groups: [planes.channels * Self.channelParts(planes)], items: Self.summands,
      [.buffer(slopes), .buffer(parts), .int(planes.channels), .int(Self.partPixels)]
        + planes.extent.arguments
        + planes.written(from: planes.inside))
    try addParts(
      parts, Self.channelParts(planes), of: planes.channels, into: gradient, at: first, isFresh: isFresh)
  }

  /// Turns the gradient by a layer's output to that by its sums, in place.
  /// - Parameters:
  ///   - source: what tells the sums' sign: of ReLU the output, of PReLU the sums.
  ///   - gradient: where the slopes' gradients go, from `slopesFirst` on, of PReLU.
  func activationGradient(
    _ slopes: DeviceBuffer, _ planes: Planes, source: DeviceBuffer, _ sourcePlanes: Planes,
    weights: DeviceBuffer, parts: DeviceBuffer, into gradient: DeviceBuffer, at slopesFirst: Int,
    isFresh: Bool,
    activation: Activation
  ) throws(DeviceError) {
    let places =
      planes.extent.arguments + planes.written(from: planes.inside)
      + sourcePlanes.written(from: sourcePlanes.inside)
    switch activation {
    case .linear: return
    case .relu:
      try forEach(
        planes.channels * planes.insidePixels, "rectifiedGradient",
        [.buffer(slopes), .buffer(source), .int(planes.channels)] + places)
    case .prelu:
      try run(
        "slopedGradient", groups: [planes.channels * Self.channelParts(planes)], items: Self.summands,
        [
          .buffer(slopes), .buffer(source), .buffer(weights), .buffer(parts), .int(slopesFirst),
          .int(planes.channels), .int(Self.partPixels),
        ] + places)
      try addParts(
        parts, Self.channelParts(planes), of: planes.channels, into: gradient, at: slopesFirst,
        isFresh: isFresh)
    }
  }

  /// Adds up the parts of `count` sums.
  private func addParts(
    _ parts: DeviceBuffer, _ partCount: Int, of count: Int, into gradient: DeviceBuffer, at first: Int,
    isFresh: Bool
  ) throws(DeviceError) {
    try forEach(
      count, "addParts",
      [
        .buffer(parts), .buffer(gradient), .int(count), .int(partCount), .int(first),
        .int(isFresh ? 1 : 0),
      ])
  }

  /// Parts of a sum over a channel; of a weight's gradient there are more.
  private static func channelParts(_ planes: Planes) -> Int { parts(planes, of: partPixels) }

  /// Channels of a group.
  private static func rows(_ outputs: Int) -> Int { outputs <= 32 ? 32 : 64 }
  /// Items of a group: 8 x 8 sums each.
  private static func items(_ rows: Int) -> Int { rows / 8 * (columns / 8) }
}

extension Planes {
  /// The inside of every sample.
  var extent: Extent { Extent(samples: samples, height: insideHeight, width: insideWidth) }
}

extension Int {
  func dividedUp(by divisor: Int) -> Int { (self + divisor - 1) / divisor }
}
