import ExperimentSpecs
import Foundation
import HDF5Storage
import HostSystem
import Imaging
import SuperResolution
import Tensors
import Testing
import TestLaboratory
import Vocabulary

@testable import RunRecords
@testable import Scoring

@Suite struct `The files of a run` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  @Test func `weights say what they are for, and come back as they were`() throws {
    let folder = try #require(try laboratory.engine().run([laboratory.run()])[0].folder)
    let contents = try HDF5Contents(contentsOf: folder.weightsFile)
    #expect(contents.attributes["format"] == .string("srcnn-weights"))
    #expect(contents.attributes["formatVersion"] == .int(1))
    #expect(contents.attributes["filters"] == .ints([3, 1, 3]))
    #expect(contents.attributes["widths"] == .ints([4, 3]))
    #expect(contents.attributes["scale"] == .int(2))
    #expect(contents.attributes["channels"] == .string("y"))
    #expect(contents.attributes["padding"] == .string("valid"))
    #expect(contents.attributes["seed"] == .int(1))
    #expect(contents.attributes["backprops"] == .int(200))
    #expect(try contents.string("runId").count == 64)
    #expect(try contents.string("valueRange").hasPrefix("0...1"))
    #expect(try contents.array("/conv2/weight").shape == [3, 4, 1, 1])
    #expect(try contents.strings("axes", of: "/conv1/weight") == ["O", "I", "H", "W"])
    #expect(try contents.array("/conv3/bias").shape == [1])
    let file = try folder.weights()
    #expect(
      try file.contents.encoded() == [UInt8](Data(contentsOf: URL(fileURLWithPath: folder.weightsFile))))
  }

  @Test func `scores at the end of a training that was stopped have the versions of what ended it`() throws {
    let run = laboratory.run()
    let cancellation = Cancellation()
    _ = try laboratory.engine(cancellation: cancellation) {
      if case .progress(_, let progress) = $0, progress.backprops >= 80 { cancellation.request() }
    }.run([run])
    var engine = try laboratory.engine()
    var scoring = ScoringVersions.current
    scoring.images[.psnr, default: 1] += 1
    engine.archive = RunArchive(catalog: engine.catalog, results: laboratory.results, scoring: scoring)
    let result = engine.run([run])[0]
    #expect(result.finishedAt == 200)
    let metrics = try #require(result.folder).metrics()
    #expect(metrics.versions == ["tiny-test": [.psnr: scoring.number(of: .psnr)]])
    #expect(metrics.outdated(among: ["tiny-test"], by: scoring).isEmpty)
    #expect(metrics.outdated(among: ["tiny-test"], by: .current) == ["tiny-test"])
  }

  @Test(arguments: [Activation.prelu, .linear])
  func `another activation stands in the files, with the slopes that were learned, and comes back`(
    activation: Activation
  ) throws {
    let run = laboratory.run {
      $0.network.activations = .all(activation)
      $0.training.averaging = 0.9
    }
    let cancellation = Cancellation()
    let stopped = try laboratory.engine(cancellation: cancellation) {
      if case .progress(_, let progress) = $0, progress.backprops >= 80 { cancellation.request() }
    }.run([run])[0]
    let checkpoint = try HDF5Contents(contentsOf: try #require(stopped.folder).checkpointFile)
    let folder = try #require(try laboratory.engine().run([run])[0].folder)
    let contents = try HDF5Contents(contentsOf: folder.weightsFile)
    #expect(try contents.strings("activations") == [activation.rawValue, activation.rawValue])
    let slopes = ["/conv1/slope", "/conv2/slope"]
    let stored = contents.arrays.keys.filter { $0.hasSuffix("/slope") }.sorted()
    #expect(stored == (activation == .prelu ? slopes : []))
    for group in ["", "/moment1", "/moment2", "/average"] {
      for slope in slopes { #expect((checkpoint.arrays[group + slope] != nil) == (activation == .prelu)) }
    }
    let weights = try folder.weights()
    #expect(weights.network.layout == run.layout)
    if activation == .prelu {
      #expect(try contents.array("/conv1/slope").shape == [4])
      #expect(try contents.strings("axes", of: "/conv1/slope") == ["O"])
      let learned = try #require(weights.network.slope(ofLayer: 0)?.elements)
      #expect(try contents.array("/conv1/slope").floats() == learned)
      // A channel that is never below 0 learns no slope.
      #expect(learned.contains { $0 != 0.25 } && learned.allSatisfy { abs($0 - 0.25) < 0.25 })
    }
    // Interrupted or not, it is the same file.
    let whole = try RunLaboratory()
    let other = try #require(try whole.engine().run([run])[0].folder)
    #expect(try readFile(other.weightsFile, limit: 1 << 20) == readFile(folder.weightsFile, limit: 1 << 20))
  }

  @Test(arguments: [
    [Activation.prelu, .linear, .relu], [.linear, .prelu, .prelu], [.relu, .relu, .linear],
  ])
  func `activations that differ stand in the files layer by layer, are trained, and come back`(
    list: [Activation]
  ) throws {
    let run = laboratory.run {
      ($0.network.filters, $0.network.widths) = ([3, 1, 3, 1], [4, 3, 2])
      $0.network.activations = .init(list)
    }
    let folder = try #require(try laboratory.engine().run([run])[0].folder)
    let contents = try HDF5Contents(contentsOf: folder.weightsFile)
    #expect(try contents.strings("activations") == list.map(\.rawValue))
    let slopes = contents.arrays.keys.filter { $0.hasSuffix("/slope") }.sorted()
    #expect(slopes == list.indices.filter { list[$0] == .prelu }.map { "/conv\($0 + 1)/slope" })
    let weights = try folder.weights()
    #expect(weights.network.layout == run.layout && weights.network.layout.activations == list)
    #expect(weights.network.parameters != run.untrainedNetwork.parameters)
    #expect(folder.description() == run)
    let loss = try folder.metrics().history.loss.filter(\.isFinite)
    // Means of eight steps each; the last is of one.
    #expect(loss.count == 4 && loss[2] < loss[0])
    // A run that is done is known again by its id.
    #expect(try laboratory.engine().run([run])[0].skipReason != nil)
    // Interrupted or not, and by any number of threads, it is the same file.
    let other = try RunLaboratory(), cancellation = Cancellation()
    _ = try other.engine(cancellation: cancellation) {
      if case .progress(_, let progress) = $0, progress.backprops >= 80 { cancellation.request() }
    }.run([run])
    let resumed = try #require(try other.engine(threads: 3).run([run])[0].folder)
    #expect(try readFile(resumed.weightsFile, limit: 1 << 20) == readFile(folder.weightsFile, limit: 1 << 20))
  }

  @Test func `a file that doesn't say the activation is of rectified layers, and a wrong word is refused`()
    throws
  {
    let folder = try #require(try laboratory.engine().run([laboratory.run()])[0].folder)
    var contents = try HDF5Contents(contentsOf: folder.weightsFile)
    #expect(contents.attributes["activations"] == nil)
    #expect(try folder.weights().network.layout.activations == [.relu, .relu])
    for words in [["relu"], ["relu", "tanh"], ["relu", "relu", "relu"]] {
      contents.attributes["activations"] = .strings(words)
      #expect(throws: RunError.self) { try WeightsFile(contents, path: "w.h5") }
    }
    contents.attributes["activations"] = .strings(["prelu", "relu"])
    #expect(throws: HDF5StorageError.self) { try WeightsFile(contents, path: "w.h5") }
  }

  @Test func `metrics have a curve by both protocols, final scores and bicubic's`() throws {
    let folder = try #require(try laboratory.engine().run([laboratory.run()])[0].folder)
    let contents = try HDF5Contents(contentsOf: folder.metricsFile)
    #expect(try contents.array("/curve/backprops").int64s() == [0, 64, 128, 192, 200])
    #expect(try contents.array("/curve/backprops").isDimensionScale)
    let psnr = try contents.array("/curve/tiny-test/psnr")
    #expect(psnr.shape == [5, 2] && psnr.attributes["units"] == .string("dB"))
    #expect(psnr.scales == [0: "/curve/backprops", 1: "/curve/tiny-test/image"])
    #expect(try contents.array("/curve/tiny-test/image").strings() == ["0", "1"])
    #expect(try contents.string("protocol", of: "/curve/tiny-test/psnrCurveProtocol").contains("un-padded"))
    #expect(try contents.string("protocol", of: "/final/tiny-test/psnr").contains("2 pixels shaved"))
    let metrics = try folder.metrics()
    #expect(metrics.history.sets["tiny-test"]?.psnr.last == metrics.final["tiny-test"]?.psnr)
    #expect(metrics.history.loss[0].isNaN && metrics.history.loss[1].isFinite)
    #expect((metrics.bicubic["tiny-test"]?.meanSSIM ?? 0) > 0.5)
    // Training does something: the loss goes down.
    #expect(metrics.history.loss[4] < metrics.history.loss[1])
  }

  @Test func `the journal has the command, the data, the times and a line an evaluation`() throws {
    let cancellation = Cancellation()
    _ = try laboratory.engine(cancellation: cancellation) {
      if case .progress(_, let progress) = $0, progress.backprops >= 152 { cancellation.request() }
    }.run([laboratory.run()])
    let folder = try #require(try laboratory.engine().run([laboratory.run()])[0].folder)
    let provenance = try #require(folder.provenance())
    #expect(provenance.commandLine == ["test"])
    #expect(Set(provenance.dataSets.keys) == ["tiny-train", "tiny-test"])
    #expect(provenance.resumed == ["1970-01-01T00:00:00Z"] && provenance.ended != nil)
    #expect(provenance.measuredBackprops == 200 && provenance.trainingSeconds == 25)
    #expect(!provenance.environment.processor.isEmpty && provenance.environment.compiler.hasPrefix("Swift 6"))
    #expect(folder.description() == laboratory.run())
    let lines = try String(contentsOfFile: folder.progressFile, encoding: .utf8).split(separator: "\n")
    #expect(lines[0] == "backprops,loss,tiny-test.psnr,seconds")
    #expect(
      lines.dropFirst().compactMap { $0.split(separator: ",").first } == ["0", "64", "128", "192", "200"])
    let log = try String(contentsOfFile: folder.logFile, encoding: .utf8)
    #expect(
      log.contains("begins") && log.contains("goes on after 152 backprops") && log.contains("done after 200"))
  }

  @Test func `a file of another kind or a hostile one is refused with its path`() throws {
    let folder = try #require(try laboratory.engine().run([laboratory.run()])[0].folder)
    let path = laboratory.root + "/x.h5"
    #expect(throws: RunError.self) { try WeightsFile(contentsOf: folder.metricsFile) }
    let changes: [(name: String, change: (inout HDF5Contents) -> Void)] = [
      ("an even filter", { $0.attributes["filters"] = .ints([3, 2, 3]) }),
      ("no filters", { $0.attributes["filters"] = .ints([]) }),
      ("a negative width", { $0.attributes["widths"] = .ints([4, -3]) }),
      ("too many layers", { $0.attributes["filters"] = .ints([Int64](repeating: 3, count: 99)) }),
      ("a missing layer", { $0.arrays["/conv2/weight"] = nil }),
      ("a wrong shape", { $0.attributes["widths"] = .ints([4, 5]) }),
      ("an unknown padding", { $0.attributes["padding"] = .string("reflect") }),
      ("three channels of one", { $0.attributes["channels"] = .string("rgb") }),
      ("a later version", { $0.attributes["formatVersion"] = .int(2) }),
      ("scale 0", { $0.attributes["scale"] = .int(0) }),
    ]
    for (name, change) in changes {
      var contents = try HDF5Contents(contentsOf: folder.weightsFile)
      change(&contents)
      try contents.write(to: path)
      do {
        _ = try WeightsFile(contentsOf: path)
        Issue.record("\(name) was read")
      } catch {
        #expect(String(describing: error).contains(path), "\(name): \(error)")
      }
    }
  }

  @Test func `an imported network is kept with its origin and without a run`() throws {
    let run = laboratory.run()
    let file = WeightsFile(
      network: run.untrainedNetwork, scale: 3, channels: .y, padding: .valid, origin: "x3.mat")
    let path = laboratory.root + "/imported.h5"
    try file.write(to: path)
    #expect(try WeightsFile(contentsOf: path) == file)
  }

  @Test func `a set that joins later has no numbers for the evaluations before`() throws {
    let image = ByteImage(width: 24, height: 20, channels: 1, pixels: (0..<480).map { UInt8($0 % 251) })
    let sets = ["a", "b"].map {
      TestSet(name: $0, images: [("one", image)], scale: 2, channels: .y, luma: .ycbcr)
    }
    var history = History()
    history.append(
      backprops: 0, loss: .nan, scores: [(sets[0], CurveScores(psnr: [30], psnrCurveProtocol: [31]))])
    history.append(
      backprops: 8, loss: 1, scores: [(sets[1], CurveScores(psnr: [32], psnrCurveProtocol: [33]))])
    let early = try #require(history.sets["a"]), late = try #require(history.sets["b"])
    for (rows, number) in [(late.psnr, 32.0), (late.psnrCurveProtocol, 33)] {
      #expect(rows.map(\.count) == [1, 1] && rows[0][0].isNaN && rows[1] == [number])
    }
    for (rows, number) in [(early.psnr, 30.0), (early.psnrCurveProtocol, 31)] {
      #expect(rows.map(\.count) == [1, 1] && rows[0] == [number] && rows[1][0].isNaN)
    }
  }
}
