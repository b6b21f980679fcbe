import Foundation
import OpenCLBackend
import Testing
import TestLaboratory

@testable import Benchmarking
@testable import ProjectFiles
@testable import Wording

/// PoCL's device, which a machine without a graphics card has, too.
private let device = try? OpenCLDevice.all().first { !$0.isGPU } ?? OpenCLDevice.all().first
private let isWanted = device != nil || ProcessInfo.processInfo.environment["SRCNN_REQUIRE_OPENCL"] == "1"

@Suite(.enabled(if: isWanted)) struct `The benchmark of a device` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func benchmark(_ network: String = "3", peak: Double? = nil) throws -> DeviceBenchmark {
    var benchmark = try DeviceBenchmark(
      device: #require(device), networks: [BenchmarkNetwork(network, widths: network == "3" ? [] : [5, 6])],
      threads: 1, peakGigaflops: peak)
    (benchmark.batch, benchmark.rounds, benchmark.seconds) = (8, 2, 0.005)
    return benchmark
  }

  @Test func `says how fast networks are trained, kernel by kernel, and whose numbers these are`() throws {
    let report = try benchmark("3-1-3", peak: 1000).run()
    let entry = try #require(report.training.first)
    #expect(entry.subImagesPerSecond.minimum > 0)
    #expect(entry.shareOfPeak == entry.gigaflops / 1000)
    let names = entry.profile.kernels.map(\.name)
    for name in ["convolve32, 5 x 9", "convolve32, 6 x 5", "convolveFew, 1 x 54", "weightGradient32, 5 x 9"] {
      #expect(names.contains(name), "\(names)")
    }
    #expect(names.contains("descend") && names.contains("pixelLoss") && names.contains("addParts"))
    for kernel in entry.profile.kernels { #expect(kernel.calls % entry.profile.steps == 0, "\(kernel)") }
    #expect(report.text.contains(try #require(device).name))
    #expect(report.text.contains("as --peak says"))
    #expect(report.device.isGPU || report.text.contains("That is no graphics card"))
    #expect(report.text.contains("PyTorch: not asked for"))
  }

  @Test func `gives each kernel's share of the peak, where both are known`() throws {
    let report = try benchmark("3-1-3", peak: 1000).run()
    let entry = try #require(report.training.first)
    let kernel = try #require(entry.profile.kernels.first { $0.name == "convolve32, 5 x 9" })
    #expect(entry.peakShare(of: kernel) == kernel.gigaflops.map { $0 / 1000 })
    let other = try #require(entry.profile.kernels.first { $0.name == "descend" })
    #expect(entry.peakShare(of: other) == nil)
    let table = try #require(report.tables.first { $0.id == "device-kernels" })
    #expect(table.columns.suffix(2) == ["GFLOP/s", "% of peak"])
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })

    struct Written: Decodable {
      struct Kernel: Decodable {
        let kernel: String
        let gigaflops, shareOfPeak: Double?
      }
      struct Training: Decodable { let kernels: [Kernel] }
      let deviceTraining: [Training]
    }
    let written = try JSONDecoder().decode(Written.self, from: Data(report.json.compact.utf8))
    let kernels = try #require(written.deviceTraining.first).kernels
    // Two decimals of the one, four of the other.
    for kernel in kernels {
      #expect((kernel.shareOfPeak == nil) == (kernel.gigaflops == nil), "\(kernel.kernel)")
      #expect(abs((kernel.shareOfPeak ?? 0) - (kernel.gigaflops ?? 0) / 1000) < 1e-4, "\(kernel.kernel)")
    }
    #expect(kernels.contains { $0.shareOfPeak != nil })
    let unknown = try JSONDecoder().decode(Written.self, from: Data(benchmark().run().json.compact.utf8))
    #expect(unknown.deviceTraining[0].kernels.allSatisfy { $0.shareOfPeak == nil })
  }

  @Test func `counts two operations a multiply-add, in kernels too`() throws {
    let entry = try #require(benchmark().run().training.first)
    let operations = entry.profile.kernels.reduce(0) { $0 + $1.operations } / Double(entry.profile.steps)
    #expect(operations == 8 * entry.network.trainingOperations)
  }

  @Test func `is written with its command, and without a foreign path`() throws {
    let report = try benchmark().run()
    let project = try Project(root: packageRoot, currentFolder: packageRoot, environment: [:])
    let paths = try project.write(
      report, to: folder.path, commandLine: ["/somewhere/experiments", "bench", "--device", "gpu"])
    #expect(paths == ["bench-device.json", "bench-device.md"].map { "\(folder.path)/\($0)" })
    let markdown = try String(contentsOfFile: paths[1], encoding: .utf8)
    #expect(markdown.contains("`experiments bench --device gpu`"))
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: paths[0])))
    let members = try #require(json as? [String: Any])
    let entry = try #require((members["deviceTraining"] as? [[String: Any]])?.first)
    #expect(entry["shareOfPeak"] is NSNull)
    #expect((entry["kernels"] as? [[String: Any]])?.isEmpty == false)
    #expect(((entry["profiledStepMicroseconds"] as? Double) ?? 0) > 0)
    #expect((members["device"] as? [String: Any])?["name"] as? String == device?.name)
    #expect((members["device"] as? [String: Any])?["compiler"] as? String == device?.compiler)
    #expect(markdown.contains("- compiler of its kernels: \(device?.compiler ?? "none")\n"))
  }

  @Test func `says that PyTorch doesn't see the device, and measures on`() throws {
    var benchmark = try benchmark()
    let arguments = folder.path + "/arguments"
    benchmark.torch = try folder.torch(
      #"echo "$*" >> \#(arguments); echo '{"withoutDevice": "PyTorch 2.5.1 sees no CUDA device"}'"#)
    let report = try benchmark.run()
    #expect(report.training.count == 1 && report.torch == nil)
    #expect(report.text.contains("PyTorch: PyTorch 2.5.1 sees no CUDA device."))
    #expect(
      try String(contentsOfFile: arguments, encoding: .utf8).contains("--device \(try #require(device).name)")
    )
  }

  @Test func `measures PyTorch on the same device where it is there`() throws {
    var benchmark = try benchmark()
    benchmark.torch = try folder.torch(
      """
      case "$*" in *compile*) echo 'no compiler' >&2; exit 1;; *last*) t=4e-9;; *) t=8;; esac
      echo '{"python": "3.11.2", "torch": "2.5.1", "parameters": 10}'
      while read line; do echo "{\\"steps\\": 2, \\"seconds\\": $t}"; done
      """)
    let report = try benchmark.run()
    let rival = try #require(report.training.first?.torch)
    #expect(rival.setting == "channels_last" && rival.value == Spread([8 / 2e-9]))
    #expect(report.text.contains("beside PyTorch 2.5.1 on the same device"))
    #expect(report.text.contains("without TF32"))
  }
}

@Suite struct `What a device can do at most` {
  @Test func `is given, known, counted, or unknown`() {
    func peak(_ name: String, capability: (major: Int, minor: Int)? = nil, given: Double? = nil) -> DevicePeak
    {
      DevicePeak(name: name, units: 10, megahertz: 1500, capability: capability, given: given)
    }
    #expect(peak("NVIDIA H100 PCIe", given: 5).gigaflops == 5)
    #expect(peak("NVIDIA H100 PCIe").gigaflops == 51_200)
    // 10 units, 128 lanes, 1.5 GHz, two operations.
    #expect(peak("NVIDIA New", capability: (8, 9)).gigaflops == 3840)
    #expect(peak("NVIDIA New", capability: (8, 0)).gigaflops == 1920)
    #expect(peak("NVIDIA New", capability: (99, 0)).gigaflops == nil)
    #expect(peak("cpu-haswell").gigaflops == nil)
    #expect(peak("cpu-haswell").source == "unknown; --peak gives it")
  }
}
