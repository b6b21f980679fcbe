import Imaging
import LinearAlgebra

/// Maps of `Double` samples of the same size, `[C, H, W]`.
public struct YangMaps: Sendable, Equatable {
  /// Number of maps, C.
  public let channels: Int
  /// Rows, H.
  public let height: Int
  /// Samples a row, W.
  public let width: Int
  /// The samples, row-major.
  public var samples: [Double]

  /// Maps of zeros.
  public init(channels: Int, height: Int, width: Int) {
    self.init(
      channels: channels, height: height, width: width,
      samples: [Double](repeating: 0, count: channels * height * width))
  }

  /// Maps of the given samples, whose count must fit.
  public init(channels: Int, height: Int, width: Int, samples: [Double]) {
    precondition(channels >= 0 && height >= 0 && width >= 0, "maps of \(channels) x \(height) x \(width)")
    precondition(samples.count == channels * height * width, "\(samples.count) samples don't fit the size")
    self.channels = channels
    self.height = height
    self.width = width
    self.samples = samples
  }

  /// One map: a plane's samples, brought from `0…1` to `0…255`.
  public init(_ plane: Plane) {
    self.init(
      channels: 1, height: plane.height, width: plane.width, samples: plane.samples.map { Double($0) * 255 })
  }

  /// The plane of one map, brought from `0…255` to `0…1`.
  public func plane(_ channel: Int = 0) -> Plane {
    let size = height * width
    let map = samples[channel * size..<(channel + 1) * size]
    return Plane(width: width, height: height, samples: map.map { Float($0 / 255) })
  }

  /// A square of every map, map after map and row-major within.
  func square(row: Int, column: Int, side: Int) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(channels * side * side)
    for channel in 0..<channels {
      for y in row..<row + side {
        let start = (channel * height + y) * width + column
        values += samples[start..<start + side]
      }
    }
    return values
  }

  /// The first and second derivative along rows and along columns of the first map; samples beyond the border
  /// count as 0.
  ///
  /// - Source: [-1 0 1] and [1 0 -2 0 1] and their transposes by `conv2(…, 'same')`, which turns [-1 0 1] round.
  func derivatives() -> YangMaps {
    var result = YangMaps(channels: YangGeometry.featureMaps, height: height, width: width)
    let size = height * width
    func sample(_ y: Int, _ x: Int) -> Double {
      y >= 0 && y < height && x >= 0 && x < width ? samples[y * width + x] : 0
    }
    for y in 0..<height {
      for x in 0..<width {
        let i = y * width + x
        let center = 2 * samples[i]
        result.samples[i] = sample(y, x - 1) - sample(y, x + 1)
        result.samples[size + i] = sample(y - 1, x) - sample(y + 1, x)
        result.samples[2 * size + i] = sample(y, x - 2) - center + sample(y, x + 2)
        result.samples[3 * size + i] = sample(y - 2, x) - center + sample(y + 2, x)
      }
    }
    return result
  }
}
