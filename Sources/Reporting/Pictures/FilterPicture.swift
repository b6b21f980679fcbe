import Imaging
import SuperResolution
import Tensors

/// The filters of a network's first layer, sorted by variance, 16 a row.
///
/// Each filter has its own scale, with gray for 0, since the largest weights of one are several times another's. Dead
/// filters have a red frame: those that are flat, which is what the paper shows, since its filters begin at 0.001; and,
/// where it is known how the network began, those that stayed as they began, which of He's initialisation are noise.
/// A flat filter is shown at the scale of the strongest one, on which nothing of it is seen.
/// - Source: Figs. 5 and 13.
struct FilterPicture {
  /// The filters, each of `size` x `size` weights, in the order in which they are shown.
  private let filters: [[Float]]
  private let size: Int
  /// The place of each among those that were given.
  let order: [Int]
  /// The standard deviations of the filters, in the order in which they are shown.
  let deviations: [Double]
  /// Whether each is dead, in the same order.
  private let isDead: [Bool]

  /// A filter is dead if it changed by less than this part of what it began as.
  static let changedShare = 0.01

  /// A filter is flat, and dead, if its standard deviation is below this part of the strongest one's.
  ///
  /// In the authors' 9-5-5 for x3 two filters never left their initialisation, with 0.001; the next has 0.005, the
  /// strongest 0.22.
  static let deadShare = 0.02

  /// The filters that look at a channel.
  /// - Parameter beginning: the network before its training, if that is known.
  init(_ network: Network, channel: Int, beginning: Network? = nil) {
    self.init(
      Self.filters(of: network, channel: channel), size: network.layout.filterSizes[0],
      beginning: beginning.map { Self.filters(of: $0, channel: channel) })
  }

  private static func filters(of network: Network, channel: Int) -> [[Float]] {
    let weight = network.weight(ofLayer: 0)
    let (count, channels) = (weight.shape[0], weight.shape[1])
    precondition(channel < channels, "channel \(channel) of \(channels)")
    let area = weight.shape[2] * weight.shape[3]
    return (0..<count).map { filter in
      let start = (filter * channels + channel) * area
      return Array(weight.elements[start..<start + area])
    }
  }

  /// Filters of `size` x `size` weights.
  /// - Parameters:
  ///   - order: the order in which they are shown; nil for the largest variance first.
  ///   - beginning: what they were before their training, if that is known.
  init(_ filters: [[Float]], size: Int, order: [Int]? = nil, beginning: [[Float]]? = nil) {
    self.size = size
    let deviations = filters.map(Self.deviation)
    let strongest = deviations.max() ?? 0
    let order =
      order ?? filters.indices.sorted { (deviations[$1], $0) < (deviations[$0], $1) }
    self.order = order
    self.filters = order.map { filters[$0] }
    self.deviations = order.map { deviations[$0] }
    isDead = order.map { index in
      let isAsItBegan = beginning.map { Self.change(from: $0[index], to: filters[index]) < Self.changedShare }
      return deviations[index] <= Self.deadShare * strongest || isAsItBegan ?? false
    }
  }

  /// How far a filter has moved, as a part of what it was.
  private static func change(from old: [Float], to new: [Float]) -> Double {
    func norm(_ values: [Float]) -> Double { values.reduce(0.0) { $0 + Double($1 * $1) }.squareRoot() }
    return norm(zip(old, new).map { $1 - $0 }) / norm(old)
  }

  private static func deviation(of filter: [Float]) -> Double {
    let mean = Double(filter.reduce(0, +)) / Double(filter.count)
    let squares = filter.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (squares / Double(filter.count)).squareRoot()
  }

  /// How many filters are dead.
  var deadCount: Int { isDead.count { $0 } }

  /// The sheet of filters.
  func montage(title: String) -> Montage {
    var montage = Montage(width: width, height: height)
    let dead = deadCount == 0 ? "none dead" : "\(deadCount) dead (as they began), framed"
    place(
      in: &montage,
      title: "\(title): \(filters.count) filters by variance, each at its own contrast; \(dead)", top: 0)
    return montage
  }

  private static let gap = 6, head = 30
  private var magnification: Int { max(1, 54 / size) }
  private var tile: Int { size * magnification }
  /// The size of the sheet, pixels.
  var width: Int { Self.gap + min(filters.count, 16) * (tile + Self.gap) }
  var height: Int { Self.head + Self.gap + (filters.count + 15) / 16 * (tile + Self.gap) }

  /// Puts the sheet in a montage, in the middle of its width.
  func place(in montage: inout Montage, title: String, top: Int) {
    montage.write(title, x: montage.width / 2, y: top + Self.head / 2 + 2)
    let left = (montage.width - width) / 2
    // On gray a tile's white pixels end where they end.
    let ground = (width: width, height: height - Self.head)
    montage.place(
      ByteImage(
        width: ground.width, height: ground.height, channels: 1,
        pixels: [UInt8](repeating: 200, count: ground.width * ground.height)),
      x: left, y: top + Self.head)
    for (index, filter) in filters.enumerated() {
      montage.place(
        image(filter, deviation: deviations[index]).framedIfDead(isDead[index], magnification),
        x: left + Self.gap + index % 16 * (tile + Self.gap),
        y: top + Self.head + Self.gap + index / 16 * (tile + Self.gap))
    }
  }

  private func image(_ filter: [Float], deviation: Double) -> ByteImage {
    // A flat filter is shown at the scale of all.
    let isFlat = deviation <= Self.deadShare * (deviations.max() ?? 0)
    let own = (isFlat ? Array(filters.joined()) : filter).map(\.magnitude).max() ?? 0
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
