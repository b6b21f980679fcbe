import ExperimentSpecs
import HostSystem
import RunRecords

/// How long methods took here before.
struct MethodTimes {
  private let measured: [(run: MethodDescription, seconds: Double)]

  /// The times in the provenances of a results folder, by as many threads of the same processor.
  init(results: String, threads: Int) {
    let processor = processorName()
    measured = ((try? RunFolder.all(in: results)) ?? []).compactMap { folder in
      guard let run = folder.methodDescription(), let provenance = folder.provenance(),
        provenance.ended != nil, provenance.threads == threads,
        provenance.environment.processor == processor
      else { return nil }
      return (run, provenance.trainingSeconds + provenance.evaluationSeconds)
    }
  }

  /// Seconds of a run with the same method, factor and images, whatever its seed; nil if there was none.
  func seconds(for run: MethodDescription) -> Double? {
    measured.last { other, _ in
      other.method == run.method && other.data.scale == run.data.scale && other.data.train == run.data.train
        && other.data.trainImages == run.data.trainImages
        && Set(other.data.test).isSuperset(of: run.data.test)
    }?.seconds
  }
}

extension RunFolder {
  /// Seconds that the passes left of a training take, at the rate of those done; nil if it hasn't passes.
  package func secondsLeft(of run: MethodDescription, from done: Int) -> Double? {
    guard case .coding(let coding) = run.method.recipe, done > 0, let provenance = provenance() else {
      return nil
    }
    return provenance.trainingSeconds / Double(done) * Double(coding.passes - done)
  }
}
