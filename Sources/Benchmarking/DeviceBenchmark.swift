import HostSystem
import OpenCLBackend
import SuperResolution
import Wording

/// How fast a device of OpenCL trains networks: the answer of `experiments bench --device`.
///
///     let device = try OpenCLDevice.named("gpu")
///     let report = try DeviceBenchmark(device: device, networks: [], threads: 2, peakGigaflops: nil).run()
///     print(report.text)
///
/// A training step is that of `Benchmark`. Kernels are timed in steps of their own, by the device's clock, for that slows
/// the steps.
package struct DeviceBenchmark: Sendable {
  package let device: OpenCLDevice
  /// The networks that are trained.
  package let networks: [BenchmarkNetwork]
  /// Threads of the processor beside it.
  package let threads: Int
  /// What the device can do at most.
  package let peak: DevicePeak
  /// Sub-images a step.
  package var batch = 128
  /// How often each is measured; the median counts.
  package var rounds = 5
  /// Seconds that one measurement takes at least.
  package var seconds = 0.5
  /// PyTorch to compare with.
  package var torch: TorchRuntime?

  /// A benchmark of these networks, or of the three of Fig. 7 if there are none.
  /// - Parameter peakGigaflops: what the device can do at most, if the user knows.
  package init(
    device: OpenCLDevice, networks: [BenchmarkNetwork], threads: Int, peakGigaflops: Double?
  ) throws(OptionError) {
    self.device = device
    var all = networks
    if all.isEmpty { for name in ["9-1-5", "9-3-5", "9-5-5"] { all.append(try BenchmarkNetwork(name)) } }
    self.networks = all
    self.threads = threads
    peak = DevicePeak(of: device, given: peakGigaflops)
  }

  /// Measures everything, and says through `progress` what it is at.
  /// - Throws: `BenchmarkError`, `DeviceError`.
  package func run(cancellation: Cancellation = Cancellation(), progress: (String) -> Void = { _ in }) throws
    -> DeviceBenchmarkReport
  {
    let stopwatch = Stopwatch(cancellation: cancellation)
    let contest = Contest(peak: nil, rounds: rounds, seconds: seconds, stopwatch: stopwatch)
    var report = DeviceBenchmarkReport(device: device, peak: peak, threads: threads, rounds: rounds)
    if torch == nil { report.torchObstacle = "not asked for: --compare-torch names a Python with PyTorch" }
    for network in networks {
      progress("training \(network.title) on \(device.name)")
      try train(network, in: contest, report: &report, progress: progress)
    }
    return report
  }

  private func train(
    _ network: BenchmarkNetwork, in contest: Contest, report: inout DeviceBenchmarkReport,
    progress: (String) -> Void
  ) throws {
    let rival = try rival(network, in: contest, report: &report, progress: progress)
    let data = BenchmarkNetwork.noise(channels: network.channels)
    var trainer = try network.trainer(
      batch: batch, on: data, by: OpenCLBackend(on: device, threads: threads))
    let own = Contestant { seconds in
      try contest.stopwatch.secondsPerCall(atLeast: seconds) { _ = try trainer.step() }
    }
    let result = try contest.run([own] + (rival.map { [$0.contestant] } ?? []))
    report.torch = rival?.versions ?? report.torch
    report.training.append(
      .init(
        network: network, batch: batch, subImagesPerSecond: result.rates(0, of: Double(batch)),
        peakGigaflops: peak.gigaflops, profile: try profile(network, on: data, contest),
        torch: rival.map { rival in
          .init(
            setting: rival.setting, value: result.rates(1, of: Double(batch)), ratio: result.ratio(0, to: 1),
            trials: rival.trialSeconds.map { ($0.setting, Double(batch) / $0.seconds) })
        }))
  }

  /// PyTorch on the same device; nil if it isn't asked for, or doesn't see it, which is then noted.
  private func rival(
    _ network: BenchmarkNetwork, in contest: Contest, report: inout DeviceBenchmarkReport,
    progress: (String) -> Void
  ) throws -> TorchRival? {
    guard let torch, report.torchObstacle == nil else { return nil }
    let work = TorchWork(
      network: network, threads: threads, work: ["training", "--batch", "\(batch)"],
      title: "training \(network.title)", device: device.cardName)
    do {
      let rival = try TorchRival(
        work, runtime: torch, seconds: seconds, stopwatch: contest.stopwatch, progress: progress)
      progress("  PyTorch is at its best with \(rival.setting)")
      return rival
    } catch BenchmarkError.torchWithoutDevice(let reason) {
      report.torchObstacle = reason
      progress("  \(BenchmarkError.torchWithoutDevice(reason: reason))")
      return nil
    }
  }

  /// What the kernels of a step take.
  private func profile(
    _ network: BenchmarkNetwork, on data: SubImages, _ contest: Contest
  ) throws -> DeviceBenchmarkReport.Profile {
    let profile = KernelProfile()
    var trainer = try network.trainer(
      batch: batch, on: data, by: OpenCLBackend(on: device, threads: threads, profile: profile))
    // The first steps load the kernels.
    for _ in 0..<2 { _ = try trainer.step() }
    _ = try trainer.state
    profile.forget()
    var steps = 0
    let seconds = try contest.stopwatch.secondsPerCall(atLeast: contest.seconds) {
      _ = try trainer.step()
      steps += 1
    }
    // Reading the state waits for the last step's update, and tells of it.
    _ = try trainer.state
    return .init(steps: steps, secondsPerStep: seconds, kernels: profile.kernels)
  }
}
