import ArgumentParser
import Benchmarking
import HostSystem

/// `experiments bench`
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast networks are trained and used on this machine.",
    discussion: """
      Without options: training of the paper's networks, and their application to an image of 512x512 pixels; \
      9-1-5 and 9-5-5 are applied to one of 1920x1080 too. It says beforehand how long it takes.

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

  @Option(help: ArgumentHelp("Image sizes for inference, joined by commas.", valueName: "WxH"))
  var size = "512x512,1920x1080"

  @Option(help: "How often each is measured; the median counts.")
  var rounds = 5

  @Option(help: "Seconds a measurement.")
  var seconds = 0.5

  @Option(
    help: ArgumentHelp(
      "Instructions: portable, avx2 or avx512. (default: the best of this processor)", valueName: "level"))
  var level: String?

  @Option(
    help: ArgumentHelp(
      "Measure PyTorch in the same rounds, with this Python that has it.", valueName: "python"),
    transform: path)
  var compareTorch: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write bench.json, bench.md and a picture into this folder too.", valueName: "folder"),
    transform: path)
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
    _ = try benchmark()
  }

  func run() throws {
    let project = try output == nil && compareTorch == nil ? nil : global.project()
    var benchmark = try benchmark()
    if let compareTorch, let project { benchmark.torch = try project.torch(python: compareTorch) }
    let (torch, cancellation) = (benchmark.torch, Cancellation())
    let watch = SignalWatch(cancellation) { torch?.stopAll() }
    defer { withExtendedLifetime(watch) {} }
    let report = try benchmark.run(cancellation: cancellation, progress: global.note)
    say(format.format == .json ? report.json.compact : report.text)
    guard let output, let project else { return }
    for path in try project.write(report, to: output, commandLine: CommandLine.arguments) {
      global.note(path)
    }
  }

  private func benchmark() throws -> Benchmark {
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
    let networks = try names.map { try BenchmarkNetwork($0, widths: counts, channels: channels ?? 1) }
    var benchmark = try Benchmark(networks: networks, threads: threads.count, level: level)
    (benchmark.batch, benchmark.rounds, benchmark.seconds) = (batch, rounds, seconds)
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
