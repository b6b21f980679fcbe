import Testing

@testable import Tensors

@Suite struct WhitenedCoordinatesTests {
  private static let layout = NetworkLayout(channels: 1, filterSizes: [3, 1, 3], widths: [20, 7])

  /// Second moments of inputs that are smooth, as patches of images are.
  private static let moments: [Double] = {
    var random = RandomStream(seed: 1, purpose: "patches")
    var sum = [Double](repeating: 0, count: 81)
    for _ in 0..<500 {
      let level = 1 + 0.3 * random.normal()
      let patch = (0..<9).map { _ in level + 0.1 * random.normal() }
      for i in 0..<9 { for j in 0..<9 { sum[i * 9 + j] += patch[i] * patch[j] } }
    }
    return sum
  }()

  @Test func `inputs have the same moments in all directions, and in all as before`() {
    let whitening = WhitenedCoordinates(layout: Self.layout, moments: Self.moments, floor: 1e-9)
    let p = whitening.matrix.map(Double.init)
    var half = [Double](repeating: 0, count: 81), whole = half
    for i in 0..<9 {
      for k in 0..<9 { for j in 0..<9 { half[i * 9 + j] += p[i * 9 + k] * Self.moments[k * 9 + j] } }
    }
    for i in 0..<9 {
      for k in 0..<9 { for j in 0..<9 { whole[i * 9 + j] += half[i * 9 + k] * p[k * 9 + j] } }
    }
    let mean = (0..<9).reduce(0) { $0 + Self.moments[$1 * 10] } / 9
    for i in 0..<81 { #expect(abs(whole[i] / mean - (i / 9 == i % 9 ? 1 : 0)) < 1e-4) }
  }

  @Test func `directions that hardly occur are held to the floor`() {
    let whitening = WhitenedCoordinates(layout: Self.layout, moments: Self.moments, floor: 0.999)
    let (_, values) = OrthonormalBasis.eigenvectors(of: whitening.matrix.map(Double.init), side: 9)
    // All roots are those of the floor, but that of the largest eigenvalue, which is larger by less than a thousandth.
    #expect(values[0] / values[8] < 1.001)
  }

  @Test func `only what lies where the first layer's weights do is turned`() {
    let whitening = WhitenedCoordinates(layout: Self.layout, moments: Self.moments, floor: 1e-5)
    let start = [Float](repeating: 1, count: Self.layout.storedParameterCount)
    var values = start
    whitening.turn(&values)
    let range = Self.layout.weightRange(ofLayer: 0), rest = values.indices.filter { !range.contains($0) }
    #expect(rest.allSatisfy { values[$0] == 1 })
    let sums = (0..<9).map { row in (0..<9).reduce(Float(0)) { $0 + whitening.matrix[row * 9 + $1] } }
    for (place, index) in range.enumerated() { #expect(abs(values[index] - sums[place / 32]) < 1e-5) }
  }

  @Test func `black images leave the coordinates as they are`() {
    let whitening = WhitenedCoordinates(
      layout: Self.layout, moments: [Double](repeating: 0, count: 81), floor: 1e-5)
    for (index, value) in whitening.matrix.enumerated() {
      #expect(value == (index / 9 == index % 9 ? 1 : 0))
    }
  }
}
