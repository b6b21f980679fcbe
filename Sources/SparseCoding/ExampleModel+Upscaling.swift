import Imaging
import LinearAlgebra
import Tensors

extension ExampleModel: UpscalingMethod {
  /// Patches worked on together.
  static let block = 256

  /// The factor by which both sides grow.
  public var scale: Int { dictionary.scale }

  /// Low-resolution pixels that an image must have in each direction.
  public static var leastSide: Int { PatchGrid.lowResolutionSide + 2 }

  /// Blocks of patches whose high-resolution patches are in memory together.
  private static let blocksAtATime = 400

  /// The image enlarged by bicubic interpolation, plus the average of what the patches over each pixel say it
  /// lacks; the outermost `scale` pixels belong to no patch and stay interpolated.
  ///
  /// Parts lie side by side, as high as the image.
  /// - Throws: `SparseCodingError.imageTooSmall`, `.singular`.
  public func upscale(_ lowResolution: Plane, threads: Int, part: (EnlargedPart) throws -> Void) throws {
    try upscale(lowResolution, threads: threads, blocksAtATime: Self.blocksAtATime, part: part)
  }

  func upscale(
    _ lowResolution: Plane, threads: Int, blocksAtATime: Int, part: (EnlargedPart) throws -> Void
  ) throws {
    let needed = Self.leastSide
    guard lowResolution.width >= needed, lowResolution.height >= needed else {
      throw SparseCodingError.imageTooSmall(
        width: lowResolution.width, height: lowResolution.height, needed: needed)
    }
    let reconstruction = Reconstruction(self)
    var canvas = PatchCanvas(lowResolution, scale: scale)
    // Blocks are those of the whole image: products of other blocks may be rounded otherwise.
    let grid = canvas.grid, patchesAtATime = blocksAtATime * Self.block
    for first in stride(from: 0, to: grid.count, by: patchesAtATime) {
      let patches = first..<min(grid.count, first + patchesAtATime)
      let (enlarged, gradients) = canvas.surroundings(of: patches)
      let blocks = (patches.count + Self.block - 1) / Self.block
      let differences = try orderedMap(blocks, threads: threads) { block in
        let start = first + block * Self.block
        let features = gradients.features(start..<min(start + Self.block, patches.upperBound))
        return try reconstruction.differences(
          dictionary.basis.multiplied(by: features, transposed: true)
        ).elements
      }
      canvas.add(differences, block: Self.block, of: patches)
      if let finished = canvas.finish(before: patches.upperBound, enlarged) { try part(finished) }
    }
  }
}

/// Where the patches of an image are put together, column after column; columns that no patch can change any more are left.
private struct PatchCanvas {
  let grid: PatchGrid
  private let lowResolution: Plane
  private let scale: Int
  private let width: Int, height: Int
  /// The columns before this one are finished.
  private var start = 0
  /// The sums of the patches, from there on.
  private var sums: ColumnPlane
  /// How many patches lie across and down over each column and row.
  private let across: [Int], down: [Int]

  init(_ lowResolution: Plane, scale: Int) {
    (self.lowResolution, self.scale) = (lowResolution, scale)
    (width, height) = (lowResolution.width * scale, lowResolution.height * scale)
    grid = PatchGrid(width: width, height: height, scale: scale)
    sums = ColumnPlane(width: 0, height: height)
    (across, down) = grid.coverage(width: width, height: height)
  }

  /// The columns under some patches and those that are finished with them, enlarged, and what the patches look like.
  func surroundings(of patches: Range<Int>) -> (enlarged: EnlargedPart, gradients: GradientPlanes) {
    let reach = grid.columns(of: patches)
    let first = max(0, min(start, reach.lowerBound - scale))
    let end = min(width, max(self.end(before: patches.upperBound), reach.upperBound + scale))
    let enlarged = lowResolution.upscaledColumns(first..<end, by: scale)
    return (
      EnlargedPart(row: 0, column: first, plane: enlarged),
      GradientPlanes(enlarged, scale: scale, grid: grid, left: first)
    )
  }

  /// The column that the patches from one on begin at; the image's end if there are none.
  private func end(before patch: Int) -> Int { patch < grid.count ? grid.origin(patch).x : width }

