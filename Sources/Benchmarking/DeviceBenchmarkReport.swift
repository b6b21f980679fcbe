import OpenCLBackend
import Plotting
import Wording

/// What a benchmark of a device measured.
package struct DeviceBenchmarkReport: Sendable {
  package let device: OpenCLDevice
  /// What it can do at most.
  package let peak: DevicePeak
  /// Threads of the processor beside it.
  package let threads: Int
  /// How often each was measured.
  package let rounds: Int
  /// The training of each network, in the order asked for.
  package internal(set) var training: [Training] = []
  /// What PyTorch ran on, if it was compared with.
  package internal(set) var torch: TorchVersions?
  /// Why PyTorch wasn't compared with.
  package internal(set) var torchObstacle: String?

  init(device: OpenCLDevice, peak: DevicePeak, threads: Int, rounds: Int) {
    (self.device, self.peak, self.threads, self.rounds) = (device, peak, threads, rounds)
  }

  /// The rate of training a network.
  package struct Training: Sendable {
    package let network: BenchmarkNetwork
    /// Sub-images a step.
    package let batch: Int
    /// Sub-images a second, all of a step counted.
    package let subImagesPerSecond: Spread
    /// The device's peak, in billions of operations a second; nil if it isn't known.
    let peakGigaflops: Double?
    /// What the step is made of.
    package let profile: Profile
    /// PyTorch's rate.
    package let torch: BenchmarkReport.Comparison?

    /// Billions of floating-point operations a second, a multiply-add being two.
    package var gigaflops: Double { network.trainingOperations * subImagesPerSecond.median / 1e9 }
    /// The share of the device's peak.
    package var shareOfPeak: Double? { peakGigaflops.map { gigaflops / $0 } }
    /// A kernel's share of it; nil where its operations aren't counted.
    package func peakShare(of kernel: KernelProfile.Kernel) -> Double? {
      guard let peakGigaflops, let own = kernel.gigaflops else { return nil }
      return own / peakGigaflops
    }
  }

  /// What kernels took in steps that were timed kernel by kernel.
  package struct Profile: Sendable {
    /// How many steps there were.
    package let steps: Int
    /// Seconds of a step, all of it.
    package let secondsPerStep: Double
    /// The kernels of all steps, the longest first.
    package let kernels: [KernelProfile.Kernel]

    /// A kernel's share of a step.
    package func share(_ kernel: KernelProfile.Kernel) -> Double {
      kernel.seconds / Double(steps) / secondsPerStep
    }
    /// The share of copies, starts and waiting.
    package var restShare: Double { 1 - kernels.reduce(0) { $0 + share($1) } }
  }

  /// Whose numbers these are, in a sentence or two.
  package var origin: String {
    "\(device.name), driver \(device.driver), by \(device.version)."
      + (device.isGPU
        ? ""
        : " That is no graphics card: OpenCL computes on the processor, and these numbers say nothing of one.")
  }

  /// What must be known to read the numbers.
  var remarks: String {
    let most = peak.gigaflops.map { "\($0.fixed(0)) GFLOP/s in single precision, " } ?? ""
    return
      "Measured on \(origin) Medians of \(rounds) rounds, with the least and the most. Peak: \(most)\(peak.source). "
      + "Operations are counted as direct convolution needs them. Kernels are timed by the device's own clock, in steps of "
      + "their own, which that slows. "
      + (device.isCUDA ? "By CUDA that time has the wait for the kernel's start in it. " : "")
      + (torchObstacle.map { "PyTorch: \($0)." } ?? "PyTorch computes in single precision, without TF32.")
  }
}

extension DeviceBenchmarkReport {
  package var tables: [Table] { [trainingTable, kernelTable, torchTable].filter { !$0.rows.isEmpty } }

  /// The report for people.
  package var text: String { tables.map(\.listing).joined(separator: "\n") + "\n\(remarks)\n" }

  private var trainingTable: Table {
    Table(
      id: "device-training", title: "Training on \(device.name), sub-images a second",
      columns: [
        "Network", "Channels", "Widths", "Batch", "Sub-images/s", "min", "max", "GFLOP/s", "% of peak",
      ],
      rows: training.map { entry in
        entry.network.cells + [.number(Double(entry.batch), decimals: 0)]
          + entry.subImagesPerSecond.cells(decimals: 0)
          + [
            .number(entry.gigaflops, decimals: 1),
            entry.shareOfPeak.map { .number(100 * $0, decimals: 1) } ?? .missing,
          ]
      })
  }

