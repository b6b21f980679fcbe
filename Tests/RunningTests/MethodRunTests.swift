import ExperimentSpecs
import Foundation
import HDF5Storage
import HostSystem
import Imaging
import Running
import Testing
import TestLaboratory
import Vocabulary

@testable import Wording
@testable import Evaluating
@testable import Reporting
@testable import RunRecords
@testable import Scoring

@Suite struct `Runs that train methods` {
  private let methods: MethodLaboratory
  private var laboratory: RunLaboratory { methods.laboratory }
  init() throws { methods = try MethodLaboratory() }

  @Test func `a method is trained and scored, and then skipped`() throws {
    let runs = try methods.methods("anr")
    let first = try laboratory.engine().run(runs)[0]
    let folder = try #require(first.folder)
    #expect(folder.path.contains("/runs/sparse-coding/anr-s1-"))
    let metrics = try folder.metrics()
    let own = try #require(metrics.final["tiny-test"])
    #expect(own.meanPSNR > (metrics.bicubic["tiny-test"]?.meanPSNR ?? .infinity))
    #expect(metrics.history.count == 0)
    let sentence = try HDF5Contents(contentsOf: folder.metricsFile).string(
      "protocol", of: "/final/tiny-test/psnr")
    #expect(sentence.contains("2 pixels shaved") && !sentence.contains("padding"))
    let provenance = try #require(folder.provenance())
    #expect(provenance.ended != nil && provenance.trainingSeconds > 0 && provenance.evaluationSeconds > 0)
    #expect(folder.methodDescription() == runs[0] && folder.description() == nil)
    let again = try laboratory.engine().run(runs)[0]
    #expect(again.skipReason?.hasPrefix("trained with the same settings and data: ") == true)
  }

  /// Folders are named by these ids: if this test has to change, every stored run is orphaned.
  @Test func `a method's id is a function of what decides it`() throws {
    let learning = MethodSection.DictionaryLearning(atoms: 1024, iterations: 20, sparsity: 3, energy: 0.999)
    func id(_ name: MethodSection.Name, change: (inout DataSection) -> Void = { _ in }) -> String {
      var data = DataSection(
        train: ["t91"], test: ["set5"], validation: "set5", scale: 3, channels: .y, subImage: 33, stride: 14)
      change(&data)
      let run = MethodDescription(
        spec: "a", variant: "b", seed: 1, data: data,
        method: MethodSection(name: name, recipe: .dictionary(learning)))
      #expect(RunIdentity(run, trainingData: "x") != RunIdentity(run, trainingData: "y"))
      return RunIdentity(
        run, trainingData: "34b4524cb903d8133a97da80545da6a94596fded018cd132fab3ce4b021e4438"
      ).id
    }
    #expect(id(.anr) == "f1ec8d9de35ab4b63bc045626d5e625dcae2d4530940d8e9578ca42df3279494")
    #expect(id(.zeyde) != id(.anr) && id(.anr) { $0.scale = 2 } != id(.anr))
    #expect(id(.anr) { ($0.test, $0.stride, $0.subImage) = (["set14"], 1, 40) } == id(.anr))
  }

