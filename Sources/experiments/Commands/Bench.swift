import ArgumentParser
import Benchmarking
import Harness
import HostSystem
import ProjectFiles

/// `experiments bench`
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast networks are trained and used on this machine.",
    discussion: """
      Without options: training of the paper's networks, and their application to an image of 512x512 pixels; \
      9-1-5 and 9-5-5 are applied to one of 1920x1080 too. It says beforehand how long it takes. With --device: training of \
      9-1-5, 9-3-5 and 9-5-5 on that device, kernel by kernel.

      Example: experiments bench --network 9-1-5 --rounds 3
      """)

  @Option(
    help: ArgumentHelp(
      "Filter sizes; may be given several times. (default: the paper's networks)", valueName: "f-f-f"))
  var network: [String] = []

  @Option(help: ArgumentHelp("Widths of the layers but the last. (default: the paper's)", valueName: "n,n"))
  var widths: String?

  @Option(help: "Channels of the image: 1 or 3. (default: 1)")
  var channels: Int?

  @Option(help: "Sub-images a training step.")
  var batch = 128

  @Option(
    help: ArgumentHelp(
      "Image sizes for inference, joined by commas. (default: 512x512,1920x1080)", valueName: "WxH"))
  var size: String?

  @Option(help: "How often each is measured; the median counts.")
  var rounds = 5

  @Option(help: "Seconds a measurement.")
  var seconds = 0.5

  @Option(
    help: ArgumentHelp(
      "Instructions: portable, avx2 or avx512. (default: the best of this processor)", valueName: "level"),
    completion: .list(["portable", "avx2", "avx512"]))
  var level: String?

  @Option(
    help: ArgumentHelp(
      "Measure training on this device of OpenCL instead: gpu, or a name of `experiments devices`.",
      valueName: "name"), completion: Completions.devices)
  var device: String?

  @Option(
    help: ArgumentHelp(
      "What the device can do at most, billions of operations a second in single precision.",
      valueName: "GFLOP/s"
    ))
  var peak: Double?

  @Option(
    help: ArgumentHelp(
      "Measure PyTorch in the same rounds, with this Python that has it.", valueName: "python"),
    completion: .file(), transform: path)
  var compareTorch: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write bench.json, bench.md and a picture, or of a device bench-device.json and .md, into this folder too.",
      valueName: "folder"),
    completion: .directory, transform: path)
  var output: String?

  @OptionGroup var threads: ThreadsOption
  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard channels == nil || channels == 1 || channels == 3 else {
      throw ValidationError("--channels: expected 1 or 3, found \(channels ?? 0)")
    }
    guard (1...65536).contains(batch), (1...1000).contains(rounds), (0.001...3600).contains(seconds) else {
      throw ValidationError("--batch, --rounds and --seconds: expected positive numbers of a usual size")
    }
    if isOfDevice, level != nil || size != nil {
      throw ValidationError("--device: expected it without --level and --size, which are of the processor")
    }
    guard peak.map({ (1...1e9).contains($0) }) ?? true, peak == nil || isOfDevice else {
      throw ValidationError(
        "--peak: expected billions of operations a second, of the device that --device names")
    }
    _ = try benchmark()
  }

  /// The processor, called by name, is measured as without one.
  private var isOfDevice: Bool { device.map { $0.lowercased() != "cpu" } ?? false }

  func run() throws {
    let project = try output == nil && compareTorch == nil ? nil : global.project()
    if let output { try prepareFolder(output) }
    let torch = try compareTorch.flatMap { try project?.torch(python: $0) }
    let cancellation = Cancellation()
    let watch = SignalWatch(cancellation) { torch?.stopAll() }
    defer { withExtendedLifetime(watch) {} }
    if isOfDevice, let device { return try run(on: device, project, torch, cancellation) }
    var benchmark = try benchmark()
    benchmark.torch = torch
    let report = try benchmark.run(cancellation: cancellation, progress: global.note)
    say(format.format == .json ? report.json.compact : report.text)
    try writeFiles(of: project) { try $0.write(report, to: $1, commandLine: CommandLine.arguments) }
  }

  private func run(
    on device: String, _ project: Project?, _ torch: TorchRuntime?, _ cancellation: Cancellation
  ) throws {
    var benchmark = try deviceBenchmark(
      device, networks: networks(), threads: threads.count, peakGigaflops: peak)
    (benchmark.batch, benchmark.rounds, benchmark.seconds) = (batch, rounds, seconds)
    benchmark.torch = torch
    let report = try benchmark.run(cancellation: cancellation, progress: global.note)
    say(format.format == .json ? report.json.compact : report.text)
    try writeFiles(of: project) { try $0.write(report, to: $1, commandLine: CommandLine.arguments) }
  }

  /// Notes the paths of what is written into the folder that was asked for.
  private func writeFiles(of project: Project?, _ write: (Project, String) throws -> [String]) throws {
    guard let output, let project else { return }
    try write(project, output).forEach(global.note)
  }

  private func networks() throws -> [BenchmarkNetwork] {
    // Widths or channels alone mean the paper's basic network.
    let names = network.isEmpty && (widths != nil || channels != nil) ? ["9-1-5"] : network
    let counts = try widths.map { text in
      try text.split(separator: ",").map { part in
        guard let width = Int(part), (1...1024).contains(width) else {
          throw ValidationError("--widths: expected numbers from 1 to 1024 joined by commas, found '\(text)'")
        }
        return width
      }
    }
    return try names.map { try BenchmarkNetwork($0, widths: counts, channels: channels ?? 1) }
  }

  private func benchmark() throws -> Benchmark {
    var benchmark = try Benchmark(networks: networks(), threads: threads.count, level: level)
    (benchmark.batch, benchmark.rounds, benchmark.seconds) = (batch, rounds, seconds)
    guard let size else { return benchmark }
    benchmark.sizes = try size.split(separator: ",").map { text in
      let sides = text.split(separator: "x").map { Int($0) ?? 0 }
      guard sides.count == 2, sides.allSatisfy({ (16...16384).contains($0) }) else {
        throw ValidationError("--size: expected WIDTHxHEIGHT from 16 to 16384 pixels, found '\(text)'")
      }
      return (sides[0], sides[1])
    }
    return benchmark
  }
}
