import ExperimentSpecs
import Foundation
import HDF5Storage
import HostSystem
import Imaging
import TestLaboratory
import Testing

import Vocabulary

@testable import RunRecords
@testable import Running
@testable import Scoring

@Suite struct `The article on the files of a run` {
  private let laboratory: RunLaboratory
  private let article: String

  init() throws {
    laboratory = try RunLaboratory()
    article = try String(
      contentsOfFile: packageRoot + "/Sources/HDF5Storage/HDF5Storage.docc/FilesOfARun.md", encoding: .utf8)
  }

  /// Every name in a file: of its attributes, of its datasets without the number of a layer, and of their attributes.
  private func names(in path: String) throws -> Set<String> {
    let contents = try HDF5Contents(contentsOf: path)
    let datasets = contents.arrays.keys.filter { !$0.contains("/conv2") && !$0.contains("/conv3") }.map {
      $0.replacing("tiny-test", with: "SET")
    }
    return Set(contents.attributes.keys).union(datasets).union(
      contents.arrays.values.flatMap(\.attributes.keys))
  }

  /// Whether the article has the name as code, in full or, in a list of its group's datasets, its last part.
  private func isNamed(_ name: String) -> Bool {
    guard name.hasPrefix("/"), let last = name.split(separator: "/").last else {
      return article.contains("`\(name)`")
    }
    if name.hasPrefix("/baseline/bicubic/SET") { return article.contains("`/baseline/bicubic/SET/…`") }
    return article.contains("`\(name)`") || article.contains("`\(last)`") || article.contains("/\(last)`")
  }

  @Test func `names every attribute and dataset of weights, metrics and checkpoint`() throws {
    let cancellation = Cancellation()
    let run = laboratory.run {
      $0.training.averaging = 0.99
      $0.network.activations = .all(.prelu)
    }
    let result = try laboratory.engine(cancellation: cancellation) {
      if case .progress(_, let progress) = $0, progress.backprops >= 80 { cancellation.request() }
    }.run([run])[0]
    let folder = try #require(result.folder)
    #expect(try names(in: folder.checkpointFile).filter { !isNamed($0) } == [])
    _ = try laboratory.engine().run([run])
    #expect(try names(in: folder.weightsFile).filter { !isNamed($0) } == [])
    #expect(try names(in: folder.metricsFile).filter { !isNamed($0) } == [])
  }

  @Test func `names every measure and what only some files have`() {
    let measures = ImageMeasure.allCases.map(\.rawValue) + ColourMeasure.allCases.map(\.rawValue)
    for name in measures + ["zeros", "bases", "blur", "blurReduction", "origin", "unusedChannels", "method"] {
      #expect(article.contains("`\(name)`") || article.contains("/\(name)`"), "\(name)")
    }
    for format in [WeightsFile.format, MetricsFile.format, CheckpointFile.format, MethodFile.format] {
      #expect(article.contains("`\(format)`"), "\(format)")
    }
  }
}
