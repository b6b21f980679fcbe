import Imaging
import LinearAlgebra
import Testing

@testable import SparseCoding

@Suite struct YangLayersTests {
  @Test(arguments: [(YangForm.cvpr2008, 3), (.cvpr2008, 2), (.tip2010, 2)])
  func `layer 1 gives the patch code's products, norms and means`(_ form: YangForm, scale: Int) throws {
    let model = try model(form, scale: scale)
    let coder = try YangCoder(model, YangMiniature.image(2, side: 13))
    let layers = try YangLayers(model)
    let products = layers.projection(coder.middle)
    let energies = layers.energies(of: coder.middle)
    #expect(products.height == coder.rows.count && products.width == coder.columns.count)
    let places = products.height * products.width
    for row in 0..<products.height {
      let coding = coder.coding(ofRow: coder.rows.lowerBound + row)
      for column in 0..<products.width {
        let place = row * products.width + column
        let amplitude = coding.amplitudes[column]
        let least = form == .cvpr2008 ? 255.0 : 1
        #expect(abs(max(energies.samples[place].squareRoot(), least) - amplitude) < 1e-10 * amplitude)
        for atom in 0..<model.settings.atoms {
          let product = coding.correlations[atom, column] * amplitude
          #expect(abs(products.samples[atom * places + place] - product) < 1e-10 * amplitude)
        }
      }
    }
  }

  @Test(arguments: [(YangForm.cvpr2008, 3), (.cvpr2008, 2), (.cvpr2008, 4), (.tip2010, 2)])
  func `the chain of layers gives the patch code's image where all patches overlap`(
    _ form: YangForm, scale: Int
  ) throws {
    let model = try model(form, scale: scale)
    let small = YangMiniature.image(2, side: 14)
    let large = try model.upscaled(small, threads: 1)
    let chain = try YangLayers(model).image(
      ofMiddle: YangMaps(small.upscaled(by: model.geometry.middleFactor)), model: model)
    let first = (model.geometry.margin + model.geometry.patchSteps - 1) * model.geometry.step
    #expect(chain.width == 14 * scale - 2 * first && chain.height == chain.width && chain.width > 0)
    for y in 0..<chain.height {
      for x in 0..<chain.width {
        let expected = Double(large.samples[(first + y) * large.width + first + x]) * 255
        // The image of the patch code is rounded to Float.
        #expect(abs(chain.samples[y * chain.width + x] - expected) < 1e-6 * max(255, abs(expected)))
      }
    }
  }

  @Test func `a convolution sums what its kernel covers, unturned, at every stride`() {
    let maps = YangMaps(channels: 2, height: 3, width: 4, samples: (0..<24).map(Double.init))
    let layer = YangConvolution(
      outputs: 1, inputs: 2, size: 2, stride: 2, weights: [1, 2, 3, 4, 0, 0, 0, 10])
    // First place: 0 + 2 * 1 + 3 * 4 + 4 * 5 + 10 * 17; second: 2 + 2 * 3 + 3 * 6 + 4 * 7 + 10 * 19.
    #expect(layer(maps) == YangMaps(channels: 1, height: 1, width: 2, samples: [204, 244]))
    let small = layer(YangMaps(channels: 2, height: 1, width: 4))
    #expect(small.height == 0 && small.samples.isEmpty)
  }

  @Test func `a contrast that is set patch by patch has no layers`() throws {
    var settings = YangSettings.tip2010
    settings.atoms = 4
    #expect(throws: SparseCodingError.self) { try YangLayers(YangMiniature.randomModel(settings, scale: 2)) }
  }

  private func model(_ form: YangForm, scale: Int) throws -> YangModel {
    var settings = form == .cvpr2008 ? YangMiniature.settings : .tip2010
    (settings.form, settings.atoms, settings.backProjections) = (form, 16, 0)
    settings.amplitude = .featureNorm
    return try YangMiniature.randomModel(settings, scale: scale)
  }
}