  private var kernelTable: Table {
    Table(
      id: "device-kernels", title: "What a step is made of",
      columns: [
        "Network", "Channels", "Widths", "Kernel", "Calls", "\u{b5}s a step", "% of step", "GFLOP/s",
        "% of peak",
      ],
      rows: training.flatMap(\.kernelRows))
  }

  private var torchTable: Table {
    Table(
      id: "device-torch",
      title:
        "Training beside PyTorch \(torch?.torch ?? "") on the same device, sub-images a second in the same rounds",
      columns: ["Network", "Channels", "Widths", "Ours", "PyTorch", "Its setting", "Ratio", "min", "max"],
      rows: training.compactMap { entry in
        entry.torch.map { entry.network.cells + $0.cells(beside: entry.subImagesPerSecond, decimals: 0) }
      })
  }
}

extension DeviceBenchmarkReport.Training {
  /// A row a kernel, and one for what isn't kernels.
  fileprivate var kernelRows: [[Table.Cell]] {
    let count = Double(profile.steps), first = network.cells
    var rows: [[Table.Cell]] = []
    for kernel in profile.kernels {
      rows.append(
        first + [
          .text(kernel.name), .number(Double(kernel.calls) / count, decimals: 0),
          .number(1e6 * kernel.seconds / count, decimals: 1),
          .number(100 * profile.share(kernel), decimals: 1),
          .rate(kernel.gigaflops), .rate(peakShare(of: kernel).map { 100 * $0 }),
        ])
    }
    let rest = profile.restShare
    rows.append(
      first + [
        .text("copies, starts, waiting"), .missing,
        .number(1e6 * rest * profile.secondsPerStep, decimals: 1), .number(100 * rest, decimals: 1),
        .missing, .missing,
      ])
    return rows
  }
}

extension Table.Cell {
  /// A number, where there is one.
  fileprivate static func rate(_ value: Double?) -> Table.Cell {
    guard let value else { return .missing }
    return .number(value, decimals: 1)
  }
}

extension DeviceBenchmarkReport {
  /// The report for machines.
  package var members: [(key: String, value: JSON)] {
    [
      (
        "device",
        .object([
          ("name", .text(device.name)), ("vendor", .text(device.vendor)), ("driver", .text(device.driver)),
          ("version", .text(device.version)), ("compiler", .text(device.compiler)),
          ("isGPU", .bool(device.isGPU)), ("units", .integer(device.units)),
          ("megahertz", .integer(device.megahertz)),
        ])
      ),
      ("peakGigaflops", peak.gigaflops.map { .number($0, decimals: 2) } ?? .null),
      ("peakSource", .text(peak.source)), ("deviceTraining", .list(training.map(\.json))),
      ("threads", .integer(threads)), ("rounds", .integer(rounds)),
      (
        "torch", torch.map { .object([("version", .text($0.torch)), ("python", .text($0.python))]) } ?? .null
      ),
      ("torchObstacle", torchObstacle.map { .text($0) } ?? .null),
    ]
  }

  /// The report for machines.
  package var json: JSON { .object(members) }
}

extension DeviceBenchmarkReport.Training {
  fileprivate var json: JSON {
    .object(
      network.members + [("batch", .integer(batch))]
        + subImagesPerSecond.members("subImagesPerSecond", decimals: 2)
        + [
          ("gigaflops", .number(gigaflops, decimals: 2)),
          ("shareOfPeak", shareOfPeak.map { .number($0, decimals: 4) } ?? .null),
          ("profiledStepMicroseconds", .number(1e6 * profile.secondsPerStep, decimals: 2)),
          ("kernels", .list(profile.kernels.map(kernelMembers))),
          ("torch", torch?.json("subImagesPerSecond") ?? .null),
        ])
  }

  private func kernelMembers(_ kernel: KernelProfile.Kernel) -> JSON {
    let steps = Double(profile.steps)
    return .object([
      ("kernel", .text(kernel.name)), ("calls", .number(Double(kernel.calls) / steps, decimals: 2)),
      ("microseconds", .number(1e6 * kernel.seconds / steps, decimals: 3)),
      ("shareOfStep", .number(profile.share(kernel), decimals: 4)),
      ("gigaflops", kernel.gigaflops.map { .number($0, decimals: 2) } ?? .null),
      ("shareOfPeak", peakShare(of: kernel).map { .number($0, decimals: 4) } ?? .null),
    ])
  }
}
