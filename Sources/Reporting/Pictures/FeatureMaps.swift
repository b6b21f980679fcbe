import Imaging
import Scoring
import SuperResolution
import Tensors
import Wording

extension Network {
  /// The feature maps of a layer behind its activation, 0 being the first; not of the last layer.
  func featureMaps(ofLayer layer: Int, of image: Tensor, threads: Int) -> [Plane] {
    precondition(layer + 1 < layout.layerCount, "layer \(layer) has no feature maps")
    return planes(of: self(image, depth: layer + 1, padding: .replicate, threads: threads))
  }
}

/// An image on its way through a network: the input, the strongest feature maps of the first layers, the output.
/// - Source: Fig. 6.
struct FeatureMapPicture {
  let network: Network
  let input: Tensor
  let threads: Int

  /// How many maps of a layer are shown, as in the paper.
  static let shown = 4

  /// The sheet.
  func montage(title: String) -> Montage {
    // Maps before a layer that enlarges stay as small as they are.
    let factor = network.layout.enlargement
    let (width, height) = (input.shape[2] * factor, input.shape[1] * factor)
    let (gap, head, line) = (10, 30, 24)
    let output = planes(of: network(input, padding: .replicate, threads: threads))[0]
    let layers = (0..<network.layout.layerCount - 1).map { strongest(ofLayer: $0) }
    var montage = Montage(
      width: gap + (2 + layers.count * 2) * (width + gap), height: head + 2 * (height + line) + gap)
    montage.write(title, x: montage.width / 2, y: head / 2)
    func place(_ image: Plane, _ name: String, column: Int, row: Double) {
      let x = gap + column * (width + gap)
      let y = head + Int(row * Double(height + line))
      montage.place(image.quantized(), x: x, y: y)
      montage.write(name, x: x + width / 2, y: y + height + line / 2)
    }
    place(planes(of: input)[0], "Input", column: 0, row: 0.5)
    for (layer, maps) in layers.enumerated() {
      for (index, map) in maps.enumerated() {
        place(
          map.plane, "Layer \(layer + 1), map \(map.index + 1)", column: 1 + layer * 2 + index % 2,
          row: Double(index / 2))
      }
    }
    place(output, "Output", column: 1 + layers.count * 2, row: 0.5)
    return montage
  }

  /// The maps of a layer that vary most over the image, each from 0 to its own maximum.
  private func strongest(ofLayer layer: Int) -> [(index: Int, plane: Plane)] {
    network.featureMaps(ofLayer: layer, of: input, threads: threads).enumerated()
      .map { (index: $0, plane: $1, deviation: standardDeviation($1.samples.map(Double.init))) }
      .sorted { ($1.deviation, $0.index) < ($0.deviation, $1.index) }.prefix(Self.shown)
      .map { map in
        let most = map.plane.samples.max() ?? 0
        let samples = most > 0 ? map.plane.samples.map { $0 / most } : map.plane.samples
        return (map.index, Plane(width: map.plane.width, height: map.plane.height, samples: samples))
      }
  }
}