  @Test func `methods of one dictionary learn it once, and Zeyde's run is that dictionary`() throws {
    let learned = Locked(0)
    let engine = try laboratory.engine {
      if case .stage(_, let progress) = $0, progress.stage == "dictionary" {
        learned.withValue { $0 += 1 }
      }
    }
    let results = engine.run(try methods.methods("anr", "nnls", "a+"))
    #expect(results.exitCode == 0)
    let runs = try methods.methods("anr", "nnls")
    #expect((runs + runs).distinctTrainings == runs)
    #expect(learned.withValue { $0 } == 2, "as many as iterations")
    let shared = try #require(
      try RunFolder.all(in: laboratory.results).first { $0.path.contains("/dictionaries/") })
    #expect(results.allSatisfy { $0.folder?.provenance()?.initialRun == shared.provenance()?.runId })
    let zeyde = engine.run(try methods.methods("zeyde"))[0]
    #expect(zeyde.folder == shared && zeyde.skipReason?.contains("now also scored on tiny-test") == true)
    #expect(learned.withValue { $0 } == 2)
  }

  @Test func `sparse coding that was stopped goes on to the same bytes`() throws {
    let runs = try methods.methods("sc")
    let expected = try methods.digests(
      laboratory.engine(results: laboratory.root + "/whole").run(runs))
    let cancellation = Cancellation()
    let stopped = try laboratory.engine(cancellation: cancellation) {
      if case .stage(_, let progress) = $0, progress.done == 2 { cancellation.request() }
    }.run(runs)
    guard case .stopped("stopped after 2 of 4 passes; saved") = stopped[0].outcome else {
      Issue.record("\(stopped[0].outcome)")
      return
    }
    #expect(stopped.exitCode == 130)
    let planned: PlannedMethod = try laboratory.engine().plan(runs)[0]
    #expect(planned.reason.hasPrefix("goes on after 2 passes"))
    #expect((planned.estimatedSeconds ?? 0) > 0)
    let before = stopped[0].folder?.provenance()?.trainingSeconds ?? 0
    let finished = try laboratory.engine().run(runs)
    #expect(try methods.digests(finished) == expected)
    let folder = try #require(finished[0].folder)
    #expect(!folder.has(folder.checkpointFile))
    // The laboratory's clock goes on by a second whenever it is looked at: as often as in one session, and no more
    // than twice for what both sessions look at.
    let provenance = try #require(folder.provenance())
    let whole = try RunFolder.all(in: laboratory.root + "/whole").first?.provenance()?.trainingSeconds ?? 0
    #expect(before > 0 && provenance.trainingSeconds > before && provenance.resumed.count == 1)
    #expect(whole > 0 && provenance.trainingSeconds < 2 * whole)
    let lines = try String(contentsOfFile: folder.progressFile, encoding: .utf8).split(separator: "\n")
    #expect(lines.dropFirst().compactMap { $0.split(separator: ",").first } == ["1", "2", "3", "4"])
  }

  @Test func `one thread and three give the same bytes`() throws {
    let runs = try methods.methods("zeyde", "anr", "nnls", "a+", "sc")
    let one = laboratory.root + "/one"
    let expected = try methods.digests(laboratory.engine(threads: 1, results: one).run(runs))
    #expect(try methods.digests(laboratory.engine(threads: 3).run(runs)) == expected)
    #expect(Set(expected).count == 10)
  }

  @Test func `a dictionary that was stopped begins anew`() throws {
    let runs = try methods.methods("zeyde")
    let cancellation = Cancellation()
    let stopped = try laboratory.engine(cancellation: cancellation) {
      if case .stage = $0 { cancellation.request() }
    }.run(runs)
    #expect(stopped.exitCode == 130)
    let planned: PlannedMethod = try laboratory.engine().plan(runs)[0]
    #expect(planned.state == .new)
    #expect(try laboratory.engine().run(runs).exitCode == 0)
  }

  @Test func `a method that is published without its model is done, and trained again when it is used`()
    throws
  {
    let runs = try methods.methods("anr")
    let folder = try #require(try laboratory.engine().run(runs)[0].folder)
    let model = try folder.model()
    try FileManager.default.removeItem(atPath: folder.modelFile)
    #expect(try laboratory.engine().run(runs)[0].skipReason?.hasPrefix("trained with") == true)
    let more = try methods.methods("anr", overrides: [("data.test", #"["tiny-test", "other-test"]"#)])
    let planned: PlannedMethod = try laboratory.engine().plan(more)[0]
    #expect(planned.reason == "model.h5 isn't kept: trained again to be scored on other-test")
    let provenance = folder.provenance()
    let cancellation = Cancellation()
    cancellation.request()
    #expect(throws: CancellationError.self) {
      try laboratory.engine(cancellation: cancellation).model(of: runs[0])
    }
    #expect(folder.provenance() == provenance)
    #expect(try laboratory.engine().model(of: runs[0]) == model)
    #expect(folder.provenance() == provenance && provenance?.evaluationSeconds != 0)
    let scored = try laboratory.engine().run(more)[0]
    #expect(scored.skipReason == "trained before; now also scored on other-test")
    #expect(try folder.metrics().final.keys.sorted() == ["other-test", "tiny-test"])
  }

  @Test func `a method that is measured otherwise now is scored anew, and its model stays`() throws {
    let runs = try methods.methods("anr")
    let folder = try #require(try laboratory.engine().run(runs)[0].folder)
    let (before, model) = (try folder.metrics(), try read(folder.modelFile))
    var scoring = ScoringVersions.current
    scoring.images[.ssim, default: 1] += 1
    func engine() throws -> RunEngine {
      var engine = try laboratory.engine()
      engine.archive = RunArchive(catalog: engine.catalog, results: laboratory.results, scoring: scoring)
      return engine
    }
    func plan() throws -> PlannedMethod { try engine().plan(runs)[0] }
    let results = try ExperimentResults(try methods.resolved(), archive: engine().archive)
    #expect(results.notes.contains { $0.contains("left out on tiny-test: the way of measuring changed") })
    #expect(results.variants.flatMap(\.runs).map { $0.metrics.final.isEmpty } == [true])

    #expect(try plan().state == .unscored(folder, backprops: 0, sets: ["tiny-test"]))
    let words = "to be scored anew on tiny-test, where the way of measuring changed: \(folder.path)"
    #expect(try plan().reason == "trained, \(words)")
    #expect(try engine().run(runs)[0].skipReason == "trained before; now also scored on tiny-test")
    #expect(try read(folder.modelFile) == model)
    try expectScores(of: folder, asBefore: before, by: scoring)
    #expect(try plan().state == .done(folder, backprops: 0))
    // The program of before measures as it did: neither takes the other's scores for its own.
    let former: PlannedMethod = try laboratory.engine().plan(runs)[0]
    #expect(former.state == .unscored(folder, backprops: 0, sets: ["tiny-test"]))

    // One that was published without its model is trained again for that.
    scoring.images[.ssim, default: 1] += 1
    try FileManager.default.removeItem(atPath: folder.modelFile)
    #expect(try plan().state == .new)
    #expect(try plan().reason == "model.h5 isn't kept: trained again \(words)")
    #expect(try engine().run(runs).exitCode == 0)
    #expect(try read(folder.modelFile) == model)
    try expectScores(of: folder, asBefore: before, by: scoring)
  }

  /// Expects the scores of before, under these numbers of SSIM.
  private func expectScores(
    of folder: RunFolder, asBefore before: MetricsFile, by scoring: ScoringVersions
  ) throws {
    let after = try folder.metrics()
    #expect(before.versions.isEmpty)
    #expect(after.versions == ["tiny-test": [.ssim: scoring.number(of: .ssim)]])
    #expect(after.final == before.final && after.bicubic == before.bicubic)
    #expect(after.sentences == before.sentences)
  }

  @Test func `a damaged model is refused with its path and what to do`() throws {
    let runs = try methods.methods("zeyde")
    let folder = try #require(try laboratory.engine().run(runs)[0].folder)
    var bytes = try read(folder.modelFile)
    bytes[bytes.count / 2] ^= 1
    try write(bytes, to: folder.modelFile)
    try FileManager.default.removeItem(atPath: folder.metricsFile)
    let failed = try laboratory.engine().run(runs)[0]
    #expect(failed.exitCode == 3)
    let words = failed.error?.description ?? ""
    #expect(
      words.contains("model.h5 is damaged: its bytes disagree") && words.contains("--force"), "\(words)")
    #expect(try laboratory.engine(force: true).run(runs).exitCode == 0)
  }

  @Test func `a model of another kind, or with parts that don't fit, is refused with its path`() throws {
    let folder = try #require(try laboratory.engine().run(try methods.methods("anr"))[0].folder)
    let path = laboratory.root + "/x.h5"
    #expect(throws: RunError.self) { try MethodFile(contentsOf: folder.metricsFile) }
    let changes: [(name: String, change: (inout HDF5Contents) -> Void)] = [
      ("no method", { $0.attributes["method"] = .string("{}") }),
      ("another method", { $0.attributes["method"] = .string(#"{"name":"sc"}"#) }),
      ("another scale", { $0.attributes["scale"] = .int(3) }),
      ("no atoms", { $0.arrays["/lowAtoms"] = nil }),
      ("no regressors", { $0.arrays["/regressors"] = nil }),
      ("a vector of atoms", { $0.arrays["/lowAtoms"] = HDF5Array([Float](), shape: [0]) }),
      ("a later version", { $0.attributes["formatVersion"] = .int(2) }),
    ]
    for (name, change) in changes {
      var contents = try HDF5Contents(contentsOf: folder.modelFile)
      change(&contents)
      try contents.write(to: path)
      let error = #expect(throws: (any Error).self, "\(name)") { try MethodFile(contentsOf: path) }
      let known = error.map { exitCode(for: $0) }
      #expect(known == 3, "\(name): \(String(describing: error))")
    }
  }

  @Test func `a set too small for the patches asked for ends with 3 and the numbers`() throws {
    let runs = try methods.methods("sc", overrides: [("method.sc.patches", "90000")])
    let failed = try laboratory.engine().run(runs)[0]
    #expect(failed.exitCode == 3)
    #expect(failed.error?.description.contains("needs at least 90000") == true)
    try laboratory.addSet("dots", sizes: [(9, 9)], seed: 6)
    let nothing = try methods.methods("zeyde", overrides: [("data.train", "dots")])
    let none = try laboratory.engine().run(nothing)[0]
    #expect(none.exitCode == 3)
    #expect(none.error?.description.contains("patches") == true, "\(String(describing: none.error))")
  }

  @Test func `an image smaller than a patch is named`() throws {
    let file = try laboratory.engine().model(of: try methods.methods("zeyde")[0])
    let dot = ByteImage(width: 8, height: 8, channels: 1, pixels: (0..<64).map { UInt8($0) })
    let set = TestSet(name: "dots", images: [("dot", dot)], scale: 2, channels: .y, luma: .ycbcr)
    let error = #expect(throws: ImageError.self) { try set.scores(of: file.upscaler, threads: 1) }
    #expect(error?.description.hasPrefix("dots, dot: an image of 4 x 4 low-resolution pixels") == true)
    #expect(error?.exitCode == 3)
    let path = laboratory.root + "/dot.png"
    try dot.cropped(toMultipleOf: 4).writePNG(to: path)
    let upscaling = try Upscaling(method: .model(file, name: "zeyde"), scale: 2, threads: 1)
    #expect(throws: Never.self) { try upscaling.write(path, to: laboratory.root + "/out.png") }
    try ByteImage(width: 4, height: 4, channels: 1, pixels: Array(repeating: 7, count: 16)).writePNG(to: path)
    let other = #expect(throws: ImageError.self) {
      try upscaling.write(path, to: laboratory.root + "/out.png", files: .init(force: true))
    }
    #expect(other?.description.hasPrefix(path) == true && other?.exitCode == 3)
  }

  @Test func `runs of methods stand in tables and figures beside the networks`() throws {
    let engine = try laboratory.engine()
    let experiment = try methods.resolved()
    #expect(engine.run(experiment.methods(drawnIn: ["f"])).exitCode == 0)
    #expect(experiment.methods(drawnIn: ["f"]).map(\.variant) == ["anr"])
    try engine.measure(experiment)
    let results = try ExperimentResults(experiment, archive: engine.archive)
    #expect(results.variants.map(\.id) == ["zeyde", "anr", "nnls", "a+", "sc", "small"])
    let anr = try #require(results.trained.first)
    #expect(results.trained.count == 1 && anr.id == "anr" && (anr.secondsPerImage(of: "tiny-test") ?? 0) > 0)
    #expect(results.missing.map(\.run.variant) == ["zeyde", "nnls", "a+", "sc", "small"])
  }
}
