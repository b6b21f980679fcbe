import Benchmarking
import ExperimentSpecs
import OpenCLBackend
import RunRecords
import Running
import SuperResolution
import Wording

/// What trains: the processor, or the device of a name as specs have it, the whole name.
/// - Throws: `DeviceError` if there is no such device.
@Sendable func trainingBackend(device: String?, threads: Int) throws -> any Backend {
  guard let device else { return CPUBackend(threads: threads) }
  return OpenCLBackend(on: try OpenCLDevice.exactly(device), threads: threads)
}

/// The setting `training.device` that `--device` means.
/// - Throws: `DeviceError` if there is no such device.
package func trainingDevice(_ name: String) throws(DeviceError) -> JSON {
  try deviceName(name).map { .text($0) } ?? .null
}

/// The whole name of the device that `--device` means, nil for the processor.
/// - Throws: `DeviceError` if there is no such device.
func deviceName(_ name: String) throws(DeviceError) -> String? {
  name.lowercased() == "cpu" ? nil : try OpenCLDevice.named(name).name
}

extension Session {
  /// Looks whether the devices that are to train have kernels for the networks and compile them, so that what keeps one from it is said once, before anything begins.
  /// - Throws: `DeviceError`, and what keeps a run that is gone on from from being looked for.
  func requireDevices(of planned: [PlannedRun]) throws {
    var runs = planned.filter(\.isUnfinished).map(\.run)
    for other in planned {
      if case .new = other.state { runs += try untrainedSources(of: other.run) }
    }
    for run in runs where run.training.device != nil {
      try run.layout.requireDeviceTraining(padding: run.padding)
    }
    for name in Set(runs.compactMap(\.training.device)).sorted() {
      try OpenCLBackend(on: OpenCLDevice.exactly(name), threads: 1).check()
    }
  }

  /// The run that another goes on from, and so on, as far as they are to be trained before.
  private func untrainedSources(of run: RunDescription) throws -> [RunDescription] {
    guard let source = run.continuedRun, let backprops = run.continuedAt else { return [] }
    let archive = try archive()
    let (identity, own) = try archive.identify(source)
    let folder = try archive.findState(of: source, identity, own: own).folder
    guard folder.has(folder.checkpointFile) else { return [source] + (try untrainedSources(of: source)) }
    let checkpoint = try CheckpointFile(contentsOf: folder.checkpointFile)
    let isThere = checkpoint.state.backprops >= backprops && !checkpoint.lacksMeasurement(of: source)
    return isThere ? [] : [source]
  }
}

/// A benchmark of the device that `--device` means.
/// - Throws: `DeviceError` if there is no such device or it compiles no kernels, `OptionError`.
package func deviceBenchmark(
  _ name: String, networks: [BenchmarkNetwork], threads: Int, peakGigaflops: Double?
) throws -> DeviceBenchmark {
  let device = try OpenCLDevice.named(name)
  try OpenCLBackend(on: device, threads: threads).check()
  return try DeviceBenchmark(
    device: device, networks: networks, threads: threads, peakGigaflops: peakGigaflops)
}

extension DeviceError: CommandError {
  /// 2 for a device that isn't there or can't do what is asked for, 1 for one that failed.
  public var exitCode: Int32 {
    switch self {
    case .noLibrary, .noDevice, .unknown, .noCompiler, .unsupported: 2
    case .notBuilt, .noMemory, .tooLarge, .failed: 1
    }
  }
}

/// The devices that there are: the answer of `experiments devices`.
package struct DeviceList: Sendable {
  private let devices: [OpenCLDevice]
  /// What keeps OpenCL from having devices, or a driver of CUDA from being used.
  private let obstacle: String?

  /// Looks around.
  package init() {
    do {
      devices = try OpenCLDevice.all()
      let cuda = OpenCLDevice.cudaObstacle
      obstacle = devices.isEmpty ? DeviceError.noDevice(cuda: cuda).description : cuda
    } catch {
      (devices, obstacle) = ([], error.description)
    }
  }

  /// The list for people; the obstacle stands below.
  package var text: String {
    let rows = devices.map { device in
      [
        device.name, device.isGPU ? "gpu" : "cpu, through OpenCL", "\(device.memory >> 20) MiB",
        "\(device.version), driver \(device.driver)" + (device.hasCompiler ? "" : ", without a compiler"),
      ]
    }
    let list = listed([["--device", "", "memory", "version"], ["cpu", "the default", "", ""]] + rows)
    return obstacle.map { "\(list)\n\($0)" } ?? list
  }

  /// The list for machines.
  package var json: JSON {
    .object([
      (
        "devices",
        .list(
          devices.map { device in
            .object([
              ("name", .text(device.name)), ("vendor", .text(device.vendor)), ("isGPU", .bool(device.isGPU)),
              ("memory", .integer(device.memory)), ("version", .text(device.version)),
              ("driver", .text(device.driver)), ("compiler", .text(device.compiler)),
              ("hasCompiler", .bool(device.hasCompiler)),
            ])
          })
      ), ("obstacle", obstacle.map { .text($0) } ?? .null),
    ])
  }

  /// One line for `experiments doctor`, with what gets a device where there is none.
  var summary: String {
    guard !devices.isEmpty else {
      return
        "no device; `make deps` installs the loader, your card's driver a device, `make test-deps` one of the processor"
    }
    let list = "\(devices.map(\.name).joined(separator: "; ")); `experiments devices`"
    return [list, obstacle].compactMap(\.self).joined(separator: ". ")
  }
}
