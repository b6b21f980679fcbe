import Imaging
import LinearAlgebra
import Tensors

/// The patches that A+ fits its regressors to: their features at norm 1, and the images that the differences are
/// cut from when they are needed, which saves nine tenths of their memory.
struct AnchorSamples: Sendable {
  /// Features, norm 1 unless all are zero, a column each.
  private(set) var features: Matrix<Float>
  /// What the features were divided by.
  private var norms: [Float] = []
  /// Pixels of a patch.
  private let patchLength: Int
  /// Each image, and the first sample in it.
  private var images: [(first: Int, difference: ColumnPlane, grid: PatchGrid)] = []

  /// Below this norm a difference isn't divided by it.
  private static let leastNorm: Float = 0.1

  /// Collects all patches of all images, size after size, until there are enough.
  ///
  /// - Throws: `SparseCodingError.tooFewPatches`; what `progress` throws.
  init(
    _ images: [Plane], dictionary: ExampleDictionary, settings: AnchorSettings, threads: Int,
    progress: TrainingProgress.Report
  ) throws {
    let basis = dictionary.basis, scale = dictionary.scale
    let factors = (0..<settings.sizes).map {
      (0..<$0).reduce(1) { factor, _ in factor * settings.sizeFactor }
    }
    patchLength = dictionary.highAtoms.rows
    features = Matrix(rows: basis.columns, columns: 0)
    let available = factors.flatMap { factor in
      images.map { image in
        let (width, height) = Self.size(of: image, times: factor)
        return PatchGrid(width: width - width % scale, height: height - height % scale, scale: scale).count
      }
    }.reduce(0, +)
    features.reserve(columns: min(available, settings.samples))
    for (size, factor) in factors.enumerated() where count < settings.samples {
      let parts = try orderedMap(images.count, threads: threads) { index in
        let image = TrainingImage(Self.shrunk(images[index], by: factor), scale: scale, step: 1)
        let features = image.gradients.features(0..<image.grid.count)
        return (image, basis.multiplied(by: features, transposed: true))
      }
      for (image, features) in parts where count < settings.samples {
        self.images.append((count, image.difference, image.grid))
        append(features.columns(0..<min(features.columns, settings.samples - count)))
      }
      try progress(TrainingProgress(stage: .samples, done: size + 1, total: settings.sizes))
    }
    guard count >= settings.nearest else {
      throw SparseCodingError.tooFewPatches(
        found: count, needed: settings.nearest, purpose: "a regressor from \(settings.nearest) samples")
    }
  }

  /// Samples.
  var count: Int { norms.count }

  /// The differences of some samples, ascending, each divided as its features were.
  func differences(_ samples: [Int]) -> Matrix<Float> {
    var values: [Float] = []
    var part = 0
    for sample in samples {
      while part + 1 < images.count, images[part + 1].first <= sample { part += 1 }
      let (first, difference, grid) = images[part]
      let start = values.count
      difference.append(patchAt: grid.origin(sample - first), side: grid.side, to: &values)
      let norm = norms[sample] < Self.leastNorm ? 1 : norms[sample]
      for index in start..<values.count { values[index] /= norm }
    }
    return Matrix(rows: patchLength, columns: samples.count, elements: values)
  }

  private mutating func append(_ features: Matrix<Float>) {
    var features = features
    for column in 0..<features.columns {
      norms.append(Float(features.energy(ofColumn: column).squareRoot()))
      features.normalizeColumn(column)
    }
    self.features.append(features)
  }

  private static func size(of image: Plane, times factor: Double) -> (width: Int, height: Int) {
    (Int((Double(image.width) * factor).rounded(.up)), Int((Double(image.height) * factor).rounded(.up)))
  }

  private static func shrunk(_ image: Plane, by factor: Double) -> Plane {
    guard factor < 1, !image.isEmpty else { return image }
    let (width, height) = size(of: image, times: factor)
    return image.resized(width: width, height: height, scale: factor)
  }
}
