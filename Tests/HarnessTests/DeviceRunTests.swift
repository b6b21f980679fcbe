import ExperimentSpecs
import Foundation
import HostSystem
import SuperResolution
import Synchronization
import Testing
import TestLaboratory

@testable import Harness
@testable import OpenCLBackend
@testable import RunRecords
@testable import Running

/// PoCL's device, which a machine without a graphics card has, too.
private let pocl = try? OpenCLDevice.all().first { !$0.isGPU } ?? OpenCLDevice.all().first
/// Where a device must be there, as `make test` has it, nothing is passed over.
private let isWanted = pocl != nil || ProcessInfo.processInfo.environment["SRCNN_REQUIRE_OPENCL"] == "1"

extension RunLaboratory {
  /// An engine that trains on devices, too, and is asked to stop when a run of the variant has come so far.
  fileprivate func deviceEngine(
    results: String? = nil, jobs: Int = 1, stopping variant: String = "", at backprops: Int = .max,
    device: OpenCLDevice? = nil
  ) throws -> RunEngine {
    let usual = try engine(jobs: jobs, results: results.map { "\(root)/\($0)" })
    let cancellation = Cancellation()
    var settings = usual.settings
    settings.backend = { name, threads in
      guard let device, name != nil else { return try trainingBackend(device: name, threads: threads) }
      return OpenCLBackend(on: device, threads: threads)
    }
    return RunEngine(
      catalog: usual.catalog, settings: settings, cancellation: cancellation,
      reporter: ClosureReporter { event in
        if case .progress(let run, let progress) = event, run.variant == variant,
          progress.backprops >= backprops
        {
          cancellation.request()
        }
      }, clock: usual.clock)
  }
}

@Suite(.enabled(if: isWanted)) struct `A training that goes on on another device` {
  private let laboratory: RunLaboratory
  private let device: String
  init() throws {
    laboratory = try RunLaboratory()
    device = try #require(pocl?.name)
  }

  private func source(on device: String?) -> RunDescription {
    laboratory.run("first") { $0.training.device = device }
  }

  /// From the processor to the device, from the device to the processor; at 64 the curve has a point, which what cut the source
  /// off kept it from.
  @Test(arguments: [(true, 72), (false, 72), (true, 64)])
  func `is another run, which has the other's state and curve`(toDevice: Bool, at: Int) throws {
    let first = source(on: toDevice ? nil : device)
    let second = first.continued(as: "second", at: at, on: toDevice ? device : nil)
    let cut = try laboratory.deviceEngine(stopping: "first", at: at).run([first])[0]
    #expect(cut.interruptedAt == at)
    let result = try laboratory.deviceEngine().run([second])[0]
    #expect(result.finishedAt == 200, "\(result.outcome)")
    let folder = try #require(result.folder), whole = try trained(first, in: "whole")
    #expect(folder != cut.folder)
    let provenance = try #require(folder.provenance()), origin = try #require(cut.folder?.provenance())
    #expect(
      provenance.continued == .init(run: origin.runId, backprops: at, device: origin.device))
    // One rule for all that goes on: the seconds and the lines of progress are those of the whole training.
    #expect(provenance.measuredBackprops == 200 && !provenance.isOfOneDevice)
    let progress = try readText(folder.progressFile).split(separator: "\n").dropFirst()
    let rows = progress.compactMap { $0.split(separator: ",").first.flatMap { Int($0) } }
    #expect(rows == [0, 64, 128, 192, 200])
    #expect((provenance.device == nil) != toDevice)
    #expect((origin.device == nil) == toDevice)

    let (ours, theirs) = (try folder.metrics().history, try whole.metrics().history)
    #expect(ours.backprops == [0, 64, 128, 192, 200])
    let psnr = try [ours, theirs].map { try #require($0.sets["tiny-test"]).means() }
    #expect(psnr[0].prefix(2) == psnr[1].prefix(2))
    #expect(ours.loss[1] == theirs.loss[1])
    for index in 2..<5 {
      #expect(abs(ours.loss[index] - theirs.loss[index]) < 1e-3 * theirs.loss[index])
      #expect(abs(psnr[0][index] - psnr[1][index]) < 0.01)
    }
    #expect(try laboratory.digest(folder) != laboratory.digest(whole))

    // What is where the source was is as it was: it goes on itself, to its own bits.
    let rest = try laboratory.deviceEngine().run([first])[0]
    #expect(try laboratory.digest(rest.folder) == laboratory.digest(whole))
    #expect(try laboratory.deviceEngine().run([second])[0].skipReason != nil)
  }

  @Test func `has the same bits each time, cut off, and where the other isn't there`() throws {
    let second = source(on: nil).continued(as: "second", at: 72, on: device)
    let expected = try laboratory.digest(trained(second, in: "anew"))
    #expect(expected.count == 2)
    let sources = try RunFolder.all(in: laboratory.root + "/anew").filter { $0.path.contains("first") }
    #expect(try sources.map { try CheckpointFile(contentsOf: $0.checkpointFile).state.backprops } == [72])

    let cut = try laboratory.deviceEngine(stopping: "second", at: 136).run([second])[0]
    #expect(cut.interruptedAt == 136)
    let again = try laboratory.deviceEngine().run([second])[0]
    #expect(try laboratory.digest(again.folder) == expected)
    #expect(again.folder?.provenance()?.continued?.backprops == 72)
  }

  @Test func `is told from others by the run that it goes on from, and where`() throws {
    let catalog = try laboratory.engine().catalog, first = source(on: nil)
    let runs = [
      first, source(on: device), first.continued(as: "", at: 72, on: device),
      first.continued(as: "", at: 80, on: device), first.continued(as: "", at: 72, on: nil),
      first.continued(as: "", at: 72, on: device).continued(as: "", at: 120, on: nil),
      laboratory.run { $0.training.batch = 4 }.continued(as: "", at: 72, on: device),
    ]
    #expect(try Set(runs.compactMap { try catalog.identity(of: $0)?.id }).count == runs.count)
    var longer = first
    longer.training.backprops = 999
    #expect(
      try catalog.identity(of: longer.continued(as: "x", at: 72, on: device))
        == catalog.identity(of: runs[2]))
    let bytes = try JSONEncoder().encode(runs[5])
    #expect(try JSONDecoder().decode(RunDescription.self, from: bytes) == runs[5])
  }

  @Test func `fails in a sentence where the other went on`() throws {
    let first = source(on: nil), second = first.continued(as: "second", at: 72, on: device)
    _ = try laboratory.deviceEngine().run([first])
    let result = try laboratory.deviceEngine().run([second])
    #expect(result.exitCode == 1)
    #expect(
      result[0].error?.description
        == "tiny/second seed 1: goes on from tiny/first seed 1, but that run went on to 200 backprops, and its state "
        + "after 72 is gone: go on from where it is now")
    let falling = laboratory.run("falling") { $0.training.schedule = .cosine(final: 0.1, warmup: 0) }
    _ = try laboratory.deviceEngine().run([falling])
    let late = try laboratory.deviceEngine().run([falling.continued(as: "late", at: 72, on: device)])
    #expect(late[0].error?.description.contains("is done, and keeps no state to go on from") == true)
  }

  private func trained(_ run: RunDescription, in results: String) throws -> RunFolder {
    try #require(laboratory.deviceEngine(results: results).run([run])[0].folder)
  }
}

