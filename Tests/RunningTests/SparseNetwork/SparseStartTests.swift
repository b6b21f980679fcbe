import ExperimentSpecs
import Foundation
import HostSystem
import SuperResolution
import Testing
import TestLaboratory

@testable import Scoring

@Suite struct `Runs that start from sparse coding` {
  private let laboratory: RunLaboratory

  init() throws {
    laboratory = try RunLaboratory()
    try laboratory.addSet("leaves", sizes: [(72, 64), (60, 80)], seed: 4)
  }

  private func codes(atoms: Int = 4, name: MethodSection.Name = .sparseCodingTIP) -> MethodDescription {
    let coding = MethodSection.Coding(
      atoms: atoms, patches: 200, passes: 2, batch: 100, trainingPenalty: 0.1, penalty: 0.2,
      isNonNegative: false, amplitude: .fittedNorm, backProjections: 0)
    var data = laboratory.run().data
    data.train = ["leaves"]
    return MethodDescription(
      spec: "tiny", variant: "codes", seed: 1, data: data,
      method: MethodSection(name: name, recipe: .coding(coding)))
  }

  private func run(_ variant: String, fixedLayers: [Int]? = nil, from start: MethodDescription)
    -> RunDescription
  {
    var run = laboratory.run(variant) {
      $0.data.train = ["leaves"]
      $0.data.subImage = 17
      ($0.network.filters, $0.network.widths) = ([9, 1, 5], [9, 9])
      $0.training.fixedLayers = fixedLayers
    }
    run.initialMethod = start
    return run
  }

  @Test func `the dictionary is learned first, once, and fixed layers stay as it made them`() throws {
    let runs = [run("solver", fixedLayers: [1, 3], from: codes()), run("all", from: codes())]
    let engine = try laboratory.engine(threads: 2, jobs: 2)
    let results = engine.run(runs)
    #expect(results.map(\.finishedAt) == [200, 200], "\(results)")
    let file = try engine.model(of: codes())
    guard case .sparseCoding(let model) = file.model else {
      Issue.record("the run of sparse coding has another model")
      return
    }
    let start = try Network(sparseCoding: model)
    for (result, fixed) in zip(results, [[0, 2], []]) {
      let folder = try #require(result.folder)
      let trained = try folder.weights().network
      for layer in 0..<3 {
        #expect((trained.weight(ofLayer: layer) == start.weight(ofLayer: layer)) == fixed.contains(layer))
      }
      #expect(folder.provenance()?.initialRun == file.run?.id)
      let set = try TestSet(laboratory.engine().catalog.require("tiny-test"), scale: 2, channels: .y)
      #expect(
        try folder.metrics().history.sets["tiny-test"]?.psnr.first == set.scores(of: start, threads: 1).psnr)
    }
    #expect(engine.run(runs).allSatisfy { $0.skipReason != nil })
  }

  @Test func `an interruption changes no bit`() throws {
    let run = run("solver", fixedLayers: [1, 3], from: codes())
    let whole = try laboratory.engine(results: laboratory.root + "/whole").run([run])
    let cancellation = Cancellation()
    let cut = try laboratory.engine(cancellation: cancellation) {
      if case .progress(_, let progress) = $0, progress.backprops >= 72 { cancellation.request() }
    }.run([run])
    #expect(cut[0].interruptedAt == 72)
    let again = try laboratory.engine(threads: 2).run([run])
    #expect(try laboratory.digest(again[0].folder) == laboratory.digest(whole[0].folder))
  }

  @Test func `sparse coding of another width or geometry is refused where no spec has seen it`() throws {
    let engine = try laboratory.engine()
    let wide = engine.run([run("wide", from: codes(atoms: 5))])
    #expect(wide[0].error?.description.hasSuffix("but as a network it is of another shape") == true)
    let other = engine.run([run("other", from: codes(name: .sparseCoding))])
    #expect(
      other[0].error?.description.contains("but it can't be written as a network: form is cvpr2008") == true)
  }

  @Test func `the share of zeros is that of its coefficients, and they are few`() throws {
    let engine = try laboratory.engine()
    guard case .sparseCoding(let model) = try engine.model(of: codes()).model else {
      Issue.record("the run of sparse coding has another model")
      return
    }
    let set = try TestSet(engine.catalog.require("tiny-test"), scale: 2, channels: .y)
    let sparsity = try set.sparsity(of: model, threads: 2)
    #expect(sparsity.channels == 4 && sparsity.zeros.count == 2)
    for (zeros, image) in zip(sparsity.zeros, set.reduced) {
      let codes = try model.diagnostics(image, threads: 1)
      let active = Double(codes.uses.reduce(0, +)) / Double(codes.patches)
      // Of four coefficients.
      #expect(abs(zeros - (1 - active / 4)) < 1e-12 && active > 0 && active < 3)
    }
  }
}
