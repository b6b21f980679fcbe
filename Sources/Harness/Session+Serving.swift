import ExperimentSpecs
import ProjectFiles
import Reporting

extension Session {
  /// Serves the page of the results of experiments at a port of this machine, with what is being trained meanwhile.
  /// - Throws: `ServingError` if the port can't be had, `DatasetError`.
  package func serve(_ experiments: [(path: String, experiment: ResolvedExperiment)], port: Int) throws
    -> LiveServer
  {
    try LiveServer(LivePage(of: project, experiments, profile: profile, archive: archive()), port: port)
  }

  /// The same of all specs of the project that have the profile.
  package func serveAll(port: Int) throws -> LiveServer {
    let experiments = try project.specPaths.compactMap { path in
      let experiment = try project.experiment(path)
      return experiment.profiles.contains(profile)
        ? (path: path, experiment: try experiment.resolved(profile: profile)) : nil
    }
    return try serve(experiments, port: port)
  }
}
