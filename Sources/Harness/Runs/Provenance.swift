import ExperimentSpecs
import Foundation
import HostSystem
import Tensors

/// How and where a run was made: `provenance.json`. It decides nothing; the run's id does.
public struct Provenance: Sendable, Equatable, Codable {
  /// The id of the run, 64 hexadecimal digits.
  public var runId: String
  /// The run's `numericsVersion`.
  public var numericsVersion: Int
  /// The digest of the images trained on.
  public var trainingData: String
  /// The digest of each data set, by name.
  public var dataSets: [String: String]
  /// The command that began or last went on with the run.
  public var commandLine: [String]
  /// What the program was and ran on.
  public var environment: RunEnvironment
  /// Threads of the last session.
  public var threads: Int
  /// When the run began, ISO 8601.
  public var started: String
  /// When it was gone on with.
  public var resumed: [String]
  /// When it was finished.
  public var ended: String?
  /// What the run came to grief on, if it did.
  public var failure: String?
  /// Seconds spent in training steps, all sessions.
  public var trainingSeconds: Double
  /// Seconds spent in evaluations, all sessions.
  public var evaluationSeconds: Double
  /// Backprops done in those seconds (those lost by a kill are in both).
  public var measuredBackprops: Int
  /// The id of the run whose weights were the start.
  public var initialRun: String?
  /// How long the trained network takes for an image, where a figure has asked for it.
  public var speed: InferenceSpeed?

  /// Whether the numbers are such as a run counts; sums of them are, too.
  var isSound: Bool {
    let seconds = 0...1e12
    return (0...WeightsFile.Run.mostBackprops).contains(measuredBackprops) && (1...256).contains(threads)
      && seconds.contains(trainingSeconds) && seconds.contains(evaluationSeconds)
  }

  /// Sub-images trained on a second, evaluations left out, or nil if too little was measured.
  public var subImagesPerSecond: Double? {
    trainingSeconds > 0 && measuredBackprops > 0 ? Double(measuredBackprops) / trainingSeconds : nil
  }
}

/// The program and the machine of a run.
public struct RunEnvironment: Sendable, Equatable, Codable {
  /// The commit of the working tree, or nil outside of one.
  public var commit: String?
  /// Whether the working tree differed from the commit.
  public var isDirty: Bool?
  /// The compiler that the program was built with.
  public var compiler: String
  /// How the program was built.
  public var configuration: String
  /// The operating system.
  public var operatingSystem: String
  /// The processor's model.
  public var processor: String
  /// The instruction set that the kernels use.
  public var simdLevel: String
  /// Versions of libraries, by name.
  public var libraries: [String: String]

  /// What can be found out about this process.
  /// - Parameter root: the project's folder, whose commit is asked for.
  public init(root: String, libraries: [String: String] = [:]) {
    commit = output(of: ["git", "-C", root, "rev-parse", "HEAD"])
    // Results that are being written don't make the program another one.
    isDirty =
      commit == nil
      ? nil
      : output(of: ["git", "-C", root, "status", "--porcelain", "--", ".", ":!results"]).map { !$0.isEmpty }
    compiler = compilerName
    #if DEBUG
      configuration = "debug"
    #else
      configuration = "release"
    #endif
    operatingSystem = ProcessInfo.processInfo.operatingSystemVersionString
    processor = processorName()
    simdLevel = SIMDLevel.best.rawValue
    self.libraries = libraries
  }
}

private var compilerName: String {
  #if compiler(>=6.4)
    "Swift 6.4 or later"
  #elseif compiler(>=6.3)
    "Swift 6.3"
  #elseif compiler(>=6.2)
    "Swift 6.2"
  #else
    "Swift 6.1 or earlier"
  #endif
}

/// What a program of `PATH` prints, without the white space around it; nil if it fails or isn't there.
func output(of command: [String]) -> String? {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = command
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  process.standardInput = FileHandle.nullDevice
  guard (try? process.run()) != nil else { return nil }
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { return nil }
  return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
}

/// A value as JSON with sorted keys, for people and programs.
func jsonBytes(_ value: some Encodable) throws -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  return Array(try encoder.encode(value)) + Array("\n".utf8)
}
