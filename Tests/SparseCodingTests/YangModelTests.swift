import Imaging
import LinearAlgebra
import Testing

@testable import SparseCoding

@Suite struct YangModelTests {
  @Test(arguments: [2, 3, 4])
  func `a trained model makes images sharper than bicubic`(scale: Int) throws {
    var settings = YangMiniature.settings
    (settings.atoms, settings.patches, settings.batch, settings.penalty) = (128, 300, 300, 0.02)
    (settings.isNonNegative, settings.amplitude) = (false, .fittedNorm)
    let model = try YangMiniature.model(settings, scale: scale)
    let truth = YangMiniature.image(7)
    let small = truth.downscaled(by: scale)
    let large = try model.upscaled(small, threads: 2)
    #expect(
      YangMiniature.meanSquaredError(large, truth)
        < YangMiniature.meanSquaredError(small.upscaled(by: scale), truth))
  }

  @Test func `the TIP form runs with back-projection, which brings the shrunk result to the given image`()
    throws
  {
    var settings = YangSettings.tip2010
    (settings.atoms, settings.patches, settings.passes, settings.batch) = (24, 400, 2, 200)
    settings.backProjections = 0
    let small = YangMiniature.image(7).downscaled(by: 2)
    func distance(backProjections: Int) throws -> Double {
      settings.backProjections = backProjections
      let large = try YangMiniature.model(settings, scale: 2).upscaled(small, threads: 2)
      #expect(large.width == 48 && large.height == 48)
      return YangMiniature.meanSquaredError(large.downscaled(by: 2), small)
    }
    #expect(try distance(backProjections: 20) < 0.1 * distance(backProjections: 0))
  }

  @Test func `the number of threads changes no bit of an image`() throws {
    let model = try YangMiniature.randomModel(YangMiniature.settings, scale: 3)
    let small = YangMiniature.image(1, side: 20)
    #expect(try model.upscaled(small, threads: 1) == model.upscaled(small, threads: 3))
  }

  @Test func `codes of an image are optimal and sparse`() throws {
    let model = try YangMiniature.model()
    let found = try model.diagnostics(YangMiniature.image(7).downscaled(by: 3), threads: 2)
    #expect(found.patches == 12 * 12)
    #expect(found.largestViolation < 1e-7)
    #expect(found.shareOfZeros > 0.5 && found.shareOfZeros < 1)
    #expect(found.uses.count == 24 && found.uses.allSatisfy { (0...found.patches).contains($0) })
  }

  @Test func `weak features are divided by 1 in the samples of the published code`() throws {
    var faint = YangMiniature.image(2)
    for i in faint.samples.indices { faint.samples[i] = 0.5 + 0.1 * (faint.samples[i] - 0.5) }
    for form in [YangForm.cvpr2008, .tip2010] {
      var settings = YangMiniature.settings
      settings.form = form
      let coder = try YangCoder(YangMiniature.randomModel(settings, scale: 3), faint)
      let amplitudes = coder.rows.flatMap { coder.coding(ofRow: $0).amplitudes }
      // Of samples 0…1 in the CVPR 2008 form, 0…255 in ScSR.
      #expect(amplitudes.allSatisfy { $0 == 255 } == (form == .cvpr2008))
      #expect(amplitudes.allSatisfy { $0 >= 1 && $0 <= 255 })
    }
  }

  @Test func `a flat image stays flat`() throws {
    let flat = Plane(width: 9, height: 8, samples: Array(repeating: 0.25, count: 72))
    let large = try YangMiniature.randomModel(YangMiniature.settings, scale: 3).upscaled(flat, threads: 1)
    #expect(large.width == 27 && large.height == 24)
    #expect(large.samples.allSatisfy { abs($0 - 0.25) < 1e-6 })
  }

  @Test func `an image smaller than a patch and its margins is an error`() throws {
    let model = try YangMiniature.randomModel(YangMiniature.settings, scale: 3)
    func plane(_ width: Int, _ height: Int) -> Plane {
      Plane(width: width, height: height, samples: Array(repeating: 0, count: width * height))
    }
    #expect(throws: Never.self) { try model.upscaled(plane(5, 5), threads: 1) }
    for (width, height) in [(4, 9), (9, 4), (0, 0)] {
      #expect(throws: SparseCodingError.imageTooSmall(width: width, height: height, needed: 5)) {
        try model.upscaled(plane(width, height), threads: 1)
      }
    }
  }

  @Test func `dictionaries that don't fit scale and settings are errors`() throws {
    let model = try YangMiniature.randomModel(YangMiniature.settings, scale: 3)
    func make(_ high: Matrix<Double>, _ low: Matrix<Double>, scale: Int = 3) throws {
      _ = try YangModel(
        scale: scale, settings: model.settings, highResolutionAtoms: high, lowResolutionAtoms: low)
    }
    let (high, low) = (model.highResolutionAtoms, model.lowResolutionAtoms)
    #expect(
      throws: SparseCodingError.badShape(
        name: "Dh", expected: "24 atoms of 36 values", found: "24 atoms of 81 values")
    ) { try make(high, low, scale: 2) }
    #expect(
      throws: SparseCodingError.badShape(
        name: "Dl", expected: "24 atoms of 144 values", found: "23 atoms of 144 values")
    ) { try make(high, low.columns(0..<23)) }
    #expect(throws: SparseCodingError.badSetting(name: "scale", expected: "a factor of 2 to 8", found: "1")) {
      try make(high, low, scale: 1)
    }
    var broken = high
    broken.elements[7] = .infinity
    #expect(throws: SparseCodingError.notFinite(name: "Dh")) { try make(broken, low) }
  }
}
