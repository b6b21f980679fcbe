import SuperResolution
import Tensors
import Vocabulary

/// A network on a device, applied to an image in tiles: what a tile's neighbours share is computed for each.
final class NetworkApplication {
  private let queue: DeviceQueue
  private let layers: ArraySlice<ParameterLayout.Layer>
  private let parameters: DeviceBuffer
  private let padding: Padding
  private var stages: [[Int]: [Stage]] = [:]

  init(_ network: Network, depth: Int?, padding: Padding, on queue: DeviceQueue) throws(DeviceError) {
    try network.layout.requireConvolutions()
    let layout = ParameterLayout(network.layout)
    self.queue = queue
    self.padding = padding
    layers = layout.layers.prefix(depth ?? layout.layers.count)
    parameters = try queue.buffer(layout.flat(network.layout.tensors(of: network.parameters)))
  }

  /// Pixels that the layers from one on reach beyond an output, on each side.
  private func reach(from layer: Int) -> Int {
    layers.dropFirst(layer).reduce(0) { $0 + ($1.filterSize - 1) / 2 }
  }

  /// The output `[O, H', W']` for an image `[C, H, W]`.
  func apply(to image: Tensor, tileSide: Int) throws(DeviceError) -> Tensor {
    let (height, width) = (image.shape[1], image.shape[2])
    let border = padding == .valid ? reach(from: 0) : 0
    let (outHeight, outWidth) = (height - 2 * border, width - 2 * border)
    let channels = layers[layers.count - 1].outputs
    var output = [Float](repeating: 0, count: channels * outHeight * outWidth)
    for top in stride(from: 0, to: outHeight, by: tileSide) {
      for left in stride(from: 0, to: outWidth, by: tileSide) {
        let tile = Rectangle(
          top: top + border, left: left + border, bottom: min(top + tileSide, outHeight) + border,
          right: min(left + tileSide, outWidth) + border)
        let values = try apply(to: image, tile)
        for row in 0..<channels * tile.height {
          let channel = row / tile.height
          let to = (channel * outHeight + top + row % tile.height) * outWidth + left
          output.replaceSubrange(
            to..<to + tile.width, with: values[row * tile.width..<(row + 1) * tile.width])
        }
      }
    }
    return Tensor(shape: [channels, outHeight, outWidth], elements: output)
  }

  /// A part of the image, in its rows and columns; it may reach beyond.
  private struct Rectangle {
    var top, left, bottom, right: Int

    var height: Int { bottom - top }
    var width: Int { right - left }

    func expanded(by margin: Int) -> Rectangle {
      Rectangle(top: top - margin, left: left - margin, bottom: bottom + margin, right: right + margin)
    }

    func inside(height: Int, width: Int) -> Rectangle {
      Rectangle(top: max(0, top), left: max(0, left), bottom: min(height, bottom), right: min(width, right))
    }
  }

  /// What leaves a layer, or enters the first, of a tile, and what the next layer reads it by.
  private struct Stage {
    let planes: Planes
    let values: DeviceBuffer
    /// Of the next layer's filters; nil behind the last.
    let offsets: DeviceBuffer?
  }

  /// The buffers for tiles of a size; an image has four at most: inside, at the right, below, and in the corner.
  private func stages(height: Int, width: Int, channels: Int) throws(DeviceError) -> [Stage] {
    if let known = stages[[height, width]] { return known }
    var made: [Stage] = []
    for index in 0...layers.count {
      let border = 2 * reach(from: index)
      let planes = Planes(
        samples: 1, channels: index == 0 ? channels : layers[index - 1].outputs,
        insideHeight: height + border,
        insideWidth: width + border, margin: 0)
      made.append(
        Stage(
          planes: planes, values: try queue.zeros(planes.count),
          offsets: index == layers.count
            ? nil : try queue.buffer(planes.offsets(filterSize: layers[index].filterSize))))
    }
    stages[[height, width]] = made
    return made
  }

  /// A tile of the output, `[O, height, width]`.
  private func apply(to image: Tensor, _ tile: Rectangle) throws(DeviceError) -> [Float] {
    let (height, width) = (image.shape[1], image.shape[2])
    let stages = try stages(height: tile.height, width: tile.width, channels: image.shape[0])
    var region = tile.expanded(by: reach(from: 0))
    try queue.write(cut(image, region), to: stages[0].values)
    for (index, layer) in layers.enumerated() {
      let (from, to) = (stages[index], stages[index + 1])
      guard let offsets = from.offsets else { continue }
      let next = tile.expanded(by: reach(from: index + 1))
      let inside = next.inside(height: height, width: width)
      let half = (layer.filterSize - 1) / 2
      try queue.convolve(
        from.values, from.planes,
        from: from.planes.place(
          row: inside.top - half - region.top, column: inside.left - half - region.left),
        offsets: offsets,
        by: layer.filters(in: parameters),
        to: to.values, to.planes,
        at: to.planes.place(row: inside.top - next.top, column: inside.left - next.left), sums: nil,
        extent: Extent(samples: 1, height: inside.height, width: inside.width))
      try queue.forEach(
        to.planes.count, "fillMargin",
        [
          .buffer(to.values), .int(layer.outputs), .int(to.planes.height), .int(to.planes.width),
          .int(inside.top - next.top), .int(inside.left - next.left), .int(inside.bottom - next.top),
          .int(inside.right - next.left), .int(padding == .replicate ? 1 : 0),
        ])
      region = next
    }
    return try queue.read(stages[layers.count].values)
  }

  /// A region of the image `[C, height, width]`; beyond the border the nearest pixel, or zero.
  private func cut(_ image: Tensor, _ region: Rectangle) -> [Float] {
    let (height, width) = (image.shape[1], image.shape[2])
    var values: [Float] = []
    values.reserveCapacity(image.shape[0] * region.height * region.width)
    for channel in 0..<image.shape[0] {
      for row in region.top..<region.bottom {
        for column in region.left..<region.right {
          let isInside = (0..<height).contains(row) && (0..<width).contains(column)
          let y = min(max(row, 0), height - 1), x = min(max(column, 0), width - 1)
          values.append(
            isInside || padding == .replicate ? image.elements[(channel * height + y) * width + x] : 0)
        }
      }
    }
    return values
  }
}
