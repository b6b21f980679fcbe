import Imaging
import SuperResolution
import Tensors

/// The filters of a network's first layer, sorted by variance, 16 a row.
///
/// Each filter has its own scale, with gray for 0, since the largest weights of one are several times another's. Flat
/// filters, which the paper calls dead, are shown at the scale of the strongest one, on which nothing of them is seen,
/// with a red frame. Of a network that began with He's initialisation none is flat: what stayed as it began is noise.
/// - Source: Figs. 5 and 13.
struct FilterPicture {
  /// The filters `[O, 1, H, W]` of one channel.
  private let filters: [[Float]]
  private let size: Int
  /// The standard deviations of the filters, the largest first.
  let deviations: [Double]

  /// A filter is dead if its standard deviation is below this part of the strongest one's.
  ///
  /// In the authors' 9-5-5 for x3 two filters never left their initialisation, with 0.001; the next has 0.005, the
  /// strongest 0.22.
  static let deadShare = 0.02

  /// The filters that look at a channel.
  init(_ network: Network, channel: Int) {
    let weight = network.weight(ofLayer: 0)
    let (count, channels) = (weight.shape[0], weight.shape[1])
    size = weight.shape[2]
    precondition(channel < channels, "channel \(channel) of \(channels)")
    let area = size * size
    let all = (0..<count).map { filter -> [Float] in
      let start = (filter * channels + channel) * area
      return Array(weight.elements[start..<start + area])
    }
    let sorted = all.map { (filter: $0, deviation: Self.deviation(of: $0)) }
      .enumerated().sorted { ($1.element.deviation, $0.offset) < ($0.element.deviation, $1.offset) }
      .map(\.element)
    filters = sorted.map(\.filter)
    deviations = sorted.map(\.deviation)
  }

  private static func deviation(of filter: [Float]) -> Double {
    let mean = Double(filter.reduce(0, +)) / Double(filter.count)
    let squares = filter.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (squares / Double(filter.count)).squareRoot()
  }

  /// How many filters are dead.
  var deadCount: Int { deviations.count(where: isDead) }

  private func isDead(_ deviation: Double) -> Bool {
    deviation <= Self.deadShare * (deviations.first ?? 0)
  }

  /// The sheet of filters.
  func montage(title: String) -> Montage {
    let magnification = max(1, 54 / size)
    let (tile, gap, head) = (size * magnification, 6, 30)
    let rows = (filters.count + 15) / 16
    var montage = Montage(
      width: gap + min(filters.count, 16) * (tile + gap), height: head + gap + rows * (tile + gap))
    let dead = deadCount == 0 ? "none flat" : "\(deadCount) flat (dead), framed"
    montage.write(
      "\(title): \(filters.count) filters by variance, \(dead)", x: montage.width / 2, y: head / 2 + 2)
    for (index, filter) in filters.enumerated() {
      montage.place(
        image(filter, isDead: isDead(deviations[index])).framedIfDead(
          isDead(deviations[index]), magnification),
        x: gap + index % 16 * (tile + gap), y: head + gap + index / 16 * (tile + gap))
    }
    return montage
  }

  private func image(_ filter: [Float], isDead: Bool) -> ByteImage {
    let own = (isDead ? filters[0] : filter).map(\.magnitude).max() ?? 0
    let samples = filter.map { own > 0 ? 0.5 + 0.5 * $0 / own : 0.5 }
    return Plane(width: size, height: size, samples: samples).quantized()
  }
}

extension ByteImage {
  fileprivate func framedIfDead(_ isDead: Bool, _ magnification: Int) -> ByteImage {
    let large = magnified(by: magnification)
    guard isDead else { return large }
    return large.framed(PixelRectangle(x: 0, y: 0, width: large.width, height: large.height), thickness: 3)
  }
}
