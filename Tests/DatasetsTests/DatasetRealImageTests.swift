import Foundation
import Testing
import TestLaboratory

@testable import Datasets

@Suite(.enabled(if: RealDatasets.folder != nil || RealDatasets.isRequired, "\(RealDatasets.skipped)"))
struct DatasetRealImageTests {
  /// Digests by `sha256sum FILES | cut -c 1-64 | sha256sum`, the files in the order of the manifest; sizes of the
  /// first image, width x height x channels.
  static let sets: [(name: String, digest: String, first: String)] = [
    ("set5", "757f7dda78a4805182ad66acfb998daab5b7063302dd8a81f0c73e31589bb2ce", "baby 512x512x3"),
    ("set14", "f9dbbd4bb3ab8a3383da31f182a931fc8924e7230b77f85029479e5a3c43c4cc", "baboon 500x480x3"),
    ("t91", "34b4524cb903d8133a97da80545da6a94596fded018cd132fab3ce4b021e4438", "t1 197x176x3"),
    ("bsd200", "4199d925a0f484f47ec8773ccd412eb5209c7addc7e1370da175b59cc03c7cfd", "2018 321x481x3"),
    ("bsds-train200", "60c23807803ced34901383c3ab5c2aa584dcacae4cd1b0a52ebd1401e9836484", "2092 481x321x3"),
  ]

  @Test(arguments: sets)
  func `every byte is the listed one`(_ set: (name: String, digest: String, first: String)) throws {
    let catalog = try DatasetCatalog(
      root: packageRoot, dataRoot: RealDatasets.folder, environment: ProcessInfo.processInfo.environment)
    let located = try catalog.verify(set.name)
    #expect(located.digest == set.digest)
    let first = try #require(try located.loadImages(first: 1).first)
    #expect("\(first.name) \(first.image.width)x\(first.image.height)x\(first.image.channels)" == set.first)
  }

  @Test func `bridge alone of Set14 has one channel`() throws {
    let catalog = try DatasetCatalog(
      root: packageRoot, dataRoot: RealDatasets.folder, environment: ProcessInfo.processInfo.environment)
    let gray = try catalog.require("set14").loadImages().filter { $0.image.channels == 1 }
    #expect(gray.map(\.name) == ["bridge"])
  }
}
