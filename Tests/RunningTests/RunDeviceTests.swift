import ExperimentSpecs
import Foundation
import HostSystem
import SuperResolution
import Tensors
import Testing
import TestLaboratory
import Vocabulary
import Wording

@testable import Running
@testable import RunRecords

/// The processor under another name, which applies networks wrongly, and doesn't begin a training if it has a reason.
private struct OtherDevice: Backend {
  var name = "Abacus, driver 1"
  var obstacle: OptionError?
  private let processor = CPUBackend(threads: 1)

  init(_ name: String = "Abacus, driver 1", obstacle: OptionError? = nil) {
    (self.name, self.obstacle) = (name, obstacle)
  }

  func training(_ plan: TrainingPlan, from start: TrainingSnapshot) throws -> any TrainingBackend {
    if let obstacle { throw obstacle }
    return try processor.training(plan, from: start)
  }

  func apply(_ network: Network, to image: Tensor, depth: Int?, padding: Padding) throws -> Tensor {
    let right = processor.apply(network, to: image, depth: depth, padding: padding)
    return Tensor(shape: right.shape, elements: right.elements.map { 1 - $0 })
  }
}

@Suite struct `A run on another device` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  private let obstacle = OptionError(option: "--device", expected: "an abacus", found: "pebbles")

  private func engine(
    cancellation: Cancellation = Cancellation(), force: Bool = false,
    onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in },
    backend: @escaping @Sendable () throws -> any Backend
  ) throws -> RunEngine {
    let usual = try laboratory.engine(force: force)
    var settings = usual.settings
    settings.backend = { device, threads in try device == nil ? CPUBackend(threads: threads) : backend() }
    return RunEngine(
      catalog: usual.catalog, settings: settings, cancellation: cancellation,
      reporter: ClosureReporter(onEvent: onEvent), clock: usual.clock)
  }

  private var run: RunDescription { laboratory.run { $0.training.device = "Abacus" } }

  @Test func `is another run, and its provenance names the device and its driver`() throws {
    let result = try engine { OtherDevice() }.run([run])[0]
    let usual = try engine { OtherDevice() }.run([laboratory.run()])[0]
    #expect(result.finishedAt == 200 && usual.finishedAt == 200)
    #expect(result.folder?.path != usual.folder?.path)
    #expect(result.folder?.provenance()?.device == "Abacus, driver 1")
    #expect(usual.folder?.provenance()?.device == nil)
  }

  @Test func `has the processor's final scores, whatever measured its curve`() throws {
    let metrics = try [run, laboratory.run()].map { run in
      try #require(engine { OtherDevice() }.run([run])[0].folder).metrics()
    }
    #expect(metrics[0].final == metrics[1].final)
    let curves = metrics.map { $0.history.sets["tiny-test"]?.means() ?? [] }
    #expect(curves[0].count == 5 && curves[0] != curves[1])
  }

  @Test func `goes on with the driver that it was begun with alone`() throws {
    let cancellation = Cancellation()
    let begun = try engine(cancellation: cancellation) {
      if case .progress(_, let progress) = $0, progress.backprops >= 80 { cancellation.request() }
    } backend: {
      OtherDevice()
    }.run([run])[0]
    #expect(begun.interruptedAt != nil)
    let other = try engine { OtherDevice("Abacus, driver 2") }.run([run])
    let words = other[0].error?.description ?? ""
    #expect(other.exitCode == 3)
    #expect(
      words.contains("was begun on Abacus, driver 1, and Abacus, driver 2 rounds otherwise"), "\(words)")
    #expect(words.contains("give --force to train this run from the start"), "\(words)")
    #expect(begun.folder?.provenance()?.device == "Abacus, driver 1")
    #expect(try engine { OtherDevice() }.run([run])[0].finishedAt == 200)
    let anew = try engine(force: true) { OtherDevice("Abacus, driver 2") }.run([run])[0]
    #expect(anew.finishedAt == 200)
    #expect(anew.folder?.provenance()?.device == "Abacus, driver 2")
  }

  @Test func `that isn't there fails with its own sentence and code, and leaves no folder`() throws {
    let results = try engine { [obstacle] in throw obstacle }.run([run])
    #expect(results.exitCode == 2)
    #expect(
      results[0].error
        == .other(
          run: "tiny/3-1-3 seed 1", reason: "--device: expected an abacus, found 'pebbles'", exitCode: 2))
    #expect(try RunFolder.all(in: laboratory.results).isEmpty)
  }

  @Test func `that doesn't begin to train has that in its journal`() throws {
    let result = try engine { [obstacle] in OtherDevice(obstacle: obstacle) }.run([run])[0]
    #expect(result.exitCode == 2)
    let folder = try #require(result.folder)
    #expect(folder.provenance()?.failure == "--device: expected an abacus, found 'pebbles'")
    #expect(try readText(folder.logFile).contains("failed: --device: expected an abacus"))
  }
}
