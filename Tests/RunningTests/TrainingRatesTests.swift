import ExperimentSpecs
import Testing
import TestLaboratory

@testable import Running

@Suite struct `How long trainings take` {
  /// A spec's first run, with these settings.
  private func run(_ overrides: [(key: String, value: String)] = []) throws -> RunDescription {
    let experiment = try Experiment.decode(Array(FigureLaboratory.spec.utf8), file: "tiny.json")
    return try #require(try experiment.resolved(profile: "desk", overrides: overrides).runs.first)
  }

  @Test func `what was never measured is tried, once a kind`() throws {
    var tried: [Int] = []
    let laboratory = try FigureLaboratory().laboratory
    let (batch8, batch16) = (try run([("training.batch", "8")]), try run([("training.batch", "16")]))
    var rates = TrainingRates(results: laboratory.results, threads: 2) { run, threads in
      tried.append(run.training.batch)
      return 0.25 / Double(threads)
    }
    #expect(rates.seconds(for: batch8, backprops: 80) == 10)
    #expect(rates.seconds(for: batch8, backprops: 8) == 1)
    #expect(rates.seconds(for: batch16, backprops: 8) == 1)
    #expect(tried == [8, 16])
  }

  @Test func `a run of the same kind is the measure, in proportion to the threads`() throws {
    let laboratory = try FigureLaboratory().laboratory
    let run = try run()
    let results = try laboratory.engine().run([run])
    let folder = try #require(results.first?.folder)
    let provenance = try #require(folder.provenance())
    let seconds = provenance.trainingSeconds + provenance.evaluationSeconds
    let one = seconds / Double(provenance.measuredBackprops) * Double(provenance.threads)
    var rates = TrainingRates(results: laboratory.results, threads: 4) { _, _ in .nan }
    #expect(abs(rates.seconds(for: run, backprops: 1000) - 1000 * one / 4) < 1e-9 * one * 1000)
  }
}
