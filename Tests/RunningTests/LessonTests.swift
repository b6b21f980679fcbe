import Datasets
import ExperimentSpecs
import Foundation
import RunRecords
import TestLaboratory
import Testing

@Suite struct `The lesson` {
  private func id(of variant: String, in spec: String) throws -> String {
    let file = packageRoot + "/experiments/specs/\(spec).json"
    let experiment = try Experiment.decode(Array(Data(contentsOf: URL(fileURLWithPath: file))), file: file)
    let runs = try experiment.resolved(profile: "demo").runs
    let run = try #require(runs.first { $0.variant == variant && $0.seed == 1 })
    let catalog = try DatasetCatalog(root: packageRoot, dataRoot: nil, environment: [:])
    return try #require(try catalog.identity(of: run)).shortId
  }

  /// The id follows the settings of profile `demo` and the numerics: where one of them changes, the lesson has to.
  @Test func `it names the run that profile demo trains, whichever of the two specs trained it`() throws {
    let text = try String(contentsOfFile: packageRoot + "/docs/lesson.md", encoding: .utf8)
    let named = text.matches(of: #/-s1-([0-9a-f]{12})\b/#).map { String($0.output.1) }
    #expect(named.count == 1)
    #expect(try named == [id(of: "9-1-5", in: "filter-size")])
    #expect(try named == [id(of: "64-32", in: "width")])
  }
}
