import ArgumentParser
import Harness

/// `experiments selfcheck`
struct SelfCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selfcheck",
    abstract:
      "Compare bicubic interpolation and the authors' network with the numbers they must give, or a device with the processor.",
    discussion: """
      Ends with 1 if a number is wrong, and with 3 if no data is here to check anything. With --device small networks are \
      applied and trained on that device and on the processor, which needs no data.

      Example: experiments selfcheck
      """)

  @Option(
    help: ArgumentHelp(
      "The authors' .mat, or a folder with them. (default: weights in or beside the folder of the sets)",
      valueName: "file"), completion: .file(), transform: path)
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "Check this device of OpenCL: gpu, or a name of `experiments devices`.", valueName: "name"),
    completion: Completions.devices)
  var device: String?

  @OptionGroup var threads: ThreadsOption
  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if device != nil, weights != nil { throw ValidationError("give --weights or --device, not both") }
    if device?.lowercased() == "cpu" {
      throw ValidationError("--device: expected a device of OpenCL, which is compared with the processor")
    }
  }

  func run() throws {
    if let device {
      let report = try DeviceReport(device: device, threads: threads.count)
      say(format.format == .json ? report.json.compact : report.text)
      if report.exitCode != 0 { throw FailedCommand(exitCode: report.exitCode) }
      return
    }
    let report = try global.project().selfCheck(
      weights: weights, threads: threads.count, progress: global.note)
    say(format.format == .json ? report.json.compact : report.text)
    if report.exitCode != 0 { throw FailedCommand(exitCode: report.exitCode) }
  }
}

/// `experiments devices`
struct Devices: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the devices that --device takes: the processor, and what OpenCL offers.",
    discussion: "Example: experiments devices --format json")

  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let list = DeviceList()
    say(format.format == .json ? list.json.compact : list.text)
  }
}

/// `experiments doctor`
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what this program is, what it runs on, and what is missing.",
    discussion: "Example: experiments doctor")

  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let diagnosis = Diagnosis(try global.project(), version: programVersion)
    say(format.format == .json ? diagnosis.json.compact : diagnosis.text)
  }
}
