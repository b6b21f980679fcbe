import Wording

/// PyTorch in the best of its settings for one piece of work, ready to be measured.
final class TorchRival {
  /// What is tried: nothing special, and what has been the best on some network.
  static let settings = ["default", "channels_last+malloc", "compile+channels_last+malloc"]
  /// The same on a graphics card, where nothing of it is known before.
  static let deviceSettings = ["default", "channels_last", "compile", "compile+channels_last"]
  /// How often each setting is measured before the choice.
  private static let trials = 3
  /// How many times slower than the best a setting may be at its first trial to get another.
  private static let hopeless = 1.5
  /// Seconds that a process takes to start, compile and warm up, roughly and on average over the settings.
  static let secondsToPrepare = 8.0

  /// The setting chosen.
  let setting: String
  /// Seconds a step of each setting that works, from the trials.
  let trialSeconds: [(setting: String, seconds: Double)]
  private let process: TorchProcess

  /// Starts a process for each setting, measures them in turn, and keeps the fastest.
  ///
  /// A setting that fails is left out and said; `torch.compile` needs a C++ compiler, for one.
  /// - Throws: `BenchmarkError`, if none works.
  init(
    _ work: TorchWork, runtime: TorchRuntime, seconds: Double, stopwatch: Stopwatch,
    progress: (String) -> Void
  ) throws {
    var candidates: [(setting: String, process: TorchProcess, times: [Double])] = []
    var lastFailure: BenchmarkError?
    for setting in work.device == nil ? Self.settings : Self.deviceSettings {
      do {
        let process = try TorchProcess(work, setting: setting, runtime: runtime, stopwatch: stopwatch)
        candidates.append((setting, process, []))
      } catch let error as BenchmarkError {
        guard case .scriptFailed = error else { throw error }
        progress("PyTorch without \(setting): \(error.description)")
        lastFailure = error
      }
    }
    for trial in 0..<Self.trials {
      for index in candidates.indices {
        // What was slow by far once needn't be measured again.
        let (own, best) = (candidates[index].times, candidates.compactMap(\.times.first).min() ?? 0)
        if trial > 0, own[0] > Self.hopeless * best { continue }
        try stopwatch.check()
        candidates[index].times.append(try candidates[index].process.secondsPerStep(atLeast: seconds))
      }
    }
    let medians = candidates.map { (setting: $0.setting, seconds: Spread($0.times).median) }
    guard let best = medians.indices.min(by: { medians[$0].seconds < medians[$1].seconds }) else {
      throw lastFailure ?? .scriptFailed(work: work.title, said: "")
    }
    (setting, trialSeconds, process) = (medians[best].setting, medians, candidates[best].process)
  }

  /// What it runs on.
  var versions: TorchVersions { process.versions }

  /// It in a contest.
  var contestant: Contestant {
    let process = process
    return Contestant { try process.secondsPerStep(atLeast: $0) }
  }

  /// Seconds that a rival takes besides its rounds, all settings counted.
  static func preparation(secondsAMeasurement: Double) -> Double {
    Double(settings.count) * (secondsToPrepare + Double(trials) * secondsAMeasurement)
  }
}
