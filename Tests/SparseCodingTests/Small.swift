import Imaging
import LinearAlgebra

@testable import SparseCoding

/// Models of a few atoms, from synthetic images.
enum Small {
  static let images = syntheticImages(6)
  static let settings = DictionarySettings(atoms: 48, iterations: 3)
  static let anchors = AnchorSettings(samples: 3000, sizes: 3, nearest: 100)

  static func dictionary(scale: Int = 3, threads: Int = 2) throws -> ExampleDictionary {
    try ExampleDictionary.train(
      images: images, scale: scale, settings: settings, seed: 1, threads: threads)
  }

  static func model(_ method: ExampleMethod, scale: Int = 3, threads: Int = 2) throws
    -> ExampleModel
  {
    try ExampleModel.train(
      method, dictionary: dictionary(scale: scale, threads: threads), images: images,
      anchors: anchors,
      threads: threads)
  }
}
