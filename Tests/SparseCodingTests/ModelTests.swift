import Imaging
import LinearAlgebra
import Testing

@testable import SparseCoding

struct ModelTests {
  @Test func `dictionaries, models and images are the same bits for one, two and three threads`() throws {
    let low = syntheticImages(7)[6].downscaled(by: 3)
    let dictionaries = try (1...3).map { try Small.train(scale: 3, threads: $0) }
    for method in ExampleMethod.allCases {
      let one = try Small.model(method, dictionary: dictionaries[0], threads: 1)
      let expected = try one.upscaled(low, threads: 1)
      #expect(expected.samples.allSatisfy { $0.isFinite })
      for threads in 2...3 {
        let model = try Small.model(method, dictionary: dictionaries[threads - 1], threads: threads)
        #expect(model == one, "\(method.name), \(threads) threads")
        #expect(try model.upscaled(low, threads: threads) == expected, "\(method.name), \(threads) threads")
      }
    }
  }

  @Test(arguments: [2, 3, 4])
  func `every method brings its own training images nearer than interpolation does`(scale: Int)
    throws
  {
    let dictionary = try Small.dictionary(scale: scale)
    // At x4 it rests on the dictionary whether weights that may not be negative do, and that on how OpenBLAS's kernels
    // round: with those for an unknown processor they don't.
    for method in ExampleMethod.allCases where scale < 4 || method != .nonNegative {
      let model = try Small.model(method, dictionary: dictionary)
      var errors = (method: 0.0, interpolation: 0.0)
      for image in Small.images {
        let low = image.downscaled(by: scale)
        let result = try model.upscaled(low, threads: 2)
        let enlarged = low.upscaled(by: scale)
        for index in image.samples.indices {
          errors.method += Double((result.samples[index] - image.samples[index])).squared
          errors.interpolation += Double((enlarged.samples[index] - image.samples[index])).squared
        }
      }
      #expect(errors.method < errors.interpolation, "\(method.name)")
    }
  }

  @Test func `a flat image stays flat`() throws {
    let flat = Plane(width: 9, height: 8, samples: [Float](repeating: 0.25, count: 72))
    // Weights of locally linear embedding sum to one even for a patch without features.
    for method in ExampleMethod.allCases where method != .locallyLinear {
      let result = try Small.model(method).upscaled(flat, threads: 1)
      #expect(result.width == 27 && result.height == 24)
      // Beyond the border lie zeros, but no patch reaches so far.
      for sample in result.samples { #expect(abs(sample - 0.25) < 1e-5, "\(method.name)") }
    }
  }

  @Test func `an image smaller than a patch and its border is refused`() throws {
    let model = try Small.model(.anchoredRegression)
    let small = Plane(width: 4, height: 20, samples: [Float](repeating: 0, count: 80))
    #expect(throws: SparseCodingError.imageTooSmall(width: 4, height: 20, needed: 5)) {
      try model.upscaled(small, threads: 1)
    }
    let least = Plane(width: 5, height: 5, samples: (0..<25).map { Float($0 % 7) / 7 })
    #expect(try model.upscaled(least, threads: 1).width == 15)
  }

  @Test func `a training set too small for what is asked of it is refused`() {
    let images = [syntheticImages(1, side: 21)[0]]
    #expect(
      throws: SparseCodingError.tooFewPatches(
        found: 4, needed: 48, purpose: "a dictionary of 48 atoms")
    ) {
      try ExampleDictionary.train(
        images: images, scale: 3, settings: Small.settings, seed: 1, threads: 1)
    }
    #expect(throws: SparseCodingError.self) {
      try ExampleDictionary.train(
        images: [], scale: 3, settings: Small.settings, seed: 1, threads: 1)
    }
    #expect(
      throws: SparseCodingError.tooFewPatches(
        found: 9, needed: 100, purpose: "a regressor from 100 samples")
    ) {
      try ExampleModel.train(
        .adjustedAnchors, dictionary: Small.dictionary(), images: images,
        anchors: AnchorSettings(sizes: 1, nearest: 100), threads: 1)
    }
  }

  @Test func `arrays of the wrong shape and dictionaries of another scale are refused`() throws {
    let good = try Small.dictionary()
    #expect(throws: SparseCodingError.wrongScale(expected: 2, found: 3)) {
      try good.check(isFor: 2)
    }
    #expect(
      throws: SparseCodingError.badShape(
        name: "basis", expected: "144 x at least 1", found: "324 x \(good.features)")
    ) {
      try ExampleDictionary(
        scale: 2, basis: good.basis, lowAtoms: good.lowAtoms, highAtoms: good.highAtoms)
    }
    #expect(
      throws: SparseCodingError.badShape(name: "highAtoms", expected: "81 x 48", found: "81 x 47")
    ) {
      try ExampleDictionary(
        scale: 3, basis: good.basis, lowAtoms: good.lowAtoms,
        highAtoms: good.highAtoms.columns(0..<47))
    }
    #expect(throws: SparseCodingError.self) {
      try ExampleModel(method: .globalRegression, dictionary: good)
    }
    var wild = good.lowAtoms
    wild[0, 0] = .nan
    #expect(throws: SparseCodingError.notFinite(name: "lowAtoms")) {
      try ExampleDictionary(scale: 3, basis: good.basis, lowAtoms: wild, highAtoms: good.highAtoms)
    }
    #expect(
      throws: SparseCodingError.badSetting(
        name: "scale", expected: "a factor of 2 to 8", found: "1")
    ) {
      try ExampleDictionary.train(images: [], scale: 1, seed: 1, threads: 1)
    }
  }

  @Test func `images without room for a patch add nothing to a training`() throws {
    let tiny = [(1, 1), (40, 2), (2, 40), (12, 48), (3, 3)].map { width, height in
      Plane(width: width, height: height, samples: [Float](repeating: 0.5, count: width * height))
    }
    let dictionary = try ExampleDictionary.train(
      images: tiny + Small.images, scale: 3, settings: Small.settings, seed: 1, threads: 2)
    #expect(try dictionary == Small.dictionary())
    let model = try ExampleModel.train(
      .adjustedAnchors, dictionary: dictionary, images: tiny + Small.images, anchors: Small.anchors,
      threads: 2)
    #expect(try model == Small.model(.adjustedAnchors))
  }

  @Test func `a training ends where its progress report throws`() {
    struct Stop: Error {}
    var reports: [TrainingProgress] = []
    #expect(throws: Stop.self) {
      try ExampleDictionary.train(
        images: Small.images, scale: 3, settings: Small.settings, seed: 1, threads: 1
      ) { report in
        reports.append(report)
        if report.stage == .dictionary, report.done == 2 { throw Stop() }
      }
    }
    #expect(reports.map(\.done) == [1, 2, 1, 2])
    #expect(reports.last?.error ?? .infinity < reports[2].error ?? 0)
  }
}

extension Double {
  fileprivate var squared: Double { self * self }
}
