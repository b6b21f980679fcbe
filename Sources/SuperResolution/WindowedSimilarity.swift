/// The two factors of SSIM under one window, position by position, and their derivatives by the first plane.
///
/// Planes are square with values 0...1. With m, s and c the window's means of x, x^2 and x y:
/// luminance = (2 m n + C1) / (m^2 + n^2 + C1) for the mean n of y, and
/// structure = (2 (c - m n) + C2) / (s - m^2 + variance of y + C2).
/// - Source: Z. Wang et al., "Image quality assessment: from error visibility to structural similarity", 2004.
struct WindowedSimilarity {
  private static let c1 = 0.01 * 0.01
  private static let c2 = 0.03 * 0.03

  private let window: GaussianWindow
  private let x: [Double]
  private let y: [Double]
  /// The likeness of the means at each position.
  private(set) var luminance: [Double] = []
  /// The likeness of contrast and structure at each position.
  private(set) var structure: [Double] = []
  private var luminanceByMean: [Double] = []
  private var structureByMean: [Double] = []
  private var structureBySquare: [Double] = []
  private var structureByProduct: [Double] = []

  init(_ x: [Double], _ y: [Double], under window: GaussianWindow) {
    self.window = window
    self.x = x
    self.y = y
    let (m, n) = (window.means(of: x), window.means(of: y))
    let squareX = window.means(of: x.map { $0 * $0 })
    let squareY = window.means(of: y.map { $0 * $0 })
    let product = window.means(of: x.indices.map { x[$0] * y[$0] })
    for i in m.indices {
      let above1 = 2 * m[i] * n[i] + Self.c1
      let below1 = m[i] * m[i] + n[i] * n[i] + Self.c1
      let above2 = 2 * (product[i] - m[i] * n[i]) + Self.c2
      let below2 = squareX[i] - m[i] * m[i] + squareY[i] - n[i] * n[i] + Self.c2
      luminance.append(above1 / below1)
      structure.append(above2 / below2)
      luminanceByMean.append(2 * (n[i] - m[i] * above1 / below1) / below1)
      structureByMean.append(2 * (m[i] * above2 / below2 - n[i]) / below2)
      structureBySquare.append(-above2 / (below2 * below2))
      structureByProduct.append(2 / below2)
    }
  }

  /// The derivative by x of the sum over the positions of luminance and structure with these factors.
  func gradient(luminance a: [Double], structure b: [Double]) -> [Double] {
    let byMean = window.spread(a.indices.map { a[$0] * luminanceByMean[$0] + b[$0] * structureByMean[$0] })
    let bySquare = window.spread(b.indices.map { b[$0] * structureBySquare[$0] })
    let byProduct = window.spread(b.indices.map { b[$0] * structureByProduct[$0] })
    return x.indices.map { byMean[$0] + 2 * x[$0] * bySquare[$0] + y[$0] * byProduct[$0] }
  }
}

/// How alike two planes are, at most 1, and the derivative by the first.
///
/// Under one window it is SSIM: the mean of luminance times structure. Under three it is multi-scale SSIM: the mean
/// luminance under the widest window times the mean structure under each, to the powers of `Scale.sixteenths`.
func similarity(of x: [Double], to y: [Double], under windows: [GaussianWindow]) -> (
  value: Double, slopes: [Double]
) {
  let scales = windows.map { WindowedSimilarity(x, y, under: $0) }
  guard scales.count > 1 else {
    let (luminance, structure) = (scales[0].luminance, scales[0].structure)
    let count = Double(luminance.count)
    let slopes = scales[0].gradient(
      luminance: structure.map { $0 / count }, structure: luminance.map { $0 / count })
    return (zip(luminance, structure).reduce(0) { $0 + $1.0 * $1.1 } / count, slopes)
  }
  let structures = scales.indices.map { Scale(mean: mean(scales[$0].structure), index: $0) }
  let luminance = Scale(mean: mean(scales[scales.count - 1].luminance), index: scales.count - 1)
  let value = structures.reduce(luminance.factor) { $0 * $1.factor }
  var slopes = [Double](repeating: 0, count: x.count)
  for (index, scale) in scales.enumerated() {
    let count = scale.structure.count
    let isWidest = index == scales.count - 1
    let own = scale.gradient(
      luminance: .init(repeating: isWidest ? value * luminance.slope / Double(count) : 0, count: count),
      structure: .init(repeating: value * structures[index].slope / Double(count), count: count))
    for i in slopes.indices { slopes[i] += own[i] }
  }
  return (value, slopes)
}

/// One factor of multi-scale SSIM: a mean to the power of its scale.
private struct Scale {
  /// The powers in sixteenths, by scale: those of the measure's first three scales (0.0448, 0.2856, 0.3001) made
  /// to add up to 1 and rounded, so that square roots are enough and the bits are the same on every machine.
  /// - Source: Z. Wang, E. Simoncelli, A. Bovik, "Multi-scale structural similarity for image quality assessment",
  ///   2003.
  private static let sixteenths = [1, 7, 8]
  /// Below this a power has no useful slope, and below 0 no value: there the factor goes on as a hyperbola that
  /// meets it with the same slope and stays above 0.
  private static let least = 0.1

  /// The power of the mean.
  let factor: Double
  /// The derivative of the factor by the mean, divided by the factor.
  let slope: Double

  init(mean: Double, index: Int) {
    let exponent = Double(Self.sixteenths[index]) / 16
    let shortfall = max(0, Self.least - mean) / Self.least
    let (base, divisor) = (max(mean, Self.least), 1 + exponent * shortfall)
    var (root, power) = (base, 1.0)
    for bit in [8, 4, 2, 1] {
      root = root.squareRoot()
      if Self.sixteenths[index] & bit != 0 { power *= root }
    }
    factor = power / divisor
    slope = exponent / (base * divisor)
  }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
