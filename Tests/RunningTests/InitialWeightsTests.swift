import ExperimentSpecs
import Foundation
import HostSystem
import SuperResolution
import Testing
import TestLaboratory
import Vocabulary

@testable import Reporting

@Suite struct `Runs that start from another's weights` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  /// A run of 200 backprops that starts from the one given.
  private func run(
    _ variant: String = "second", from start: RunDescription,
    change: (inout RunDescription) -> Void = { _ in }
  ) -> RunDescription {
    let own = laboratory.run(variant, change: change)
    return RunDescription(
      spec: own.spec, variant: variant, seed: own.seed, data: own.data, network: own.network,
      training: own.training, initialRun: start)
  }

  @Test func `the other is trained first, and its weights are the start`() throws {
    let first = laboratory.run("first", backprops: 100)
    let second = run(from: first)
    let results = try laboratory.engine(threads: 2, jobs: 2).run([second])
    #expect(results.map(\.run.variant) == ["first", "second"])
    #expect(results.map(\.finishedAt) == [104, 200])
    let metrics = try results.map { try #require(try $0.folder?.metrics()) }
    #expect(metrics[1].history.sets["tiny-test"]?.psnr.first == metrics[0].final["tiny-test"]?.psnr)
    #expect(metrics[1].history.sets["tiny-test"]?.psnr.last != metrics[0].final["tiny-test"]?.psnr)
    #expect(results[1].folder?.provenance()?.initialRun == (try results[0].folder?.weights().run?.id))
    // The same training from random weights is another run.
    let alone = try laboratory.engine().run([laboratory.run("second")])[0]
    #expect(alone.finishedAt == 200)
    #expect(alone.folder != results[1].folder)
    #expect(try laboratory.engine().run([second]).allSatisfy { $0.skipReason != nil })
  }

  @Test func `an interruption changes no bit`() throws {
    let second = run(from: laboratory.run("first", backprops: 100))
    let whole = try laboratory.engine(results: laboratory.root + "/whole").run([second])
    let cancellation = Cancellation()
    let cut = try laboratory.engine(cancellation: cancellation) {
      if case .progress(let run, let progress) = $0, run.variant == "second", progress.backprops >= 72 {
        cancellation.request()
      }
    }.run([second])
    #expect(cut[1].interruptedAt == 72)
    let again = try laboratory.engine().run([second])
    #expect(try laboratory.digest(again[1].folder) == laboratory.digest(whole[1].folder))
  }

  @Test func `the length of the other is part of the identity, whatever the learning rate`() throws {
    let catalog = try laboratory.engine().catalog
    let ids = try [100, 200].map { backprops in
      try #require(try catalog.identity(of: run(from: laboratory.run("first", backprops: backprops)))).id
    }
    #expect(ids[0] != ids[1])
    let names = try ["a", "b"].map { try catalog.identity(of: run(from: laboratory.run($0)))?.id }
    #expect(names[0] == names[1])
  }

  @Test func `another that went on beyond its length, or failed, gives none`() throws {
    let engine = try laboratory.engine()
    _ = engine.run([laboratory.run("first", backprops: 300)])
    let longer = engine.run([run(from: laboratory.run("first", backprops: 100))])
    #expect(longer[0].skipReason != nil)
    let message = try #require(longer[1].error).description
    #expect(
      message.hasPrefix(
        "tiny/second seed 1: starts from the weights of tiny/first seed 1, but that run went on"))
    let wild = laboratory.run("wild") {
      $0.training.optimizer = .sgd(
        rates: LearningRates(weights: 1e9, lastLayerWeights: 1e9, biases: 1e9), momentum: 0.9)
    }
    let failed = engine.run([run("third", from: wild)])
    #expect(failed.count == 2)
    #expect(failed[1].error?.description.contains("but that run isn't done") == true)
    #expect(failed.exitCode == 1)
  }

  @Test func `another shape is refused where no spec has seen it`() throws {
    let wider = laboratory.run("wider") { $0.network.widths = [5, 3] }
    let results = try laboratory.engine().run([run(from: wider)])
    #expect(results[1].error?.description.contains("they are of another shape") == true)
  }

  @Test func `the plan and the choice of variants have it before`() throws {
    let second = run(from: laboratory.run("first"))
    #expect([second, laboratory.run("first")].inTrainingOrder.map(\.variant) == ["first", "second"])
    let plan = try laboratory.engine().plan([second])
    #expect(plan.map(\.state) == [.new])
  }
}

@Suite struct `Runs by epochs` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  private var run: RunDescription {
    laboratory.run { ($0.training.backprops, $0.training.epochs) = (0, 3) }
  }

  @Test func `are as long as their sub-images say, in the plan too`() throws {
    let engine = try laboratory.engine()
    let plan = engine.plan([run])
    #expect(plan[0].run.training.backprops == 156)
    #expect(plan[0].backpropsLeft == 156)
    #expect((plan[0].estimatedSeconds ?? 0) > 0)
    #expect(engine.run([run])[0].finishedAt == 160)
    let folder = try #require(engine.plan([run])[0].folder)
    #expect(folder.description()?.training.epochs == 3)
    #expect(engine.plan([run])[0].run.training.backprops == 160)
    let text = RunPlan(runs: engine.plan([run])).text
    #expect(text.contains("done: trained for 160 backprops with the same settings"))
  }

  @Test func `are done without their images, and say epochs where they can't be counted`() throws {
    _ = try laboratory.engine().run([run])
    for set in ["tiny-train", "tiny-test"] {
      try FileManager.default.removeItem(atPath: "\(laboratory.root)/datasets/\(set)")
    }
    let engine = try laboratory.engine()
    #expect(engine.plan([run])[0].reason.hasPrefix("trained for 160 backprops"))
    let other = laboratory.run { ($0.training.backprops, $0.training.epochs) = (0, 5) }
    let plan = engine.plan([other])
    #expect(plan[0].state == .dataMissing(["tiny-train", "tiny-test"]))
    #expect(RunPlan(runs: plan).text.contains("5 epochs"))
    #expect(RunPlan(runs: plan).summary == "0 done. 1 run can't be done: the reason is above.")
  }
}
