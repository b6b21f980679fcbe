import ArgumentParser
import Harness

/// `experiments selfcheck`
struct SelfCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selfcheck",
    abstract: "Compare bicubic interpolation and the authors' network with the numbers they must give.",
    discussion: "Ends with 1 if a number is wrong, and with 3 if no data is here to check anything.")

  @Option(
    help: ArgumentHelp(
      "The authors' .mat, or a folder with them. (default: weights in or beside the folder of the sets)",
      valueName: "file"))
  var weights: String?

  @OptionGroup var threads: ThreadsOption
  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let report = try global.project().selfCheck(
      weights: weights, threads: threads.count, progress: global.note)
    say(format.format == .json ? report.json.compact : report.text)
    if report.exitCode != 0 { throw FailedCommand(exitCode: report.exitCode) }
  }
}

/// `experiments bench`
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast networks are trained and used on this machine.")

  @Option(
    help: ArgumentHelp("Filter sizes; may be given several times. (default: 9-1-5)", valueName: "f-f-f"))
  var network: [String] = []

  @Option(help: ArgumentHelp("Widths of the layers but the last. (default: the paper's)", valueName: "n,n"))
  var widths: String?

  @Option(help: "Channels of the image: 1 or 3.")
  var channels = 1

  @Option(help: "Sub-images a training step.")
  var batch = 128

  @Option(help: ArgumentHelp("Image sizes for inference, joined by commas.", valueName: "WxH"))
  var size = "512x512"

  @Option(help: "How often each is measured; the median counts.")
  var repeats = 5

  @Option(help: "Seconds a measurement.")
  var seconds = 1.0

  @OptionGroup var threads: ThreadsOption
  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard channels == 1 || channels == 3 else {
      throw ValidationError("--channels: expected 1 or 3, found \(channels)")
    }
    guard (1...65536).contains(batch), (1...1000).contains(repeats), (0.001...3600).contains(seconds) else {
      throw ValidationError("--batch, --repeats and --seconds: expected positive numbers of a usual size")
    }
    _ = try benchmark()
  }

  func run() throws {
    let report = try benchmark().run(progress: global.note)
    say(format.format == .json ? report.json.compact : report.text)
  }

  private func benchmark() throws -> Benchmark {
    let counts = try widths.map { text in
      try text.split(separator: ",").map { part in
        guard let width = Int(part), (1...1024).contains(width) else {
          throw ValidationError("--widths: expected numbers from 1 to 1024 joined by commas, found '\(text)'")
        }
        return width
      }
    }
    var benchmark = Benchmark(
      networks: network.isEmpty ? ["9-1-5"] : network, widths: counts, channels: channels,
      threads: threads.count)
    (benchmark.batch, benchmark.repeats, benchmark.seconds) = (batch, repeats, seconds)
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

/// `experiments doctor`
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what this program is, what it runs on, and what is missing.")

  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let diagnosis = Diagnosis(try global.project(), version: programVersion)
    say(format.format == .json ? diagnosis.json.compact : diagnosis.text)
  }
}
