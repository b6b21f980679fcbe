import ExperimentSpecs
import Foundation
import HostSystem
import Tensors

/// How and where a run was made: `provenance.json`. It decides nothing; the run's id does.
package struct Provenance: Sendable, Equatable, Codable {
  /// The id of the run, 64 hexadecimal digits.
  package var runId: String
  /// The run's `numericsVersion`.
  package var numericsVersion: Int
  /// The digest of the images trained on.
  package var trainingData: String
  /// The digest of each data set, by name.
  package var dataSets: [String: String]
  /// The command that began or last went on with the run.
  package var commandLine: [String]
  /// What the program was and ran on.
  package var environment: RunEnvironment
  /// Threads of the last session.
  package var threads: Int
  /// When the run began, ISO 8601.
  package var started: String
  /// When it was gone on with.
  package var resumed: [String]
  /// When it was finished.
  package var ended: String?
  /// What the run came to grief on, if it did.
  package var failure: String?
  /// Seconds spent in training steps, all sessions, and those of the run that it went on from.
  package var trainingSeconds: Double
  /// Seconds spent in evaluations, likewise.
  package var evaluationSeconds: Double
  /// Backprops done in those seconds (those lost by a kill are in both).
  package var measuredBackprops: Int
  /// SHA-256 of `progress.csv`, and of the one before; nil where an older program wrote it.
  package var progress: [String]?
  /// The device that trained, its driver and its compiler, where it wasn't the processor.
  package var device: String?
  /// The id of the run whose weights were the start.
  package var initialRun: String?
  /// The run whose state was the start.
  package var continued: Continued?

  /// A run that another goes on from.
  package struct Continued: Sendable, Equatable, Codable {
    /// Its id.
    package var run: String
    /// The backprops after which the other goes on.
    package var backprops: Int
    /// The device that trained it, its driver and its compiler, where it wasn't the processor.
    package var device: String?

    package init(run: String, backprops: Int, device: String?) {
      (self.run, self.backprops, self.device) = (run, backprops, device)
    }
  }

  /// How long the trained network takes for an image, where a figure has asked for it.
  package var speed: InferenceSpeed?

  /// That of a run which begins.
  package init(
    runId: String, numericsVersion: Int, trainingData: String, dataSets: [String: String],
    commandLine: [String], environment: RunEnvironment, threads: Int, started: String, initialRun: String?
  ) {
    (self.runId, self.numericsVersion, self.trainingData) = (runId, numericsVersion, trainingData)
    (self.dataSets, self.commandLine, self.environment) = (dataSets, commandLine, environment)
    (self.threads, self.started, self.initialRun) = (threads, started, initialRun)
    (resumed, trainingSeconds, evaluationSeconds, measuredBackprops) = ([], 0, 0, 0)
  }

  /// Whether the numbers are such as a run counts; sums of them are, too.
  package var isSound: Bool {
    let seconds = 0...1e12
    return (0...WeightsFile.Run.mostBackprops).contains(measuredBackprops) && (1...256).contains(threads)
      && seconds.contains(trainingSeconds) && seconds.contains(evaluationSeconds)
  }

  /// Whether the run was trained where the one was that it went on from, if there is one.
  package var isOfOneDevice: Bool { continued.map { $0.device == device } ?? true }

  /// Sub-images trained on a second, evaluations left out, or nil if too little was measured.
  package var subImagesPerSecond: Double? {
    trainingSeconds > 0 && measuredBackprops > 0 ? Double(measuredBackprops) / trainingSeconds : nil
  }
}

/// The program and the machine of a run.
package struct RunEnvironment: Sendable, Equatable, Codable {
  /// The commit of the working tree, or nil outside of one.
  package var commit: String?
  /// Whether the working tree differed from the commit.
  package var isDirty: Bool?
  /// How the working tree differed, as `git diff` says it: its first 64 KiB; nil if it didn't, or that isn't known.
  package var changes: String?
  /// The compiler that the program was built with.
  package var compiler: String
  /// How the program was built.
  package var configuration: String
  package var operatingSystem: String
  /// The processor's model.
  package var processor: String
  /// The instruction set that the kernels use.
  package var simdLevel: String
  /// Versions of libraries, by name.
  package var libraries: [String: String]

  /// What can be found out about this process.
  /// - Parameter root: the project's folder, whose commit is asked for.
  package init(root: String, libraries: [String: String] = [:]) {
    // Git's index stays as it is: someone else may be committing, and a run may be killed.
    let git = ["git", "--no-optional-locks", "-c", "diff.autoRefreshIndex=false", "-C", root]
    commit = Program.output(of: git + ["rev-parse", "HEAD"])
    // Results that are being written don't make the program another one.
    let rest = ["--", ".", ":!results"]
    isDirty =
      commit == nil
      ? nil : Program.output(of: git + ["status", "--porcelain"] + rest).map { !$0.isEmpty }
    changes =
      isDirty == true
      ? Program.output(of: git + ["diff", "HEAD", "--no-color", "--no-ext-diff"] + rest).map {
        String(decoding: $0.utf8.prefix(Self.mostChanges), as: UTF8.self)
      } : nil
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

  /// Bytes that are kept of the uncommitted changes.
  private static let mostChanges = 64 << 10
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

/// A value as JSON with sorted keys, for people and programs.
package func jsonBytes(_ value: some Encodable) throws -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  return Array(try encoder.encode(value)) + Array("\n".utf8)
}

/// A word of a command; of an absolute path its last part: where somebody's programs lie is nobody's business.
package func withoutForeignFolder(_ word: String) -> String {
  word.hasPrefix("/") ? word.split(separator: "/").last.map(String.init) ?? word : word
}
