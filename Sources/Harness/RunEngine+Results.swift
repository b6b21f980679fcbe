import ExperimentSpecs
import Reporting
import Running

extension RunEngine {
  /// What the finished runs of an experiment have measured, with what its figures and tables ask for beside that,
  /// which is measured now where it wasn't; trains nothing.
  /// - Throws: what reading a damaged run throws, what measuring throws.
  package func results(of experiment: ResolvedExperiment) throws -> ExperimentResults {
    try measureWhatIsAsked(in: experiment)
    return try ExperimentResults(experiment, archive: archive)
  }
}