  mutating func add(_ differences: [[Float]], block: Int, of patches: Range<Int>) {
    sums.widen(to: max(grid.columns(of: patches).upperBound, end(before: patches.upperBound)) - start)
    for patch in patches {
      let origin = grid.origin(patch), index = patch - patches.lowerBound
      sums.add(
        differences[index / block], from: index % block * grid.side * grid.side,
        at: (origin.x - start, origin.y), side: grid.side)
    }
  }

  /// The columns that no patch from one on reaches, which are left; nil if there are none.
  mutating func finish(before patch: Int, _ enlarged: EnlargedPart) -> EnlargedPart? {
    let columns = start..<end(before: patch)
    guard !columns.isEmpty else { return nil }
    var samples: [Float] = []
    samples.reserveCapacity(columns.count * height)
    for y in 0..<height {
      for x in columns {
        let interpolated = enlarged.plane.samples[y * enlarged.plane.width + x - enlarged.column]
        let count = across[x] * down[y]
        let sum = sums.samples[(x - start) * height + y]
        samples.append(count > 0 ? interpolated + sum / Float(count) : interpolated)
      }
    }
    sums.removeFirst(columns.count)
    start = columns.upperBound
    return EnlargedPart(
      row: 0, column: columns.lowerBound, plane: Plane(width: columns.count, height: height, samples: samples)
    )
  }
}

/// What a model makes of features, with the tables it needs for that.
struct Reconstruction: Sendable {
  private let model: ExampleModel
  private let pursuit: MatchingPursuit?
  private let globalRegressor: Matrix<Float>?
  private let lowAtoms: Matrix<Double>

  init(_ model: ExampleModel) {
    self.model = model
    let dictionary = model.dictionary
    lowAtoms = dictionary.lowAtoms.converted()
    pursuit =
      model.method == .zeyde
      ? MatchingPursuit(dictionary: dictionary.lowAtoms, sparsity: ExampleMethod.sparsity) : nil
    globalRegressor =
      model.method == .globalRegression
      ? Matrix(
        rows: dictionary.highAtoms.rows, columns: dictionary.features, elements: model.regressors.elements)
      : nil
  }

  /// The difference patches of some patches' features, a column each.
  func differences(_ features: Matrix<Float>) throws -> Matrix<Float> {
    if let pursuit { return pursuit.coded(features).codes.combined(model.dictionary.highAtoms) }
    if let globalRegressor { return globalRegressor * features }
    let products = model.dictionary.lowAtoms.multiplied(by: features, transposed: true)
    if let embedding = model.method.embedding { return try embedded(features, products, embedding) }
    return anchored(features, products.rowsOfLargestMagnitude())
  }

  /// Each patch by the regressor of its anchor.
  private func anchored(_ features: Matrix<Float>, _ anchors: [Int]) -> Matrix<Float> {
    let length = model.dictionary.highAtoms.rows
    var result = Matrix<Float>(rows: length, columns: features.columns)
    for (patch, anchor) in anchors.enumerated() {
      for feature in 0..<features.rows {
        Vectors.add(
          model.regressors.elements, from: anchor * model.regressors.rows + feature * length, count: length,
          times: features[feature, patch], to: &result.elements, from: patch * length)
      }
    }
    return result
  }

  /// Each patch by its neighbours among the atoms.
  private func embedded(
    _ features: Matrix<Float>, _ products: Matrix<Float>, _ embedding: NeighbourEmbedding
  ) throws -> Matrix<Float> {
    let high = model.dictionary.highAtoms
    var result = Matrix<Float>(rows: high.rows, columns: features.columns)
    for patch in 0..<features.columns {
      let nearest = largest(embedding.neighbours, of: products.column(patch))
      let vector = features.columns(patch..<patch + 1).converted(to: Double.self)
      let weights = try embedding.weights(of: lowAtoms.columns(nearest), for: vector)
      for (atom, weight) in zip(nearest, weights) {
        Vectors.add(
          high.elements, from: atom * high.rows, count: high.rows, times: Float(weight), to: &result.elements,
          from: patch * high.rows)
      }
    }
    return result
  }
}
