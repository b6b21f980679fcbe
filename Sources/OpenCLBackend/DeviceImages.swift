import SuperResolution
import Tensors

/// The images of a training, brought to a device once: sub-images are cut and laid there.
struct DeviceImages {
  private let inputs, targets: DeviceBuffer
  /// Where each image begins, in pixels, and its width.
  private let starts: [Int], widths: [Int]
  private let channels, size: Int

  /// Brings the images over; nil if they don't fit into half of the device's memory, or into what is left of it.
  /// - Throws: what keeps them from being read, or `DeviceError`.
  init?(_ subImages: SubImages, on queue: DeviceQueue) throws {
    (channels, size) = (subImages.channels, subImages.size)
    widths = subImages.extents.map(\.width)
    var pixels = 0, starts: [Int] = []
    for extent in subImages.extents {
      starts.append(pixels)
      pixels += extent.height * extent.width
    }
    self.starts = starts
    let floats = pixels * channels
    guard floats * 8 <= queue.memory / 2 else { return nil }
    guard let room = try Self.room(floats, on: queue) else { return nil }
    (inputs, targets) = room
    try subImages.forEachImage { [inputs, targets, channels] image, _, input, target in
      try queue.write(input, to: inputs, at: starts[image] * channels)
      try queue.write(target, to: targets, at: starts[image] * channels)
    }
  }

  /// Two buffers, or nil if they don't fit.
  private static func room(_ floats: Int, on queue: DeviceQueue) throws(DeviceError) -> (
    DeviceBuffer, DeviceBuffer
  )? {
    do {
      let room = (try queue.zeros(floats), try queue.zeros(floats))
      try queue.finish()
      return room
    } catch {
      if error.isOfMemory { return nil }
      throw error
    }
  }

  /// Cuts sub-images: inputs whole into the inside of planes, of the targets the central part.
  func cut(
    _ positions: ArraySlice<SubImagePosition>, on queue: DeviceQueue, places: DeviceBuffer,
    input: DeviceBuffer, _ inputPlanes: Planes, target: DeviceBuffer, _ targetPlanes: Planes
  ) throws(DeviceError) {
    try queue.write(
      positions.flatMap { position -> [Int32] in
        let width = widths[position.image]
        return [
          Int32(starts[position.image]), Int32(width), Int32(position.top * width + position.left),
          position.orientation.bits,
        ]
      }, to: places)
    try cut(inputs, positions.count, 0, size, on: queue, places, input, inputPlanes)
    let side = targetPlanes.insideWidth
    try cut(targets, positions.count, (size - side) / 2, side, on: queue, places, target, targetPlanes)
  }

  private func cut(
    _ images: DeviceBuffer, _ samples: Int, _ margin: Int, _ side: Int, on queue: DeviceQueue,
    _ places: DeviceBuffer, _ out: DeviceBuffer, _ planes: Planes
  ) throws(DeviceError) {
    try queue.forEach(
      samples * side * side, "cut",
      [
        .buffer(images), .buffer(places), .buffer(out), .int(samples), .int(channels), .int(margin),
        .int(side),
      ] + planes.written(from: planes.inside))
  }
}

extension Orientation {
  /// As the kernel wants it.
  fileprivate var bits: Int32 {
    (isMirrored ? 1 : 0) | (isTransposed ? 2 : 0) | (reversesRows ? 4 : 0) | (reversesColumns ? 8 : 0)
  }
}
