#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The lowest frequencies of real images of one size, and the Fourier sums that lead to them and back, as products of
/// matrices.
///
/// Since the images are real, the coefficients of one half plane tell all: `v` cycles down the image from 0 on, `u`
/// cycles along a row of either sign.
struct Frequencies {
  /// A coefficient for each frequency, row by row.
  typealias Spectrum = [(real: Double, imaginary: Double)]

  private let width: Int
  private let height: Int
  /// Cycles down the image, one of each pair with its negative.
  private let vertical: [Int]
  /// Cycles along a row, those of either sign.
  private let horizontal: [Int]

  /// The frequencies up to `reach` cycles in each direction, or all if the image has no more.
  init(width: Int, height: Int, reach: Int) {
    self.width = width
    self.height = height
    vertical = Array(0...min(reach, height / 2))
    horizontal = width <= 2 * reach ? Array(0..<width) : Array(-reach...reach)
  }

  /// Where the coefficient of `v` cycles down and `u` along is in a spectrum; `u` may be off by multiples of the
  /// width.
  func index(_ v: Int, _ u: Int) -> Int {
    let column = u - horizontal[0]
    return v * horizontal.count + (column % width + width) % width
  }

  /// A spectrum by its frequencies, `v` cycles down and `u` along.
  func map(_ coefficient: (_ v: Int, _ u: Int) -> (real: Double, imaginary: Double)) -> Spectrum {
    vertical.flatMap { v in horizontal.map { u in coefficient(v, u) } }
  }

  /// The coefficients of an image: the sums of its samples times exp(-2 pi i (v y / height + u x / width)).
  func spectrum(of plane: DoublePlane) -> Spectrum {
    let down = Waves(vertical, Array(0..<height), count: height)
    let along = Waves(Array(0..<width), horizontal, count: width)
    let (cosines, sines) = (down.cosines.times(plane), down.sines.times(plane))
    let (cc, ss) = (cosines.times(along.cosines).samples, sines.times(along.sines).samples)
    let (cs, sc) = (cosines.times(along.sines).samples, sines.times(along.cosines).samples)
    return cc.indices.map { (cc[$0] - ss[$0], -cs[$0] - sc[$0]) }
  }

  /// The image that has these coefficients, and none at other frequencies.
  func image(of spectrum: Spectrum) -> DoublePlane {
    let size = (horizontal.count, vertical.count)
    let real = DoublePlane(width: size.0, height: size.1, samples: spectrum.map(\.real))
    let imaginary = DoublePlane(width: size.0, height: size.1, samples: spectrum.map(\.imaginary))
    let along = Waves(horizontal, Array(0..<width), count: width)
    let down = Waves(Array(0..<height), vertical, count: height)
    var (cosines, sines) = (real.times(along.cosines), imaginary.times(along.cosines))
    let (realSines, imaginarySines) = (real.times(along.sines), imaginary.times(along.sines))
    for (v, frequency) in vertical.enumerated() {
      // A frequency stands for its negative too, unless it is its own.
      let share = (frequency == 0 || 2 * frequency == height ? 1 : 2) / Double(width * height)
      for i in v * width..<(v + 1) * width {
        cosines.samples[i] = share * (cosines.samples[i] - imaginarySines.samples[i])
        sines.samples[i] = -share * (sines.samples[i] + realSines.samples[i])
      }
    }
    var image = down.cosines.times(cosines)
    image.add(down.sines.times(sines))
    return image
  }
}

/// The matrices of cos(2 pi r c / count) and of the sines, for some rows r and columns c.
private struct Waves {
  let cosines: DoublePlane
  let sines: DoublePlane

  init(_ rows: [Int], _ columns: [Int], count: Int) {
    // Whole turns are taken off before anything is rounded.
    let turns = (0..<count).map { 2 * Double.pi * Double($0) / Double(count) }
    let (cosine, sine) = (turns.map { cos($0) }, turns.map { sin($0) })
    let steps = rows.flatMap { r in columns.map { c in ((r * c) % count + count) % count } }
    cosines = DoublePlane(width: columns.count, height: rows.count, samples: steps.map { cosine[$0] })
    sines = DoublePlane(width: columns.count, height: rows.count, samples: steps.map { sine[$0] })
  }
}
