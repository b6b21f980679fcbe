import Testing

import Datasets
import ExperimentSpecs
import RunRecords
import Tensors
import TestLaboratory

/// The runs in `results/`, whose ids never change.
@Suite struct PublishedRunsTests {
  static let folders = (try? RunFolder.all(in: packageRoot + "/results")) ?? []

  @Test func `every published run has the id that its description gives, and the same numerics version`()
    throws
  {
    let catalog = try DatasetCatalog(root: packageRoot, dataRoot: nil, environment: [:])
    #expect(Self.folders.count > 100)
    for folder in Self.folders {
      let provenance = try folder.checkedProvenance()
      let run = folder.description()
      let method = folder.methodDescription()
      let id = try run.map { try catalog.identity(of: $0) } ?? method.map { try catalog.identity(of: $0) }
      #expect(id??.id == provenance?.runId, "\(folder.path)")
      #expect(
        run?.numericsVersion ?? method?.numericsVersion == provenance?.numericsVersion, "\(folder.path)")
    }
  }

  /// The table is written by hand: this says when the kernels take another form somewhere.
  @Test(arguments: [DataSection.Channels.y, .rgb])
  func `the numerics table and the forms that the kernels choose agree`(channels: DataSection.Channels) throws
  {
    let laboratory = try RunLaboratory()
    let sizes = [1, 3, 5, 7, 9, 11, 13, 17, 33, 35]
    let networks = sizes.flatMap { first in
      [[first], [first, 5]] + sizes.map { [first, $0, 5] } + sizes.map { [first, 1, $0, 5] }
    }
    for filters in networks {
      let run = laboratory.run {
        $0.data.channels = channels
        $0.network.filters = filters
        $0.network.widths = Array(repeating: 4, count: filters.count - 1)
      }
      #expect((run.numericsVersion == 3) == run.layout.usesWinograd, "\(filters)")
    }
  }
}
