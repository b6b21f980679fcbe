import ExperimentSpecs
import Wording

/// What can be wrong with a command's arguments before anything is read or trained.
package enum ProjectError: CommandError, Equatable {
  /// No folder upward from here has a Package.swift and specs, and nothing was installed with the program.
  case noProject(from: String)
  /// The current folder was removed, or the system doesn't say which it is.
  case noCurrentFolder
  /// The folder of `--root` has no `experiments/specs`.
  case notAProject(root: String)
  /// No file of the name; `known` are the project's specs.
  case noSpec(argument: String, known: [String])
  /// The file is there and can't be read.
  case unreadable(path: String, reason: String)
  /// Several specs would write the same files.
  case sameOutput(String, files: [String])
  /// No spec draws the figure.
  case unknownFigure(id: String, known: [String])
  /// The spec has no such variant.
  case unknownVariant(name: String, known: [String])
  /// A spec asks for a score of an image that the set doesn't have.
  case unknownImage(score: String, spec: String, image: String, known: [String])
  /// No run, or several, of the name.
  case unknownRun(name: String, isAmbiguous: Bool, known: [String])
  /// No file, no run and no variant of a spec of the name that a network or method was asked for by, or several runs.
  case unknownNetwork(name: String, isAmbiguous: Bool)
  /// A file is there, and nobody said that it may be overwritten, or no option can.
  case alreadyThere(path: String, hasForce: Bool)
  /// A folder is where a file is to be written.
  case folderInPlace(path: String)
  /// Nothing is trained yet that a figure, table or picture could show.
  case untrained(what: String, spec: String, profile: String)

  /// The exit code of a command that ends with this error: 1 if a training has to come first, 2 for a wrong argument.
  package var exitCode: Int32 { if case .untrained = self { 1 } else { 2 } }
}

extension ProjectError: CustomStringConvertible {
  /// One sentence: what, expected, found, what to do.
  package var description: String {
    switch self {
    case .noProject(let folder):
      "no project in \(folder) or a folder above it: expected a Package.swift with experiments/specs beside it, or what "
        + "`make install` puts beside the program; change into the project, or name its folder with --root"
    case .sameOutput(let output, let files):
      "\(files.joined(separator: " and ")) both write \(output): give one of them another name or id, so that no results "
        + "take the place of others"
    case .noCurrentFolder:
      "the current folder isn't there any more: change into one that is, or name the project's folder with --root"
    case .notAProject(let root):
      "--root \(root): expected the project's folder, with experiments/specs in it, found none"
    case .noSpec(let argument, let known):
      "no spec '\(argument)'\(meant(argument, known)): expected the path of a file, or a name among those of the project"
        + (known.isEmpty ? ", which has none" : ": \(known.joined(separator: ", "))")
    case .unreadable(let path, let reason):
      "can't read \(path): \(reason)"
    case .unknownFigure(let id, let known):
      "no spec draws a figure '\(id)'\(meant(id, known)); there are: \(known.isEmpty ? "none" : known.joined(separator: ", "))"
    case .unknownVariant(let name, let known):
      "no variant '\(name)'\(meant(name, known)); there are: \(known.joined(separator: ", "))"
        + (name.contains(",") ? "; for several give --only several times" : "")
    case .unknownImage(let score, let spec, let image, let known):
      "\(spec): '\(score)': expected an image of the set, found '\(image)'\(meant(image, known)); there are: "
        + known.prefix(14).joined(separator: ", ") + (known.count > 14 ? ", …" : "")
    case .unknownRun(let name, let isAmbiguous, let known):
      isAmbiguous
        ? "several runs are called '\(name)': expected more of an id; there are: \(known.joined(separator: ", "))"
        : "no run is called '\(name)': expected the folder of a run, or the beginning of its id; "
          + (known.isEmpty ? "there are no runs yet" : "`experiments status` lists all runs with their ids")
    case .unknownNetwork(let name, let isAmbiguous):
      "\(isAmbiguous ? "several runs have an id that begins with" : "no network is called") '\(name)': expected a weights "
        + "file, a run's folder, the beginning of one run's id, or SPEC/VARIANT with a finished run, as in scales/x3; "
        + "`experiments status` lists the runs"
    case .alreadyThere(let path, let hasForce):
      "\(path): expected a name that isn't taken, found a file; choose another name"
        + (hasForce ? ", or overwrite it with --force" : "")
    case .folderInPlace(let path):
      "\(path): expected a name that isn't taken, found a folder; choose another name"
    case .untrained(let what, let spec, let profile):
      "\(what): nothing of it is trained yet; `experiments run \(spec) --profile \(profile)` does that"
    }
  }

  private func meant(_ name: String, _ known: [String]) -> String {
    nearest(to: name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
  }
}
