import Imaging
import LinearAlgebra
import SuperResolution
import Tensors
import Testing
import TestLaboratory

@testable import SparseCoding

@Suite struct `Sparse coding as a network` {
  /// A low-resolution image of 0…1, and what both sides are given of it: enlarged by bicubic interpolation.
  private static let small: Plane = {
    var stream = RandomStream(seed: 8, purpose: "test image")
    let samples = (0..<10 * 9).map { _ in Float(stream.uniform()) }
    return Plane(width: 10, height: 9, samples: samples)
  }()
  private static let middle = small.upscaled(by: 2)

  /// The middle image as the network sees it, 0…1 in double precision.
  private static var image: NaiveConvolution.Planes {
    var image = NaiveConvolution.Planes(channels: 1, height: middle.height, width: middle.width)
    image.values = middle.samples.map(Double.init)
    return image
  }

  private func layer(_ layer: Int, of network: Network, _ input: NaiveConvolution.Planes)
    -> NaiveConvolution.Planes
  {
    NaiveConvolution.forward(
      input, weight: network.weight(ofLayer: layer), bias: network.bias(ofLayer: layer))
  }

  @Test(arguments: [false, true])
  func `layer 1 is the patch code's products with either sign, and the mean`(isNonNegative: Bool) throws {
    let model = try SparseCodingModels.random(isNonNegative: isNonNegative)
    let network = try Network(sparseCoding: model)
    #expect(network.layout.filterSizes == [9, 1, 5])
    #expect(network.layout.widths == [13, isNonNegative ? 7 : 13])
    let coder = try YangCoder(model, Self.small)
    let output = layer(0, of: network, Self.image)
    #expect(output.height == coder.rows.count && output.width == coder.columns.count)
    for row in 0..<output.height {
      let coding = coder.coding(ofRow: coder.rows.lowerBound + row)
      for column in 0..<output.width {
        let amplitude = coding.amplitudes[column]
        for atom in 0..<6 {
          // The patch code's image is 0…255. Weights are rounded to Float.
          let product = coding.correlations[atom, column] * amplitude / 255
          #expect(abs(output[2 * atom, row, column] - product) < 1e-6 * amplitude / 255)
          #expect(output[2 * atom + 1, row, column] == -output[2 * atom, row, column])
        }
      }
    }
  }

  /// The paper's analogy itself: but for the solver, sparse coding is a convolutional network.
  @Test(arguments: [false, true])
  func `with the solver's codes in place of layer 2 the layers give the patch code's image`(
    isNonNegative: Bool
  ) throws {
    let model = try SparseCodingModels.random(isNonNegative: isNonNegative)
    let network = try Network(sparseCoding: model)
    let layers = try YangLayers(model)
    let first = layer(0, of: network, Self.image)
    let places = first.height * first.width
    var products = YangMaps(channels: 7, height: first.height, width: first.width)
    for atom in 0...6 {
      for place in 0..<places {
        products.samples[atom * places + place] = 255 * first.values[2 * atom * places + place]
      }
    }
    let codes = layers.codes(
      of: products, energies: layers.energies(of: YangMaps(Self.middle)), model: model)
    var input = NaiveConvolution.Planes(
      channels: network.layout.widths[1], height: first.height, width: first.width)
    for place in 0..<places {
      let signs: [Double] = isNonNegative ? [1] : [1, -1]
      for atom in 0..<6 {
        for (index, sign) in signs.enumerated() {
          let code = max(0, sign * codes.samples[atom * places + place])
          input.values[(atom * signs.count + index) * places + place] = code
        }
      }
      input.values[6 * signs.count * places + place] = codes.samples[6 * places + place]
    }
    let output = layer(2, of: network, input)
    let expected = try model.upscaled(Self.small, threads: 1)
    let margin = 6
    #expect(output.height == expected.height - 2 * margin && output.width == expected.width - 2 * margin)
    for y in 0..<output.height {
      for x in 0..<output.width {
        let wanted = Double(expected.samples[(y + margin) * expected.width + x + margin]) * 255
        // Weights, and the patch code's image, are rounded to Float.
        #expect(abs(output[0, y, x] - wanted) < 1e-5 * max(255, abs(wanted)))
      }
    }
  }

  @Test func `before training layer 2 solves with squares in place of magnitudes`() throws {
    let model = try SparseCodingModels.random()
    let network = try Network(sparseCoding: model)
    let coder = try YangCoder(model, Self.small)
    let input = Tensor(
      shape: [1, Self.middle.height, Self.middle.width], elements: Self.middle.samples)
    let output = network(input, padding: .valid, threads: 1)
    var maps = YangMaps(
      channels: 7, height: coder.rows.count, width: coder.columns.count)
    let places = maps.height * maps.width
    let system = model.lowResolutionAtoms.gram.addingToDiagonal(model.settings.penalty)
    for row in 0..<maps.height {
      let coding = coder.coding(ofRow: coder.rows.lowerBound + row)
      let codes = try system.solvePositiveDefinite(coding.correlations)
      for column in 0..<maps.width {
        let place = row * maps.width + column
        for atom in 0..<6 {
          maps.samples[atom * places + place] = codes[atom, column] * coding.amplitudes[column]
        }
      }
    }
    let products = try YangLayers(model).projection(YangMaps(Self.middle))
    maps.samples.replaceSubrange(6 * places..<7 * places, with: products.samples[6 * places..<7 * places])
    let expected = try YangLayers(model).reconstruction(maps)
    #expect(output.elements.count == expected.samples.count)
    for (own, wanted) in zip(output.elements, expected.samples) {
      #expect(abs(Double(own) * 255 - wanted) < 1e-4 * max(255, abs(wanted)))
    }
  }

  @Test func `what is no chain of three layers is refused with a reason`() throws {
    func problem(_ change: (inout YangSettings) -> Void) throws -> String {
      let model = try SparseCodingModels.random(change: change)
      let error = #expect(throws: SparseCodingError.self) { try Network(sparseCoding: model) }
      return error?.description ?? ""
    }
    #expect(try problem { $0.form = .cvpr2008 }.hasPrefix("form is cvpr2008; expected tip2010"))
    #expect(try problem { $0.backProjections = 3 }.hasPrefix("backProjections is 3; expected 0"))
    #expect(try problem { $0.amplitude = .middleContrast }.hasPrefix("amplitude is middleContrast"))
  }
}
