import ExperimentSpecs
import HostSystem
import RunRecords

/// Tells other processes how far each training is, once a second, and hands every event on.
package struct PulseReporter: ProgressReporter {
  private let next: any ProgressReporter
  private let clock: RunClock
  /// The files of the runs at work, and when each was written, by the runs' titles.
  private let files = Locked<[String: (path: String, at: Double)]>([:])

  /// A reporter in front of another.
  package init(_ next: any ProgressReporter, clock: RunClock = .system) {
    (self.next, self.clock) = (next, clock)
  }

  package func report(_ event: RunEvent) {
    switch event {
    case .started(let run, _, let folder):
      let path = RunPulse.file(ofShortId: folder.shortId, results: folder.results)
      files.withValue { $0[run.title] = (path, clock.seconds()) }
    case .progress(let run, let progress): beat(run, RunPulse(run, progress))
    case .stage(let run, let progress): beat(run, RunPulse(run, progress))
    case .ended(let result):
      if let file = files.withValue({ $0.removeValue(forKey: result.run.title) }) {
        try? removeFile(file.path)
      }
    case .skipped, .scored, .note, .evaluated, .saved: break
    }
    next.report(event)
  }

  /// Writes no file in the first second: short runs leave none.
  private func beat(_ run: some DescribedRun, _ pulse: RunPulse) {
    let now = clock.seconds()
    let due = files.withValue { files -> String? in
      guard let file = files[run.title], now - file.at >= 1 else { return nil }
      files[run.title]?.at = now
      return file.path
    }
    if let due { try? pulse.write(to: due) }
  }
}

extension RunPulse {
  init(_ run: RunDescription, _ progress: RunProgress) {
    self.init(
      title: run.title, done: min(progress.backprops, progress.total), total: progress.total,
      unit: run.unit, subImagesPerSecond: progress.subImagesPerSecond, psnr: progress.psnr,
      bicubicPSNR: progress.bicubicPSNR, secondsLeft: progress.secondsLeft)
  }

  init(_ run: MethodDescription, _ progress: MethodProgress) {
    self.init(
      title: run.title, done: min(progress.done, progress.total), total: progress.total,
      unit: progress.stage, secondsLeft: progress.secondsLeft)
  }
}
