import Foundation
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

  /// The rows of a table in Markdown, without emphasis.
  private static func rows(_ path: String) throws -> [[String]] {
    try String(contentsOfFile: packageRoot + "/" + path, encoding: .utf8).replacing("**", with: "")
      .split(separator: "\n").filter { $0.hasPrefix("|") }
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
  }

  @Test(arguments: [
    ("scales/x2", "9-5-5 x2", "bicubic x2"), ("scales/x3", "9-5-5 x3", "bicubic x3"),
    ("scales/x4", "9-5-5 x4", "bicubic x4"), ("channels/rgb", "RGB", "bicubic"),
  ])
  func `the README has the scores of its networks as the tables have them`(
    name: String, label: String, bicubic: String
  ) throws {
    let readme = try #require(try Self.rows("README.md").first { $0[0] == "`\(name)`" })
    let table = try Self.rows("results/tables/\(name.prefix { $0 != "/" }).md")
    func score(_ row: String, _ column: String) throws -> String {
      let index = try #require(table.first?.firstIndex(of: column))
      return try #require(table.first { $0[0] == row })[index]
    }
    let isColour = name == "channels/rgb"
    for (row, cell) in [(label, readme[5]), (bicubic, readme[6])] {
      let colour = try isColour ? "; of RGB \(score(row, "Set5 RGB PSNR").prefix { $0 != " " })" : ""
      #expect(try cell == score(row, "Set5 PSNR") + colour)
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