@Suite struct `What a run on the processor asks of devices` {
  @Test func `is that of the run that it goes on from, where that isn't trained so far`() throws {
    let figures = try FigureLaboratory(), laboratory = figures.laboratory
    let session = Session(
      project: figures.project, profile: "desk", threads: 1, commandLine: ["test"],
      reporter: ClosureReporter { _ in }, announce: { _ in }, note: { _ in })
    let first = laboratory.run("first") { $0.training.device = "abacus" }
    let second = first.continued(as: "second", at: 72, on: nil)
    #expect {
      try session.run([second], [], of: [])
    } throws: { $0 is DeviceError }
    #expect(try RunFolder.all(in: laboratory.results).isEmpty)
  }
}

/// Reads that a device still does, and how it does them.
private let readsLeft = Mutex(0)
private let read = pocl?.functions.EnqueueReadBuffer

@Suite(.enabled(if: isWanted)) struct `A run on a device` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  private func run(seed: Int = 1) throws -> RunDescription {
    let name = try #require(pocl?.name)
    return laboratory.run(seed: seed) { $0.training.device = name }
  }

  @Test func `that is lost fails with code 1, and goes on from its checkpoint to the same bits`() throws {
    let run = try run()
    let whole = try laboratory.deviceEngine(results: "whole").run([run])[0]
    var lost = try #require(pocl)
    lost.functions.EnqueueReadBuffer = { queue, buffer, blocking, offset, size, to, count, wait, event in
      let isThere = readsLeft.withLock { left in
        left -= 1
        return left >= 0
      }
      // CL_INVALID_COMMAND_QUEUE, which is what drivers say of a device that is gone.
      guard isThere else { return -36 }
      return unsafe read?(queue, buffer, blocking, offset, size, to, count, wait, event) ?? -1
    }
    readsLeft.withLock { $0 = 33 }
    let results = try laboratory.deviceEngine(device: lost).run([run])
    #expect(results.exitCode == 1)
    let words = results[0].error?.description ?? ""
    #expect(
      words.contains(
        "failed (clEnqueueReadBuffer: the device was lost); a training goes on from its checkpoint"),
      "\(words)")
    let folder = try #require(results[0].folder)
    #expect((40..<200).contains(try CheckpointFile(contentsOf: folder.checkpointFile).state.backprops))
    #expect(folder.provenance()?.failure?.contains("the device was lost") == true)
    let again = try laboratory.deviceEngine().run([run])[0]
    #expect(again.finishedAt == 200)
    #expect(try laboratory.digest(again.folder) == laboratory.digest(whole.folder))
  }

  @Test func `beside another on the same device has the bits that it has alone`() throws {
    let runs = try [run(), run(seed: 2)]
    let both = try laboratory.deviceEngine(results: "both", jobs: 2).run(runs)
    let alone = try laboratory.deviceEngine().run(runs)
    #expect(both.map(\.finishedAt) == [200, 200])
    for (a, b) in zip(both, alone) {
      #expect(try laboratory.digest(a.folder) == laboratory.digest(b.folder))
    }
  }
}
