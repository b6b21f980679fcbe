import Imaging
import LinearAlgebra

@testable import SparseCoding

/// Models of a few atoms, from synthetic images.
enum Small {
  static let images = syntheticImages(6)
  static let settings = DictionarySettings(atoms: 48, iterations: 3)
  static let anchors = AnchorSettings(samples: 2000, sizes: 3, nearest: 100)

  /// Trained once for all tests.
  private static let dictionaries = [2, 3, 4].map { scale in Result { try train(scale: scale, threads: 2) } }

  static func train(scale: Int, threads: Int) throws -> ExampleDictionary {
    try ExampleDictionary.train(images: images, scale: scale, settings: settings, seed: 1, threads: threads)
  }

  static func dictionary(scale: Int = 3) throws -> ExampleDictionary { try dictionaries[scale - 2].get() }

  static func model(
    _ method: ExampleMethod, dictionary: ExampleDictionary? = nil, threads: Int = 2
  ) throws -> ExampleModel {
    try ExampleModel.train(
      method, dictionary: dictionary ?? self.dictionary(), images: images, anchors: anchors, threads: threads)
  }
}
